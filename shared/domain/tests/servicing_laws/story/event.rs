//! What an operation means on the account as it stands.

use chrono::{Days, NaiveDate, TimeDelta};
use domain::servicing::account::Account;
use domain::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use domain::servicing::payoff::payoff;
use domain::servicing::transaction::{
    Charge, ChargeAmount, ChargeDue, Event, ReAge, RepaymentKind, Transaction, TransactionId,
};
use rust_decimal::Decimal;

use super::Story;
use crate::random::{ChargeForm, Much, What};
use crate::sums::{outstanding, scaled};

/// The event and its value date; nothing where there is nothing that it could be about.
pub fn event_of(story: &Story, what: &What, today: NaiveDate, on: NaiveDate) -> Option<(Event, NaiveDate)> {
    let later = |days: u64| today.checked_add_days(Days::new(days));
    let event = match what {
        What::PauseInterest { ahead, days } => {
            let first = later(*ahead)?;
            return Some((Event::InterestPause { until: first.checked_add_days(Days::new(*days))? }, first));
        }
        What::Rate { hundredths, ahead } => {
            return Some((Event::RateChange { rate: Decimal::new(*hundredths, 2) }, later(*ahead)?));
        }
        What::PauseArrears { days } => {
            return Some((Event::ArrearsPause { until: later(*days)? }, today));
        }
        What::MoveDue { pick, days } => due_date_change(story, *pick, *days)?,
        What::Extend { count } => Event::ExtraTerms { count: *count },
        What::Grace { principal, interest } => Event::MidTermGrace { principal: *principal, interest: *interest },
        What::ReAge { ahead, installments, interest } => {
            let period = RepaymentPeriod { every: 1, unit: PeriodUnit::Months };
            let plan = ReAge { first_due: later(*ahead)?, installments: *installments, period, interest: *interest };
            Event::ReAge { plan }
        }
        What::ReAmortise { interest } => Event::ReAmortise { interest: *interest },
        What::Holiday { installments } => Event::PaymentHoliday { installments: *installments },
        What::Lock { operation } => Event::Lock { operations: vec![*operation] },
        What::Unlock { operation } => Event::Unlock { operations: vec![*operation] },
        What::ResumeArrears => Event::ArrearsResume,
        What::ChargeOff => Event::ChargeOff,
        What::Terminate => Event::Termination,
        What::Charge { penalty, form, part, ahead } => charge(story, *penalty, *form, *part, later(*ahead)?),
        _ => money(story, what, on)?,
    };
    Some((event, on))
}

fn money(story: &Story, what: &What, on: NaiveDate) -> Option<Event> {
    let account = &story.last().account;
    let granted = story.terms.principal;
    Some(match what {
        What::Disburse { part } => Event::Disbursement { amount: share(story, granted, *part) },
        What::Capitalize { part } => Event::CapitalizedIncome { amount: share(story, granted, *part) },
        What::Approve { part } => Event::ApprovedAmount { amount: share(story, granted, *part) },
        What::Repay { kind, much } => Event::Repayment { amount: amount(story, *kind, *much, on)?, kind: *kind },
        What::RefundBalance { part } => Event::CreditBalanceRefund { amount: share(story, account.overpaid, *part) },
        What::Redraw { part } => Event::Redraw { amount: share(story, account.redraw, *part) },
        What::ApplyInterest { part } => {
            let open = outstanding(account).interest;
            Event::InterestApplied { amount: part.map(|part| share(story, open, part)) }
        }
        What::Chargeback { pick, part } => {
            let payment = picked(story, *pick, |event| matches!(event, Event::Repayment { .. }))?;
            let Event::Repayment { amount, .. } = payment.event else { return None };
            Event::Chargeback { of: payment.id, amount: share(story, amount, *part) }
        }
        What::RefundInterest { pick } => {
            let refund = picked(story, *pick, |event| {
                matches!(
                    event,
                    Event::Repayment { kind: RepaymentKind::MerchantIssuedRefund | RepaymentKind::PayoutRefund, .. }
                )
            })?;
            Event::InterestRefund { of: refund.id, amount: None }
        }
        What::PayCharge { pick, part } => {
            let of = picked(story, *pick, |event| matches!(event, Event::Charge { .. }))?.id;
            Event::ChargePayment { of, amount: share(story, left_of(account, of), *part) }
        }
        What::WaiveCharge { pick } => {
            Event::ChargeWaiver { of: picked(story, *pick, |event| matches!(event, Event::Charge { .. }))?.id }
        }
        What::WriteOff { part: None } => Event::WriteOff { amounts: None },
        What::WriteOff { part: Some(part) } => {
            let decimals = story.terms.rounding.decimals;
            Event::WriteOff { amounts: Some(scaled(outstanding(account), Decimal::new((*part).into(), 3), decimals)) }
        }
        What::Reverse { pick } => Event::Reversal { of: picked(story, *pick, |_| true)?.id },
        _ => return None,
    })
}

/// One of the transactions of a sort; the last one first.
fn picked(story: &Story, pick: u16, is: impl Fn(&Event) -> bool) -> Option<&Transaction> {
    let of_sort: Vec<_> = story.transactions.iter().rev().filter(|transaction| is(&transaction.event)).collect();
    let at = usize::from(pick).checked_rem(of_sort.len())?;
    of_sort.get(at).copied()
}

fn left_of(account: &Account, of: TransactionId) -> Decimal {
    let charge = account.charges.iter().find(|charge| charge.id == of);
    charge.map_or(Decimal::ZERO, |charge| charge.amount - charge.paid - charge.waived)
}

/// Thousandths of an amount in minor units, at least one of them.
fn share(story: &Story, of: Decimal, part: u16) -> Decimal {
    at_least_one(story, of * Decimal::new(part.into(), 3))
}

fn at_least_one(story: &Story, amount: Decimal) -> Decimal {
    let decimals = story.terms.rounding.decimals;
    amount.trunc_with_scale(decimals).max(Decimal::new(1, decimals)).normalize()
}

fn amount(story: &Story, kind: RepaymentKind, much: Much, on: NaiveDate) -> Option<Decimal> {
    let account = &story.last().account;
    let open = outstanding(account);
    let all = if kind == RepaymentKind::InterestWaiver { open.interest } else { open.total() };
    Some(match much {
        Much::Installment => {
            let first = account.installments.iter().find(|installment| !installment.is_settled())?;
            at_least_one(story, first.outstanding().total())
        }
        Much::Part(part) => share(story, all, part),
        Much::Payoff => at_least_one(story, payoff(&story.terms, &story.transactions, on).ok()?.total()),
        Much::Beyond(part) => share(story, all, part.saturating_add(1_000)),
        Much::Unit => at_least_one(story, Decimal::ZERO),
    })
}

fn charge(story: &Story, penalty: bool, form: ChargeForm, part: u16, due: NaiveDate) -> Event {
    let flat = ChargeAmount::Flat(share(story, story.terms.principal, part));
    let percent = Decimal::new(part.into(), 1);
    let (amount, due) = match form {
        ChargeForm::OnDay => (flat, ChargeDue::On(due)),
        ChargeForm::OfAmount => (ChargeAmount::PercentOfAmount(percent), ChargeDue::On(due)),
        ChargeForm::OfInterest => (ChargeAmount::PercentOfInterest(percent), ChargeDue::On(due)),
        ChargeForm::EachInstallment => (flat, ChargeDue::EachInstallment),
        ChargeForm::AtDisbursement => (ChargeAmount::PercentOfDisbursement(percent), ChargeDue::AtDisbursement),
    };
    Event::Charge { charge: Charge { name: "charge".to_owned(), penalty, amount, due } }
}

fn due_date_change(story: &Story, pick: u16, days: i64) -> Option<Event> {
    let installments = &story.last().account.installments;
    let at = usize::from(pick).checked_rem(installments.len())?;
    let from = installments.get(at)?.due;
    Some(Event::DueDateChange { from, to: from.checked_add_signed(TimeDelta::days(days))? })
}
