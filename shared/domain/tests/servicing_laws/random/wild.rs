//! Values that no lender agrees on: for what must neither panic nor go on for ever.

use chrono::{Days, NaiveDate};
use domain::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use domain::servicing::terms::{DownPayment, ExpectedTranche, Terms};
use domain::servicing::transaction::{
    Charge, ChargeAmount, ChargeDue, Components, Event, ReAge, ReAgeInterest, ReAmortiseInterest, RepaymentKind,
    Transaction, TransactionId,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{date, terms};

/// Terms that contradict themselves or are out of all proportion, and a day.
pub fn wild_terms() -> BoxedStrategy<Terms> {
    let numbers = (number(), number(), count(), count(), count(), count());
    let lengths = (prop::option::of(count()), prop::option::of(number()), prop::option::of(number()), precision());
    let dates = (day(), prop::option::of(day()), prop::option::of(day()), prop::option::of((day(), number())));
    let which = prop::collection::vec(any::<bool>(), 15);
    (terms(), numbers, lengths, dates, period(), which)
        .prop_map(|(mut terms, numbers, lengths, dates, period, which)| {
            let mut which = which.into_iter();
            let mut often = || which.next().unwrap_or_default() && which.next().unwrap_or_default();
            let schedule = &mut terms.schedule;
            set(often(), &mut terms.principal, numbers.0);
            set(often(), &mut terms.interest.rate, numbers.1);
            set(often(), &mut schedule.installments, numbers.2);
            if often() {
                (schedule.principal_grace, schedule.interest_grace) = (numbers.3, numbers.4);
                schedule.interest_free_periods = numbers.5;
            }
            set(often(), &mut schedule.period, period);
            if often() {
                (schedule.fixed_length, schedule.periodic_payment) = (lengths.0, lengths.1);
                terms.rounding.installment_multiple = lengths.2;
                terms.rounding.precision = lengths.3;
            }
            if often() {
                terms.expected_disbursement = dates.0;
                (schedule.first_due, schedule.counted_from) = (dates.1, dates.2);
                schedule.expected_tranches =
                    dates.3.into_iter().map(|(on, amount)| ExpectedTranche { on, amount }).collect();
                let percentage = lengths.1;
                schedule.down_payment = percentage.map(|percentage| DownPayment { percentage, automatic: true });
            }
            terms
        })
        .boxed()
}

fn set<T>(often: bool, place: &mut T, value: T) {
    if often {
        *place = value;
    }
}

/// Transactions in no order, of which many are about others that are not there, or about themselves.
pub fn wild_transactions() -> BoxedStrategy<Vec<Transaction>> {
    let transaction = (0_u64..8, day(), day(), event()).prop_map(|(id, value_date, entered_on, event)| Transaction {
        id: TransactionId(id),
        value_date,
        entered_on,
        event,
    });
    prop::collection::vec(transaction, 0..8).boxed()
}

/// Mostly a day around the loan, sometimes one at an end of the calendar.
pub fn day() -> BoxedStrategy<NaiveDate> {
    prop_oneof![
        12 => (0_u64..500).prop_map(|days| date("2023-12-01") + Days::new(days)),
        1 => prop::sample::select(vec![NaiveDate::MIN, NaiveDate::MAX, date("1900-01-01"), date("2199-12-31")]),
    ]
    .boxed()
}

fn number() -> BoxedStrategy<Decimal> {
    let extremes = vec![
        Decimal::ZERO,
        Decimal::NEGATIVE_ONE,
        Decimal::new(1, 28),
        Decimal::new(-1, 2),
        Decimal::new(10_005, 3),
        Decimal::from(u64::MAX),
        Decimal::from(10_u64.pow(13)),
        Decimal::MAX,
        Decimal::MIN,
    ];
    prop_oneof![
        6 => (1_i64..200_000).prop_map(|units| Decimal::new(units, 2)),
        2 => prop::sample::select(extremes),
    ]
    .boxed()
}

fn count() -> BoxedStrategy<u32> {
    prop_oneof![4 => 0_u32..5, 1 => prop::sample::select(vec![36, 1_200, 1_201, u32::MAX])].boxed()
}

fn precision() -> BoxedStrategy<Option<u32>> {
    prop::sample::select(vec![None, Some(0), Some(1), Some(28), Some(29), Some(u32::MAX)]).boxed()
}

fn period() -> BoxedStrategy<RepaymentPeriod> {
    let unit = prop::sample::select(vec![PeriodUnit::Months, PeriodUnit::Days, PeriodUnit::Weeks, PeriodUnit::Years]);
    (count(), unit).prop_map(|(every, unit)| RepaymentPeriod { every, unit }).boxed()
}

fn of() -> impl Strategy<Value = TransactionId> {
    (0_u64..8).prop_map(TransactionId)
}

fn event() -> BoxedStrategy<Event> {
    prop_oneof![
        6 => number().prop_map(|amount| Event::Disbursement { amount }),
        6 => payment(),
        3 => of().prop_map(|of| Event::Reversal { of }),
        2 => (of(), number()).prop_map(|(of, amount)| Event::Chargeback { of, amount }),
        1 => number().prop_map(|amount| Event::CreditBalanceRefund { amount }),
        1 => number().prop_map(|amount| Event::CapitalizedIncome { amount }),
        1 => (of(), prop::option::of(number())).prop_map(|(of, amount)| Event::InterestRefund { of, amount }),
        3 => charge(),
        2 => change(),
        3 => end(),
    ]
    .boxed()
}

fn payment() -> BoxedStrategy<Event> {
    let kind = prop::sample::select(vec![
        RepaymentKind::Repayment,
        RepaymentKind::MerchantIssuedRefund,
        RepaymentKind::InterestWaiver,
        RepaymentKind::Recovery,
    ]);
    (number(), kind).prop_map(|(amount, kind)| Event::Repayment { amount, kind }).boxed()
}

fn charge() -> BoxedStrategy<Event> {
    let due =
        prop_oneof![day().prop_map(ChargeDue::On), Just(ChargeDue::EachInstallment), Just(ChargeDue::AtDisbursement)];
    let amount =
        prop_oneof![number().prop_map(ChargeAmount::Flat), number().prop_map(ChargeAmount::PercentOfAmountAndInterest)];
    let charge = (any::<bool>(), amount, due).prop_map(|(penalty, amount, due)| Event::Charge {
        charge: Charge { name: "charge".to_owned(), penalty, amount, due },
    });
    prop_oneof![
        3 => charge,
        1 => (of(), number()).prop_map(|(of, amount)| Event::ChargePayment { of, amount }),
        1 => of().prop_map(|of| Event::ChargeWaiver { of }),
    ]
    .boxed()
}

fn change() -> BoxedStrategy<Event> {
    prop_oneof![
        day().prop_map(|until| Event::InterestPause { until }),
        number().prop_map(|rate| Event::RateChange { rate }),
        (day(), day()).prop_map(|(from, to)| Event::DueDateChange { from, to }),
        count().prop_map(|count| Event::ExtraTerms { count }),
        (count(), count()).prop_map(|(principal, interest)| Event::MidTermGrace { principal, interest }),
        count().prop_map(|installments| Event::PaymentHoliday { installments }),
        day().prop_map(|until| Event::ArrearsPause { until }),
        Just(Event::ArrearsResume),
        prop::option::of(number()).prop_map(|amount| Event::InterestApplied { amount }),
    ]
    .boxed()
}

fn end() -> BoxedStrategy<Event> {
    let interest = prop::sample::select(vec![
        ReAgeInterest::Default,
        ReAgeInterest::EqualAmortizationFullInterest,
        ReAgeInterest::EqualAmortizationPayableInterest,
        ReAgeInterest::WaiveInterest,
    ]);
    let re_age = (day(), count(), period(), interest).prop_map(|(first_due, installments, period, interest)| {
        Event::ReAge { plan: ReAge { first_due, installments, period, interest } }
    });
    let amounts = (number(), number()).prop_map(|(principal, interest)| Components {
        principal,
        interest,
        ..Components::default()
    });
    prop_oneof![
        re_age,
        Just(Event::ReAmortise { interest: ReAmortiseInterest::Default }),
        Just(Event::ReAmortise { interest: ReAmortiseInterest::EqualAmortizationInterestSplit }),
        Just(Event::ChargeOff),
        Just(Event::Termination),
        prop::option::of(amounts).prop_map(|amounts| Event::WriteOff { amounts }),
        number().prop_map(|amount| Event::ApprovedAmount { amount }),
        number().prop_map(|amount| Event::Redraw { amount }),
    ]
    .boxed()
}
