//! Months of an account: what an entry of `defaults` says.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::accounts::account::Snapshot;
use crate::calendar::Month;
use crate::days_past_due::days_past_due;
use crate::lending::allocation::FinalStatus;
use crate::servicing::account::Standing;
use crate::servicing::installment::Installment;
use crate::servicing::transaction::Components;

/// A month in which installments of an account are due. Amounts are in units of the account's currency.
#[derive(Debug, Clone, PartialEq)]
pub struct ServicedMonth {
    /// The month.
    pub month: Month,
    /// What its installments ask for in all.
    pub expected: Components,
    /// What was paid of them.
    pub paid: Decimal,
    /// What is left of them. What was waived or written off is neither paid nor left.
    pub left: Decimal,
    /// The number of the oldest of them that is late.
    pub late_number: Option<u32>,
    /// The due date of that one; where none is late, the first due date of the month.
    pub date_of_default: NaiveDate,
    /// The due date of the oldest of them that was not paid in time, late or paid since; else the first of the month.
    pub actual_date_of_default: NaiveDate,
    /// The day on which the last of them was met, where all are.
    pub met_on: Option<NaiveDate>,
}

impl ServicedMonth {
    /// What the month is: closed when nothing is left of it.
    pub fn final_status(&self) -> FinalStatus {
        if self.left.is_zero() {
            FinalStatus::Closed
        } else if self.paid.is_zero() {
            FinalStatus::Initiated
        } else {
            FinalStatus::PartiallyRecovered
        }
    }

    /// Days past due on a day: none where nothing is late.
    pub fn dpd_on(&self, today: NaiveDate) -> i64 {
        self.late_number.map_or(0, |_| days_past_due(self.date_of_default, today))
    }

    fn of(month: Month, installments: &[&Installment], today: NaiveDate) -> Self {
        let sum = |amount: fn(&Installment) -> Decimal| installments.iter().map(|it| amount(it)).sum::<Decimal>();
        let mut expected = Components::default();
        for installment in installments {
            expected += installment.expected;
        }
        let oldest =
            |is: &dyn Fn(&Installment) -> bool| installments.iter().find(|it| is(it)).map(|it| (it.number, it.due));
        let late = oldest(&|it| it.due < today && !left(it).is_zero());
        let missed = oldest(&|it| it.due < it.obligations_met_on.unwrap_or(today) && !it.expected.total().is_zero());
        let left = sum(left);
        let first_due = installments.first().map_or(today, |it| it.due);
        let met_on = installments.iter().filter_map(|it| it.obligations_met_on).max();
        Self {
            month,
            expected,
            paid: sum(|it| it.paid.total()),
            left,
            late_number: late.map(|(number, _)| number),
            date_of_default: late.map_or(first_due, |(_, due)| due),
            actual_date_of_default: missed.map_or(first_due, |(_, due)| due),
            met_on: met_on.filter(|_| left.is_zero()),
        }
    }
}

fn left(installment: &Installment) -> Decimal {
    installment.outstanding().total()
}

/// The months whose time has come, and those that were paid in advance, in their order. A month in which nothing is asked for
/// is none, and neither is one of a loan that was not paid out.
pub fn months(snapshot: &Snapshot) -> Vec<ServicedMonth> {
    let today = snapshot.money.as_of;
    let of_months = by_month(snapshot);
    let months = of_months.iter().map(|(month, installments)| ServicedMonth::of(*month, installments, today));
    months.filter(|it| it.month <= Month::of(today) || !it.paid.is_zero()).collect()
}

/// A month of an account, whether its time has come or not.
pub(super) fn month(snapshot: &Snapshot, month: Month) -> Option<ServicedMonth> {
    let of_months = by_month(snapshot);
    of_months.get(&month).map(|installments| ServicedMonth::of(month, installments, snapshot.money.as_of))
}

fn by_month(snapshot: &Snapshot) -> BTreeMap<Month, Vec<&Installment>> {
    let mut months: BTreeMap<Month, Vec<&Installment>> = BTreeMap::new();
    if snapshot.money.standing == Standing::Undisbursed {
        return months;
    }
    for installment in &snapshot.money.installments {
        if !installment.expected.total().is_zero() {
            months.entry(Month::of(installment.due)).or_default().push(installment);
        }
    }
    months
}
