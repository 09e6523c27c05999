//! The bodies that create and change endpoints.

use super::{Disabled, DisabledReason, Endpoint};
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::resource::{self, Field, Kind};
use crate::webhook::catalogue::{ALL, all, selectable};
use crate::webhook::secret::{OVERLAP_SECONDS, OVERLAP_SECONDS_MAX, Secret, Secrets};
use crate::webhook::target::{self, Targets};

/// What an endpoint has. `events` is read here, against the catalogue.
pub const FIELDS: &[Field] = &[
    Field::computed("endpoint_id", Kind::Id, "Its id"),
    Field::new("url", Kind::Text, "Where events are posted to: https, on the public internet").required(),
    Field::new("description", Kind::Text, "What it is for"),
    Field::elsewhere(
        "events",
        Kind::Choices(&[]),
        "Names of events from the catalogue, or `*` for all there are and will be",
    ),
    Field::new("enabled", Kind::Bool, "Whether it is sent to; true where nothing is said"),
    Field::computed("disabled_reason", Kind::Choice(DisabledReason::NAMES), "Why it is not sent to"),
    Field::computed("created_at", Kind::Time, "When it was created"),
    Field::computed("updated_at", Kind::Time, "When it was last changed"),
    Field::computed(
        "replaced_secret_valid_until",
        Kind::Time,
        "Until when the secret before the present one signs as well",
    ),
];

/// What a rotation may say.
pub const ROTATION: &[Field] = &[Field::new(
    "replaced_valid_for_seconds",
    Kind::Count(0, OVERLAP_SECONDS_MAX),
    "How long the secret that is replaced signs as well, in seconds; a day where nothing is said",
)];

/// For how many seconds a secret that is replaced signs as well.
///
/// # Errors
/// All faults, each at its key.
pub fn rotation(body: &Object) -> Result<u32, Faults> {
    let body = resource::read(ROTATION, body, None)?;
    let said = body.get("replaced_valid_for_seconds").and_then(Json::as_number);
    Ok(said.and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or(OVERLAP_SECONDS))
}

impl Endpoint {
    /// A new endpoint.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn create(id: &str, body: &Object, secret: Secret, targets: Targets, now: Moment) -> Result<Self, Faults> {
        let endpoint = Self {
            endpoint_id: id.to_owned(),
            url: String::new(),
            description: String::new(),
            events: Vec::new(),
            disabled: None,
            secrets: Secrets::first(secret),
            created: now,
            updated: now,
        };
        endpoint.with(body, None, targets, now)
    }

    /// The endpoint with what a body says; `None` where that is what it has.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn update(&self, body: &Object, targets: Targets, now: Moment) -> Result<Option<Self>, Faults> {
        let changed = self.clone().with(body, Some(&self.show()), targets, now)?;
        let is_same = Self { updated: self.updated, ..changed.clone() } == *self;
        Ok((!is_same).then_some(changed))
    }

    fn with(mut self, body: &Object, shown: Option<&Object>, targets: Targets, now: Moment) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let read = resource::read(FIELDS, body, shown).unwrap_or_else(|found| {
            faults.merge(found);
            Object::new()
        });
        if let Some(url) = read.get("url").and_then(Json::as_text) {
            if let Err(fault) = target::check(url, targets) {
                faults.add("url", fault.to_string());
            }
            url.clone_into(&mut self.url);
        }
        match body.get("events") {
            Some(events) => match selection(events) {
                Ok(events) => self.events = events,
                Err(found) => faults.merge(found),
            },
            None if shown.is_none() => faults.add("events", "Value is required"),
            None => {}
        }
        faults.into_result()?;
        if let Some(description) = read.get("description") {
            description.as_text().unwrap_or_default().clone_into(&mut self.description);
        }
        match read.get("enabled").map(|enabled| enabled.as_bool().unwrap_or(true)) {
            Some(true) => self.disabled = None,
            Some(false) if self.disabled.is_none() => {
                self.disabled = Some(Disabled { reason: DisabledReason::Requested, at: now });
            }
            Some(false) | None => {}
        }
        self.updated = now;
        Ok(self)
    }
}

/// Names of events, each known and once.
fn selection(events: &Json) -> Result<Vec<String>, Faults> {
    let entries = events.as_list().filter(|entries| !entries.is_empty());
    let entries = entries.ok_or_else(|| Faults::at("events", "Value must be a list of names of events"))?;
    if entries.len() > all().len() {
        return Err(Faults::at("events", format!("Value must have at most {} entries", all().len())));
    }
    let (mut names, mut faults) = (Vec::<String>::with_capacity(entries.len()), Faults::default());
    for (position, entry) in entries.iter().enumerate() {
        match entry.as_text().filter(|name| *name == ALL || selectable(name).is_some()) {
            None => faults.add(position.to_string(), "Value must be the name of an event: see /webhooks/events"),
            Some(name) if names.iter().any(|known| known == name) => {
                faults.add(position.to_string(), "Value is in the list already");
            }
            Some(name) => names.push(name.to_owned()),
        }
    }
    let mut nested = Faults::default();
    nested.add_inside("events", faults);
    nested.into_result().map(|()| names)
}

#[cfg(test)]
mod tests {
    use super::super::Endpoints;
    use super::*;
    use crate::webhook::catalogue::of_source;

    fn body(text: &str) -> Object {
        let json: Json = serde_json::from_str(text).expect("JSON");
        json.as_object().cloned().expect("an object")
    }

    fn create(text: &str) -> Result<Endpoint, Faults> {
        Endpoint::create("whe_1", &body(text), Secret::new([1; 32]), Targets::Public, Moment::EPOCH)
    }

    fn faults(result: Result<impl std::fmt::Debug, Faults>) -> Vec<String> {
        let faults = result.expect_err("refused");
        faults.flat().into_iter().map(|(path, sentence)| format!("{path}: {sentence}")).collect()
    }

    #[test]
    fn an_endpoint_selects_events() {
        let endpoint =
            create(r#"{"url":"https://example.com/h","events":["payment","loan.updated"]}"#).expect("created");
        let selects = |source| of_source(source).is_some_and(|kind| endpoint.selects(kind));
        assert!(selects("payment.recorded") && selects("loan.updated") && !selects("loan.uploaded"));
        let all = create(r#"{"url":"https://example.com/h","events":["*"],"enabled":false}"#).expect("created");
        let selects = |source| of_source(source).is_some_and(|kind| all.selects(kind));
        assert!(selects("loan.uploaded") && !selects("webhook.test"));
        assert_eq!(all.disabled.map(|disabled| disabled.reason), Some(DisabledReason::Requested));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(faults(create("{}")), ["url: Value is required", "events: Value is required"]);
        let wrong =
            r#"{"url":"https://10.0.0.1/","events":["payment","payment","paid",7],"secret":"x","endpoint_id":"y"}"#;
        assert_eq!(
            faults(create(wrong)),
            [
                "secret: Unknown key",
                "endpoint_id: Value is computed and cannot be set",
                "events.1: Value is in the list already",
                "events.2: Value must be the name of an event: see /webhooks/events",
                "events.3: Value must be the name of an event: see /webhooks/events",
            ]
        );
        let inside = r#"{"url":"https://10.0.0.1/","events":[]}"#;
        assert_eq!(
            faults(create(inside)),
            ["url: Value must name a host of the public internet", "events: Value must be a list of names of events"]
        );
    }

    #[test]
    fn a_change_changes_what_it_says() {
        let endpoint =
            create(r#"{"url":"https://example.com/h","events":["payment"],"description":"d"}"#).expect("created");
        let now = Moment::EPOCH.later(1);
        let update = |text| endpoint.update(&body(text), Targets::Public, now);
        assert_eq!(update(r#"{"url":"https://example.com/h","events":["payment"],"enabled":true}"#), Ok(None));
        assert_eq!(endpoint.update(&endpoint.show(), Targets::Public, now), Ok(None));
        let changed = update(r#"{"description":null,"enabled":false}"#).expect("right").expect("changed");
        assert_eq!((changed.description.as_str(), changed.is_enabled(), changed.updated), ("", false, now));
        assert_eq!(faults(update(r#"{"url":"http://example.com"}"#)), ["url: Value must begin with https://"]);
        let enabled =
            changed.update(&body(r#"{"enabled":true}"#), Targets::Public, now).expect("right").expect("changed");
        assert!(enabled.is_enabled());
    }

    #[test]
    fn a_rotation_says_for_how_long_the_old_secret_signs() {
        assert_eq!(rotation(&Object::new()), Ok(86_400));
        assert_eq!(rotation(&body(r#"{"replaced_valid_for_seconds":0}"#)), Ok(0));
        assert!(rotation(&body(r#"{"replaced_valid_for_seconds":604801}"#)).is_err());
    }

    #[test]
    fn a_company_has_twenty_endpoints_at_most() {
        let endpoint = create(r#"{"url":"https://example.com/h","events":["*"]}"#).expect("created");
        let mut endpoints = Endpoints::default();
        for number in 0..20 {
            let endpoint = Endpoint { endpoint_id: format!("whe_{number}"), ..endpoint.clone() };
            endpoints = endpoints.with(endpoint).expect("there is room");
        }
        assert!(endpoints.clone().with(endpoint).is_err());
        let disabled = endpoints.disabling("whe_3", DisabledReason::Failing, Moment::EPOCH).expect("disabled");
        assert!(
            !disabled.find("whe_3").expect("there").is_enabled() && disabled.find("whe_4").expect("there").is_enabled()
        );
        assert_eq!(disabled.disabling("whe_3", DisabledReason::Gone, Moment::EPOCH), None);
        assert_eq!(disabled.without("whe_3").endpoints.len(), 19);
    }

    #[test]
    fn no_answer_and_no_log_has_a_secret() {
        let endpoint = create(r#"{"url":"https://example.com/h","events":["*"]}"#).expect("created");
        let secret = endpoint.secrets.current.expose().replace("whsec_", "");
        let shown = serde_json::to_string(&Json::Object(endpoint.show())).expect("JSON");
        assert!(!shown.contains(&secret) && !format!("{endpoint:?}").contains(&secret));
    }
}
