//! Re-ageing, and what becomes of fees, of early payments and of what is owed beside the plan.

use rust_decimal::Decimal;

use crate::servicing::account::{Account, Standing};
use crate::servicing::allocation::order::{Component, FutureInstallments};
use crate::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment, terms};
use crate::servicing::installment::Installment;
use crate::servicing::replay::{ReplayError, replay};
use crate::servicing::terms::{InterestTerms, Terms};
use crate::servicing::transaction::{
    Charge, ChargeAmount, ChargeDue, Components, Event, ReAge, ReAgeInterest, ReAmortiseInterest, RepaymentKind,
    Transaction, TransactionId,
};

fn re_aged(id: u64, on: &str, first_due: &str, installments: u32, interest: ReAgeInterest) -> Transaction {
    let period = RepaymentPeriod { every: 1, unit: PeriodUnit::Months };
    let plan = ReAge { first_due: date(first_due), installments, period, interest };
    entered(id, on, Event::ReAge { plan })
}

fn installments(terms: &Terms, happened: &[Transaction]) -> Vec<Installment> {
    replay(terms, happened, date("2024-01-20")).unwrap().installments
}

fn without_interest() -> Terms {
    Terms { interest: InterestTerms { rate: Decimal::ZERO, ..terms().interest }, ..terms() }
}

#[test]
fn a_fee_stays_due_in_the_installment_that_covers_its_day() {
    let fee = Charge {
        name: "Fee".to_owned(),
        penalty: false,
        amount: ChargeAmount::Flat(amount("10")),
        due: ChargeDue::On(date("2024-03-20")),
    };
    let happened = [
        disbursement(1, "2024-01-01", "600"),
        entered(2, "2024-01-05", Event::Charge { charge: fee }),
        re_aged(3, "2024-01-15", "2024-02-15", 4, ReAgeInterest::Default),
    ];
    let rows: Vec<_> = installments(&without_interest(), &happened)
        .iter()
        .map(|row| (row.due, row.expected.principal, row.expected.fees))
        .collect();
    let expected = [
        ("2024-01-15", "0", "0"),
        ("2024-02-15", "150", "0"),
        ("2024-03-15", "150", "0"),
        ("2024-04-15", "150", "10"),
        ("2024-05-15", "150", "0"),
    ];
    assert_eq!(rows, expected.map(|(due, principal, fees)| (date(due), amount(principal), amount(fees))));
}

#[test]
fn a_fee_of_the_installment_that_ends_stays_due_in_the_new_one_of_its_day() {
    let fee = |id, due: &str, of| {
        let due = ChargeDue::On(date(due));
        let charge = Charge { name: "Fee".to_owned(), penalty: false, amount: ChargeAmount::Flat(amount(of)), due };
        entered(id, "2024-01-05", Event::Charge { charge })
    };
    let happened = [
        disbursement(1, "2024-01-01", "600"),
        fee(2, "2024-01-10", "5"),
        fee(3, "2024-01-25", "7"),
        fee(4, "2024-02-20", "9"),
        re_aged(5, "2024-01-15", "2024-02-15", 2, ReAgeInterest::Default),
    ];
    let rows = installments(&recalculating(), &happened);
    let fees: Vec<_> = rows.iter().map(|row| (row.due, row.expected.fees)).collect();
    let expected = [("2024-01-15", "5"), ("2024-02-15", "7"), ("2024-03-15", "9")];
    assert_eq!(fees, expected.map(|(due, fees)| (date(due), amount(fees))));
}

#[test]
fn what_was_paid_in_advance_is_held_once() {
    let mut terms = recalculating();
    terms.allocation.default.future = FutureInstallments::LastInstallment;
    let happened = [
        disbursement(1, "2024-01-01", "1000"),
        repayment(2, "2024-01-11", "100"),
        re_aged(3, "2024-01-20", "2024-02-20", 3, ReAgeInterest::Default),
    ];
    let rows = installments(&terms, &happened);
    let paid: Vec<_> = rows.iter().map(|row| (row.due, row.paid.total(), row.paid_in_advance)).collect();
    let holder = (date("2024-01-20"), amount("100"), amount("100"));
    let none = |due| (date(due), Decimal::ZERO, Decimal::ZERO);
    assert_eq!(paid, [holder, none("2024-02-20"), none("2024-03-20"), none("2024-04-20")]);
    assert_eq!(rows.iter().map(|row| row.expected.principal).sum::<Decimal>(), amount("1000"));
}

#[test]
fn what_came_to_be_owed_after_the_last_due_date_is_spread_too() {
    let back = Event::Chargeback { of: TransactionId(2), amount: amount("40") };
    for interest in [ReAgeInterest::Default, ReAgeInterest::EqualAmortizationPayableInterest] {
        let happened = [
            disbursement(1, "2024-01-01", "1000"),
            repayment(2, "2024-02-01", "340.02"),
            entered(3, "2024-04-10", back.clone()),
            re_aged(4, "2024-04-12", "2024-05-12", 2, interest),
        ];
        let rows = installments(&recalculating(), &happened);
        let asked = |row: &Installment| row.expected.principal;
        assert_eq!(rows.iter().map(asked).sum::<Decimal>(), amount("1040"), "{interest:?}");
        // 1000 - 330.02 of principal paid + 40, over two installments.
        let new: Decimal = rows.iter().filter(|row| row.due >= date("2024-05-12")).map(asked).sum();
        assert_eq!(new, amount("709.98"), "{interest:?}");
    }
}

#[test]
fn income_after_the_last_due_date_is_due_on_its_day() {
    let income = entered(2, "2024-04-10", Event::CapitalizedIncome { amount: amount("50") });
    let rows = installments(&recalculating(), &[disbursement(1, "2024-01-01", "500"), income]);
    let last = rows.last().map(|row| (row.due, row.expected.principal));
    assert_eq!(last, Some((date("2024-04-10"), amount("50"))));
}

#[test]
fn interest_up_to_the_day_is_spread_where_it_does_not_follow_payments() {
    let happened = [
        disbursement(1, "2024-01-01", "1000"),
        re_aged(2, "2024-01-11", "2024-02-11", 2, ReAgeInterest::EqualAmortizationPayableInterest),
    ];
    // 1000 x 12% x 10/365 = 3.29: 1003.29 in two parts of 501.64 and 501.65.
    let rows: Vec<_> = installments(&terms(), &happened)
        .iter()
        .map(|row| (row.due, row.expected.principal, row.expected.interest))
        .collect();
    let expected = [("2024-01-11", "0", "0"), ("2024-02-11", "500", "1.64"), ("2024-03-11", "500", "1.65")];
    assert_eq!(rows, expected.map(|(due, principal, interest)| (date(due), amount(principal), amount(interest))));
}

/// 1000 without interest, re-aged into four installments on 5 February; paid later as of 3 February.
fn paid_as_of_before(amount: &str) -> Account {
    let happened = [
        disbursement(1, "2024-01-01", "1000"),
        re_aged(2, "2024-02-05", "2024-03-10", 4, ReAgeInterest::Default),
        repayment(3, "2024-02-03", amount),
    ];
    replay(&without_interest(), &happened, date("2024-02-05")).unwrap()
}

#[test]
fn what_a_payment_entered_later_has_left_is_re_aged() {
    let account = paid_as_of_before("600");
    let new: Vec<_> = account.installments.iter().filter(|row| row.due >= date("2024-03-10")).collect();
    assert_eq!(new.iter().map(|row| row.expected.principal).collect::<Vec<_>>(), [amount("100"); 4]);
    assert_eq!(account.postings.len(), 3);
}

#[test]
fn nothing_is_re_aged_where_a_payment_entered_later_has_left_nothing() {
    let account = paid_as_of_before("1000");
    assert_eq!(account.standing, Standing::Repaid);
    assert_eq!(account.installments.len(), 3, "the installments as agreed");
    assert_eq!(account.postings.len(), 2, "the disbursement and the payment");
}

#[test]
fn a_loan_is_not_re_aged_in_equal_parts_into_the_day_on_which_it_was_paid_out() {
    let to = |first_due| {
        let new = re_aged(2, "2024-01-11", first_due, 2, ReAgeInterest::EqualAmortizationPayableInterest);
        replay(&recalculating(), &[disbursement(1, "2024-01-01", "1000"), new], date("2024-01-20"))
    };
    assert!(matches!(to("2024-01-01"), Err(ReplayError::Unsupported(_))));
    assert!(to("2024-01-02").is_ok());
}

/// What rows ask for and what of their interest is waived, as principal, interest and waived interest.
fn with_waived(terms: &Terms, event: Event, on: &str) -> Vec<(Decimal, Decimal, Decimal)> {
    let happened = [disbursement(1, "2024-01-01", "1000"), entered(2, on, event)];
    let account = replay(terms, &happened, date(on)).unwrap();
    let row = |row: &Installment| (row.expected.principal, row.expected.interest, row.waived.interest);
    account.installments.iter().map(row).collect()
}

fn rows(expected: &[(&str, &str, &str)]) -> Vec<(Decimal, Decimal, Decimal)> {
    expected.iter().map(|(principal, interest, waived)| (amount(principal), amount(interest), amount(waived))).collect()
}

fn without_recalculation() -> Terms {
    let mut terms = recalculating();
    (terms.interest.recalculation, terms.interest.accrue_late_interest) = (None, false);
    terms
}

#[test]
fn interest_up_to_the_day_of_re_ageing_may_be_waived() {
    let waived = |on, first_due| re_aged(2, on, first_due, 2, ReAgeInterest::WaiveInterest).event;
    // 15/31 of 10 are waived; 1000 x 0.5075124 = 507.51 repay the loan in two months.
    let expected = [("0", "4.84", "4.84"), ("497.51", "10", "0"), ("502.49", "5.02", "0")];
    assert_eq!(with_waived(&recalculating(), waived("2024-01-16", "2024-02-16"), "2024-01-16"), rows(&expected));
    // January's 10 and 15/29 of February's 6.70; principal is spread in equal parts that bear nothing.
    let expected = [("0", "10", "10"), ("0", "3.47", "3.47"), ("500", "0", "0"), ("500", "0", "0")];
    assert_eq!(
        with_waived(&without_recalculation(), waived("2024-02-16", "2024-03-16"), "2024-02-16"),
        rows(&expected)
    );
}

#[test]
fn overdue_interest_may_be_waived_when_principal_is_spread() {
    let waived = Event::ReAmortise { interest: ReAmortiseInterest::WaiveInterest };
    // 1000 x 0.5075124 = 507.51
    let expected = [("0", "10", "10"), ("497.51", "10", "0"), ("502.49", "5.02", "0")];
    assert_eq!(with_waived(&recalculating(), waived.clone(), "2024-02-01"), rows(&expected));
    // Half of 330.02 on each of the others.
    let expected = [("0", "10", "10"), ("498.33", "6.70", "0"), ("501.67", "3.37", "0")];
    assert_eq!(with_waived(&without_recalculation(), waived, "2024-02-01"), rows(&expected));
}

#[test]
fn what_was_waived_or_given_up_before_is_not_paid() {
    let waiver = Event::Repayment { amount: amount("2"), kind: RepaymentKind::InterestWaiver };
    let given_up = Components { principal: amount("400"), ..Components::default() };
    let ways = [ReAgeInterest::Default, ReAgeInterest::EqualAmortizationPayableInterest, ReAgeInterest::WaiveInterest];
    for (interest, waived) in ways.into_iter().zip(["2", "2", "4.06"]) {
        let happened = [
            disbursement(1, "2024-01-01", "1000"),
            entered(2, "2024-01-10", waiver.clone()),
            entered(3, "2024-01-10", Event::WriteOff { amounts: Some(given_up) }),
            re_aged(4, "2024-01-16", "2024-02-16", 2, interest),
        ];
        let account = replay(&recalculating(), &happened, date("2024-01-16")).unwrap();
        let part = |of: fn(&Installment) -> Components| {
            let sums = account.installments.iter().map(of).map(|of| (of.principal, of.interest));
            sums.fold((Decimal::ZERO, Decimal::ZERO), |sum, next| (sum.0 + next.0, sum.1 + next.1))
        };
        assert_eq!(part(|row| row.paid), (Decimal::ZERO, Decimal::ZERO));
        // Of 1000 for nine days and 600 for six: 2.90 + 1.16 = 4.06.
        assert_eq!(part(|row| row.waived), (Decimal::ZERO, amount(waived)));
        assert_eq!(part(|row| row.written_off), (amount("400"), Decimal::ZERO));
        assert_eq!(part(Installment::outstanding).0, amount("600"));
    }
}

#[test]
fn without_interest_charges_go_with_the_installment_that_another_takes_the_place_of() {
    let fee = Charge {
        name: "Fee".to_owned(),
        penalty: true,
        amount: ChargeAmount::Flat(amount("10")),
        due: ChargeDue::On(date("2024-03-10")),
    };
    let happened = [
        disbursement(1, "2024-01-01", "600"),
        entered(2, "2024-01-05", Event::Charge { charge: fee.clone() }),
        re_aged(3, "2024-01-15", "2024-02-15", 4, ReAgeInterest::Default),
    ];
    let penalties = |happened: &[Transaction]| -> Vec<_> {
        let rows = installments(&without_interest(), happened);
        rows.iter().map(|row| (row.due, row.expected.penalties)).collect()
    };
    // It was due with the third installment, and the third new one is due on 15 April.
    let expected = ["2024-01-15", "2024-02-15", "2024-03-15", "2024-04-15", "2024-05-15"].map(date);
    let amounts = ["0", "0", "0", "10", "0"].map(amount);
    assert_eq!(penalties(&happened), expected.into_iter().zip(amounts).collect::<Vec<_>>());
    // Of the installment that ends on the day, what falls due later goes with the first new one.
    let late = Charge { due: ChargeDue::On(date("2024-01-20")), ..fee };
    let happened = [happened[0].clone(), entered(2, "2024-01-05", Event::Charge { charge: late }), happened[2].clone()];
    let amounts = ["0", "10", "0", "0", "0"].map(amount);
    assert_eq!(penalties(&happened), expected.into_iter().zip(amounts).collect::<Vec<_>>());
}

#[test]
fn what_holds_early_payments_is_settled_on_the_day_that_made_it() {
    let happened = [
        disbursement(1, "2024-01-01", "600"),
        repayment(2, "2024-01-11", "250"),
        re_aged(3, "2024-02-01", "2024-02-15", 2, ReAgeInterest::Default),
    ];
    let rows = installments(&without_interest(), &happened);
    let first = &rows[0];
    assert_eq!((first.due, first.paid.total()), (date("2024-02-01"), amount("250")));
    assert_eq!(first.obligations_met_on, Some(date("2024-02-01")));
}

#[test]
fn an_installment_of_charges_alone_follows_the_last_new_one() {
    let fee = Charge {
        name: "Fee".to_owned(),
        penalty: false,
        amount: ChargeAmount::Flat(amount("10")),
        due: ChargeDue::On(date("2024-06-10")),
    };
    let happened = [
        disbursement(1, "2024-01-01", "1000"),
        entered(2, "2024-01-05", Event::Charge { charge: fee }),
        re_aged(3, "2024-01-15", "2024-02-15", 2, ReAgeInterest::Default),
    ];
    for terms in [without_interest(), recalculating()] {
        let last = installments(&terms, &happened).pop().unwrap();
        assert_eq!((last.from, last.due, last.expected.fees), (date("2024-03-15"), date("2024-06-10"), amount("10")));
    }
}

#[test]
fn level_installments_of_new_periods_are_no_multiples() {
    let mut terms = recalculating();
    terms.rounding.installment_multiple = Some(amount("10"));
    let happened =
        [disbursement(1, "2024-01-01", "1000"), re_aged(2, "2024-01-01", "2024-02-01", 3, ReAgeInterest::Default)];
    // 1000 at a hundredth a month: 340.02, where the loan's own installments are 340.
    let asked: Vec<_> = installments(&terms, &happened).iter().map(|row| row.expected.total()).collect();
    assert_eq!(asked, ["0", "340.02", "340.02", "340.03"].map(amount));
}

#[test]
fn installments_in_equal_parts_keep_the_day_of_a_short_month() {
    let dues = |interest| -> Vec<_> {
        let happened = [disbursement(1, "2024-01-01", "900"), re_aged(2, "2024-01-16", "2024-01-31", 3, interest)];
        installments(&recalculating(), &happened).iter().map(|row| row.due).collect()
    };
    let drifting = ["2024-01-16", "2024-01-31", "2024-02-29", "2024-03-29"].map(date);
    assert_eq!(dues(ReAgeInterest::EqualAmortizationPayableInterest), drifting);
    assert_eq!(dues(ReAgeInterest::EqualAmortizationFullInterest), drifting);
}

#[test]
fn a_fee_beyond_the_last_installment_is_due_in_the_new_one_that_covers_its_day() {
    let fee = Charge {
        name: "Fee".to_owned(),
        penalty: false,
        amount: ChargeAmount::Flat(amount("10")),
        due: ChargeDue::On(date("2024-05-10")),
    };
    let happened = [
        disbursement(1, "2024-01-01", "1000"),
        entered(2, "2024-01-05", Event::Charge { charge: fee }),
        re_aged(3, "2024-04-16", "2024-04-20", 3, ReAgeInterest::Default),
    ];
    let account = replay(&recalculating(), &happened, date("2024-04-16")).unwrap();
    let fees: Vec<_> = account.installments.iter().skip(3).map(|row| (row.due, row.expected.fees)).collect();
    let expected = [("2024-04-20", "0"), ("2024-05-20", "10"), ("2024-06-20", "0")];
    assert_eq!(fees, expected.map(|(due, fees)| (date(due), amount(fees))));
}

#[test]
fn equal_sums_leave_principal_what_fees_and_penalties_each_round_to() {
    let charge = |id, penalty| {
        let (amount, due) = (ChargeAmount::Flat(amount("20")), ChargeDue::On(date("2024-01-10")));
        let charge = Charge { name: "Charge".to_owned(), penalty, amount, due };
        entered(id, "2024-01-05", Event::Charge { charge })
    };
    let mut terms = recalculating();
    terms.interest.rate = amount("0.0001");
    let happened = [
        disbursement(1, "2024-01-01", "100"),
        charge(2, false),
        charge(3, true),
        re_aged(4, "2024-01-16", "2024-02-16", 3, ReAgeInterest::EqualAmortizationPayableInterest),
    ];
    // 140 in three parts is 46.67, of which twice 6.67 are charges.
    let rows = installments(&terms, &happened);
    let principal: Vec<_> = rows.iter().skip(1).map(|row| row.expected.principal).collect();
    assert_eq!(principal, ["33.33", "33.33", "33.34"].map(amount));
    assert_eq!(rows[1].expected.total(), amount("46.67"));
}

#[test]
fn new_installments_are_due_from_the_day_that_was_asked_for() {
    // The month before it has no 31st.
    let happened =
        [disbursement(1, "2023-12-01", "600"), re_aged(2, "2024-01-15", "2024-03-31", 3, ReAgeInterest::Default)];
    let dues: Vec<_> = installments(&recalculating(), &happened).iter().map(|row| row.due).collect();
    assert_eq!(dues, ["2024-01-01", "2024-01-15", "2024-03-31", "2024-04-30", "2024-05-31"].map(date));
}

#[test]
fn interest_in_equal_parts_is_moved_on_once() {
    // 10 for January and 24 of 29 parts of 10 for February: 1018.28, however often it is spread.
    let split = ReAgeInterest::EqualAmortizationPayableInterest;
    let full = ReAgeInterest::EqualAmortizationFullInterest;
    let happened = [
        disbursement(1, "2024-01-01", "1000"),
        re_aged(2, "2024-02-25", "2024-03-05", 3, split),
        re_aged(3, "2024-06-05", "2024-07-05", 3, full),
        re_aged(4, "2024-08-20", "2024-09-05", 3, full),
    ];
    for (count, on) in [(2, "2024-02-25"), (3, "2024-06-05"), (4, "2024-08-20")] {
        let account = replay(&recalculating(), &happened[..count], date(on)).unwrap();
        let owed: Decimal = account.installments.iter().map(|row| row.outstanding().total()).sum();
        assert_eq!(owed, amount("1018.28"), "on {on}");
    }
}

#[test]
fn interest_that_is_split_again_is_moved_on_once() {
    // 10 for January; February and March bear 10 each, and all is late but the last installment.
    let split =
        |id, on| entered(id, on, Event::ReAmortise { interest: ReAmortiseInterest::EqualAmortizationInterestSplit });
    let happened = [disbursement(1, "2024-01-01", "1000"), split(2, "2024-02-01"), split(3, "2024-03-01")];
    let account = replay(&recalculating(), &happened, date("2024-03-01")).unwrap();
    let interest: Decimal = account.installments.iter().map(|row| row.outstanding().interest).sum();
    assert_eq!(interest, amount("30"));
}

#[test]
fn interest_that_was_charged_back_is_asked_for_by_the_first_new_installment() {
    let mut terms = recalculating();
    terms.allocation.chargeback = vec![Component::Interest, Component::Principal, Component::Penalty, Component::Fee];
    let back = |on| entered(3, on, Event::Chargeback { of: TransactionId(2), amount: amount("5") });
    // Before the last due date and after it.
    for (charged_back, on, first_due) in
        [("2024-02-21", "2024-02-25", "2024-03-05"), ("2024-04-21", "2024-04-25", "2024-05-05")]
    {
        let happened = [
            disbursement(1, "2024-01-01", "1000"),
            // 10 for January, and 19 of 29 parts of 6.70 for the days until then.
            repayment(2, "2024-02-20", "1016.55"),
            back(charged_back),
            re_aged(4, on, first_due, 3, ReAgeInterest::Default),
        ];
        let account = replay(&terms, &happened, date(on)).unwrap();
        let owed: Vec<_> = account.installments.iter().filter(|row| row.due >= date(first_due)).collect();
        let asked = owed.iter().map(|row| row.outstanding().interest).collect::<Vec<_>>();
        assert_eq!(asked, ["5", "0", "0"].map(amount), "{on}");
        assert_eq!(account.standing, Standing::Active);
    }
}

/// The days of installments, with the principal that they ask for.
fn periods(happened: &[Transaction]) -> Vec<(String, Decimal)> {
    let rows = installments(&without_interest(), happened);
    rows.iter().map(|row| (format!("{} {}", row.from, row.due), row.expected.principal)).collect()
}

#[test]
fn what_was_due_before_ends_on_the_day_of_the_disbursement_too() {
    let happened =
        [disbursement(1, "2024-01-01", "600"), re_aged(2, "2024-01-01", "2024-02-15", 2, ReAgeInterest::Default)];
    let expected = [("2024-01-01 2024-01-01", "0"), ("2024-01-01 2024-02-15", "300"), ("2024-02-15 2024-03-15", "300")];
    assert_eq!(periods(&happened), expected.map(|(days, asked)| (days.to_owned(), amount(asked))));
}

#[test]
fn what_re_ageing_leaves_empty_twice_is_one_installment() {
    let happened = [
        disbursement(1, "2024-01-01", "600"),
        re_aged(2, "2024-01-05", "2024-02-15", 2, ReAgeInterest::Default),
        re_aged(3, "2024-01-10", "2024-02-20", 2, ReAgeInterest::Default),
    ];
    let expected = [("2024-01-01 2024-01-10", "0"), ("2024-01-10 2024-02-20", "300"), ("2024-02-20 2024-03-20", "300")];
    assert_eq!(periods(&happened), expected.map(|(days, asked)| (days.to_owned(), amount(asked))));
}

#[test]
fn what_is_due_on_the_day_of_the_disbursement_comes_before_what_ends_there() {
    let happened =
        [disbursement(1, "2024-01-01", "600"), re_aged(2, "2024-01-01", "2024-01-01", 2, ReAgeInterest::Default)];
    let expected = [("2024-01-01 2024-01-01", "300"), ("2024-01-01 2024-01-01", "0"), ("2024-01-01 2024-02-01", "300")];
    assert_eq!(periods(&happened), expected.map(|(days, asked)| (days.to_owned(), amount(asked))));
}
