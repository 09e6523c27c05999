//! What it takes to pay the loan off today.

use documents::account::Issue;
use documents::account::payoff_letter::{Payoff, payoff_letter};
use documents::model::Document;
use domain::servicing::payoff::payoff;
use platform::http::problem::Problem;
use rust_decimal::Decimal;

use super::{Asked, account, failed};
use crate::refusal::problem;

pub(super) fn make(asked: &Asked<'_>, issue: &Issue) -> Result<Document, Problem> {
    let (ledger, today) = (asked.ledger, asked.context.today());
    let snapshot = ledger.on(today).map_err(problem)?;
    if !snapshot.place().state.is_active() {
        return Err(Problem::failed_precondition(format!(
            "There is nothing to pay off while the account is {}.",
            snapshot.place()
        )));
    }
    // What one more day costs, as long as nothing is due on it that is not due today.
    let tomorrow = today.succ_opt().and_then(|day| payoff(ledger.terms(), &ledger.transactions(), day).ok());
    let amounts = snapshot.summary.payoff;
    let per_diem = tomorrow.map(|next| next.total() - amounts.total()).filter(|more| *more > Decimal::ZERO);
    let said = Payoff { account: account(ledger), on: today, amounts, per_diem };
    payoff_letter(issue, &said).map_err(|error| failed(&error))
}
