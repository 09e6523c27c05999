//! What holds for any loan, whatever happens to it.

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::servicing::account::Standing;
use crate::servicing::admission::admit;
use crate::servicing::allocation::order::{Component, Direction, FutureInstallments};
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{ChargeOffInterest, DownPayment};
use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, RepaymentKind};

fn cents(range: std::ops::Range<i64>) -> impl Strategy<Value = Decimal> {
    range.prop_map(|cents| Decimal::new(cents, 2))
}

prop_compose! {
    fn any_terms()(
        rate in prop::sample::select(vec![0_i64, 950, 1_200, 3_600]),
        recalculates in any::<bool>(),
        vertically in any::<bool>(),
        future in prop::sample::select(vec![
            FutureInstallments::NextInstallment, FutureInstallments::LastInstallment,
            FutureInstallments::NextLastInstallment, FutureInstallments::Reamortization,
        ]),
        charge_off in prop::sample::select(vec![
            ChargeOffInterest::Regular, ChargeOffInterest::ZeroInterest, ChargeOffInterest::AccelerateMaturity,
        ]),
        credits_parts in any::<bool>(),
        installments in 1_u32..6,
        down_payment in prop::option::of(cents(1_000..4_000)),
    ) -> Terms {
        let mut terms = if recalculates { following_payments() } else { terms() };
        terms.interest.rate = Decimal::new(rate, 2);
        terms.allocation.direction = if vertically && !recalculates { Direction::Vertical } else { Direction::Horizontal };
        terms.allocation.default.future = future;
        terms.charge_off = charge_off;
        if credits_parts {
            terms.allocation.chargeback =
                vec![Component::Penalty, Component::Fee, Component::Interest, Component::Principal];
        }
        terms.schedule.installments = installments;
        terms.schedule.down_payment = down_payment.map(|percentage| DownPayment { percentage, automatic: false });
        terms
    }
}

fn any_charge() -> impl Strategy<Value = Event> {
    let kinds: Vec<fn(Decimal) -> ChargeAmount> =
        vec![ChargeAmount::Flat, ChargeAmount::PercentOfAmount, ChargeAmount::PercentOfInterest];
    let amount = (prop::sample::select(kinds), cents(100..5_000)).prop_map(|(kind, amount)| kind(amount));
    (amount, any::<bool>(), prop::option::of(0_u64..200)).prop_map(|(amount, penalty, days)| {
        let due = match days {
            Some(days) => ChargeDue::On(date("2024-01-01") + Days::new(days)),
            None => ChargeDue::EachInstallment,
        };
        Event::Charge { charge: Charge { name: "fee".to_owned(), penalty, amount, due } }
    })
}

fn any_event() -> impl Strategy<Value = Event> {
    let kinds = vec![RepaymentKind::Repayment, RepaymentKind::GoodwillCredit, RepaymentKind::MerchantIssuedRefund];
    prop_oneof![
        8 => (cents(100..80_000), prop::sample::select(kinds))
            .prop_map(|(amount, kind)| Event::Repayment { amount, kind }),
        1 => cents(10_000..80_000).prop_map(|amount| Event::Disbursement { amount }),
        3 => any_charge(),
        1 => (2_u64..10).prop_map(|of| Event::ChargeWaiver { of: TransactionId(of) }),
        2 => (2_u64..10, cents(100..20_000))
            .prop_map(|(of, amount)| Event::Chargeback { of: TransactionId(of), amount }),
        1 => cents(100..20_000).prop_map(|amount| Event::CreditBalanceRefund { amount }),
        1 => Just(Event::ChargeOff),
        1 => Just(Event::Termination),
        1 => (2_u64..10).prop_map(|of| Event::Reversal { of: TransactionId(of) }),
    ]
}

/// Events with the days that pass before each, and how many days before its entry it counts from.
fn any_story() -> impl Strategy<Value = Vec<(Event, u64, u64)>> {
    let back = prop_oneof![2 => Just(0_u64), 1 => 0_u64..40];
    prop::collection::vec((any_event(), 0_u64..30, back), 0..12)
}

/// The transactions of a story that would be taken.
fn admitted(terms: &Terms, story: &[(Event, u64, u64)]) -> Vec<Transaction> {
    let start = date("2024-01-01");
    let mut transactions = vec![disbursement(1, "2024-01-01", "1000")];
    let mut today = start;
    for ((event, passed, back), id) in story.iter().zip(2..) {
        today = today + Days::new(*passed);
        let value_date = (today - Days::new(*back)).max(start);
        let new = Transaction { id: TransactionId(id), value_date, entered_on: today, event: event.clone() };
        if admit(terms, &transactions, &new, today).is_ok() {
            transactions.push(new);
        }
    }
    transactions
}

/// Money that came in is where it was put: in rows, in an overpayment, or paid out again.
///
/// A chargeback in parts puts back what a payment had paid, and leaves alone what was beyond that.
fn assert_all_money_is_somewhere(account: &Account, transactions: &[Transaction], terms: &Terms) {
    let of = |posting: &Posting| &transactions.iter().find(|t| t.id == posting.id).expect("its transaction").event;
    let mut came_in = Decimal::ZERO;
    let mut paid_out = Decimal::ZERO;
    for posting in &account.postings {
        match of(posting) {
            Event::Repayment { amount, .. } => {
                assert_eq!(posting.components.total() + posting.overpaid, *amount, "{posting:?}");
                came_in += *amount;
            }
            Event::CreditBalanceRefund { .. } if posting.components.total().is_zero() => paid_out += posting.overpaid,
            // In an order, what the payment had been beyond what was owed is taken back out of the overpayment.
            Event::Chargeback { amount, .. } if !terms.allocation.chargeback.is_empty() => {
                paid_out += *amount - posting.components.total();
            }
            Event::Chargeback { .. }
                if terms.allocation.chargeback.is_empty() && posting.components.total().is_zero() =>
            {
                paid_out += posting.overpaid;
            }
            _ => {}
        }
    }
    assert_eq!(sum(account, |row| row.paid).total() + account.overpaid + paid_out, came_in);
}

fn assert_lawful(account: &Account, transactions: &[Transaction], terms: &Terms) {
    let lent: Decimal = account.disbursements.iter().map(|(_, amount)| *amount).sum();
    let credited = sum(account, |row| row.credited);
    let expected = sum(account, |row| row.expected);
    let moves = terms.interest.recalculation.is_some() && !terms.interest.rate.is_zero();
    if !moves {
        assert_eq!(expected.principal, lent + credited.principal);
    }
    for (row, number) in account.installments.iter().zip(1..) {
        assert_eq!(row.number, number);
        let open = row.outstanding();
        for part in [row.paid, row.waived, if moves { row.paid } else { open }] {
            let parts = [part.principal, part.interest, part.fees, part.penalties];
            assert!(parts.iter().all(|part| *part >= Decimal::ZERO), "{row:?}");
        }
        let is_settled = open.total().is_zero() && account.standing != Standing::Undisbursed;
        assert!(moves || row.obligations_met_on.is_some() == is_settled, "{row:?}");
    }
    let paid = sum(account, |row| row.paid);
    if credited.fees + credited.penalties == Decimal::ZERO {
        let of_charges: Decimal = account.charges.iter().map(|charge| charge.paid).sum();
        assert_eq!(of_charges, paid.fees + paid.penalties);
        let charged: Decimal = account.charges.iter().map(|charge| charge.amount).sum();
        assert_eq!(charged, expected.fees + expected.penalties);
    }
    assert_all_money_is_somewhere(account, transactions, terms);
}

proptest! {
    #[test]
    fn accounts_are_lawful(terms in any_terms(), story in any_story(), days in 0_u64..100) {
        let transactions = admitted(&terms, &story);
        let last = transactions.last().map(|transaction| transaction.entered_on).expect("a disbursement");
        let as_of = last + Days::new(days);
        match replay(&terms, &transactions, as_of) {
            Ok(account) => {
                let lawful = std::panic::catch_unwind(|| assert_lawful(&account, &transactions, &terms));
                prop_assert!(lawful.is_ok(), "{transactions:#?} {account:#?}");
            }
            Err(ReplayError::Unsupported(_) | ReplayError::Terms(_) | ReplayError::UnknownTransaction(_)) => {}
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}
