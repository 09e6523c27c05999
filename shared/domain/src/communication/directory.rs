//! The directory of a company's templates and events: what must hold among them.
//!
//! It is one item, which each change of a template or an event is written with: so two templates of a channel never have one name, an
//! event never names a template that there is not, and neither are there more than a company may have.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::event::{CommunicationEvent, EVENTS_MAX};
use super::template::{TEMPLATES_MAX, Template};
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::recovery::channel::Channel;

/// What the directory says of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its channel.
    pub channel: Channel,
    /// Its languages, the default one first.
    pub languages: Vec<String>,
    /// When it was last changed.
    pub updated: Moment,
}

impl Entry {
    fn of(template: &Template) -> Self {
        let others = template.bodies.iter().map(|body| &body.language).filter(|it| **it != template.default_language);
        Self {
            name: template.name.clone(),
            channel: template.channel,
            languages: std::iter::once(&template.default_language).chain(others).cloned().collect(),
            updated: template.updated,
        }
    }

    /// As lists show it.
    pub fn show(&self, template_id: &str) -> Object {
        Object::from([
            ("template_id".to_owned(), Json::text(template_id)),
            ("name".to_owned(), Json::text(&self.name)),
            ("channel".to_owned(), Json::text(self.channel.name())),
            ("default_language".to_owned(), self.languages.first().map(Json::text).into()),
            ("languages".to_owned(), self.languages.iter().map(Json::text).collect()),
            ("updated_at".to_owned(), Json::text(self.updated.to_rfc3339())),
        ])
    }
}

/// Why the directory does not take a change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A key of the body names what cannot be.
    #[error("Data Validation Failed")]
    Invalid(Faults),
    /// There is one already.
    #[error("There is a template of this name and channel.")]
    NameTaken,
    /// There are as many as there may be.
    #[error("The company has as many {0} as it can have, {1}.")]
    Full(&'static str, usize),
    /// The template is used.
    #[error("The template is used by the event {0}: change or delete it first.")]
    Used(String),
}

/// All templates and events of a company.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Directory {
    /// By id, which is in the order of their creation.
    pub templates: BTreeMap<String, Entry>,
    /// By name.
    pub events: BTreeMap<String, CommunicationEvent>,
}

impl Directory {
    /// Takes a template that is new or changed.
    ///
    /// # Errors
    /// Another of its channel has its name, or there are too many.
    pub fn put_template(&mut self, template: &Template) -> Result<(), Unfit> {
        let is_same = |entry: &Entry| entry.name == template.name && entry.channel == template.channel;
        if self.templates.iter().any(|(id, entry)| *id != template.template_id && is_same(entry)) {
            return Err(Unfit::NameTaken);
        }
        if self.templates.len() >= TEMPLATES_MAX && !self.templates.contains_key(&template.template_id) {
            return Err(Unfit::Full("templates", TEMPLATES_MAX));
        }
        self.templates.insert(template.template_id.clone(), Entry::of(template));
        Ok(())
    }

    /// Takes a template away.
    ///
    /// # Errors
    /// An event uses it.
    pub fn delete_template(&mut self, template_id: &str) -> Result<(), Unfit> {
        let uses = |event: &&CommunicationEvent| event.templates.values().any(|id| id == template_id);
        if let Some(event) = self.events.values().find(uses) {
            return Err(Unfit::Used(event.name.clone()));
        }
        self.templates.remove(template_id);
        Ok(())
    }

    /// Sets an event up, or changes it; `None` where it is so already.
    ///
    /// # Errors
    /// A template that it names is not there or of another channel, or there are too many events.
    pub fn put_event(&mut self, name: &str, body: &Object, now: Moment) -> Result<Option<CommunicationEvent>, Unfit> {
        let before = self.events.get(name);
        let templates = CommunicationEvent::read(name, body, before).map_err(Unfit::Invalid)?;
        let mut faults = Faults::default();
        for (channel, template_id) in &templates {
            match self.templates.get(template_id) {
                None => faults.add(channel.name(), "There is no such template"),
                Some(entry) if entry.channel != *channel => {
                    faults.add(channel.name(), format!("The template is one of {}", entry.channel.name()));
                }
                Some(_) => {}
            }
        }
        faults.into_result().map_err(Unfit::Invalid)?;
        let event = match before {
            Some(before) if before.templates == templates => return Ok(None),
            Some(before) => CommunicationEvent { templates, updated: now, ..before.clone() },
            None if self.events.len() >= EVENTS_MAX => return Err(Unfit::Full("events", EVENTS_MAX)),
            None => CommunicationEvent { name: name.to_owned(), templates, created: now, updated: now },
        };
        self.events.insert(name.to_owned(), event.clone());
        Ok(Some(event))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::company::UnknownKeys;

    fn object(text: &str) -> Object {
        serde_json::from_str(text).expect("an object")
    }

    fn template(id: &str, name: &str, channel: &str) -> Template {
        let body =
            format!(r#"{{"name": "{name}", "channel": "{channel}", "bodies": [{{"language": "en", "body": "x"}}]}}"#);
        Template::create(id, &object(&body), UnknownKeys::Refuse, Moment::EPOCH).expect("a template")
    }

    #[test]
    fn a_channel_has_one_template_of_a_name() {
        let mut directory = Directory::default();
        assert_eq!(directory.put_template(&template("tpl_1", "A", "sms")), Ok(()));
        assert_eq!(directory.put_template(&template("tpl_1", "A", "sms")), Ok(()), "it is the same");
        assert_eq!(directory.put_template(&template("tpl_2", "A", "voice")), Ok(()));
        assert_eq!(directory.put_template(&template("tpl_3", "A", "sms")), Err(Unfit::NameTaken));
        for number in directory.templates.len()..TEMPLATES_MAX {
            let id = format!("tpl_n{number}");
            directory.put_template(&template(&id, &id, "sms")).expect("room");
        }
        assert_eq!(
            directory.put_template(&template("tpl_x", "x", "sms")),
            Err(Unfit::Full("templates", TEMPLATES_MAX))
        );
        assert_eq!(directory.put_template(&template("tpl_1", "B", "sms")), Ok(()));
    }

    #[test]
    fn an_event_names_templates_that_there_are() {
        let mut directory = Directory::default();
        directory.put_template(&template("tpl_1", "A", "sms")).expect("taken");
        let mut put = |body: &str| directory.put_event("Test", &object(body), Moment::EPOCH);
        let faults = |unfit: Result<Option<CommunicationEvent>, Unfit>| match unfit {
            Err(Unfit::Invalid(faults)) => faults.flat().into_iter().map(|(key, it)| format!("{key}: {it}")).collect(),
            other => vec![format!("{other:?}")],
        };
        assert_eq!(faults(put(r#"{"voice": "tpl_1"}"#)), ["voice: The template is one of sms"]);
        assert_eq!(faults(put(r#"{"sms": "tpl_2"}"#)), ["sms: There is no such template"]);
        assert_eq!(
            faults(put(r#"{"sms": null}"#)),
            ["sms: At least one of sms, email, voice and whatsapp is required"]
        );
        assert_eq!(faults(put(r#"{"fax": "tpl_1"}"#)), ["fax: Unknown key"]);
        assert!(put(r#"{"sms": "tpl_1", "event_name": "Test"}"#).is_ok_and(|event| event.is_some()));
        assert_eq!(put(r#"{"sms": "tpl_1"}"#), Ok(None));
        assert_eq!(directory.delete_template("tpl_1"), Err(Unfit::Used("Test".to_owned())));
        directory.events.clear();
        assert_eq!(directory.delete_template("tpl_1"), Ok(()));
        assert!(directory.templates.is_empty());
    }
}
