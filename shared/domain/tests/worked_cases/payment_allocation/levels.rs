//! Whether a state shows the level installment of terms.

use chrono::NaiveDate;
use domain::servicing::terms::Terms;
use rust_decimal::Decimal;

use super::candidates::Candidate;
use super::history::tell;
use super::pasts::Past;
use super::state::State;
use crate::engine;

/// How unlikely terms are whose level installment the state does not show.
const UNSHOWN: u32 = 6;

/// Terms that differ in the number of installments alone.
struct Family {
    /// The terms with no installments.
    terms: Terms,
    /// Numbers of installments that were looked at, each with how unlikely it is.
    seen: Vec<(u32, u32)>,
    /// The number from which on the level is lower than anything shown.
    too_many: Option<u32>,
}

/// What is known of terms.
pub struct Levels<'a> {
    before: &'a State,
    today: NaiveDate,
    families: Vec<Family>,
    least: Decimal,
}

impl<'a> Levels<'a> {
    /// Nothing yet.
    pub fn new(before: &'a State, today: NaiveDate) -> Self {
        let asked = before.rows.iter().map(|row| row.principal + row.interest).filter(|asked| !asked.is_zero());
        Self { before, today, families: Vec::new(), least: asked.min().unwrap_or_default() }
    }

    /// How unlikely the terms of a candidate are.
    pub fn cost(&mut self, candidate: &Candidate) -> u32 {
        let installments = candidate.terms.schedule.installments;
        let mut terms = candidate.terms.clone();
        terms.schedule.installments = 0;
        let at = self.families.iter().rposition(|family| family.terms == terms).unwrap_or_else(|| {
            self.families.push(Family { terms, seen: Vec::new(), too_many: None });
            self.families.len() - 1
        });
        let Some(family) = self.families.get_mut(at) else { return UNSHOWN };
        if let Some((_, cost)) = family.seen.iter().find(|(seen, _)| *seen == installments) {
            return *cost;
        }
        if family.too_many.is_some_and(|many| installments >= many) {
            return UNSHOWN;
        }
        let level = level(candidate, self.before, self.today);
        if level.is_some_and(|level| level < self.least) {
            family.too_many = Some(installments);
        }
        let is_shown = self.before.rows.iter().any(|row| Some(row.principal + row.interest) == level);
        let cost = if is_shown { 0 } else { UNSHOWN };
        family.seen.push((installments, cost));
        cost
    }
}

/// The installment of candidates before the last one, which takes what rounding has left; none where the engine refuses
/// them.
fn level(candidate: &Candidate, before: &State, today: NaiveDate) -> Option<Decimal> {
    let unchanged = Candidate { changed: Vec::new(), ..candidate.clone() };
    let loan = tell(&unchanged, before, &Past::default(), today).ok()?;
    let installments = engine::account(&loan).ok()?.installments;
    let mut backwards = installments.iter().rev().filter(|row| !row.expected.principal.is_zero());
    let last = backwards.next();
    backwards.next().or(last).map(|row| row.expected.principal + row.expected.interest)
}
