//! Loan accounts as lenders set them up: what is agreed, in the words of the accounts API.
//!
//! | question | module |
//! |---|---|
//! | Which settings are there, and what do they mean? | [`settings`], one file for each group |
//! | How is a value written, and within which limits? | [`value`] |
//! | Where in a body does a setting lie? | [`setting`], `body` |
//! | What may an account change? | [`product`] |
//! | What may a restructuring change? | [`restructure`] |
//!
//! A new setting is a row in the table of its group.

mod body;
#[cfg(test)]
mod hand_built;
pub mod product;
pub mod restructure;
#[cfg(test)]
mod restructure_tests;
pub mod setting;
pub mod settings;
pub mod value;
