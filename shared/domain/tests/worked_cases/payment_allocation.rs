//! Cases of one payment between two states of a schedule.
//!
//! A case shows the state before the payment, not how it came to be. A payment that moves no interest is spread over the
//! installments of that state. For others, the terms and the payments that may have led there are tried, and those that
//! give exactly that state are taken; what the payment does is then up to the engine. A state that nothing tried leads to
//! is left out, and so is one that several lead to, where none of them leads on to the state after and the payment does
//! different things after each. What leaves no trace in the state before and is unusual, a charge-off or a payoff to the end
//! of a period, is taken where it leads on to the state after, and tells nothing where it does not.

use domain::servicing::account::Account;
use domain::servicing::transaction::TransactionId;
use serde_json::Value;

use self::search::Search;
use self::standing::Fit;
use self::state::State;
use self::way_to_pay::WayToPay;
use crate::fields::Fields;
use crate::loan::Loan;
use crate::options::Options;
use crate::outcome::{Outcome, Stop};
use crate::schedule_rows;
use crate::table::{self, Row, amount};
use crate::{actions, engine};

mod candidates;
mod changes;
mod history;
mod levels;
mod one_day;
mod parts;
mod pasts;
mod pauses;
mod rates;
mod search;
mod shape;
mod standing;
mod state;
mod steps;
mod way_to_pay;
mod ways;

/// Why a case is left out.
const UNTOLD: &str = "a state whose history cannot be told from it";

/// Why another one is.
const TOO_LONG: &str = "a state whose history takes too many attempts to be told";

/// And another.
const AMBIGUOUS: &str = "a state that several histories lead to, after which the payment does different things";

/// What is compared of the payment itself.
const PORTIONS: [&str; 6] = ["amount", "principal", "interest", "fees", "penalties", "balance_after"];

/// Runs one.
pub fn run(case: &Value, options: &Options) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.check("after", compare(Fields(case), options));
    outcome
}

/// What a payment does where it is told from the state before, or after one of the histories that lead there.
fn compare(case: Fields<'_>, options: &Options) -> Result<Vec<String>, Stop> {
    let before = state::read(case.object("before")?.list("rows"))?;
    let (accounts, fit) = standing::after(case, &before)?;
    let mut standing = Verdict::default();
    if accounts.iter().any(|it| standing.is_reached(differences(case, it, standing::PAYMENT, options))) {
        return Ok(Vec::new());
    }
    // What a doubtful fit leads to is no proof that something is wrong.
    let verdict = if matches!(fit, Fit::Exact) { standing } else { Verdict::default() };
    let told = compare_histories(case, &before, verdict, options);
    if !matches!(told, Err(Stop::Unsupported(_))) {
        return told;
    }
    let leads_on = |state: &State| {
        compare_histories(case, state, Verdict::default(), options).is_ok_and(|differences| differences.is_empty())
    };
    if one_day::apart(&before, case.decimal("rate_pct")?).iter().any(leads_on) { Ok(Vec::new()) } else { told }
}

/// Several histories may lead to the state before; one of them has to lead to the state after.
fn compare_histories(
    case: Fields<'_>,
    before: &State,
    mut verdict: Verdict,
    options: &Options,
) -> Result<Vec<String>, Stop> {
    let search = Search::new(case, before)?;
    let ways = WayToPay::of(case)?;
    let searched = search.find(|loan| {
        ways.iter().any(|way| {
            let paid = pay(loan, case, *way, options);
            let counts = !way.is_unusual() || paid.as_ref().is_ok_and(Vec::is_empty);
            counts && verdict.is_reached(paid)
        })
    });
    match (searched, verdict.0) {
        (_, Some(Ok(differences))) if differences.is_empty() => Ok(differences),
        (Err(stop), None) => Err(stop),
        _ if search.was_given_up() => Err(Stop::Unsupported(TOO_LONG.to_owned())),
        (_, result) => result.unwrap_or_else(|| Err(Stop::Unsupported(UNTOLD.to_owned()))),
    }
}

/// What came of all that may have happened: nothing differs where one of it leads to the state after. Else what differs,
/// if all lead to the same; nothing tells which of them is right otherwise. How the last one stopped where all did.
#[derive(Default)]
struct Verdict(Option<Result<Vec<String>, Stop>>);

impl Verdict {
    /// Takes what came of one, and says whether that is the state after.
    fn is_reached(&mut self, tried: Result<Vec<String>, Stop>) -> bool {
        let is_reached = tried.as_ref().is_ok_and(Vec::is_empty);
        match (&tried, &self.0) {
            (Ok(differences), Some(Ok(others))) if !is_reached && differences != others => {
                self.0 = Some(Err(Stop::Unsupported(AMBIGUOUS.to_owned())));
            }
            (Err(_), Some(_)) | (_, Some(Err(Stop::Unsupported(_)))) if !is_reached => {}
            _ => self.0 = Some(tried),
        }
        is_reached
    }
}

/// Makes the payment of a case.
fn pay(loan: &Loan, case: Fields<'_>, way: WayToPay, options: &Options) -> Result<Vec<String>, Stop> {
    let payment = case.object("payment")?;
    let mut loan = way.prepared(loan, payment)?;
    let id = TransactionId(loan.transactions.last().map_or(1, |last| last.id.0 + 1));
    actions::apply(&mut loan, payment.text("ev")?, payment)?;
    differences(case, &engine::account(&loan)?, id, options)
}

/// What differs between a case and the account after its payment.
fn differences(
    case: Fields<'_>,
    account: &Account,
    payment: TransactionId,
    options: &Options,
) -> Result<Vec<String>, Stop> {
    let mut differences = compare_portions(case.object("portions")?, account, payment);
    // A payment pays nothing out: what was, the state before has shown.
    differences.extend(schedule_rows::compare_installments(case.object("after")?, account, options.verbose)?);
    Ok(differences)
}

fn compare_portions(wanted: Fields<'_>, account: &Account, id: TransactionId) -> Vec<String> {
    let wanted: Row = PORTIONS.iter().map(|key| wanted.get(key).and_then(table::expected)).collect();
    let got: Option<Row> = account.postings.iter().find(|posting| posting.id == id).map(|posting| {
        let parts = &posting.components;
        vec![
            amount(posting.amount),
            amount(parts.principal),
            amount(parts.interest),
            amount(parts.fees),
            amount(parts.penalties),
            amount(posting.balance_after),
        ]
    });
    let says = |row: &Row, column: usize| row.get(column).is_some_and(Option::is_some);
    table::differences(&PORTIONS, &[wanted], &got.into_iter().collect::<Vec<_>>(), says, false)
}
