//! Money that comes in.

use rust_decimal::Decimal;

use super::inadmissible::Inadmissible;
use super::request::Request;
use crate::servicing::account::{Account, Standing};
use crate::servicing::installment::Installment;
use crate::servicing::terms::FuturePayments;
use crate::servicing::transaction::{Event, RepaymentKind, Transaction};

pub(super) fn by_list(request: &Request<'_>, amount: Decimal, kind: RepaymentKind) -> Result<(), Inadmissible> {
    match kind {
        RepaymentKind::Recovery if !request.history.has(|event| matches!(event, Event::WriteOff { .. })) => {
            Err(Inadmissible::NotWrittenOff)
        }
        RepaymentKind::CapitalizedIncomeAdjustment => {
            let left = capitalized_income_left(request);
            if amount > left { Err(Inadmissible::BeyondCapitalized { asked: amount, left }) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

/// What was capitalized up to the value date, without what it has been lowered by.
fn capitalized_income_left(request: &Request<'_>) -> Decimal {
    let income = |transaction: &&Transaction| match transaction.event {
        Event::CapitalizedIncome { amount } if transaction.value_date <= request.on() => Some(amount),
        Event::Repayment { amount, kind: RepaymentKind::CapitalizedIncomeAdjustment } => Some(-amount),
        _ => None,
    };
    request.history.standing.iter().filter_map(income).sum()
}

pub(super) fn by_account(
    request: &Request<'_>,
    account: &Account,
    amount: Decimal,
    kind: RepaymentKind,
) -> Result<(), Inadmissible> {
    match kind {
        RepaymentKind::Recovery => recovery(request, account, amount),
        _ if account.standing == Standing::WrittenOff => Err(Inadmissible::WrittenOff),
        RepaymentKind::InterestWaiver => {
            let left = sum(account, |installment| installment.outstanding().interest);
            if amount > left { Err(Inadmissible::BeyondInterest { asked: amount, left }) } else { Ok(()) }
        }
        RepaymentKind::Repayment | RepaymentKind::ExternalRepayment | RepaymentKind::DownPayment => {
            in_advance(request, amount)
        }
        _ => Ok(()),
    }
}

/// No more is recovered than was written off.
fn recovery(request: &Request<'_>, account: &Account, amount: Decimal) -> Result<(), Inadmissible> {
    let recovered = request.history.sum(|event| match event {
        Event::Repayment { amount, kind: RepaymentKind::Recovery } => Some(*amount),
        _ => None,
    });
    let left = sum(account, |installment| installment.written_off.total()) - recovered;
    if amount > left { Err(Inadmissible::BeyondWrittenOff { asked: amount, left }) } else { Ok(()) }
}

/// What the borrower pays is no more than the terms accept: what is due, what is outstanding, or anything.
fn in_advance(request: &Request<'_>, amount: Decimal) -> Result<(), Inadmissible> {
    let acceptance = request.terms.prepayment.acceptance;
    if acceptance == FuturePayments::AcceptOverpayments {
        return Ok(());
    }
    let account = request.account_on_value_date()?;
    if acceptance == FuturePayments::Refused {
        let due = sum_of(account.installments.iter().filter(|installment| installment.due <= request.on()));
        return if amount > due { Err(Inadmissible::BeyondDue { asked: amount, due }) } else { Ok(()) };
    }
    let outstanding = sum_of(account.installments.iter());
    if amount > outstanding { Err(Inadmissible::BeyondOutstanding { asked: amount, outstanding }) } else { Ok(()) }
}

fn sum_of<'a>(installments: impl Iterator<Item = &'a Installment>) -> Decimal {
    installments.map(|installment| installment.outstanding().total()).sum()
}

fn sum(account: &Account, of: impl Fn(&Installment) -> Decimal) -> Decimal {
    account.installments.iter().map(of).sum()
}
