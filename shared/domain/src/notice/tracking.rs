//! The way of a notice on paper: what a carrier reports of a letter, and what readers of the loan see of it.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::record::{Address, NoticeRecord};
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::resource::{Field, Kind, moment_from_text, read};
use crate::time_zone::TimeZone;

/// Most articles by which a notice goes out.
pub const ARTICLES_MAX: usize = 5;
/// Most events of an article.
pub const EVENTS_MAX: usize = 100;

/// What a carrier reports of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The carrier has it.
    Booked,
    /// It is on its way.
    Dispatched,
    /// It is to be handed over today.
    OutForDelivery,
    /// It was handed over.
    Delivered,
    /// It goes back to the sender.
    Returned,
}

impl Status {
    /// All there are.
    pub const ALL: [Self; 5] = [Self::Booked, Self::Dispatched, Self::OutForDelivery, Self::Delivered, Self::Returned];
    /// Their names, for tables of fields.
    pub const NAMES: &[&str] = &["booked", "dispatched", "out_for_delivery", "delivered", "returned"];

    /// As callers write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Dispatched => "dispatched",
            Self::OutForDelivery => "out_for_delivery",
            Self::Delivered => "delivered",
            Self::Returned => "returned",
        }
    }

    /// As the carrier writes it.
    fn description(self) -> &'static str {
        match self {
            Self::Booked => "Item Booked",
            Self::Dispatched => "Item Dispatched",
            Self::OutForDelivery => "Out for Delivery",
            Self::Delivered => "Item Delivery Confirmed",
            Self::Returned => "Item Returned",
        }
    }

    /// What readers see of an article that is so far.
    fn delivery(self) -> &'static str {
        match self {
            Self::Booked => "Booked",
            Self::Dispatched => "In Transit",
            Self::OutForDelivery => "Out for Delivery",
            Self::Delivered => "Delivered",
            Self::Returned => "Undelivered",
        }
    }

    /// Whether nothing comes after it.
    fn is_last(self) -> bool {
        matches!(self, Self::Delivered | Self::Returned)
    }
}

/// The body of a report.
pub const FIELDS: &[Field] = &[
    Field::new("tracking_id", Kind::Id, "The carrier's id of the article").required(),
    Field::new("status", Kind::Choice(Status::NAMES), "What is reported").required(),
    Field::new("occurred_at", Kind::Time, "When it happened").required(),
    Field::new("place", Kind::Name, "The carrier's office where it happened").required(),
    Field::new(
        "description",
        Kind::Name,
        "As the carrier writes it; what is usual for the status where it is not said",
    ),
    Field::new("reason", Kind::Name, "Why it is returned; of that alone, and required there"),
    Field::new("article_type", Kind::Name, "What it went out as; `Inland Speed Post` where it was never said"),
    Field::new("tariff", Kind::Amount, "What the carrier asks for it"),
    Field::new("delivery_location", Kind::Name, "The office that delivers it"),
    Field::new("destination_pincode", Kind::Name, "Where it goes to; that of the address where it was never said"),
];

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    tracking_id: String,
    /// What is reported.
    pub event: Event,
    article_type: Option<String>,
    tariff: Option<String>,
    delivery_location: Option<String>,
    destination_pincode: Option<String>,
}

/// Something that happened to an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What.
    pub status: Status,
    /// When.
    pub at: Moment,
    /// Where.
    pub office: String,
    /// As the carrier writes it.
    pub description: String,
    /// Why it is returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What is known of an article beside what readers of the loan see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The notice that it is.
    pub notice_id: Moment,
    /// The loan.
    pub loan_id: String,
    /// The carrier's id of it.
    pub tracking_id: String,
    /// What happened, by time.
    pub events: Vec<Event>,
    /// What it went out as.
    pub article_type: String,
    /// What the carrier asks for it, as a decimal.
    pub tariff: String,
    /// The office that delivers it.
    pub delivery_location: String,
    /// Where it goes to.
    pub destination_pincode: String,
    /// To which address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

/// An article. To readers of the loan it is one of `notice_tracking_details`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleRecord {
    /// Its id, and when it was first reported.
    pub id: Moment,
    /// The case type of its notice.
    pub case_type: String,
    /// `Speedpost`.
    pub document_type: String,
    /// What readers of the loan see of it.
    pub data: Object,
    /// What else is known of it.
    pub posted: Posted,
}

/// Why a report is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Untold {
    /// It is at odds with what is known.
    #[error("{0}")]
    AtOdds(String),
    /// There are too many.
    #[error("{0}")]
    TooMany(String),
}

impl Report {
    /// Reads a body.
    ///
    /// # Errors
    /// All faults, each at its key; what lies in the future has not happened.
    pub fn read(body: &Object, now: Moment) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let said = read(FIELDS, body, None).unwrap_or_else(|found| {
            faults.merge(found);
            Object::new()
        });
        let text = |key: &str| said.get(key).and_then(Json::as_text).map(str::to_owned).filter(|it| !it.is_empty());
        let status = text("status").and_then(|name| Status::ALL.into_iter().find(|status| status.name() == name));
        let time = text("occurred_at").and_then(|time| moment_from_text(&time));
        let at = time.and_then(|time| Moment::from_micros(time.timestamp_micros()));
        if time.is_some() && at.is_none_or(|at| at > now) {
            faults.add("occurred_at", "Value must not be in the future, or before 1970");
        }
        if said.contains_key("place") && text("place").is_none() {
            faults.add("place", "Value must not be empty");
        }
        let reason = text("reason");
        match status {
            Some(Status::Returned) if reason.is_none() => faults.add("reason", "Value is required of what is returned"),
            Some(status) if status != Status::Returned && reason.is_some() => {
                faults.add("reason", "Value is for what is returned alone");
            }
            _ => {}
        }
        faults.into_result()?;
        // The table of fields leaves no other.
        let (Some(status), Some(at)) = (status, at) else { return Err(Faults::at("status", "Value is required")) };
        let description = text("description").unwrap_or_else(|| status.description().to_owned());
        let event = Event { status, at, office: text("place").unwrap_or_default(), description, reason };
        Ok(Self {
            tracking_id: text("tracking_id").unwrap_or_default(),
            event,
            article_type: text("article_type"),
            tariff: text("tariff"),
            delivery_location: text("delivery_location"),
            destination_pincode: text("destination_pincode"),
        })
    }

    /// The carrier's id of the article.
    pub fn tracking_id(&self) -> &str {
        &self.tracking_id
    }

    /// What is reported.
    pub fn status(&self) -> Status {
        self.event.status
    }
}

impl ArticleRecord {
    /// The type of document of an article.
    pub const DOCUMENT_TYPE: &'static str = "Speedpost";

    /// An article of which nothing was known.
    pub fn first(id: Moment, notice: &NoticeRecord, report: &Report, zone: &TimeZone) -> Self {
        let address = notice.served.address.clone();
        let posted = Posted {
            notice_id: notice.id,
            loan_id: notice.served.loan_id.clone(),
            tracking_id: report.tracking_id.clone(),
            events: vec![report.event.clone()],
            article_type: report.article_type.clone().unwrap_or_else(|| "Inland Speed Post".to_owned()),
            tariff: report.tariff.clone().unwrap_or_default(),
            delivery_location: report.delivery_location.clone().unwrap_or_default(),
            destination_pincode: report
                .destination_pincode
                .clone()
                .or_else(|| address.as_ref().map(|address| address.pincode.clone()))
                .unwrap_or_default(),
            address,
        };
        let record = Self {
            id,
            case_type: notice.case_type.clone(),
            document_type: Self::DOCUMENT_TYPE.to_owned(),
            data: Object::new(),
            posted,
        };
        record.told(zone)
    }

    /// The article with what is reported; `None` where that is known.
    ///
    /// # Errors
    /// It is at odds with what is known: an article is booked once and first, and delivered or returned once and last.
    pub fn with(&self, report: &Report, zone: &TimeZone) -> Result<Option<Self>, Untold> {
        let mut posted = self.posted.clone();
        let event = &report.event;
        if !posted.events.iter().any(|known| known == event) {
            if posted.events.len() >= EVENTS_MAX {
                return Err(Untold::TooMany(format!("An article has at most {EVENTS_MAX} events.")));
            }
            let place = posted.events.partition_point(|known| known.at <= event.at);
            posted.events.insert(place, event.clone());
            in_order(&posted.events)?;
        }
        let say = |said: &Option<String>, known: &mut String| {
            if let Some(said) = said {
                known.clone_from(said);
            }
        };
        say(&report.article_type, &mut posted.article_type);
        say(&report.tariff, &mut posted.tariff);
        say(&report.delivery_location, &mut posted.delivery_location);
        say(&report.destination_pincode, &mut posted.destination_pincode);
        Ok((posted != self.posted).then(|| Self { posted, ..self.clone() }.told(zone)))
    }

    /// How far it is.
    pub fn status(&self) -> Option<Status> {
        self.posted.events.last().map(|event| event.status)
    }

    /// The article as the readers of the loan are to see it: with the document's keys, spelled as there.
    fn told(mut self, zone: &TimeZone) -> Self {
        let posted = &self.posted;
        let last = posted.events.last();
        let of = |status: Status| posted.events.iter().find(|event| event.status == status);
        let (booked, delivered) = (of(Status::Booked), of(Status::Delivered));
        let time = |event: Option<&Event>| {
            event.map(|event| zone.local_at(event.at).format("%d/%m/%Y %H:%M:%S").to_string()).unwrap_or_default()
        };
        let reason = last.and_then(|event| event.reason.clone()).unwrap_or_default();
        let address = posted.address.as_ref();
        let members = [
            ("events", posted.events.iter().rev().map(|event| shown(event, zone.local_at(event.at))).collect()),
            ("booked_at", Json::text(booked.map(|event| event.office.clone()).unwrap_or_default())),
            ("article_type", Json::text(&posted.article_type)),
            ("speedpost_id", Json::text(&posted.tracking_id)),
            ("applicant_type", Json::text("applicant")),
            ("speedpost_tarrif", Json::text(&posted.tariff)),
            ("delivery_location", Json::text(&posted.delivery_location)),
            ("speedpost_s3_link", Json::text("")),
            ("speedpost_booked_on", Json::text(time(booked))),
            ("applicant_address_type", Json::text(address.map(|it| it.kind.to_lowercase()).unwrap_or_default())),
            ("applicant_address_index", Json::integer(address.map_or(-1, |address| i64::from(address.index)))),
            ("speedpost_delivery_status", Json::text(last.map(|event| event.status.delivery()).unwrap_or_default())),
            ("co_applicant_address_index", Json::integer(-1)),
            ("speedpost_undelivered_reason", Json::text(reason)),
            ("speedpost_destination_pincode", Json::text(&posted.destination_pincode)),
            ("speedpost_delivery_confirmed_on", Json::text(time(delivered))),
        ];
        self.data = members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        self
    }
}

fn shown(event: &Event, at: NaiveDateTime) -> Json {
    Json::object([
        ("date", Json::text(at.format("%d/%m/%Y").to_string())),
        ("time", Json::text(at.format("%H:%M:%S").to_string())),
        ("office", Json::text(&event.office)),
        ("description", Json::text(&event.description)),
    ])
}

fn in_order(events: &[Event]) -> Result<(), Untold> {
    let at_odds = |sentence: &str| Err(Untold::AtOdds(sentence.to_owned()));
    let last = events.len().saturating_sub(1);
    for (place, event) in events.iter().enumerate() {
        if event.status.is_last() && place != last {
            return at_odds("The article was delivered or returned: nothing happens to it after that.");
        }
        if event.status == Status::Booked && place != 0 {
            return at_odds("The article was booked before: it is booked once, before anything else.");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(body: &str) -> Result<Report, Faults> {
        let now = Moment::from_micros(1_700_000_000_000_000).expect("in range");
        Report::read(&serde_json::from_str(body).expect("an object"), now)
    }

    fn of(status: &str, at: &str, more: &str) -> Report {
        let text = format!(
            r#"{{"tracking_id": "ED670494304IN", "status": "{status}", "occurred_at": "{at}", "place": "Bhuj HO"{more}}}"#
        );
        report(&text).expect("a report")
    }

    fn article(first: &Report) -> ArticleRecord {
        let zone = TimeZone::from_name("Asia/Kolkata").expect("a zone");
        let posted = Posted {
            notice_id: Moment::EPOCH,
            loan_id: "LN-1".to_owned(),
            tracking_id: first.tracking_id.clone(),
            events: vec![first.event.clone()],
            article_type: String::new(),
            tariff: String::new(),
            delivery_location: String::new(),
            destination_pincode: String::new(),
            address: None,
        };
        let (case_type, document_type) = ("lrn".to_owned(), ArticleRecord::DOCUMENT_TYPE.to_owned());
        ArticleRecord { id: Moment::EPOCH, case_type, document_type, data: Object::new(), posted }.told(&zone)
    }

    #[test]
    fn an_article_is_booked_first_and_ends_once() {
        let zone = TimeZone::from_name("Asia/Kolkata").expect("a zone");
        let known = article(&of("booked", "2020-09-29T16:17:42+05:30", ""));
        let out = of("out_for_delivery", "2020-10-05T09:17:46+05:30", "");
        let known = known.with(&out, &zone).expect("in order").expect("news");
        assert_eq!(known.with(&out, &zone), Ok(None), "the same again");
        let early = known.with(&of("dispatched", "2020-09-30T09:00:00+05:30", ""), &zone).expect("late news");
        let early = early.expect("news");
        assert_eq!(early.status(), Some(Status::OutForDelivery));
        let at_odds =
            |record: &ArticleRecord, report: &Report| matches!(record.with(report, &zone), Err(Untold::AtOdds(_)));
        assert!(at_odds(&early, &of("booked", "2020-09-29T16:17:43+05:30", "")));
        assert!(at_odds(&early, &of("dispatched", "2020-09-29T10:00:00+05:30", "")), "before it was booked");
        assert!(at_odds(&early, &of("delivered", "2020-10-01T10:00:00+05:30", "")), "before what is known");
        let done = early.with(&of("delivered", "2020-10-05T15:27:17+05:30", ""), &zone).expect("in order");
        let done = done.expect("news");
        let text = |key: &str| done.data.get(key).and_then(Json::as_text).unwrap_or_default().to_owned();
        assert_eq!(text("speedpost_delivery_status"), "Delivered");
        assert_eq!(text("speedpost_delivery_confirmed_on"), "05/10/2020 15:27:17");
        assert_eq!(
            (text("booked_at"), text("speedpost_booked_on")),
            ("Bhuj HO".to_owned(), "29/09/2020 16:17:42".to_owned())
        );
        assert!(at_odds(&done, &of("returned", "2020-10-06T10:00:00+05:30", r#", "reason": "Door locked""#)));
        assert!(at_odds(&done, &of("dispatched", "2020-10-06T10:00:00+05:30", "")));
    }

    #[test]
    fn a_report_says_why_something_is_returned_and_nothing_of_the_future() {
        let fault = |body: &str| {
            let faults = report(body).expect_err("faults");
            faults.flat().into_iter().map(|(key, sentence)| format!("{key}: {sentence}")).collect::<Vec<_>>()
        };
        let with = |status: &str, at: &str, reason: &str| {
            let reason = if reason.is_empty() { String::new() } else { format!(r#", "reason": "{reason}""#) };
            format!(r#"{{"tracking_id": "E", "status": "{status}", "occurred_at": "{at}", "place": "P"{reason}}}"#)
        };
        assert_eq!(
            fault(&with("returned", "2020-10-05T09:17:46Z", "")),
            ["reason: Value is required of what is returned"]
        );
        assert_eq!(
            fault(&with("booked", "2020-10-05T09:17:46Z", "x")),
            ["reason: Value is for what is returned alone"]
        );
        assert_eq!(
            fault(&with("booked", "2024-10-05T09:17:46Z", "")),
            ["occurred_at: Value must not be in the future, or before 1970"]
        );
        assert_eq!(fault("{}").len(), 4);
    }
}
