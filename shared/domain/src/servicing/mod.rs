//! Servicing: what a loan account owes, has paid and will owe, as one pure function of its terms and its transactions.
//!
//! # The model
//!
//! An account is its [`terms`] and a list of [`transaction`]s, each with the day from which it counts (its value date)
//! and the day on which it was entered. [`replay::replay`] goes through the list in the order of value dates and gives the
//! [`account`] as it stands on a day: [`installment`]s with what is expected, paid, waived and written off of each
//! component, what each transaction did, charges, and money beyond what is owed. Nothing of that is kept: a transaction
//! that arrives late is one more in the list, and a reversal is one less. There is nothing to undo, because nothing was
//! ever done; and a preview is the same list with what is not entered yet.
//!
//! No clock and no I/O: today is an argument. Amounts are [`rust_decimal::Decimal`]s in units of the account's
//! currency; they keep their precision until a rule of [`rounding`] says otherwise.
//!
//! # A loan
//!
//! 1000.00 for three months at 12 percent a year, 30/360, paid out on 1 January 2024. A level installment of 340.02 repays
//! it (the annuity formula, in `interest::level`); interest of a month is a hundredth of the balance. Interest follows what
//! is really paid, by days.
//!
//! | day | happens | 1 February | 1 March | 1 April | payoff |
//! |---|---|---|---|---|---|
//! | 1 January | 1000 is paid out | 330.02 + 10.00 | 333.32 + 6.70 | 336.66 + 3.37 | 1000.00 |
//! | 1 February | 340.02 comes in | met | 333.32 + 6.70 | 336.66 + 3.37 | 669.98 |
//! | 16 March | nothing, and 15 days late | | 333.32 + 6.70 | 336.66 + 4.98 | 679.92 |
//! | 16 March | 340.02 comes in | | met | 336.66 + 4.98 | 339.90 |
//! | 20 March | 200 is entered that had come in on 16 February | | 334.27 + 5.75, met | 335.71 + 3.00, 200 paid | 138.18 |
//! | 21 March | that was somebody else's: it is taken back | | 333.32 + 6.70, met | 336.66 + 4.98 | 340.44 |
//!
//! The late principal of March bore interest for 15 of the month's 31 days: 669.98 x 1% x 15/31 + 336.66 x 1% x 16/31 =
//! 4.98. The 200 of 16 February would have lowered that month's interest from its day on, 669.98 x 1% x 15/29 + 473.45 x 1%
//! x 14/29 = 5.75, so that the payment of 16 March had met the rest of March's installment and gone on to April's. After the
//! reversal everything is as it was on 16 March, five days later. A test computes this table.
//!
//! # Where things are
//!
//! | question | module |
//! |---|---|
//! | What was agreed, what happened? | [`terms`], [`transaction`], [`limits`] |
//! | May this be entered? | [`admission`]: each reason to refuse, with the last one that it cannot be computed |
//! | When is something due? | [`due_dates`], [`working_days`] |
//! | How much, and how does interest run? | [`interest`]: periods, segments, the level installment |
//! | Do the terms agree with each other? | `agreement` |
//! | What does each transaction do? | `progressive`: one file for each kind of event; `cumulative` for schedules drawn up at once, as older systems do |
//! | What does a payment pay? | [`allocation`] |
//! | How late is it, and what does that cost? | [`arrears`], [`penalty`] |
//! | What does it take to pay off, what has been earned, what does it cost? | [`payoff`], [`accrual`], [`cost`], [`apr`], [`tax`]; with the account itself, at the cost of one: [`position`](mod@position) |
//! | What of that is income, and on which day do the books say so? | [`income`], [`accrued_days`] |
//! | How well is it covered by collateral? | [`collateral`] |
//! | What becomes of a single amount that has its own days? | [`obligation`] |
//! | What of it is kept for lists and clocks? | [`summary`] |
//! | What may be done with it in which state? | [`life_cycle`] |
//! | Whose money is it? | [`funding`], [`credit_line`] |
//! | How is a loan replaced by another? | [`restructuring`] |
//!
//! # A new kind of event
//!
//! It is a variant of [`transaction::Event`] with what was agreed, a file in `progressive` with what it does, and its tests.
//! The compiler then asks for one line in each of four places, and for no other:
//!
//! 1. `progressive::event` names what the file does, and whether it finds the account as it stands on its day;
//! 2. `cumulative::refusal` says that older systems do not know it, unless `cumulative::facts` takes it;
//! 3. `range` bounds its numbers and days;
//! 4. [`admission`] has its rules, or says that there are none.
//!
//! Whatever nobody decides for it is decided like this: it counts from its value date, after changes of terms on the
//! same day, which have their place on the day they are agreed where that is an earlier one (`progressive::operation`);
//! it is entered for days that have come, on a loan that has been paid out and owes something (`admission::date`,
//! `admission::by_account`); it can be taken back as long as the account can be computed without it
//! (`admission::reversal`). The random operations of `tests/servicing_laws` take one more in `random::step` and
//! `story::event`.
//!
//! What other systems compute from the same terms is held against this one by `cargo test -p domain --test worked_cases`;
//! what must hold for all loans, by `--test servicing_laws`; what it costs, by `cargo bench -p domain --bench servicing`.

pub mod account;
pub mod accrual;
pub mod accrued_days;
pub mod admission;
mod agreed_installment;
mod agreement;
pub mod allocation;
mod amounts;
pub mod apr;
pub mod arrears;
mod balloon;
pub mod charges;
pub mod collateral;
pub mod cost;
pub mod credit_line;
mod cumulative;
pub mod due_dates;
#[cfg(test)]
mod example;
pub mod funding;
#[cfg(test)]
mod hand_built;
pub mod income;
pub mod installment;
pub mod interest;
mod late_interest;
pub mod life_cycle;
pub mod limits;
mod locks;
pub mod obligation;
pub mod payoff;
pub mod penalty;
pub mod position;
mod prepayment;
mod progressive;
pub(crate) mod range;
pub mod replay;
pub mod restructuring;
pub mod rounding;
mod standing_transactions;
pub mod summary;
pub mod tax;
pub mod terms;
pub mod transaction;
pub mod working_days;
