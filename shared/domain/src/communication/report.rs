//! What providers report of a communication after they took it.

use super::record::{Outgoing, OutgoingCommunication, Stage};
use super::settling::Became;
use crate::moment::Moment;

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// The provider has it: it was sent.
    Sent,
    /// It reached the borrower's device, or the server that keeps their mail.
    Delivered,
    /// The borrower opened it, or took the call.
    Read,
    /// It did not arrive, and will not.
    Failed {
        /// Why, as the provider calls it.
        code: Option<String>,
    },
}

/// It did not arrive.
pub const UNDELIVERED: &str = "undelivered";

impl OutgoingCommunication {
    /// The communication after a report; `None` where that changes nothing: reports come late, out of order and twice, and only lead onward.
    pub fn reported(&self, report: &Report, provider: &str, provider_id: &str, now: Moment) -> Option<Self> {
        let way = &self.outgoing.way;
        let is_of_another = way.provider_id.as_deref().is_some_and(|known| known != provider_id);
        if is_of_another || rank(&self.outgoing, report)? >= reached(report) {
            return None;
        }
        // What was never noted as handed over was so all the same.
        let mut sent = if way.provider_id.is_none() { self.taken(provider, provider_id, now) } else { self.clone() };
        sent.outgoing.way.settled = way.settled.filter(|became| *became == Became::Sent);
        let time = now.to_lending_text();
        Some(match report {
            Report::Sent => sent,
            Report::Delivered => {
                let mut delivered = sent.moved(Stage::Delivered, |_| ());
                delivered.show("delivered_time", time);
                delivered
            }
            Report::Read => {
                let mut read = sent.moved(Stage::Read, |_| ());
                if !read.comm_dict.contains_key("delivered_time") {
                    read.show("delivered_time", time.clone());
                }
                read.show("read_time", time);
                read
            }
            Report::Failed { code } => sent.failed(UNDELIVERED, code.as_deref()),
        })
    }
}

/// How far a communication is that was handed over; `None` of one that was not, or of which nothing more can come.
fn rank(outgoing: &Outgoing, report: &Report) -> Option<u8> {
    match outgoing.stage {
        Stage::Sending | Stage::Unknown => Some(0),
        // A person said that it was not sent, and was wrong.
        Stage::Failed if outgoing.way.settled.is_some() && !matches!(report, Report::Failed { .. }) => Some(0),
        Stage::Sent => Some(1),
        Stage::Delivered => Some(3),
        Stage::Read => Some(4),
        // `Failed` includes what no provider ever took.
        Stage::Created | Stage::Waiting | Stage::Failed | Stage::Suppressed => None,
    }
}

/// How far a report brings it. A failure that is told after the delivery is wrong, or about another part of it.
fn reached(report: &Report) -> u8 {
    match report {
        Report::Sent => 1,
        Report::Failed { .. } => 2,
        Report::Delivered => 3,
        Report::Read => 4,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::communication::handover::Claim;
    use crate::communication::handover::tests::sms;

    fn sending() -> OutgoingCommunication {
        let Claim::Claimed(sending) = sms().claim(Moment::EPOCH) else { panic!("claimed") };
        *sending
    }

    fn after(communication: &OutgoingCommunication, report: &Report) -> Option<&'static str> {
        let now = Moment::EPOCH.later(5);
        communication.reported(report, "twilio", "SM1", now).map(|after| after.outgoing.stage.name())
    }

    fn failed() -> Report {
        Report::Failed { code: Some("30003".to_owned()) }
    }

    #[test]
    fn reports_lead_onward_only() {
        let sent = sending().taken("twilio", "SM1", Moment::EPOCH);
        assert_eq!(after(&sent, &Report::Sent), None);
        assert_eq!(after(&sent, &Report::Delivered), Some("delivered"));
        assert_eq!(after(&sent, &failed()), Some("failed"));
        let now = Moment::EPOCH.later(5);
        let delivered = sent.reported(&Report::Delivered, "twilio", "SM1", now).expect("moved");
        assert_eq!(delivered.comm_dict["delivered_time"].as_text(), Some("1970-01-01 00:00:00.000005"));
        assert_eq!((after(&delivered, &failed()), after(&delivered, &Report::Sent)), (None, None));
        assert_eq!(after(&delivered, &Report::Read), Some("read"));
        let another = sent.reported(&Report::Delivered, "twilio", "SM2", now);
        assert_eq!(another, None, "a report of another message");
    }

    #[test]
    fn what_nobody_knows_of_is_known_by_a_report() {
        let unknown = sending().uncertain("no_answer");
        let known = unknown.reported(&Report::Sent, "twilio", "SM1", Moment::EPOCH).expect("moved");
        assert_eq!((known.outgoing.stage, known.outgoing.way.provider_id.as_deref()), (Stage::Sent, Some("SM1")));
        assert!(!known.comm_dict.contains_key("error"));
        assert_eq!((after(&unknown, &failed()), after(&sms(), &Report::Delivered)), (Some("failed"), None));
        assert_eq!(after(&sms().suppressed("opted_out"), &Report::Delivered), None);
    }

    proptest! {
        /// Whatever the order, and however often each comes, the end is the same.
        #[test]
        fn the_end_does_not_depend_on_the_order(order in prop::collection::vec(0_usize..3, 1..12)) {
            let reports = [Report::Sent, Report::Delivered, Report::Read];
            let mut stands = sending();
            for each in &order {
                stands = stands.reported(&reports[*each], "twilio", "SM1", Moment::EPOCH).unwrap_or(stands);
            }
            let furthest = ["sent", "delivered", "read"][*order.iter().max().expect("some")];
            prop_assert_eq!(stands.outgoing.stage.name(), furthest);
        }
    }
}
