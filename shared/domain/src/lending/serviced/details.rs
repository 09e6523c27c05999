//! What an account says of its loan: the keys of a document that it knows.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::accounts::account::{Ledger, Snapshot};
use crate::json::{Json, Object};
use crate::servicing::account::Standing;
use crate::servicing::installment::Installment;
use crate::time_zone::TimeZone;

/// The keys of a loan document that an account has a value for. It knows its borrower by an id alone, and says nothing of
/// persons.
pub fn details(ledger: &Ledger, snapshot: &Snapshot, zone: &TimeZone) -> Object {
    let account = &ledger.account;
    let terms = ledger.terms();
    let installments = &snapshot.money.installments;
    let first = installments.iter().find(|installment| installment.kind.is_of_periods());
    let end = installments.iter().map(|installment| installment.due).max();
    let emi = first.map(|it| terms.rounding.money(it.expected.principal + it.expected.interest));
    let guarantors = account.details.get("guarantors").and_then(Json::as_list).unwrap_or_default();
    let date = |day: Option<NaiveDate>| Json::from(day.map(|day| day.to_string()));
    let all = [
        ("client_customer_id", account.details.get("holder_id").cloned().unwrap_or_default()),
        ("product_type", account.product.as_ref().map(|product| product.name.clone()).into()),
        ("total_loan_amount", Json::Number(lent(snapshot))),
        ("emi_amount", emi.into()),
        ("loan_tenure", first.zip(end).map(|(first, end)| Json::integer(months_between(first, end))).into()),
        ("interest_on_loan", Json::Number(terms.interest.rate.normalize())),
        ("client_loan_sanction_date", date(account.stamps.approve.map(|moment| zone.date_at(moment)))),
        ("loan_end_date", date(end)),
        ("tenure_finished", Json::Bool(end.is_some_and(|end| end < snapshot.money.as_of))),
        ("backed_by_surety", Json::Bool(!guarantors.is_empty())),
    ];
    all.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.to_owned(), value)).collect()
}

/// What was paid out; of a loan that was not, what is to be.
fn lent(snapshot: &Snapshot) -> Decimal {
    let paid_out = snapshot.money.disbursements.iter().chain(&snapshot.money.planned);
    match snapshot.money.standing {
        Standing::Undisbursed => paid_out.map(|(_, amount)| *amount).sum(),
        _ => snapshot.disbursed(),
    }
}

/// Whole months from the day after which the first installment bears interest to the last due date.
fn months_between(first: &Installment, end: NaiveDate) -> i64 {
    let count = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
    count(end) - count(first.from)
}
