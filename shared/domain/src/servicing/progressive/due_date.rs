//! Due dates that are moved.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::planned::Planned;
use super::schedule;

impl Book<'_> {
    /// The row that is due on one day is due on another, and those after it follow at their regular distance, as is
    /// agreed on a day. Where payments that were entered later have left nothing to pay, it did not happen.
    pub fn change_due_date(&mut self, on: NaiveDate, from: NaiveDate, to: NaiveDate) {
        if self.lent() > Decimal::ZERO && self.outstanding().total().is_zero() {
            return;
        }
        let before_change = self.planned();
        let before: Vec<_> = self.plan.periods().iter().map(|period| (period.from, period.due)).collect();
        self.plan.change_due_date(from, to, self.terms.arrears.late_payment);
        self.plan.spare_interest_paid_ahead(on);
        let moved: Vec<_> =
            before.into_iter().zip(self.plan.periods()).map(|(old, period)| (old, (period.from, period.due))).collect();
        // What was paid for an installment is where that is due now.
        for portion in self.portions.iter_mut() {
            let of_period = moved.iter().find(|(old, _)| *old == (portion.from, portion.due));
            if let Some((_, (from, due))) = of_period {
                (portion.from, portion.due) = (*from, *due);
            }
        }
        let mut rows = Vec::with_capacity(moved.len());
        let mut asked_before = BTreeMap::new();
        for (old, new) in moved {
            let at = self.rows.iter().position(|row| row.kind.is_of_schedule() && (row.from, row.due) == old);
            rows.push((at, new));
            asked_before.extend(before_change.asked.get(&old).map(|asked| (new, *asked)));
        }
        let mut charges = Vec::new();
        for (at, (from, due)) in &rows {
            let Some(row) = at.and_then(|at| self.rows.get(at)) else { continue };
            if (row.from, row.due) != (*from, *due) {
                charges.push((row.clone(), *due));
            }
        }
        self.move_charges(&charges);
        let last = self.last_of_schedule();
        let dates: Vec<_> = rows.iter().map(|(_, dates)| *dates).collect();
        for (at, (from, due)) in rows {
            let Some(row) = at.and_then(|at| self.rows.get_mut(at)) else { continue };
            row.from = from;
            row.due = due;
        }
        self.place_charges_in_new_rows(&dates, last);
        schedule::number(&mut self.rows);
        self.sync_open_from(from, &Planned { asked: asked_before, ..before_change });
    }
}
