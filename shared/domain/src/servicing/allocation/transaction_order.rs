//! The orders of payment of older systems: installment by installment, the oldest first.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::order::{Component, TransactionOrder};
use crate::servicing::installment::Installment;
use crate::servicing::transaction::Components;

use Component::{Fee, Interest, Penalty, Principal};

/// Charges that are unpaid and due by the day of a payment, with their whole amounts in units of the currency. Orders that
/// pay what is due first pay up to these in an installment whose own due date is still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DueCharges {
    /// Fees.
    pub fees: Decimal,
    /// Penalties.
    pub penalties: Decimal,
}

/// What became of a payment, in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spent {
    /// What each component took.
    pub components: Components,
    /// What was beyond all that is owed.
    pub rest: Decimal,
}

/// Spreads a payment over installments, which are listed in the order of due dates.
pub fn spend(
    order: TransactionOrder,
    installments: &mut [Installment],
    due_charges: DueCharges,
    on: NaiveDate,
    amount: Decimal,
) -> Spent {
    let mut spent = Spent { components: Components::default(), rest: amount };
    for installment in installments.iter_mut().filter(|installment| is_open(installment)) {
        for (component, limit) in steps(order, on < installment.due, due_charges) {
            let offered = limit.map_or(spent.rest, |limit| limit.min(spent.rest));
            let taken = pay(installment, component, on, offered);
            spent.rest -= taken;
            *component_of(&mut spent.components, component) += taken;
        }
    }
    spent
}

/// The components in the order in which an installment is paid, each with the most that it takes where there is a limit.
fn steps(order: TransactionOrder, in_advance: bool, due: DueCharges) -> Vec<(Component, Option<Decimal>)> {
    let all = |components: [Component; 4]| components.map(|component| (component, None)).to_vec();
    let due_first = |then: &[Component]| {
        let due = [(Penalty, Some(due.penalties)), (Fee, Some(due.fees))];
        due.into_iter().chain(then.iter().map(|component| (*component, None))).collect()
    };
    match (order, in_advance) {
        (TransactionOrder::PenaltiesFeesInterestPrincipal, _)
        | (TransactionOrder::DuePenaltyFeeInterestPrincipalInAdvancePrincipalPenaltyFeeInterest, false) => {
            all([Penalty, Fee, Interest, Principal])
        }
        (TransactionOrder::InterestPrincipalPenaltiesFees, _) => all([Interest, Principal, Penalty, Fee]),
        (TransactionOrder::DuePenaltyInterestPrincipalFeeInAdvancePenaltyInterestPrincipalFee, false) => {
            all([Penalty, Interest, Principal, Fee])
        }
        (TransactionOrder::DuePenaltyInterestPrincipalFeeInAdvancePenaltyInterestPrincipalFee, true) => {
            due_first(&[Penalty, Interest, Principal, Fee])
        }
        (TransactionOrder::DuePenaltyFeeInterestPrincipalInAdvancePrincipalPenaltyFeeInterest, true) => {
            due_first(&[Principal, Penalty, Fee, Interest])
        }
    }
}

/// Pays up to an amount of one component of an installment; what it took, in units of the currency.
pub fn pay(installment: &mut Installment, component: Component, on: NaiveDate, amount: Decimal) -> Decimal {
    let taken = amount.min(open(installment, component)).max(Decimal::ZERO);
    if taken.is_zero() {
        return taken;
    }
    *component_of(&mut installment.paid, component) += taken;
    installment.last_paid_on = installment.last_paid_on.max(Some(on));
    if on < installment.due {
        installment.paid_in_advance += taken;
    } else if on > installment.due {
        installment.paid_late += taken;
    }
    settle(installment, on);
    taken
}

/// Waives up to an amount of one component of an installment; what was waived, in units of the currency.
pub fn waive(installment: &mut Installment, component: Component, on: NaiveDate, amount: Decimal) -> Decimal {
    let waived = amount.min(open(installment, component)).max(Decimal::ZERO);
    if !waived.is_zero() {
        *component_of(&mut installment.waived, component) += waived;
        settle(installment, on);
    }
    waived
}

/// Writes off up to an amount of one component of an installment; what was written off, in units of the currency.
pub fn write_off(installment: &mut Installment, component: Component, on: NaiveDate, amount: Decimal) -> Decimal {
    let given_up = amount.min(open(installment, component)).max(Decimal::ZERO);
    if !given_up.is_zero() {
        *component_of(&mut installment.written_off, component) += given_up;
        settle(installment, on);
    }
    given_up
}

/// Notes the day on which nothing was left open, or that something is open again.
pub fn settle(installment: &mut Installment, on: NaiveDate) {
    installment.obligations_met_on = (!is_open(installment)).then_some(on);
}

/// Whether something of an installment is still to be paid.
pub fn is_open(installment: &Installment) -> bool {
    !installment.outstanding().total().is_zero()
}

fn open(installment: &Installment, component: Component) -> Decimal {
    installment.outstanding_of(component)
}

/// The amount of one component.
pub fn component_of(components: &mut Components, component: Component) -> &mut Decimal {
    match component {
        Penalty => &mut components.penalties,
        Fee => &mut components.fees,
        Interest => &mut components.interest,
        Principal => &mut components.principal,
    }
}
