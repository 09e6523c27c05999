//! Those who deliver messages, as one trait: what they are handed, and what they say to it.

mod outbox;
mod ses;
mod twilio;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use domain::communication::record::OutgoingCommunication;
use domain::company::Company;
use domain::moment::Moment;
use domain::recovery::channel::Channel;
use futures_util::future::BoxFuture;
use platform::communications::CommunicationMessage;

pub use outbox::Outbox;
pub use ses::{Ses, SesSettings};
pub use twilio::Twilio;

/// What is handed over.
#[derive(Debug, Clone, Copy)]
pub struct Outbound<'a> {
    /// The company in whose name it goes out.
    pub company: &'a Company,
    /// The communication, with the text and to whom it goes.
    pub communication: &'a OutgoingCommunication,
    /// Which one it is.
    pub message: &'a CommunicationMessage,
    /// The number or address.
    pub to: &'a str,
    /// The text; of an e-mail HTML.
    pub body: &'a str,
    /// The present moment.
    pub now: Moment,
}

/// Where a message comes from, as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The number, or the address with a name.
    pub from: String,
    /// Where replies to an e-mail go.
    pub reply_to: Option<String>,
}

/// What a provider says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It has taken it.
    Taken {
        /// Its id of it.
        provider_id: String,
        /// Where it comes from.
        sender: Sender,
    },
    /// It will not take it.
    Refused {
        /// Why, as it calls it.
        code: String,
    },
    /// It has not taken it, and may later.
    NotTaken {
        /// Why.
        code: String,
        /// For how many seconds it wants to be left alone.
        retry_after: Option<u32>,
    },
    /// It did not answer: it may have taken it.
    NoAnswer,
    /// No account is set up that could send it.
    NotSetUp,
}

/// Delivers messages.
pub trait Provider: Debug + Send + Sync {
    /// Its name, as communications keep it.
    fn name(&self) -> &'static str;

    /// Hands a message over, once: it does not try again by itself.
    fn hand_over<'a>(&'a self, outbound: Outbound<'a>) -> BoxFuture<'a, Answer>;
}

/// Who delivers the messages of each channel; nobody, where there is none.
#[derive(Debug, Clone, Default)]
pub struct Providers(BTreeMap<Channel, Arc<dyn Provider>>);

impl Providers {
    /// The same, with a provider of a channel.
    #[must_use]
    pub fn with(mut self, channel: Channel, provider: Arc<dyn Provider>) -> Self {
        self.0.insert(channel, provider);
        self
    }

    /// Who delivers the messages of a channel.
    pub fn of(&self, channel: Channel) -> Option<&dyn Provider> {
        self.0.get(&channel).map(AsRef::as_ref)
    }
}

/// What a status says that is no success.
fn refusal(status: u16, code: Option<String>, retry_after: Option<u32>) -> Answer {
    let code = code.unwrap_or_else(|| status.to_string());
    match status {
        // It says itself that it did not do it.
        408 | 425 | 429 | 500 | 503 => Answer::NotTaken { code, retry_after },
        // Somebody in between did not hear what it did; a redirect is followed nowhere.
        501..=599 | 100..=399 => Answer::NoAnswer,
        _ => Answer::Refused { code },
    }
}
