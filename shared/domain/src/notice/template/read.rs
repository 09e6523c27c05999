//! The reading of a template's body.

use std::collections::BTreeSet;

use super::{
    Contents, FIELDS, LANGUAGES_MAX, LETTERHEAD_LINE_CHARS_MAX, LETTERHEAD_LINES_MAX, Letterhead, NoticeTemplate,
    Signatory, TEXT_BYTES_MAX, Wording,
};
use crate::communication::template::custom_variables;
use crate::company::UnknownKeys;
use crate::field::{Fault, Faults, language_code};
use crate::json::{Json, Object};
use crate::notice::block::{BLOCKS_MAX, Block, LINE_CHARS_MAX, line, only, said};
use crate::notice::logo::Logo;
use crate::resource::{merged, read};

const LANGUAGE_EXPECTED: &str = "Value must be a language, by ISO 639-1 code or English name";

/// Reads a body, together with what the template said before.
pub(super) fn read_template(
    body: &Object,
    before: Option<&NoticeTemplate>,
    keys: UnknownKeys,
) -> Result<Contents, Faults> {
    let mut faults = Faults::default();
    let shown = before.map(NoticeTemplate::show);
    let sent = read(FIELDS, body, shown.as_ref()).unwrap_or_else(|found| {
        faults.merge(found);
        Object::new()
    });
    let known = shown.unwrap_or_default();
    let mut all = merged(&known, &sent);
    // Of an object a body may say a part.
    for key in ["letterhead", "signatory"] {
        if let Some((known, sent)) = object(&known, key).zip(object(&sent, key)) {
            all.insert(key.to_owned(), Json::Object(merged(known, sent)));
        }
    }
    let custom = match body.get("custom_variables") {
        None => before.map(|before| before.contents.custom_variables.clone()).unwrap_or_default(),
        Some(value) => custom_variables(value, keys).unwrap_or_else(|fault| {
            faults.note("custom_variables", fault);
            BTreeSet::new()
        }),
    };
    // Languages that are not sent must still make sense with the variables that are.
    let languages = languages(body.get("languages").or_else(|| all.get("languages")), &custom);
    let languages = languages.unwrap_or_else(|fault| {
        faults.note("languages", fault);
        Vec::new()
    });
    let default_language = default_language(&sent, &all, &languages, &mut faults);
    let letterhead = letterhead(&all, body, &mut faults);
    let signatory =
        object(&all, "signatory").map(|it| Signatory { name: text(it, "name"), office: text(it, "office") });
    let (name, case_type) = (text(&all, "name"), text(&all, "case_type"));
    for (key, value) in [("name", &name), ("case_type", &case_type)] {
        if sent.contains_key(key) && (value.trim() != value || value.is_empty()) {
            faults.add(key, "Value must not be empty, or begin or end with spaces");
        }
    }
    faults.into_result()?;
    let announces_remedy = all.get("announces_remedy").and_then(Json::as_bool).unwrap_or(false);
    Ok(Contents {
        name,
        case_type,
        announces_remedy,
        letterhead,
        signatory,
        default_language,
        languages,
        custom_variables: custom,
    })
}

fn object<'a>(all: &'a Object, key: &str) -> Option<&'a Object> {
    all.get(key).and_then(Json::as_object)
}

fn text(object: &Object, key: &str) -> String {
    object.get(key).and_then(Json::as_text).unwrap_or_default().to_owned()
}

fn letterhead(all: &Object, body: &Object, faults: &mut Faults) -> Option<Letterhead> {
    let of = object(all, "letterhead")?;
    let mut inside = Faults::default();
    let logo = logo(of, body).unwrap_or_else(|sentence| {
        inside.add("logo", sentence);
        None
    });
    let mut lines = |key: &str| {
        let text = text(of, key);
        let lines: Vec<String> =
            text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
        if lines.len() > LETTERHEAD_LINES_MAX {
            inside.add(key, format!("Value must have at most {LETTERHEAD_LINES_MAX} lines"));
        } else if lines.iter().any(|line| line.chars().count() > LETTERHEAD_LINE_CHARS_MAX) {
            inside.add(key, format!("A line of the value must be at most {LETTERHEAD_LINE_CHARS_MAX} characters"));
        }
        lines
    };
    let (address, contact) = (lines("address"), lines("contact"));
    if !inside.is_empty() {
        faults.add_inside("letterhead", inside);
    }
    Some(Letterhead { name: text(of, "name"), address, contact, logo })
}

/// The logo of a letterhead after what a body says of it.
fn logo(of: &Object, body: &Object) -> Result<Option<String>, String> {
    let known = of.get("logo").and_then(Json::as_text);
    match object(body, "letterhead").and_then(|sent| sent.get("logo")) {
        None => Ok(known.map(str::to_owned)),
        Some(Json::Null) => Ok(None),
        Some(sent) => match sent.as_text().ok_or("Value must be a string")? {
            text if Some(text) == known => Ok(known.map(str::to_owned)),
            text => Logo::read(text).map(|logo| Some(logo.sha256)),
        },
    }
}

fn default_language(sent: &Object, all: &Object, languages: &[Wording], faults: &mut Faults) -> String {
    let first = languages.first().map(|wording| wording.language.clone()).unwrap_or_default();
    let has = |language: &str| languages.iter().any(|wording| wording.language == language);
    let is_sent = sent.get("default_language").is_some_and(|value| !value.is_null());
    let Some(text) = all.get("default_language").and_then(Json::as_text) else { return first };
    match language_code(text) {
        Some(language) if has(language) => language.to_owned(),
        None if is_sent => {
            faults.add("default_language", LANGUAGE_EXPECTED);
            first
        }
        Some(_) if is_sent && !languages.is_empty() => {
            faults.add("default_language", "Value must be one of the languages");
            first
        }
        _ => first,
    }
}

fn languages(value: Option<&Json>, custom: &BTreeSet<String>) -> Result<Vec<Wording>, Fault> {
    let value = value.ok_or_else(|| said("Value is required"))?;
    let list = value.as_list().ok_or_else(|| said("Value must be a list"))?;
    if list.is_empty() || list.len() > LANGUAGES_MAX {
        return Err(said(format!("Value must have 1 to {LANGUAGES_MAX} entries")));
    }
    let mut faults = Faults::default();
    let mut wordings: Vec<Wording> = Vec::with_capacity(list.len());
    for (position, entry) in list.iter().enumerate() {
        match wording(entry, custom) {
            Err(fault) => faults.note(position.to_string(), fault),
            Ok(wording) if wordings.iter().any(|earlier| earlier.language == wording.language) => {
                let twice = Faults::at("language", "The language is in the list already");
                faults.add_inside(position.to_string(), twice);
            }
            Ok(wording) => wordings.push(wording),
        }
    }
    faults.into_result().map_err(Fault::Inside)?;
    let of = |wording: &Wording| wording.blocks.iter().fold(0, |sum: usize, it| sum.saturating_add(it.bytes()));
    if wordings.iter().fold(0, |sum: usize, wording| sum.saturating_add(of(wording))) > TEXT_BYTES_MAX {
        return Err(said(format!("The texts must have at most {TEXT_BYTES_MAX} bytes in UTF-8 together")));
    }
    Ok(wordings)
}

fn wording(entry: &Json, custom: &BTreeSet<String>) -> Result<Wording, Fault> {
    let entry = entry.as_object().ok_or_else(|| said("Value must be an object"))?;
    only(entry, &["language", "title", "blocks"])?;
    let mut faults = Faults::default();
    let language = entry.get("language").and_then(Json::as_text).and_then(language_code);
    if language.is_none() {
        faults.add("language", LANGUAGE_EXPECTED);
    }
    let title = line(entry, "title", LINE_CHARS_MAX, false, custom).unwrap_or_else(|fault| {
        if let Fault::Inside(inside) = fault {
            faults.merge(inside);
        }
        String::new()
    });
    let blocks = blocks(entry.get("blocks"), custom).unwrap_or_else(|fault| {
        faults.note("blocks", fault);
        Vec::new()
    });
    faults.into_result().map_err(Fault::Inside)?;
    Ok(Wording { language: language.unwrap_or_default().to_owned(), title, blocks })
}

fn blocks(value: Option<&Json>, custom: &BTreeSet<String>) -> Result<Vec<Block>, Fault> {
    let value = value.ok_or_else(|| said("Value is required"))?;
    let list = value.as_list().ok_or_else(|| said("Value must be a list"))?;
    if list.is_empty() || list.len() > BLOCKS_MAX {
        return Err(said(format!("Value must have 1 to {BLOCKS_MAX} entries")));
    }
    let mut faults = Faults::default();
    let mut blocks = Vec::with_capacity(list.len());
    for (position, entry) in list.iter().enumerate() {
        match Block::read(entry, custom) {
            Ok(block) => blocks.push(block),
            Err(fault) => faults.note(position.to_string(), fault),
        }
    }
    faults.into_result().map_err(Fault::Inside).map(|()| blocks)
}
