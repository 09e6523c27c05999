//! Schedules from events: every disbursement, payment and change of terms at its date.

mod book;
mod charge;
mod credit;
mod disbursement;
mod operation;
mod repayment;
mod row;
mod run;
mod schedule;
mod settings;

pub(super) use run::replay;
