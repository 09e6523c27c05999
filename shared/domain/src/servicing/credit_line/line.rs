//! The line: its limit, its dates, and what may be done under it.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::exposure::{Credit, Exposure, RegisteredLoan};
use super::refusal::LineRefusal;
use crate::servicing::life_cycle::AccountState;

/// A pre-approved limit of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditLine {
    max_credit: Decimal,
    exposure: Exposure,
    dates: LineDates,
}

/// The days of a line's life, in the company's time zone. `None` where there is no such day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LineDates {
    /// The day on which it was approved.
    pub approved_on: Option<NaiveDate>,
    /// The first day on which it may be used; without one, the day of its approval.
    pub starts_on: Option<NaiveDate>,
    /// The first day on which it may not be used any more.
    pub expires_on: Option<NaiveDate>,
    /// The day on which it was closed.
    pub closed_on: Option<NaiveDate>,
}

/// Where a line is in its life. It is not stored: the dates say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LineStatus {
    /// It waits for the lender's decision.
    #[serde(rename = "StatusPendingApproval")]
    PendingApproval,
    /// It is granted, and its first day is still to come.
    #[serde(rename = "StatusApproved")]
    Approved,
    /// It may be used.
    #[serde(rename = "StatusActive")]
    Active,
    /// Its time is over; loans under it are repaid as agreed.
    #[serde(rename = "StatusExpired")]
    Expired,
    /// It was closed.
    #[serde(rename = "StatusClosed")]
    Closed,
}

impl CreditLine {
    /// A line with a limit above zero, in units of the currency, and days in the order of a life.
    pub fn new(max_credit: Decimal, exposure: Exposure, dates: LineDates) -> Result<Self, LineRefusal> {
        if max_credit <= Decimal::ZERO {
            return Err(LineRefusal::Invalid { field: "max_credit", message: "must be above zero" });
        }
        dates.checked()?;
        Ok(Self { max_credit, exposure, dates })
    }

    /// The limit, in units of the currency.
    pub fn max_credit(&self) -> Decimal {
        self.max_credit
    }

    /// What of a loan counts against the limit.
    pub fn exposure(&self) -> Exposure {
        self.exposure
    }

    /// The days of its life.
    pub fn dates(&self) -> LineDates {
        self.dates
    }

    /// Where it is in its life on a day.
    pub fn status(&self, today: NaiveDate) -> LineStatus {
        self.dates.status(today)
    }

    /// What its loans consume and what they leave, whatever the status. Refused only when the sum cannot be computed.
    pub fn credit(&self, loans: &[RegisteredLoan]) -> Result<Credit, LineRefusal> {
        Credit::of(self.max_credit, self.exposure, loans)
    }

    /// Whether an application may be registered to it: as long as it may still be used, today or later.
    pub fn may_register(&self, today: NaiveDate) -> Result<(), LineRefusal> {
        match self.status(today) {
            LineStatus::PendingApproval | LineStatus::Approved | LineStatus::Active => Ok(()),
            LineStatus::Expired | LineStatus::Closed => self.usable(today),
        }
    }

    /// Whether one more loan may be approved for an amount; the credit after that. `loans` are the others.
    ///
    /// Where the outstanding amount counts, a loan consumes nothing yet; it must only be one that could ever be disbursed.
    pub fn approve_loan(
        &self,
        loans: &[RegisteredLoan],
        amount: Decimal,
        today: NaiveDate,
    ) -> Result<Credit, LineRefusal> {
        self.usable(today)?;
        above_zero(amount)?;
        let credit = self.credit(loans)?;
        match self.exposure {
            Exposure::ApprovedAmount => credit.consume(amount),
            Exposure::OutstandingAmount if amount > self.max_credit => {
                Err(LineRefusal::BeyondCredit { asked: amount, available: self.max_credit, max: self.max_credit })
            }
            Exposure::OutstandingAmount => Ok(credit),
        }
    }

    /// Whether an amount may be drawn on one of the loans; the credit after that. `loans` are all of the line.
    ///
    /// A drawing stays within what the loan was approved for, counting what is outstanding, and within the line.
    pub fn draw(
        &self,
        loans: &[RegisteredLoan],
        account_id: &str,
        amount: Decimal,
        today: NaiveDate,
    ) -> Result<Credit, LineRefusal> {
        self.usable(today)?;
        above_zero(amount)?;
        room_in_loan(loans, account_id, amount)?;
        let credit = self.credit(loans)?;
        match self.exposure {
            // What was approved counts already.
            Exposure::ApprovedAmount => Ok(credit),
            Exposure::OutstandingAmount => credit.consume(amount),
        }
    }

    /// The line with another limit, which is at least what is consumed.
    pub fn with_max_credit(&self, max_credit: Decimal, loans: &[RegisteredLoan]) -> Result<Self, LineRefusal> {
        let changed = Self::new(max_credit, self.exposure, self.dates)?;
        let Credit { consumed, .. } = changed.credit(loans)?;
        if consumed > max_credit {
            return Err(LineRefusal::BelowConsumed { max: max_credit, consumed });
        }
        Ok(changed)
    }

    /// The line, closed today. Its loans must be closed, and no application must wait.
    pub fn close(&self, loans: &[RegisteredLoan], today: NaiveDate) -> Result<Self, LineRefusal> {
        if let Some(on) = self.dates.closed_on {
            return Err(LineRefusal::Closed { on });
        }
        let open = loans.iter().filter(|loan| loan.state != AccountState::Closed).count();
        if open > 0 {
            return Err(LineRefusal::LoansOpen { open });
        }
        Ok(Self { dates: LineDates { closed_on: Some(today), ..self.dates }, ..self.clone() })
    }

    /// Whether it may be removed: as long as no loan was ever registered to it, because a loan names its line for good.
    pub fn may_delete(loans: &[RegisteredLoan]) -> Result<(), LineRefusal> {
        if loans.is_empty() { Ok(()) } else { Err(LineRefusal::LoansRegistered { count: loans.len() }) }
    }

    fn usable(&self, today: NaiveDate) -> Result<(), LineRefusal> {
        let LineDates { starts_on, expires_on, closed_on, .. } = self.dates;
        match self.status(today) {
            LineStatus::Active => Ok(()),
            LineStatus::PendingApproval => Err(LineRefusal::NotApproved),
            LineStatus::Approved => Err(LineRefusal::NotStarted { on: starts_on.unwrap_or(today) }),
            LineStatus::Expired => Err(LineRefusal::Expired { on: expires_on.unwrap_or(today) }),
            LineStatus::Closed => Err(LineRefusal::Closed { on: closed_on.unwrap_or(today) }),
        }
    }
}

impl LineDates {
    fn status(self, today: NaiveDate) -> LineStatus {
        let reached = |day: Option<NaiveDate>| day.is_some_and(|day| day <= today);
        if reached(self.closed_on) {
            LineStatus::Closed
        } else if reached(self.expires_on) {
            LineStatus::Expired
        } else if !reached(self.approved_on) {
            LineStatus::PendingApproval
        } else if self.starts_on.is_some_and(|first| first > today) {
            LineStatus::Approved
        } else {
            LineStatus::Active
        }
    }

    fn checked(self) -> Result<(), LineRefusal> {
        let after = |later: Option<NaiveDate>, earlier: Option<NaiveDate>| match (later, earlier) {
            (Some(later), Some(earlier)) => later >= earlier,
            _ => true,
        };
        let refuse = |field, message| Err(LineRefusal::Invalid { field, message });
        if !after(self.starts_on, self.approved_on) {
            refuse("start_time", "must not be before approve_time")
        } else if self.expires_on.is_some() && self.expires_on <= self.starts_on.or(self.approved_on) {
            refuse("expire_time", "must be after the first day of use")
        } else if !after(self.closed_on, self.approved_on) {
            refuse("close_time", "must not be before approve_time")
        } else {
            Ok(())
        }
    }
}

fn above_zero(amount: Decimal) -> Result<(), LineRefusal> {
    if amount > Decimal::ZERO {
        Ok(())
    } else {
        Err(LineRefusal::Invalid { field: "amount", message: "must be above zero" })
    }
}

fn room_in_loan(loans: &[RegisteredLoan], account_id: &str, amount: Decimal) -> Result<(), LineRefusal> {
    let loan = loans.iter().find(|loan| loan.account_id == account_id);
    let loan = loan.ok_or_else(|| LineRefusal::NoSuchLoan { account_id: account_id.to_owned() })?;
    if loan.state != AccountState::Approved && !loan.state.is_active() {
        return Err(LineRefusal::LoanNotOpen { account_id: account_id.to_owned(), state: loan.state });
    }
    let room = loan.approved.checked_sub(loan.outstanding_principal).ok_or(LineRefusal::TooLarge)?;
    let room = room.max(Decimal::ZERO);
    if amount > room { Err(LineRefusal::BeyondLoan { asked: amount, room }) } else { Ok(()) }
}
