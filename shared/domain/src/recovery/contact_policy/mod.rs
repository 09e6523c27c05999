//! The contact policy: whether somebody may be contacted about a debt, now, later or not at all.
//!
//! [`decide`] is asked before anything goes out to a person, on every path: actions of a plan, messages on demand, notices, visits.
//! It knows nothing that says who the person is. An escalation stays within the company, contacts nobody and is not asked about.
//!
//! # The rules
//!
//! In the order in which they are asked; the first that forbids is the one that is named.
//!
//! | rule | holds | forbids | source |
//! |---|---|---|---|
//! | `loan_closed` | always | everything | nothing is owed |
//! | `assigned_to_agency` | always, from the pending assignment on | everything | the agency collects; the loan's servicer says nothing |
//! | `deceased` | always | everything to that contact | stricter than 12 CFR 1006.6(a)(4): whoever settles the estate is a contact of their own |
//! | `bankruptcy` | always | everything to that contact | 11 U.S.C. 362(a)(6) |
//! | `represented_by_attorney` | always | everything to that contact | 12 CFR 1006.6(b)(2) |
//! | `cease_communication` | always | everything to that contact, but a legal notice that announces a remedy | 12 CFR 1006.6(c)(1); (c)(2)(ii) and (iii) |
//! | `opted_out` | always | the channel | 12 CFR 1006.6(e), 1006.14(h)(1) |
//! | `inactive_contact` | always | everything to that contact | the company has put the contact away |
//! | `third_party` | in both published presets | everything to who does not owe the debt | 12 CFR 1006.6(d)(1); the circular of the Reserve Bank below (privacy of family, referees and friends) |
//! | `disputed` | always | everything | 12 CFR 1006.38(d)(2) |
//! | `hardship` | always | everything | the lender's own hold |
//! | `outside_hours` | by the policy's hours, days and holidays | everything but legal notices, until the next permitted moment | 12 CFR 1006.6(b)(1)(i); the circular below |
//! | `too_many_attempts` | by the policy's numbers | the channel, or all that are counted | 12 CFR 1006.14(b)(2)(i)(A) |
//! | `too_soon_after_conversation` | by the policy's quiet days | telephone calls | 12 CFR 1006.14(b)(2)(i)(B) |
//!
//! "Always" is: in every preset, `none` too, and whatever a company sets.
//!
//! The circular is DOR.ORG.REC.65/21.04.158/2022-23 of the Reserve Bank of India, 12 August 2022, "Outsourcing of
//! Financial Services - Responsibilities of regulated entities employing Recovery Agents": no calls before 8:00 and after 19:00. Directions that
//! the Reserve Bank drafted in February 2026 keep the hours. Microfinance loans have narrower ones (9:00 to 18:00), which a company
//! sets as its own.
//!
//! # Where the text leaves a choice
//!
//! The stricter reading is taken:
//! - "After 9:00 p.m.": 21:00:00 itself is outside. Hours are half open, `from` included and `to` not.
//! - The circular speaks of calls; here its hours hold for messages and visits too. Regulation F's hold for every communication, an
//!   electronic one at the moment in which it is sent.
//! - Where a person may be in several time zones, a moment must be permitted in all of them (official interpretation of 12 CFR 1006.6(b)(1)(i)). A person
//!   whose zone is not known is where the company is.
//! - "Seven consecutive days" are 7 times 24 hours, to the microsecond, which never ends before the seventh calendar day does. Counted
//!   are attempts on the debt, whomever of its contacts they were made to, not those to a particular person alone.
//! - Hours forbid for a while, so a contact is postponed; all other rules are asked again when something is sent again. A contact that is
//!   outside hours and has been attempted too often is postponed: how often counts when it may go out.
//! - A dispute stops everything, not only until it is answered: that is for who places the hold.
//!
//! # Legal notices
//!
//! A notice is served on paper, or as a document to which a message leads; that message is an attempt of its own, on its own channel.
//! The notice itself is bound by no hours and no numbers, and is not counted. It is bound by all other rules: it is not served to
//! somebody who has died, is bankrupt or represented, nor to who does not owe, nor while an agency, a dispute or a hold stops
//! collection. Where communication is to cease, the law still lets a lender announce the remedy that it takes;
//! the caller says of such a notice that it does so ([`Attempt::announces_remedy`]), and no other goes out.
//!
//! # What is not here
//!
//! Places that are inconvenient (12 CFR 1006.6(b)(1)(ii), (b)(3)): no place is known of a contact. Consent to automated calls and messages
//! (47 CFR 64.1200): it is a matter of how somebody is called, and nothing is known of it here. Occasions as a bereavement or a
//! festival: a company's holidays, or a hold. What a message must say, but for [`ContactPolicy::needs_opt_out_notice`].

mod attempt;
mod day;
mod decide;
mod hours;
mod policy;
mod preset;
mod read;
mod refused;
mod rule;
mod timetable;

#[cfg(test)]
mod tests;

pub use attempt::{Attempt, Obstacle, PastAttempt};
pub use day::Day;
pub use decide::{Decision, decide};
pub use hours::{DayTime, Hours};
pub use policy::{ContactPolicy, WINDOW_DAYS};
pub use preset::Preset;
pub use read::FIELDS;
pub use rule::Rule;
