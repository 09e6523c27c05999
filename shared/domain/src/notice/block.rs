//! What the body of a notice consists of.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::communication::template::text_with_variables;
use crate::communication::variable::find;
use crate::field::{Fault, Faults};
use crate::json::{Json, Object};

/// Most blocks of a notice in one language.
pub const BLOCKS_MAX: usize = 60;
/// Most characters of a paragraph, before its variables are filled.
pub const PARAGRAPH_CHARS_MAX: usize = 5_000;
/// Most characters of a heading, a title, or a label, before its variables are filled.
pub const LINE_CHARS_MAX: usize = 200;
/// Most rows of a table of amounts.
pub const ROWS_MAX: usize = 30;

/// The kinds of blocks.
pub const KINDS: [&str; 5] = ["heading", "paragraph", "amounts", "payment_code", "signature"];

/// A part of a notice. Its texts have variables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// What follows is about this.
    Heading {
        /// The text.
        text: String,
    },
    /// Running text.
    Paragraph {
        /// The text; lines end where it has line ends.
        text: String,
    },
    /// A table of values of the loan.
    Amounts {
        /// Its rows.
        rows: Vec<Row>,
    },
    /// The loan's payment link as a QR code, with a text beside it.
    PaymentCode {
        /// The text.
        text: String,
    },
    /// Who answers for the notice.
    Signature,
}

/// A row of a table of amounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What the value is.
    pub label: String,
    /// The variable whose value it is. Amounts are set as amounts.
    pub variable: String,
}

impl Block {
    /// Reads a block.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub(super) fn read(value: &Json, custom: &BTreeSet<String>) -> Result<Self, Fault> {
        let object = value.as_object().ok_or_else(|| said("Value must be an object"))?;
        let kind = object.get("type").and_then(Json::as_text).unwrap_or_default();
        let (keys, most): (&[&str], usize) = match kind {
            "heading" | "payment_code" => (&["type", "text"], LINE_CHARS_MAX),
            "paragraph" => (&["type", "text"], PARAGRAPH_CHARS_MAX),
            "amounts" => (&["type", "rows"], 0),
            "signature" => (&["type"], 0),
            _ => {
                let sentence = format!("Value must be one of {}", KINDS.join(", "));
                return Err(Fault::Inside(Faults::at("type", sentence)));
            }
        };
        only(object, keys)?;
        if kind == "signature" {
            return Ok(Self::Signature);
        }
        if kind == "amounts" {
            return rows(object.get("rows"), custom).map(|rows| Self::Amounts { rows });
        }
        let text = line(object, "text", most, kind == "paragraph", custom)?;
        Ok(match kind {
            "heading" => Self::Heading { text },
            "payment_code" => Self::PaymentCode { text },
            _ => Self::Paragraph { text },
        })
    }

    /// As answers show it.
    pub fn show(&self) -> Json {
        let of = |kind: &str, text: &String| Json::object([("type", Json::text(kind)), ("text", Json::text(text))]);
        match self {
            Self::Heading { text } => of("heading", text),
            Self::Paragraph { text } => of("paragraph", text),
            Self::PaymentCode { text } => of("payment_code", text),
            Self::Signature => Json::object([("type", "signature".into())]),
            Self::Amounts { rows } => {
                let row = |row: &Row| {
                    Json::object([("label", Json::text(&row.label)), ("variable", Json::text(&row.variable))])
                };
                Json::object([("type", "amounts".into()), ("rows", rows.iter().map(row).collect())])
            }
        }
    }

    /// How many bytes its texts have.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Heading { text } | Self::Paragraph { text } | Self::PaymentCode { text } => text.len(),
            Self::Amounts { rows } => rows.iter().fold(0, |sum, row| sum.saturating_add(row.label.len())),
            Self::Signature => 0,
        }
    }
}

fn rows(value: Option<&Json>, custom: &BTreeSet<String>) -> Result<Vec<Row>, Fault> {
    let at = |fault| {
        let mut faults = Faults::default();
        faults.note("rows", fault);
        Fault::Inside(faults)
    };
    let list = value.and_then(Json::as_list).ok_or_else(|| at(said("Value must be a list")))?;
    if list.is_empty() || list.len() > ROWS_MAX {
        return Err(at(said(format!("Value must have 1 to {ROWS_MAX} entries"))));
    }
    let mut faults = Faults::default();
    let mut rows = Vec::with_capacity(list.len());
    for (position, entry) in list.iter().enumerate() {
        match row(entry, custom) {
            Ok(row) => rows.push(row),
            Err(fault) => faults.note(position.to_string(), fault),
        }
    }
    faults.into_result().map_err(|faults| at(Fault::Inside(faults)))?;
    Ok(rows)
}

fn row(entry: &Json, custom: &BTreeSet<String>) -> Result<Row, Fault> {
    let object = entry.as_object().ok_or_else(|| said("Value must be an object"))?;
    only(object, &["label", "variable"])?;
    let label = line(object, "label", LINE_CHARS_MAX, false, custom)?;
    let variable = object.get("variable").and_then(Json::as_text).unwrap_or_default();
    if find(variable).is_none() && !custom.contains(variable) {
        return Err(Fault::Inside(Faults::at("variable", "Value must be the name of a variable, without braces")));
    }
    Ok(Row { label, variable: variable.to_owned() })
}

/// The text at a key, in the form in which it is kept: a line ends with one character, and nothing is set by tabs.
pub(super) fn line(
    object: &Object,
    key: &str,
    most: usize,
    has_lines: bool,
    custom: &BTreeSet<String>,
) -> Result<String, Fault> {
    let at = |sentence: String| Fault::Inside(Faults::at(key, sentence));
    let value = object.get(key).ok_or_else(|| at("Value is required".to_owned()))?;
    let text = text_with_variables(value, most, has_lines, custom).map_err(at)?;
    Ok(text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " "))
}

/// Refuses keys that there are not.
pub(super) fn only(object: &Object, keys: &[&str]) -> Result<(), Fault> {
    let mut faults = Faults::default();
    for key in object.keys().filter(|key| !keys.contains(&key.as_str())) {
        faults.add(key.chars().take(64).collect::<String>(), "Unknown key");
    }
    faults.into_result().map_err(Fault::Inside)
}

pub(super) fn said(sentence: impl Into<String>) -> Fault {
    Fault::Value(sentence.into())
}
