//! An account is refinanced, with more money, or rescheduled, on other terms; and that is taken back.
//!
//! Both end what is agreed: some of the debt may be given up, and interest that has not been earned is; a payment for which
//! no money moves covers the rest, and a new agreement begins with a disbursement of that and of what is added. It is dated today, or on an earlier day after which
//! nothing happened. The new agreement is the account's own next [`Generation`], or the first one of another account.
//!
//! | | under the same id | another account |
//! |---|---|---|
//! | settings | those of the account, with what the caller says in place of them; of another product its defaults, what the account itself says, and what the caller says | the same |
//! | not taken over | tranches, fees, days and down payments: they are of money that is lent | the same, and notes |
//! | locks, and a rate that a transaction changed | go on, unless the caller says another rate | the same |
//! | the old agreement | among [`Account::earlier`](super::Account::earlier) | the old account, `StateClosed` with `StateRefinanced` or `StateRescheduled` |
//! | investors | not where any fund the account | paid off with the old account that is refinanced |
//! | a revolving account | stays, where nothing is added | not where the old account is registered to one |
//! | undone | the entries that opened and closed are taken back | the same, and the new account is `StateWithdrawn` |

mod agree;
mod close;
pub mod fields;
mod open;
mod request;
#[cfg(test)]
mod tests;
mod undo;

pub use undo::undo_restructure;

use super::at_rest::AtRest;
use super::change::{Change, Happened};
use super::context::Context;
use super::ledger::Ledger;
use super::record::{Account, Earlier, Generation, Restructured, Stamps};
use super::refusal::Refusal;
use crate::accounts::product::Product;
use crate::json::{Json, Object};
use crate::servicing::life_cycle::{AccountState, AccountSubState, Operation, Place, permit};
use crate::servicing::restructuring::Restructuring;
use open::GoesOn;
use request::Request;

/// Most agreements that an account may have had before the present one: all of them are kept with it.
pub const EARLIER_MAX: usize = 10;

/// What a restructuring, or its undoing, comes to. Where it touches two accounts, both change together or not at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Handover {
    /// The account that was named.
    pub account: Change,
    /// The other account that goes on with its debt, or went on with it until now.
    pub successor: Option<Change>,
}

/// What is going to be, once the request is found to be one that can be met.
struct Plan<'a> {
    how: Restructured,
    request: Request,
    /// The product that it names, where that is another.
    other: Option<&'a Product>,
    owed: Restructuring,
    agreed: Generation,
    goes_on: GoesOn,
}

/// Refinances or reschedules an account, as a body asks. `product` is the one that the body's `account.product_id` names,
/// where it names another than the account has.
///
/// # Errors
/// [`Refusal::Invalid`] with the fields that are at fault, [`Refusal::Precondition`] where the state does not allow it.
/// Whether the id of another account is free is for the caller to see to.
pub fn restructure(
    ledger: &Ledger,
    how: Restructured,
    body: &Object,
    product: Option<&Product>,
    context: &Context<'_>,
) -> Result<Handover, Refusal> {
    let snapshot = ledger.on(context.today())?;
    let request = Request::from_body(how, body, ledger, context)?;
    permit(operation(how, request.keeps_id), &snapshot.standing)?;
    keeps_line(ledger, &request)?;
    open::check_fees(&request)?;
    let owed = close::owed(ledger, &request)?;
    let other = agree::other_product(&request, &ledger.account, product)?;
    let agreed = agree::agreed(&ledger.account, &request, other, owed.opening, context)?;
    let goes_on = GoesOn::of(ledger, &snapshot.standing.facts, &request);
    let plan = Plan { how, request, other, owed, agreed, goes_on };
    if plan.request.keeps_id { plan.in_place(ledger, context) } else { plan.by_another(ledger, context) }
}

fn operation(how: Restructured, keeps_id: bool) -> Operation {
    match (how, keeps_id) {
        (Restructured::Refinanced, true) => Operation::RefinanceInPlace,
        (Restructured::Refinanced, false) => Operation::Refinance,
        (Restructured::Rescheduled, true) => Operation::RescheduleInPlace,
        (Restructured::Rescheduled, false) => Operation::Reschedule,
    }
}

/// A revolving account counts what is drawn by loan: the debt stays with the loan that drew it, and more is drawn by another.
fn keeps_line(ledger: &Ledger, request: &Request) -> Result<(), Refusal> {
    if ledger.revolving_account_id().is_none() || (request.keeps_id && request.replacement.top_up.is_zero()) {
        return Ok(());
    }
    let sentence = "The account is registered to a revolving account: keep its id, and pay out more on another loan.";
    Err(Refusal::precondition("registered", sentence))
}

impl Plan<'_> {
    /// The account goes on under its id.
    fn in_place(self, ledger: &Ledger, context: &Context<'_>) -> Result<Handover, Refusal> {
        if ledger.account.earlier.len() >= EARLIER_MAX {
            let sentence =
                "The account has been refinanced and rescheduled as often as an account can be under its id.";
            return Err(Refusal::precondition("too_many_generations", sentence));
        }
        let mut renewed = ledger.clone();
        let ending = close::close(&mut renewed, &self.owed, &self.request, context)?;
        let account = &mut renewed.account;
        let details = open::of_same(&account.details, &self.request);
        let next = Generation { number: account.generations, by: Some(self.how), ..self.agreed.clone() };
        if next.terms.tax_rate != account.agreed.terms.tax_rate {
            account.stamps.tax_rate_review = Some(context.now);
        }
        account.generations = account.generations.saturating_add(1);
        let replaced = open::replaced(&account.details, &details);
        account.details = details;
        let product = self.other.and_then(|other| account.product.replace(other.clone()));
        let agreed = std::mem::replace(&mut account.agreed, next);
        account.earlier.push(Earlier { agreed, details: replaced, product, ending });
        open::open(&mut renewed, self.owed.opening, &self.goes_on, &self.request, context)?;
        let happened = told(ledger, self.how, None);
        let account = Change::finish(renewed, ledger.entries.len(), happened, context)?;
        Ok(Handover { account, successor: None })
    }

    /// Another account goes on with the debt.
    fn by_another(self, ledger: &Ledger, context: &Context<'_>) -> Result<Handover, Refusal> {
        let mut closed = ledger.clone();
        closed.account.ending = Some(close::close(&mut closed, &self.owed, &self.request, context)?);
        let mut successor =
            Ledger { account: self.successor(&ledger.account, context), entries: Vec::new(), funding: None };
        open::open(&mut successor, self.owed.opening, &self.goes_on, &self.request, context)?;
        let sub_state = match self.how {
            Restructured::Refinanced => AccountSubState::Refinanced,
            Restructured::Rescheduled => AccountSubState::Rescheduled,
        };
        closed.account.decided = Some(Place::with(AccountState::Closed, sub_state));
        let (id, other_id) = (&ledger.account.account_id, successor.account.account_id.clone());
        closed.account.rescheduled_account_id = Some(other_id.clone());
        let created = Happened::to(&other_id, "account.created").with("original_account_id", Json::text(id));
        Ok(Handover {
            account: Change::finish(closed, ledger.entries.len(), told(ledger, self.how, Some(&other_id)), context)?,
            successor: Some(Change::finish(successor, 0, created, context)?),
        })
    }

    /// The other account, before its debt has gone over to it.
    fn successor(&self, account: &Account, context: &Context<'_>) -> Account {
        let named = self.request.account.get("account_id").and_then(Json::as_text);
        Account {
            account_id: named.map_or_else(|| (context.new_id)("acc_"), str::to_owned),
            details: open::of_another(&account.details, &self.request),
            product: self.other.cloned().or_else(|| account.product.clone()),
            currency_code: account.currency_code.clone(),
            agreed: self.agreed.clone(),
            earlier: Vec::new(),
            generations: 1,
            decided: None,
            closed_by_hand: false,
            stamps: Stamps { approve: Some(context.now), ..Stamps::new(context.now) },
            original_account_id: Some(account.account_id.clone()),
            rescheduled_account_id: None,
            ending: None,
            entries: 0,
            at_rest: AtRest::nothing(context.today()),
        }
    }
}

fn told(ledger: &Ledger, how: Restructured, other_id: Option<&str>) -> Happened {
    let happened = Happened::to(&ledger.account.account_id, how.event_type());
    let happened = happened.with("keep_same_account_id", other_id.is_none());
    match other_id {
        Some(id) => happened.with("rescheduled_account_id", Json::text(id)),
        None => happened,
    }
}

impl Restructured {
    /// What happens to the account, as it is told.
    const fn event_type(self) -> &'static str {
        match self {
            Self::Refinanced => "account.refinanced",
            Self::Rescheduled => "account.rescheduled",
        }
    }

    /// What happens when that is undone.
    const fn undone(self) -> &'static str {
        match self {
            Self::Refinanced => "account.refinancing_undone",
            Self::Rescheduled => "account.rescheduling_undone",
        }
    }
}

impl Ledger {
    /// The id of the account that goes on with this one's debt, where another does.
    pub fn successor(&self) -> Option<&str> {
        self.account.rescheduled_account_id.as_deref()
    }
}

/// The id of the product that a body names for the account that goes on.
pub fn named_product(body: &Object) -> Option<&str> {
    body.get("account")?.as_object()?.get("product_id")?.as_text()
}
