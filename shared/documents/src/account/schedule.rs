//! The repayment schedule.

use chrono::NaiveDate;
use domain::servicing::transaction::Components;
use rust_decimal::Decimal;

use super::common::{Account, Issue, column, fact, parts, sum, total};
use crate::amount::{Currency, rate};
use crate::error::DocumentError;
use crate::model::{Block, ColumnKind, Document, KeyValue, Table};
use crate::words::{Words, fill};

/// What a repayment schedule says. Amounts are in units of the account's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The account.
    pub account: Account,
    /// The day as of which it is computed.
    pub as_of: NaiveDate,
    /// What was agreed, in short.
    pub terms: Terms,
    /// The installments, in the order of due dates.
    pub installments: Vec<Installment>,
}

/// What was agreed, in short. What is not given is not printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What was or will be paid out.
    pub loan_amount: Decimal,
    /// When it was.
    pub disbursed_on: Option<NaiveDate>,
    /// Percent a year.
    pub interest_rate: Option<Decimal>,
    /// The annual percentage rate, in percent.
    pub apr: Option<Decimal>,
    /// What is paid in all beyond what is paid out.
    pub total_cost_of_credit: Option<Decimal>,
}

/// One installment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installment {
    /// Counted from 1.
    pub number: u32,
    /// The day on which it is due.
    pub due: NaiveDate,
    /// What is expected.
    pub expected: Components,
    /// The tax that interest, fees and penalties contain. Where no installment has one, there is no column for it.
    pub tax: Option<Decimal>,
    /// What has been paid of it.
    pub paid: Decimal,
    /// The principal that is outstanding after it.
    pub principal_balance: Decimal,
}

/// The document of a repayment schedule. Totals are of the rows.
pub fn schedule(issue: &Issue, schedule: &Schedule) -> Result<Document, DocumentError> {
    let words = issue.language.words();
    let currency = schedule.account.currency()?;
    let date = words.date(schedule.as_of);
    let introduction = [("date", date.as_str()), ("currency", currency.code())];
    let blocks = vec![
        Block::Paragraph(fill(words.schedule.introduction, &introduction)),
        Block::KeyValues(schedule.account.facts(words)),
        Block::Heading(words.schedule.terms.to_owned()),
        Block::KeyValues(terms(schedule, &currency, words)),
        Block::Heading(words.schedule.installments.to_owned()),
        Block::Table(table(&schedule.installments, &currency, words)?),
    ];
    Ok(issue.document(&schedule.account, words.schedule.title, blocks))
}

fn terms(schedule: &Schedule, currency: &Currency, words: &Words) -> Vec<KeyValue> {
    let (terms, said) = (&schedule.terms, &words.schedule);
    let date = |label: &str, date: Option<NaiveDate>| date.map(|date| fact(label, words.date(date)));
    let yearly = |percent: Decimal| fill(said.rate_a_year, &[("rate", &rate(percent))]);
    let count = schedule.installments.len().to_string();
    [
        Some(fact(said.amount, currency.amount(terms.loan_amount))),
        date(said.disbursed_on, terms.disbursed_on),
        terms.interest_rate.map(|percent| fact(said.interest_rate, yearly(percent))),
        Some(fact(said.number_of_installments, count)),
        date(said.first_due, schedule.installments.first().map(|installment| installment.due)),
        date(said.last_due, schedule.installments.last().map(|installment| installment.due)),
        terms.apr.map(|percent| fact(said.apr, format!("{}%", rate(percent)))),
        terms.total_cost_of_credit.map(|cost| fact(said.cost_of_credit, currency.amount(cost))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn table(installments: &[Installment], currency: &Currency, words: &Words) -> Result<Table, DocumentError> {
    let taxed = installments.iter().any(|installment| installment.tax.is_some());
    let (account, said) = (&words.account, &words.schedule);
    let mut columns = vec![column(said.number, ColumnKind::Number), column(said.due, ColumnKind::Date)];
    let amounts = [account.principal, account.interest, account.fees, account.penalties, account.total];
    columns.extend(amounts.map(|title| column(title, ColumnKind::Amount)));
    columns.extend(taxed.then(|| column(account.tax, ColumnKind::Amount)));
    columns.extend([said.paid, account.principal_balance].map(|title| column(title, ColumnKind::Amount)));

    let number = |amount: Decimal| currency.number(amount);
    let row = |installment: &Installment| {
        let mut row = vec![installment.number.to_string(), words.short_date(installment.due)];
        row.extend(parts(&installment.expected).map(number));
        row.push(number(total("installments.expected", &installment.expected)?));
        row.extend(taxed.then(|| number(installment.tax.unwrap_or_default())));
        row.extend([installment.paid, installment.principal_balance].map(number));
        Ok(row)
    };
    let rows = installments.iter().map(row).collect::<Result<_, DocumentError>>()?;
    Ok(Table { columns, rows, total: Some(totals(installments, taxed, currency, words)?) })
}

fn totals(
    installments: &[Installment],
    taxed: bool,
    currency: &Currency,
    words: &Words,
) -> Result<Vec<String>, DocumentError> {
    let of = |field: &'static str, amount: fn(&Installment) -> Decimal| sum(field, installments.iter().map(amount));
    let expected = Components {
        principal: of("installments.expected.principal", |installment| installment.expected.principal)?,
        interest: of("installments.expected.interest", |installment| installment.expected.interest)?,
        fees: of("installments.expected.fees", |installment| installment.expected.fees)?,
        penalties: of("installments.expected.penalties", |installment| installment.expected.penalties)?,
    };
    let mut amounts = parts(&expected).to_vec();
    amounts.push(total("installments.expected", &expected)?);
    if taxed {
        amounts.push(of("installments.tax", |installment| installment.tax.unwrap_or_default())?);
    }
    amounts.push(of("installments.paid", |installment| installment.paid)?);
    let mut row = vec![String::new(), words.account.total.to_owned()];
    row.extend(amounts.into_iter().map(|amount| currency.number(amount)));
    row.push(String::new());
    Ok(row)
}
