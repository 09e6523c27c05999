//! Installments that did not ask for what was lent.

mod beyond;
mod interest;
mod payments;
mod restructured;
mod tranches;
