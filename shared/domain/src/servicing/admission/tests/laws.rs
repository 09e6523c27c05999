//! What is taken can be computed: random transactions, of which those that are taken make an account.

use chrono::Days;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{charge, terms};
use crate::servicing::admission::admit;
use crate::servicing::arrears::{arrears, next_change};
use crate::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use crate::servicing::hand_built::{amount, date, disbursement};
use crate::servicing::replay::replay;
use crate::servicing::terms::{ArrearsTerms, PenaltyBase, PenaltyTerms, Terms};
use crate::servicing::transaction::{
    ChargeAmount, ChargeDue, Event, ReAge, ReAgeInterest, ReAmortiseInterest, RepaymentKind, Transaction, TransactionId,
};

fn cents() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (1_i64..60_000).prop_map(|cents| Decimal::new(cents, 2)),
        Just(amount("0")),
        Just(amount("-5")),
        Just(amount("340.025")),
    ]
}

fn of() -> impl Strategy<Value = TransactionId> {
    (0_u64..14).prop_map(TransactionId)
}

fn kind() -> impl Strategy<Value = RepaymentKind> {
    prop_oneof![
        4 => Just(RepaymentKind::Repayment),
        1 => Just(RepaymentKind::MerchantIssuedRefund),
        1 => Just(RepaymentKind::GoodwillCredit),
        1 => Just(RepaymentKind::Recovery),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let day = || (0_u64..150).prop_map(day);
    prop_oneof![
        4 => cents().prop_map(|amount| Event::Disbursement { amount }),
        8 => (cents(), kind()).prop_map(|(amount, kind)| Event::Repayment { amount, kind }),
        2 => (of(), cents()).prop_map(|(of, amount)| Event::Chargeback { of, amount }),
        2 => cents().prop_map(|amount| Event::CreditBalanceRefund { amount }),
        2 => (cents(), day()).prop_map(|(amount, due)| charge(ChargeAmount::Flat(amount), ChargeDue::On(due))),
        1 => of().prop_map(|of| Event::ChargeWaiver { of }),
        1 => day().prop_map(|until| Event::InterestPause { until }),
        2 => day().prop_map(|until| Event::ArrearsPause { until }),
        1 => Just(Event::ArrearsResume),
        1 => (0_i64..30).prop_map(|rate| Event::RateChange { rate: Decimal::from(rate) }),
        1 => (0_u32..4).prop_map(|count| Event::ExtraTerms { count }),
        1 => (day(), 0_u32..6).prop_map(|(first_due, installments)| re_age(first_due, installments)),
        1 => Just(Event::ReAmortise { interest: ReAmortiseInterest::Default }),
        1 => Just(Event::ChargeOff),
        1 => Just(Event::WriteOff { amounts: None }),
        3 => of().prop_map(|of| Event::Reversal { of }),
    ]
}

fn day(after: u64) -> chrono::NaiveDate {
    date("2023-12-20").checked_add_days(Days::new(after)).expect("a day")
}

fn re_age(first_due: chrono::NaiveDate, installments: u32) -> Event {
    let period = RepaymentPeriod { every: 1, unit: PeriodUnit::Months };
    Event::ReAge { plan: ReAge { first_due, installments, period, interest: ReAgeInterest::Default } }
}

fn late_terms() -> Terms {
    Terms {
        arrears: ArrearsTerms { tolerance_days: 3, ..ArrearsTerms::default() },
        penalty: PenaltyTerms { rate: amount("24"), base: PenaltyBase::OverdueBalanceAndInterest, tolerance_days: 2 },
        ..terms()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Days pass, transactions are asked for with value dates around today, and those that are taken are entered.
    #[test]
    fn what_is_taken_can_be_computed(asked in prop::collection::vec((0_u64..14, 0_u64..25, event()), 1..24)) {
        let terms = late_terms();
        let mut transactions = vec![disbursement(1, "2023-12-20", "600")];
        let mut today = 0;
        for (passed, back, event) in asked {
            today += passed;
            let id = TransactionId(u64::try_from(transactions.len()).expect("few") + 1);
            let new = Transaction { id, value_date: day((today + 3).saturating_sub(back)), entered_on: day(today), event };
            if admit(&terms, &transactions, &new, day(today)).is_ok() {
                transactions.push(new);
            }
            let account = replay(&terms, &transactions, day(today));
            prop_assert!(account.is_ok(), "{account:?} of {transactions:#?}");
            let account = account.expect("an account");

            let late = arrears(&account, &terms.arrears, &transactions);
            prop_assert!(late.days_in_arrears <= late.days_past_due, "{late:?}");
            let sorted: Decimal = late.amounts.iter().map(|of| of.amount).sum();
            prop_assert!(sorted <= late.overdue.total(), "{late:?}");
            let next = next_change(&account, &terms.arrears, &transactions);
            prop_assert!(next.is_none_or(|next| next > day(today)));
            prop_assert!(account.accrued_penalty >= Decimal::ZERO);
        }
    }
}
