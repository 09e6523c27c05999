//! Interest of late principal that is owed beside the installments as they were agreed: the late installment itself, or the
//! last one, is raised by it, and the balance goes on as if principal had been paid when it was due.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::course::{Course, Row};
use super::following::Following;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::LatePaymentRecalculation;

/// Interest of late principal, for each installment on which payments are tried. Amounts are in units of the currency.
pub(super) struct LateInterest {
    method: LatePaymentRecalculation,
    of_installments: Vec<Borne>,
}

/// What the principal of an installment has borne since its due date.
#[derive(Debug, Clone, Copy, Default)]
struct Borne {
    /// Up to this day.
    until: Option<NaiveDate>,
    /// Not rounded.
    exact: Decimal,
    /// What of it is asked for: rounded as a whole, so that it does not matter on which days it was looked at.
    counted: Decimal,
}

impl LateInterest {
    pub fn new(method: LatePaymentRecalculation) -> Self {
        Self { method, of_installments: Vec::new() }
    }

    /// What an installment that ends the loan asks for beside its own interest.
    fn of_last(&self) -> Decimal {
        match self.method {
            LatePaymentRecalculation::OverdueInstallmentsIncrease => Decimal::ZERO,
            LatePaymentRecalculation::LastInstallmentIncrease => self.total(),
        }
    }

    fn total(&self) -> Decimal {
        self.of_installments.iter().map(|borne| borne.counted).sum()
    }
}

impl Following<'_> {
    /// Lets late principal bear interest up to a day that lies in the period, or to today.
    pub(super) fn raise_late(&mut self, course: &Course<'_>, day: NaiveDate) -> Result<(), ReplayError> {
        let Some(mut late) = self.late_interest.take() else { return Ok(()) };
        let until = day.min(self.last_rest(&course.calendar)?);
        late.of_installments.resize(self.tried.len(), Borne::default());
        for at in 0..self.tried.len() {
            let (Some(tried), Some(borne)) = (self.tried.get(at), late.of_installments.get_mut(at)) else { break };
            let due = self.rest_on(&course.calendar, tried.due)?;
            let from = borne.until.map_or(due, |day| day.max(due));
            if from >= until {
                continue;
            }
            borne.exact += tried.outstanding().principal.max(Decimal::ZERO) * course.rates.between(from, until)?;
            borne.until = Some(until);
            let more = course.money(borne.exact) - borne.counted;
            borne.counted += more;
            if late.method == LatePaymentRecalculation::OverdueInstallmentsIncrease
                && let Some(tried) = self.tried.get_mut(at).filter(|_| !more.is_zero())
            {
                tried.expected.interest += more;
                tried.obligations_met_on = None;
            }
        }
        self.late_interest = Some(late);
        Ok(())
    }

    /// What an installment that ends the loan asks for of late interest.
    pub(super) fn late_interest_of_last(&self) -> Decimal {
        self.late_interest.as_ref().map(LateInterest::of_last).unwrap_or_default()
    }

    /// Raises installments that are drawn up by what late principal bore.
    pub(super) fn raise_rows(&self, rows: &mut [Row]) {
        let Some(late) = &self.late_interest else { return };
        match late.method {
            LatePaymentRecalculation::OverdueInstallmentsIncrease => {
                for (row, borne) in rows.iter_mut().zip(&late.of_installments) {
                    row.interest += borne.counted;
                }
            }
            LatePaymentRecalculation::LastInstallmentIncrease => {
                if let Some(last) = rows.last_mut() {
                    last.interest += late.total();
                }
            }
        }
    }
}
