//! OAuth 2.0 for clients that speak it: RFC 6749 (client credentials) and RFC 7009 (revocation).

pub(crate) mod error;
mod form;
pub(crate) mod revoke;
mod secret;
pub(crate) mod token;
