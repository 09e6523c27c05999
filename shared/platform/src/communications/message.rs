//! Which communication is meant: what the queue carries, and what providers are told to name it by. Nothing of what it says.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::moment::Moment;
use serde::{Deserialize, Serialize};

use crate::keys::loan::{self, History};
use crate::queue::QueueError;
use crate::table::Key;

/// A communication by its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CommunicationMessage {
    /// The company.
    pub company_id: String,
    /// The loan, or the transaction.
    pub loan_id: String,
    /// The customer, of a transaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_customer_id: Option<String>,
    /// The communication, in the history of the loan or of the customer.
    pub communication_id: i64,
}

impl CommunicationMessage {
    /// As the body of a message.
    pub fn body(&self) -> Result<String, QueueError> {
        serde_json::to_string(self).map_err(|_| QueueError::Refused { code: "NotSerializable".to_owned() })
    }

    /// Where it lies; `None` where the id is none.
    pub fn key(&self) -> Option<Key> {
        let id = Moment::from_micros(self.communication_id)?;
        let pk = match &self.client_customer_id {
            Some(customer) => loan::customer(&self.company_id, customer),
            None => loan::loan(&self.company_id, &self.loan_id),
        };
        Some(loan::history(&pk, History::Communication, id))
    }

    /// A name of it for an address or a tag: letters, digits, `-` and `_`.
    pub fn reference(&self) -> String {
        let customer = self.client_customer_id.as_deref().unwrap_or_default();
        let text = format!("{}\n{}\n{customer}\n{}", self.company_id, self.loan_id, self.communication_id);
        URL_SAFE_NO_PAD.encode(text)
    }

    /// The one of that name; `None` where it is none.
    pub fn of_reference(reference: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(reference).ok()?).ok()?;
        let [company, loan, customer, id] = text.split('\n').collect::<Vec<_>>().try_into().ok()?;
        Some(Self {
            company_id: company.to_owned(),
            loan_id: loan.to_owned(),
            client_customer_id: Some(customer.to_owned()).filter(|customer| !customer.is_empty()),
            communication_id: id.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_communication_is_found_by_its_name() {
        for customer in [None, Some("c#1".to_owned())] {
            let message = CommunicationMessage {
                company_id: "com_1".to_owned(),
                loan_id: "LN/é 7".to_owned(),
                client_customer_id: customer,
                communication_id: 1_597_415_342_660_409,
            };
            let reference = message.reference();
            assert!(reference.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
            assert_eq!(CommunicationMessage::of_reference(&reference), Some(message.clone()));
            let pk = if message.client_customer_id.is_some() { "com_1#CUSTOMER#c%231" } else { "com_1#LOAN#LN/é 7" };
            let key = message.key().expect("a key");
            assert_eq!((key.pk.as_str(), key.sk.as_str()), (pk, "COMM#1597415342660409"));
        }
        assert_eq!(CommunicationMessage::of_reference("no"), None);
    }
}
