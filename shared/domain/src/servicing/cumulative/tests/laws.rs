//! What holds for any loan, whatever happens to it.

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::servicing::account::Standing;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{DownPayment, LatePaymentRecalculation};
use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Components, Event, RepaymentKind, TransactionId};

fn cents(range: std::ops::Range<i64>) -> impl Strategy<Value = Decimal> {
    range.prop_map(|cents| Decimal::new(cents, 2))
}

prop_compose! {
    fn any_terms()(
        method in prop::sample::select(vec![
            InterestMethod::Flat, InterestMethod::DecliningBalance, InterestMethod::DecliningBalanceEqualInstallments,
        ]),
        rate in cents(0..3_000),
        daily in any::<bool>(),
        multiple in prop::sample::select(vec![None, Some(Decimal::ONE), Some(Decimal::TEN)]),
        installments in 1_u32..8,
        graces in (0_u32..3, 0_u32..3, 0_u32..3),
        order in prop::sample::select(vec![
            TransactionOrder::PenaltiesFeesInterestPrincipal,
            TransactionOrder::InterestPrincipalPenaltiesFees,
            TransactionOrder::DuePenaltyInterestPrincipalFeeInAdvancePenaltyInterestPrincipalFee,
            TransactionOrder::DuePenaltyFeeInterestPrincipalInAdvancePrincipalPenaltyFeeInterest,
        ]),
        follows in prop::option::of(prop::sample::select(vec![
            PrepaymentEffect::AdjustLastInstallment,
            PrepaymentEffect::ReduceInstallmentAmount,
            PrepaymentEffect::ReduceNumberOfInstallments,
            PrepaymentEffect::ReduceNextInstallments,
        ])),
        down_payment in prop::option::of(cents(100..5_000)),
        beyond in prop::option::weighted(0.3, 0_u32..6),
        late_payment in prop::option::weighted(0.3, prop::sample::select(vec![
            LatePaymentRecalculation::OverdueInstallmentsIncrease, LatePaymentRecalculation::LastInstallmentIncrease,
        ])),
        agreed in prop::option::weighted(0.2, cents(10_000..90_000)),
    ) -> Terms {
        let mut terms = follows.map_or_else(|| terms(method), following);
        terms.interest.method = method;
        terms.interest.rate = rate;
        if daily {
            terms.interest.calculation = InterestCalculation::Daily;
        }
        terms.rounding.installment_multiple = multiple;
        terms.schedule.installments = installments;
        (terms.schedule.principal_grace, terms.schedule.interest_grace, terms.schedule.interest_free_periods) = graces;
        terms.schedule.principal_grace = graces.0.min(installments - 1);
        terms.allocation.transaction_order = Some(order);
        terms.arrears.late_payment = late_payment;
        terms.schedule.amortization_installments = beyond.map(|beyond| installments + beyond);
        terms.schedule.periodic_payment = agreed.filter(|_| method != InterestMethod::Flat);
        terms.schedule.down_payment = down_payment.map(|percentage| DownPayment { percentage, automatic: false });
        terms
    }
}

fn any_event() -> impl Strategy<Value = Event> {
    let kinds = vec![RepaymentKind::Repayment, RepaymentKind::GoodwillCredit, RepaymentKind::InterestWaiver];
    let flat = (cents(100..5_000), any::<bool>(), 0_u64..300);
    prop_oneof![
        6 => (cents(100..80_000), prop::sample::select(kinds))
            .prop_map(|(amount, kind)| Event::Repayment { amount, kind }),
        1 => cents(10_000..80_000).prop_map(|amount| Event::Disbursement { amount }),
        2 => flat.prop_map(|(amount, penalty, days)| {
            let due = ChargeDue::On(date("2024-01-01") + Days::new(days));
            let charge = Charge { name: "fee".to_owned(), penalty, amount: ChargeAmount::Flat(amount), due };
            Event::Charge { charge }
        }),
        1 => cents(100..20_000).prop_map(|amount| Event::Chargeback { of: TransactionId(1), amount }),
        1 => cents(100..20_000).prop_map(|amount| Event::CreditBalanceRefund { amount }),
        1 => (1_u32..3).prop_map(|count| Event::ExtraTerms { count }),
        1 => (0_u32..3, 0_u32..3).prop_map(|(principal, interest)| Event::MidTermGrace { principal, interest }),
        1 => cents(0..3_000).prop_map(|rate| Event::RateChange { rate }),
        1 => (1_u64..10).prop_map(|of| Event::Reversal { of: TransactionId(of) }),
    ]
}

fn any_transactions() -> impl Strategy<Value = Vec<Transaction>> {
    prop::collection::vec((any_event(), 0_u64..300, 0_u64..20), 0..10).prop_map(|events| {
        let mut transactions = vec![disbursement(1, "2024-01-01", "1000")];
        let on = |days: u64| date("2024-01-01") + Days::new(days);
        transactions.extend(events.into_iter().zip(2..).map(|((event, days, later), id)| Transaction {
            id: TransactionId(id),
            value_date: on(days),
            entered_on: on(days + later),
            event,
        }));
        transactions
    })
}

fn sum(account: &Account, part: impl Fn(&crate::servicing::installment::Installment) -> Components) -> Components {
    account.installments.iter().map(part).fold(Components::default(), |sum, next| Components {
        principal: sum.principal + next.principal,
        interest: sum.interest + next.interest,
        fees: sum.fees + next.fees,
        penalties: sum.penalties + next.penalties,
    })
}

fn assert_lawful(account: &Account) {
    let lent: Decimal = account.disbursements.iter().map(|(_, amount)| *amount).sum();
    let credited = sum(account, |row| row.credited).principal;
    assert_eq!(sum(account, |row| row.expected).principal, lent + credited);
    for (row, number) in account.installments.iter().zip(1..) {
        assert_eq!(row.number, number);
        let open = row.outstanding();
        for part in [row.paid, row.waived, open] {
            let parts = [part.principal, part.interest, part.fees, part.penalties];
            assert!(parts.iter().all(|part| *part >= Decimal::ZERO), "{row:?}");
        }
        let is_settled = open.total().is_zero() && account.standing != Standing::Undisbursed;
        assert_eq!(row.obligations_met_on.is_some(), is_settled, "{row:?}");
        assert!(row.paid_in_advance + row.paid_late <= row.paid.total(), "{row:?}");
    }
    let in_order = account.installments.windows(2).all(|pair| pair[0].due <= pair[1].due);
    assert!(in_order);
    let took_in = account.postings.iter().map(|posting| posting.components.fees).sum::<Decimal>();
    assert_eq!(took_in, sum(account, |row| row.paid).fees);
    let charged: Decimal = account.charges.iter().map(|charge| charge.amount).sum();
    let expected = sum(account, |row| row.expected);
    assert_eq!(charged, expected.fees + expected.penalties);
    let paid: Decimal = account.charges.iter().map(|charge| charge.paid).sum();
    let of_charges = sum(account, |row| row.paid);
    assert_eq!(paid, of_charges.fees + of_charges.penalties);
}

proptest! {
    #[test]
    fn accounts_are_lawful(terms in any_terms(), transactions in any_transactions(), days in 0_u64..400) {
        let as_of = date("2024-01-01") + Days::new(days);
        let replayed = replay(&terms, &transactions, as_of);
        let mut backwards = transactions.clone();
        backwards.reverse();
        prop_assert_eq!(&replay(&terms, &backwards, as_of), &replayed);
        match replayed {
            Ok(account) => assert_lawful(&account),
            Err(ReplayError::Unsupported(_) | ReplayError::Terms(_)) => {}
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}
