use super::super::order::{AllocationOrder, Component, Direction, DueState, FutureInstallments};
use super::*;
use crate::servicing::hand_built::{amount, date, installment, met, terms};

/// 100 due on the first of February, March and April with a penalty of 10 each.
fn standing() -> Vec<Installment> {
    let days = ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"];
    let with_penalty = |(number, days): (u32, &[&str])| {
        let mut row = installment(number, days[0], days[1], "100");
        row.expected.penalties = amount("10");
        row
    };
    (1..).zip(days.windows(2)).map(with_penalty).collect()
}

fn rules(future: FutureInstallments, direction: Direction) -> AllocationRules {
    let mut rules = terms().allocation;
    rules.direction = direction;
    rules.default.future = future;
    rules
}

fn paid(rules: &AllocationRules, rows: &mut [Installment], on: &str, of: &str) -> (Vec<String>, String) {
    let payment = Payment { on: date(on), amount: amount(of), kind: RepaymentKind::Repayment };
    let spent = spread(rows, rules, &Rounding::default(), DueCharges::default(), payment);
    let rows = rows.iter().map(|row| format!("{}+{}", row.paid.principal.normalize(), row.paid.penalties.normalize()));
    (rows.collect(), spent.rest.normalize().to_string())
}

#[test]
fn what_is_late_is_paid_first_then_what_is_due_then_what_lies_ahead() {
    let mut rows = standing();
    let rules = rules(FutureInstallments::NextInstallment, Direction::Horizontal);
    assert_eq!(paid(&rules, &mut rows, "2024-03-01", "225").0, ["100+10", "100+10", "0+5"]);
    let [first, second, third] = &rows[..] else { panic!("three installments") };
    assert_eq!((first.paid_late, second.paid_late, third.paid_in_advance), (amount("110"), amount("0"), amount("5")));
    assert_eq!((first.obligations_met_on, third.obligations_met_on), (Some(date("2024-03-01")), None));
}

#[test]
fn what_lies_ahead_is_paid_as_the_rule_says() {
    let ahead = |future| {
        let mut rows = standing();
        paid(&rules(future, Direction::Horizontal), &mut rows, "2024-01-15", "160").0
    };
    assert_eq!(ahead(FutureInstallments::NextInstallment), ["100+10", "40+10", "0+0"]);
    assert_eq!(ahead(FutureInstallments::LastInstallment), ["0+0", "40+10", "100+10"]);
    assert_eq!(ahead(FutureInstallments::NextLastInstallment), ["100+10", "0+0", "40+10"]);
    // A third of 160 for penalties takes 10 of each; a third of the 130 left, rounded, goes to each principal.
    assert_eq!(ahead(FutureInstallments::Reamortization), ["43.33+10", "43.33+10", "43.34+10"]);
}

#[test]
fn component_by_component_all_penalties_come_before_principal() {
    let mut rows = standing();
    let rules = rules(FutureInstallments::NextInstallment, Direction::Vertical);
    assert_eq!(paid(&rules, &mut rows, "2024-01-15", "60").0, ["30+10", "0+10", "0+10"]);
}

#[test]
fn a_kind_of_payment_follows_an_order_of_its_own() {
    let mut rules = rules(FutureInstallments::NextInstallment, Direction::Horizontal);
    let steps = vec![(DueState::InAdvance, Component::Principal)];
    let order = AllocationOrder { steps, future: FutureInstallments::LastInstallment };
    rules.of_kind.push((RepaymentKind::Repayment, order));
    let mut rows = standing();
    assert_eq!(paid(&rules, &mut rows, "2024-01-15", "30").0, ["0+0", "0+0", "30+0"]);
}

#[test]
fn what_is_settled_takes_nothing_and_what_is_beyond_is_left() {
    let mut rows = standing();
    rows[0] = met(&rows[0], "2024-02-01");
    let rules = rules(FutureInstallments::NextInstallment, Direction::Horizontal);
    let (paid, rest) = paid(&rules, &mut rows, "2024-03-01", "250");
    assert_eq!((paid, rest.as_str()), (["100+10", "100+10", "100+10"].map(str::to_owned).to_vec(), "30"));
}

#[test]
fn orders_of_older_systems_go_installment_by_installment() {
    let mut rules = rules(FutureInstallments::LastInstallment, Direction::Vertical);
    rules.transaction_order = Some(TransactionOrder::InterestPrincipalPenaltiesFees);
    assert_eq!(paid(&rules, &mut standing(), "2024-01-15", "160").0, ["100+10", "50+0", "0+0"]);
}
