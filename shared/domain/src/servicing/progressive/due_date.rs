//! Due dates that are moved.

use chrono::NaiveDate;

use super::book::Book;
use super::schedule;
use crate::servicing::installment::InstallmentKind;

impl Book<'_> {
    /// The row that is due on one day is due on another, and those after it follow at their regular distance.
    pub fn change_due_date(&mut self, from: NaiveDate, to: NaiveDate) {
        let before: Vec<_> = self.plan.periods().iter().map(|period| (period.from, period.due)).collect();
        self.plan.change_due_date(from, to);
        let moved: Vec<_> = before
            .into_iter()
            .zip(self.plan.periods())
            .filter(|((from, due), period)| *from != period.from || *due != period.due)
            .map(|(dates, period)| (dates, (period.from, period.due), (period.due_principal(), period.due_interest())))
            .collect();
        let mut rows = Vec::with_capacity(moved.len());
        for (old, new, amounts) in moved {
            let at =
                self.rows.iter().position(|row| row.kind != InstallmentKind::DownPayment && (row.from, row.due) == old);
            rows.push((at, new, amounts));
        }
        for (at, (from, due), (principal, interest)) in rows {
            let Some(row) = at.and_then(|at| self.rows.get_mut(at)) else { continue };
            row.from = from;
            row.due = due;
            if row.obligations_met_on.is_none() {
                row.expected.principal = principal;
                row.expected.interest = interest;
            }
        }
        schedule::number(&mut self.rows);
        self.sync_open_from(from);
    }
}
