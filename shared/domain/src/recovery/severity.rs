//! How bad a default is, by its days past due.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::days_past_due::days_past_due;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::resource::{Field, Kind};

/// How bad a default is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// From the first day past due.
    Low,
    /// From the 8th day, unless the company says otherwise.
    Medium,
    /// From the 31st.
    High,
    /// From the 61st.
    Critical,
}

impl Severity {
    /// All there are, the least first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// As the API writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// From how many days past due each severity counts. What lies below all of them is low.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityBounds {
    /// The first day that is medium.
    pub medium: u16,
    /// The first day that is high.
    pub high: u16,
    /// The first day that is critical.
    pub critical: u16,
}

/// Most days past due that a bound can be at: ten years.
const BOUND_MAX: u32 = 3_650;

/// Bounds as companies set them.
pub const FIELDS: &[Field] = &[
    Field::new("medium", Kind::Count(2, BOUND_MAX), "The first day past due that is medium"),
    Field::new("high", Kind::Count(3, BOUND_MAX), "The first day past due that is high"),
    Field::new("critical", Kind::Count(4, BOUND_MAX), "The first day past due that is critical"),
];

impl Default for SeverityBounds {
    fn default() -> Self {
        Self { medium: 8, high: 31, critical: 61 }
    }
}

impl SeverityBounds {
    /// The severity after so many days past due.
    pub fn at(self, days_past_due: i64) -> Severity {
        match days_past_due {
            days if days >= i64::from(self.critical) => Severity::Critical,
            days if days >= i64::from(self.high) => Severity::High,
            days if days >= i64::from(self.medium) => Severity::Medium,
            _ => Severity::Low,
        }
    }

    /// The next day after `today` on which what has been past due since a day gets worse; `None` once it is critical.
    pub fn next_change(self, since: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
        let days = days_past_due(since, today);
        let next = [self.medium, self.high, self.critical].into_iter().find(|bound| i64::from(*bound) > days)?;
        since.checked_add_days(Days::new(u64::from(next)))
    }

    /// Bounds of a body that [`FIELDS`] has been read of; what it does not say is as in `before`.
    ///
    /// # Errors
    /// The bound that is not above the one before it.
    pub(super) fn of(read: &Object, before: Self) -> Result<Self, Faults> {
        let number = |key: &str, before: u16| {
            let number = read.get(key).and_then(Json::as_number);
            number.and_then(|number| u16::try_from(number).ok()).unwrap_or(before)
        };
        let bounds = Self {
            medium: number("medium", before.medium),
            high: number("high", before.high),
            critical: number("critical", before.critical),
        };
        let falls = [("high", bounds.high <= bounds.medium), ("critical", bounds.critical <= bounds.high)];
        match falls.into_iter().find(|(_, falls)| *falls) {
            Some((key, _)) => Err(Faults::at(key, "Value must be above the bound before it")),
            None => Ok(bounds),
        }
    }

    /// As an answer shows them.
    pub fn to_json(self) -> Json {
        let days = |days: u16| Json::integer(i64::from(days));
        Json::Object(Object::from([
            ("medium".to_owned(), days(self.medium)),
            ("high".to_owned(), days(self.high)),
            ("critical".to_owned(), days(self.critical)),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        crate::calendar::date_from_text(text).expect("a date")
    }

    #[test]
    fn severity_changes_on_its_bounds() {
        let bounds = SeverityBounds::default();
        let table = [
            (1, Severity::Low),
            (7, Severity::Low),
            (8, Severity::Medium),
            (30, Severity::Medium),
            (31, Severity::High),
            (60, Severity::High),
            (61, Severity::Critical),
            (4_000, Severity::Critical),
        ];
        for (days, severity) in table {
            assert_eq!(bounds.at(days), severity, "{days} days");
        }
    }

    #[test]
    fn the_next_change_is_the_day_on_which_the_severity_is_another() {
        let (bounds, since) = (SeverityBounds::default(), date("2026-01-01"));
        let mut today = since;
        while let Some(next) = bounds.next_change(since, today) {
            let before = next.pred_opt().expect("a day");
            assert_ne!(bounds.at(days_past_due(since, next)), bounds.at(days_past_due(since, before)));
            today = next;
        }
        assert_eq!(today, date("2026-03-03"));
    }

    #[test]
    fn bounds_rise() {
        let with = |days: &[(&str, i64)]| {
            let read = days.iter().map(|(key, days)| ((*key).to_owned(), Json::integer(*days))).collect::<Object>();
            SeverityBounds::of(&read, SeverityBounds::default())
        };
        assert_eq!(with(&[]), Ok(SeverityBounds::default()));
        assert_eq!(with(&[("critical", 90)]), Ok(SeverityBounds { medium: 8, high: 31, critical: 90 }));
        assert_eq!(with(&[("medium", 31)]), Err(Faults::at("high", "Value must be above the bound before it")));
        assert_eq!(with(&[("critical", 31)]), Err(Faults::at("critical", "Value must be above the bound before it")));
    }
}
