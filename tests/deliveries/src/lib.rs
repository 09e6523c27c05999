//! A company with endpoints, receivers that do what they are told, and the functions between them, on a table of their own.
//!
//! The tests of the sender have their world here, and the benchmarks too: [`trouble`] has many events go through all that can go wrong,
//! a hundred in the tests and twenty thousand in the benchmarks.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test that cannot have its world must stop where it stands"
)]

mod chance;
mod killing;
mod receiver;
mod setting;
pub mod trouble;
mod waiting;

pub use receiver::{Behaviour, OK, Received, Receiver};
pub use setting::{Setting, secret};
