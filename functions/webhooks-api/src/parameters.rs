//! Parameters of lists.

use domain::field::Faults;
use domain::moment::Moment;
use domain::resource::{TIME_FORMAT, moment_from_text};
use platform::http::incoming::{Parameters, whole_number};

/// Entries of a page where nothing is asked for.
const LIMIT: u32 = 50;
/// The longest page.
pub(crate) const LIMIT_MAX: u32 = 100;

/// How many entries are asked for.
pub(crate) fn limit(parameters: &Parameters) -> Result<usize, Faults> {
    whole_number(parameters, "limit", (1, LIMIT_MAX), LIMIT).map(|limit| usize::try_from(limit).unwrap_or(usize::MAX))
}

/// A moment, where one is given.
pub(crate) fn time(parameters: &Parameters, key: &str) -> Result<Option<Moment>, Faults> {
    parameters.get(key).map(|text| moment(key, text)).transpose()
}

/// The moment that a text says.
pub(crate) fn moment(key: &str, text: &str) -> Result<Moment, Faults> {
    let time = moment_from_text(text).and_then(|time| Moment::from_micros(time.timestamp_micros()));
    time.ok_or_else(|| Faults::at(key, TIME_FORMAT))
}

/// One of some texts, where one is given.
pub(crate) fn choice<'a>(parameters: &'a Parameters, key: &str, choices: &[&str]) -> Result<Option<&'a str>, Faults> {
    let Some(text) = parameters.get(key) else { return Ok(None) };
    if choices.contains(&text.as_str()) {
        Ok(Some(text))
    } else {
        Err(Faults::at(key, format!("Value must be one of {}", choices.join(", "))))
    }
}

/// Splits the last part of a path into an id and a custom method: `whe_7:test`.
pub(crate) fn method(part: &str) -> Option<(&str, &str)> {
    part.rsplit_once(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(key: &str, value: &str) -> Parameters {
        [(key.to_owned(), value.to_owned())].into()
    }

    #[test]
    fn a_limit_has_bounds() {
        assert_eq!((limit(&Parameters::new()), limit(&given("limit", "7"))), (Ok(50), Ok(7)));
        for wrong in ["0", "101", "+5", "", "x", "99999999999999999999"] {
            assert!(limit(&given("limit", wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_time_is_read_or_refused() {
        assert_eq!(time(&Parameters::new(), "since"), Ok(None));
        assert_eq!(time(&given("since", "1970-01-01T00:00:01Z"), "since"), Ok(Some(Moment::EPOCH.later(1_000_000))));
        for wrong in ["", "today", "1960-01-01T00:00:00Z", "2026-01-01"] {
            assert!(time(&given("since", wrong), "since").is_err(), "{wrong}");
        }
    }
}
