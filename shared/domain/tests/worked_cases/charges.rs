//! Fees and penalties of a case, and how it shows them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::servicing::account::{Account, ChargeState};
use domain::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, Transaction, TransactionId};
use rust_decimal::Decimal;

use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::schedule_rows::AtDisbursement;
use crate::table::{self, Cell, Row, amount, date, text};

/// The columns of charges that are compared.
const COLUMNS: [&str; 9] =
    ["name", "ispenalty", "payment_due_at", "due_as_of", "calculation_type", "due", "paid", "waived", "outstanding"];

/// The charge that an action adds, and the day from which it counts: its due date, where that has passed already.
pub fn event(action: Fields<'_>, today: NaiveDate) -> Result<(NaiveDate, Event), Stop> {
    let (name, amount) = defined(action.text("charge")?, action.decimal("amount")?)?;
    let due = if action.flag("per_installment") {
        ChargeDue::EachInstallment
    } else {
        ChargeDue::On(action.date("due_date")?)
    };
    let counts_from = match due {
        ChargeDue::On(due) => due.min(today),
        _ => today,
    };
    let charge = Charge { name: name.to_owned(), penalty: action.flag("penalty"), amount, due };
    Ok((counts_from, Event::Charge { charge }))
}

/// What a charge is called, and how it is computed.
fn defined(code: &str, value: Decimal) -> Result<(&'static str, ChargeAmount), Stop> {
    Ok(match code {
        "LOAN_NSF_FEE" => ("NSF fee", ChargeAmount::Flat(value)),
        "LOAN_SNOOZE_FEE" => ("Snooze fee", ChargeAmount::Flat(value)),
        "LOAN_INSTALLMENT_FEE_FLAT" => ("Installment flat fee", ChargeAmount::Flat(value)),
        "LOAN_INSTALLMENT_FEE_PERCENTAGE_AMOUNT" => {
            ("Installment percentage amount fee", ChargeAmount::PercentOfAmount(value))
        }
        "LOAN_INSTALLMENT_FEE_PERCENTAGE_INTEREST" => {
            ("Installment percentage interest fee", ChargeAmount::PercentOfInterest(value))
        }
        "LOAN_INSTALLMENT_FEE_PERCENTAGE_AMOUNT_PLUS_INTEREST" => {
            ("Installment percentage amount + interest fee", ChargeAmount::PercentOfAmountAndInterest(value))
        }
        other => return Err(Stop::Unsupported(format!("charge {other}"))),
    })
}

/// The last charge of the name, and of the due date if one is said, that an action is about, and the day on which it is
/// due: today where it has no day of its own.
pub fn named(loan: &Loan, action: Fields<'_>) -> Result<(TransactionId, NaiveDate), Stop> {
    let (name, _) = defined(action.text("charge")?, Decimal::ONE)?;
    let due = action.maybe_date("due_date")?;
    let is = |charge: &Charge| charge.name == name && due.is_none_or(|due| charge.due == ChargeDue::On(due));
    let due_of = |charge: &Charge| match charge.due {
        ChargeDue::On(due) => due,
        ChargeDue::EachInstallment | ChargeDue::AtDisbursement => loan.business_date,
    };
    let mut standing = loan.transactions.iter().rev().filter(|it| !loan.is_reversed(it.id));
    let found = standing.find_map(|it| match &it.event {
        Event::Charge { charge } if is(charge) => Some((it.id, due_of(charge))),
        _ => None,
    });
    found.ok_or_else(|| Stop::Failed(format!("there is no charge {name} of that day")))
}

/// The charge at disbursement that a loan is created with, with what was said of its definition before.
pub fn at_disbursement(inputs: Fields<'_>, definition: Option<Fields<'_>>) -> Result<Option<Event>, Stop> {
    let Some(charge) = inputs.get("disbursement_charge").map(Fields) else { return Ok(None) };
    let value = charge.decimal("value")?;
    let calculation = definition
        .filter(|definition| definition.maybe_text("charge") == charge.maybe_text("type"))
        .and_then(|definition| definition.maybe_text("calculation"))
        .ok_or_else(|| Stop::Unsupported("a charge whose definition the case does not say".to_owned()))?;
    let amount = match calculation {
        "FLAT" => ChargeAmount::Flat(value),
        "PERCENTAGE_AMOUNT" => ChargeAmount::PercentOfAmount(value),
        "PERCENTAGE_INTEREST" => ChargeAmount::PercentOfInterest(value),
        "PERCENTAGE_LOAN_AMOUNT_PLUS_INTEREST" => ChargeAmount::PercentOfAmountAndInterest(value),
        "PERCENTAGE_DISBURSEMENT_AMOUNT" => ChargeAmount::PercentOfDisbursement(value),
        other => return Err(Stop::Unsupported(format!("charge of {other}"))),
    };
    let name = "Disbursement Charge".to_owned();
    Ok(Some(Event::Charge { charge: Charge { name, penalty: false, amount, due: ChargeDue::AtDisbursement } }))
}

/// What is charged at the disbursement, and what of it is paid.
pub fn paid_out_with(loan: &Loan, account: &Account) -> AtDisbursement {
    let mut at_disbursement = AtDisbursement::default();
    for (charge, state) in stated(loan, account) {
        if charge.due == ChargeDue::AtDisbursement {
            at_disbursement.charged += state.amount;
            at_disbursement.paid += state.paid;
        }
    }
    at_disbursement
}

/// Nothing where what charges of each installment come to is told by what installments ask for. The systems that the cases
/// come from compute it anew from the schedule without what happened, whatever the installments were made to ask for.
pub fn known(loan: &Loan) -> Result<(), Stop> {
    let standing = || loan.transactions.iter().filter(|it| !loan.is_reversed(it.id));
    let of_each = |it: &Transaction| match &it.event {
        Event::Charge { charge } if charge.due == ChargeDue::EachInstallment => Some(charge.amount),
        _ => None,
    };
    let mut amounts = standing().filter_map(of_each).peekable();
    if amounts.peek().is_none() {
        return Ok(());
    }
    let is_percentage = amounts.any(|amount| !matches!(amount, ChargeAmount::Flat(_)));
    let recalculates = loan.terms.interest.recalculation.is_some();
    let days_of_disbursement: BTreeSet<NaiveDate> =
        standing().filter(|it| matches!(it.event, Event::Disbursement { .. })).map(|it| it.value_date).collect();
    let changes_interest = |it: &Transaction| {
        matches!(
            it.event,
            Event::RateChange { .. }
                | Event::InterestPause { .. }
                | Event::DueDateChange { .. }
                | Event::ExtraTerms { .. }
        )
    };
    let is_changed = days_of_disbursement.len() > 1 || standing().any(changes_interest);
    let is_ended = standing().any(|it| matches!(it.event, Event::Termination | Event::ReAge { .. }));
    if is_ended || (is_percentage && recalculates && is_changed) {
        let reason =
            "charges of each installment that are listed with what the schedule asked for before it was changed";
        return Err(Stop::Unsupported(reason.to_owned()));
    }
    Ok(())
}

/// What differs between the charges of a case and those of an account: all of them, or whether each is among them.
pub fn compare(wanted: Fields<'_>, loan: &Loan, account: &Account, all: bool) -> Vec<String> {
    let mut wanted: Vec<Row> = wanted.list("rows").iter().map(|row| wanted_row(Fields(row))).collect();
    let mut got: Vec<Row> = stated(loan, account).map(|(charge, state)| row(loan, charge, state)).collect();
    wanted.sort();
    got.sort();
    if all {
        return table::differences(&COLUMNS, &wanted, &got, |_, _| true, false);
    }
    wanted
        .iter()
        .filter(|row| !got.contains(row))
        .map(|row| {
            let there: Vec<String> = got.iter().map(table::shown).collect();
            format!("no charge {} among {there:?}", table::shown(row))
        })
        .collect()
}

fn stated<'a>(loan: &'a Loan, account: &'a Account) -> impl Iterator<Item = (&'a Charge, &'a ChargeState)> {
    account.charges.iter().filter_map(|state| match &loan.find(state.id)?.event {
        Event::Charge { charge } => Some((charge, state)),
        _ => None,
    })
}

/// What the cases call the way in which a charge is computed.
fn calculation(of: &ChargeAmount) -> &'static str {
    match of {
        ChargeAmount::Flat(_) => "Flat",
        ChargeAmount::PercentOfAmount(_) => "% Amount",
        ChargeAmount::PercentOfInterest(_) => "% Interest",
        ChargeAmount::PercentOfAmountAndInterest(_) => "% Loan Amount + Interest",
        ChargeAmount::PercentOfDisbursement(_) => "% Disbursement Amount",
    }
}

fn wanted_row(row: Fields<'_>) -> Row {
    COLUMNS.iter().map(|column| row.get(column).and_then(table::expected)).collect()
}

fn row(loan: &Loan, charge: &Charge, state: &ChargeState) -> Row {
    let late_fee = loan.late_fee.as_ref().filter(|fee| charge.penalty && fee.name == charge.name);
    let due_as_of: Cell = match charge.due {
        ChargeDue::On(day) => date(day),
        _ => None,
    };
    let outstanding: Decimal = state.amount - state.paid - state.waived;
    vec![
        text(&charge.name),
        text(if charge.penalty { "true" } else { "false" }),
        text(match charge.due {
            ChargeDue::On(_) if late_fee.is_some() => "Overdue Fees",
            ChargeDue::On(_) => "Specified due date",
            ChargeDue::EachInstallment => "Installment Fee",
            ChargeDue::AtDisbursement => "Disbursement",
        }),
        due_as_of,
        text(calculation(late_fee.map_or(&charge.amount, |fee| &fee.amount))),
        amount(state.amount),
        amount(state.paid),
        amount(state.waived),
        amount(outstanding),
    ]
}
