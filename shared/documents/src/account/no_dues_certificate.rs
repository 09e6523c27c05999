//! The certificate that nothing is owed on an account any more.

use chrono::NaiveDate;
use domain::servicing::life_cycle::AccountSubState;
use rust_decimal::Decimal;

use super::common::{Account, Issue, fact};
use crate::error::DocumentError;
use crate::model::{Block, Document};
use crate::words::{Words, fill};

/// What a no dues certificate says. Amounts are in units of the account's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoDues {
    /// The account.
    pub account: Account,
    /// What is still owed: nothing, or there is no certificate.
    pub owed: Decimal,
    /// The day on which it was closed.
    pub closed_on: NaiveDate,
    /// Why it was: repaid or refinanced. On others nothing was ever owed, or what was owed has not been paid.
    pub reason: AccountSubState,
    /// What had been paid out, where it is to be printed.
    pub loan_amount: Option<Decimal>,
    /// When it had been, where it is to be printed.
    pub disbursed_on: Option<NaiveDate>,
}

/// The document of a no dues certificate. One of an account that owes anything, or was closed otherwise, is refused.
pub fn no_dues_certificate(issue: &Issue, no_dues: &NoDues) -> Result<Document, DocumentError> {
    let words = issue.language.words();
    let said = &words.no_dues;
    let currency = no_dues.account.currency()?;
    let closed = fill(closed(issue, no_dues, words)?, &[("date", &words.date(no_dues.closed_on))]);
    let mut facts = no_dues.account.facts(words);
    facts.extend(no_dues.loan_amount.map(|amount| fact(said.loan_amount, currency.amount(amount))));
    facts.extend(no_dues.disbursed_on.map(|date| fact(said.disbursed_on, words.date(date))));
    facts.push(fact(said.closed_on, words.date(no_dues.closed_on)));
    let blocks = vec![
        Block::Paragraph(fill(said.certified, &[("lender", &issue.lender.name)])),
        Block::KeyValues(facts),
        Block::Paragraph(closed),
        Block::Paragraph(said.this_account_alone.to_owned()),
    ];
    Ok(issue.document(&no_dues.account, said.title, blocks))
}

/// The sentence that says why the account was closed.
fn closed(issue: &Issue, no_dues: &NoDues, words: &Words) -> Result<&'static str, DocumentError> {
    let refuse = |field, why| Err(DocumentError::Contradiction { field, why });
    if !no_dues.owed.is_zero() {
        return refuse("owed", "something is still owed on the account");
    }
    if no_dues.closed_on > issue.issued_on {
        return refuse("closed_on", "the account is closed after the certificate is issued");
    }
    match no_dues.reason {
        AccountSubState::Repaid => Ok(words.no_dues.repaid),
        AccountSubState::Refinanced => Ok(words.no_dues.refinanced),
        AccountSubState::Rescheduled => refuse("reason", "another account goes on with the debt"),
        AccountSubState::WrittenOff => refuse("reason", "what was owed has been given up and not paid"),
        AccountSubState::Withdrawn | AccountSubState::Rejected => refuse("reason", "nothing was ever paid out"),
        AccountSubState::PartiallyDisbursed
        | AccountSubState::Locked
        | AccountSubState::LockedCapping
        | AccountSubState::Terminated => refuse("reason", "the account is not closed"),
    }
}
