//! Due dates that are moved while the loan runs.
//!
//! What changed the balance stays on its day, in whichever period that lies now. What was paid for a period counts as
//! it would if it had always been due on its new day: late no sooner than after that.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::change::Change;
use super::period::{Period, Segment};
use super::plan::{OverdueCorrection, Plan};
use super::segments::Segments;
use super::terms_change::{pause_after, split_by_terms};
use crate::servicing::terms::LatePaymentRecalculation;

/// Principal of a period that was paid after its due date, or taken back (below zero).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LatePayment {
    /// The day after which the period begins and the day on which it is due.
    pub period: (NaiveDate, NaiveDate),
    /// The value date of the payment.
    pub on: NaiveDate,
    /// In units of the currency.
    pub amount: Decimal,
}

/// A period whose due date is moved.
struct Moved {
    /// The day after which it began and the day on which it was due.
    was: (NaiveDate, NaiveDate),
    /// The same now.
    is: (NaiveDate, NaiveDate),
    /// Its principal that is not paid.
    open: Decimal,
    /// What of its principal was paid after its old due date, by days.
    paid: Vec<(NaiveDate, Decimal)>,
    /// What was paid in advance when the loan was re-aged is never late.
    may_be_late: bool,
}

/// Late principal for the days after one date up to another.
struct Late {
    from: NaiveDate,
    until: NaiveDate,
    principal: Decimal,
}

/// What happened on the days of some periods.
#[derive(Default)]
struct Happened {
    changes: BTreeMap<NaiveDate, Change>,
    /// Principal and interest that were put back.
    put_back: BTreeMap<NaiveDate, (Decimal, Decimal)>,
    /// Days whose interest is due elsewhere: those after one date up to another.
    borne_elsewhere: Vec<(NaiveDate, NaiveDate)>,
}

impl Plan {
    /// The period that is due on one day is due on another, and those after it follow at their regular distance;
    /// nothing moves where none is due on the day. `raises` says which installments have been raised by interest of late
    /// principal, if any.
    pub fn change_due_date(&mut self, due: NaiveDate, new_due: NaiveDate, raises: Option<LatePaymentRecalculation>) {
        let is_due = |at: &usize| self.periods.get(*at).is_some_and(|period| period.due == due);
        let Some(at) = self.period_of(due).filter(is_due) else { return };
        let moved = self.moved(at, new_due);
        let mut happened = Happened::of(self.periods.iter().skip(at));
        self.count_payments_anew(&moved, &mut happened);
        self.count_overdue_anew(&moved, &mut happened);
        self.move_periods(at, &moved, &happened);
        self.let_happen(at, happened);
        self.move_what_was_taken_out(at, &moved);
        self.compute_factors(at..self.periods.len());
        self.refresh();
        self.follow_equal_principal();
        self.count_what_is_late_now(at, &moved);
        if let Some((until, method)) = self.late_until.zip(raises) {
            self.raise_anew(at, until, &moved, method);
            self.refresh();
        }
        self.settle(due);
    }

    fn moved(&self, first: usize, new_due: NaiveDate) -> Vec<Moved> {
        let every = self.settings.period;
        let mut begins = None;
        let mut moved = Vec::new();
        for (count, period) in (0_u32..).zip(self.periods.iter().skip(first)) {
            let was = (period.from, period.due);
            let Some(due) = (if count == 0 { Some(new_due) } else { every.after(new_due, count) }) else { break };
            let paid = self.late_payments.iter().filter(|late| late.period == was);
            moved.push(Moved {
                was,
                is: (begins.unwrap_or(period.from), due),
                open: period.outstanding_principal(),
                paid: paid.map(|late| (late.on, late.amount)).collect(),
                may_be_late: !period.holds_early_payments,
            });
            begins = Some(due);
        }
        moved
    }

    /// Principal that was paid late counts from its due date, and that is another now.
    fn count_payments_anew(&mut self, moved: &[Moved], happened: &mut Happened) {
        for period in moved {
            for (on, amount) in &period.paid {
                happened.correct(period.was.1.min(*on), *amount);
                happened.correct(period.is.1.min(*on), -*amount);
            }
        }
        for late in &mut self.late_payments {
            if let Some(period) = moved.iter().find(|period| period.was == late.period) {
                late.period = period.is;
            }
        }
    }

    /// As far as late principal has been taken into account, it is late from another day on.
    fn count_overdue_anew(&mut self, moved: &[Moved], happened: &mut Happened) {
        let Some(until) = self.overdue_until else { return };
        for period in moved.iter().filter(|period| period.may_be_late) {
            let late = |due| period.late(period.open, due, until).into_iter();
            let was = late(period.was.1).map(|late| (late, Decimal::NEGATIVE_ONE));
            for (late, sign) in was.chain(late(period.is.1).map(|late| (late, Decimal::ONE))) {
                for (on, amount) in [(late.from, late.principal * sign), (late.until, -late.principal * sign)] {
                    happened.correct(on, amount);
                    self.overdue_corrections.push(OverdueCorrection { on, amount, due: on });
                }
            }
        }
    }

    /// With more interest, or less, an installment leaves another principal, and that is what is late.
    fn count_what_is_late_now(&mut self, first: usize, moved: &[Moved]) {
        let Some(until) = self.overdue_until else { return };
        let is_late = |moved: &Moved| moved.may_be_late && moved.is.1 < until;
        for (at, was) in (first..).zip(moved).filter(|(_, moved)| is_late(moved)) {
            let open = self.periods.get(at).map(Period::outstanding_principal);
            let Some(more) = open.map(|open| open - was.open).filter(|more| !more.is_zero()) else { continue };
            for (on, amount) in [(was.is.1, more), (until, -more)] {
                self.put_overdue(on, amount);
            }
            self.compute_factors(at..self.periods.len());
            self.refresh();
            self.follow_equal_principal();
        }
    }

    /// Periods have other days, on which nothing has happened yet.
    fn move_periods(&mut self, first: usize, moved: &[Moved], happened: &Happened) {
        for (period, moved) in self.periods.iter_mut().skip(first).zip(moved) {
            let was_lent_before = happened.lent_until(moved.was.0);
            period.disbursed_before += happened.lent_until(moved.is.0) - was_lent_before;
            // Without interest from beginning to end, and not for given days, it is so wherever its days lie.
            let in_pause = |(after, until): &(NaiveDate, NaiveDate)| *after < period.due && *until > period.from;
            let is_free = period.segments.iter().all(|segment| segment.paused) && !self.pauses.iter().any(in_pause);
            (period.from, period.due) = moved.is;
            period.interest_moved_down &= moved.was == moved.is;
            period.segments = Segments::one(Segment::empty(period.from, period.due, is_free));
        }
    }

    /// Interest that is due elsewhere was that of days which another period may have now: that asks for as much less.
    fn move_what_was_taken_out(&mut self, first: usize, moved: &[Moved]) {
        for (at, period) in (first..).zip(moved) {
            let Some((taken, until)) = self.periods.get(at).map(|period| (-period.fixed_interest, period.taken_until))
            else {
                break;
            };
            let holder = self.period_of(until.unwrap_or(period.was.1));
            let Some(holder) = holder.filter(|holder| *holder != at && taken > Decimal::ZERO) else { continue };
            for (at, until) in [(at, None), (holder, until)] {
                if let Some(period) = self.periods.get_mut(at) {
                    period.taken_until = until;
                }
            }
            for (at, amount) in [(at, taken), (holder, -taken)] {
                if let Some(period) = self.periods.get_mut(at) {
                    period.fixed_interest += amount;
                    period.installment = (period.installment + amount).max(period.paid());
                }
            }
        }
    }

    /// Puts what happened into the periods from one on, by their days.
    fn let_happen(&mut self, first: usize, happened: Happened) {
        let Some(maturity) = self.maturity() else { return };
        for (day, change) in happened.changes {
            if !change.is_nothing() || happened.put_back.contains_key(&day) {
                self.change_balance(day.min(maturity), change);
            }
        }
        for (day, (principal, interest)) in happened.put_back {
            self.note_put_back(day.min(maturity), principal, interest);
        }
        for period in self.periods.iter_mut().skip(first) {
            split_by_terms(period, &self.rates, &self.pauses);
            for (after, until) in &happened.borne_elsewhere {
                pause_after(period, *after, *until);
            }
        }
        let dues: Vec<_> = self
            .overdue_corrections
            .iter()
            .map(|late| {
                self.period_of(late.on).and_then(|at| self.periods.get(at)).map_or(late.due, |period| period.due)
            })
            .collect();
        self.latest_overdue = dues.iter().max().copied();
        for (late, due) in self.overdue_corrections.iter_mut().zip(dues) {
            late.due = due;
        }
    }

    /// Installments are raised by what late principal has borne since it is late.
    fn raise_anew(&mut self, first: usize, until: NaiveDate, moved: &[Moved], method: LatePaymentRecalculation) {
        for (at, period) in (first..).zip(moved).filter(|(_, period)| period.may_be_late) {
            // With more interest, or less, it leaves another principal.
            let open = self.periods.get(at).map_or(period.open, Period::outstanding_principal);
            let late = period.late(open, period.is.1, until);
            let exact = late.iter().map(|late| self.borne(late.principal, late.from, late.until)).sum();
            self.set_late_interest(at, exact, method);
        }
    }
}

impl Moved {
    /// Principal that is late up to a day where it was due on another and so much is left of it.
    fn late(&self, open: Decimal, due: NaiveDate, until: NaiveDate) -> Vec<Late> {
        let mut days: Vec<NaiveDate> =
            self.paid.iter().map(|(on, _)| *on).filter(|on| *on > due && *on < until).collect();
        days.push(until);
        days.sort_unstable();
        let mut from = due;
        let mut late = Vec::with_capacity(days.len());
        for day in days {
            let paid_since = self.paid.iter().filter(|(on, _)| *on > from).map(|(_, amount)| *amount);
            let principal = open + paid_since.sum::<Decimal>();
            if from < day && !principal.is_zero() {
                late.push(Late { from, until: day, principal });
            }
            from = from.max(day);
        }
        late
    }
}

impl Happened {
    fn of<'p>(periods: impl Iterator<Item = &'p Period>) -> Self {
        let mut happened = Self::default();
        for period in periods {
            for segment in &period.segments {
                let change = happened.changes.entry(segment.to).or_default();
                change.disbursed += segment.disbursed;
                change.capitalized += segment.capitalized;
                change.correction += segment.correction;
                if !segment.credited_principal.is_zero() || !segment.credited_interest.is_zero() {
                    let put_back = happened.put_back.entry(segment.from).or_default();
                    put_back.0 += segment.credited_principal;
                    put_back.1 += segment.credited_interest;
                    happened.changes.entry(segment.from).or_default();
                }
                // Interest of these days is due elsewhere, as an amount; that of others that the period comes to have
                // is not.
                if period.interest_moved_down {
                    happened.borne_elsewhere.push((segment.from, segment.to));
                }
            }
        }
        happened
    }

    fn correct(&mut self, on: NaiveDate, amount: Decimal) {
        self.changes.entry(on).or_default().correction += amount;
    }

    /// What was paid out and capitalized up to a day.
    fn lent_until(&self, day: NaiveDate) -> Decimal {
        self.changes.range(..=day).map(|(_, change)| change.disbursed + change.capitalized).sum()
    }
}
