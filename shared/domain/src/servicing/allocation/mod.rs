//! How a payment is spread over what is owed.

pub mod order;
pub mod transaction_order;
