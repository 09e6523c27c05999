//! The people who can be contacted about a loan: an entity for each telephone number or e-mail address.
//!
//! Some of what is known of a contact is not the contact's own. Flags are a person's: who has died has died on every number. An
//! opt-out is a number's or an address's, whoever answers there. So a change of one contact may change others of the loan, and a
//! new one begins with what is known already (`sharing`); they are written in one transaction.
//!
//! Nothing here shows a person's name, number or address in `Debug`.

mod change;
mod email_address;
mod entity;
mod fields;
mod flag;
mod imported;
mod opt_out;
mod phone_number;
mod read;
mod recipient;
mod relationship;
mod sharing;
mod show;
mod uploaded_person;

#[cfg(test)]
mod tests;

pub use change::{ContactChange, Context};
pub use email_address::EmailAddress;
pub use entity::{BorrowerContact, CONTACTS_MAX, Source, first_for};
pub use fields::FIELDS;
pub use flag::Flag;
pub use imported::{Upload, imported};
pub use opt_out::{OptOut, OptOutMethod, OptOuts};
pub use phone_number::PhoneNumber;
pub use recipient::Recipient;
pub use relationship::Relationship;
