//! What a person says became of a communication of which nobody knows whether it went out.
//!
//! Providers report most of them sooner or later; of the rest somebody of the lender finds out, and says so. Nothing is sent by that.

use serde::{Deserialize, Serialize};

use super::record::{OutgoingCommunication, Stage};
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::resource::{Field, Kind, read};

/// Why a communication counts as sent of which no provider has said so.
pub const SETTLED: &str = "settled";
/// Why a communication has failed of which a person says that it was not sent.
pub const NOT_SENT: &str = "not_sent";

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// It was sent.
    Sent,
    /// It was not sent.
    NotSent,
}

impl Became {
    /// The names of all, for tables of fields.
    pub const NAMES: &[&str] = &["sent", "not_sent"];

    /// As the API writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::NotSent => NOT_SENT,
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Sent, Self::NotSent].into_iter().find(|became| became.name() == name)
    }
}

/// The body of a request.
pub const FIELDS: &[Field] = &[
    Field::new("outcome", Kind::Choice(Became::NAMES), "What became of it").required(),
    Field::new("remark", Kind::Name, "How that is known; the loan's history says it"),
];

/// What a person says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// What became of it.
    pub became: Became,
    /// How that is known.
    pub remark: Option<String>,
}

/// Why it cannot be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsettled {
    /// It is known how far it is, or it is on its way.
    #[error("The communication is {}: only one that is unknown can be settled.", .0.name())]
    Known(Stage),
    /// It was settled otherwise.
    #[error("The communication was settled as {} before.", .0.name())]
    Otherwise(Became),
}

impl Settlement {
    /// Reads a body.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn read(body: &Object) -> Result<Self, Faults> {
        let said = read(FIELDS, body, None)?;
        let text = |key: &str| said.get(key).and_then(Json::as_text);
        let became = text("outcome").and_then(Became::from_name);
        let remark = text("remark").map(str::trim).filter(|remark| !remark.is_empty());
        // The table of fields leaves no other.
        let became = became.ok_or_else(|| Faults::at("outcome", "Value is required"))?;
        Ok(Self { became, remark: remark.map(str::to_owned) })
    }

    /// What the loan's history says of it: no person, and nothing of the message.
    pub fn remark_of(&self, communication: &OutgoingCommunication) -> String {
        let (id, channel) = (communication.id.micros(), communication.outgoing.channel.name());
        let text = format!("Communication {id} ({channel}) settled as {}", self.became.name());
        self.remark.as_ref().map_or(text.clone(), |remark| format!("{text}: {remark}"))
    }
}

impl OutgoingCommunication {
    /// The communication after a person has said what became of it; `None` where the same was said before.
    ///
    /// # Errors
    /// It is not unknown what became of it.
    pub fn settled(&self, became: Became) -> Result<Option<Self>, Unsettled> {
        let way = &self.outgoing.way;
        match way.settled {
            Some(before) if before == became => return Ok(None),
            Some(before) => return Err(Unsettled::Otherwise(before)),
            None if self.outgoing.stage != Stage::Unknown => return Err(Unsettled::Known(self.outgoing.stage)),
            None => {}
        }
        let mut after = match became {
            Became::NotSent => self.failed(NOT_SENT, None),
            Became::Sent => {
                let mut sent = self.moved(Stage::Sent, |way| way.reason = Some(SETTLED.to_owned()));
                let tried = way.tried_at.unwrap_or(self.id);
                sent.show("sent_time", tried.to_lending_text());
                sent
            }
        };
        after.outgoing.way.settled = Some(became);
        Ok(Some(after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::communication::handover::tests::sms;
    use crate::communication::handover::{Claim, REFUSED};
    use crate::communication::report::Report;
    use crate::communication::told::raises_webhook;
    use crate::moment::Moment;

    fn unknown() -> OutgoingCommunication {
        let Claim::Claimed(sending) = sms().claim(Moment::EPOCH.later(7)) else { panic!("claimed") };
        sending.uncertain("no_answer")
    }

    fn settled(became: Became) -> OutgoingCommunication {
        unknown().settled(became).expect("settled").expect("a change")
    }

    #[test]
    fn what_is_unknown_is_settled_once() {
        let sent = settled(Became::Sent);
        assert_eq!((sent.outgoing.stage, sent.outgoing.way.reason.as_deref()), (Stage::Sent, Some(SETTLED)));
        assert_eq!(sent.comm_dict["sent_time"], Json::text("1970-01-01 00:00:00.000007"));
        assert!(!sent.comm_dict.contains_key("error"));
        assert_eq!(sent.settled(Became::Sent), Ok(None));
        assert_eq!(sent.settled(Became::NotSent), Err(Unsettled::Otherwise(Became::Sent)));
        let failed = settled(Became::NotSent);
        assert_eq!((failed.outgoing.stage, failed.comm_dict["error"].as_text()), (Stage::Failed, Some(NOT_SENT)));
        assert_eq!(failed.claim(Moment::LAST), Claim::Over, "nothing is sent by that");
        assert!(raises_webhook(&unknown(), &sent) && raises_webhook(&unknown(), &failed));
    }

    #[test]
    fn what_is_known_is_not_settled() {
        let sent = sms().taken("twilio", "SM1", Moment::EPOCH);
        for other in [sms(), sent, sms().failed(REFUSED, None), sms().suppressed("opted_out")] {
            let stage = other.outgoing.stage;
            assert_eq!(other.settled(Became::Sent), Err(Unsettled::Known(stage)));
        }
        let sentence = "The communication is created: only one that is unknown can be settled.";
        assert_eq!(Unsettled::Known(Stage::Created).to_string(), sentence);
    }

    #[test]
    fn the_provider_knows_better() {
        let report = |communication: &OutgoingCommunication, report| {
            communication.reported(&report, "twilio", "SM1", Moment::EPOCH)
        };
        let sent = settled(Became::Sent);
        let delivered = report(&sent, Report::Delivered).expect("a change");
        assert_eq!(delivered.outgoing.stage, Stage::Delivered);
        assert!(!raises_webhook(&sent, &delivered), "it was told once that it was sent");
        assert_eq!(delivered.settled(Became::Sent), Ok(None));
        let not_sent = settled(Became::NotSent);
        assert_eq!(report(&not_sent, Report::Failed { code: None }), None, "so it was said");
        let delivered = report(&not_sent, Report::Delivered).expect("a change");
        assert_eq!(delivered.outgoing.stage, Stage::Delivered);
        assert_eq!(delivered.settled(Became::NotSent), Err(Unsettled::Known(Stage::Delivered)));
        assert_eq!(report(&sms().failed(REFUSED, None), Report::Delivered), None);
    }

    #[test]
    fn a_settlement_says_what_became_of_it() {
        let read = |text: &str| Settlement::read(&serde_json::from_str(text).expect("an object"));
        let said = read(r#"{"outcome": "not_sent", "remark": " Log of the provider "}"#).expect("read");
        assert_eq!(said.remark_of(&unknown()), "Communication 0 (sms) settled as not_sent: Log of the provider");
        let said = read(r#"{"outcome": "sent", "remark": " "}"#).expect("read");
        assert_eq!(said.remark_of(&unknown()), "Communication 0 (sms) settled as sent");
        assert!(read("{}").is_err() && read(r#"{"outcome": "unknown"}"#).is_err());
    }
}
