//! What is looked up before the company is known to be who it says.

use super::{beginning_with, part};
use crate::table::Key;

/// A token, by the SHA-256 of its text in hexadecimal.
pub fn token(sha256: &str) -> Key {
    Key { pk: format!("TOKEN#{}", part(sha256)), sk: "TOKEN".to_owned() }
}

/// The secrets of a credential.
pub fn credential(client_id: &str) -> Key {
    Key { pk: format!("CREDENTIAL#{}", part(client_id)), sk: "CREDENTIAL".to_owned() }
}

/// Where a company finds one of its tokens by the token's id.
pub fn token_of_company(company_id: &str, token_id: &str) -> Key {
    Key { pk: part(company_id), sk: format!("TOKEN#{}", part(token_id)) }
}

/// The partition and the bounds of all tokens of a company.
pub fn tokens_of_company(company_id: &str) -> (String, (String, String)) {
    (part(company_id), beginning_with("TOKEN#"))
}
