use super::setting::{Lender, figure, loan, reason};
use crate::accounts::account::{
    Disbursal, LifeStep, Note, apply_interest, delete, disburse, lock, step, terminate, undo_write_off, unlock,
    write_off,
};
use crate::servicing::life_cycle::LockedOperation;

#[test]
fn an_application_goes_its_way_or_is_refused() {
    let lender = Lender::new();
    let made = lender.created(&loan(""));
    assert_eq!(figure(&made, "state"), "StatePartialApplication");
    let to = |ledger: &_, way| lender.on("2024-01-02", |context| step(ledger, way, context));
    assert_eq!(reason(to(&made, LifeStep::Approve)), "not_submitted");
    let submitted = to(&made, LifeStep::Submit).unwrap().ledger;
    let approved = to(&submitted, LifeStep::Approve).unwrap().ledger;
    assert_eq!(figure(&approved, "state"), "StateApproved");
    assert!(approved.account.stamps.approve.is_some());
    let back = to(&approved, LifeStep::UndoApprove).unwrap().ledger;
    assert_eq!((figure(&back, "state"), back.account.stamps.approve), ("StatePendingApproval".to_owned(), None));
    let rejected = to(&back, LifeStep::Reject).unwrap().ledger;
    assert_eq!(
        (figure(&rejected, "state"), figure(&rejected, "sub_state")),
        ("StateClosed".into(), "StateRejected".into())
    );
    assert!(rejected.account.stamps.close.is_some());
    assert_eq!(to(&rejected, LifeStep::Reopen).unwrap().ledger.account.stamps.close, None);
    assert!(lender.on("2024-01-02", |context| delete(&rejected, context)).is_ok());
    assert!(lender.on("2024-01-02", |context| delete(&approved, context)).is_err());
}

#[test]
fn what_is_written_off_comes_back_as_it_was() {
    let lender = Lender::new();
    let paid_out = lender.on("2024-01-01", |context| {
        disburse(&lender.approved(&loan("")), Disbursal::default(), context).unwrap().ledger
    });
    let off = lender.on("2024-02-10", |context| write_off(&paid_out, Note::default(), context)).unwrap().ledger;
    assert_eq!(
        (figure(&off, "sub_state"), figure(&off, "balances.principal")),
        ("StateWrittenOff".into(), "0.00".into())
    );
    let back = lender.on("2024-02-10", |context| undo_write_off(&off, &Note::default(), context)).unwrap().ledger;
    let never = lender.on("2024-02-10", |context| paid_out.on(context.today())).unwrap();
    assert_eq!(back.account.at_rest.figures, super::super::show::figures(&never, &paid_out));
    assert_eq!(figure(&back, "state"), "StateActiveInArrears");
}

#[test]
fn a_lock_stops_what_it_names_until_it_is_lifted() {
    let lender = Lender::new();
    let paid_out = lender.on("2024-01-01", |context| {
        disburse(&lender.approved(&loan("")), Disbursal::default(), context).unwrap().ledger
    });
    let locked = lender.on("2024-01-05", |context| {
        lock(&paid_out, &[LockedOperation::ApplyInterest], Note::default(), context).unwrap().ledger
    });
    assert_eq!(figure(&locked, "sub_state"), "StateLocked");
    let apply =
        |ledger: &_| lender.on("2024-01-10", |context| apply_interest(ledger, None, None, Note::default(), context));
    assert_eq!(reason(apply(&locked)), "interest_locked");
    let open = lender.on("2024-01-10", |context| unlock(&locked, Note::default(), context)).unwrap().ledger;
    let applied = apply(&open).unwrap().ledger;
    // Nine days of thirty at one percent a month, less what the lock kept from being borne.
    assert_ne!(figure(&applied, "balances.interest_due"), "0.00");
    let again = lender.on("2024-01-10", |context| unlock(&open, Note::default(), context));
    assert_eq!(reason(again), "not_locked");
}

#[test]
fn a_terminated_loan_is_due_at_once() {
    let lender = Lender::new();
    let paid_out = lender.on("2024-01-01", |context| {
        disburse(&lender.approved(&loan("")), Disbursal::default(), context).unwrap().ledger
    });
    let ended = lender.on("2024-01-16", |context| terminate(&paid_out, Note::default(), context)).unwrap().ledger;
    assert_eq!(
        (figure(&ended, "sub_state"), figure(&ended, "balances.principal_due")),
        ("StateTerminated".into(), "1000.00".into())
    );
}
