//! What a collector should do next: live defaults in the order in which they are worth somebody's time.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::case::RecoveryCase;
use super::default::LoanDefault;
use super::hold::HoldKind;
use super::promise::{Promise, PromiseStatus};
use super::severity::Severity;

/// A live default as the list of work has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItem {
    /// The default, without its history.
    pub default: LoanDefault,
    /// Why nothing is to be asked of the borrower, if there are reasons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<HoldKind>,
}

/// The greatest amount that is told apart in the order, in minor units.
const AMOUNT_MAX: u64 = 9_999_999_999_999_999_999;

impl WorkItem {
    /// The work that a case is; `None` where its loan is in no default, or a collection agency works on it.
    pub fn of(case: &RecoveryCase) -> Option<Self> {
        if case.is_with_agency() {
            return None;
        }
        let default = LoanDefault { history: Vec::new(), ..case.live_default()?.clone() };
        Some(Self { default, holds: case.holds.iter().map(|hold| hold.kind).collect() })
    }

    /// The place in the order, as a text: the worst severity first; within it a broken promise, then what nobody has promised, then what is
    /// promised, by its day, then what is held; the greatest amount first; and of equal ones that which was left alone longest.
    ///
    /// `minor_digits` are those of the company's currency.
    pub fn place(&self, minor_digits: u32) -> String {
        let default = &self.default;
        let (urgency, day) = self.urgency();
        let amount = AMOUNT_MAX.saturating_sub(minor_units(default.overdue.amount, minor_digits));
        let contact = default.last_contact.map_or(0, |at| at.micros().unsigned_abs());
        format!("{}{urgency}{day}{amount:020}{contact:020}", first_character(default.severity))
    }

    fn urgency(&self) -> (u8, String) {
        let open = |promise: &&Promise| promise.status == PromiseStatus::Open;
        let promise = self.default.promise.as_ref();
        let no_day = "00000000".to_owned();
        match promise {
            _ if !self.holds.is_empty() => (3, no_day),
            Some(promise) if open(&promise) => (2, promise.due_on.format("%Y%m%d").to_string()),
            Some(promise) if promise.status == PromiseStatus::Broken => (0, no_day),
            _ => (1, no_day),
        }
    }
}

/// The character by which the places of a severity begin.
pub fn first_character(severity: Severity) -> char {
    match severity {
        Severity::Critical => '0',
        Severity::High => '1',
        Severity::Medium => '2',
        Severity::Low => '3',
    }
}

fn minor_units(amount: Decimal, minor_digits: u32) -> u64 {
    let scale = Decimal::from(10_u64.saturating_pow(minor_digits));
    amount.checked_mul(scale).and_then(|units| units.trunc().to_u64()).unwrap_or(AMOUNT_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::Moment;
    use crate::recovery::default::DefaultStatus;
    use crate::recovery::overdue::Overdue;

    fn item(severity: Severity, amount: i64) -> WorkItem {
        let since = crate::calendar::date_from_text("2026-01-01").expect("a date");
        let default = LoanDefault {
            default_id: "def_1".to_owned(),
            loan_id: "L1".to_owned(),
            status: DefaultStatus::Open,
            severity,
            overdue: Overdue { since, amount: amount.into() },
            detected_at: Moment::EPOCH,
            over_on: None,
            resolved_at: None,
            recovered: Decimal::ZERO,
            recovered_before: Decimal::ZERO,
            promise: None,
            plan_day: None,
            last_contact: None,
            actions: 0,
            history: Vec::new(),
        };
        WorkItem { default, holds: Vec::new() }
    }

    fn promised(mut item: WorkItem, status: PromiseStatus, due_on: &str) -> WorkItem {
        let due_on = crate::calendar::date_from_text(due_on).expect("a date");
        let (made_at, by) = (Moment::EPOCH, "desk".to_owned());
        let recovered_before = Decimal::ZERO;
        item.default.promise = Some(Promise { amount: 1.into(), due_on, made_at, by, recovered_before, status });
        item
    }

    #[test]
    fn work_is_in_the_order_of_its_worth() {
        let mut contacted = item(Severity::High, 500);
        contacted.default.last_contact = Moment::from_micros(7);
        let mut held = item(Severity::High, 9_000);
        held.holds = vec![HoldKind::Dispute];
        let order = [
            item(Severity::Critical, 1),
            promised(item(Severity::High, 10), PromiseStatus::Broken, "2026-01-05"),
            item(Severity::High, 10_000),
            item(Severity::High, 500),
            contacted,
            promised(item(Severity::High, 1), PromiseStatus::Open, "2026-02-01"),
            promised(item(Severity::High, 800), PromiseStatus::Open, "2026-02-02"),
            held,
            item(Severity::Medium, 1_000_000),
            item(Severity::Low, 2),
        ];
        let places: Vec<String> = order.iter().map(|item| item.place(2)).collect();
        assert!(places.is_sorted(), "{places:#?}");
        for (item, place) in order.iter().zip(&places) {
            assert!(place.starts_with(first_character(item.default.severity)));
        }
    }

    #[test]
    fn amounts_of_any_size_have_a_place_of_one_length() {
        let lengths = [Decimal::ZERO, Decimal::MAX, Decimal::new(1, 28)].map(|amount| {
            let mut item = item(Severity::Low, 0);
            item.default.overdue.amount = amount;
            item.place(3).len()
        });
        assert_eq!(lengths, [lengths[0]; 3]);
    }
}
