//! Rows that re-ageing leaves no place for.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::{Book, Charged};
use super::row;
use super::schedule;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::transaction::Components;

/// What was waived and written off.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct GivenUp {
    waived: Components,
    written_off: Components,
}

impl GivenUp {
    /// Counts it in a row.
    pub fn add_to(self, row: &mut Installment) {
        row.waived += self.waived;
        row.written_off += self.written_off;
    }

    /// Asks for it in a row, as long as it is counted there.
    pub fn add_to_expected(self, row: &mut Installment) {
        row.expected += self.waived;
        row.expected += self.written_off;
    }

    /// Whether nothing was given up.
    pub fn is_nothing(self) -> bool {
        self.waived.is_nothing() && self.written_off.is_nothing()
    }
}

impl Book<'_> {
    /// Principal and interest that were given up in rows that are due on or after a day are no more in them, except in
    /// the one that begins with a day: that one takes it, as it does what was paid for the others.
    pub fn take_given_up(&mut self, on: NaiveDate, holder: Option<NaiveDate>) -> GivenUp {
        let mut given_up = GivenUp::default();
        let others =
            self.rows.iter_mut().filter(|row| row.kind.is_of_schedule() && row.due >= on && Some(row.from) != holder);
        for row in others {
            for (sum, part) in
                [(&mut given_up.waived, &mut row.waived), (&mut given_up.written_off, &mut row.written_off)]
            {
                sum.principal += std::mem::take(&mut part.principal);
                sum.interest += std::mem::take(&mut part.interest);
            }
        }
        given_up
    }

    /// The same for rows that do not follow the plan: these do not ask for it any more either.
    pub fn lift_given_up(&mut self, on: NaiveDate) -> GivenUp {
        for row in self.rows.iter_mut().filter(|row| row.kind.is_of_schedule() && row.due >= on) {
            let reduced = row.reduced();
            row.expected.principal -= reduced.principal;
            row.expected.interest -= reduced.interest;
        }
        self.take_given_up(on, None)
    }

    /// What was given up of fees and penalties of rows that are due on or after a day is no more in them, nor asked
    /// for.
    pub fn lift_charges_given_up(&mut self, on: NaiveDate) -> GivenUp {
        let mut given_up = GivenUp::default();
        for row in self.rows.iter_mut().filter(|row| row.kind.is_of_schedule() && row.due >= on) {
            let reduced = row.reduced();
            row.expected.fees -= reduced.fees;
            row.expected.penalties -= reduced.penalties;
            for (sum, part) in
                [(&mut given_up.waived, &mut row.waived), (&mut given_up.written_off, &mut row.written_off)]
            {
                *sum += part.charges();
                *part = part.without_charges();
            }
        }
        given_up
    }

    /// What was paid in advance for rows that are due on or after a day is no more in them: the plan says where it went.
    pub fn take_early_payments(&mut self, on: NaiveDate) -> Decimal {
        self.rows
            .iter_mut()
            .filter(|row| row.due >= on && row.kind.is_of_schedule())
            .map(|row| std::mem::take(&mut row.paid_in_advance))
            .sum()
    }

    /// Drops rows after the day of re-ageing that the plan has no period for. Their fees and penalties stay due.
    pub fn drop_rows_without_period(&mut self, on: NaiveDate) {
        let periods = self.plan.periods();
        // Its days are those of another one, which it was joined with.
        let is_joined = |row: &Installment| {
            row.kind.is_of_schedule() && periods.iter().any(|period| period.from < row.from && period.due >= row.due)
        };
        let stays = |row: &Installment| {
            matches!(row.kind, InstallmentKind::DownPayment | InstallmentKind::Additional)
                || periods.iter().any(|period| period.from == row.from && period.due == row.due)
                || (row.due <= on && !is_joined(row))
        };
        let (rows, dropped): (Vec<_>, Vec<_>) = std::mem::take(&mut self.rows).into_iter().partition(stays);
        self.rows = rows;
        schedule::number(&mut self.rows);
        for row in dropped {
            self.move_charges_of(&row, on);
        }
    }

    /// Fees and penalties of a row that is no more are due in the one in whose days it was due, or in the last one.
    pub fn move_charges_of(&mut self, dropped: &Installment, on: NaiveDate) {
        if dropped.expected.fees.is_zero() && dropped.expected.penalties.is_zero() {
            return;
        }
        let in_row = |due: &NaiveDate| *due > dropped.from && *due <= dropped.due;
        let due = self.charges.iter().filter_map(|charged| charged.state.due).find(in_row).unwrap_or(dropped.due);
        let of_schedule = |row: &Installment| row.kind != InstallmentKind::DownPayment;
        let covers = self.rows.iter().position(|row| of_schedule(row) && row.due >= due);
        let at = covers.or_else(|| self.rows.iter().rposition(of_schedule));
        let Some(row) = at.and_then(|at| self.rows.get_mut(at)) else { return };
        row::take_charges(row, dropped);
        row::update(row, on);
        let due = row.due;
        self.move_charges(&[(dropped.clone(), due)]);
    }

    /// Takes out rows of charges alone that new periods have come to cover: each charge is due in the one of its day.
    pub fn take_charged_rows(&mut self, on: NaiveDate) -> Vec<Installment> {
        let Some(maturity) = self.plan.maturity() else { return Vec::new() };
        let is_covered = |row: &Installment| {
            row.kind == InstallmentKind::Additional
                && row.paid.principal.is_zero()
                && row.due >= on
                && row.due <= maturity
        };
        let (covered, rows) = std::mem::take(&mut self.rows).into_iter().partition(is_covered);
        self.rows = rows;
        covered
    }

    /// Each row begins where the one before it is due, whatever it followed before; rows of the plan begin when their periods
    /// do.
    pub fn chain_rows(&mut self) {
        let mut before = None;
        for row in &mut self.rows {
            let is_planned = self.plan.period_with(row.from, row.due).is_some();
            if let Some(due) = before.filter(|_| row.kind != InstallmentKind::DownPayment && !is_planned) {
                row.from = due;
            }
            before = Some(row.due);
        }
    }

    /// Takes charges that fall due later out of the row that a day lies in, which ends on it: what is left of that row,
    /// with these charges alone.
    pub fn cut_charges_off(&mut self, on: NaiveDate) -> Option<Installment> {
        let in_row = |row: &Installment| {
            !matches!(row.kind, InstallmentKind::DownPayment | InstallmentKind::Additional)
                && row.from < on
                && row.due > on
        };
        let at = self.rows.iter().position(in_row)?;
        let (from, due) = self.rows.get(at).map(|row| (row.from, row.due))?;
        let by_then = |penalty| -> Decimal {
            let here = self.charges_due_in(from, due, penalty).into_iter();
            here.filter_map(|(at, _)| self.charges.get(at))
                .filter(|charged| charged.state.due.is_some_and(|due| due <= on))
                .map(Charged::open)
                .sum()
        };
        let (fees, penalties) = (by_then(false), by_then(true));
        let row = self.rows.get_mut(at)?;
        let left = row.outstanding();
        let mut rest = schedule::row(row.kind, on, due);
        rest.expected.fees = (left.fees - fees).max(Decimal::ZERO);
        rest.expected.penalties = (left.penalties - penalties).max(Decimal::ZERO);
        row.expected.fees -= rest.expected.fees;
        row.expected.penalties -= rest.expected.penalties;
        row::update(row, on);
        Some(rest)
    }

    /// The row that a day lies in is due on it. Later ones are dropped, and returned.
    pub fn cut_rows_at(&mut self, on: NaiveDate) -> Vec<Installment> {
        let stays = |row: &Installment| {
            matches!(row.kind, InstallmentKind::DownPayment | InstallmentKind::Additional)
                || row.from < on
                || row.due <= on
        };
        let (rows, dropped) = std::mem::take(&mut self.rows).into_iter().partition(stays);
        self.rows = rows;
        for row in self.rows.iter_mut().filter(|row| row.kind != InstallmentKind::Additional && row.due > on) {
            row.due = on;
            row::update(row, on);
        }
        dropped
    }
}
