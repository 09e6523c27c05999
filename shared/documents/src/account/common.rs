//! What the documents of an account have in common.

use chrono::{DateTime, NaiveDate, Utc};
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

pub(super) fn fact(label: &str, value: impl Into<String>) -> KeyValue {
    KeyValue { label: label.to_owned(), value: value.into(), strong: false }
}

pub(super) fn column(title: &str, kind: ColumnKind) -> Column {
    Column { title: title.to_owned(), kind }
}

/// The sum of amounts, or the name of the field where it is too large.
pub(super) fn sum(field: &'static str, amounts: impl IntoIterator<Item = Decimal>) -> Result<Decimal, DocumentError> {
    let sum = amounts.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add);
    sum.ok_or(DocumentError::SumTooLarge { field })
}
