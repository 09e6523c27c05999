//! Webhooks: what lenders are told, where, signed with what, and how often it is tried.
//!
//! | module | says |
//! |---|---|
//! | [`catalogue`] | which events there are, and what the body of each has |
//! | [`body`] | the body that an event becomes |
//! | [`endpoint`] | where events are sent: address, selection, secrets |
//! | [`target`], [`address`] | which addresses may be sent to |
//! | [`signature`] | headers of the Standard Webhooks specification, 1.0.0 |
//! | [`schedule`] | when a failed delivery is tried again |
//! | [`delivery`], [`attempt`], [`health`] | one event on its way to one endpoint, each try, and for how long an endpoint has failed |

pub mod address;
pub mod attempt;
pub mod body;
pub mod catalogue;
pub mod delivery;
pub mod endpoint;
mod fields;
pub mod health;
pub mod schedule;
pub mod secret;
pub mod signature;
pub mod target;
