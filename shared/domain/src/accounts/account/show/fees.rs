//! The fees of each installment, fee by fee.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::accounts::account::ledger::{Entry, Ledger};
use crate::accounts::account::snapshot::Snapshot;
use crate::servicing::account::ChargeState;
use crate::servicing::charges::{Place, place};
use crate::servicing::installment::Installment;
use crate::servicing::transaction::{Charge, ChargeDue, Event, TransactionId};

/// A fee in an installment. Amounts are in units of the currency.
pub(super) struct Fee<'a> {
    /// The transaction that charged it; none where it is several that cannot be told apart.
    pub id: Option<&'a str>,
    pub name: &'a str,
    pub amounts: FeeAmounts,
}

/// What is expected, left, paid and not asked for any more of a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FeeAmounts {
    pub expected: Decimal,
    pub due: Decimal,
    pub paid: Decimal,
    pub reduced: Decimal,
}

/// What fees that cannot be told apart are called together.
const TOGETHER: &str = "Fees";

/// The fees of an account as it stands, by the places of its installments.
pub(super) struct Fees<'a> {
    dated: HashMap<usize, Vec<Fee<'a>>>,
    /// The fee that each installment has, where it is one.
    each: Option<(&'a str, &'a str)>,
}

impl<'a> Fees<'a> {
    /// Finds them.
    pub fn of(ledger: &'a Ledger, snapshot: &Snapshot) -> Self {
        let money = &snapshot.money;
        let entries: HashMap<TransactionId, &Entry> =
            ledger.current().map(|entry| (entry.transaction.id, entry)).collect();
        let mut dated: HashMap<usize, Vec<Fee<'a>>> = HashMap::new();
        let mut each = Vec::new();
        for state in &money.charges {
            let Some((entry, charge)) = entries.get(&state.id).copied().and_then(fee) else { continue };
            match (charge.due, state.due) {
                (ChargeDue::EachInstallment, _) => each.push((entry.transaction_id.as_str(), charge.name.as_str())),
                (ChargeDue::On(_), Some(due)) => {
                    if let Place::At(at) = place(&money.installments, due) {
                        dated.entry(at).or_default().push(dated_fee(entry, charge, state));
                    }
                }
                _ => {}
            }
        }
        Self { dated, each: each.first().copied().filter(|_| each.len() == 1) }
    }

    /// Those of an installment, by its place. What it asks for beside fees of their own days is that of each installment;
    /// where its fees were spread over others, or given up in part, they are told together.
    pub fn of_installment(&self, at: usize, installment: &Installment) -> Vec<Fee<'_>> {
        let whole = FeeAmounts {
            expected: installment.expected.fees,
            due: installment.outstanding().fees,
            paid: installment.paid.fees,
            reduced: installment.reduced().fees,
        };
        if whole.expected.is_zero() {
            return Vec::new();
        }
        let dated = self.dated.get(&at).map(Vec::as_slice).unwrap_or_default();
        let rest = dated.iter().fold(whole, |rest, fee| rest.without(fee.amounts));
        let (id, name) = self.each.map_or((None, TOGETHER), |(id, name)| (Some(id), name));
        if rest.is_nothing() {
            return dated.iter().map(|fee| Fee { ..*fee }).collect();
        }
        if !rest.is_possible() || (self.each.is_none() && !dated.is_empty()) {
            return vec![Fee { id: None, name: TOGETHER, amounts: whole }];
        }
        dated.iter().map(|fee| Fee { ..*fee }).chain([Fee { id, name, amounts: rest }]).collect()
    }
}

fn fee(entry: &Entry) -> Option<(&Entry, &Charge)> {
    match &entry.transaction.event {
        Event::Charge { charge } if !charge.penalty => Some((entry, charge)),
        _ => None,
    }
}

fn dated_fee<'a>(entry: &'a Entry, charge: &'a Charge, state: &ChargeState) -> Fee<'a> {
    let amounts = FeeAmounts {
        expected: state.amount,
        due: state.amount - state.paid - state.waived,
        paid: state.paid,
        reduced: state.waived,
    };
    Fee { id: Some(&entry.transaction_id), name: &charge.name, amounts }
}

impl FeeAmounts {
    fn without(self, part: Self) -> Self {
        Self {
            expected: self.expected - part.expected,
            due: self.due - part.due,
            paid: self.paid - part.paid,
            reduced: self.reduced - part.reduced,
        }
    }

    fn each(self) -> [Decimal; 4] {
        [self.expected, self.due, self.paid, self.reduced]
    }

    fn is_nothing(self) -> bool {
        self.each().iter().all(Decimal::is_zero)
    }

    fn is_possible(self) -> bool {
        self.expected > Decimal::ZERO && self.each().iter().all(|amount| *amount >= Decimal::ZERO)
    }
}
