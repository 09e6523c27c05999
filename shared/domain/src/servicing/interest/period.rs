//! A repayment period and the segments of it in which the balance, the rate or a pause differ.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::course::{Left, Shape};
use super::late::LateInterest;
use super::segments::Segments;
use super::unit_interest::UnitInterest;
use crate::servicing::amounts::{minus, no_less, plus, same};

/// Days from one date to another.
pub(super) fn days(from: NaiveDate, to: NaiveDate) -> Decimal {
    Decimal::from(days_between(from, to))
}

/// Days from one date to another.
pub(super) fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    i64::from(to.num_days_from_ce()) - i64::from(from.num_days_from_ce())
}

/// An amount, or nothing where it is below zero.
#[inline]
pub(super) fn at_least_zero(amount: Decimal) -> Decimal {
    if amount.is_sign_negative() { Decimal::ZERO } else { amount }
}

/// A part of a period on which interest is borne at one rate by one balance: the days after `from` up to `to`.
///
/// What changes the balance on the day `to` is kept here and counts from the next segment on.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// The day after which it begins.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// Interest of one unit of the currency over the segment, as the level installment counts it.
    pub factor: Decimal,
    /// Interest of one unit of the currency from `from` to the period's due date.
    pub factor_to_due: UnitInterest,
    /// Principal put back by a chargeback or a refund of a credit balance at `from`.
    pub credited_principal: Decimal,
    /// Interest put back by a chargeback at `from`.
    pub credited_interest: Decimal,
    /// Paid out at `to`.
    pub disbursed: Decimal,
    /// Added to the principal at `to`.
    pub capitalized: Decimal,
    /// Other changes of the balance at `to`: principal paid (negative), late or put back.
    pub correction: Decimal,
    /// The balance that bears interest.
    pub balance: Decimal,
    /// No interest is borne.
    pub paused: bool,
    /// What its factors were computed from.
    pub(super) factors_of: Option<FactorsOf>,
}

/// What the factors of a segment are computed from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FactorsOf {
    pub rate: Decimal,
    pub start: NaiveDate,
    pub period: (NaiveDate, NaiveDate),
    pub measured_to: NaiveDate,
    pub segment: (NaiveDate, NaiveDate),
}

impl Segment {
    /// A segment without amounts.
    pub(super) fn empty(from: NaiveDate, to: NaiveDate, paused: bool) -> Self {
        let zero = Decimal::ZERO;
        Self {
            from,
            to,
            factor: zero,
            factor_to_due: UnitInterest::NONE,
            credited_principal: zero,
            credited_interest: zero,
            disbursed: zero,
            capitalized: zero,
            correction: zero,
            balance: zero,
            paused,
            factors_of: None,
        }
    }

    /// The balance after everything that happens at `to`.
    pub(super) fn balance_after(&self) -> Decimal {
        plus(plus(plus(self.balance, self.correction), self.capitalized), self.disbursed)
    }
}

/// A repayment period: the days after `from` up to `due`, on which its installment is due.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing that holds beside the others")]
pub struct Period {
    /// The day after which it begins.
    pub from: NaiveDate,
    /// The day on which its installment is due.
    pub due: NaiveDate,
    /// When it was to be due before it was cut short, where its days are not counted: those that are left are a part of
    /// the period's.
    pub(super) whole_until: Option<NaiveDate>,
    /// In the order of dates, at least one.
    pub segments: Segments,
    /// Principal and interest due, without what was put back.
    pub installment: Decimal,
    /// What `installment` was when the level installment was last computed.
    pub level: Decimal,
    /// The equal part of principal that is due, where that is what was agreed; the installment follows its interest.
    pub equal_part: Option<Decimal>,
    /// Principal paid.
    pub paid_principal: Decimal,
    /// Interest paid.
    pub paid_interest: Decimal,
    /// Principal paid on top of what was asked for, so that later installments are lower or fewer.
    pub(super) prepaid: Decimal,
    /// Interest of later periods that found no place in their installments, and is due here.
    pub deferred_interest: Decimal,
    /// Interest that would be due here, and was paid with an earlier installment that had asked for it.
    pub(super) paid_before: Decimal,
    /// Interest that does not depend on a balance: agreed when the loan was re-aged or re-amortised.
    pub fixed_interest: Decimal,
    /// The last day of interest that was taken out of it, to be due elsewhere.
    pub(super) taken_until: Option<NaiveDate>,
    /// Its own interest is due in an earlier period.
    pub interest_moved_up: bool,
    /// Its own interest is due in later periods.
    pub interest_moved_down: bool,
    /// Interest is borne, and due later.
    pub interest_grace: bool,
    /// No principal is due.
    pub principal_grace: bool,
    /// No principal is due, as it was agreed while the loan ran.
    pub mid_term_grace: bool,
    /// One of a re-aged schedule.
    pub re_aged: bool,
    /// It holds what was paid in advance when the loan was re-aged.
    pub holds_early_payments: bool,
    /// Paid out before the period began.
    pub disbursed_before: Decimal,
    /// A refund of a credit balance has put principal back in it.
    pub(super) refunded: bool,
    /// Put back before the loan was re-aged, and moved to the new periods.
    pub credited_moved: Decimal,
    /// Interest of late principal.
    pub(super) late: LateInterest,
    /// Interest of the period, and what earlier periods had no place for.
    pub(super) calculated_interest: Decimal,
    /// Interest due.
    pub(super) interest: Decimal,
    /// What the period before it left when it was last computed.
    pub(super) received: Left,
    /// It has to be computed anew.
    pub(super) is_marked: bool,
    /// What it is like, where it was computed after the last change of its own.
    pub(super) shape: Shape,
    /// It is in the list of those that have changed.
    pub(super) is_listed: bool,
}

impl Period {
    /// A period without amounts.
    pub(super) fn new(from: NaiveDate, due: NaiveDate, disbursed_before: Decimal) -> Self {
        let zero = Decimal::ZERO;
        Self {
            from,
            due,
            whole_until: None,
            segments: Segments::one(Segment::empty(from, due, false)),
            installment: zero,
            level: zero,
            equal_part: None,
            paid_principal: zero,
            paid_interest: zero,
            prepaid: zero,
            deferred_interest: zero,
            paid_before: zero,
            fixed_interest: zero,
            taken_until: None,
            interest_moved_up: false,
            interest_moved_down: false,
            interest_grace: false,
            principal_grace: false,
            mid_term_grace: false,
            re_aged: false,
            holds_early_payments: false,
            disbursed_before,
            refunded: false,
            credited_moved: zero,
            late: LateInterest::default(),
            calculated_interest: zero,
            interest: zero,
            received: Left::at_start(),
            is_marked: false,
            is_listed: false,
            shape: Shape::Any,
        }
    }

    /// The period before it has begun: it bears nothing.
    pub(super) fn without_days(&self) -> Self {
        Self { segments: Segments::none(), shape: Shape::Any, ..*self }
    }

    /// The day to which its length is measured.
    pub(super) fn measured_to(&self) -> NaiveDate {
        self.whole_until.unwrap_or(self.due)
    }

    /// Whether it was found to ask for its installment and nothing else.
    fn is_alone(&self) -> bool {
        self.shape != Shape::Any
    }

    /// Principal put back.
    pub fn credited_principal(&self) -> Decimal {
        self.put_back(|segment| segment.credited_principal)
    }

    /// Interest put back.
    pub fn credited_interest(&self) -> Decimal {
        self.put_back(|segment| segment.credited_interest)
    }

    #[inline]
    fn put_back(&self, of: impl Fn(&Segment) -> Decimal) -> Decimal {
        if self.is_alone() {
            return Decimal::ZERO;
        }
        match &*self.segments {
            [segment] => at_least_zero(of(segment)),
            segments => at_least_zero(segments.iter().map(of).fold(Decimal::ZERO, plus)),
        }
    }

    /// Principal and interest put back that are due here.
    pub(super) fn credited(&self) -> Decimal {
        if self.is_alone() {
            return Decimal::ZERO;
        }
        let put_back = plus(self.credited_principal(), self.credited_interest());
        if self.credited_moved.is_zero() { put_back } else { put_back - self.credited_moved }
    }

    /// Whether it was cut off by re-ageing and holds nothing.
    pub(super) fn is_empty_holder(&self) -> bool {
        self.holds_early_payments
            && self.installment.is_zero()
            && self.due_principal().is_zero()
            && self.due_interest().is_zero()
    }

    /// What was put back is not due here any more.
    pub(super) fn move_credits_out(&mut self) {
        self.credited_moved = self.credited_principal() + self.credited_interest();
    }

    /// Its own interest is due in later periods, as is what was put back, and what it asked for of their interest: also
    /// interest that was agreed as an amount, when it had come from earlier ones itself.
    pub(super) fn move_interest_down(&mut self) {
        self.move_credits_out();
        self.deferred_interest = Decimal::ZERO;
        self.interest_moved_down = true;
        self.fixed_interest = self.fixed_interest.min(self.paid_interest);
    }

    /// Whether its own interest is due in other periods, or later.
    pub(super) fn is_interest_elsewhere(&self) -> bool {
        self.interest_moved_up || self.interest_moved_down || self.interest_grace
    }

    /// Whether anything is paid out, capitalized or put back in it.
    pub(super) fn lends(&self) -> bool {
        self.segments.iter().any(|segment| {
            !segment.disbursed.is_zero()
                || !segment.capitalized.is_zero()
                || !segment.credited_principal.is_zero()
                || !segment.credited_interest.is_zero()
        })
    }

    /// Whether interest is due in it that does not come from its balance.
    pub(super) fn has_given_interest(&self) -> bool {
        let given = [self.fixed_interest, self.deferred_interest, self.paid_before, self.late.raised];
        given.iter().any(|interest| !interest.is_zero())
    }

    /// What was paid out or capitalized in it.
    pub(super) fn disbursed(&self) -> Decimal {
        let of = |sum, segment: &Segment| plus(plus(sum, segment.disbursed), segment.capitalized);
        match &*self.segments {
            [only] => plus(only.disbursed, only.capitalized),
            segments => segments.iter().fold(Decimal::ZERO, of),
        }
    }

    /// All that is due: the installment, what was put back, and interest of later periods and of late principal.
    pub(super) fn payable(&self) -> Decimal {
        if self.is_alone() {
            return self.installment;
        }
        plus(plus(plus(self.installment, self.credited()), self.deferred_interest), self.late.raised)
    }

    /// Principal and interest paid.
    pub fn paid(&self) -> Decimal {
        plus(self.paid_principal, self.paid_interest)
    }

    /// Interest due: no more than the installment has place for, no less than was paid.
    pub fn due_interest(&self) -> Decimal {
        self.interest
    }

    /// Principal due: what the installment leaves beside interest, no less than was paid.
    pub fn due_principal(&self) -> Decimal {
        if self.shape == Shape::Plain {
            return at_least_zero(minus(self.installment, self.interest));
        }
        no_less(at_least_zero(minus(self.payable(), self.interest)), self.paid_principal)
    }

    /// Principal due that is not paid.
    pub fn outstanding_principal(&self) -> Decimal {
        at_least_zero(minus(self.due_principal(), self.paid_principal))
    }

    /// Interest due that is not paid.
    pub fn outstanding_interest(&self) -> Decimal {
        at_least_zero(minus(self.interest, self.paid_interest))
    }

    /// Whether exactly what is due has been paid, beside what late principal bore.
    pub fn is_fully_paid(&self) -> bool {
        match self.shape {
            Shape::Plain => return self.installment.is_zero(),
            Shape::Paid => return true,
            Shape::Alone => return same(self.installment, self.paid()),
            Shape::Any => {}
        }
        if self.late.raised.is_zero() {
            return self.payable() == self.paid();
        }
        self.payable() - self.late.raised == self.paid() - self.late_paid()
    }

    /// What an installment cannot ask for less than, without what was put back: principal paid, and interest that was agreed as
    /// an amount.
    pub(super) fn given(&self) -> Decimal {
        at_least_zero(self.paid_principal - self.credited_principal()) + self.fixed_interest
    }

    /// Interest that found no place in the installment.
    pub(super) fn unrecognized_interest(&self) -> Decimal {
        minus(self.calculated_interest, self.interest)
    }

    /// The balance that the next period begins with.
    pub fn closing_balance(&self) -> Option<Decimal> {
        let last = self.segments.last()?;
        Some(at_least_zero(plus(minus(last.balance_after(), self.due_principal()), self.paid_principal)))
    }

    /// The balance that bears interest after a day of the period; none before it begins.
    pub(super) fn balance_after(&self, day: NaiveDate, is_first: bool) -> Option<Decimal> {
        if day >= self.due {
            return self.closing_balance();
        }
        let segment = self.segments.get(self.segment_of(day, is_first)?)?;
        Some(if segment.to == day { segment.balance_after() } else { segment.balance })
    }

    /// The segment that a day lies in; the first period's also on the day it begins.
    pub(super) fn segment_of(&self, day: NaiveDate, is_first: bool) -> Option<usize> {
        self.segments.iter().enumerate().rev().find_map(|(at, segment)| {
            let begins = if is_first && at == 0 { day >= segment.from } else { day > segment.from };
            (begins && day <= segment.to).then_some(at)
        })
    }
}
