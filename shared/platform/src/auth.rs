//! Who makes a request: opaque tokens, looked up by their hash.
//!
//! A token is given for a credential's secret and carries some of the credential's roles. Of either only the SHA-256 is
//! stored: both are 256 bits from the operating system, so a fast hash gives away nothing. What a token may do is decided
//! at each request from the token, its credential and its company as they are, at most [`CACHE_SECONDS`] old.

mod authenticator;
mod cache;
mod header;
mod layer;
mod plain;
mod secrets;
mod token;

pub use authenticator::{Authenticator, CACHE_SECONDS, RoleHeader};
pub use layer::{AuthLayer, Authenticated, layer, require};
pub use plain::{
    ClientId, NoEntropy, PlainSecret, PlainToken, company_id, page_token_secret, unguessable, webhook_secret,
};
pub use secrets::Secrets;
pub use token::{IssueError, IssuedToken, TOKEN_MONTHS, TokenRecord, TokenReference};
