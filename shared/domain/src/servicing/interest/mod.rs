//! Interest over the life of a loan: periods, their segments, and the installments that repay the balance.
//!
//! A [`Plan`] is built by the same events as the loan: a disbursement raises the balance from its day on and sets the
//! installments after it; a payment lowers the balance on the day it is made; late principal goes on bearing interest;
//! a change of terms counts from its day. Installments stay as they were agreed, and the last one that is unpaid takes
//! what payments, pauses and lateness change, so that installments always add up to what was lent and its interest.

mod balloon;
mod change;
mod course;
mod digits;
mod disburse;
mod due;
mod due_date_change;
mod equal_parts;
mod equal_principal;
mod factor;
mod flat;
mod foreseen;
mod glance;
mod growth;
mod late;
mod level;
mod mid_term_grace;
mod minor_units;
mod outstanding;
mod overdue;
mod paid_ahead;
mod patience;
mod payment;
mod payoff;
mod period;
mod periods;
mod plan;
mod prepayment;
mod re_age;
mod re_amortise;
mod segments;
mod settings;
mod settle;
mod settled;
mod smooth;
mod terms_change;
mod unbegun;
mod unit_interest;
mod unplaced;

pub use due::Due;
pub use equal_parts::EqualParts;
pub use period::{Period, Segment};
pub use plan::Plan;
pub use prepayment::Lowering;
pub use re_age::{FixedInstallment, NewPeriods};
pub use segments::Segments;
pub use settings::PlanSettings;
pub use unit_interest::UnitInterest;
