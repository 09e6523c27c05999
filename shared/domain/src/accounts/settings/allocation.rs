//! How a payment is spread over what is owed.

use crate::accounts::setting::{Group, Setting};
use crate::accounts::value::Kind;

/// The order of steps.
pub const ORDER: Setting = Setting::new(
    Group::Allocation,
    "order",
    Kind::Order,
    "The order in which a payment is spread; what is past due first, then what is due, each penalties, fees, interest, principal, where nothing is said",
);

/// The settings of `allocation`, in the order in which they are answered.
pub const ALLOCATION: &[Setting] = &[ORDER];
