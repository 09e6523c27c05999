//! What happens around a loan, entry by entry: remarks, communications, notices. Their ids are the moments they were made.

use serde::{Deserialize, Serialize};

use crate::json::Object;
use crate::moment::Moment;

/// A remark: every change leaves one, so that a loan's remarks are its running history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Its id, and when it was made.
    pub id: Moment,
    /// What happened, without a person's data: keys, months, amounts.
    pub text: String,
    /// Who did it.
    pub author: String,
}

/// A message to or from a borrower.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Communication {
    /// Its id, and when it was made.
    pub id: Moment,
    /// `call`, `sms`, `email`, ….
    pub type_of_comm: String,
    /// The particulars of its type.
    pub comm_dict: Object,
}

/// A notice, or the tracking of its delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its id, and when it was made.
    pub id: Moment,
    /// Kind of case, such as `lrn`.
    pub case_type: String,
    /// `Notice`, `Speedpost`, ….
    pub document_type: String,
    /// Where the PDF is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub s3_link: Option<String>,
    /// The particulars of its type.
    #[serde(default)]
    pub data: Object,
}
