//! A schedule as the cases show it: disbursements and installments in the order of their days.

use chrono::NaiveDate;
use domain::servicing::account::{Account, Standing};
use domain::servicing::installment::{Installment, InstallmentKind};
use domain::servicing::transaction::Components;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::fields::Fields;
use crate::outcome::Stop;
use crate::table::{self, Row, amount, date};

/// The columns of a schedule.
pub const COLUMNS: [&str; 14] = [
    "nr",
    "days",
    "due_date",
    "paid_date",
    "balance",
    "principal",
    "interest",
    "fees",
    "penalties",
    "due",
    "paid",
    "in_advance",
    "late",
    "outstanding",
];

/// Columns that say something of a disbursement: its day, its amount, and what is charged when it is paid out. Whether
/// the others are empty or nothing depends on who shows them.
const OF_A_DISBURSEMENT: [usize; 4] = [2, 4, 7, 9];

/// What is charged when money is paid out, and what of it is paid.
#[derive(Default, Clone, Copy)]
pub struct AtDisbursement {
    /// What is charged.
    pub charged: Decimal,
    /// What is paid.
    pub paid: Decimal,
}

/// What differs between the schedule of a case and that of an account.
pub fn compare(
    wanted: Fields<'_>,
    account: &Account,
    at_disbursement: AtDisbursement,
    verbose: bool,
) -> Result<Vec<String>, Stop> {
    let wanted = in_order(wanted_rows(wanted)?);
    let got = in_order(rows(account, at_disbursement));
    Ok(differences(&wanted, &got, verbose))
}

/// The same of installments alone.
pub fn compare_installments(wanted: Fields<'_>, account: &Account, verbose: bool) -> Result<Vec<String>, Stop> {
    let installments = |rows: Vec<Row>| rows.into_iter().filter(|row| !is_disbursement(row)).collect::<Vec<_>>();
    let got = installments(rows(account, AtDisbursement::default()));
    Ok(differences(&installments(wanted_rows(wanted)?), &got, verbose))
}

fn wanted_rows(wanted: Fields<'_>) -> Result<Vec<Row>, Stop> {
    let columns: Vec<&str> = wanted.list("columns").iter().filter_map(|name| name.as_str()).collect();
    if columns != COLUMNS {
        return Err(Stop::Unsupported(format!("a schedule with the columns {columns:?}")));
    }
    let row = |cells: &Vec<Value>| cells.iter().map(table::expected).collect();
    Ok(wanted.list("rows").iter().map(|cells| cells.as_array().map(row).unwrap_or_default()).collect())
}

fn differences(wanted: &[Row], got: &[Row], verbose: bool) -> Vec<String> {
    let counts = |row: &Row, column: usize| !is_disbursement(row) || OF_A_DISBURSEMENT.contains(&column);
    table::differences(&COLUMNS, wanted, got, counts, verbose)
}

fn is_disbursement(row: &Row) -> bool {
    row.first().is_some_and(Option::is_none)
}

/// Disbursements of one day in the order of their amounts: which came first says nothing.
fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    let day = |row: &Row| is_disbursement(row).then(|| row.get(2).cloned().flatten()).flatten();
    for same_day in rows.chunk_by_mut(|one, other| day(one).is_some() && day(one) == day(other)) {
        same_day.sort_by_key(|row| row.get(4).cloned().flatten().and_then(|amount| amount.parse::<Decimal>().ok()));
    }
    rows
}

/// The rows of an account's schedule, with disbursements that are planned among those that were made.
fn rows(account: &Account, at_disbursement: AtDisbursement) -> Vec<Row> {
    let mut rows = Vec::new();
    // Before anything was paid out, what is planned is shown as paid out; then only what lies ahead.
    let is_quote = account.standing == Standing::Undisbursed;
    let ahead = account.planned.iter().filter(|(day, _)| !is_quote && *day > account.as_of);
    let mut disbursements: Vec<&(NaiveDate, Decimal)> =
        account.disbursements.iter().chain(&account.capitalized).chain(ahead).collect();
    disbursements.sort_by_key(|(day, _)| *day);
    let mut disbursements = disbursements.into_iter().peekable();
    let mut balance = Decimal::ZERO;
    let mut number = 0_u32;
    for installment in &account.installments {
        while let Some((day, paid_out)) = disbursements.next_if(|(day, _)| precedes(*day, installment)) {
            rows.push(disbursement(*day, *paid_out, at_disbursement, rows.is_empty()));
            balance += *paid_out;
        }
        balance += installment.credited.principal - installment.expected.principal;
        number += 1;
        rows.push(row(number, installment, balance));
    }
    for (day, paid_out) in disbursements {
        rows.push(disbursement(*day, *paid_out, at_disbursement, rows.is_empty()));
    }
    rows
}

/// A disbursement on a due date comes after the installment, unless it is one that the disbursement made.
fn precedes(day: NaiveDate, installment: &Installment) -> bool {
    let begins_then = installment.kind == InstallmentKind::DownPayment || installment.from == day;
    installment.due > day || (installment.due == day && begins_then)
}

fn disbursement(day: NaiveDate, paid_out: Decimal, at_disbursement: AtDisbursement, first: bool) -> Row {
    let charged = if first { at_disbursement } else { AtDisbursement::default() };
    let mut row = vec![None; COLUMNS.len()];
    for (column, cell) in [
        (2, date(day)),
        (4, amount(paid_out)),
        (7, amount(charged.charged)),
        (9, amount(charged.charged)),
        (10, amount(charged.paid)),
    ] {
        if let Some(place) = row.get_mut(column) {
            *place = cell;
        }
    }
    row
}

fn row(number: u32, installment: &Installment, balance: Decimal) -> Row {
    let expected = &installment.expected;
    vec![
        Some(number.to_string()),
        Some((installment.due - installment.from).num_days().to_string()),
        date(installment.due),
        installment.obligations_met_on.and_then(date),
        amount(balance),
        amount(expected.principal),
        amount(expected.interest),
        amount(expected.fees),
        amount(expected.penalties),
        amount(expected.total()),
        amount(installment.paid.total()),
        amount(installment.paid_in_advance),
        amount(installment.paid_late),
        amount(installment.outstanding().total()),
    ]
}

/// What differs between the totals of a case and those of an account.
pub fn compare_totals(wanted: Fields<'_>, account: &Account, at_disbursement: AtDisbursement) -> Vec<String> {
    let all = || account.installments.iter();
    let sum = |of: fn(&Installment) -> Decimal| all().map(of).sum::<Decimal>();
    let expected = |of: fn(&Components) -> Decimal| all().map(|installment| of(&installment.expected)).sum::<Decimal>();
    let unpaid_at_disbursement = at_disbursement.charged - at_disbursement.paid;
    [
        ("principal", expected(|it| it.principal)),
        ("interest", expected(|it| it.interest)),
        ("fees", expected(|it| it.fees) + at_disbursement.charged),
        ("penalties", expected(|it| it.penalties)),
        ("due", expected(Components::total) + at_disbursement.charged),
        ("paid", sum(|it| it.paid.total()) + at_disbursement.paid),
        ("in_advance", sum(|it| it.paid_in_advance)),
        ("late", sum(|it| it.paid_late)),
        ("outstanding", sum(|it| it.outstanding().total()) + unpaid_at_disbursement),
    ]
    .into_iter()
    .filter_map(|(name, got)| {
        let wanted = table::expected(wanted.get(name)?);
        (wanted != amount(got)).then(|| format!("{name} {} not {got}", wanted.unwrap_or_default()))
    })
    .collect()
}
