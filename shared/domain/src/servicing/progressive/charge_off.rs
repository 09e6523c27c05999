//! A loan that is taken out of the performing book, or called due at once.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::rounding::Rounding;
use crate::servicing::terms::ChargeOffInterest;
use crate::servicing::transaction::{Components, Transaction};

impl Book<'_> {
    /// Takes the loan out of the performing book.
    pub fn charge_off(&mut self, of: &Transaction) {
        let on = of.value_date;
        if self.any_open() {
            match self.terms.charge_off {
                ChargeOffInterest::Regular => {}
                ChargeOffInterest::ZeroInterest => self.stop_interest(on),
                ChargeOffInterest::AccelerateMaturity => self.accelerate(on),
            }
            self.recompute_charges_each_before(on);
        }
        let outstanding = if self.any_open() { self.outstanding() } else { Components::default() };
        if outstanding.total().is_zero() {
            self.charged_off_on = None;
        } else {
            self.charged_off_on = Some(on);
            self.post_standing_still(of, outstanding);
        }
    }

    /// Everything is due at once.
    pub fn terminate(&mut self, of: &Transaction) {
        let on = of.value_date;
        if self.any_open() {
            self.accelerate(on);
            self.recompute_charges_each_before(on);
        }
        let outstanding = if self.any_open() { self.outstanding() } else { Components::default() };
        if !outstanding.total().is_zero() {
            self.terminated = true;
            self.post_standing_still(of, outstanding);
        }
    }

    /// Interest after a day is not asked for: its place in the installments goes to principal.
    fn stop_interest(&mut self, on: NaiveDate) {
        let recalculates = self.recalculates();
        let plan = &self.plan;
        let rounding = &self.terms.rounding;
        let regular = |row: &Installment| row.kind != InstallmentKind::Additional;
        // Interest up to the day, of a row that has been paid without it.
        let mut without_place = Decimal::ZERO;
        for row in self.rows.iter_mut().filter(|row| regular(row) && row.from <= on && row.due > on) {
            let open = row.outstanding().interest;
            let kept = if recalculates {
                plan.interest_till(row.from, row.due, on, true)
            } else {
                row.expected.interest - open + rounding.money(part_of(rounding, open, (row.from, row.due), on))
            };
            // What was paid and given up of it stays, and takes no place of principal beside it.
            let kept = kept.max(row.paid.interest + row.reduced().interest);
            if open > Decimal::ZERO || kept > Decimal::ZERO {
                let all = row.expected.principal + row.expected.interest;
                row.expected.principal = (all - kept).max(row.paid.principal + row.reduced().principal);
                row.expected.interest = (all - row.expected.principal).max(row.paid.interest + row.reduced().interest);
                without_place += kept - row.expected.interest;
            }
        }
        self.charged_off_on = Some(on);
        let open_later = |row: &Installment| regular(row) && row.from > on && row.obligations_met_on.is_none();
        for row in self.rows.iter_mut().filter(|row| open_later(row)) {
            let open = row.outstanding().interest;
            if open > Decimal::ZERO {
                let placed = open.min(without_place).max(Decimal::ZERO);
                without_place -= placed;
                row.expected.principal += open - placed;
                row.expected.interest -= open - placed;
            }
        }
        self.fit_principal(on);
    }

    /// Rows ask for exactly the principal that was lent and what of it is owed again; the last open ones take the
    /// difference, and none asks for less than was paid and given up of it.
    fn fit_principal(&mut self, on: NaiveDate) {
        let lent = self.lent();
        // What was lent after the last due date is asked for in a row of its own.
        let asked: Decimal = self.rows.iter().map(|row| row.expected.principal - row.credited.principal).sum();
        let mut difference = lent - asked;
        for row in self.rows.iter_mut().rev() {
            if difference.is_zero() {
                break;
            }
            if row.kind == InstallmentKind::Additional || row.obligations_met_on.is_some() {
                continue;
            }
            let principal = row.expected.principal;
            let fitted = (principal + difference).max(row.paid.principal + row.reduced().principal);
            row.expected.principal = fitted;
            row::decide(row, on);
            difference -= fitted - principal;
        }
    }
}

/// What of an amount falls on the days of a period that have passed on a day: by the day, then times the days.
pub(in crate::servicing) fn part_of(
    rounding: &Rounding,
    amount: Decimal,
    (from, due): (NaiveDate, NaiveDate),
    on: NaiveDate,
) -> Decimal {
    let days = Decimal::from(due.signed_duration_since(from).num_days());
    let a_day = amount.checked_div(days).map(|a_day| rounding.intermediate(a_day));
    a_day
        .map_or(amount, |a_day| rounding.intermediate(a_day * Decimal::from(on.signed_duration_since(from).num_days())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::hand_built::{amount, date};

    #[test]
    fn the_part_of_some_days_is_that_of_one_day_so_many_times() {
        // 0.45 over 30 days is 0.015 a day: exactly half a cent more than one, which a thirtieth, cut off, would miss.
        let april = (date("2024-04-01"), date("2024-05-01"));
        let part = |on| part_of(&Rounding::default(), amount("0.45"), april, date(on));
        assert_eq!((part("2024-04-02"), part("2024-05-01")), (amount("0.015"), amount("0.45")));
    }

    #[test]
    fn a_period_without_days_has_passed() {
        let day = date("2024-04-01");
        assert_eq!(part_of(&Rounding::default(), amount("7"), (day, day), day), amount("7"));
    }
}
