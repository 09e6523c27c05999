//! The laws, each by itself. What they say of a story is a function, so that it can be asked of single ones, too.

pub mod borne;
pub mod bounds;
pub mod charges;
pub mod days_past_due;
pub mod income;
mod moments;
mod order;
mod past_due;
pub mod payments;
pub mod payoff;
pub mod principal;
pub mod refusals;
pub mod reversal;
mod schedule;
pub mod stops;
pub mod summary;
pub mod tax;
mod wild;

use domain::servicing::account::Posting;
use domain::servicing::transaction::{Event, ReAgeInterest, ReAmortiseInterest};

use crate::story::{Moment, Story};

/// Postings with what they are postings of.
fn posted<'a>(story: &'a Story, moment: &'a Moment) -> impl Iterator<Item = (&'a Posting, &'a Event)> {
    moment.account.postings.iter().filter_map(|posting| {
        let of = story.transactions.iter().find(|transaction| transaction.id == posting.id)?;
        Some((posting, &of.event))
    })
}

/// Whether a posting sums up what is outstanding and shows no balance.
fn shows_no_balance(event: &Event) -> bool {
    matches!(event, Event::ReAge { .. } | Event::ReAmortise { .. } | Event::ChargeOff | Event::Termination)
}

/// Whether interest is waived while installments are spread anew.
fn waives_while_spreading(event: &Event) -> bool {
    match event {
        Event::ReAge { plan } => plan.interest == ReAgeInterest::WaiveInterest,
        Event::ReAmortise { interest } => *interest == ReAmortiseInterest::WaiveInterest,
        _ => false,
    }
}
