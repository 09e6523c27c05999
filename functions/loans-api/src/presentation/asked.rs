//! What a reader asks for: sections, and the time between two moments.

use domain::field::Faults;
use domain::moment::Moment;
use platform::http::incoming::Parameters;
use platform::lending::{Bounds, Section};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::Edition;

/// The request of a reader.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// In which edition.
    pub(crate) edition: Edition,
    /// Which sections.
    pub(crate) sections: Vec<Section>,
    /// The moments that bound the history.
    pub(crate) bounds: Bounds,
}

impl Asked {
    /// Reads the query. The 2020 edition has no parameters.
    pub(crate) fn read(edition: Edition, parameters: &Parameters) -> Result<Self, Faults> {
        if edition == Edition::Of2020 {
            return Ok(Self { edition, sections: Section::ALL.to_vec(), bounds: Bounds::NONE });
        }
        let mut faults = Faults::default();
        let mut noted = |found: Result<_, Faults>| found.map_err(|found| faults.merge(found)).ok();
        let sections = noted(sections(parameters).map(Part::Sections));
        let from = noted(bound(parameters, "start_date", "start_time", Edge::Start).map(Part::Bound));
        let to = noted(bound(parameters, "end_date", "end_time", Edge::End).map(Part::Bound));
        let (Some(Part::Sections(sections)), Some(Part::Bound(from)), Some(Part::Bound(to))) = (sections, from, to)
        else {
            return Err(faults);
        };
        let bounds = Bounds { from: from.unwrap_or(Bounds::NONE.from), to: to.unwrap_or(Bounds::NONE.to) };
        if bounds.from > bounds.to {
            return Err(Faults::at("start_time", "Value must not be after the end"));
        }
        Ok(Self { edition, sections, bounds })
    }

    /// Whether a section is asked for.
    pub(crate) fn has(&self, section: Section) -> bool {
        self.sections.contains(&section)
    }
}

enum Part {
    Sections(Vec<Section>),
    Bound(Option<Moment>),
}

fn sections(parameters: &Parameters) -> Result<Vec<Section>, Faults> {
    let names = parameters.get("fields").map(String::as_str).unwrap_or_default();
    let mut sections = Vec::new();
    for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let Some(section) = section(name) else {
            return Err(Faults::at(
                "fields",
                "Value must be a comma list of loan, communication, payment, notice, remark",
            ));
        };
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    // A list that names none is as good as no list.
    Ok(if sections.is_empty() { Section::ALL.to_vec() } else { sections })
}

fn section(name: &str) -> Option<Section> {
    match name {
        "loan" => Some(Section::Loan),
        "communication" => Some(Section::Communication),
        "payment" => Some(Section::Payment),
        "notice" => Some(Section::Notice),
        "remark" => Some(Section::Remark),
        _ => None,
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

/// Reads a bound under either of its names.
fn bound(parameters: &Parameters, date: &str, time: &str, edge: Edge) -> Result<Option<Moment>, Faults> {
    let (key, text) = match (parameters.get(date), parameters.get(time)) {
        (Some(_), Some(_)) => return Err(Faults::at(time, format!("Give either {date} or {time}"))),
        (Some(text), None) => (date, text),
        (None, Some(text)) => (time, text),
        (None, None) => return Ok(None),
    };
    moment(text, edge).map(Some).ok_or_else(|| Faults::at(key, "Value must be a unix timestamp in seconds"))
}

/// Unix seconds, exact to the microsecond if they have decimals; whole seconds include all of the last one.
fn moment(text: &str, edge: Edge) -> Option<Moment> {
    let seconds = Decimal::from_str_exact(text)
        .ok()
        .filter(|_| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))?;
    let micros = seconds.checked_mul(Decimal::from(1_000_000))?.trunc().to_i64()?;
    let within = match edge {
        Edge::End if !text.contains('.') => 999_999,
        _ => 0,
    };
    Moment::from_micros(micros.checked_add(within)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Result<Asked, Faults> {
        let parameters = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Asked::read(Edition::Current, &parameters)
    }

    #[test]
    fn without_parameters_everything_is_asked() {
        let asked = asked(&[]).expect("valid");
        assert_eq!((asked.sections, asked.bounds), (Section::ALL.to_vec(), Bounds::NONE));
    }

    #[test]
    fn a_list_that_names_no_section_asks_for_everything() {
        for names in ["", " ", ",", " , "] {
            assert_eq!(asked(&[("fields", names)]).expect("valid").sections, Section::ALL, "{names:?}");
        }
        assert_eq!(asked(&[("fields", "loan,")]).expect("valid").sections, [Section::Loan]);
    }

    #[test]
    fn whole_seconds_include_all_of_the_last_one_and_decimals_are_exact() {
        let bounds = asked(&[("start_time", "1597415342"), ("end_time", "1597415342")]).expect("valid").bounds;
        assert_eq!((bounds.from.micros(), bounds.to.micros()), (1_597_415_342_000_000, 1_597_415_342_999_999));
        let bounds = asked(&[("end_date", "1597415342.660408")]).expect("valid").bounds;
        assert_eq!(bounds.to.micros(), 1_597_415_342_660_408);
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        for pairs in [
            [("fields", "loan,payments")].as_slice(),
            &[("start_time", "yesterday")],
            &[("start_time", "-5")],
            &[("start_time", "1e9")],
            &[("end_time", "99999999999999")],
            &[("start_time", "2"), ("end_time", "1")],
            &[("start_time", "1"), ("start_date", "1")],
        ] {
            assert!(asked(pairs).is_err(), "{pairs:?}");
        }
    }
}
