//! The table is complete, says one thing only, and says what it should.

use std::collections::BTreeSet;

use super::table::{RULES, Rule};
use super::*;

const DECISIVE: [Fact; 19] = [
    Fact::Disbursed,
    Fact::MoreToDisburse,
    Fact::RoomToDisburse,
    Fact::Owes,
    Fact::InArrears,
    Fact::Terminated,
    Fact::Capped,
    Fact::InterestLocked,
    Fact::FeesLocked,
    Fact::PenaltiesLocked,
    Fact::ClosedByHand,
    Fact::ChargedOff,
    Fact::Overpaid,
    Fact::TakesOverpayments,
    Fact::BearsInterest,
    Fact::Funded,
    Fact::RefinancedInPlace,
    Fact::RescheduledInPlace,
    Fact::LaterTransactions,
];

fn sub_states() -> impl Iterator<Item = Option<AccountSubState>> {
    std::iter::once(None).chain(AccountSubState::ALL.into_iter().map(Some))
}

fn places() -> impl Iterator<Item = Place> {
    AccountState::ALL.into_iter().flat_map(|state| sub_states().map(move |sub_state| Place { state, sub_state }))
}

fn active() -> Place {
    Place::of(AccountState::Active)
}

fn closed(sub_state: AccountSubState) -> Place {
    Place::with(AccountState::Closed, sub_state)
}

fn ask(operation: Operation, place: Place, facts: &[Fact]) -> Result<Change, Reason> {
    let standing = Standing { place, facts: facts.iter().copied().collect() };
    permit(operation, &standing).map_err(|refusal| refusal.reason)
}

/// A loan that is being serviced and owes.
const OWING: [Fact; 3] = [Fact::Disbursed, Fact::Owes, Fact::BearsInterest];

#[test]
fn every_state_sub_state_and_operation_has_one_decision() {
    let mut decisions = 0;
    for place in places() {
        for operation in Operation::ALL.iter().copied() {
            let rules = Rule::all_of(operation).filter(|rule| rule.at.contains(&place)).count();
            assert!(rules <= 1, "{operation} at {place} has {rules} rules");
            let decision = ask(operation, place, &[]);
            if !place.is_possible() {
                assert_eq!((rules, decision), (0, Err(Reason::ImpossibleStanding)), "{operation} at {place}");
            } else if rules == 0 {
                let reason = decision.expect_err("no rule, no permission");
                assert_ne!(reason, Reason::ImpossibleStanding, "{operation} at {place}");
            }
            decisions += 1;
        }
    }
    assert_eq!(decisions, 6 * 11 * Operation::ALL.len());
}

#[test]
fn every_operation_is_possible_somewhere_and_every_place_can_be_left_or_noted() {
    for operation in Operation::ALL {
        assert!(Rule::all_of(*operation).any(|rule| !rule.at.is_empty()), "{operation} is never permitted");
    }
    for place in places().filter(|place| place.is_possible()) {
        assert!(RULES.iter().any(|rule| rule.at.contains(&place)), "nothing can be done at {place}");
    }
}

/// A rule must be satisfiable, and each of its conditions must be able to refuse by itself with its own reason.
#[test]
fn every_condition_of_every_rule_can_be_met_and_can_refuse() {
    for rule in RULES {
        // All that stands in no condition's way is so.
        let in_the_way = |fact: &Fact| {
            let alone = Facts::default().with(*fact, true);
            rule.needs.iter().any(|condition| condition.holds(&Facts::default()) && !condition.holds(&alone))
        };
        let met: Facts = DECISIVE.into_iter().filter(|fact| !in_the_way(fact)).collect();
        for place in rule.at {
            let standing = Standing { place: *place, facts: met.clone() };
            assert!(permit(rule.operation, &standing).is_ok(), "{} at {place}", rule.operation);
            for condition in rule.needs {
                let broken = DECISIVE.into_iter().fold(met.clone(), |facts, fact| {
                    let flipped = facts.clone().with(fact, !facts.has(fact));
                    if condition.holds(&facts) && !condition.holds(&flipped) { flipped } else { facts }
                });
                let broken = if condition.holds(&broken) { broken.with_locks(&[]) } else { broken };
                let refused = permit(rule.operation, &Standing { place: *place, facts: broken });
                assert_eq!(refused.map_err(|refusal| refusal.reason), Err(condition.otherwise));
            }
        }
    }
}

#[test]
fn where_an_operation_leads_is_a_place_that_can_be() {
    let facts: Vec<Facts> = [Facts::default(), DECISIVE.into_iter().collect(), OWING.into_iter().collect()].into();
    for place in places() {
        for (operation, facts) in Operation::ALL.iter().flat_map(|one| facts.iter().map(move |facts| (*one, facts))) {
            if let Ok(Change::Becomes(there)) = permit(operation, &Standing { place, facts: facts.clone() }) {
                assert!(there.is_possible(), "{operation} leads from {place} to {there}");
            }
        }
    }
}

#[test]
fn the_documentation_is_the_table() {
    assert_eq!(include_str!("table.md"), table(), "write what the right side says to life_cycle/table.md");
}

#[test]
fn names_are_those_of_the_api() {
    for state in AccountState::ALL {
        assert_eq!(serde_json::to_value(state).expect("a name"), state.name());
    }
    for sub_state in AccountSubState::ALL {
        assert_eq!(serde_json::to_value(sub_state).expect("a name"), sub_state.name());
    }
    let locks = serde_json::to_string(&LockedOperation::ALL).expect("names");
    assert_eq!(locks, r#"["OperationApplyInterest","OperationApplyFees","OperationApplyPenalties"]"#);
}

#[test]
fn a_refusal_says_operation_state_and_way_out() {
    let standing = Standing { place: Place::of(AccountState::Approved), facts: Facts::default() };
    let refusal = permit(Operation::Repay, &standing).expect_err("nothing to repay");
    assert_eq!(
        refusal.to_string(),
        "repayment is refused while the account is StateApproved: nothing has been disbursed; disburse the loan first"
    );
    assert_eq!(serde_json::to_value(refusal.reason).expect("a code"), "NOT_DISBURSED");
    let standing = Standing { place: closed(AccountSubState::WrittenOff), facts: Facts::default() };
    let refusal = permit(Operation::Repay, &standing).expect_err("given up");
    assert!(refusal.to_string().contains("StateClosed (StateWrittenOff)"), "{refusal}");
}

#[test]
fn every_reason_is_a_sentence_of_its_own_and_is_given_somewhere() {
    let sentences: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.sentence()).collect();
    assert_eq!(sentences.len(), Reason::ALL.len());
    let of_places = places().flat_map(|place| Operation::ALL.iter().map(move |one| (*one, place)));
    let of_places = of_places.filter_map(|(operation, place)| ask(operation, place, &[]).err());
    let of_conditions = RULES.iter().flat_map(|rule| rule.needs).map(|condition| condition.otherwise);
    let given: BTreeSet<_> = of_places.chain(of_conditions).collect();
    let never: Vec<_> = Reason::ALL.iter().filter(|reason| !given.contains(reason)).collect();
    assert!(never.is_empty(), "never given: {never:?}");
}

#[test]
fn an_application_goes_from_hand_to_hand() {
    let (partial, pending, approved) = (
        Place::of(AccountState::PartialApplication),
        Place::of(AccountState::PendingApproval),
        Place::of(AccountState::Approved),
    );
    let steps = [
        (Operation::Submit, partial, Ok(Change::Becomes(pending))),
        (Operation::Approve, pending, Ok(Change::Becomes(approved))),
        (Operation::UndoApprove, approved, Ok(Change::Becomes(pending))),
        (Operation::Reject, pending, Ok(Change::Becomes(closed(AccountSubState::Rejected)))),
        (Operation::Withdraw, approved, Ok(Change::Becomes(closed(AccountSubState::Withdrawn)))),
        (Operation::Reopen, closed(AccountSubState::Withdrawn), Ok(Change::Becomes(pending))),
        (Operation::Delete, partial, Ok(Change::Removed)),
        (Operation::Disburse, approved, Ok(Change::LedgerDecides)),
        (Operation::Approve, partial, Err(Reason::NotSubmitted)),
        (Operation::Disburse, pending, Err(Reason::NotApproved)),
        (Operation::Submit, pending, Err(Reason::AlreadySubmitted)),
        (Operation::UpdateTerms, approved, Err(Reason::AlreadyApproved)),
        (Operation::Approve, active(), Err(Reason::AlreadyDisbursed)),
        (Operation::Withdraw, active(), Err(Reason::AlreadyDisbursed)),
        (Operation::Recover, pending, Err(Reason::NotWrittenOff)),
        (Operation::Reopen, pending, Err(Reason::NotClosed)),
        (Operation::Disburse, closed(AccountSubState::Rejected), Err(Reason::Rejected)),
    ];
    for (operation, place, expected) in steps {
        assert_eq!(ask(operation, place, &[]), expected, "{operation} at {place}");
    }
}

#[test]
fn locks_stop_what_they_name_and_nothing_else() {
    let locked = Place::with(AccountState::Active, AccountSubState::Locked);
    let all = [
        (Operation::ApplyInterest, LockedOperation::ApplyInterest, Reason::InterestLocked),
        (Operation::ApplyFee, LockedOperation::ApplyFees, Reason::FeesLocked),
        (Operation::ApplyPenalty, LockedOperation::ApplyPenalties, Reason::PenaltiesLocked),
    ];
    for (operation, lock, reason) in all {
        let facts: Facts = OWING.into_iter().collect();
        let standing = Standing { place: locked, facts: facts.with_locks(&[lock]) };
        assert_eq!(permit(operation, &standing).expect_err("locked").reason, reason);
        for (other, ..) in all.into_iter().filter(|(other, ..)| *other != operation) {
            assert!(permit(other, &standing).is_ok(), "{other} while {operation} is locked");
        }
        assert_eq!(permit(Operation::Repay, &standing), Ok(Change::LedgerDecides));
        assert_eq!(permit(Operation::Unlock, &standing), Ok(Change::LedgerDecides));
    }
    assert_eq!(ask(Operation::Unlock, active(), &OWING), Err(Reason::NotLocked));
    assert_eq!(ask(Operation::Lock, active(), &OWING), Ok(Change::Becomes(locked)));
    let capped = Place::with(AccountState::ActiveInArrears, AccountSubState::LockedCapping);
    assert_eq!(ask(Operation::ApplyFee, capped, &OWING), Err(Reason::Capped));
    assert_eq!(ask(Operation::Lock, capped, &OWING), Ok(Change::Stays));
}

/// What established systems refuse, by the state before it.
#[test]
fn refusals_of_established_systems() {
    let with = |fact: Fact| OWING.into_iter().chain([fact]).collect::<Vec<_>>();
    let repaid = closed(AccountSubState::Repaid);
    let refused: [(Operation, Place, Vec<Fact>, Reason); 9] = [
        (Operation::RefundOverpayment, active(), OWING.to_vec(), Reason::NotOverpaid),
        (Operation::UndoChargeOff, active(), OWING.to_vec(), Reason::NotChargedOff),
        (Operation::ChargeOff, active(), with(Fact::ChargedOff), Reason::ChargedOff),
        (Operation::PauseInterest, repaid, vec![Fact::Disbursed], Reason::Repaid),
        (Operation::PauseInterest, active(), vec![Fact::Disbursed, Fact::Owes], Reason::NoInterest),
        (Operation::ReAge, active(), with(Fact::ChargedOff), Reason::ChargedOff),
        (Operation::ReAmortise, active(), with(Fact::ChargedOff), Reason::ChargedOff),
        (Operation::Repay, closed(AccountSubState::WrittenOff), vec![Fact::Disbursed], Reason::WrittenOff),
        (Operation::Disburse, active(), OWING.to_vec(), Reason::FullyDisbursed),
    ];
    for (operation, place, facts, reason) in refused {
        assert_eq!(ask(operation, place, &facts), Err(reason), "{operation} at {place}");
    }
}

/// What established systems do without a word.
#[test]
fn what_established_systems_permit() {
    let with = |fact: Fact| OWING.into_iter().chain([fact]).collect::<Vec<_>>();
    let repaid = closed(AccountSubState::Repaid);
    let permitted: [(Operation, Place, Vec<Fact>); 11] = [
        (Operation::ReverseTransaction, repaid, vec![Fact::Disbursed]),
        (Operation::Chargeback, repaid, vec![Fact::Disbursed, Fact::Overpaid]),
        (Operation::RefundOverpayment, repaid, vec![Fact::Disbursed, Fact::Overpaid]),
        (Operation::Repay, active(), with(Fact::ChargedOff)),
        (Operation::ReverseTransaction, active(), with(Fact::ChargedOff)),
        (Operation::ChangeRate, active(), with(Fact::ChargedOff)),
        (Operation::UndoChargeOff, active(), with(Fact::ChargedOff)),
        (Operation::PayOff, Place::with(AccountState::Active, AccountSubState::Terminated), OWING.to_vec()),
        (Operation::Disburse, active(), with(Fact::RoomToDisburse)),
        (Operation::Disburse, repaid, vec![Fact::Disbursed, Fact::RoomToDisburse]),
        (Operation::ChangeRate, repaid, vec![Fact::Disbursed]),
    ];
    for (operation, place, facts) in permitted {
        assert!(ask(operation, place, &facts).is_ok(), "{operation} at {place}: {:?}", ask(operation, place, &facts));
    }
}

/// Another account that pays it off repays its investors; nothing else goes over to another agreement.
#[test]
fn what_investors_fund_is_not_rescheduled() {
    let facts = [Fact::Disbursed, Fact::Owes, Fact::Funded];
    for operation in [Operation::Reschedule, Operation::RescheduleInPlace, Operation::RefinanceInPlace] {
        assert_eq!(ask(operation, active(), &facts), Err(Reason::Funded), "{operation}");
        assert!(ask(operation, active(), &OWING).is_ok(), "{operation}");
    }
    for operation in [Operation::Refinance, Operation::SellFunding, Operation::Repay] {
        assert!(ask(operation, active(), &facts).is_ok(), "{operation}");
    }
}

#[test]
fn an_undo_waits_for_what_depends_on_it() {
    let terminated = Place::with(AccountState::ActiveInArrears, AccountSubState::Terminated);
    let undos = [
        (Operation::UndoApprove, Place::of(AccountState::Approved)),
        (Operation::UndoDisburse, active()),
        (Operation::UndoReschedule, closed(AccountSubState::Rescheduled)),
        (Operation::UndoReschedule, active()),
        (Operation::UndoRefinance, closed(AccountSubState::Refinanced)),
        (Operation::UndoRefinance, active()),
        (Operation::UndoWriteOff, closed(AccountSubState::WrittenOff)),
        (Operation::UndoTerminate, terminated),
    ];
    let facts = [Fact::Disbursed, Fact::Owes, Fact::RefinancedInPlace, Fact::RescheduledInPlace];
    let later = [&facts[..], &[Fact::LaterTransactions]].concat();
    for (operation, place) in undos {
        assert!(ask(operation, place, &facts).is_ok(), "{operation} at {place}");
        assert_eq!(ask(operation, place, &later), Err(Reason::LaterTransactions), "{operation} at {place}");
    }
    assert_eq!(ask(Operation::UndoReschedule, active(), &OWING), Err(Reason::NotRescheduled));
    assert_eq!(ask(Operation::UndoRefinance, active(), &OWING), Err(Reason::NotRefinanced));
    assert_eq!(ask(Operation::UndoTerminate, active(), &OWING), Err(Reason::NotTerminated));
    assert_eq!(ask(Operation::UndoWriteOff, active(), &OWING), Err(Reason::NotWrittenOff));
}

#[test]
fn a_terminated_loan_is_collected_but_not_changed() {
    let terminated = Place::with(AccountState::Active, AccountSubState::Terminated);
    for operation in [Operation::Repay, Operation::ApplyPenalty, Operation::WriteOff, Operation::Waive] {
        assert!(ask(operation, terminated, &OWING).is_ok(), "{operation}");
    }
    for operation in [Operation::Reschedule, Operation::Disburse, Operation::ChangeDueDate, Operation::Terminate] {
        assert_eq!(ask(operation, terminated, &OWING), Err(Reason::Terminated), "{operation}");
    }
}

#[test]
fn money_paid_in_advance_is_not_taken_out_while_something_is_late() {
    let late = Place::of(AccountState::ActiveInArrears);
    assert_eq!(ask(Operation::Redraw, late, &OWING), Err(Reason::InArrears));
    assert_eq!(ask(Operation::Redraw, active(), &OWING), Ok(Change::LedgerDecides));
}

#[test]
fn money_decides_the_place_of_a_granted_account() {
    use AccountState::{Active, ActiveInArrears, Approved};
    use AccountSubState::{Locked, LockedCapping, PartiallyDisbursed, Repaid, Terminated};
    let cases: [(&[Fact], Place); 11] = [
        (&[], Place::of(Approved)),
        (&[Fact::MoreToDisburse], Place::of(Approved)),
        (&[Fact::Disbursed, Fact::Owes], Place::of(Active)),
        (&[Fact::Disbursed, Fact::Owes, Fact::InArrears], Place::of(ActiveInArrears)),
        (&[Fact::Disbursed, Fact::Owes, Fact::MoreToDisburse], Place::with(Active, PartiallyDisbursed)),
        (&[Fact::Disbursed, Fact::MoreToDisburse], Place::with(Active, PartiallyDisbursed)),
        (&[Fact::Disbursed, Fact::MoreToDisburse, Fact::ClosedByHand], closed(Repaid)),
        (&[Fact::Disbursed, Fact::Overpaid], closed(Repaid)),
        (&[Fact::Disbursed, Fact::Owes, Fact::MoreToDisburse, Fact::FeesLocked], Place::with(Active, Locked)),
        (&[Fact::Disbursed, Fact::Owes, Fact::Capped, Fact::FeesLocked], Place::with(Active, LockedCapping)),
        (
            &[Fact::Disbursed, Fact::Owes, Fact::Capped, Fact::Terminated, Fact::InArrears],
            Place::with(ActiveInArrears, Terminated),
        ),
    ];
    for (facts, place) in cases {
        assert_eq!(place_from(&facts.iter().copied().collect()), place, "{facts:?}");
    }
}
