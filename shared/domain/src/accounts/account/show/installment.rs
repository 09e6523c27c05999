//! Installments as answers show them.

use rust_decimal::Decimal;

use super::fees::{Fee, FeeAmounts, Fees};
use super::money::Money;
use crate::accounts::account::ledger::Ledger;
use crate::accounts::account::snapshot::Snapshot;
use crate::json::{Json, Object};
use crate::resource::{Field, Kind};
use crate::servicing::account::Standing;
use crate::servicing::installment::Installment;
use crate::servicing::rounding::Rounding;
use crate::servicing::tax::{tax, tax_in_parts};
use crate::servicing::transaction::Components;
use crate::time_zone::TimeZone;

/// States of an installment, as they are written.
const STATES: &[&str] =
    &["InstallmentPending", "InstallmentLate", "InstallmentPaid", "InstallmentPartiallyPaid", "InstallmentGrace"];

/// The fields of an installment.
pub const FIELDS: &[Field] = &[
    Field::computed("installment_id", Kind::Id, "Id of the installment: that of its account, and its place"),
    Field::computed(
        "fees",
        Kind::List(FEE, FEES_MAX),
        "Fees of the installment, one by one as far as they can be told apart",
    ),
    Field::computed("interest", Kind::Object(ALLOCATION), "Interest of the installment"),
    Field::computed("is_payment_holiday", Kind::Bool, "Whether nothing is asked for"),
    Field::computed("pay_time", Kind::Time, "When any of it was last paid"),
    Field::computed("order", Kind::Id, "Place of the installment, from 1"),
    Field::computed("parent_account_id", Kind::Id, "Id of its account"),
    Field::computed("penalty", Kind::Object(ALLOCATION), "Penalty of the installment"),
    Field::computed("principal", Kind::Object(ALLOCATION), "Principal of the installment"),
    Field::computed("due_time", Kind::Time, "When it is due"),
    Field::computed("repay_time", Kind::Time, "When it was paid in full"),
    Field::computed("state", Kind::Choice(STATES), "Where it is"),
];

/// Most fees of an installment: each is a transaction.
const FEES_MAX: usize = 10_000;

const FEE: &[Field] = &[
    Field::computed("fee_id", Kind::Id, "Id of the transaction that charged it; fees where several are told together"),
    Field::computed("name", Kind::Name, "Name of the fee"),
    Field::computed("amount", Kind::Object(AMOUNT), "Of the fee"),
    Field::computed("tax", Kind::Object(AMOUNT), "Of the tax in it"),
];

const ALLOCATION: &[Field] = &[
    Field::computed("amount", Kind::Object(AMOUNT), "Of the amount, tax included"),
    Field::computed("tax", Kind::Object(AMOUNT), "Of the tax in it"),
];

const AMOUNT: &[Field] = &[
    Field::computed("expected", Kind::Amount, "All that is expected"),
    Field::computed("due", Kind::Amount, "What is left to pay"),
    Field::computed("paid", Kind::Amount, "What was paid"),
    Field::computed("reduced", Kind::Amount, "What is not asked for any more"),
];

/// The id of an installment of an account.
pub fn installment_id(account_id: &str, number: u32) -> String {
    format!("{account_id}-{number}")
}

/// The installments of an account as it stands, in the order of due dates.
pub fn installments(ledger: &Ledger, snapshot: &Snapshot, zone: &TimeZone) -> Vec<Object> {
    let fees = Fees::of(ledger, snapshot);
    let one = |(at, installment): (usize, &Installment)| {
        shown(installment, &fees.of_installment(at, installment), ledger, snapshot, zone)
    };
    snapshot.money.installments.iter().enumerate().map(one).collect()
}

fn shown(installment: &Installment, fees: &[Fee<'_>], ledger: &Ledger, snapshot: &Snapshot, zone: &TimeZone) -> Object {
    let amounts = Amounts::of(installment, ledger);
    let account_id = &ledger.account.account_id;
    let paid_on = installment.obligations_met_on.map(|day| Json::text(zone.midnight(day)));
    let fees: Json = fees.iter().map(|fee| of_fee(fee, ledger)).collect();
    let all = [
        ("installment_id", Json::text(installment_id(account_id, installment.number))),
        ("fees", fees),
        ("interest", amounts.of_component(|components| components.interest)),
        ("is_payment_holiday", Json::Bool(installment.expected.total().is_zero())),
        ("pay_time", installment.last_paid_on.map(|day| Json::text(zone.midnight(day))).into()),
        ("order", Json::text(installment.number.to_string())),
        ("parent_account_id", Json::text(account_id)),
        ("penalty", amounts.of_component(|components| components.penalties)),
        ("principal", amounts.of_component(|components| components.principal)),
        ("due_time", Json::text(zone.midnight(installment.due))),
        ("repay_time", paid_on.into()),
        ("state", Json::text(state(installment, snapshot))),
    ];
    all.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.to_owned(), value)).collect()
}

fn state(installment: &Installment, snapshot: &Snapshot) -> &'static str {
    let left = installment.outstanding().total();
    // Of a loan that was not paid out, nothing can be late.
    let is_owed = snapshot.money.standing != Standing::Undisbursed;
    if installment.expected.total().is_zero() {
        "InstallmentGrace"
    } else if left <= Decimal::ZERO {
        "InstallmentPaid"
    } else if is_owed && installment.due < snapshot.money.as_of {
        "InstallmentLate"
    } else if installment.paid.total().is_zero() {
        "InstallmentPending"
    } else {
        "InstallmentPartiallyPaid"
    }
}

/// What is expected, left, paid and reduced of each component, and the tax in it.
struct Amounts<'a> {
    whole: [Components; 4],
    tax: [Components; 4],
    money: Money<'a>,
}

impl<'a> Amounts<'a> {
    fn of(installment: &Installment, ledger: &'a Ledger) -> Self {
        Self::of_whole(
            [installment.expected, installment.outstanding(), installment.paid, installment.reduced()],
            ledger,
        )
    }

    fn of_whole(whole: [Components; 4], ledger: &'a Ledger) -> Self {
        let rounding: &Rounding = &ledger.terms().rounding;
        let [expected, due, paid, reduced] = whole;
        let rate = ledger.terms().tax_rate;
        let [of_paid, of_reduced, of_due] = tax_in_parts([paid, reduced, due], rate, rounding);
        let tax = [tax(&expected, rate, rounding), of_due, of_paid, of_reduced];
        Self { whole, tax, money: Money(rounding) }
    }

    fn of_component(&self, component: impl Fn(&Components) -> Decimal) -> Json {
        Json::Object(Object::from([
            ("amount".to_owned(), self.amounts(&self.whole, &component)),
            ("tax".to_owned(), self.amounts(&self.tax, &component)),
        ]))
    }

    fn amounts(&self, of: &[Components; 4], component: impl Fn(&Components) -> Decimal) -> Json {
        let keys = ["expected", "due", "paid", "reduced"];
        let amounts = keys.into_iter().zip(of).map(|(key, it)| (key.to_owned(), self.money.text(component(it))));
        Json::Object(amounts.collect())
    }
}

/// A fee, and the tax in it.
fn of_fee(fee: &Fee<'_>, ledger: &Ledger) -> Json {
    let FeeAmounts { expected, due, paid, reduced } = fee.amounts;
    let whole = [expected, due, paid, reduced].map(|fees| Components { fees, ..Components::default() });
    let amounts = Amounts::of_whole(whole, ledger);
    let fees = |components: &Components| components.fees;
    Json::Object(Object::from([
        ("fee_id".to_owned(), Json::text(fee.id.unwrap_or("fees"))),
        ("name".to_owned(), Json::text(fee.name)),
        ("amount".to_owned(), amounts.amounts(&amounts.whole, fees)),
        ("tax".to_owned(), amounts.amounts(&amounts.tax, fees)),
    ]))
}
