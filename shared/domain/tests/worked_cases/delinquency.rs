//! How late a loan is, as the cases show it.

use chrono::NaiveDate;
use domain::servicing::account::Account;
use domain::servicing::arrears::{Arrears, BucketAmount, arrears, default_buckets, next_payment, pauses};
use domain::servicing::replay::replay;
use domain::servicing::terms::Bucket;

use crate::accruals;
use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::table::{self, Cell, Row, amount, text};

/// What the cases call a loan that is in no bucket.
const NONE: &str = "NO_DELINQUENCY";

/// Sorts a loan into buckets after an action: in the run at the end of a day unless a pause is in force on the day of the run,
/// and after whatever moves money or what is owed. What ends a loan, pauses or reschedules it leaves it where it is.
pub fn after_action(
    loan: &mut Loan,
    name: &str,
    action: Fields<'_>,
    before: Account,
    account: &Account,
) -> Result<(), Stop> {
    match name {
        "close_of_business" => after_run(loan, before),
        "delinquency_pause" if action.date("from")? >= loan.business_date => Ok(()),
        "delinquency_resume"
        | "interest_pause"
        | "charge_off"
        | "undo_charge_off"
        | "terminate_contract"
        | "undo_terminate_contract"
        | "undo_contract_termination"
        | "credit_balance_refund"
        | "reschedule"
        | "undo_last_disbursal"
        | "approve" => Ok(()),
        _ => {
            loan.classified = sorted_by_its_day(arrears(account, &loan.terms.arrears, &loan.transactions), loan);
            Ok(())
        }
    }
}

/// A loan is sorted by the days of the day on which something happens to it, also while a pause is in force.
fn sorted_by_its_day(of: Arrears, loan: &Loan) -> Arrears {
    if of.pause.is_none() {
        return of;
    }
    let named = &loan.terms.arrears.buckets;
    let buckets = if named.is_empty() { default_buckets() } else { named.clone() };
    let holds = |bucket: &&Bucket, days| bucket.from <= days && bucket.to.is_none_or(|to| days <= to);
    let bucket_of = |days| buckets.iter().filter(|_| days > 0).find(|bucket| holds(bucket, days)).cloned();
    let amount_in = |bucket: &Bucket| {
        let late =
            of.installments.iter().filter(|late| of.is_in_arrears() && bucket_of(late.days).as_ref() == Some(bucket));
        BucketAmount { bucket: bucket.clone(), amount: late.map(|late| late.amount).sum() }
    };
    let amounts = buckets.iter().map(amount_in).filter(|it| !it.amount.is_zero()).collect();
    Arrears { bucket: bucket_of(of.days_in_arrears), amounts, ..of }
}

/// The run makes up for the days since the last one, and sorts before it brings the loan up to date.
fn after_run(loan: &mut Loan, before: Account) -> Result<(), Stop> {
    let pauses = pauses(&loan.transactions);
    let run_on = |day: &NaiveDate| day.succ_opt().filter(|on| !pauses.iter().any(|pause| pause.is_in_force(*on)));
    let days = accruals::days_to_close(loan);
    let Some(on) = days.iter().rev().find_map(run_on) else { return Ok(()) };
    let is_first = days.first().and_then(NaiveDate::succ_opt) == Some(on);
    let known = match on.pred_opt().filter(|_| !is_first) {
        Some(run_before) => replay(&loan.terms, &loan.transactions, run_before.max(before.as_of))?,
        None => before,
    };
    loan.classified = arrears(&Account { as_of: on, ..known }, &loan.terms.arrears, &loan.transactions);
    Ok(())
}

/// What differs in a check of how late a loan is.
///
/// Days and amounts are those of the day. Buckets are those that the loan was sorted into last.
pub fn compare(name: &str, wanted: Fields<'_>, loan: &Loan, account: &Account) -> Result<Vec<String>, Stop> {
    let classified = &loan.classified;
    let today = Account { as_of: loan.business_date, ..account.clone() };
    let late = arrears(&today, &loan.terms.arrears, &loan.transactions);
    Ok(match name {
        "delinquency_range" => {
            let since = classified.in_arrears_since.filter(|_| classified.is_in_arrears());
            let got = vec![text(range(classified)), since.map(|date| date.to_string())];
            let wanted = ["range", "delinquent_since"].map(|key| wanted.get(key).and_then(table::expected)).to_vec();
            table::differences(&["range", "delinquent_since"], &[wanted], &[got], |_, _| true, false)
        }
        "loan_delinquency" => compare_row(wanted, &|key| loan_cell(key, classified, &late))?,
        "next_payment" => compare_row(wanted, &|key| payment_cell(key, classified, &today))?,
        "installment_delinquency" => {
            let rows: Vec<Row> =
                classified.amounts.iter().map(|it| vec![text(&it.bucket.name), amount(it.amount)]).collect();
            compare_lists(wanted, &["range", "amount"], &rows)
        }
        "delinquency_pauses" => {
            let rows: Vec<Row> = late
                .pauses
                .iter()
                .map(|pause| {
                    let active = pause.is_in_force(loan.business_date).to_string();
                    vec![Some(active), Some(pause.from.to_string()), Some(pause.until.to_string())]
                })
                .collect();
            compare_lists(wanted, &["active", "pause_period_start", "pause_period_end"], &rows)
        }
        other => return Err(Stop::Unsupported(format!("check {other}"))),
    })
}

fn range(arrears: &Arrears) -> &str {
    arrears.bucket.as_ref().map_or(NONE, |bucket| bucket.name.as_str())
}

fn loan_cell(key: &str, classified: &Arrears, late: &Arrears) -> Option<Cell> {
    Some(match key {
        "classification" => text(range(classified)),
        "delinquent_amount" => amount(late.overdue.total()),
        "delinquent_date" => late.in_arrears_since.map(|date| date.to_string()),
        "past_due_date" => late.past_due_since.map(|date| date.to_string()),
        "delinquent_days" => Some(late.days_in_arrears.to_string()),
        "past_due_days" => Some(late.days_past_due.to_string()),
        _ => return None,
    })
}

fn payment_cell(key: &str, classified: &Arrears, account: &Account) -> Option<Cell> {
    let next = next_payment(account);
    Some(match key {
        "classification" => text(range(classified)),
        "nextpaymentduedate" => next.map(|next| next.due.to_string()),
        "nextpaymentamount" => next.and_then(|next| amount(next.amount)),
        _ => return None,
    })
}

/// Compares the one row of a check, whatever columns it has that are known.
fn compare_row(wanted: Fields<'_>, cell: &dyn Fn(&str) -> Option<Cell>) -> Result<Vec<String>, Stop> {
    let Some(row) = wanted.list("rows").first().map(Fields) else {
        return Ok(vec!["the case expects nothing".to_owned()]);
    };
    let mut differences = Vec::new();
    for key in row.keys() {
        let got = cell(key).ok_or_else(|| Stop::Unsupported(format!("how late a loan is by {key}")))?;
        let expected = row.get(key).and_then(table::expected).filter(|value| value != "null");
        differences.extend(table::value(&expected, &got).into_iter().map(|difference| format!("{key}: {difference}")));
    }
    Ok(differences)
}

fn compare_lists(wanted: Fields<'_>, columns: &[&str], got: &[Row]) -> Vec<String> {
    let wanted: Vec<Row> = wanted
        .list("rows")
        .iter()
        .map(|row| columns.iter().map(|column| Fields(row).get(column).and_then(table::expected)).collect())
        .collect();
    table::differences(columns, &wanted, got, |_, _| true, false)
}
