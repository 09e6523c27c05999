//! What the API answers of an account, in the cells of cases.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::client::Client;
use crate::fields::{Fields, decimal};
use crate::outcome::Stop;
use crate::table::{Cell, Row, amount, text};

/// What the API answers of an account on a day.
pub struct Answers {
    /// The day of the case.
    pub today: NaiveDate,
    /// The account.
    pub account: Value,
    /// The rows of its schedule.
    pub installments: Vec<Installment>,
    /// Its transactions, in the order in which they were entered.
    pub transactions: Vec<Value>,
}

/// A row of the schedule.
pub struct Installment {
    /// `YYYY-MM-DD`.
    pub due: String,
    /// The day on which it was paid in full.
    pub paid_on: Option<String>,
    /// Principal, interest, fees, penalties.
    pub expected: [Decimal; 4],
    /// What was paid of all.
    pub paid: Decimal,
    /// What is left of all.
    pub left: Decimal,
}

impl Answers {
    /// Asks for all of it.
    pub async fn of(client: &Client<'_>, today: NaiveDate) -> Result<Self, Stop> {
        let schedule = client.get("/schedule").await?;
        let rows = Fields(&schedule).list("transactions");
        let installments = rows.iter().map(|row| installment(Fields(row))).collect::<Result<_, Stop>>()?;
        let transactions = client.list("transactions").await?;
        Ok(Self { today, account: client.account().await?, installments, transactions })
    }
}

fn installment(row: Fields<'_>) -> Result<Installment, Stop> {
    let one = |key: &str| row.get(key).into_iter().collect::<Vec<_>>();
    let parts = [one("principal"), one("interest"), row.list("fees").iter().collect(), one("penalty")];
    let of = |key: &str| -> Result<[Decimal; 4], Stop> {
        let mut amounts = [Decimal::ZERO; 4];
        for (place, parts) in amounts.iter_mut().zip(&parts) {
            for part in parts {
                *place += Fields(part).object("amount")?.decimal(key)?;
            }
        }
        Ok(amounts)
    };
    Ok(Installment {
        due: day(row.text("due_time")?),
        paid_on: row.maybe_text("repay_time").map(day),
        expected: of("expected")?,
        paid: of("paid")?.iter().sum(),
        left: of("due")?.iter().sum(),
    })
}

/// The calendar date of a time in the company's time zone, in which it is answered.
fn day(time: &str) -> String {
    time.chars().take(10).collect()
}

/// The row of a transaction as cases list them; nothing for one that they do not list.
pub fn transaction_row(transaction: Fields<'_>) -> Result<Option<Row>, Stop> {
    let Some(kind) = listed_as(transaction.text("type")?) else { return Ok(None) };
    let is_reversed = transaction.get("reversed_by").is_some();
    if kind == "DISBURSEMENT" && is_reversed {
        return Ok(None);
    }
    let amounts = transaction.get("amounts").map(Fields);
    let part = |key: &str| -> Result<Cell, Stop> {
        // A disbursement makes principal owed, and is shown as paying none of it.
        if kind == "DISBURSEMENT" {
            return Ok(amount(Decimal::ZERO));
        }
        Ok(match amounts {
            Some(amounts) => amounts.maybe_decimal(key)?.and_then(amount),
            None => None,
        })
    };
    let balance = transaction.get("balance").map(decimal).transpose()?.and_then(amount);
    Ok(Some(vec![
        text(&day(transaction.text("value_time")?)),
        text(kind),
        transaction.maybe_decimal("amount")?.and_then(amount),
        part("principal")?,
        part("interest")?,
        part("fees")?,
        part("penalty")?,
        balance,
    ]))
}

/// What cases call a type of transactions.
fn listed_as(name: &str) -> Option<&'static str> {
    Some(match name {
        "disbursement" => "DISBURSEMENT",
        "capitalized_income" => "CAPITALIZED_INCOME",
        "repayment" => "REPAYMENT",
        "down_payment" => "DOWN_PAYMENT",
        "merchant_issued_refund" => "MERCHANT_ISSUED_REFUND",
        "payout_refund" => "PAYOUT_REFUND",
        "goodwill_credit" => "GOODWILL_CREDIT",
        "interest_payment_waiver" => "INTEREST_PAYMENT_WAIVER",
        "charge_refund" => "CHARGE_REFUND",
        "charge_adjustment" => "CHARGE_ADJUSTMENT",
        "capitalized_income_adjustment" => "CAPITALIZED_INCOME_ADJUSTMENT",
        "interest_refund" => "INTEREST_REFUND",
        "interest_waiver" => "WAIVE_INTEREST",
        "recovery_after_write_off" => "RECOVERY_REPAYMENT",
        "credit_balance_refund" => "CREDIT_BALANCE_REFUND",
        "chargeback" => "CHARGEBACK",
        "charge_payment" => "CHARGE_PAYMENT",
        "charge_waiver" => "WAIVE_CHARGES",
        "re_age" => "RE_AGE",
        "re_amortise" => "RE_AMORTIZE",
        "charge_off" => "CHARGE_OFF",
        "write_off" => "WRITE_OFF",
        "termination" => "CONTRACT_TERMINATION",
        _ => return None,
    })
}
