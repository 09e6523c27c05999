//! What happened to a loan, as requests of the API.

use domain::accounts::transaction::present;
use domain::json::{Json, Object};
use domain::servicing::transaction::{Event, RepaymentKind, Transaction, TransactionId};
use serde_json::{Value, json};

use crate::account_body::time;
use crate::loan::Loan;
use crate::outcome::Stop;

/// One request on an account: what comes after its address, and the body.
pub struct Request {
    /// What comes after the address of the account.
    pub rest: String,
    /// The body.
    pub body: Value,
}

/// The request that enters a transaction; nothing for one that the system enters by itself. `id` is by which id the API knows
/// a transaction.
pub fn of(
    transaction: &Transaction,
    loan: &Loan,
    id: &dyn Fn(TransactionId) -> String,
) -> Result<Option<Request>, Stop> {
    let day = transaction.value_date.to_string();
    let method = |verb: &str, body: Value| Ok(Some(Request { rest: format!(":{verb}"), body }));
    match &transaction.event {
        Event::Disbursement { amount } => {
            method("disburse", json!({ "amount": amount.to_string(), "value_time": time(&day) }))
        }
        Event::Repayment { kind: RepaymentKind::DownPayment, .. } if is_automatic(loan) => Ok(None),
        Event::WriteOff { amounts: None } => today("writeOff", transaction),
        Event::Termination => today("terminate", transaction),
        Event::Reversal { of } => Ok(Some(reversal(*of, loan, id))),
        event => {
            let mut body = present(event, id);
            body.insert("value_date".to_owned(), Json::text(day));
            let body = json(body)?;
            Ok(Some(Request { rest: "/transactions".to_owned(), body }))
        }
    }
}

fn is_automatic(loan: &Loan) -> bool {
    loan.terms.schedule.down_payment.is_some_and(|down_payment| down_payment.automatic)
}

/// A method that counts from the day on which it is called.
fn today(verb: &str, transaction: &Transaction) -> Result<Option<Request>, Stop> {
    if transaction.value_date != transaction.entered_on {
        return Err(Stop::Unsupported(format!("{verb} from another day than today")));
    }
    Ok(Some(Request { rest: format!(":{verb}"), body: json!({}) }))
}

fn reversal(of: TransactionId, loan: &Loan, id: &dyn Fn(TransactionId) -> String) -> Request {
    let rest = match loan.find(of).map(|transaction| &transaction.event) {
        Some(Event::Disbursement { .. }) => ":undoDisburse".to_owned(),
        Some(Event::WriteOff { .. }) => ":undoWriteOff".to_owned(),
        _ => format!("/transactions/{}:reverse", id(of)),
    };
    Request { rest, body: json!({}) }
}

fn json(object: Object) -> Result<Value, Stop> {
    let text = serde_json::to_string(&Json::Object(object));
    text.and_then(|text| serde_json::from_str(&text)).map_err(|error| Stop::Failed(error.to_string()))
}
