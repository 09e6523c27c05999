//! Schedules from events: every disbursement, payment and change of terms at its date.

mod acceleration;
mod ahead;
mod attempts;
mod book;
mod charge;
mod charge_by_name;
mod charge_off;
mod charge_part;
mod charged_rows;
mod credit;
mod disbursement;
mod dropped_rows;
mod due_date;
mod earned;
mod event;
mod extra_terms;
mod following;
mod grace;
mod interest_applied;
mod interest_change;
mod interest_refund;
mod lock;
mod operation;
mod overpayment;
mod patience;
mod payoff;
mod penalty;
mod planned;
mod portions;
mod position;
mod prepayment;
mod re_age;
#[cfg(test)]
mod re_age_tests;
mod re_amortise;
mod redraw;
mod repayment;
mod row;
mod run;
mod schedule;
mod settings;
mod spread_charges;
#[cfg(test)]
mod tests;
mod waiver;
mod write_off;

pub(super) use charge_off::part_of;
pub(super) use earned::interest_earned;
pub(super) use payoff::payoff;
pub(super) use position::position;
pub(super) use run::replay;
