//! What is asked of a notice: which template, in which language, about which month of the loan.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::{Month, date_from_text};
use crate::field::{Faults, language_code};
use crate::json::{Json, Object};
use crate::resource::{Field, Kind, read};

/// Most addresses of which one can be named.
pub const ADDRESSES_MAX: u32 = 50;

/// The body of a request.
pub const FIELDS: &[Field] = &[
    Field::new("template_id", Kind::Id, "The template").required(),
    Field::new(
        "language",
        Kind::Name,
        "The language, by ISO 639-1 code or English name; the borrower's where it is not said, and the template's default one where it has no such language",
    ),
    Field::new(
        "allocation_month",
        Kind::Name,
        "The month that it is about, 2021-7-01; the present one where it is not said",
    ),
    Field::new(
        "notice_date",
        Kind::Name,
        "The day that is printed, YYYY-MM-DD; that of the loan's `notice_date`, or else today, where it is not said",
    ),
    Field::new(
        "applicant_address_index",
        Kind::Count(0, ADDRESSES_MAX - 1),
        "To which of the applicant's addresses; the first where it is not said",
    ),
];

/// What is asked of a notice, or of all notices of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The template.
    pub template_id: String,
    /// ISO 639-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The month, `2021-07`.
    pub month: String,
    /// The day that is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// To which of the applicant's addresses.
    #[serde(default)]
    pub address_index: u32,
}

impl Wanted {
    /// Reads a body.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn read(body: &Object, today: NaiveDate) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let said = read(FIELDS, body, None).unwrap_or_else(|found| {
            faults.merge(found);
            Object::new()
        });
        let text = |key: &str| said.get(key).and_then(Json::as_text);
        let language = text("language").map(language_code);
        if language == Some(None) {
            faults.add("language", "Value must be a language, by ISO 639-1 code or English name");
        }
        let month = text("allocation_month").map_or_else(|| Some(Month::of(today)), Month::from_text);
        if month.is_none() {
            faults.add("allocation_month", Month::FORMAT);
        }
        let date = text("notice_date").map(date_from_text);
        if date == Some(None) {
            faults.add("notice_date", "Value must be of type date with format YYYY-MM-DD");
        }
        faults.into_result()?;
        let index = said.get("applicant_address_index").and_then(Json::as_number);
        Ok(Self {
            template_id: text("template_id").unwrap_or_default().to_owned(),
            language: language.flatten().map(str::to_owned),
            month: month.map(Month::sortable).unwrap_or_default(),
            date: date.flatten(),
            address_index: index.and_then(|index| u32::try_from(index).ok()).unwrap_or_default(),
        })
    }

    /// The month; that of a date where what is stored is none.
    pub fn month(&self, today: NaiveDate) -> Month {
        Month::from_sortable(&self.month).unwrap_or_else(|| Month::of(today))
    }
}
