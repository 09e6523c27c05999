//! The statement of a period.

use chrono::NaiveDate;
use domain::servicing::transaction::{Components, Event};
use rust_decimal::Decimal;

use super::common::{Account, Issue, column, fact, not_negative, parts, total};
use crate::amount::Currency;
use crate::error::DocumentError;
use crate::model::{Block, ColumnKind, Document, KeyValue, Table};
use crate::words::{Language, Words, fill};

/// What a statement says. Amounts are in units of the account's currency; balances are the principal outstanding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The account.
    pub account: Account,
    /// The first day of the period.
    pub from: NaiveDate,
    /// The last day of the period.
    pub to: NaiveDate,
    /// The balance before the first transaction.
    pub opening_balance: Decimal,
    /// What happened in the period, in the order in which it counts.
    pub transactions: Vec<Transaction>,
    /// The balance after the last transaction; without any, the opening balance.
    pub closing_balance: Decimal,
    /// How late the account was on the last day.
    pub arrears: Arrears,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// The day from which it counts.
    pub value_date: NaiveDate,
    /// The day on which it was entered.
    pub entered_on: NaiveDate,
    /// What it is, in the words of the document's language: see [`in_words`].
    pub what: String,
    /// All of it.
    pub amount: Decimal,
    /// What of it went to each component.
    pub of: Components,
    /// The balance after it.
    pub principal_balance: Decimal,
}

/// How late an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Arrears {
    /// What is overdue of each component.
    pub overdue: Components,
    /// For how many days.
    pub days_past_due: u32,
}

/// What a transaction is called, for [`Transaction::what`].
pub fn in_words(language: Language, event: &Event) -> &'static str {
    (language.words().transaction)(event)
}

/// The document of a statement. One that does not agree with itself is refused.
pub fn statement(issue: &Issue, statement: &Statement) -> Result<Document, DocumentError> {
    check(statement)?;
    let words = issue.language.words();
    let said = &words.statement;
    let currency = statement.account.currency()?;
    let mut facts = statement.account.facts(words);
    facts.extend(summary(statement, &currency, words));
    let mut blocks = vec![
        Block::Paragraph(fill(said.introduction, &[("currency", currency.code())])),
        Block::KeyValues(facts),
        Block::Heading(said.transactions.to_owned()),
        Block::Table(table(statement, &currency, words)),
        Block::Heading(said.arrears.to_owned()),
    ];
    blocks.extend(arrears(statement, &currency, words)?);
    Ok(issue.document(&statement.account, said.title, blocks))
}

fn check(statement: &Statement) -> Result<(), DocumentError> {
    let refuse = |field, why| Err(DocumentError::Contradiction { field, why });
    if statement.to < statement.from {
        return refuse("to", "the period ends before it begins");
    }
    let last = statement.transactions.last().map_or(statement.opening_balance, |last| last.principal_balance);
    if last != statement.closing_balance {
        return refuse("closing_balance", "it is not the balance after the last transaction");
    }
    not_negative("arrears.overdue", &parts(&statement.arrears.overdue))
}

fn summary(statement: &Statement, currency: &Currency, words: &Words) -> [KeyValue; 4] {
    let said = &words.statement;
    let (from, to) = (words.date(statement.from), words.date(statement.to));
    let balance = |label, amount| KeyValue { strong: true, ..fact(label, currency.amount(amount)) };
    [
        fact(said.period, fill(said.from_to, &[("from", &from), ("to", &to)])),
        fact(said.count, statement.transactions.len().to_string()),
        balance(said.opening_balance, statement.opening_balance),
        balance(said.closing_balance, statement.closing_balance),
    ]
}

/// The transactions between a row with the opening balance and one with the closing balance.
fn table(statement: &Statement, currency: &Currency, words: &Words) -> Table {
    let (account, said) = (&words.account, &words.statement);
    let mut columns = vec![
        column(said.value_date, ColumnKind::Date),
        column(said.entry_date, ColumnKind::Date),
        column(said.transaction, ColumnKind::Text),
    ];
    let amounts =
        [said.amount, account.principal, account.interest, account.fees, account.penalties, account.principal_balance];
    columns.extend(amounts.map(|title| column(title, ColumnKind::Amount)));

    let balance = |date: NaiveDate, label: &str, amount: Decimal| {
        let mut row = vec![words.short_date(date), String::new(), label.to_owned()];
        row.extend([const { String::new() }; 5]);
        row.push(currency.number(amount));
        row
    };
    let opening = balance(statement.from, said.opening_balance, statement.opening_balance);
    let rows = statement.transactions.iter().map(|transaction| row(transaction, currency, words));
    Table {
        columns,
        rows: [opening].into_iter().chain(rows).collect(),
        total: Some(balance(statement.to, said.closing_balance, statement.closing_balance)),
    }
}

fn row(transaction: &Transaction, currency: &Currency, words: &Words) -> Vec<String> {
    let dates = [transaction.value_date, transaction.entered_on].map(|date| words.short_date(date));
    let mut row = dates.to_vec();
    row.push(transaction.what.clone());
    row.push(currency.number(transaction.amount));
    row.extend(parts(&transaction.of).map(|amount| currency.number(amount)));
    row.push(currency.number(transaction.principal_balance));
    row
}

fn arrears(statement: &Statement, currency: &Currency, words: &Words) -> Result<Vec<Block>, DocumentError> {
    let (account, said) = (&words.account, &words.statement);
    let (date, overdue) = (words.date(statement.to), &statement.arrears.overdue);
    let in_all = total("arrears.overdue", overdue)?;
    if in_all.is_zero() {
        return Ok(vec![Block::Paragraph(fill(said.no_arrears, &[("date", &date)]))]);
    }
    let sentence = fill(said.overdue, &[("date", &date), ("amount", &currency.amount(in_all))]);
    let labels = [account.principal, account.interest, account.fees, account.penalties];
    let mut facts: Vec<_> =
        labels.into_iter().zip(parts(overdue)).map(|(label, amount)| fact(label, currency.amount(amount))).collect();
    facts.push(KeyValue { strong: true, ..fact(said.overdue_total, currency.amount(in_all)) });
    facts.push(fact(said.days_past_due, statement.arrears.days_past_due.to_string()));
    Ok(vec![Block::Paragraph(sentence), Block::KeyValues(facts)])
}
