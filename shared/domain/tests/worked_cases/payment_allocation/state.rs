//! The rows of a state of a schedule.

use chrono::{Days, NaiveDate};
use domain::servicing::installment::Installment;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::fields::{date, decimal};
use crate::outcome::Stop;

/// A disbursement.
#[derive(Clone)]
pub struct Disbursed {
    pub on: NaiveDate,
    pub amount: Decimal,
    /// What was charged with it.
    pub charged: Decimal,
}

/// An installment.
#[derive(Clone)]
pub struct Row {
    pub from: NaiveDate,
    pub due: NaiveDate,
    pub met_on: Option<NaiveDate>,
    pub principal: Decimal,
    pub interest: Decimal,
    pub fees: Decimal,
    pub penalties: Decimal,
    pub expected: Decimal,
    pub paid: Decimal,
    pub in_advance: Decimal,
    pub late: Decimal,
    pub outstanding: Decimal,
    /// Principal that was put back: what the balance fell by less than by the principal.
    pub credited: Decimal,
}

/// A state of a schedule.
#[derive(Clone)]
pub struct State {
    pub disbursed: Vec<Disbursed>,
    pub rows: Vec<Row>,
    /// Disbursements are shown on the day of the first one.
    pub is_shown_on_one_day: bool,
}

/// Reads a state.
pub fn read(rows: &[Value]) -> Result<State, Stop> {
    let mut state = State { disbursed: Vec::new(), rows: Vec::new(), is_shown_on_one_day: false };
    let mut balance = Decimal::ZERO;
    for cells in rows {
        let at = |column: usize| cells.get(column).filter(|cell| !cell.is_null());
        let money = |column: usize| at(column).map_or(Ok(Decimal::ZERO), decimal);
        let day = |column: usize| at(column).and_then(Value::as_str).map(date).transpose();
        let due = day(2)?.ok_or_else(|| Stop::Failed("a row without a date".to_owned()))?;
        if at(0).is_none() {
            state.disbursed.push(Disbursed { on: due, amount: money(4)?, charged: money(7)? });
            balance += money(4)?;
            continue;
        }
        let credited = money(4)? - (balance - money(5)?);
        balance = money(4)?;
        let days = at(1).and_then(Value::as_u64).unwrap_or_default();
        state.rows.push(Row {
            from: due.checked_sub_days(Days::new(days)).unwrap_or(due),
            due,
            met_on: day(3)?,
            principal: money(5)?,
            interest: money(6)?,
            fees: money(7)?,
            penalties: money(8)?,
            expected: money(9)?,
            paid: money(10)?,
            in_advance: money(11)?,
            late: money(12)?,
            outstanding: money(13)?,
            credited,
        });
    }
    Ok(state)
}

impl State {
    /// The day of the first disbursement.
    pub fn start(&self) -> Result<NaiveDate, Stop> {
        self.disbursed.first().map(|it| it.on).ok_or_else(|| Stop::Failed("nothing was paid out".to_owned()))
    }

    /// The rows of the schedule, without what was due at once and what was charged after its end.
    pub fn regular(&self) -> impl Iterator<Item = &Row> {
        let is_charge = |row: &Row| row.expected > Decimal::ZERO && row.expected == row.fees + row.penalties;
        let charged = self.rows.iter().rev().take_while(|row| is_charge(row)).count();
        let is_paid_out = |day| self.disbursed.iter().any(|it| it.on == day);
        let at_once = move |row: &&Row| row.from == row.due && is_paid_out(row.due);
        self.rows.iter().take(self.rows.len() - charged).filter(move |row| !at_once(row))
    }

    /// What is asked for as interest.
    pub fn interest(&self) -> Decimal {
        self.rows.iter().map(|row| row.interest).sum()
    }

    /// What was paid out by a day, and what is planned after it.
    pub fn paid_out_by(&self, day: NaiveDate) -> (Vec<&Disbursed>, Vec<&Disbursed>) {
        self.disbursed.iter().partition(|it| it.on <= day)
    }

    /// The percentage of the first disbursement that was due at once.
    pub fn down_payment(&self) -> Option<Decimal> {
        let first = self.disbursed.first()?;
        let row = self.rows.first().filter(|row| row.from == row.due)?;
        let at_once: Decimal = self.disbursed.iter().filter(|it| it.on == first.on).map(|it| it.amount).sum();
        (row.principal * Decimal::ONE_HUNDRED).checked_div(at_once).map(|percent| percent.round())
    }

    /// Whether installments ask for the amounts of the rows and are as far paid. Most are told apart by this, at little
    /// cost.
    pub fn resembles(&self, installments: &[Installment]) -> bool {
        self.rows.len() == installments.len()
            && self.rows.iter().zip(installments).all(|(row, installment)| {
                row.principal == installment.expected.principal
                    && row.interest == installment.expected.interest
                    && row.outstanding == installment.outstanding().total()
                    && row.due == installment.due
            })
    }

    /// Installments that were paid in advance, as rows go on showing them after another rate until the next payment.
    pub fn leave_paid_ahead(&self, installments: &mut [Installment], today: NaiveDate) {
        for (row, installment) in self.rows.iter().zip(installments) {
            let is_ahead = row.outstanding.is_zero() && row.due > today && row.due == installment.due;
            if is_ahead && row.paid == installment.paid.total() {
                installment.expected.principal = row.principal;
                installment.expected.interest = row.interest;
                installment.obligations_met_on = row.met_on;
            }
        }
    }

    /// Whether as much was paid of installments as of the rows, on the same days.
    pub fn is_as_paid(&self, installments: &[Installment]) -> bool {
        self.rows.len() == installments.len()
            && self.rows.iter().zip(installments).all(|(row, installment)| {
                row.paid == installment.paid.total()
                    && row.met_on == installment.obligations_met_on
                    && row.due == installment.due
            })
    }
}
