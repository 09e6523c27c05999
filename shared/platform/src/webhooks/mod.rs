//! Webhooks as they are kept: endpoints, deliveries on their way, and the list of a company's events.
//!
//! A delivery that is under way has an entry in the clock, always: the queue makes it fast, the clock makes it sure. Whatever is lost between (a message,
//! an instance in the middle of a try), the clock finds it.

mod deliveries;
mod endpoints;
mod feed;
mod merge;
mod message;

pub use deliveries::{DELIVERY_SECONDS, DeliveriesAsked, KnownDelivery, deliveries, find, made};
pub use endpoints::{KnownEndpoints, disable, endpoints, failing, failing_cleared, failing_noted};
pub use feed::{FeedAsked, SETTLED_MICROS, events};
pub use merge::Merged;
pub use message::DeliveryMessage;
