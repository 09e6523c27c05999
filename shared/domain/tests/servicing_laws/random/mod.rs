//! Random terms and random operations, plain ones first: what fails is shrunk towards few, small and early ones.

mod allocation;
mod bearing;
mod interest;
mod plain;
mod schedule;
mod simple;
mod step;
mod terms;
mod wild;

pub use bearing::bearing_case;
pub use plain::{date, plain_terms, plain_terms_of};
pub use simple::{older_terms, recalculating_terms, simple_terms};
pub use step::{ChargeForm, Much, Step, What, steps};
pub use terms::terms;
pub use wild::{day, wild_terms, wild_transactions};

use proptest::prelude::*;

use crate::story::Case;

/// Terms, and operations asked for one after the other.
pub fn case() -> BoxedStrategy<Case> {
    (terms(), opening(), prop::collection::vec(steps(), 0..9))
        .prop_map(|(terms, opening, steps)| Case { terms, opening, steps: steps.concat() })
        .boxed()
}

/// Thousandths of the granted amount that are paid out at the beginning: mostly all of it.
fn opening() -> impl Strategy<Value = u16> {
    prop_oneof![4 => Just(1_000_u16), 1 => 100_u16..1_000]
}
