//! How late a loan is, as the cases show it.

use domain::servicing::account::Account;
use domain::servicing::arrears::{Arrears, arrears, next_payment};

use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::table::{self, Cell, Row, amount, text};

/// What the cases call a loan that is in no bucket.
const NONE: &str = "NO_DELINQUENCY";

/// What differs in a check of how late a loan is.
///
/// Days and amounts are those of the day. Buckets are those that the loan was put in when it was last brought up to date.
pub fn compare(name: &str, wanted: Fields<'_>, loan: &Loan, account: &Account) -> Result<Vec<String>, Stop> {
    let classified = arrears(account, &loan.terms.arrears, &loan.transactions);
    let today = Account { as_of: loan.business_date, ..account.clone() };
    let late = arrears(&today, &loan.terms.arrears, &loan.transactions);
    Ok(match name {
        "delinquency_range" => {
            let since = classified.in_arrears_since.filter(|_| classified.is_in_arrears());
            let got = vec![text(range(&classified)), since.map(|date| date.to_string())];
            let wanted = ["range", "delinquent_since"].map(|key| wanted.get(key).and_then(table::expected)).to_vec();
            table::differences(&["range", "delinquent_since"], &[wanted], &[got], |_, _| true, false)
        }
        "loan_delinquency" => compare_row(wanted, &|key| loan_cell(key, &classified, &late))?,
        "next_payment" => compare_row(wanted, &|key| payment_cell(key, &classified, &today))?,
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
