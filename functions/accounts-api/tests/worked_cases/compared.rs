//! What the API answers, held against what a case shows.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::answers::{Answers, Installment, transaction_row};
use crate::fields::Fields;
use crate::options::Options;
use crate::outcome::Stop;
use crate::table::{self, Cell, Row, amount, text};
use crate::{accruals, schedule_rows};

/// The columns of a case's schedule that the API answers.
const ANSWERED: [&str; 9] =
    ["due_date", "paid_date", "principal", "interest", "fees", "penalties", "due", "paid", "outstanding"];

/// The columns of a case's transactions.
const TRANSACTION: [&str; 8] =
    ["date", "type", "amount", "principal", "interest", "fees", "penalties", "balance_after"];

/// The columns of a case's charges that the API answers.
const CHARGE: [&str; 6] = ["name", "ispenalty", "due", "paid", "waived", "outstanding"];

/// What differs; nothing where the API does not answer what is asked.
pub fn check(
    name: &str,
    wanted: Fields<'_>,
    answers: &Answers,
    options: &Options,
) -> Result<Option<Vec<String>>, Stop> {
    let one = |got: Cell| table::value(&wanted.get("value").and_then(table::expected), &got);
    Ok(Some(match name {
        "schedule" => schedule(wanted, answers, options)?,
        "totals" => totals(wanted, answers)?,
        "transactions" => transactions(wanted, answers, options)?,
        "status" => status(wanted.text("value")?, answers),
        "closed_zero" => closed_zero(answers)?,
        "outstanding" => one(amount(outstanding(answers)?)),
        "overdue" => one(amount(overdue(answers))),
        "charges" => charges(wanted, answers, options)?,
        "transaction_count" => one(Some(count(wanted.text("type")?, answers)?.to_string())),
        _ => return Ok(None),
    }))
}

/// Installments in the order of due dates.
pub fn schedule(wanted: Fields<'_>, answers: &Answers, options: &Options) -> Result<Vec<String>, Stop> {
    let columns: Vec<&str> = wanted.list("columns").iter().filter_map(Value::as_str).collect();
    if columns != schedule_rows::COLUMNS {
        return Err(Stop::Unsupported(format!("a schedule with the columns {columns:?}")));
    }
    let place = |name: &str| columns.iter().position(|column| *column == name);
    let cells = |row: &Value| -> Row {
        let cell = |name: &&str| row.get(place(name)?).and_then(table::expected);
        ANSWERED.iter().map(cell).collect()
    };
    // Rows without a number are disbursements, which are transactions.
    let installments = wanted.list("rows").iter().filter(|row| row.get(0).is_some_and(|number| !number.is_null()));
    let wanted: Vec<Row> = installments.map(cells).collect();
    let got: Vec<Row> = answers.installments.iter().map(row).collect();
    Ok(table::differences(&ANSWERED, &wanted, &got, |_, _| true, options.verbose))
}

fn row(installment: &Installment) -> Row {
    let [principal, interest, fees, penalties] = installment.expected;
    vec![
        text(&installment.due),
        installment.paid_on.clone(),
        amount(principal),
        amount(interest),
        amount(fees),
        amount(penalties),
        amount(installment.expected.iter().sum()),
        amount(installment.paid),
        amount(installment.left),
    ]
}

/// What all installments come to, and what was charged when money was paid out.
pub fn totals(wanted: Fields<'_>, answers: &Answers) -> Result<Vec<String>, Stop> {
    let all = &answers.installments;
    let sum = |of: &dyn Fn(&Installment) -> Decimal| all.iter().map(of).sum::<Decimal>();
    let [principal, interest, fees, penalties] =
        [0, 1, 2, 3].map(|at: usize| sum(&|it| it.expected.get(at).copied().unwrap_or_default()));
    let charged = charged_at_disbursement(answers)?;
    let due = principal + interest + fees + penalties + charged;
    let left = sum(&|it| it.left);
    let got = [
        ("principal", principal),
        ("interest", interest),
        ("fees", fees + charged),
        ("penalties", penalties),
        ("due", due),
        ("paid", sum(&|it| it.paid) + charged),
        ("outstanding", left),
    ];
    let differs = |(name, got): (&str, Decimal)| {
        let wanted = table::expected(wanted.get(name)?);
        (wanted != amount(got)).then(|| format!("{name} {} not {got}", wanted.unwrap_or_default()))
    };
    Ok(got.into_iter().filter_map(differs).collect())
}

/// What was taken out of the first disbursement.
fn charged_at_disbursement(answers: &Answers) -> Result<Decimal, Stop> {
    let mut charged = Decimal::ZERO;
    for transaction in answers.transactions.iter().map(Fields) {
        if let Some(of) =
            transaction.get("charged").filter(|_| transaction.maybe_text("due") == Some("AT_DISBURSEMENT"))
        {
            charged += Fields(of).decimal("expected")?;
        }
    }
    Ok(charged)
}

/// Fees and penalties, with what has become of each.
fn charges(wanted: Fields<'_>, answers: &Answers, options: &Options) -> Result<Vec<String>, Stop> {
    let cells =
        |row: &Value| -> Row { CHARGE.iter().map(|column| row.get(column).and_then(table::expected)).collect() };
    let mut wanted: Vec<Row> = wanted.list("rows").iter().map(cells).collect();
    let mut got = Vec::new();
    for transaction in answers.transactions.iter().map(Fields) {
        let Some(charged) = transaction.get("charged").map(Fields) else { continue };
        let cell = |key: &str| charged.decimal(key).map(amount);
        got.push(vec![
            transaction.maybe_text("name").and_then(text),
            text(if transaction.text("type")? == "penalty" { "true" } else { "false" }),
            cell("expected")?,
            cell("paid")?,
            cell("reduced")?,
            cell("due")?,
        ]);
    }
    wanted.sort();
    got.sort();
    Ok(table::differences(&CHARGE, &wanted, &got, |_, _| true, options.verbose))
}

/// Both are sorted: the order within a day is nobody's promise. Of what was taken back, the API says that it was, and no
/// longer what it did.
fn transactions(wanted: Fields<'_>, answers: &Answers, options: &Options) -> Result<Vec<String>, Stop> {
    let cells = |row: Fields<'_>| -> Row {
        TRANSACTION.iter().map(|column| row.get(column).and_then(table::expected)).collect()
    };
    let rows =
        wanted.list("rows").iter().map(Fields).filter(|row| is_listed(row.maybe_text("type").unwrap_or_default()));
    // Those that are marked as taken back come first, so that they are what is matched with such a transaction.
    let (marked, others): (Vec<_>, Vec<_>) = rows.partition(|row| row.flag("reverted"));
    let mut wanted: Vec<Row> = marked.into_iter().chain(others).map(cells).collect();
    let mut got = Vec::new();
    for transaction in answers.transactions.iter().map(Fields) {
        let Some(row) = transaction_row(transaction)? else { continue };
        let is_reversed = transaction.get("reversed_by").is_some();
        match wanted.iter().position(|wanted| wanted.get(..2) == row.get(..2)).filter(|_| is_reversed) {
            Some(same) => drop(wanted.remove(same)),
            // Where nothing was left to charge off, once earlier payments were known, nothing is shown.
            None if row.get(1) == Some(&text("CHARGE_OFF")) && row.get(2) == Some(&None) => {}
            None => got.push(row),
        }
    }
    wanted.sort();
    got.sort();
    Ok(table::differences(&TRANSACTION, &wanted, &got, |_, _| true, options.verbose))
}

/// Whether the API lists what a case calls by that name: no accruals, no income that is earned over the loan; and what is
/// taken out of a disbursement is a fee of it.
fn is_listed(kind: &str) -> bool {
    let is_of_books = kind.contains("BUY_DOWN_FEE") || kind.contains("CAPITALIZED_INCOME_AMORTIZATION");
    !accruals::is_accrual(kind) && kind != "REPAYMENT_AT_TIME_OF_DISBURSEMENT" && !is_of_books
}

fn count(kind: &str, answers: &Answers) -> Result<usize, Stop> {
    let mut count = 0;
    for transaction in answers.transactions.iter().map(Fields).filter(|it| it.get("reversed_by").is_none()) {
        let is = transaction_row(transaction)?.is_some_and(|row| row.get(1) == Some(&text(kind)));
        count += usize::from(is);
    }
    Ok(count)
}

fn place(answers: &Answers) -> (&str, &str) {
    let account = Fields(&answers.account);
    (account.maybe_text("state").unwrap_or_default(), account.maybe_text("sub_state").unwrap_or_default())
}

fn status(wanted: &str, answers: &Answers) -> Vec<String> {
    let (state, sub_state) = place(answers);
    let is = match wanted {
        "APPROVED" => state == "StateApproved",
        "ACTIVE" => state == "StateActive" || state == "StateActiveInArrears",
        "CLOSED_WRITTEN_OFF" => sub_state == "StateWrittenOff",
        // A loan that is overpaid, and one that may still be paid out more of, is not told apart by its state.
        "CLOSED_OBLIGATIONS_MET" | "OVERPAID" => sub_state == "StateRepaid" || sub_state == "StatePartiallyDisbursed",
        _ => false,
    };
    if is { Vec::new() } else { vec![format!("wanted {wanted}, got {state} {sub_state}")] }
}

fn outstanding(answers: &Answers) -> Result<Decimal, Stop> {
    let balances = Fields(&answers.account).object("balances")?;
    ["principal", "interest", "fees", "penalty"].iter().map(|key| balances.decimal(key)).sum()
}

fn closed_zero(answers: &Answers) -> Result<Vec<String>, Stop> {
    let outstanding = outstanding(answers)?;
    let (state, sub_state) = place(answers);
    let is_closed = state == "StateClosed" || sub_state == "StatePartiallyDisbursed";
    if is_closed && outstanding.is_zero() {
        return Ok(Vec::new());
    }
    Ok(vec![format!("{state} {sub_state} with {outstanding} outstanding")])
}

/// What is left of installments whose due date lies before the day.
fn overdue(answers: &Answers) -> Decimal {
    let today = answers.today.to_string();
    answers.installments.iter().filter(|it| it.due < today).map(|it| it.left).sum()
}
