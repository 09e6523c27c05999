//! Interest of principal that is still late after the last due date.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::course::{Course, Row};
use super::following::Following;
use crate::servicing::allocation::transaction_order::is_open;
use crate::servicing::installment::InstallmentKind;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::InterestMethod;

/// Interest since the last due date, and the day up to which it is an installment already.
struct Late {
    from: NaiveDate,
    interest: Decimal,
    balance: Decimal,
}

impl Following<'_> {
    /// Draws up installments of interest alone: to each payment after the last due date, and to today.
    pub fn after_last(&mut self, course: &mut Course<'_>) -> Result<(), ReplayError> {
        let end = self.till.unwrap_or(self.today);
        let bears = self.rule.is_some() && course.amortization.method != InterestMethod::Flat;
        if !bears || self.late.is_empty() || end <= course.start {
            return Ok(());
        }
        let mut late = Late { from: course.start, interest: Decimal::ZERO, balance: course.bearing };
        loop {
            course.mark = course.calendar.next(course.mark, false)?.min(end);
            self.pay_until(course, &mut late, end)?;
            if !late.balance.is_zero() {
                late.interest += self.late_interest(course, late.balance, course.mark)?;
            }
            course.start = course.mark;
            if course.mark >= end || late.balance.is_zero() {
                break;
            }
        }
        if late.interest > Decimal::ZERO {
            self.add_interest(course, &mut late, course.mark);
        }
        Ok(())
    }

    fn pay_until(&mut self, course: &mut Course<'_>, late: &mut Late, end: NaiveDate) -> Result<(), ReplayError> {
        while let Some(paid) = self.payments.pop_front_if(|paid| paid.on <= course.mark) {
            if paid.on > course.start {
                late.interest += self.late_interest(course, late.balance, paid.on)?;
                self.add_interest(course, late, paid.on);
                course.start = paid.on;
            }
            let principal = self.try_payment(paid).components.principal;
            let counts_from = self.rest_on(&course.calendar, paid.on)?;
            self.pays_late(&course.calendar, principal, counts_from)?;
            self.note_late(&course.calendar, end, false)?;
            course.bearing = late.balance;
            self.bring_up_to_date(course, course.start);
            let is_done = self.late.is_empty() && !self.tried.iter().any(is_open);
            late.balance = if is_done { Decimal::ZERO } else { course.bearing };
            if self.late.is_empty() && late.balance.is_zero() {
                break;
            }
        }
        Ok(())
    }

    fn late_interest(&self, course: &Course<'_>, balance: Decimal, to: NaiveDate) -> Result<Decimal, ReplayError> {
        let span = (course.start, to);
        course.balance_interest(balance, Decimal::ZERO, &self.changes(course), span).map(|(interest, _)| interest)
    }

    fn add_interest(&mut self, course: &mut Course<'_>, late: &mut Late, due: NaiveDate) {
        let interest = std::mem::take(&mut late.interest);
        let row = Row { kind: InstallmentKind::Regular, from: late.from, due, principal: Decimal::ZERO, interest };
        course.rows.push(row);
        self.note_down_payments(course);
        late.from = due;
    }
}
