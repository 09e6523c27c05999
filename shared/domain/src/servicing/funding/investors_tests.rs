//! Who gets what along the life of a loan.

use rust_decimal::Decimal;

use super::*;
use crate::moment::Moment;
use crate::servicing::life_cycle::{AccountState, Fact, Place, Standing};
use crate::servicing::rounding::Rounding;
use crate::servicing::transaction::TransactionId;

fn amount(text: &str) -> Decimal {
    text.parse().expect("an amount")
}

/// 1000 from two investors, of whose interest the organisation keeps a tenth and nothing.
fn funding() -> Funding {
    let fund = |fund_id: &str, put_in: &str, commission: &str| NewFund {
        fund_id: fund_id.to_owned(),
        account_id: Some(format!("account-{fund_id}")),
        amount: amount(put_in),
        interest_commission: amount(commission),
    };
    let empty = Funding::new(amount("1000"), Rounding::default()).expect("a loan");
    empty.with(fund("a", "600", "10")).expect("room").with(fund("b", "400", "0")).expect("room")
}

fn receipts(each: &[(u64, &str, &str)]) -> Receipts {
    let receipt = |(id, interest, principal): &(u64, &str, &str)| Receipt {
        id: TransactionId(*id),
        interest: amount(interest),
        principal: amount(principal),
    };
    let each: Vec<_> = each.iter().map(receipt).collect();
    let principal = each.iter().map(|receipt| receipt.principal).sum();
    let last = each.iter().map(|receipt| receipt.id.0).max().unwrap_or(1);
    Receipts { each, principal, last }
}

fn active() -> Standing {
    let facts = [Fact::Disbursed, Fact::Owes].into_iter().collect();
    Standing { place: Place::of(AccountState::Active), facts }
}

/// With half of the first fund sold to x.
fn sold(investors: &Investors, receipts: &Receipts) -> Investors {
    let purchase = Purchase {
        account_id: "x".to_owned(),
        fund_id: "fx".to_owned(),
        fraction: amount("0.5"),
        price: amount("250"),
    };
    let moment = Moment::EPOCH;
    investors.with_sale("a", &[purchase], receipts, &active(), (moment, "me")).expect("sold")
}

fn repaid(funded: &Funded) -> Vec<(&str, String)> {
    funded.funding.funds().iter().map(|fund| (fund.fund_id.as_str(), fund.repaid.normalize().to_string())).collect()
}

fn shares(funded: &Funded) -> Vec<String> {
    let one = |(id, shares): &(TransactionId, Vec<FundShare>)| {
        let of_fund = |it: &FundShare| {
            let [interest, commission, principal] =
                [it.interest, it.commission, it.principal].map(|amount| amount.normalize().to_string());
            format!("{} {interest} {commission} {principal}", it.fund_id)
        };
        format!("{}: {}", id.0, shares.iter().map(of_fund).collect::<Vec<_>>().join(", "))
    };
    funded.shares.iter().map(one).collect()
}

#[test]
fn each_payment_is_divided_by_shares() {
    let investors = Investors::agreed(funding());
    let funded = investors.follow(&receipts(&[(2, "10", "100"), (3, "5", "200"), (4, "0", "0")])).expect("followed");
    assert_eq!(shares(&funded), ["2: a 5.4 0.6 60, b 4 0 40", "3: a 2.7 0.3 120, b 2 0 80"]);
    assert_eq!(repaid(&funded), [("a", "180".to_owned()), ("b", "120".to_owned())]);
    assert_eq!(investors.follow(&receipts(&[])).expect("followed").funding, funding());
}

#[test]
fn after_a_sale_buyers_get_what_comes_and_the_past_stays_the_sellers() {
    let first = receipts(&[(2, "10", "100")]);
    let investors = sold(&Investors::agreed(funding()), &first);
    let funded = investors.follow(&receipts(&[(2, "10", "100"), (3, "5", "200")])).expect("followed");
    assert_eq!(shares(&funded), ["2: a 5.4 0.6 60, b 4 0 40", "3: a 1.35 0.15 60, b 2 0 80, fx 1.35 0.15 60"]);
    let each = [("a", "90"), ("b", "120"), ("fx", "90")].map(|(id, repaid)| (id, repaid.to_owned()));
    assert_eq!(repaid(&funded), each);
    let sale = investors.last_sale().expect("a sale");
    assert_eq!((sale.fund_id.as_str(), sale.proceeds, sale.sold[0].outstanding), ("a", amount("250"), amount("270")));
}

/// The payment of before the sale is taken back after it: those who hold the loan now are to get it again.
#[test]
fn what_is_corrected_after_a_sale_is_the_holders() {
    let investors = sold(&Investors::agreed(funding()), &receipts(&[(2, "10", "100")]));
    let funded = investors.follow(&receipts(&[])).expect("followed");
    assert_eq!(funded.shares, []);
    assert!(funded.funding.funds().iter().all(|fund| fund.repaid.is_zero()));
    let charged_back = investors.follow(&receipts(&[(2, "10", "100"), (3, "-1", "-50")])).expect("followed");
    assert_eq!(shares(&charged_back)[1], "3: a -0.27 -0.03 -15, b -0.4 0 -20, fx -0.27 -0.03 -15");
}

#[test]
fn principal_that_no_transaction_brought_is_shared_and_what_is_beyond_the_loan_is_not() {
    let investors = Investors::agreed(funding());
    let kept = Receipts { principal: amount("50"), ..receipts(&[]) };
    let funded = investors.follow(&kept).expect("followed");
    assert_eq!(repaid(&funded), [("a", "30".to_owned()), ("b", "20".to_owned())]);
    let beyond = investors.follow(&receipts(&[(2, "0", "1100")])).expect("followed");
    assert_eq!(shares(&beyond), ["2: a 0 0 600, b 0 0 400"]);
    assert!(beyond.funding.funds().iter().all(|fund| fund.outstanding().is_zero()));
}

#[test]
fn a_loan_that_is_not_funded_in_full_shares_nothing() {
    let partly = funding().without("b").expect("there");
    let funded = Investors::agreed(partly.clone()).follow(&receipts(&[(2, "10", "100")])).expect("followed");
    assert_eq!((funded.funding, funded.shares), (partly, vec![]));
}

#[test]
fn funding_is_kept_as_it_is_read() {
    let investors = sold(&Investors::agreed(funding()), &receipts(&[(2, "10", "100")]));
    let text = serde_json::to_string(&investors).expect("JSON");
    assert_eq!(serde_json::from_str::<Investors>(&text).expect("investors"), investors);
}

#[test]
fn a_share_is_an_amount() {
    let funding = Funding::new(amount("1000"), Rounding::default()).expect("a loan");
    assert_eq!(funding.amount_of(amount("33.333333")), Ok(amount("333.33")));
    for (put_in, share, agree) in [
        ("333.33", "33.333333", true),
        ("333.33", "33.333", true),
        ("333.33", "33.33", false),
        ("333.33", "33.333334", true),
        ("500", "50", true),
        ("500", "51", false),
    ] {
        assert_eq!(funding.is_share(amount(put_in), amount(share)), Ok(agree), "{put_in} {share}");
    }
    let large = Funding::new(amount("3000000000.00"), Rounding::default()).expect("a loan");
    assert_eq!(large.is_share(amount("1000000000"), amount("33.333333")), Ok(true));
}

#[test]
fn a_loan_of_another_amount_has_room_for_its_funds_or_is_refused() {
    let more = funding().of_loan(amount("1500"), Rounding::default()).expect("more");
    assert_eq!(more.missing(), amount("500"));
    let less = funding().of_loan(amount("999.99"), Rounding::default());
    let missing = amount("999.99");
    assert_eq!(less, Err(FundingRefusal::BeyondLoan { asked: amount("1000"), missing }));
}

#[test]
fn a_loan_has_only_so_many_funds() {
    let one = |id: usize| NewFund {
        fund_id: id.to_string(),
        account_id: None,
        amount: Decimal::ONE,
        interest_commission: Decimal::ZERO,
    };
    let empty = Funding::new(amount("1000"), Rounding::default()).expect("a loan");
    let full = (0..FUNDS_MAX).fold(empty, |funding, id| funding.with(one(id)).expect("room"));
    assert_eq!(full.with(one(FUNDS_MAX)), Err(FundingRefusal::TooManyFunds { most: FUNDS_MAX }));
}
