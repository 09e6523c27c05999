//! Loan accounts as lenders set them up: settings, the products that they come from, and the terms that they come to.
//!
//! A setting is said by up to three: a [`product::Product`] as a default, the account in place of it where the product
//! allows that, and a [`restructure::Restructure`] in place of both. What is said in the end are the effective
//! [`settings::Settings`], which [`terms::terms`] turns into what [`crate::servicing`] computes with.
//!
//! | question | module |
//! |---|---|
//! | Which settings are there, and what do they mean? | [`settings`], one file for each group |
//! | How is a value written, and within which limits? | [`value`] |
//! | Where in a body does a setting lie? | [`setting`], `body` |
//! | What may an account change? | [`product`] |
//! | What may a restructuring change? | [`restructure`] |
//! | What comes of it? | [`terms`] |
//! | What happens to an account, in the words of bodies? | [`transaction`] |
//! | What is an account, and what can be done with it? | [`account`] |
//!
//! A new setting is a row in the table of its group, and a line in `terms` that says what it comes to. A test asks of every
//! row that it changes the terms or is refused by name.

pub mod account;
mod body;
#[cfg(test)]
mod hand_built;
pub mod product;
pub mod restructure;
#[cfg(test)]
mod restructure_tests;
pub mod setting;
pub mod settings;
pub mod terms;
pub mod transaction;
pub mod value;
