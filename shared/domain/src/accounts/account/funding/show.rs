//! Funds as answers show them.

use super::funded;
use crate::accounts::account::change::Change;
use crate::accounts::account::ledger::Ledger;
use crate::accounts::account::refusal::Refusal;
use crate::accounts::account::show::Money;
use crate::accounts::account::snapshot::Snapshot;
use crate::json::{Json, Object};
use crate::servicing::funding::{Fund, FundShare, Funding, Investors, Sold};
use crate::servicing::transaction::TransactionId;

/// The funds of an account, in the order in which they came.
pub fn funds(ledger: &Ledger, snapshot: &Snapshot) -> Result<Vec<Object>, Refusal> {
    all(&funded(ledger, snapshot)?.funding)
}

/// One of them.
pub fn fund(ledger: &Ledger, snapshot: &Snapshot, fund_id: &str) -> Result<Object, Refusal> {
    let funding = funded(ledger, snapshot)?.funding;
    one(funding.fund(fund_id)?, &funding)
}

/// What a sale came to: what the seller keeps, if anything, and what the buyers got, in the order of the purchases.
pub fn sale(change: &Change) -> Result<Object, Refusal> {
    let Some(sale) = change.ledger.funding.as_ref().and_then(Investors::last_sale) else { return Ok(Object::new()) };
    let funding = funded(&change.ledger, &change.snapshot)?.funding;
    let bought = |sold: &Sold| one(funding.fund(&sold.fund_id)?, &funding).map(Json::Object);
    let mut shown = Object::new();
    if let Ok(kept) = funding.fund(&sale.fund_id) {
        shown.insert("fund".to_owned(), Json::Object(one(kept, &funding)?));
    }
    shown
        .insert("funds".to_owned(), sale.sold.iter().map(bought).collect::<Result<Vec<_>, _>>()?.into_iter().collect());
    shown.insert("proceeds".to_owned(), Money(&change.ledger.terms().rounding).text(sale.proceeds));
    Ok(shown)
}

/// What of each transaction is whose.
pub fn shares(ledger: &Ledger, snapshot: &Snapshot) -> Vec<(TransactionId, Json)> {
    // What was taken can be divided; if it cannot, the transaction is shown without it.
    let shares = funded(ledger, snapshot).map(|funded| funded.shares).unwrap_or_default();
    let money = Money(&ledger.terms().rounding);
    let of_fund = |share: &FundShare| {
        let amounts = [("interest", share.interest), ("commission", share.commission), ("principal", share.principal)];
        let mut shown = Object::from([("fund_id".to_owned(), Json::text(&share.fund_id))]);
        shown.extend(amounts.map(|(key, amount)| (key.to_owned(), money.text(amount))));
        Json::Object(shown)
    };
    shares.iter().map(|(id, of_each)| (*id, of_each.iter().map(of_fund).collect())).collect()
}

/// A fund as it is shown.
pub(super) fn one(fund: &Fund, funding: &Funding) -> Result<Object, Refusal> {
    let place = funding.funds().iter().position(|other| other.fund_id == fund.fund_id);
    let shown = all(funding)?;
    place.and_then(|place| shown.into_iter().nth(place)).ok_or(Refusal::NotFound("Fund"))
}

fn all(funding: &Funding) -> Result<Vec<Object>, Refusal> {
    let money = Money(funding.rounding());
    let shares = funding.share_percentages()?;
    let one = |(fund, share): (&Fund, rust_decimal::Decimal)| {
        let all = [
            ("fund_id", Json::text(&fund.fund_id)),
            ("funding_account_id", fund.account_id.as_ref().map(Json::text).into()),
            ("amount", money.text(fund.amount)),
            ("interest_commission", Json::Number(fund.interest_commission)),
            ("share_percentage", Json::Number(share.normalize())),
            ("repaid", money.text(fund.repaid)),
        ];
        all.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.to_owned(), value)).collect()
    };
    Ok(funding.funds().iter().zip(shares).map(one).collect())
}
