//! What may have happened to a loan before its state was shown.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::servicing::allocation::order::Component;
use domain::servicing::transaction::{Event, RepaymentKind, TransactionId};
use rust_decimal::Decimal;

use super::state::{Row, State};
use crate::fields::Fields;
use crate::outcome::Stop;
use crate::terms;

/// Days that are tried for what happened on a day that is not known: a quarter of a year.
const DAYS_TRIED: usize = 92;

/// Amounts that are tried for a refund that interest was given back with: whole ones.
const REFUNDS_TRIED: u32 = 12;

/// Payments that may have been made, in order, and what they brought with them.
#[derive(Default, Clone)]
pub struct Past {
    pub payments: Vec<Paid>,
    /// What chargebacks put back first.
    pub chargeback_order: Vec<Component>,
}

/// A payment.
#[derive(Clone)]
pub struct Paid {
    pub on: NaiveDate,
    pub amount: Decimal,
    pub kind: RepaymentKind,
    pub follows: Option<Follows>,
}

/// What a payment brings with it.
#[derive(Clone)]
pub enum Follows {
    /// Interest is given back on its day.
    InterestRefund,
    /// It is charged back later.
    Chargeback(NaiveDate, Decimal),
}

impl Follows {
    /// The event, and its day where that is another one.
    pub fn of(&self, of: TransactionId) -> (Option<NaiveDate>, Event) {
        match self {
            Self::InterestRefund => (None, Event::InterestRefund { of, amount: None }),
            Self::Chargeback(on, amount) => (Some(*on), Event::Chargeback { of, amount: *amount }),
        }
    }
}

/// Payments that were made on days and by amounts.
type Payments = Vec<(NaiveDate, Decimal)>;

/// Guesses in stages, likely ones first.
pub fn stages(case: Fields<'_>, before: &State, today: NaiveDate, paid_on: NaiveDate) -> Result<Vec<Vec<Past>>, Stop> {
    let (likely, others) = payments(before, today, paid_on);
    if before.rows.iter().any(|row| !row.credited.is_zero()) {
        return Ok(vec![charged_back(before, &likely, today)]);
    }
    let own = terms::repayment_kind(case.object("payment")?.maybe_text("type").unwrap_or("REPAYMENT"))?;
    let mut kinds = vec![RepaymentKind::Repayment, own];
    kinds.dedup();
    let plain = |guesses: &[Payments], kinds: &[RepaymentKind]| {
        let of_kind = |guess: &Payments| kinds.iter().map(|kind| past(guess, *kind)).collect::<Vec<_>>();
        guesses.iter().flat_map(of_kind).collect::<Vec<_>>()
    };
    let first = plain(&likely, &kinds);
    Ok(vec![first, refunded(&likely), plain(&others, &[RepaymentKind::Repayment])])
}

/// Ordinary payments, the last of them of a kind.
fn past(payments: &Payments, last_kind: RepaymentKind) -> Past {
    let mut paid: Vec<Paid> = payments
        .iter()
        .map(|(on, amount)| Paid { on: *on, amount: *amount, kind: RepaymentKind::Repayment, follows: None })
        .collect();
    if let Some(last) = paid.last_mut() {
        last.kind = last_kind;
    }
    Past { payments: paid, ..Past::default() }
}

/// The last payment was a refund of a whole amount, and the rest of it interest that was given back with it.
fn refunded(guesses: &[Payments]) -> Vec<Past> {
    let mut pasts = Vec::new();
    for guess in guesses {
        for kind in [RepaymentKind::MerchantIssuedRefund, RepaymentKind::PayoutRefund] {
            for less in 0..REFUNDS_TRIED {
                let mut past = past(guess, kind);
                let Some(last) = past.payments.last_mut() else { continue };
                last.amount = last.amount.floor() - Decimal::from(less);
                last.follows = Some(Follows::InterestRefund);
                if last.amount > Decimal::ZERO {
                    pasts.push(past);
                }
            }
        }
    }
    pasts
}

/// The last payment was charged back, on one of the days of the row where more is owed than the balance fell by.
fn charged_back(before: &State, guesses: &[Payments], today: NaiveDate) -> Vec<Past> {
    use Component::{Fee, Interest, Penalty, Principal};
    let Some(row) = before.rows.iter().find(|row| !row.credited.is_zero()) else { return Vec::new() };
    let orders = [
        Vec::new(),
        vec![Penalty, Fee, Principal, Interest],
        vec![Penalty, Fee, Interest, Principal],
        vec![Interest, Fee, Principal, Penalty],
    ];
    let mut pasts = Vec::new();
    for guess in guesses {
        for amount in put_back(before, row) {
            for on in row.from.iter_days().take_while(|day| *day <= today && *day <= row.due) {
                for order in &orders {
                    let mut past = past(guess, RepaymentKind::Repayment);
                    past.chargeback_order.clone_from(order);
                    let fits = past.payments.iter_mut().rev().find(|paid| paid.on <= on && paid.amount >= amount);
                    if let Some(paid) = fits {
                        paid.follows = Some(Follows::Chargeback(on, amount));
                        pasts.push(past);
                    }
                }
            }
        }
    }
    pasts
}

/// Amounts that a row may ask for again: what is beyond other rows, and the principal.
fn put_back(before: &State, row: &Row) -> Vec<Decimal> {
    let beyond = before.rows.iter().map(|other| row.expected - other.expected).filter(|beyond| *beyond >= row.credited);
    let amounts: BTreeSet<Decimal> = beyond.chain([row.credited]).collect();
    amounts.into_iter().collect()
}

/// Payments that may have been made, each list a guess: likely ones, and others.
///
/// What was paid of a row on or after its due date has a day that can be told. What was paid in advance may have come
/// with another payment whose day is known, or on any day before the payment of the case.
fn payments(before: &State, today: NaiveDate, paid_on: NaiveDate) -> (Vec<Payments>, Vec<Payments>) {
    let mut known: BTreeMap<NaiveDate, Decimal> = BTreeMap::new();
    let mut unknown = Decimal::ZERO;
    for row in before.rows.iter().filter(|row| !row.paid.is_zero()) {
        let on_time = row.paid - row.in_advance - row.late;
        *known.entry(row.due).or_default() += on_time;
        match row.met_on {
            Some(met_on) if met_on < row.due => *known.entry(met_on).or_default() += row.in_advance,
            _ => unknown += row.in_advance,
        }
        match row.met_on {
            Some(met_on) => *known.entry(met_on).or_default() += row.late,
            None => unknown += row.late,
        }
    }
    known.retain(|_, amount| !amount.is_zero());
    if unknown.is_zero() {
        return (vec![known.into_iter().collect()], Vec::new());
    }
    let with_unknown_on = |day: NaiveDate| -> Payments {
        let mut guess = known.clone();
        *guess.entry(day).or_default() += unknown;
        guess.into_iter().collect()
    };
    let mut likely: Vec<NaiveDate> = known.keys().copied().chain([paid_on, today]).collect();
    likely.sort_unstable();
    likely.dedup();
    let start = before.disbursed.first().map_or(today, |it| it.on);
    let others = start.iter_days().take_while(|day| *day <= today).take(DAYS_TRIED).filter(|day| !likely.contains(day));
    (likely.iter().copied().map(with_unknown_on).collect(), others.map(with_unknown_on).collect())
}
