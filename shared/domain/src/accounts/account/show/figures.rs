//! The figures of an account: what is computed from its entries.

use rust_decimal::Decimal;

use super::money::Money;
use crate::accounts::account::ledger::Ledger;
use crate::accounts::account::snapshot::Snapshot;
use crate::json::{Json, Object};
use crate::servicing::account::Standing;
use crate::servicing::life_cycle::{Fact, LockedOperation};
use crate::servicing::summary::Balances;
use crate::servicing::transaction::Event;

/// The figures of an account as it stands, by the keys of its fields.
pub fn figures(snapshot: &Snapshot, ledger: &Ledger) -> Object {
    let money = Money(&ledger.terms().rounding);
    let summary = &snapshot.summary;
    let place = snapshot.place();
    let count = |days: u32| Json::integer(i64::from(days));
    let mut figures = Object::new();
    let mut put = |key: &str, value: Json| figures.insert(key.to_owned(), value);
    put("state", Json::text(place.state.name()));
    put("sub_state", place.sub_state.map(|sub_state| Json::text(sub_state.name())).into());
    put("accrued_interest", money.text(summary.accrued_interest));
    put("accrued_penalty", money.text(summary.accrued_penalty));
    put("balances", Json::Object(balances(snapshot, money)));
    put("days_in_arrears", count(summary.arrears.days_in_arrears));
    put("days_late", count(summary.arrears.days_past_due));
    put("interest_from_arrears_accrued", money.text(snapshot.late_interest.accrued));
    put("locked_operations", locked(snapshot));
    if !has_holidays(ledger) {
        put("payment_holidays_accrued_interest", money.text(Decimal::ZERO));
    }
    figures.retain(|_, value| !value.is_null());
    figures
}

fn balances(snapshot: &Snapshot, money: Money<'_>) -> Object {
    // Before anything is paid out nothing is owed; what is planned is the schedule's to say.
    let nothing = Balances::default();
    let balances = if is_undisbursed(snapshot) { &nothing } else { &snapshot.summary.balances };
    let (left, due, paid) = (&balances.outstanding, &balances.due, &balances.paid);
    let late = &snapshot.late_interest;
    let all = [
        ("fees", left.fees),
        ("fees_due", due.fees),
        ("fees_paid", paid.fees),
        ("hold", Decimal::ZERO),
        ("interest", left.interest),
        ("interest_due", due.interest),
        ("interest_from_arrears", late.outstanding),
        ("interest_from_arrears_due", late.due),
        ("interest_from_arrears_paid", late.paid),
        ("interest_paid", paid.interest),
        ("penalty", left.penalties),
        ("penalty_due", due.penalties),
        ("penalty_paid", paid.penalties),
        ("principal", left.principal),
        ("principal_due", due.principal),
        ("principal_paid", paid.principal),
        ("redraw", balances.redraw),
    ];
    all.into_iter().map(|(key, amount)| (key.to_owned(), money.text(amount))).collect()
}

fn is_undisbursed(snapshot: &Snapshot) -> bool {
    snapshot.money.standing == Standing::Undisbursed
}

fn locked(snapshot: &Snapshot) -> Json {
    let is_locked = |operation: &LockedOperation| snapshot.standing.facts.has(Fact::from(*operation));
    LockedOperation::ALL.into_iter().filter(is_locked).map(|operation| Json::text(operation.name())).collect()
}

/// What interest payment holidays have borne is not told apart from other interest, so nothing is said of it then.
fn has_holidays(ledger: &Ledger) -> bool {
    ledger.standing().iter().any(|entry| matches!(entry.transaction.event, Event::PaymentHoliday { .. }))
}
