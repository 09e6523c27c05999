//! A revolving account: what is stored of it, and what is shown.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::fields::{FIELDS, WITHDRAWN};
use super::refusal::Refusal;
use crate::json::{Json, Object};
use crate::listing::Listed;
use crate::moment::Moment;
use crate::resource::{day, merged, read};
use crate::servicing::credit_line::{CreditLine, Exposure, LineDates, LineRefusal, LineStatus};
use crate::time_zone::TimeZone;

/// When something is asked, and whose days count.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The company's time zone.
    pub zone: &'a TimeZone,
    /// The present moment.
    pub now: Moment,
}

impl Context<'_> {
    /// The present day.
    pub fn today(&self) -> chrono::NaiveDate {
        self.zone.date_at(self.now)
    }
}

/// A revolving account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The fields that are the caller's, its id among them.
    pub(super) said: Object,
    /// What its loans consume, in units of the currency; brought up to date with each change of one.
    pub(super) consumed: Decimal,
    pub(super) created: Moment,
    pub(super) updated: Moment,
}

impl Account {
    /// A new account of that id as a body describes it. A body that names the id must name the same.
    pub fn create(account_id: &str, body: &Object, context: &Context<'_>) -> Result<Self, Refusal> {
        let mut said = with_default(merged(&Object::new(), &read(FIELDS, body, None)?));
        require_id(&said, account_id)?;
        said.insert("account_id".to_owned(), Json::text(account_id));
        let account = Self { said, consumed: Decimal::ZERO, created: context.now, updated: context.now };
        account.require_past(context)?;
        account.line(context.zone)?;
        Ok(account)
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.text("account_id").unwrap_or_default()
    }

    /// The client whose limit it is.
    pub fn client_id(&self) -> &str {
        self.text("client_id").unwrap_or_default()
    }

    /// What says in which lists it is.
    pub fn listed(&self) -> Listed {
        let values = [("client_id", self.client_id().to_owned())].into();
        Listed { id: self.id().to_owned(), created: self.created, values }
    }

    /// When it was created.
    pub fn created(&self) -> Moment {
        self.created
    }

    /// Its limit and days.
    pub fn line(&self, zone: &TimeZone) -> Result<CreditLine, LineRefusal> {
        let date = |key: &str| self.said.get(key).and_then(|time| day(time, zone));
        let dates = LineDates {
            approved_on: date("approve_time"),
            starts_on: date("start_time"),
            expires_on: date("expire_time"),
            closed_on: date("close_time"),
        };
        CreditLine::new(self.max_credit(), self.exposure(), dates)
    }

    /// As answers show it, in the order of the table of fields.
    pub fn show(&self, context: &Context<'_>) -> Object {
        let status = self.line(context.zone).map(|line| line.status(context.today())).ok();
        let shown = FIELDS.iter().filter_map(|field| {
            let value = match field.key {
                "status" => status.map(|status| Json::text(name(status))),
                "sub_status" => self.sub_status(status).map(Json::text),
                "available_credit" => Some(Json::text(self.available_credit().to_string())),
                "consumed_credit" => Some(Json::text(self.consumed.to_string())),
                "create_time" => Some(Json::text(self.created.to_rfc3339())),
                "update_time" => Some(Json::text(self.updated.to_rfc3339())),
                key => self.said.get(key).cloned(),
            };
            value.map(|value| (field.key.to_owned(), value))
        });
        shown.collect()
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.said.get(key).and_then(Json::as_text)
    }

    pub(super) fn max_credit(&self) -> Decimal {
        self.text("max_credit").and_then(|amount| amount.parse().ok()).unwrap_or_default()
    }

    pub(super) fn exposure(&self) -> Exposure {
        match self.text("exposure_limit_type") {
            Some("OutstandingAmount") => Exposure::OutstandingAmount,
            _ => Exposure::ApprovedAmount,
        }
    }

    /// What has happened cannot have happened in the future.
    pub(super) fn require_past(&self, context: &Context<'_>) -> Result<(), Refusal> {
        for key in ["approve_time", "close_time"] {
            let time = self.text(key).and_then(crate::resource::moment_from_text);
            if time.is_some_and(|time| time.timestamp_micros() > context.now.micros()) {
                return Err(Refusal::invalid(key, "Value must not be in the future"));
            }
        }
        Ok(())
    }

    fn available_credit(&self) -> Decimal {
        self.max_credit().checked_sub(self.consumed).unwrap_or_default().max(Decimal::ZERO)
    }

    fn sub_status(&self, status: Option<LineStatus>) -> Option<&'static str> {
        let withdrawn = status == Some(LineStatus::Closed) && !self.said.contains_key("approve_time");
        withdrawn.then_some(WITHDRAWN)
    }
}

/// What is said, with what is meant where nothing is.
pub(super) fn with_default(mut said: Object) -> Object {
    said.entry("exposure_limit_type".to_owned()).or_insert_with(|| Json::text("ApprovedAmount"));
    said
}

/// An id in a body is the one that is asked for.
pub(super) fn require_id(said: &Object, account_id: &str) -> Result<(), Refusal> {
    match said.get("account_id") {
        Some(id) if id.as_text() != Some(account_id) => {
            Err(Refusal::invalid("account_id", "Value must be the account_id of the path"))
        }
        _ => Ok(()),
    }
}

fn name(status: LineStatus) -> &'static str {
    match status {
        LineStatus::PendingApproval => "StatusPendingApproval",
        LineStatus::Approved => "StatusApproved",
        LineStatus::Active => "StatusActive",
        LineStatus::Expired => "StatusExpired",
        LineStatus::Closed => "StatusClosed",
    }
}
