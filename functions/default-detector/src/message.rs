//! What the messages of the function's queue ask for.

use platform::recovery::ReviewMessage;
use serde::{Deserialize, Serialize};

/// What a message asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Work {
    /// The work on one part of the clock.
    Part(PartMessage),
    /// A look at all cases of a company.
    Review(ReviewMessage),
}

/// The work on one part of the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartMessage {
    /// The part.
    pub shard: String,
    /// Where to begin in it: after what an earlier run has left because it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}
