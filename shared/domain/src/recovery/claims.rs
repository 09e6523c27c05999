//! What is known of the months of an uploaded loan, as far as recovery needs it: since when each is due, what is claimed, what came
//! back.
//!
//! It is a copy of the months, changed in the same transaction as they are, so that a payment on one month need not read the others.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::overdue::{Debt, Overdue};
use crate::calendar::Month;
use crate::json::{Json, exact};
use crate::lending::allocation::{Allocation, FinalStatus};

/// One month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its date of default: from the day after, it is past due.
    pub since: NaiveDate,
    /// What is claimed in all, in the company's currency.
    #[serde(with = "exact")]
    pub claimed: Decimal,
    /// What came back.
    #[serde(with = "exact")]
    pub recovered: Decimal,
    /// Whether it was closed, in full or by a settlement.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
}

impl Claim {
    /// What recovery needs to know of a month.
    pub fn of(allocation: &Allocation) -> Self {
        let claimed = allocation.terms.get("total_claim_amount").and_then(Json::as_number);
        Self {
            since: allocation.date_of_default,
            claimed: claimed.unwrap_or_default(),
            recovered: allocation.recovery.amount_recovered,
            closed: allocation.recovery.final_status == FinalStatus::Closed,
        }
    }

    /// What is still owed of it.
    fn left(&self) -> Decimal {
        if self.closed { Decimal::ZERO } else { self.claimed.saturating_sub(self.recovered).max(Decimal::ZERO) }
    }
}

/// The months of a loan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Claims(BTreeMap<Month, Claim>);

impl Claims {
    /// Takes months as they are now.
    pub fn take<'a>(&mut self, allocations: impl IntoIterator<Item = &'a Allocation>) {
        self.0.extend(allocations.into_iter().map(|allocation| (allocation.month, Claim::of(allocation))));
    }

    /// Whether no month is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The month that is due since a day.
    pub fn month_since(&self, since: NaiveDate) -> Option<Month> {
        self.0.iter().find(|(_, claim)| claim.since == since).map(|(month, _)| *month)
    }

    /// All that came back, in the company's currency.
    pub fn recovered(&self) -> Decimal {
        self.0.values().fold(Decimal::ZERO, |sum, claim| sum.saturating_add(claim.recovered))
    }

    /// All that is still owed, past due or not, in the company's currency.
    pub fn owed(&self) -> Decimal {
        self.0.values().fold(Decimal::ZERO, |sum, claim| sum.saturating_add(claim.left()))
    }

    /// How the loan stands on a day. A month is past due from the day after its date of default.
    pub fn debt(&self, today: NaiveDate) -> Debt {
        let owed = self.0.values().filter(|claim| claim.left() > Decimal::ZERO);
        let late: Vec<&Claim> = owed.filter(|claim| claim.since < today).collect();
        if let Some(since) = late.iter().map(|claim| claim.since).min() {
            let amount = late.iter().fold(Decimal::ZERO, |sum, claim| sum.saturating_add(claim.left()));
            return Debt::Overdue(Overdue { since, amount });
        }
        let all_closed = !self.is_empty() && self.0.values().all(|claim| claim.left().is_zero());
        if all_closed { Debt::Closed } else { Debt::Current }
    }

    /// The next day after `today` on which another month becomes past due.
    pub fn next_change(&self, today: NaiveDate) -> Option<NaiveDate> {
        let owed = self.0.values().filter(|claim| claim.left() > Decimal::ZERO);
        let late_from = owed.filter_map(|claim| claim.since.checked_add_days(Days::new(1)));
        late_from.filter(|day| *day > today).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        crate::calendar::date_from_text(text).expect("a date")
    }

    fn claim(since: &str, claimed: i64, recovered: i64, closed: bool) -> Claim {
        Claim { since: date(since), claimed: claimed.into(), recovered: recovered.into(), closed }
    }

    fn claims(months: &[Claim]) -> Claims {
        let month = |number: usize| Month::from_sortable(&format!("2026-{number:02}")).expect("a month");
        Claims(months.iter().enumerate().map(|(at, claim)| (month(at + 1), *claim)).collect())
    }

    #[test]
    fn what_is_late_is_what_is_left_of_months_past_their_date() {
        let claims = claims(&[
            claim("2026-01-05", 1_000, 400, false),
            claim("2026-02-05", 1_000, 0, false),
            claim("2026-03-05", 1_000, 0, false),
        ]);
        let on = |day| claims.debt(date(day));
        assert_eq!(on("2026-01-05"), Debt::Current);
        let first = Overdue { since: date("2026-01-05"), amount: 600.into() };
        assert_eq!(on("2026-01-06"), Debt::Overdue(first));
        assert_eq!(on("2026-02-06"), Debt::Overdue(Overdue { amount: 1_600.into(), ..first }));
        assert_eq!(claims.next_change(date("2026-01-06")), Some(date("2026-02-06")));
        assert_eq!(claims.next_change(date("2026-03-06")), None);
        assert_eq!(claims.recovered(), 400.into());
    }

    #[test]
    fn a_month_that_was_closed_or_paid_is_not_late() {
        let closed = claim("2026-01-05", 1_000, 100, true);
        let paid = claim("2026-02-05", 1_000, 1_200, false);
        assert_eq!(claims(&[closed, paid]).debt(date("2026-06-01")), Debt::Closed);
        let open = claim("2026-06-05", 10, 0, false);
        assert_eq!(claims(&[closed, paid, open]).debt(date("2026-06-01")), Debt::Current);
        assert_eq!(Claims::default().debt(date("2026-06-01")), Debt::Current);
    }
}
