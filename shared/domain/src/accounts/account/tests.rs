//! Accounts by their commands, without table or HTTP.

mod disbursement;
mod funding;
mod life;
mod sequences;
mod setting;
mod update;
