//! Funds are sold.

use super::read::at_purchase;
use super::{funded, none, read, receipts};
use crate::accounts::account::change::{Change, Happened};
use crate::accounts::account::context::Context;
use crate::accounts::account::ledger::Ledger;
use crate::accounts::account::refusal::Refusal;
use crate::accounts::account::show::Money;
use crate::json::{Json, Object};
use crate::servicing::funding::{FundSale, FundingRefusal, Investors, Purchase, Sold};
use crate::servicing::life_cycle::{Operation, permit};

/// Sells a fund, or part of it, to the buyers that a body names. Each of them gets a new fund.
pub fn sell(ledger: &Ledger, fund_id: &str, body: &Object, context: &Context<'_>) -> Result<Change, Refusal> {
    let snapshot = ledger.on(context.today())?;
    permit(Operation::SellFunding, &snapshot.standing)?;
    let funding = funded(ledger, &snapshot)?.funding;
    funding.fund(fund_id)?;
    let purchases = read::purchases(body, context)?;
    let investors = match &ledger.funding {
        Some(investors) => investors.clone(),
        None => Investors::agreed(none(ledger)?),
    };
    let receipts = receipts::of(ledger, &snapshot);
    let sell = |purchases: &[Purchase]| {
        investors.with_sale(fund_id, purchases, &receipts, &snapshot.standing, (context.now, context.author))
    };
    let mut changed = ledger.clone();
    changed.funding = Some(sell(&purchases).map_err(|refusal| placed(refusal, &purchases, &sell))?);
    let happened = Happened::to(&ledger.account.account_id, "fund.sold").with("fund_id", Json::text(fund_id));
    let happened = match changed.funding.as_ref().and_then(Investors::last_sale) {
        Some(sale) => told(happened, sale, Money(&ledger.terms().rounding)),
        None => happened,
    };
    Change::finish(changed, ledger.entries.len(), happened, context)
}

fn told(happened: Happened, sale: &FundSale, money: Money<'_>) -> Happened {
    let one = |sold: &Sold| {
        let texts = [("fund_id", Json::text(&sold.fund_id)), ("account_id", Json::text(&sold.account_id))];
        let amounts = [("amount", sold.amount), ("outstanding", sold.outstanding), ("price", sold.price)];
        let amounts = amounts.map(|(key, amount)| (key, money.text(amount)));
        Json::Object(texts.into_iter().chain(amounts).map(|(key, value)| (key.to_owned(), value)).collect())
    };
    let purchases: Json = sale.sold.iter().map(one).collect();
    happened.with("purchases", purchases).with("proceeds", money.text(sale.proceeds))
}

/// A refusal of one purchase, at its place in the list: that of the buyer, or of the first that is refused alone.
fn placed<T>(
    refusal: FundingRefusal,
    purchases: &[Purchase],
    sell: &dyn Fn(&[Purchase]) -> Result<T, FundingRefusal>,
) -> Refusal {
    let of_buyer = |account_id: &str| purchases.iter().rposition(|purchase| purchase.account_id == account_id);
    let alone = || purchases.chunks(1).position(|one| sell(one).err().as_ref() == Some(&refusal));
    let (position, key, sentence) = match &refusal {
        FundingRefusal::Invalid { field, message } => (alone(), *field, format!("Value {message}")),
        FundingRefusal::DuplicateBuyer { account_id } => {
            (of_buyer(account_id), "account_id", "Value is in the list already: put its purchases together".to_owned())
        }
        FundingRefusal::BuyerIsSeller { account_id } => {
            (of_buyer(account_id), "account_id", "Value must not be the account that sells".to_owned())
        }
        FundingRefusal::TooSmall { account_id } => {
            let sentence = "Value comes to none of the principal that is still to be repaid".to_owned();
            (of_buyer(account_id), "amount", sentence)
        }
        _ => (None, "", String::new()),
    };
    match position {
        Some(position) => at_purchase(position, key, &sentence).into(),
        None => refusal.into(),
    }
}
