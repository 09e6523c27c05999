//! How a payment is spread over what is owed.

pub mod order;
pub(in crate::servicing) mod spread;
pub mod standing;
pub mod transaction_order;
