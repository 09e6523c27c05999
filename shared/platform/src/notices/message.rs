//! What the renderer of notices is asked by its queue.

use domain::moment::Moment;
use serde::{Deserialize, Serialize};

use crate::queue::QueueError;

/// A piece of work.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeMessage {
    /// A notice is to be made.
    Notice {
        /// The company.
        company_id: String,
        /// The notice.
        notice_id: Moment,
    },
    /// A batch is to be given out, part by part.
    Batch {
        /// The company.
        company_id: String,
        /// The batch.
        batch_id: String,
    },
    /// A part of a batch is to be made, from where it is.
    Part {
        /// The company.
        company_id: String,
        /// The batch.
        batch_id: String,
        /// The part.
        part: u32,
    },
}

impl NoticeMessage {
    /// A message's body.
    pub fn body(&self) -> Result<String, QueueError> {
        serde_json::to_string(self).map_err(|_| QueueError::Refused { code: "NotSerializable".to_owned() })
    }
}
