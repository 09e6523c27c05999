//! Terms, transactions and accounts that tests write down by hand.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::account::{Account, Standing};
use super::allocation::order::{AllocationOrder, AllocationRules, Component, Direction, DueState, FutureInstallments};
use super::credit_line::RedrawTerms;
use super::due_dates::{PeriodUnit, RepaymentPeriod};
use super::installment::{Installment, InstallmentKind};
use super::limits::Limits;
use super::rounding::Rounding;
use super::terms::{
    ArrearsTerms, ChargeOffInterest, DayCount, InterestCalculation, InterestMethod, InterestTerms, LeapDay,
    PayoffInterest, PenaltyTerms, PrepaymentEffect, PrepaymentTerms, RatePeriod, Recalculation, RestFrequency,
    ScheduleEngine, ScheduleTerms, Terms,
};
use super::transaction::{Components, Event, RepaymentKind, Transaction, TransactionId};

/// A date.
pub(crate) fn date(text: &str) -> NaiveDate {
    crate::calendar::date_from_text(text).expect("a date")
}

/// An amount.
pub(crate) fn amount(text: &str) -> Decimal {
    text.parse().expect("an amount")
}

/// A transaction that is entered on its value date.
pub(crate) fn entered(id: u64, on: &str, event: Event) -> Transaction {
    Transaction { id: TransactionId(id), value_date: date(on), entered_on: date(on), event }
}

/// A payment of the borrower's.
pub(crate) fn repayment(id: u64, on: &str, paid: &str) -> Transaction {
    entered(id, on, Event::Repayment { amount: amount(paid), kind: RepaymentKind::Repayment })
}

/// Money that was paid out.
pub(crate) fn disbursement(id: u64, on: &str, paid: &str) -> Transaction {
    entered(id, on, Event::Disbursement { amount: amount(paid) })
}

/// Principal alone.
pub(crate) fn principal(of: &str) -> Components {
    Components { principal: amount(of), ..Components::default() }
}

/// An installment of principal that nothing was paid of.
pub(crate) fn installment(number: u32, from: &str, due: &str, expected: &str) -> Installment {
    Installment {
        number,
        kind: InstallmentKind::Regular,
        from: date(from),
        due: date(due),
        expected: principal(expected),
        paid: Components::default(),
        waived: Components::default(),
        written_off: Components::default(),
        credited: Components::default(),
        paid_in_advance: Decimal::ZERO,
        paid_late: Decimal::ZERO,
        last_paid_on: None,
        obligations_met_on: None,
    }
}

/// An installment all of which was paid on a day.
pub(crate) fn met(installment: &Installment, on: &str) -> Installment {
    Installment { paid: installment.expected, obligations_met_on: Some(date(on)), ..installment.clone() }
}

/// An account on which something is owed.
pub(crate) fn account(as_of: &str, installments: Vec<Installment>) -> Account {
    Account {
        as_of: date(as_of),
        disbursements: Vec::new(),
        planned: Vec::new(),
        capitalized: Vec::new(),
        installments,
        postings: Vec::new(),
        charges: Vec::new(),
        overpaid: Decimal::ZERO,
        redraw: Decimal::ZERO,
        recovered: Decimal::ZERO,
        standing: Standing::Active,
        charged_off_on: None,
        accrued_penalty: Decimal::ZERO,
    }
}

/// The same at 30/360, where interest follows by the day what is really paid.
pub(crate) fn recalculating() -> Terms {
    let mut terms = terms();
    terms.interest.day_count = DayCount::Thirty360;
    terms.interest.accrue_late_interest = true;
    terms.interest.recalculation = Some(Recalculation {
        rest: RestFrequency::Daily,
        payoff_interest: PayoffInterest::TillDate,
        prepayment: PrepaymentEffect::AdjustLastInstallment,
        ignore_past_due: false,
    });
    terms
}

/// Terms of 1000 for three months from 1 January 2024, at 12 percent a year.
pub(crate) fn terms() -> Terms {
    let components = [Component::Penalty, Component::Fee, Component::Interest, Component::Principal];
    let steps = [DueState::PastDue, DueState::Due, DueState::InAdvance]
        .into_iter()
        .flat_map(|state| components.map(|component| (state, component)))
        .collect();
    let order = AllocationOrder { steps, future: FutureInstallments::NextInstallment };
    Terms {
        principal: amount("1000"),
        expected_disbursement: date("2024-01-01"),
        rounding: Rounding::default(),
        interest: InterestTerms {
            rate: amount("12"),
            rate_period: RatePeriod::Year,
            method: InterestMethod::DecliningBalanceEqualInstallments,
            day_count: DayCount::Actual365,
            leap_day: LeapDay::WholeYear,
            calculation: InterestCalculation::Daily,
            partial_periods: false,
            first_day_counts: false,
            recalculation: None,
            accrue_late_interest: false,
            accrue_after_maturity: false,
        },
        schedule: ScheduleTerms {
            engine: ScheduleEngine::Progressive,
            installments: 3,
            period: RepaymentPeriod { every: 1, unit: PeriodUnit::Months },
            fixed_days_of_month: Vec::new(),
            first_due: None,
            principal_grace: 0,
            interest_grace: 0,
            interest_free_periods: 0,
            counted_from: None,
            fixed_length: None,
            down_payment: None,
            periodic_payment: None,
            amortization_installments: None,
            working_days: None,
            expected_tranches: Vec::new(),
            full_term_tranches: false,
        },
        allocation: AllocationRules {
            direction: Direction::Horizontal,
            default: order,
            of_kind: Vec::new(),
            chargeback: Vec::new(),
            transaction_order: None,
        },
        arrears: ArrearsTerms::default(),
        penalty: PenaltyTerms::default(),
        prepayment: PrepaymentTerms::default(),
        charge_off: ChargeOffInterest::default(),
        limits: Limits::default(),
        redraw: RedrawTerms::default(),
        tax_rate: Decimal::ZERO,
    }
}
