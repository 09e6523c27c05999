//! The list of a loan's transactions, as the cases show it.

use domain::servicing::account::Account;
use domain::servicing::transaction::{Event, RepaymentKind, Transaction};

use crate::accruals;
use crate::actions::NOTHING;
use crate::charges;
use crate::deferred_income;
use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::table::{self, Row, amount, date, text};

/// The columns that are compared.
const COLUMNS: [&str; 8] = ["date", "type", "amount", "principal", "interest", "fees", "penalties", "balance_after"];

/// What the cases call an event; nothing for one that they do not list.
pub fn type_of(event: &Event) -> Option<&'static str> {
    Some(match event {
        Event::Disbursement { .. } => "DISBURSEMENT",
        Event::CapitalizedIncome { .. } => "CAPITALIZED_INCOME",
        Event::Repayment { kind, .. } => match kind {
            RepaymentKind::Repayment | RepaymentKind::ExternalRepayment | RepaymentKind::Refinance => "REPAYMENT",
            RepaymentKind::DownPayment => "DOWN_PAYMENT",
            RepaymentKind::MerchantIssuedRefund => "MERCHANT_ISSUED_REFUND",
            RepaymentKind::PayoutRefund => "PAYOUT_REFUND",
            RepaymentKind::GoodwillCredit => "GOODWILL_CREDIT",
            RepaymentKind::InterestPaymentWaiver => "INTEREST_PAYMENT_WAIVER",
            RepaymentKind::ChargeRefund => "CHARGE_REFUND",
            RepaymentKind::ChargeAdjustment => "CHARGE_ADJUSTMENT",
            RepaymentKind::CapitalizedIncomeAdjustment => "CAPITALIZED_INCOME_ADJUSTMENT",
            RepaymentKind::InterestRefund => "INTEREST_REFUND",
            RepaymentKind::InterestWaiver => "WAIVE_INTEREST",
            RepaymentKind::Recovery => "RECOVERY_REPAYMENT",
        },
        Event::InterestRefund { .. } => "INTEREST_REFUND",
        Event::CreditBalanceRefund { .. } => "CREDIT_BALANCE_REFUND",
        Event::Chargeback { .. } => "CHARGEBACK",
        Event::ChargePayment { .. } => "CHARGE_PAYMENT",
        Event::ChargeWaiver { .. } => "WAIVE_CHARGES",
        Event::ReAge { .. } => "RE_AGE",
        Event::ReAmortise { .. } => "RE_AMORTIZE",
        Event::ChargeOff => "CHARGE_OFF",
        Event::WriteOff { .. } => "WRITE_OFF",
        Event::Termination => "CONTRACT_TERMINATION",
        Event::Charge { .. }
        | Event::InterestPause { .. }
        | Event::RateChange { .. }
        | Event::DueDateChange { .. }
        | Event::ExtraTerms { .. }
        | Event::MidTermGrace { .. }
        | Event::Reversal { .. }
        | Event::ArrearsPause { .. }
        | Event::ArrearsResume
        | Event::ApprovedAmount { .. }
        | Event::InterestApplied { .. }
        | Event::PaymentHoliday { .. }
        | Event::Redraw { .. }
        | Event::Lock { .. }
        | Event::Unlock { .. } => return None,
    })
}

/// What differs between the transactions of a case and those of a loan. The order within a day is nobody's promise, so
/// both are sorted.
pub fn compare(wanted: Fields<'_>, loan: &Loan, account: &Account, verbose: bool) -> Result<Vec<String>, Stop> {
    let (accrued, listed): (Vec<_>, Vec<_>) = wanted
        .list("rows")
        .iter()
        .map(Fields)
        .partition(|row| row.maybe_text("type").is_some_and(accruals::is_accrual));
    let mut differences = compare_rows(&listed, rows(loan, account), verbose);
    differences.extend(compare_flags(&listed, loan));
    if !wanted.flag("without_accruals") && differences.is_empty() {
        // What is earned of charges of each installment is what they are listed with.
        charges::known(loan)?;
        return accruals::compare(&accrued, loan, account);
    }
    Ok(differences)
}

fn compare_rows(wanted: &[Fields<'_>], mut got: Vec<Row>, verbose: bool) -> Vec<String> {
    let mut wanted: Vec<Row> = wanted
        .iter()
        .map(|row| COLUMNS.iter().map(|column| row.get(column).and_then(table::expected)).collect())
        .collect();
    wanted.sort();
    got.sort();
    table::differences(&COLUMNS, &wanted, &got, |_, _| true, verbose)
}

fn rows(loan: &Loan, account: &Account) -> Vec<Row> {
    let mut rows: Vec<Row> =
        loan.transactions.iter().filter_map(|transaction| row(loan, account, transaction)).collect();
    rows.extend(deferred_income::rows(loan));
    let at_disbursement = charges::paid_out_with(loan, account);
    let disbursed = account.postings.iter().find(|posting| {
        loan.find(posting.id).is_some_and(|transaction| matches!(transaction.event, Event::Disbursement { .. }))
    });
    if let Some(posting) = disbursed.filter(|_| !at_disbursement.paid.is_zero()) {
        rows.push(vec![
            date(posting.value_date),
            text("REPAYMENT_AT_TIME_OF_DISBURSEMENT"),
            amount(at_disbursement.paid),
            amount(NOTHING.principal),
            amount(NOTHING.interest),
            amount(at_disbursement.paid),
            amount(NOTHING.penalties),
            amount(posting.balance_after),
        ]);
    }
    rows
}

/// The row of a transaction: what it does now, or what it did before it was taken back.
fn row(loan: &Loan, account: &Account, transaction: &Transaction) -> Option<Row> {
    let kind = type_of(&transaction.event)?;
    if matches!(transaction.event, Event::Disbursement { .. }) && loan.is_reversed(transaction.id) {
        // What was not paid out in the end is not shown as taken back, but not at all.
        return None;
    }
    if loan.unlisted.contains(&transaction.id) {
        return None;
    }
    let posting = if loan.is_reversed(transaction.id) {
        loan.postings.get(&transaction.id)
    } else {
        account.postings.iter().find(|it| it.id == transaction.id)
    };
    if sums_up(&transaction.event) && posting.is_none_or(|posting| posting.amount.is_zero()) {
        // There was nothing that it could sum up, or no longer, once earlier payments were known.
        return None;
    }
    let Some(posting) = posting else {
        return Some(vec![date(transaction.value_date), text(kind), None, None, None, None, None, None]);
    };
    // A disbursement makes principal owed, and is shown as paying none of it.
    let shown = match transaction.event {
        Event::Disbursement { .. } => NOTHING,
        Event::ChargeWaiver { .. } => loan.accruals.written_down(transaction.id, posting.components),
        _ => posting.components,
    };
    Some(vec![
        date(posting.value_date),
        text(kind),
        amount(posting.amount),
        amount(shown.principal),
        amount(shown.interest),
        amount(shown.fees),
        amount(shown.penalties),
        amount(posting.balance_after),
    ])
}

/// Whether an event has the amount of what it finds outstanding.
fn sums_up(event: &Event) -> bool {
    matches!(event, Event::ChargeOff | Event::Termination | Event::ReAge { .. } | Event::ReAmortise { .. })
}

/// Marks that a case puts on rows: taken back, or made to do something else by what was entered later.
fn compare_flags(wanted: &[Fields<'_>], loan: &Loan) -> Vec<String> {
    let mut differences = Vec::new();
    for row in wanted {
        let of_that_row = |transaction: &&Transaction| {
            type_of(&transaction.event) == row.maybe_text("type")
                && row.maybe_text("date") == Some(transaction.value_date.to_string().as_str())
        };
        let any = |is: &dyn Fn(&Transaction) -> bool| loan.transactions.iter().filter(of_that_row).any(is);
        if row.flag("reverted") && !any(&|transaction| loan.is_reversed(transaction.id)) {
            differences.push(format!("not taken back: {}", row.0));
        }
        // A refund of an overpayment is marked even where it is what it was.
        let is_refund = row.maybe_text("type") == Some("CREDIT_BALANCE_REFUND");
        if row.flag("replayed") && !is_refund && !any(&|transaction| loan.replayed.contains(&transaction.id)) {
            differences.push(format!("never did anything else: {}", row.0));
        }
    }
    differences
}
