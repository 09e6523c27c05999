//! What happens in a timeline, as transactions of a loan.

use chrono::NaiveDate;
use domain::servicing::account::Account;
use domain::servicing::admission::{admit_tranche, room};
use domain::servicing::installment::InstallmentKind;
use domain::servicing::payoff::payoff;
use domain::servicing::terms::{ExpectedTranche, PayoffInterest, ScheduleEngine};
use domain::servicing::transaction::{
    Components, Event, ReAge, ReAgeInterest, ReAmortiseInterest, RepaymentKind, Transaction, TransactionId,
};
use rust_decimal::Decimal;

use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::{accruals, called_due, charges, deferred_income, delinquency, engine, ownership, terms};

/// Does to a loan what an action says, and recognises the income that it shows. Settings of a whole system and what is no
/// loan's are done with elsewhere.
pub fn apply(loan: &mut Loan, name: &str, action: Fields<'_>) -> Result<(), Stop> {
    if name == "charge_off" {
        let account = engine::account(loan)?;
        deferred_income::before_charge_off(loan, &account);
    }
    let before = engine::account(loan)?;
    if let Some(reason) = called_due::unsupported(loan, name, action, &before)? {
        return Err(Stop::Unsupported(reason.to_owned()));
    }
    if name == "close_of_business" {
        loan.accruals.before_run(before.clone(), loan.terms.schedule.engine);
    }
    act(loan, name, action)?;
    let account = engine::account(loan)?;
    delinquency::after_action(loan, name, action, before, &account)?;
    let kind = match name {
        "close_of_business" => accruals::Action::CloseOfBusiness,
        "add_charge" => accruals::Action::Charge,
        "undo_transaction" => accruals::Action::Undo,
        "undo_last_disbursal" => {
            let undone = loan.transactions.last().and_then(|it| match it.event {
                Event::Reversal { of } => loan.find(of),
                _ => None,
            });
            undone.map_or(accruals::Action::Undo, |it| accruals::Action::UndoDisbursement(it.value_date))
        }
        "charge_off" => accruals::Action::ChargeOff(action.maybe_date("date")?.unwrap_or(loan.business_date)),
        _ if action.maybe_date("date")?.is_some_and(|date| date < loan.business_date) => accruals::Action::Backdated,
        _ => accruals::Action::Any,
    };
    if name == "waive_charge" {
        note_waiver(loan, &account);
    }
    let days = accruals::days_to_close(loan);
    deferred_income::after_action(loan, &account, kind, name, &days);
    accruals::after_action(loan, &account, kind, accruals::Reprocessing::after(name));
    Ok(())
}

/// Notes what had been recognised of a charge that was waived just now.
fn note_waiver(loan: &mut Loan, account: &Account) {
    let Some(Transaction { id, event: Event::ChargeWaiver { of }, .. }) = loan.transactions.last() else { return };
    if let Some(charge) = account.charges.iter().find(|charge| charge.id == *of) {
        loan.accruals.waived(*id, charge);
    }
}

fn act(loan: &mut Loan, name: &str, action: Fields<'_>) -> Result<(), Stop> {
    match name {
        "approve" => approve(loan, action)?,
        "disburse" => loan.disburse(action.date("date")?, action.decimal("amount")?)?,
        "disburse_without_auto_downpayment" => {
            loan.enter(action.date("date")?, Event::Disbursement { amount: action.decimal("amount")? })?;
        }
        "repayment" => loan.repay(action.date("date")?, action.decimal("amount")?, RepaymentKind::Repayment, false)?,
        "transaction" => {
            let kind = terms::repayment_kind(action.text("type")?)?;
            let with_interest = action.get("interest_refund").is_none_or(|_| action.flag("interest_refund"));
            loan.repay(action.date("date")?, action.decimal("amount")?, kind, with_interest)?;
        }
        "payoff" => pay_off(loan, action.date("date")?)?,
        "capitalized_income_adjustment" => {
            let (on, amount) = (action.maybe_date("date")?.unwrap_or(loan.business_date), action.decimal("amount")?);
            loan.repay(on, amount, RepaymentKind::CapitalizedIncomeAdjustment, false)?;
        }
        "buy_down_fee" => {
            let on = action.maybe_date("date")?.unwrap_or(loan.business_date);
            loan.deferred.pay_fee(on, action.decimal("amount")?);
        }
        "undo_transaction" => undo(loan, action)?,
        "undo_last_disbursal" => undo_last_disbursal(loan)?,
        "undo_disbursal" => undo_disbursals(loan)?,
        "undo_terminate_contract" | "undo_contract_termination" => {
            loan.reverse_last("termination", |event| matches!(event, Event::Termination))?;
        }
        "undo_write_off" => loan.reverse_last("write-off", |event| matches!(event, Event::WriteOff { .. }))?,
        "undo_charge_off" => loan.reverse_last("charge-off", |event| matches!(event, Event::ChargeOff))?,
        "undo_reage" => loan.reverse_last("re-ageing", |event| matches!(event, Event::ReAge { .. }))?,
        "undo_reamortize" => {
            loan.reverse_last("re-amortisation", |event| matches!(event, Event::ReAmortise { .. }))?;
        }
        "reschedule" => {
            for item in action.list("items") {
                for (from, event) in rescheduled(Fields(item))? {
                    loan.enter(from, event)?;
                }
            }
        }
        "add_expected_tranche" => {
            let tranche = tranche(action)?;
            admit_tranche(&loan.terms, &loan.transactions, tranche)
                .map_err(|refused| Stop::Failed(format!("refused: {refused}")))?;
            loan.terms.schedule.expected_tranches.push(tranche);
            loan.touch()?;
        }
        "close_of_business" => {
            loan.touch()?;
            loan.charge_late_fees()?;
            ownership::close_day(loan)?;
        }
        "ownership_transfer_request" => ownership::request(loan, action)?,
        _ => {
            let (on, event) = event(loan, name, action)?;
            loan.enter(on, event)?;
        }
    }
    Ok(())
}

/// The event that an action stands for, and its value date, where it is one event.
pub fn event(loan: &Loan, name: &str, action: Fields<'_>) -> Result<(NaiveDate, Event), Stop> {
    let today = loan.business_date;
    let on = |key| action.maybe_date(key).map(|date| date.unwrap_or(today));
    Ok(match name {
        "disburse" => (on("date")?, Event::Disbursement { amount: action.decimal("amount")? }),
        "repayment" => {
            (on("date")?, Event::Repayment { amount: action.decimal("amount")?, kind: RepaymentKind::Repayment })
        }
        "capitalized_income" => (on("date")?, Event::CapitalizedIncome { amount: action.decimal("amount")? }),
        "credit_balance_refund" => (on("date")?, Event::CreditBalanceRefund { amount: action.decimal("amount")? }),
        "add_charge" => charges::event(action, today)?,
        "waive_charge" => {
            let (of, due) = charges::named(loan, action)?;
            (action.maybe_date("date")?.unwrap_or(due.min(today)), Event::ChargeWaiver { of })
        }
        "pay_charge" => {
            let (of, _) = charges::named(loan, action)?;
            (on("date")?, Event::ChargePayment { of, amount: action.decimal("amount")? })
        }
        "chargeback" => {
            let of = payment(loan, action.count("of_payment")?)?;
            (today, Event::Chargeback { of, amount: action.decimal("amount")? })
        }
        "charge_off" => (on("date")?, Event::ChargeOff),
        "write_off" => (on("date")?, Event::WriteOff { amounts: None }),
        "terminate_contract" => (today, Event::Termination),
        "interest_pause" => (on("from")?, Event::InterestPause { until: action.date("to")? }),
        "delinquency_pause" => (on("from")?, Event::ArrearsPause { until: action.date("to")? }),
        "delinquency_resume" => (on("from")?, Event::ArrearsResume),
        "reage" => {
            let plan = re_age(action)?;
            (today.min(plan.first_due), Event::ReAge { plan })
        }
        "reamortize" => (today, Event::ReAmortise { interest: re_amortise(action)? }),
        "update_approved_amount" => (today, Event::ApprovedAmount { amount: action.decimal("amount")? }),
        "update_available_amount" => (today, approved_with(loan, action.decimal("amount")?)),
        "update_amount" => match action.text("field")? {
            "approved amount" => (today, Event::ApprovedAmount { amount: action.decimal("amount")? }),
            "available disbursement amount" => (today, approved_with(loan, action.decimal("amount")?)),
            other => return Err(Stop::Unsupported(format!("changing the {other}"))),
        },
        other => (on("date")?, payment_of_kind(other, action)?),
    })
}

/// A payment that an action is named for.
fn payment_of_kind(name: &str, action: Fields<'_>) -> Result<Event, Stop> {
    let kind = match name {
        "waive_interest" => RepaymentKind::InterestWaiver,
        _ => terms::repayment_kind(&name.to_ascii_uppercase())
            .map_err(|_| Stop::Unsupported(format!("action {name}")))?,
    };
    Ok(Event::Repayment { amount: action.decimal("amount")?, kind })
}

/// The approval that leaves an amount to be paid out, beside what is paid out and planned.
fn approved_with(loan: &Loan, available: Decimal) -> Event {
    Event::ApprovedAmount { amount: room(&loan.terms, &loan.transactions).used() + available }
}

fn approve(loan: &mut Loan, action: Fields<'_>) -> Result<(), Stop> {
    loan.terms.principal = action.decimal("amount")?;
    loan.terms.limits.approved_on = action.maybe_date("date")?;
    if let Some(expected) = action.maybe_date("expected_disbursement")? {
        loan.terms.expected_disbursement = expected;
    }
    loan.touch()
}

fn pay_off(loan: &mut Loan, on: NaiveDate) -> Result<(), Stop> {
    let interest = &loan.terms.interest;
    let account = engine::account(loan)?;
    let amount = if on < loan.business_date && (interest.recalculation.is_none() || interest.rate.is_zero()) {
        // Where interest follows no payments, a payoff as of an earlier day takes what has come to be owed since.
        account.installments.iter().map(|row| row.outstanding().total()).sum()
    } else {
        payoff(&loan.terms, &loan.transactions, quoted_on(loan, &account, on)?)?.total()
    };
    if amount.is_zero() {
        return Ok(());
    }
    loan.repay(on, amount, RepaymentKind::Repayment, false)
}

/// The day of which the systems quote a payoff. Where they ask for interest to the end of a period, and the day lies in
/// none, they quote the first due date.
fn quoted_on(loan: &Loan, account: &Account, on: NaiveDate) -> Result<NaiveDate, Stop> {
    let interest = &loan.terms.interest;
    let to_period_end = interest.recalculation.is_some_and(|it| it.payoff_interest == PayoffInterest::TillPeriodEnd);
    let dues = || account.installments.iter().filter(|row| row.kind != InstallmentKind::DownPayment).map(|row| row.due);
    let is_progressive = loan.terms.schedule.engine == ScheduleEngine::Progressive;
    if !to_period_end || !is_progressive || interest.rate.is_zero() || dues().max().is_none_or(|last| on <= last) {
        return Ok(on);
    }
    let first = dues().min().unwrap_or(on);
    if loan.transactions.iter().any(|it| it.value_date > first && !loan.is_reversed(it.id)) {
        return Err(Stop::Unsupported("a payoff after the last due date, to the end of a period".to_owned()));
    }
    Ok(first)
}

/// The `nth` repayment, counted from the one that was entered last.
fn payment(loan: &Loan, nth: u32) -> Result<TransactionId, Stop> {
    let is = |it: &&Transaction| matches!(it.event, Event::Repayment { kind: RepaymentKind::Repayment, .. });
    pick(loan.transactions.iter().rev().filter(is), nth)
}

fn pick<'a>(mut from: impl Iterator<Item = &'a Transaction>, nth: u32) -> Result<TransactionId, Stop> {
    let at = usize::try_from(nth.saturating_sub(1)).unwrap_or(usize::MAX);
    from.nth(at).map(|it| it.id).ok_or_else(|| Stop::Failed(format!("there is no transaction {nth} of that sort")))
}

fn undo(loan: &mut Loan, action: Fields<'_>) -> Result<(), Stop> {
    let sort = action.text("type")?;
    if sort == "LAST_REPAYMENT" {
        let is = |event: &Event| matches!(event, Event::Repayment { kind: RepaymentKind::Repayment, .. });
        return loan.reverse_last("repayment", is);
    }
    let nth = action.maybe_count("nth")?.unwrap_or(1);
    let on = action.maybe_date("made_on")?.or(action.maybe_date("on")?);
    if sort == "BUY_DOWN_FEE" && loan.deferred.undo_fee(on) {
        return Ok(());
    }
    let standing: Vec<&Transaction> = loan
        .transactions
        .iter()
        .filter(|it| on.is_none_or(|on| it.value_date == on) && !loan.is_reversed(it.id))
        .filter(|it| is_of_sort(&it.event, sort))
        .collect();
    let id = pick(standing.into_iter(), nth)?;
    loan.reverse(id)
}

/// Takes back what was paid out last, and first the repayments that were entered since.
fn undo_last_disbursal(loan: &mut Loan) -> Result<(), Stop> {
    let is = |event: &Event| matches!(event, Event::Disbursement { .. });
    let last = loan.last(is).and_then(|id| loan.find(id)).map(|it| (it.id, it.value_date));
    let Some((last, on)) = last else { return loan.reverse_last("disbursement", is) };
    let repays = |it: &&Transaction| matches!(it.event, Event::Repayment { kind: RepaymentKind::Repayment, .. });
    let since = loan.transactions.iter().rev().filter(|it| it.id > last && it.value_date >= on).filter(repays);
    for id in since.map(|it| it.id).collect::<Vec<_>>() {
        if !loan.is_reversed(id) {
            loan.reverse(id)?;
            loan.unlisted.insert(id);
        }
    }
    loan.reverse(last)
}

/// Takes back what was paid out, and first all that came of it.
fn undo_disbursals(loan: &mut Loan) -> Result<(), Stop> {
    let ids: Vec<TransactionId> = loan.transactions.iter().rev().map(|it| it.id).collect();
    let all = ids.iter().filter(|id| loan.find(**id).is_some_and(|it| is_of_sort(&it.event, "ANY"))).copied();
    let (disbursements, later): (Vec<_>, Vec<_>) =
        all.partition(|id| loan.find(*id).is_some_and(|it| matches!(it.event, Event::Disbursement { .. })));
    for id in later.into_iter().chain(disbursements) {
        if !loan.is_reversed(id) && !loan.find(id).is_some_and(|it| matches!(it.event, Event::ApprovedAmount { .. })) {
            loan.reverse(id)?;
        }
    }
    Ok(())
}

/// Whether an event is what the cases call by a name.
pub fn is_of_sort(event: &Event, sort: &str) -> bool {
    match event {
        Event::Charge { .. } | Event::Reversal { .. } => false,
        _ if sort == "ANY" => true,
        event => crate::transactions::type_of(event).is_some_and(|name| name == sort),
    }
}

/// What a request to reschedule asks for.
pub fn rescheduled(item: Fields<'_>) -> Result<Vec<(NaiveDate, Event)>, Stop> {
    let from = item.date("reschedule_from_date")?;
    let mut events = Vec::new();
    if let Some(rate) = item.maybe_decimal("new_interest_rate")? {
        events.push((from, Event::RateChange { rate }));
    }
    if let Some(to) = item.maybe_date("adjusted_due_date")? {
        events.push((from, Event::DueDateChange { from, to }));
    }
    if let Some(count) = item.maybe_count("extra_terms")? {
        events.push((from, Event::ExtraTerms { count }));
    }
    let principal = item.maybe_count("grace_on_principal")?.unwrap_or(0);
    let interest = item.maybe_count("grace_on_interest")?.unwrap_or(0);
    if principal > 0 || interest > 0 {
        events.push((from, Event::MidTermGrace { principal, interest }));
    }
    Ok(events)
}

/// A disbursement that is planned.
pub fn tranche(action: Fields<'_>) -> Result<ExpectedTranche, Stop> {
    Ok(ExpectedTranche { on: action.date("date")?, amount: action.decimal("amount")? })
}

/// The plan of a re-ageing.
pub fn re_age(action: Fields<'_>) -> Result<ReAge, Stop> {
    let [item] = action.list("items") else { return Err(Stop::Failed("a re-ageing has one item".to_owned())) };
    let item = Fields(item);
    Ok(ReAge {
        first_due: item.date("start_date")?,
        installments: item.count("number_of_installments")?,
        period: terms::period(item.count("frequency_number")?, item.text("frequency_type")?)?,
        interest: match item.maybe_text("re_age_interest_handling") {
            None | Some("DEFAULT") => ReAgeInterest::Default,
            Some("EQUAL_AMORTIZATION_FULL_INTEREST" | "EQUAL_AMORTIZATION_INTEREST_SPLIT") => {
                ReAgeInterest::EqualAmortizationFullInterest
            }
            Some("EQUAL_AMORTIZATION_PAYABLE_INTEREST") => ReAgeInterest::EqualAmortizationPayableInterest,
            Some("WAIVE_INTEREST") => ReAgeInterest::WaiveInterest,
            Some(other) => return Err(Stop::Unsupported(format!("re-ageing with {other}"))),
        },
    })
}

fn re_amortise(action: Fields<'_>) -> Result<ReAmortiseInterest, Stop> {
    Ok(match action.maybe_text("interest_handling") {
        None | Some("DEFAULT") => ReAmortiseInterest::Default,
        Some("EQUAL_AMORTIZATION_INTEREST_SPLIT") => ReAmortiseInterest::EqualAmortizationInterestSplit,
        Some("WAIVE_INTEREST") => ReAmortiseInterest::WaiveInterest,
        Some(other) => return Err(Stop::Unsupported(format!("re-amortisation with {other}"))),
    })
}

/// Nothing of any component: what a posting has that moves no money.
pub const NOTHING: Components = Components {
    principal: rust_decimal::Decimal::ZERO,
    interest: rust_decimal::Decimal::ZERO,
    fees: rust_decimal::Decimal::ZERO,
    penalties: rust_decimal::Decimal::ZERO,
};
