//! Templates as PDF.

use chrono::{DateTime, NaiveDate, Utc};
use documents::logo::Logo;
use documents::notice::notice;
use documents::{DocumentError, Fonts, render};
use domain::communication::variable::find;
use domain::company::Company;
use domain::field::Faults;
use domain::moment::Moment;
use domain::notice::letter::Letter;
use domain::notice::preview;
use domain::notice::template::NoticeTemplate;
use platform::http::problem::Problem;

use crate::refusal::{unfilled, unprintable};

/// The file of a letter that is made at a moment.
pub(crate) fn pdf(letter: &Letter, logo: Option<&Logo>, at: Moment, fonts: &Fonts) -> Result<Vec<u8>, DocumentError> {
    render(&notice(letter, logo, utc(at))?, fonts)
}

/// Reads a logo that was sent: 400 where it is none.
pub(crate) fn logo(sent: Option<&domain::notice::logo::Logo>) -> Result<Option<Logo>, Problem> {
    let read = sent.map(|sent| Logo::read(&sent.file)).transpose();
    read.map_err(|error| {
        let mut faults = Faults::default();
        faults.add_inside("letterhead", Faults::at("logo", error.to_string()));
        faults.into()
    })
}

fn utc(moment: Moment) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(moment.micros()).unwrap_or_default()
}

/// Refuses a template that could be printed for nobody: a character that no font has, in any of its languages.
pub(crate) fn printable(
    template: &NoticeTemplate,
    company: &Company,
    today: NaiveDate,
    logo: Option<&Logo>,
    fonts: &Fonts,
) -> Result<(), Problem> {
    // Short values, which every printable template has room for.
    let value = |name: &str| Some(if find(name).is_some_and(|it| it.is_amount) { "0" } else { "x" }.to_owned());
    let mut faults = Faults::default();
    for (position, wording) in template.contents.languages.iter().enumerate() {
        let letter = preview::letter(template, Some(&wording.language), company, today, value);
        let letter = letter.map_err(|fault| unfilled("languages", &fault))?;
        match pdf(&letter, logo, template.updated, fonts) {
            Ok(_) => {}
            Err(error @ DocumentError::Fault(_)) => return Err(unprintable("languages", &error)),
            Err(error) => faults.add_inside(
                "languages",
                Faults::at(position.to_string(), format!("The notice cannot be printed: {error}")),
            ),
        }
    }
    Ok(faults.into_result()?)
}
