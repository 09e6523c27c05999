//! A notice with its variables filled: all that is printed, and nothing that is not.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::block::{Block, Row};
use super::template::{Letterhead, NoticeTemplate, Signatory};
use crate::communication::message::{RenderFault, fill_plain};
use crate::communication::variable::find;

/// Most characters of a paragraph once its variables are filled.
pub const PARAGRAPH_CHARS_MAX: usize = 10_000;
/// Most characters of a title, a heading, a label or a value once its variables are filled.
pub const LINE_CHARS_MAX: usize = 300;

/// The variable whose value the QR code is made of.
pub const PAYMENT_LINK: &str = "payment_link";

/// A letter.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its language, ISO 639-1.
    pub language: String,
    /// What the addressee names in an answer.
    pub reference: String,
    /// What it is about: repeated on every page but the first.
    pub subject: String,
    /// The day that is printed on it.
    pub date: NaiveDate,
    /// ISO 4217 code of its amounts.
    pub currency: String,
    /// Who sends it.
    pub letterhead: Letterhead,
    /// The addressee's name and address, a line each.
    pub addressee: Vec<String>,
    /// Its title.
    pub title: String,
    /// What it says.
    pub parts: Vec<Part>,
    /// Who signs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatory: Option<Signatory>,
}

/// It names a borrower.
impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter")
            .field("language", &self.language)
            .field("parts", &self.parts.len())
            .finish_non_exhaustive()
    }
}

/// A part of a letter.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What follows is about this.
    Heading(String),
    /// Running text.
    Paragraph(String),
    /// Labels with their values.
    Amounts(Vec<(String, Value)>),
    /// A QR code of a link, with a text beside it.
    PaymentCode {
        /// The link.
        link: String,
        /// The text.
        text: String,
    },
    /// Who answers for it.
    Signature,
}

/// A value in a table.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// An amount in the letter's currency.
    Amount(Decimal),
    /// Anything else.
    Text(String),
}

/// What a letter says beside its template.
#[derive(Clone)]
pub struct Particulars {
    /// What the addressee names in an answer.
    pub reference: String,
    /// What it is about.
    pub subject: String,
    /// The day that is printed on it.
    pub date: NaiveDate,
    /// ISO 4217 code of its amounts.
    pub currency: String,
    /// The company's name, by which it sends where the template has no letterhead.
    pub company_name: String,
    /// The addressee's name and address, a line each.
    pub addressee: Vec<String>,
}

/// Fills a template in the language that is asked for, or else in its own default.
///
/// # Errors
/// All variables without a value, or a text that is too long then.
pub fn fill(
    template: &NoticeTemplate,
    language: Option<&str>,
    particulars: Particulars,
    value: impl Fn(&str) -> Option<String>,
) -> Result<Letter, RenderFault> {
    let contents = &template.contents;
    let Some(wording) = template.wording(language) else { return Err(RenderFault::TooLong(0)) };
    let mut filling = Filling { value: &value, missing: BTreeSet::new() };
    let title = filling.text(&wording.title, LINE_CHARS_MAX)?;
    let parts: Vec<Part> = wording.blocks.iter().map(|block| filling.part(block)).collect::<Result<_, _>>()?;
    if !filling.missing.is_empty() {
        return Err(RenderFault::Missing(filling.missing.into_iter().collect()));
    }
    let Particulars { reference, subject, date, currency, company_name, addressee } = particulars;
    let of_company = || Letterhead { name: company_name, ..Letterhead::default() };
    Ok(Letter {
        language: wording.language.clone(),
        reference,
        subject,
        date,
        currency,
        letterhead: contents.letterhead.clone().unwrap_or_else(of_company),
        addressee,
        title,
        parts,
        signatory: contents.signatory.clone(),
    })
}

struct Filling<'a> {
    value: &'a dyn Fn(&str) -> Option<String>,
    missing: BTreeSet<String>,
}

impl Filling<'_> {
    fn part(&mut self, block: &Block) -> Result<Part, RenderFault> {
        Ok(match block {
            Block::Heading { text } => Part::Heading(self.text(text, LINE_CHARS_MAX)?),
            Block::Paragraph { text } => Part::Paragraph(self.text(text, PARAGRAPH_CHARS_MAX)?),
            Block::Amounts { rows } => Part::Amounts(rows.iter().map(|row| self.row(row)).collect::<Result<_, _>>()?),
            Block::PaymentCode { text } => {
                let link = (self.value)(PAYMENT_LINK);
                if link.is_none() {
                    self.missing.insert(PAYMENT_LINK.to_owned());
                }
                Part::PaymentCode { link: link.unwrap_or_default(), text: self.text(text, LINE_CHARS_MAX)? }
            }
            Block::Signature => Part::Signature,
        })
    }

    fn row(&mut self, Row { label, variable }: &Row) -> Result<(String, Value), RenderFault> {
        let label = self.text(label, LINE_CHARS_MAX)?;
        let text = self.text(&format!("{{{variable}}}"), LINE_CHARS_MAX)?;
        let is_amount = find(variable).is_some_and(|variable| variable.is_amount);
        let amount = text.parse().ok().filter(|_| is_amount);
        Ok((label, amount.map_or(Value::Text(text), Value::Amount)))
    }

    fn text(&mut self, text: &str, most: usize) -> Result<String, RenderFault> {
        let filled = fill_plain(text, self.value, &mut self.missing)?;
        if filled.chars().count() > most { Err(RenderFault::TooLong(most)) } else { Ok(filled) }
    }
}
