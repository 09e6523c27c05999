//! The payoff letter: what it takes to pay an account off on a day.

use chrono::NaiveDate;
use domain::servicing::transaction::Components;
use rust_decimal::Decimal;

use super::common::{Account, Issue, column, not_negative, parts, total};
use crate::amount::Currency;
use crate::error::DocumentError;
use crate::model::{Block, ColumnKind, Document, Table};
use crate::words::{Words, fill};

/// What a payoff letter says. Amounts are in units of the account's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payoff {
    /// The account.
    pub account: Account,
    /// The day for which the amount is computed: it is valid on that day only.
    pub on: NaiveDate,
    /// What is to be paid of each component.
    pub amounts: Components,
    /// What each later day adds, where the lender says so.
    pub per_diem: Option<Decimal>,
}

/// The document of a payoff letter. The total is of the components; where it is nothing, there is no such letter.
pub fn payoff_letter(issue: &Issue, payoff: &Payoff) -> Result<Document, DocumentError> {
    not_negative("amounts", &parts(&payoff.amounts))?;
    not_negative("per_diem", payoff.per_diem.as_slice())?;
    let in_all = total("amounts", &payoff.amounts)?;
    if in_all.is_zero() {
        return Err(DocumentError::Contradiction { field: "amounts", why: "nothing is to be paid" });
    }
    let words = issue.language.words();
    let said = &words.payoff;
    let currency = payoff.account.currency()?;
    let date = words.date(payoff.on);
    let total = currency.amount(in_all);
    let mut blocks = vec![
        Block::Paragraph(fill(said.introduction, &[("date", &date), ("amount", &total)])),
        Block::KeyValues(payoff.account.facts(words)),
        Block::Heading(said.made_up_of.to_owned()),
        Block::Table(table(payoff, in_all, &currency, words)),
        Block::Paragraph(fill(said.validity, &[("date", &date)])),
    ];
    let per_diem = payoff.per_diem.map(|amount| currency.amount(amount));
    blocks
        .extend(per_diem.map(|amount| Block::Paragraph(fill(said.per_diem, &[("date", &date), ("amount", &amount)]))));
    Ok(issue.document(&payoff.account, said.title, blocks))
}

fn table(payoff: &Payoff, in_all: Decimal, currency: &Currency, words: &Words) -> Table {
    let (account, said) = (&words.account, &words.payoff);
    let labels = [account.principal, account.interest, account.fees, account.penalties];
    let rows = labels.into_iter().zip(parts(&payoff.amounts));
    let amount = fill(said.amount, &[("currency", currency.code())]);
    let date = words.date(payoff.on);
    Table {
        columns: vec![column(said.component, ColumnKind::Text), column(&amount, ColumnKind::Amount)],
        rows: rows.map(|(label, amount)| vec![label.to_owned(), currency.number(amount)]).collect(),
        total: Some(vec![fill(said.to_pay, &[("date", &date)]), currency.number(in_all)]),
    }
}
