//! Quotes that did not close the loan.

mod a_unit_less;
mod after_changes;
mod by_component;
mod from_behind;
mod interest;
mod late;
mod principal;
mod to_period_end;
