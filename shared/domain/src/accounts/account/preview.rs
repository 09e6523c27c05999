//! What would be: the schedule of an account that is not made, and balances after a payment that is not.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::context::Context;
use super::create::drawn_up;
use super::enter::{Note, admitted_as};
use super::ledger::Ledger;
use super::refusal::{Refusal, Said};
use super::show::{Money, schedule};
use crate::accounts::product::Product;
use crate::accounts::transaction::Details;
use crate::accounts::value::amount;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::resource::{Field, Kind, day_or_time, read};
use crate::servicing::life_cycle::{Operation, permit};
use crate::servicing::transaction::{Event, RepaymentKind};

/// The parts of a previewed payment, as the published document has them, with the principal that it leaves out.
pub const PREVIEWED_AMOUNTS: &[Field] = &[
    Field::new("fees", Kind::Amount, "Fees"),
    Field::new("interest", Kind::Amount, "Interest"),
    Field::new("penalty", Kind::Amount, "Penalty"),
    Field::new("principal", Kind::Amount, "Principal"),
];

/// The keys of a previewed payment.
const KEYS: [&str; 5] = ["payment_id", "amount", "transaction", "entry_time", "notes"];

/// The schedule of the account that a body describes, as it would be created and paid out as planned.
pub fn preview(body: &Object, product: Option<&Product>, context: &Context<'_>) -> Result<Object, Refusal> {
    let ledger = drawn_up(body, product, context)?;
    let snapshot = ledger.on(context.today())?;
    Ok(schedule(&ledger, &snapshot, context.zone()))
}

/// The balances of an account after a payment on the day of its `entry_time`, which may lie ahead; today where it has none.
///
/// `amount` is one amount, or an object of parts. The parts are one payment together: what of it goes where is decided by
/// the account's order of allocation, as of a payment that is entered.
pub fn preview_repayment(ledger: &Ledger, body: &Object, context: &Context<'_>) -> Result<Object, Refusal> {
    let (amount, on) = read_payment(body, context)?;
    let day = on.unwrap_or_else(|| context.today());
    let at = context.at(context.now.max(context.zone().start_of(day)));
    let snapshot = ledger.on(at.today())?;
    permit(Operation::Repay, &snapshot.standing)?;
    let mut paid = ledger.clone();
    let event = Event::Repayment { amount, kind: RepaymentKind::Repayment };
    let said = Said { amount: Some("amount"), day: on.map(|_| "entry_time") };
    admitted_as(said, &mut paid, event, day, Note::default(), &at)?;
    let balances = paid.on(at.today())?.summary.balances.outstanding;
    let money = Money(&ledger.terms().rounding);
    let all = [
        ("fee_balance", balances.fees),
        ("interest_balance", balances.interest),
        ("penalty_balance", balances.penalties),
        ("principal_balance", balances.principal),
        ("total_balance", balances.total()),
    ];
    Ok(all.into_iter().map(|(key, amount)| (key.to_owned(), money.text(amount))).collect())
}

fn read_payment(body: &Object, context: &Context<'_>) -> Result<(Decimal, Option<NaiveDate>), Faults> {
    let mut faults = Details::from_body(body).err().unwrap_or_default();
    for key in body.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        faults.add(key.chars().take(64).collect::<String>(), "Unknown key");
    }
    let on = body.get("entry_time").and_then(|time| day_or_time(time, context.zone()));
    match body.get("amount").filter(|amount| !amount.is_null()).map(total) {
        None => faults.add("amount", "Value is required"),
        Some(Err(fault)) => faults.merge(fault),
        Some(Ok(amount)) => return faults.into_result().map(|()| (amount, on)),
    }
    Err(faults)
}

fn total(json: &Json) -> Result<Decimal, Faults> {
    let Some(parts) = json.as_object() else {
        return amount(json).map_err(|sentence| Faults::at("amount", sentence));
    };
    let parts = read(PREVIEWED_AMOUNTS, parts, None).map_err(|inside| {
        let mut faults = Faults::default();
        faults.add_inside("amount", inside);
        faults
    })?;
    Ok(parts.values().filter_map(|part| amount(part).ok()).sum())
}
