//! Income that is not asked for: what was recognised of it is written down where it is waived, not taken back.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::books::Books;
use super::earned::Income;
use super::entry::Source;
use crate::servicing::installment::Installment;

/// What is waived of a source, and what of that had been recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Waived {
    pub amount: Decimal,
    pub recognised: Decimal,
}

/// What is waived and what is paid of a source now.
struct Reduced {
    source: Source,
    waived: Decimal,
    paid: Decimal,
}

/// Notes what has been waived since the last time, beside what is recognised of each source.
pub(super) fn note(waived: &mut BTreeMap<Source, Waived>, books: &Books, income: &Income<'_>) {
    for now in reduced(income) {
        let known = waived.entry(now.source).or_default();
        let more = now.waived - known.amount;
        if more > Decimal::ZERO {
            let standing = books.recognised(now.source) - known.recognised;
            known.recognised += more.min((standing - now.paid).max(Decimal::ZERO));
        } else {
            known.recognised = known.recognised.min(now.waived);
        }
        known.amount = now.waived;
    }
}

fn reduced(income: &Income<'_>) -> Vec<Reduced> {
    let rows = &income.account.installments;
    let sum = |of: fn(&Installment) -> Decimal| rows.iter().map(of).sum();
    let mut reduced = vec![Reduced {
        source: Source::Interest,
        waived: sum(|row| row.waived.interest),
        paid: sum(|row| row.paid.interest),
    }];
    for state in income.account.charges.iter().filter(|state| state.due.is_some()) {
        if let Some((earned, _)) = income.dated_charge(state.id) {
            reduced.push(Reduced { source: earned.source, waived: state.waived, paid: state.paid });
        }
    }
    reduced
}
