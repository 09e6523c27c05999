//! Income that came at once and is earned over the rest of a loan: what was added to the principal for it, or what
//! somebody else paid for a lower rate.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::entry::EntryKind;
use crate::servicing::rounding::Rounding;
use crate::servicing::standing_transactions::standing;
use crate::servicing::transaction::{Event, RepaymentKind, Transaction};

/// Income that is earned in equal parts for each day from its own to the last due date. Amounts are in units of the
/// currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeferredIncome {
    /// The day on which it came.
    pub on: NaiveDate,
    /// How much.
    pub amount: Decimal,
    /// What was given back of it later, by day.
    pub reductions: Vec<(NaiveDate, Decimal)>,
}

impl DeferredIncome {
    /// What was added to the principal of a loan. What is given back lowers the latest amount that has room for it.
    pub fn capitalized(transactions: &[Transaction]) -> Vec<Self> {
        let mut incomes: Vec<Self> = Vec::new();
        for transaction in standing(transactions) {
            let on = transaction.value_date;
            match transaction.event {
                Event::CapitalizedIncome { amount } => incomes.push(Self { on, amount, reductions: Vec::new() }),
                Event::Repayment { amount, kind: RepaymentKind::CapitalizedIncomeAdjustment } => {
                    if let Some(income) = incomes.iter_mut().rev().find(|income| income.left() >= amount) {
                        income.reductions.push((on, amount));
                    }
                }
                _ => {}
            }
        }
        incomes
    }

    fn left(&self) -> Decimal {
        self.amount - self.reductions.iter().map(|(_, amount)| amount).sum::<Decimal>()
    }

    /// What is earned before a day, rounded as an amount. What is given back was not earned, and where more had been earned
    /// by then, the difference is lost.
    pub fn earned_before(&self, day: NaiveDate, maturity: NaiveDate, rounding: &Rounding) -> Decimal {
        let mut reductions = self.reductions.clone();
        reductions.sort_by_key(|(on, _)| *on);
        let (mut earned, mut left, mut since) = (Decimal::ZERO, self.amount, self.on);
        for (on, given_back) in reductions {
            let part = left * share(since, on, maturity);
            earned += part;
            left -= part + given_back;
            earned += left.min(Decimal::ZERO);
            left = left.max(Decimal::ZERO);
            since = on;
        }
        if since < day {
            earned += left * share(since, day, maturity);
        } else if self.on == maturity {
            earned += left;
        }
        rounding.money(earned)
    }
}

/// The part of the days to the last due date that have passed on a day.
fn share(since: NaiveDate, day: NaiveDate, maturity: NaiveDate) -> Decimal {
    let days = |to: NaiveDate| Decimal::from(to.signed_duration_since(since).num_days());
    let all = days(maturity);
    if all > Decimal::ZERO { days(day) / all } else { Decimal::ZERO }
}

/// What is recognised of deferred income.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeferredLedger {
    entries: Vec<DeferredEntry>,
}

/// One line of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeferredEntry {
    /// The day in the books.
    pub on: NaiveDate,
    /// What it does.
    pub kind: EntryKind,
    /// How much, in units of the currency, above zero.
    pub amount: Decimal,
    /// It was made because the loan was charged off.
    pub of_charge_off: bool,
}

impl DeferredLedger {
    /// The entries, in the order in which they were made.
    pub fn entries(&self) -> &[DeferredEntry] {
        &self.entries
    }

    /// The run at the end of a day: what is earned of the day is recognised, the first day's included.
    pub fn close_day(&mut self, incomes: &[DeferredIncome], day: NaiveDate, maturity: NaiveDate, rounding: &Rounding) {
        let end = day.succ_opt().unwrap_or(day).min(maturity);
        let earned = incomes.iter().map(|income| income.earned_before(end, maturity, rounding)).sum();
        self.adjust(earned, day, false);
    }

    /// The loan was paid or given up: all that was not recognised is, on a day.
    pub fn settle(&mut self, incomes: &[DeferredIncome], on: NaiveDate, maturity: NaiveDate, rounding: &Rounding) {
        self.adjust(all(incomes, maturity, rounding), on, false);
    }

    /// The loan was charged off: nothing more is earned, and what was not recognised is, until that is taken back.
    pub fn charge_off(&mut self, incomes: &[DeferredIncome], on: NaiveDate, maturity: NaiveDate, rounding: &Rounding) {
        self.adjust(all(incomes, maturity, rounding), on, true);
    }

    /// The charge-off was taken back, and so is what was recognised because of it.
    pub fn undo_charge_off(&mut self) {
        self.entries.retain(|entry| !entry.of_charge_off);
    }

    fn adjust(&mut self, earned: Decimal, on: NaiveDate, of_charge_off: bool) {
        let recognised: Decimal = self
            .entries
            .iter()
            .map(|entry| if entry.kind == EntryKind::TakenBack { -entry.amount } else { entry.amount })
            .sum();
        let missing = earned - recognised;
        if missing.is_zero() {
            return;
        }
        let kind = if missing > Decimal::ZERO { EntryKind::Recognised } else { EntryKind::TakenBack };
        self.entries.push(DeferredEntry { on, kind, amount: missing.abs(), of_charge_off });
    }
}

fn all(incomes: &[DeferredIncome], maturity: NaiveDate, rounding: &Rounding) -> Decimal {
    incomes.iter().map(|income| income.earned_before(maturity, maturity, rounding)).sum()
}
