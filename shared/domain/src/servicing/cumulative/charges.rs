//! What charges come to, and what of them is paid.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::servicing::account::ChargeState;
use crate::servicing::charges::{Place, place};
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::rounding::Rounding;
use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, TransactionId};

/// A charge with its parts: one for each installment that it is in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacedCharge {
    pub state: ChargeState,
    /// A penalty, not a fee.
    pub penalty: bool,
    /// Due dates and amounts, in units of the currency, in the order of due dates.
    pub parts: Vec<(NaiveDate, Decimal)>,
}

impl PlacedCharge {
    /// What is still to be paid.
    pub fn open(&self) -> Decimal {
        self.state.amount - self.state.paid - self.state.waived
    }

    /// The due date and the rest of the oldest part that is still to be paid.
    pub fn oldest_open(&self) -> Option<(NaiveDate, Decimal)> {
        self.open_parts().next()
    }

    /// What is still to be paid of each part: payments and waivers take the oldest first.
    pub fn open_parts(&self) -> impl Iterator<Item = (NaiveDate, Decimal)> {
        let mut settled = self.state.paid + self.state.waived;
        self.parts.iter().filter_map(move |(due, amount)| {
            let taken = settled.min(*amount);
            settled -= taken;
            (*amount > taken).then_some((*due, amount - taken))
        })
    }
}

/// What percentages are taken of. Amounts are in units of the currency.
pub(super) struct Bases<'a> {
    /// Disbursements, in the order of value dates.
    pub disbursements: &'a [(NaiveDate, Decimal)],
    pub interest: Decimal,
    pub rounding: Rounding,
}

impl Bases<'_> {
    /// What a charge that is due on a day comes to. A percentage of the principal is of what was paid out by then.
    pub fn amount(&self, amount: ChargeAmount, penalty: bool, due: NaiveDate) -> Decimal {
        let all: Decimal = self.disbursements.iter().map(|(_, amount)| *amount).sum();
        let by_then: Decimal = self.disbursements.iter().filter(|(on, _)| *on <= due).map(|(_, amount)| *amount).sum();
        let principal = if penalty || by_then.is_zero() { all } else { by_then };
        self.of(amount, principal, all + self.interest, self.interest)
    }

    /// What a charge of each installment comes to in one of them.
    pub fn amount_in(&self, amount: ChargeAmount, principal: Decimal, interest: Decimal) -> Decimal {
        self.of(amount, principal, principal + interest, interest)
    }

    fn at_disbursement(&self, amount: ChargeAmount) -> Decimal {
        let first = self.disbursements.first().map_or(Decimal::ZERO, |(_, amount)| *amount);
        self.of(amount, first, first + self.interest, self.interest)
    }

    fn of(&self, amount: ChargeAmount, principal: Decimal, with_interest: Decimal, interest: Decimal) -> Decimal {
        self.rounding.money(amount.of(principal, with_interest, interest))
    }
}

/// Puts charges into installments; one that is due after the last of them makes an additional one, or moves it.
pub(super) fn put_charges(
    charges: &[(TransactionId, &Charge)],
    installments: &mut Vec<Installment>,
    bases: &Bases<'_>,
) -> Vec<PlacedCharge> {
    let latest = charges.iter().filter_map(|(_, charge)| due_day(charge)).max();
    if let (Some(latest), true) = (latest, !installments.is_empty()) {
        make_room(installments, latest);
    }
    charges.iter().map(|(id, charge)| put(*id, charge, installments, bases)).collect()
}

fn due_day(charge: &Charge) -> Option<NaiveDate> {
    match charge.due {
        ChargeDue::On(due) => Some(due),
        ChargeDue::EachInstallment | ChargeDue::AtDisbursement => None,
    }
}

fn make_room(installments: &mut Vec<Installment>, due: NaiveDate) {
    if place(installments, due) != Place::Beyond {
        return;
    }
    let last = installments.iter_mut().rev().find(|installment| installment.kind != InstallmentKind::DownPayment);
    match last {
        Some(last) if last.kind == InstallmentKind::Additional => last.due = due,
        Some(last) => {
            let from = last.due;
            installments.push(empty(InstallmentKind::Additional, from, due));
        }
        None => {}
    }
}

/// An installment without amounts.
pub(super) fn empty(kind: InstallmentKind, from: NaiveDate, due: NaiveDate) -> Installment {
    Installment {
        number: 0,
        kind,
        from,
        due,
        expected: crate::servicing::transaction::Components::default(),
        paid: crate::servicing::transaction::Components::default(),
        waived: crate::servicing::transaction::Components::default(),
        written_off: crate::servicing::transaction::Components::default(),
        credited: crate::servicing::transaction::Components::default(),
        paid_in_advance: Decimal::ZERO,
        paid_late: Decimal::ZERO,
        last_paid_on: None,
        obligations_met_on: None,
    }
}

fn put(id: TransactionId, charge: &Charge, installments: &mut [Installment], bases: &Bases<'_>) -> PlacedCharge {
    let penalty = charge.penalty;
    let parts = match charge.due {
        ChargeDue::On(due) => vec![(due, bases.amount(charge.amount, penalty, due))],
        ChargeDue::EachInstallment => each_part(charge.amount, installments, bases),
        ChargeDue::AtDisbursement => Vec::new(),
    };
    for (due, amount) in &parts {
        if let Place::At(at) = place(installments, *due)
            && let Some(installment) = installments.get_mut(at)
        {
            *charged(installment, penalty) += amount;
        }
    }
    let at_once =
        if charge.due == ChargeDue::AtDisbursement { bases.at_disbursement(charge.amount) } else { Decimal::ZERO };
    let is_paid_out = !bases.disbursements.is_empty();
    let state = ChargeState {
        id,
        amount: at_once + parts.iter().map(|(_, amount)| *amount).sum::<Decimal>(),
        paid: if is_paid_out { at_once } else { Decimal::ZERO },
        waived: Decimal::ZERO,
        due: due_day(charge),
        at_disbursement: charge.due == ChargeDue::AtDisbursement,
    };
    PlacedCharge { state, penalty, parts }
}

/// What is charged with each installment of the schedule.
fn each_part(amount: ChargeAmount, installments: &[Installment], bases: &Bases<'_>) -> Vec<(NaiveDate, Decimal)> {
    let regular = installments.iter().filter(|installment| installment.kind == InstallmentKind::Regular);
    let part = |installment: &Installment| {
        let expected = &installment.expected;
        (installment.due, bases.amount_in(amount, expected.principal, expected.interest))
    };
    regular.map(part).collect()
}

fn charged(installment: &mut Installment, penalty: bool) -> &mut Decimal {
    if penalty { &mut installment.expected.penalties } else { &mut installment.expected.fees }
}
