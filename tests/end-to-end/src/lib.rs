//! Tests of the deployed template over HTTP.
//!
//! They need the system running as on AWS: `cargo local test` starts it for them, `cargo local --deployed` for a person,
//! who then runs `cargo test -p end-to-end`. Where it is and who may call it stands in `target/local/env`; variables of
//! the environment go before. A run makes ids of its own, so that tests can be repeated against a kept state.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test that cannot ask, or is not understood, must stop where it stands"
)]

mod answer;
mod api;
mod comparison;
mod days;
mod ids;
mod lending;
mod operator;
mod running;
mod sample;
mod setting;

pub use answer::Answer;
pub use api::{Api, Edition};
pub use comparison::{assert_has_keys_of, assert_read_back, only, without};
pub use days::days_since;
pub use ids::new_id;
pub use lending::{loan, part_payment, payment_path, read_loan, transaction, uploaded_loan};
pub use operator::command;
pub use running::{Language, Run};
pub use sample::{Sample, printed_json};
pub use setting::setting;
