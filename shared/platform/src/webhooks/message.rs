//! What the queue of deliveries carries: which one, and nothing of what it says.

use serde::{Deserialize, Serialize};

use crate::queue::QueueError;

/// A delivery that is to be tried.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeliveryMessage {
    /// The company.
    pub company_id: String,
    /// The delivery.
    pub delivery_id: String,
}

impl DeliveryMessage {
    /// As the body of a message.
    pub fn body(&self) -> Result<String, QueueError> {
        serde_json::to_string(self).map_err(|_| QueueError::Refused { code: "NotSerializable".to_owned() })
    }
}
