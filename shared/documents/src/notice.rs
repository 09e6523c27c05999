//! A legal notice: a letter as `domain::notice` fills it, as a document.

use chrono::{DateTime, Utc};
use domain::notice::letter::{Letter, Part, Value};

use crate::amount::Currency;
use crate::error::DocumentError;
use crate::logo::Logo;
use crate::model::{Block, Code, Column, ColumnKind, Document, Letterhead, Signatory, Signature, Table};
use crate::words::Language;

/// The document of a letter that was made at a moment, with the logo that its letterhead names.
pub fn notice(letter: &Letter, logo: Option<&Logo>, created_at: DateTime<Utc>) -> Result<Document, DocumentError> {
    let currency = Currency::of(&letter.currency)?;
    let addressee = (!letter.addressee.is_empty()).then(|| Block::Paragraph(letter.addressee.join("\n")));
    let parts = letter.parts.iter().map(|part| block(letter, part, &currency));
    let sender = &letter.letterhead;
    Ok(Document {
        language: Language::of_tag(&letter.language),
        id: letter.reference.clone(),
        title: letter.title.clone(),
        subject: letter.subject.clone(),
        created_at,
        issued_on: letter.date,
        letterhead: Letterhead {
            name: sender.name.clone(),
            address: sender.address.clone(),
            contact: sender.contact.clone(),
            logo: logo.cloned(),
        },
        blocks: addressee.into_iter().chain(parts).collect(),
    })
}

fn block(letter: &Letter, part: &Part, currency: &Currency<'_>) -> Block {
    match part {
        Part::Heading(text) => Block::Heading(text.clone()),
        Part::Paragraph(text) => Block::Paragraph(text.clone()),
        Part::Amounts(rows) => amounts(rows, currency),
        Part::PaymentCode { link, text } => Block::Code(Code { link: link.clone(), text: text.clone() }),
        Part::Signature => Block::Signature(Signature {
            on_behalf_of: letter.letterhead.name.clone(),
            signatory: letter
                .signatory
                .as_ref()
                .map(|it| Signatory { name: it.name.clone(), office: it.office.clone() }),
        }),
    }
}

/// Labels and values; the columns need no titles, for the labels say what the values are.
fn amounts(rows: &[(String, Value)], currency: &Currency<'_>) -> Block {
    let column = |kind| Column { title: String::new(), kind };
    let row = |(label, value): &(String, Value)| {
        let value = match value {
            Value::Amount(amount) => currency.amount(*amount),
            Value::Text(text) => text.clone(),
        };
        vec![label.clone(), value]
    };
    // Texts among the values, as names, may need more than one line.
    let has_texts = rows.iter().any(|(_, value)| matches!(value, Value::Text(text) if text.chars().count() > 40));
    let kind = if has_texts { ColumnKind::Text } else { ColumnKind::Amount };
    Block::Table(Table {
        columns: vec![column(ColumnKind::Text), column(kind)],
        rows: rows.iter().map(row).collect(),
        total: None,
    })
}
