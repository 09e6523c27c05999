//! What may have happened to a loan before its state was shown.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use domain::servicing::allocation::order::{AllocationRules, Component, FutureInstallments};
use domain::servicing::transaction::{Event, RepaymentKind, TransactionId};
use rust_decimal::Decimal;

use super::parts::{self, Part, When};
use super::state::{Row, State};
use crate::fields::Fields;
use crate::outcome::Stop;
use crate::terms;

/// Days that are tried for what happened on a day that is not known: four months.
const DAYS_TRIED: usize = 124;

/// Days that are so few that any of them is likely.
const FEW_DAYS: TimeDelta = TimeDelta::days(10);

/// Guesses that are kept, the likeliest.
const KEPT: usize = 1500;

/// Amounts that are tried for a refund that interest was given back with: whole ones.
const REFUNDS_TRIED: u32 = 12;

/// How unlikely two refunds may be together.
const PAIRED: u32 = 8;

/// What share of a refund the interest is at most that comes with it.
const MOST_INTEREST: Decimal = Decimal::from_parts(10, 0, 0, false, 2);

/// Amounts that people choose are multiples of these.
const ROUND: [u32; 6] = [100, 50, 25, 10, 5, 1];

/// Payments that may have been made, in order, and what they brought with them.
#[derive(Default, Clone)]
pub struct Past {
    pub payments: Vec<Paid>,
    /// What chargebacks put back first.
    pub chargeback_order: Vec<Component>,
    /// When charges were made.
    pub charged: Charged,
    /// How unlikely it is.
    pub cost: u32,
}

impl Past {
    /// Whether a payment depends on the interest that was given back before it.
    pub fn depends_on_interest(&self) -> bool {
        let mut payments =
            self.payments.iter().skip_while(|paid| !matches!(paid.follows, Some(Follows::InterestRefund)));
        payments.any(|paid| paid.follows.is_none())
    }
}

/// When the charges of a row were made, which it does not show.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub enum Charged {
    /// When the loan began.
    #[default]
    AtFirst,
    /// When the row had begun, and due at once.
    InItsPeriod,
    /// When the row was due.
    WhenDue,
}

/// A payment.
#[derive(Clone)]
pub struct Paid {
    pub on: NaiveDate,
    pub amount: Decimal,
    pub kind: RepaymentKind,
    pub follows: Option<Follows>,
    /// What rows show of it and of what it brought with it, as it was guessed.
    pub shown: Decimal,
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

/// What was paid on which days, and how unlikely that is.
#[derive(Clone, Default)]
struct Guess {
    paid: BTreeMap<NaiveDate, Decimal>,
    /// What went to rows behind ones that were open.
    behind: BTreeMap<NaiveDate, Decimal>,
    cost: u32,
}

/// Guesses, likely ones first.
pub fn pasts(case: Fields<'_>, before: &State, today: NaiveDate, paid_on: NaiveDate) -> Result<Vec<Past>, Stop> {
    let rules = terms::allocation(case)?;
    let own = terms::repayment_kind(case.object("payment")?.maybe_text("type").unwrap_or("REPAYMENT"))?;
    let guesses = guesses(before, today, paid_on);
    let mut pasts: Vec<Past> = if before.rows.iter().any(|row| !row.credited.is_zero()) {
        charged_back(before, &guesses, today)
    } else {
        guesses.iter().flat_map(|guess| of_kinds(guess, &rules, own)).collect()
    };
    pasts.sort_by_key(|past| past.cost);
    pasts.truncate(KEPT);
    if before.rows.iter().any(|row| !(row.fees + row.penalties).is_zero()) {
        pasts = pasts.iter().flat_map(charged).collect();
        pasts.sort_by_key(|past| past.cost);
    }
    Ok(pasts)
}

fn charged(past: &Past) -> [Past; 3] {
    [(Charged::AtFirst, 0), (Charged::WhenDue, 1), (Charged::InItsPeriod, 2)].map(|(charged, cost)| Past {
        charged,
        cost: past.cost + cost,
        ..past.clone()
    })
}

/// Payments of the kinds that a guess may have been of.
fn of_kinds(guess: &Guess, rules: &AllocationRules, own: RepaymentKind) -> Vec<Past> {
    let plain = past(guess, RepaymentKind::Repayment);
    let mut pasts = Vec::new();
    let others = other_kinds(rules, own);
    if !guess.behind.is_empty() {
        // What pays installments behind others is of a kind that does so.
        pasts.extend(others.iter().map(|kind| Past { cost: guess.cost, ..past(guess, *kind) }));
        pasts.push(Past { cost: guess.cost + 1, ..plain });
        return pasts;
    }
    let refunds = refunds(rules);
    for at in 0..plain.payments.len() {
        let later = u32::try_from(plain.payments.len() - 1 - at).unwrap_or(u32::MAX);
        for kind in &others {
            pasts.push(Past { cost: guess.cost + 2 + later, ..of_kind(&plain, at, *kind) });
        }
        for refunded in refunded(&plain, at, guess.cost + 1 + later, &refunds) {
            if refunded.cost <= PAIRED {
                let both = (0..at).flat_map(|other| self::refunded(&refunded, other, refunded.cost + 1, &refunds));
                pasts.extend(both.filter(|both| both.cost <= PAIRED));
            }
            pasts.push(refunded);
        }
    }
    pasts.push(plain);
    pasts
}

/// Kinds that pay other installments in advance than repayments do, and that of the payment of the case.
fn other_kinds(rules: &AllocationRules, own: RepaymentKind) -> Vec<RepaymentKind> {
    let mut seen: Vec<FutureInstallments> = vec![rules.default.future];
    let mut kinds = Vec::new();
    for (kind, order) in &rules.of_kind {
        if !seen.contains(&order.future) {
            seen.push(order.future);
            kinds.push(*kind);
        }
    }
    if own != RepaymentKind::Repayment && !kinds.contains(&own) {
        kinds.push(own);
    }
    kinds
}

fn of_kind(past: &Past, at: usize, kind: RepaymentKind) -> Past {
    let mut past = past.clone();
    if let Some(paid) = past.payments.get_mut(at) {
        paid.kind = kind;
    }
    past
}

/// Ordinary payments, and one of a kind to rows behind open ones.
fn past(guess: &Guess, behind: RepaymentKind) -> Past {
    let paid = |(on, amount): (NaiveDate, Decimal), kind| Paid { on, amount, kind, follows: None, shown: amount };
    let mut payments: Vec<Paid> =
        guess.paid.iter().map(|(on, amount)| paid((*on, *amount), RepaymentKind::Repayment)).collect();
    payments.extend(guess.behind.iter().map(|(on, amount)| paid((*on, *amount), behind)));
    payments.sort_by_key(|paid| paid.on);
    Past { payments, cost: guess.cost, ..Past::default() }
}

/// Kinds of refunds that interest may be given back with, as far as they are spread in different ways.
fn refunds(rules: &AllocationRules) -> Vec<RepaymentKind> {
    let [merchant, payout] = [RepaymentKind::MerchantIssuedRefund, RepaymentKind::PayoutRefund];
    if rules.order(merchant) == rules.order(payout) { vec![merchant] } else { vec![merchant, payout] }
}

/// A payment was a refund of a whole amount, and the rest of it interest that was given back with it.
fn refunded(past: &Past, at: usize, cost: u32, kinds: &[RepaymentKind]) -> Vec<Past> {
    let Some(paid) = past.payments.get(at).map(|paid| paid.amount) else { return Vec::new() };
    let mut amounts: BTreeSet<Decimal> =
        ROUND.iter().map(|multiple| Decimal::from(*multiple)).map(|it| (paid / it).floor() * it).collect();
    amounts.retain(|amount| *amount > Decimal::ZERO && paid - amount < paid * MOST_INTEREST);
    amounts.extend((0..REFUNDS_TRIED).map(|less| paid.floor() - Decimal::from(less)));
    let refunds = amounts.into_iter().filter(|amount| *amount > Decimal::ZERO).flat_map(|amount| {
        kinds.iter().map(move |kind| {
            let mut past = of_kind(past, at, *kind);
            if let Some(paid) = past.payments.get_mut(at) {
                paid.amount = amount;
                paid.follows = Some(Follows::InterestRefund);
            }
            past.cost = cost + 2 * roundness(amount);
            past
        })
    });
    refunds.collect()
}

/// A payment was charged back, on one of the days of the row where more is owed than the balance fell by.
fn charged_back(before: &State, guesses: &[Guess], today: NaiveDate) -> Vec<Past> {
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
        let plain = past(guess, RepaymentKind::Repayment);
        let paid_on: BTreeSet<NaiveDate> = guess.paid.keys().copied().collect();
        for amount in put_back(before, row) {
            for on in row.from.iter_days().take_while(|day| *day <= today && *day <= row.due) {
                for (order, unusual) in orders.iter().zip([0, 1, 1, 2]) {
                    let mut past = plain.clone();
                    past.chargeback_order.clone_from(order);
                    past.cost += unusual + if paid_on.contains(&on) || on == today || on == row.from { 0 } else { 2 };
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

/// Payments that may have been made, each guess with how unlikely it is.
///
/// What was paid of a row on its due date, and what met a row at last, have days that can be told. Of the latter a part
/// may have come with the payment before, which then was of a round amount. Other parts may have come with a payment
/// whose day is known, or on any day.
fn guesses(before: &State, today: NaiveDate, paid_on: NaiveDate) -> Vec<Guess> {
    let parts = parts::of(before, today);
    let (behind, next): (Vec<Part>, Vec<Part>) = parts.iter().partition(|part| part.leaves_earlier_open);
    let mut guesses = vec![Guess { paid: parts::known(next.iter()), behind: parts::known(behind.iter()), cost: 0 }];
    if !behind.is_empty() {
        guesses.push(Guess { paid: parts::known(parts.iter()), cost: 2, ..Guess::default() });
    }
    for part in &next {
        guesses = on_days(&guesses, part, today, paid_on, |guess| &mut guess.paid);
    }
    let unknown: Decimal = behind.iter().filter(|part| part.is_of_unknown_day()).map(|part| part.amount).sum();
    if let Some(part) = behind.iter().find(|part| part.is_of_unknown_day()) {
        let part = Part { amount: unknown, ..*part };
        let (apart, together): (Vec<Guess>, Vec<Guess>) = guesses.into_iter().partition(|guess| guess.cost != 2);
        guesses = on_days(&apart, &part, today, paid_on, |guess| &mut guess.behind);
        guesses.extend(on_days(&together, &part, today, paid_on, |guess| &mut guess.paid));
    }
    for part in parts::first_of_days(&next) {
        let split: Vec<Guess> = guesses.iter().filter(|guess| guess.cost < 3).flat_map(|it| split(it, part)).collect();
        guesses.extend(split);
    }
    guesses.sort_by_key(|guess| guess.cost);
    guesses.truncate(KEPT);
    guesses
}

/// Guesses with a part on each of the days on which it may have been paid.
fn on_days(
    guesses: &[Guess],
    part: &Part,
    today: NaiveDate,
    paid_on: NaiveDate,
    to: impl Fn(&mut Guess) -> &mut BTreeMap<NaiveDate, Decimal>,
) -> Vec<Guess> {
    if !part.is_of_unknown_day() {
        return guesses.to_vec();
    }
    let mut all = Vec::new();
    for guess in guesses {
        for (day, cost) in days(part.paid, guess, today, paid_on) {
            let mut guess = Guess { cost: guess.cost + cost, ..guess.clone() };
            *to(&mut guess).entry(day).or_default() += part.amount;
            all.push(guess);
        }
    }
    all.sort_by_key(|guess| guess.cost);
    all.truncate(KEPT);
    all
}

/// The days on which a part may have been paid, each with how unlikely it is: with a known payment, with today's, or on
/// any other day.
fn days(paid: When, guess: &Guess, today: NaiveDate, paid_on: NaiveDate) -> Vec<(NaiveDate, u32)> {
    let When::Between(first, last) = paid else { return Vec::new() };
    let with_known = guess.behind.keys().rev().chain(guess.paid.keys().rev()).map(|day| (*day, 0));
    let mut days: Vec<(NaiveDate, u32)> = Vec::new();
    let unlikely = if last - first <= FEW_DAYS { 2 } else { 4 };
    let others = first.iter_days().take_while(|day| *day <= last).take(DAYS_TRIED).map(|day| (day, unlikely));
    for (day, cost) in with_known.chain([(paid_on, 1), (today, 1)]).chain(others) {
        if day >= first && day <= last && !days.iter().any(|(tried, _)| *tried == day) {
            days.push((day, cost));
        }
    }
    days
}

/// A part of what met a row came with the payment before, which was of a round amount; or all of it did.
fn split(guess: &Guess, part: &Part) -> Vec<Guess> {
    let When::By(day) = part.paid else { return Vec::new() };
    let Some((earlier, paid)) = guess.paid.range(..day).next_back() else { return Vec::new() };
    let mut splits = Vec::new();
    let mut amounts: BTreeSet<Decimal> = BTreeSet::from([part.amount]);
    for multiple in ROUND.map(Decimal::from) {
        let round = (paid / multiple).floor() * multiple + multiple;
        amounts.insert(round - paid);
        amounts.insert(round + multiple - paid);
    }
    for amount in amounts.into_iter().filter(|amount| *amount <= part.amount) {
        let mut split = guess.clone();
        *split.paid.entry(*earlier).or_default() += amount;
        *split.paid.entry(day).or_default() -= amount;
        split.paid.retain(|_, amount| !amount.is_zero());
        split.cost += 2 + roundness(paid + amount) + if amount == part.amount { 2 } else { 0 };
        splits.push(split);
    }
    splits
}

/// How far an amount is from one that people choose.
fn roundness(amount: Decimal) -> u32 {
    (0..).zip(ROUND).find(|(_, multiple)| (amount % Decimal::from(*multiple)).is_zero()).map_or(4, |(at, _)| at / 2)
}
