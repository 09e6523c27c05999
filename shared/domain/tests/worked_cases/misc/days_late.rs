//! Days past due where the due date itself is the first: what is counted here on the morning after.

use chrono::NaiveDate;
use domain::servicing::arrears::arrears;
use domain::servicing::replay::replay;
use domain::servicing::transaction::{Event, RepaymentKind, Transaction, TransactionId};

use super::whole_units;
use crate::fields::{Fields, date};
use crate::outcome::Stop;

/// What differs between days past due and those of a case.
pub fn compare(case: Fields<'_>) -> Result<Vec<String>, Stop> {
    let inputs = case.object("inputs")?;
    let terms = whole_units::terms(inputs)?;
    let mut transactions = vec![whole_units::paid_out(&terms, terms.expected_disbursement)];
    for (id, payment) in (2..).zip(inputs.list("payments").iter().map(Fields)) {
        let on = payment.date("date")?;
        let event = Event::Repayment { amount: payment.decimal("amount")?, kind: RepaymentKind::Repayment };
        transactions.push(Transaction { id: TransactionId(id), value_date: on, entered_on: on, event });
    }
    let days = case.object("expected")?.object("dpd")?;
    let mut differences = Vec::new();
    for day in days.keys() {
        let on: NaiveDate = date(day)?;
        let morning_after = on.succ_opt().unwrap_or(on);
        let made: Vec<Transaction> = transactions.iter().filter(|it| it.value_date <= on).cloned().collect();
        let account = replay(&terms, &made, morning_after)?;
        let got = arrears(&account, &terms.arrears, &made).days_past_due;
        let wanted = days.count(day)?;
        if wanted != got {
            differences.push(format!("{day}: {wanted} days not {got}"));
        }
    }
    Ok(differences)
}
