//! What the documents of an account have in common.

use chrono::{DateTime, NaiveDate, Utc};
use domain::servicing::transaction::Components;
use rust_decimal::Decimal;

use crate::amount::Currency;
use crate::error::DocumentError;
use crate::model::{Block, Column, ColumnKind, Document, KeyValue, Letterhead, Signatory, Signature};
use crate::words::{Language, Words, fill};

/// Who makes a document, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The document's id, by which the lender finds it again.
    pub document_id: String,
    /// When it is made.
    pub created_at: DateTime<Utc>,
    /// The day that it is printed with: that of its making where the lender is.
    pub issued_on: NaiveDate,
    /// The lender.
    pub lender: Letterhead,
    /// Who signs for the lender; nobody where the document goes out as it is.
    pub signatory: Option<Signatory>,
    /// Which language it is in.
    pub language: Language,
}

/// The account that a document is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The id of the customer whose it is.
    pub holder_id: String,
    /// The currency of all its amounts, as ISO 4217 codes it.
    pub currency_code: String,
}

impl Issue {
    /// A document of this issue about an account, with who answers for it at its end.
    pub(super) fn document(&self, account: &Account, title: &str, blocks: Vec<Block>) -> Document {
        let words = self.language.words();
        let signature = Signature { on_behalf_of: self.lender.name.clone(), signatory: self.signatory.clone() };
        Document {
            language: self.language,
            id: self.document_id.clone(),
            title: title.to_owned(),
            subject: fill(words.account.subject, &[("account", &account.id)]),
            created_at: self.created_at,
            issued_on: self.issued_on,
            letterhead: self.lender.clone(),
            blocks: blocks.into_iter().chain([Block::Signature(signature)]).collect(),
        }
    }
}

impl Account {
    pub(super) fn currency(&self) -> Result<Currency<'_>, DocumentError> {
        Currency::of(&self.currency_code)
    }

    /// What every document says of its account.
    pub(super) fn facts(&self, words: &Words) -> Vec<KeyValue> {
        vec![
            fact(words.account.id, &self.id),
            fact(words.account.name, &self.name),
            fact(words.account.holder, &self.holder_id),
            fact(words.account.currency, &self.currency_code),
        ]
    }
}

/// One fact of a document.
pub(super) fn fact(label: &str, value: impl Into<String>) -> KeyValue {
    KeyValue { label: label.to_owned(), value: value.into(), strong: false }
}

/// A column of a document's table.
pub(super) fn column(title: &str, kind: ColumnKind) -> Column {
    Column { title: title.to_owned(), kind }
}

/// The components of an amount, in the order of the columns.
pub(super) fn parts(amounts: &Components) -> [Decimal; 4] {
    [amounts.principal, amounts.interest, amounts.fees, amounts.penalties]
}

/// What components come to.
pub(super) fn total(field: &'static str, amounts: &Components) -> Result<Decimal, DocumentError> {
    sum(field, parts(amounts))
}

/// Refuses amounts of which one is below zero.
pub(super) fn not_negative(field: &'static str, amounts: &[Decimal]) -> Result<(), DocumentError> {
    if amounts.iter().any(|amount| *amount < Decimal::ZERO) {
        return Err(DocumentError::Contradiction { field, why: "an amount is below zero" });
    }
    Ok(())
}

/// The sum of amounts, or the name of the field where it is too large.
pub(super) fn sum(field: &'static str, amounts: impl IntoIterator<Item = Decimal>) -> Result<Decimal, DocumentError> {
    let sum = amounts.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add);
    sum.ok_or(DocumentError::SumTooLarge { field })
}
