//! The schedule of an account as answers show it.

use super::installment::installments;
use super::money::Money;
use crate::accounts::account::ledger::Ledger;
use crate::accounts::account::snapshot::Snapshot;
use crate::json::{Json, Object};
use crate::servicing::cost::cost;
use crate::time_zone::TimeZone;

/// The decimals of an annual percentage rate in answers; what is computed has more.
const APR_DECIMALS: u32 = 4;

/// The schedule: its installments, called `transactions` in the published document, and what the loan costs by it. What it
/// costs is left out where the schedule has no annual percentage rate, as one that repays less than was lent.
pub fn schedule(ledger: &Ledger, snapshot: &Snapshot, zone: &TimeZone) -> Object {
    let rows: Json = installments(ledger, snapshot, zone).into_iter().map(Json::Object).collect();
    let currency = Json::text(&ledger.account.currency_code);
    let mut shown = Object::from([("currency_code".to_owned(), currency), ("transactions".to_owned(), rows)]);
    if let Ok(cost) = cost(&snapshot.money) {
        let money = Money(&ledger.terms().rounding);
        shown.insert("annual_percentage_rate".to_owned(), Json::Number(cost.apr.percent.round_dp(APR_DECIMALS)));
        shown.insert("total_cost_of_credit".to_owned(), money.text(cost.total));
    }
    shown
}
