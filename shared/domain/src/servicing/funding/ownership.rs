//! Transfers of a whole loan to an owner outside and back.
//!
//! A transfer is asked for by its settlement date and takes effect at the close of that day. Until then it can be
//! called off. A sale and a buy-back that settle on one day cancel each other.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::transfer_refusal::TransferRefusal;
use crate::servicing::account::Standing;

/// Which way a loan goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TransferKind {
    /// To an owner outside.
    Sale,
    /// Back to the lender.
    Buyback,
}

/// How far a transfer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TransferStatus {
    /// Its settlement date is still to come.
    Pending,
    /// The owner outside has the loan.
    Active,
    /// It took place, and the lender has the loan again.
    Settled,
    /// It was called off.
    Cancelled,
    /// Nothing was owed any more on the day of settlement.
    Declined,
}

/// A stretch of days with one state of a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferPeriod {
    /// Which way the loan goes.
    pub kind: TransferKind,
    /// The state on these days.
    pub status: TransferStatus,
    /// The day at whose close the loan changes hands.
    pub settlement: NaiveDate,
    /// What is paid for each unit that is owed; a buy-back may have none.
    pub price_ratio: Option<Decimal>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; `None` while it lasts.
    pub to: Option<NaiveDate>,
}

impl TransferPeriod {
    fn is_pending(&self, kind: TransferKind) -> bool {
        self.kind == kind && self.status == TransferStatus::Pending && self.to.is_none()
    }

    fn ended(self, status: TransferStatus, on: NaiveDate) -> Self {
        Self { status, to: Some(on), ..self }
    }
}

/// A transfer that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransferRequest {
    /// Which way the loan goes.
    pub kind: TransferKind,
    /// The day at whose close the loan changes hands.
    pub settlement: NaiveDate,
    /// What is paid for each unit that is owed; above zero. Sales need one.
    pub price_ratio: Option<Decimal>,
}

/// Who has owned a loan, and who will.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ownership {
    periods: Vec<TransferPeriod>,
}

impl Ownership {
    /// All transfers, in the order in which their states began.
    pub fn periods(&self) -> &[TransferPeriod] {
        &self.periods
    }

    /// Whether the loan belongs to an owner outside.
    pub fn is_sold(&self) -> bool {
        self.active().is_some()
    }

    /// With a transfer that is asked for today. Only what is owed can be sold, and only what is or will be sold can be
    /// bought back, not before it is sold.
    pub fn with(&self, new: TransferRequest, today: NaiveDate, loan: Standing) -> Result<Self, TransferRefusal> {
        if new.settlement < today {
            return Err(TransferRefusal::SettlementInThePast { settlement: new.settlement, today });
        }
        if new.price_ratio.is_some_and(|ratio| ratio <= Decimal::ZERO) {
            return Err(TransferRefusal::PriceNotPositive);
        }
        match new.kind {
            TransferKind::Sale => self.check_sale(&new, loan)?,
            TransferKind::Buyback => self.check_buy_back(&new)?,
        }
        let mut periods = self.periods.clone();
        periods.push(TransferPeriod {
            kind: new.kind,
            status: TransferStatus::Pending,
            settlement: new.settlement,
            price_ratio: new.price_ratio,
            from: today,
            to: None,
        });
        Ok(Self { periods })
    }

    /// With the pending transfer of a kind called off today.
    pub fn without(&self, kind: TransferKind, today: NaiveDate) -> Result<Self, TransferRefusal> {
        if kind == TransferKind::Sale && self.pending(TransferKind::Buyback).is_some() && !self.is_sold() {
            return Err(TransferRefusal::BuybackPending);
        }
        self.pending(kind).ok_or(TransferRefusal::NothingPending)?;
        Ok(self.ending(|period| period.is_pending(kind), TransferStatus::Cancelled, today))
    }

    /// After the close of a day, with what the loan is worth then.
    #[must_use]
    pub fn closed(&self, day: NaiveDate, loan: Standing) -> Self {
        let settles = |kind| self.pending(kind).is_some_and(|period| period.settlement <= day);
        match (settles(TransferKind::Sale), settles(TransferKind::Buyback)) {
            (true, true) => self.ending(
                |period| period.status == TransferStatus::Pending && period.to.is_none(),
                TransferStatus::Cancelled,
                day,
            ),
            (true, false) if loan != Standing::Active => {
                self.ending(|period| period.is_pending(TransferKind::Sale), TransferStatus::Declined, day)
            }
            (true, false) => self.sold(day),
            (false, true) => self.bought_back(day),
            (false, false) => self.clone(),
        }
    }

    fn sold(&self, day: NaiveDate) -> Self {
        let sale = self.pending(TransferKind::Sale).cloned();
        let is_sale = |period: &TransferPeriod| period.is_pending(TransferKind::Sale);
        let mut ownership = self.ending(is_sale, TransferStatus::Pending, day);
        let from = day.checked_add_days(Days::new(1)).unwrap_or(day);
        ownership.periods.extend(sale.map(|sale| TransferPeriod { status: TransferStatus::Active, from, ..sale }));
        ownership
    }

    fn bought_back(&self, day: NaiveDate) -> Self {
        self.ending(
            |period| period.status == TransferStatus::Active && period.to.is_none(),
            TransferStatus::Active,
            day,
        )
        .ending(|period| period.is_pending(TransferKind::Buyback), TransferStatus::Settled, day)
    }

    fn ending(&self, which: impl Fn(&TransferPeriod) -> bool, status: TransferStatus, on: NaiveDate) -> Self {
        let end = |period: &TransferPeriod| {
            if which(period) { period.clone().ended(status, on) } else { period.clone() }
        };
        Self { periods: self.periods.iter().map(end).collect() }
    }

    fn check_sale(&self, new: &TransferRequest, loan: Standing) -> Result<(), TransferRefusal> {
        if loan != Standing::Active {
            return Err(TransferRefusal::NothingOwed);
        }
        if new.price_ratio.is_none() {
            return Err(TransferRefusal::NoPrice);
        }
        if self.pending(TransferKind::Sale).is_some() {
            return Err(TransferRefusal::SalePending);
        }
        if self.is_sold() { Err(TransferRefusal::Sold) } else { Ok(()) }
    }

    fn check_buy_back(&self, new: &TransferRequest) -> Result<(), TransferRefusal> {
        if self.pending(TransferKind::Buyback).is_some() {
            return Err(TransferRefusal::BuybackPending);
        }
        let sale = self.active().or_else(|| self.pending(TransferKind::Sale)).ok_or(TransferRefusal::NotSold)?;
        if new.settlement < sale.settlement {
            return Err(TransferRefusal::BeforeSale { sold: sale.settlement });
        }
        Ok(())
    }

    fn active(&self) -> Option<&TransferPeriod> {
        self.periods.iter().find(|period| period.status == TransferStatus::Active && period.to.is_none())
    }

    fn pending(&self, kind: TransferKind) -> Option<&TransferPeriod> {
        self.periods.iter().find(|period| period.is_pending(kind))
    }
}
