//! How much higher the balance of periods that wait may become, so that interest goes on finding its place in each of them.
//!
//! Principal that is paid late bears a little more interest, which the installments after it have to make room for. At the
//! beginning of a later period the difference has grown as `last` says. The interest of a period is higher by what it
//! bears on that, and by less than a minor unit that rounding makes of it; it has its place as long as that is no more than
//! the principal that the period asks for.

use rust_decimal::Decimal;

use super::Periods;
use crate::servicing::amounts::minus;
use crate::servicing::interest::minor_units::{amount_of, minor_units};
use crate::servicing::rounding::Rounding;

impl Periods {
    /// Whether interest goes on finding its place in periods that wait, with the balance that they are left now.
    pub(in crate::servicing::interest) fn goes_on_finding_place(&mut self, rounding: &Rounding) -> bool {
        let Some((from, lower, _)) = self.lower_by() else { return false };
        if !lower.is_sign_negative() {
            return true;
        }
        let known = self.patience.waiting.as_ref().and_then(|waiting| waiting.rise);
        let known = known.filter(|(known_from, _)| *known_from <= from).map(|(_, rise)| rise);
        let rise = known.or_else(|| self.find_rise(rounding, from)).unwrap_or_default();
        -lower <= rise
    }

    /// By how much the balance that one of those that wait is left may be higher than when they began to: it holds for
    /// later ones too, which are fewer.
    fn find_rise(&mut self, rounding: &Rounding, from: usize) -> Option<Decimal> {
        let last = self.patience.waiting.as_ref().map(|waiting| waiting.last)?;
        let rise = self.rise(rounding, from, last).unwrap_or_default();
        self.patience.waiting.as_mut()?.rise = Some((from, rise));
        Some(rise)
    }

    /// The same for periods from one on to the last that asks for anything, which takes whatever is left.
    pub(super) fn rise(&mut self, rounding: &Rounding, from: usize, last: usize) -> Option<Decimal> {
        let waiting = self.list.get(from..last)?;
        let mut smallest = i64::MAX;
        let mut most_borne = Decimal::ZERO;
        for period in waiting {
            smallest = smallest.min(minor_units(minus(period.installment, period.interest), rounding.decimals)?);
            most_borne = most_borne.max(period.segments.first()?.factor_to_due.exact());
        }
        let room = Decimal::from(smallest.checked_sub(1).filter(|room| *room > 0)?);
        let at_end = room.checked_div(most_borne)?.floor();
        let (rise, rounded) = self.discounted(from, last, u64::try_from(at_end).ok()?)?;
        amount_of(i64::try_from(rise.saturating_sub(rounded)).ok()?, rounding.decimals)
    }
}
