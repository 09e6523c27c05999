//! The reading of a template's body.

use std::collections::BTreeSet;

use super::{
    BODIES_BYTES_MAX, Body, CUSTOM_VARIABLES_MAX, FIELDS, LANGUAGES_MAX, SUBJECT_CHARS_MAX, Template, body_chars_max,
};
use crate::communication::channel_from_name;
use crate::communication::link::{LINKS_MAX, can_be_tracked};
use crate::communication::message::count_links;
use crate::communication::sms::{SEGMENTS_MAX, Sms};
use crate::communication::variable::find;
use crate::communication::wording::{Part, is_name, parts};
use crate::company::UnknownKeys;
use crate::field::{Fault, Faults, Section, language_code};
use crate::json::{Json, Object};
use crate::lending::schema;
use crate::recovery::channel::Channel;
use crate::resource::read;

/// The documents whose keys are none of a company's own.
const SECTIONS: [&Section; 3] = [&schema::LOAN, &schema::TRANSACTION, &schema::ALLOCATION];

/// The keys of an entry of `bodies`.
const BODY_KEYS: [&str; 3] = ["language", "subject", "body"];

/// What a body says, together with what the template said before.
pub(super) struct Said {
    pub(super) name: String,
    pub(super) channel: Channel,
    pub(super) default_language: String,
    pub(super) bodies: Vec<Body>,
    pub(super) client_template_id: Option<String>,
    pub(super) voice_gender: Option<String>,
    pub(super) track_links: bool,
    pub(super) custom_variables: BTreeSet<String>,
}

/// Reads a body.
pub(super) fn read_template(body: &Object, before: Option<&Template>, keys: UnknownKeys) -> Result<Said, Faults> {
    let mut faults = Faults::default();
    let shown = before.map(Template::show);
    let said = read(FIELDS, body, shown.as_ref()).unwrap_or_else(|found| {
        faults.merge(found);
        Object::new()
    });
    let channel = channel(&said, before, &mut faults);
    let custom_variables = match body.get("custom_variables") {
        None => before.map(|before| before.custom_variables.clone()).unwrap_or_default(),
        Some(value) => custom_variables(value, keys).unwrap_or_else(|fault| {
            faults.note("custom_variables", fault);
            BTreeSet::new()
        }),
    };
    let bodies = bodies(body, before, channel, &custom_variables).unwrap_or_else(|fault| {
        faults.note("bodies", fault);
        Vec::new()
    });
    let default_language = default_language(&said, before, &bodies, &mut faults);
    let text = |key: &str, known: Option<&String>| match said.get(key) {
        None => known.cloned(),
        Some(value) => value.as_text().map(str::to_owned),
    };
    let name = text("name", before.map(|before| &before.name)).unwrap_or_default();
    if said.contains_key("name") && (name.trim() != name || name.is_empty()) {
        faults.add("name", "Value must not be empty, or begin or end with spaces");
    }
    let registered = before.and_then(|before| before.client_template_id.as_ref());
    let client_template_id = text("client_template_id", registered).filter(|id| !id.is_empty());
    let voice_gender = text("voice_gender", before.and_then(|before| before.voice_gender.as_ref()));
    if client_template_id.is_some() && channel.is_some_and(|it| !matches!(it, Channel::Sms | Channel::Whatsapp)) {
        faults.add("client_template_id", "Value is for templates of sms and whatsapp alone");
    }
    if voice_gender.is_some() && channel.is_some_and(|channel| channel != Channel::Voice) {
        faults.add("voice_gender", "Value is for templates of voice alone");
    }
    let track_links = match said.get("track_links") {
        None => before.is_some_and(|before| before.track_links),
        Some(value) => value.as_bool().unwrap_or_default(),
    };
    if track_links && channel.is_some_and(|channel| !can_be_tracked(channel)) {
        faults.add("track_links", "Value is for templates of sms, email and whatsapp alone");
    }
    if track_links {
        links_that_can_be_tracked(&bodies, channel, &mut faults);
    }
    faults.into_result()?;
    let channel = channel.unwrap_or(Channel::Sms);
    Ok(Said {
        name,
        channel,
        default_language,
        bodies,
        client_template_id,
        voice_gender,
        track_links,
        custom_variables,
    })
}

/// No text has more links than are counted, whatever its variables are filled with.
fn links_that_can_be_tracked(bodies: &[Body], channel: Option<Channel>, faults: &mut Faults) {
    let mut inside = Faults::default();
    for (position, body) in bodies.iter().enumerate() {
        if count_links(&body.body, channel == Some(Channel::Email)).is_none() {
            let sentence = format!("Value has more than {LINKS_MAX} links, which are to be tracked");
            inside.add_inside(position.to_string(), Faults::at("body", sentence));
        }
    }
    if !inside.is_empty() {
        faults.add_inside("bodies", inside);
    }
}

fn channel(said: &Object, before: Option<&Template>, faults: &mut Faults) -> Option<Channel> {
    let sent = said.get("channel").and_then(Json::as_text).and_then(channel_from_name);
    let Some(before) = before else { return sent };
    if sent.is_some_and(|sent| sent != before.channel) {
        faults.add("channel", "Value cannot be changed");
    }
    Some(before.channel)
}

fn default_language(said: &Object, before: Option<&Template>, bodies: &[Body], faults: &mut Faults) -> String {
    let has = |language: &str| bodies.iter().any(|body| body.language == language);
    let known = before.map(|before| before.default_language.as_str());
    let (sent, language) = match said.get("default_language") {
        Some(Json::Text(text)) => (true, language_code(text)),
        Some(_) => (false, None),
        None => (false, known),
    };
    match language {
        Some(language) if has(language) => return language.to_owned(),
        None if sent => faults.add("default_language", LANGUAGE),
        Some(_) if sent && !bodies.is_empty() => {
            faults.add("default_language", "Value must be the language of one of the bodies");
        }
        _ => {}
    }
    bodies.first().map(|body| body.language.clone()).unwrap_or_default()
}

const LANGUAGE: &str = "Value must be a language, by ISO 639-1 code or English name";

/// The keys of the company's own that a template may use as variables.
pub(crate) fn custom_variables(value: &Json, keys: UnknownKeys) -> Result<BTreeSet<String>, Fault> {
    if value.is_null() {
        return Ok(BTreeSet::new());
    }
    let value_fault = |sentence: String| Fault::Value(sentence);
    let list = value.as_list().ok_or_else(|| value_fault("Value must be a list of strings".to_owned()))?;
    if list.len() > CUSTOM_VARIABLES_MAX {
        return Err(value_fault(format!("Value must have at most {CUSTOM_VARIABLES_MAX} entries")));
    }
    if !list.is_empty() && keys == UnknownKeys::Refuse {
        return Err(value_fault("The company keeps no keys of its own".to_owned()));
    }
    let mut faults = Faults::default();
    let mut names = BTreeSet::new();
    for (position, entry) in list.iter().enumerate() {
        match entry.as_text().filter(|name| is_name(name)) {
            None => faults.add(
                position.to_string(),
                "Value must be a string of lower-case letters, digits and _, at most 64, a letter first",
            ),
            Some(name) if find(name).is_some() => {
                faults.add(position.to_string(), "Value is a variable of every template");
            }
            // What documents know and the catalogue leaves out, such as identity numbers, is not for messages.
            Some(name) if SECTIONS.iter().any(|section| section.field(name).is_some()) => {
                faults.add(position.to_string(), "Value is a key of the documents that templates do not use");
            }
            Some(name) => drop(names.insert(name.to_owned())),
        }
    }
    faults.into_result().map_err(Fault::Inside).map(|()| names)
}

/// The bodies that are sent, or those there were: they must make sense with the custom variables either way.
fn bodies(
    body: &Object,
    before: Option<&Template>,
    channel: Option<Channel>,
    custom: &BTreeSet<String>,
) -> Result<Vec<Body>, Fault> {
    let value_fault = |sentence: String| Fault::Value(sentence);
    let known: Json;
    let sent = match (body.get("bodies"), before) {
        (Some(sent), _) => sent,
        (None, Some(before)) => {
            known = before.show().get("bodies").cloned().unwrap_or_default();
            &known
        }
        (None, None) => return Err(value_fault("Value is required".to_owned())),
    };
    let list = sent.as_list().ok_or_else(|| value_fault("Value must be a list".to_owned()))?;
    if list.is_empty() || list.len() > LANGUAGES_MAX {
        return Err(value_fault(format!("Value must have 1 to {LANGUAGES_MAX} entries")));
    }
    let mut faults = Faults::default();
    let mut bodies: Vec<Body> = Vec::with_capacity(list.len());
    for (position, entry) in list.iter().enumerate() {
        match read_body(entry, channel, custom) {
            Err(fault) => faults.note(position.to_string(), fault),
            Ok(body) if bodies.iter().any(|earlier| earlier.language == body.language) => {
                let twice = Faults::at("language", "The language is in the list already");
                faults.add_inside(position.to_string(), twice);
            }
            Ok(body) => bodies.push(body),
        }
    }
    faults.into_result().map_err(Fault::Inside)?;
    let bytes = bodies.iter().fold(0_usize, |sum, body| sum.saturating_add(body.body.len()));
    if bytes > BODIES_BYTES_MAX {
        return Err(value_fault(format!("The texts must have at most {BODIES_BYTES_MAX} bytes in UTF-8 together")));
    }
    Ok(bodies)
}

fn read_body(entry: &Json, channel: Option<Channel>, custom: &BTreeSet<String>) -> Result<Body, Fault> {
    let entry = entry.as_object().ok_or_else(|| Fault::Value("Value must be an object".to_owned()))?;
    let mut faults = Faults::default();
    for key in entry.keys().filter(|key| !BODY_KEYS.contains(&key.as_str())) {
        faults.add(key.chars().take(64).collect::<String>(), "Unknown key");
    }
    let language = entry.get("language").and_then(Json::as_text).and_then(language_code);
    if language.is_none() {
        faults.add("language", LANGUAGE);
    }
    let is_email = channel.is_none_or(|channel| channel == Channel::Email);
    let subject = match entry.get("subject") {
        None | Some(Json::Null) if channel == Some(Channel::Email) => Err("Value is required".to_owned()),
        None | Some(Json::Null) => Ok(None),
        Some(_) if !is_email => Err("Value is for templates of email alone".to_owned()),
        Some(value) => text_with_variables(value, SUBJECT_CHARS_MAX, false, custom).map(Some),
    };
    let most = body_chars_max(channel.unwrap_or(Channel::Email));
    let body = match entry.get("body") {
        None => Err("Value is required".to_owned()),
        Some(value) => text_with_variables(value, most, true, custom).and_then(|body| within_segments(channel, body)),
    };
    let mut kept = |key: &str, read: Result<Option<String>, String>| {
        read.unwrap_or_else(|sentence| {
            faults.add(key, sentence);
            None
        })
    };
    let subject = kept("subject", subject);
    let body = kept("body", body.map(Some));
    faults.into_result().map_err(Fault::Inside)?;
    let (language, body) = (language.unwrap_or_default().to_owned(), body.unwrap_or_default());
    Ok(Body { language, subject, body })
}

/// Text with variables that there are.
pub(crate) fn text_with_variables(
    value: &Json,
    most: usize,
    has_lines: bool,
    custom: &BTreeSet<String>,
) -> Result<String, String> {
    let text = value.as_text().ok_or("Value must be a string")?;
    if text.trim().is_empty() {
        return Err("Value must not be empty".to_owned());
    }
    if text.chars().count() > most {
        return Err(format!("Value must be at most {most} characters"));
    }
    let allowed = |char: char| !char.is_control() || (has_lines && matches!(char, '\n' | '\r' | '\t'));
    if !text.chars().all(allowed) {
        return Err("Value must not contain control characters".to_owned());
    }
    let parts = parts(text).map_err(|fault| fault.to_string())?;
    let unknown = parts.into_iter().find_map(|part| match part {
        Part::Variable(name) if find(name).is_none() && !custom.contains(name) => Some(name),
        _ => None,
    });
    match unknown {
        Some(name) => Err(format!("Unknown variable {name}")),
        None => Ok(text.to_owned()),
    }
}

/// What no value makes shorter must fit.
fn within_segments(channel: Option<Channel>, body: String) -> Result<String, String> {
    let fixed: String = match parts(&body) {
        Ok(parts) => parts.into_iter().map(|part| if let Part::Text(text) = part { text } else { "" }).collect(),
        Err(_) => return Ok(body),
    };
    if channel == Some(Channel::Sms) && Sms::of(&fixed).segments > SEGMENTS_MAX {
        return Err(format!("Value takes more than {SEGMENTS_MAX} SMS segments"));
    }
    Ok(body)
}
