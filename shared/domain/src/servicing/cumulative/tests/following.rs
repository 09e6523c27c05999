use super::super::payoff;
use super::*;
use crate::servicing::account::Standing;
use crate::servicing::hand_built::{entered, repayment};
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::LatePaymentRecalculation;
use crate::servicing::transaction::{Event, TransactionId};

const EFFECTS: [PrepaymentEffect; 4] = [
    PrepaymentEffect::AdjustLastInstallment,
    PrepaymentEffect::ReduceInstallmentAmount,
    PrepaymentEffect::ReduceNumberOfInstallments,
    PrepaymentEffect::ReduceNextInstallments,
];

const LATE: [Option<LatePaymentRecalculation>; 3] = [
    None,
    Some(LatePaymentRecalculation::OverdueInstallmentsIncrease),
    Some(LatePaymentRecalculation::LastInstallmentIncrease),
];

#[test]
fn early_principal_lowers_the_balance_from_its_day() {
    let paid = [repayment(2, "2024-01-16", "500")];
    let account = account(&following(PrepaymentEffect::ReduceInstallmentAmount), &paid, "2024-01-16");
    // 1000 for 15 days and 500 for 16.
    assert_eq!(account.installments[0].expected.interest, amount("7.56"));
    assert_eq!(account.installments[0].expected.principal, amount("500"));
    assert_eq!(account.installments[1].expected.total(), amount("253.70"));
    assert_eq!(total(&account, |row| row.principal), amount("1000"));
}

#[test]
fn fewer_installments_are_left_where_they_stay_as_large() {
    let paid = [repayment(2, "2024-02-01", "800")];
    let shorter = account(&following(PrepaymentEffect::ReduceNumberOfInstallments), &paid, "2024-02-01");
    assert_eq!(shorter.installments.len(), 2);
    let last = account(&following(PrepaymentEffect::AdjustLastInstallment), &paid, "2024-02-01");
    assert_eq!(last.installments, shorter.installments);
    let next = account(&following(PrepaymentEffect::ReduceNextInstallments), &paid, "2024-02-01");
    assert_eq!(next.installments.len(), 3);
    assert_eq!(next.installments[1].expected.principal, Decimal::ZERO);
    assert_eq!(total(&next, |row| row.principal), amount("1000"));
}

#[test]
fn late_principal_bears_interest_until_it_is_paid() {
    let terms = following(PrepaymentEffect::ReduceInstallmentAmount);
    let due = account(&terms, &[], "2024-02-01");
    let late = account(&terms, &[], "2024-02-11");
    let more = late.installments[1].expected.interest - due.installments[1].expected.interest;
    // About 330 for 10 days, each part of the period rounded by itself.
    assert_eq!(more, amount("1.09"));
    let paid = [repayment(2, "2024-02-11", "340")];
    let paid = account(&terms, &paid, "2024-03-01");
    assert_eq!(paid.installments[1].expected.interest, late.installments[1].expected.interest);
}

#[test]
fn a_payoff_closes_the_loan() {
    for prepayment in EFFECTS {
        for rest in [RestFrequency::Daily, RestFrequency::SameAsRepaymentPeriod] {
            for payoff_interest in [PayoffInterest::TillDate, PayoffInterest::TillPeriodEnd] {
                let mut terms = following(prepayment);
                terms.interest.recalculation =
                    Some(Recalculation { rest, payoff_interest, prepayment, ignore_past_due: false });
                for late_payment in LATE {
                    terms.arrears.late_payment = late_payment;
                    pays_off(&terms);
                }
            }
        }
    }
}

fn pays_off(terms: &Terms) {
    for earlier in
        [&[][..], &[("2024-01-10", "50")], &[("2024-02-01", "340.01")], &[("2024-02-09", "100"), ("2024-03-01", "20")]]
    {
        for on in [
            "2024-01-01",
            "2024-01-20",
            "2024-02-01",
            "2024-02-10",
            "2024-03-01",
            "2024-03-05",
            "2024-04-01",
            "2024-04-20",
        ] {
            closes(terms, earlier, on);
        }
    }
}

fn closes(terms: &Terms, earlier: &[(&str, &str)], on: &str) {
    let mut transactions = vec![disbursement(1, "2024-01-01", "1000")];
    let earlier = earlier.iter().filter(|(day, _)| *day < on);
    transactions.extend(earlier.zip(2..).map(|((day, paid), id)| repayment(id, day, paid)));
    let owed = payoff(terms, &transactions, date(on)).expect("a payoff").total();
    transactions.push(repayment(9, on, &owed.to_string()));
    let account = replay(terms, &transactions, date(on)).expect("an account");
    let case = format!("{on} {:?} {transactions:?}", terms.interest.recalculation);
    assert_eq!(outstanding(&account), Decimal::ZERO, "{case}");
    assert_eq!(account.overpaid, Decimal::ZERO, "{case}");
    assert_eq!(account.standing, Standing::Repaid, "{case}");
    assert_eq!(total(&account, |row| row.principal), amount("1000"), "{case}");
}

#[test]
fn what_cannot_be_followed_is_refused() {
    let mut interest_first = following(PrepaymentEffect::ReduceInstallmentAmount);
    interest_first.allocation.transaction_order = Some(TransactionOrder::InterestPrincipalPenaltiesFees);
    let paid = [disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-01-10", "50")];
    assert!(matches!(replay(&interest_first, &paid, date("2024-01-10")), Err(ReplayError::Unsupported(_))));
    assert!(replay(&interest_first, &paid[..1], date("2024-01-10")).is_ok());
    let back = entered(3, "2024-01-11", Event::Chargeback { of: TransactionId(2), amount: amount("10") });
    let terms = following(PrepaymentEffect::ReduceInstallmentAmount);
    let refused = replay(&terms, &[paid[0].clone(), paid[1].clone(), back], date("2024-01-11"));
    assert!(matches!(refused, Err(ReplayError::Unsupported(_))));
    let mut whole_periods = following(PrepaymentEffect::ReduceInstallmentAmount);
    whole_periods.interest.calculation = InterestCalculation::SameAsRepaymentPeriod;
    whole_periods.interest.partial_periods = false;
    assert!(matches!(replay(&whole_periods, &[], date("2024-01-10")), Err(ReplayError::Unsupported(_))));
    whole_periods.interest.partial_periods = true;
    assert!(replay(&whole_periods, &[], date("2024-01-10")).is_ok());
}
