//! What a timeline expects at a point of it.

use domain::servicing::account::{Account, Standing};
use domain::servicing::admission::room;
use domain::servicing::transaction::Event;
use rust_decimal::Decimal;

use crate::fields::Fields;
use crate::loan::Loan;
use crate::options::Options;
use crate::outcome::Stop;
use crate::table::{self, Cell, Row, amount, date, text};
use crate::{charges, delinquency, engine, known, ownership, refusals, schedule_rows, transactions};

/// What differs between a checkpoint and a loan.
pub fn compare(name: &str, wanted: Fields<'_>, loan: &Loan, options: &Options) -> Result<Vec<String>, Stop> {
    known::check(name, wanted)?;
    if name == "rejected" {
        return refusals::compare(wanted, loan);
    }
    let account = engine::account(loan)?;
    let one = |got: Cell| table::value(&wanted.get("value").and_then(table::expected), &got);
    Ok(match name {
        "schedule" => {
            let at_disbursement = charges::paid_out_with(loan, &account);
            schedule_rows::compare(wanted, &account, at_disbursement, options.verbose)?
        }
        "totals" => schedule_rows::compare_totals(wanted, &account, charges::paid_out_with(loan, &account)),
        "transactions" => transactions::compare(wanted, loan, &account, options.verbose)?,
        "status" => one(text(engine::status(&account))),
        "closed_zero" => closed_zero(&account),
        "outstanding" => one(amount(engine::outstanding(&account))),
        "interest_outstanding" => one(amount(account.installments.iter().map(|it| it.outstanding().interest).sum())),
        "overpaid" => one(amount(account.overpaid)),
        "overdue" => one(amount(engine::overdue(&account, loan.business_date, |it| it.outstanding().total()))),
        "interest_overdue" => {
            one(amount(engine::overdue(&account, loan.business_date, |it| it.outstanding().interest)))
        }
        "ownership_transfers" => ownership::compare(wanted, loan),
        "charged_off_on" => one(account.charged_off_on.and_then(date)),
        "available_to_disburse" => one(amount(left_of_approval(loan))),
        "available_to_disburse_over_applied" => one(amount(room(&loan.terms, &loan.transactions).left())),
        "tranches" => tranches(wanted, loan),
        "charges" | "charge_present" => {
            charges::known(loan)?;
            charges::compare(wanted, loan, &account, name == "charges")
        }
        "transaction_count" => one(Some(count(wanted.text("type")?, loan).to_string())),
        "transaction_reverted" => reverted(wanted, loan)?,
        "delinquency_range"
        | "loan_delinquency"
        | "installment_delinquency"
        | "delinquency_pauses"
        | "next_payment" => delinquency::compare(name, wanted, loan, &account)?,
        other => return Err(Stop::Unsupported(format!("check {other}"))),
    })
}

/// Disbursements that were made and those still to come. For which day one that was made had been planned is not kept.
fn tranches(wanted: Fields<'_>, loan: &Loan) -> Vec<String> {
    let mut rows: Vec<Row> = wanted
        .list("rows")
        .iter()
        .map(Fields)
        .map(|row| {
            let made_on = row.get("disbursed_on").and_then(table::expected);
            let planned_on = row.get("expected_disbursement_on").and_then(table::expected);
            let planned_on = planned_on.filter(|_| made_on.is_none());
            vec![made_on, planned_on, row.get("principal").and_then(table::expected)]
        })
        .collect();
    let made = loan.transactions.iter().filter(|it| !loan.is_reversed(it.id)).filter_map(|it| match it.event {
        Event::Disbursement { amount: paid } => Some(vec![date(it.value_date), None, amount(paid)]),
        _ => None,
    });
    let planned = room(&loan.terms, &loan.transactions).planned;
    let planned = planned.iter().map(|tranche| vec![None, date(tranche.on), amount(tranche.amount)]);
    let mut got: Vec<Row> = made.chain(planned).collect();
    rows.sort();
    got.sort();
    table::differences(&["disbursed_on", "planned_on", "principal"], &rows, &got, |_, _| true, false)
}

/// What is left of the approval beside what is paid out and planned.
fn left_of_approval(loan: &Loan) -> Decimal {
    room(&loan.terms, &loan.transactions).approved_left()
}

fn closed_zero(account: &Account) -> Vec<String> {
    let outstanding = engine::outstanding(account);
    if account.standing == Standing::Repaid && outstanding.is_zero() {
        return Vec::new();
    }
    vec![format!("{} with {outstanding} outstanding", engine::status(account))]
}

fn count(sort: &str, loan: &Loan) -> usize {
    let is = |event: &Event| transactions::type_of(event) == Some(sort);
    loan.transactions.iter().filter(|it| is(&it.event) && !loan.is_reversed(it.id)).count()
}

fn reverted(wanted: Fields<'_>, loan: &Loan) -> Result<Vec<String>, Stop> {
    let sort = wanted.text("type")?.replace('-', "_");
    let on = wanted.date("date")?;
    let found = loan
        .transactions
        .iter()
        .filter(|it| it.value_date == on && transactions::type_of(&it.event) == Some(sort.as_str()))
        .any(|it| loan.is_reversed(it.id));
    Ok(table::value(&Some(wanted.flag("reverted").to_string()), &Some(found.to_string())))
}
