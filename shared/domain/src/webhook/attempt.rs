//! One try of a delivery.

use serde::{Deserialize, Serialize};

use crate::moment::Moment;

/// How much of an answer is kept, in bytes.
pub const ANSWER_BYTES_MAX: usize = 256;

/// A try, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it began.
    pub at: Moment,
    /// How long it took, in milliseconds.
    pub duration_ms: u32,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Outcome {
    /// An answer.
    Answered {
        /// Its status.
        status: u16,
        /// How it begins, as text.
        answer: String,
        /// After how many seconds the receiver wants to be asked again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u32>,
    },
    /// No answer in time.
    TimedOut,
    /// No connection, or one that broke.
    NotConnected,
    /// A connection whose certificate is not trusted, or that speaks no TLS.
    NotSecure,
    /// A name that leads nowhere.
    NotResolved,
    /// An address that is not sent to.
    Forbidden,
}

impl Outcome {
    /// An answer of that status; of what it says, the beginning is kept, without what would disturb a reader.
    pub fn answered(status: u16, answer: &[u8], retry_after: Option<u32>) -> Self {
        let kept = answer.get(..ANSWER_BYTES_MAX).unwrap_or(answer);
        let text = String::from_utf8_lossy(kept);
        let printable = |character: char| if character.is_control() { ' ' } else { character };
        Self::Answered { status, answer: text.chars().map(printable).collect(), retry_after }
    }

    /// Whether the receiver has taken it: a status from 200 to 299, and no other.
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Answered { status: 200..=299, .. })
    }

    /// Whether the receiver says that it is not there any more.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Answered { status: 410, .. })
    }

    /// The status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Answered { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// After how many seconds the receiver wants to be asked again.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Answered { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// A word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Answered { .. } if self.is_success() => "delivered",
            Self::Answered { status: 300..=399, .. } => "redirected",
            Self::Answered { .. } => "refused",
            Self::TimedOut => "timed_out",
            Self::NotConnected => "not_connected",
            Self::NotSecure => "not_secure",
            Self::NotResolved => "not_resolved",
            Self::Forbidden => "forbidden",
        }
    }
}

/// Every word that [`Outcome::name`] answers.
pub const OUTCOMES: &[&str] =
    &["delivered", "redirected", "refused", "timed_out", "not_connected", "not_secure", "not_resolved", "forbidden"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_hundreds_are_success() {
        let is_success = |status| Outcome::answered(status, b"", None).is_success();
        assert!(is_success(200) && is_success(204) && is_success(299));
        assert!(![100, 199, 300, 301, 307, 400, 410, 429, 500, 503].into_iter().any(is_success));
        assert!(!Outcome::TimedOut.is_success() && Outcome::answered(410, b"", None).is_gone());
    }

    #[test]
    fn of_an_answer_the_beginning_is_kept() {
        let long = [b'x'; 1_000];
        let Outcome::Answered { answer, .. } = Outcome::answered(500, &long, None) else { unreachable!() };
        assert_eq!(answer.len(), ANSWER_BYTES_MAX);
        let Outcome::Answered { answer, .. } = Outcome::answered(500, b"a\x1b[0m\r\n\xff", None) else {
            unreachable!()
        };
        assert_eq!(answer, "a [0m  \u{fffd}");
    }
}
