//! A communication as the loan's history keeps it, and as whatever hands it to a provider finds it.

use serde::{Deserialize, Serialize};

use super::link::TrackedLinks;
use super::message::Message;
use super::plan::Draft;
use super::settling::Became;
use super::template::Template;
use super::trigger::Trigger;
use crate::calendar::Month;
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::recovery::channel::Channel;

/// How far a communication is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It can be handed to a provider, and has been counted as an attempt.
    Created,
    /// It waits for the permitted hours. The contact policy is to be asked again then, and it counts as an attempt then.
    Waiting,
    /// It is being handed to a provider. Who finds it so later does not know what came of it.
    Sending,
    /// A provider took it.
    Sent,
    /// It reached the borrower's device, or the server that keeps their mail.
    Delivered,
    /// The borrower opened it, or took the call.
    Read,
    /// It did not go out, or did not arrive, and is not tried again.
    Failed,
    /// The contact policy refused it before it was handed over.
    Suppressed,
    /// It may have gone out: nobody knows whether the provider took it. It is not tried again, so that nobody is told twice. A report of the provider, or
    /// a person, says what became of it.
    Unknown,
}

impl Stage {
    /// As answers write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed => "failed",
            Self::Suppressed => "suppressed",
            Self::Unknown => "unknown",
        }
    }
}

/// What is known of the way of a communication to a provider.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// How often it was handed over, or tried to.
    #[serde(default)]
    pub tries: u32,
    /// When the try began that is under way, or was the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried_at: Option<Moment>,
    /// Before when it is not tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Moment>,
    /// Who took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The provider's id of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<String>,
    /// Why it is where it is: the rule that refused it, or a word of [`super::handover`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the provider calls the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What a person has said that became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Became>,
}

/// What is known of a communication beside what readers of the loan see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// How far it is.
    pub stage: Stage,
    /// How it goes out.
    pub channel: Channel,
    /// The loan, or the transaction.
    pub loan_id: String,
    /// Which contact it is for.
    pub contact_id: String,
    /// When it may go out, where it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_at: Option<Moment>,
    /// The month that it is about, `2021-7-01`.
    pub allocation_month: String,
    /// The event, what triggered it and where that came from.
    pub event_name: String,
    /// Id of what triggered it.
    pub inbound_bot_id: String,
    /// Where the event came from.
    pub source: String,
    /// Who triggered it.
    pub author: String,
    /// Whether it goes out although the loan is closed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub to_closed: bool,
    /// The recovery action that it carries out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action_id: Option<String>,
    /// Its way to a provider.
    #[serde(default)]
    pub way: Way,
    /// Its links, where it is counted how often they are followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<TrackedLinks>,
}

/// A communication that goes out. It lies among the loan's communications and is read as one of them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutgoingCommunication {
    /// Its id, and when it was made.
    pub id: Moment,
    /// `sms`, `email`, `voice`, `whatsapp`.
    pub type_of_comm: String,
    /// The particulars of its type.
    pub comm_dict: Object,
    /// What else is known of it.
    pub outgoing: Outgoing,
}

/// Leaves out what is said, and to whom.
impl std::fmt::Debug for OutgoingCommunication {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OutgoingCommunication")
            .field("id", &self.id)
            .field("outgoing", &self.outgoing)
            .finish_non_exhaustive()
    }
}

/// Of what a communication is made.
pub(super) struct Making<'a> {
    pub(super) origin: Origin<'a>,
    pub(super) draft: Draft<'a>,
    /// The template, where there is one.
    pub(super) template: Option<&'a Template>,
    pub(super) message: &'a Message,
    /// The name of its links.
    pub(super) link_token: &'a str,
    pub(super) author: &'a str,
    /// Its id: each of a loan has another.
    pub(super) id: Moment,
    /// By which the provider's reports and the webhooks name it.
    pub(super) shoot_id: String,
    /// The transaction, of a credit line.
    pub(super) transaction_id: Option<&'a str>,
}

/// Why there is a communication.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    /// The loan, or the transaction.
    pub(super) loan_id: &'a str,
    /// The month that it is about.
    pub(super) month: Month,
    /// The event that happened to it, or the kind of action.
    pub(super) event_name: &'a str,
    /// Id of what triggered it.
    pub(super) inbound_bot_id: &'a str,
    /// Where that came from.
    pub(super) source: &'a str,
    /// Whether it goes out although the loan is closed.
    pub(super) to_closed: bool,
    /// The recovery action that it carries out.
    pub(super) action_id: Option<&'a str>,
}

impl<'a> Origin<'a> {
    /// An event that was triggered.
    pub(super) fn of(asked: &'a Trigger) -> Self {
        Self {
            loan_id: &asked.loan_id,
            month: asked.month,
            event_name: &asked.event_name,
            inbound_bot_id: &asked.inbound_bot_id,
            source: &asked.source,
            to_closed: asked.to_closed,
            action_id: None,
        }
    }
}

/// Makes a communication.
pub(super) fn make(making: &Making<'_>) -> OutgoingCommunication {
    let Making { origin, draft, author, id, .. } = making;
    let send_at = draft.waits.map(|(until, _)| until);
    let stage = if send_at.is_some() { Stage::Waiting } else { Stage::Created };
    let links = TrackedLinks::new(making.link_token, &making.message.links);
    let mut comm_dict = particulars(making, stage, send_at);
    if let Some(links) = &links {
        links.show(&mut comm_dict);
    }
    OutgoingCommunication {
        id: *id,
        type_of_comm: draft.channel.name().to_owned(),
        comm_dict,
        outgoing: Outgoing {
            stage,
            channel: draft.channel,
            loan_id: origin.loan_id.to_owned(),
            contact_id: draft.contact.contact_id.clone(),
            send_at,
            allocation_month: origin.month.to_string(),
            event_name: origin.event_name.to_owned(),
            inbound_bot_id: origin.inbound_bot_id.to_owned(),
            source: origin.source.to_owned(),
            author: (*author).to_owned(),
            to_closed: origin.to_closed,
            action_id: origin.action_id.map(str::to_owned),
            way: Way::default(),
            links,
        },
    }
}

/// What readers of the loan see: the keys of the document's samples and webhook bodies.
fn particulars(making: &Making<'_>, stage: Stage, send_at: Option<Moment>) -> Object {
    let Making { draft, template, message, transaction_id, shoot_id, id, .. } = making;
    let channel = draft.channel.name();
    let number = || Json::from(draft.contact.phone_number.as_ref().map(|number| Json::text(number.as_str())));
    let address = || Json::from(draft.contact.email.as_ref().map(|address| Json::text(address.as_str())));
    let count = |count: usize| Json::integer(i64::try_from(count).unwrap_or(i64::MAX));
    let mut shown = Object::new();
    let mut add = |key: &str, value: Json| drop(shown.insert(key.to_owned(), value));
    if let Some(subject) = &message.subject {
        add("email_subject", Json::text(subject));
    }
    add(&format!("{channel}_body"), Json::text(&message.body));
    match draft.channel {
        Channel::Sms => add("sms_mobile", number()),
        Channel::Email => add("to", address()),
        _ => add("to", number()),
    }
    add(&format!("{channel}_language"), Json::text(&message.language));
    if draft.channel == Channel::Voice {
        add("voice_gender", Json::text(template.and_then(|it| it.voice_gender.as_deref()).unwrap_or("female")));
    }
    add("template_name", Json::text(template.map_or("", |template| template.name.as_str())));
    if let Some(registered) = template.and_then(|template| template.client_template_id.as_ref()) {
        add("client_template_id", Json::text(registered));
    }
    if let Some(sms) = message.sms {
        add("message_count", count(sms.segments));
        add("character_count", count(sms.characters));
    }
    add("applicant_type", Json::text(draft.contact.relationship.name()));
    if let Some(transaction_id) = transaction_id {
        add("transaction_id", Json::text(*transaction_id));
    }
    add("shoot_id", Json::text(shoot_id));
    add("status", Json::text(stage.name()));
    add("triggered_time", Json::text(id.to_lending_text()));
    if let Some(send_at) = send_at {
        add("send_at", Json::text(send_at.to_lending_text()));
    }
    shown
}
