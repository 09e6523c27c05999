//! What is about to be done, and what has been done before.

use serde::{Deserialize, Serialize};

use crate::moment::Moment;
use crate::recovery::channel::Channel;
use crate::recovery::contact::Recipient;
use crate::time_zone::TimeZone;

/// What about a loan forbids to ask for payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// It is closed: paid, settled or written off for good.
    Closed,
    /// An assignment to a collection agency is pending or in force.
    WithAgency,
    /// A dispute is open.
    Disputed,
    /// The lender holds collection because of a hardship.
    Hardship,
}

impl Obstacle {
    /// All there are.
    pub const ALL: [Self; 4] = [Self::Closed, Self::WithAgency, Self::Disputed, Self::Hardship];
}

/// An attempt to contact somebody about the debt that was made before, whether anybody was reached or not.
///
/// A call that did not connect to the number need not be given. A call that the person made is given where it became a
/// conversation; it then counts as an attempt too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastAttempt {
    /// When it was made.
    pub at: Moment,
    /// How.
    pub channel: Channel,
    /// Whether there was a conversation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conversation: bool,
}

/// What is about to go out to somebody.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The present moment.
    pub now: Moment,
    /// How the person is to be reached.
    pub channel: Channel,
    /// Whom it is for.
    pub recipient: Recipient<'a>,
    /// Where the person is if nothing is known of it.
    pub company_zone: &'a TimeZone,
    /// What about the loan forbids it.
    pub obstacles: &'a [Obstacle],
    /// Attempts on the debt, in any order, at least since [`super::ContactPolicy::counts_since`]; older ones do not matter.
    pub before: &'a [PastAttempt],
    /// Of a legal notice: it announces that the lender takes a remedy at law, or may, or that its efforts end.
    pub announces_remedy: bool,
}
