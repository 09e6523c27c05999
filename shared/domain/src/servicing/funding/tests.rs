//! Whatever is divided adds up, in every currency, whatever was done before.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::servicing::life_cycle::{AccountState, AccountSubState, Fact, Place, Reason, Standing};
use crate::servicing::rounding::Rounding;

fn amount(text: &str) -> Decimal {
    text.parse().expect("an amount")
}

fn amounts(texts: &[&str]) -> Vec<Decimal> {
    texts.iter().map(|text| amount(text)).collect()
}

fn rounding(decimals: u32) -> Rounding {
    Rounding { decimals, ..Rounding::default() }
}

fn new_fund(fund_id: &str, put_in: &str, commission: &str) -> NewFund {
    NewFund {
        fund_id: fund_id.to_owned(),
        account_id: Some(format!("account-{fund_id}")),
        amount: amount(put_in),
        interest_commission: amount(commission),
    }
}

fn funding(loan: &str, funds: &[(&str, &str, &str)]) -> Funding {
    let empty = Funding::new(amount(loan), rounding(2)).expect("a loan");
    let add = |funding: Funding, (id, put_in, commission): &(&str, &str, &str)| {
        funding.with(new_fund(id, put_in, commission)).expect("there is room")
    };
    funds.iter().fold(empty, add)
}

/// 1000 from three investors.
fn funded() -> Funding {
    funding("1000", &[("a", "500", "10"), ("b", "300", "0"), ("c", "200", "100")])
}

fn purchase(account: &str, fraction: &str, price: &str) -> Purchase {
    Purchase {
        account_id: account.to_owned(),
        fund_id: format!("fund-{account}"),
        fraction: amount(fraction),
        price: amount(price),
    }
}

fn active() -> Standing {
    let facts = [Fact::Disbursed, Fact::Owes].into_iter().collect();
    Standing { place: Place::of(AccountState::Active), facts }
}

fn put_in(funding: &Funding) -> Vec<(&str, Decimal)> {
    funding.funds().iter().map(|fund| (fund.fund_id.as_str(), fund.amount)).collect()
}

#[test]
fn what_cannot_be_divided_goes_to_the_greatest_remainders() {
    let cases: [(&str, &[&str], u32, &[&str]); 8] = [
        ("100", &["1", "1", "1"], 2, &["33.34", "33.33", "33.33"]),
        ("100", &["1", "1", "1"], 0, &["34", "33", "33"]),
        ("0.01", &["1", "2"], 2, &["0", "0.01"]),
        ("0.02", &["1", "1", "1"], 2, &["0.01", "0.01", "0"]),
        ("10", &["0", "0.5", "0"], 2, &["0", "10", "0"]),
        ("1.000", &["500", "300", "200"], 3, &["0.500", "0.300", "0.200"]),
        ("0", &["1", "1"], 2, &["0", "0"]),
        ("0", &["0", "0"], 2, &["0", "0"]),
    ];
    for (total, weights, decimals, parts) in cases {
        let divided = largest_remainder(amount(total), &amounts(weights), decimals);
        assert_eq!(divided, Ok(amounts(parts)), "{total} by {weights:?}");
    }
}

#[test]
fn what_cannot_be_divided_at_all_is_refused() {
    let divide = |total: &str, weights: &[&str]| largest_remainder(amount(total), &amounts(weights), 2);
    assert_eq!(divide("-1", &["1"]), Err(SplitError::Negative));
    assert_eq!(divide("1", &["-1"]), Err(SplitError::Negative));
    assert_eq!(divide("0.001", &["1"]), Err(SplitError::Fraction { decimals: 2 }));
    assert_eq!(divide("1", &[]), Err(SplitError::NoWeight));
    assert_eq!(divide("1", &["0"]), Err(SplitError::NoWeight));
    let huge = Decimal::MAX.to_string();
    assert_eq!(divide(&huge, &["1"]), Err(SplitError::TooLarge), "it has no room for cents");
    assert_eq!(divide("10000000000", &[&huge, &huge]), Err(SplitError::TooLarge));
}

#[test]
fn a_loan_is_funded_up_to_its_amount() {
    let funding = funding("1000", &[("a", "500", "10"), ("b", "300", "0")]);
    assert_eq!(funding.missing(), amount("200"));
    let missing = amount("200");
    assert_eq!(funding.complete(), Err(FundingRefusal::Incomplete { missing, loan_amount: amount("1000") }));
    let refused = funding.with(new_fund("c", "200.01", "0")).expect_err("too much");
    assert_eq!(refused, FundingRefusal::BeyondLoan { asked: amount("200.01"), missing });
    assert!(matches!(funding.with(new_fund("a", "1", "0")), Err(FundingRefusal::FundExists { .. })));
    let funding = funding.with(new_fund("c", "200", "0")).expect("just so");
    assert!(funding.complete().is_ok());
}

#[test]
fn a_fund_is_changed_or_removed_within_the_loan() {
    let changed = funded().with_changed(new_fund("a", "499.99", "5")).expect("less");
    assert_eq!(changed.missing(), amount("0.01"));
    assert_eq!(changed.fund("a").expect("there").interest_commission, amount("5"));
    assert!(matches!(funded().with_changed(new_fund("a", "500.01", "5")), Err(FundingRefusal::BeyondLoan { .. })));
    assert!(matches!(funded().with_changed(new_fund("x", "1", "5")), Err(FundingRefusal::NoSuchFund { .. })));
    assert_eq!(put_in(&funded().without("b").expect("there")), [("a", amount("500")), ("c", amount("200"))]);
    assert!(matches!(funded().without("x"), Err(FundingRefusal::NoSuchFund { .. })));
}

#[test]
fn funds_have_amounts_of_the_currency_and_commissions_of_a_percent() {
    let empty = Funding::new(amount("1000"), rounding(2)).expect("a loan");
    let refused = |put_in: &str, commission: &str| match empty.with(new_fund("a", put_in, commission)) {
        Err(FundingRefusal::Invalid { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused("0", "10"), "amount");
    assert_eq!(refused("-5", "10"), "amount");
    assert_eq!(refused("5.001", "10"), "amount");
    assert_eq!(refused("5", "-0.1"), "interest_commission");
    assert_eq!(refused("5", "100.1"), "interest_commission");
    assert!(Funding::new(amount("0"), rounding(2)).is_err());
    assert!(Funding::new(amount("10.5"), rounding(0)).is_err());
}

#[test]
fn shares_in_percent_add_up_to_a_hundred() {
    let thirds = funding("100", &[("a", "33.34", "0"), ("b", "33.33", "0"), ("c", "33.33", "0")]);
    assert_eq!(thirds.share_percentages(), Ok(amounts(&["33.34", "33.33", "33.33"])));
    let thirds = funding("3", &[("a", "1", "0"), ("b", "1", "0"), ("c", "1", "0")]);
    assert_eq!(thirds.share_percentages(), Ok(amounts(&["33.333334", "33.333333", "33.333333"])));
    let partly = funding("3", &[("a", "1", "0")]);
    assert_eq!(partly.share_percentages(), Ok(amounts(&["33.333333"])));
}

#[test]
fn interest_goes_to_investors_less_the_commission_of_each() {
    let parts = funded().split_interest(amount("12.35")).expect("funded");
    let shares: Vec<_> = parts.iter().map(|part| (part.fund_id.as_str(), part.investor, part.organisation)).collect();
    // 6.175, 3.705 and 2.47 of interest; a tie of remainders goes to the earlier fund.
    assert_eq!(
        shares,
        [("a", amount("5.56"), amount("0.62")), ("b", amount("3.70"), amount("0")), ("c", amount("0"), amount("2.47")),]
    );
}

#[test]
fn nothing_is_paid_to_investors_of_a_loan_that_is_not_funded() {
    let partly = funding("1000", &[("a", "500", "10")]);
    assert!(matches!(partly.split_interest(amount("1")), Err(FundingRefusal::Incomplete { .. })));
    assert!(matches!(partly.repay_principal(amount("1")), Err(FundingRefusal::Incomplete { .. })));
    assert!(matches!(partly.sell("a", &[purchase("x", "1", "1")], &active()), Err(FundingRefusal::Incomplete { .. })));
}

#[test]
fn many_small_repayments_settle_every_investor_exactly() {
    let mut funding = funding("1", &[("a", "0.34", "0"), ("b", "0.33", "0"), ("c", "0.33", "0")]);
    for paid in 0..100 {
        let repaid: Vec<_> = funding.funds().iter().map(|fund| fund.repaid).collect();
        let spread = repaid.iter().max().expect("funds") - repaid.iter().min().expect("funds");
        assert!(spread <= amount("0.02"), "after {paid}: {repaid:?}");
        (funding, _) = funding.repay_principal(amount("0.01")).expect("there is some left");
    }
    assert!(funding.funds().iter().all(|fund| fund.outstanding().is_zero()));
    let refused = funding.repay_principal(amount("0.01")).expect_err("all is repaid");
    assert_eq!(refused, FundingRefusal::BeyondOutstanding { asked: amount("0.01"), outstanding: Decimal::ZERO });
}

#[test]
fn what_a_chargeback_takes_is_given_back_by_those_who_got_it() {
    let (repaid, _) = funded().repay_principal(amount("100")).expect("owed");
    let (back, parts) = repaid.take_back_principal(amount("100")).expect("repaid");
    assert_eq!(back, funded());
    assert_eq!(parts.iter().map(|part| part.amount).collect::<Vec<_>>(), amounts(&["50", "30", "20"]));
    let refused = repaid.take_back_principal(amount("100.01"));
    assert_eq!(refused, Err(FundingRefusal::BeyondRepaid { asked: amount("100.01"), repaid: amount("100") }));
}

#[test]
fn a_fund_is_sold_to_several_buyers() {
    let purchases = [purchase("x", "0.333333", "170"), purchase("y", "0.333333", "171.50")];
    let sale = funded().sell("a", &purchases, &active()).expect("sold");
    // What the seller keeps has the greatest remainder, then come the buyers in their order.
    let expected = [("a", "166.67"), ("b", "300"), ("c", "200"), ("fund-x", "166.67"), ("fund-y", "166.66")];
    assert_eq!(put_in(&sale.funding), expected.map(|(id, put_in)| (id, amount(put_in))));
    assert_eq!(sale.proceeds, amount("341.50"));
    assert!(sale.funding.complete().is_ok());
    let bought = sale.funding.fund("fund-x").expect("bought");
    assert_eq!(bought.account_id.as_deref(), Some("x"));
    assert_eq!(bought.interest_commission, amount("10"));
}

#[test]
fn a_fund_that_is_sold_whole_is_gone() {
    let purchases = [purchase("x", "0.5", "0"), purchase("y", "0.5", "1")];
    let sale = funded().sell("b", &purchases, &active()).expect("sold");
    assert!(matches!(sale.funding.fund("b"), Err(FundingRefusal::NoSuchFund { .. })));
    assert!(sale.funding.complete().is_ok());
}

#[test]
fn buyers_get_what_is_still_to_come_back() {
    let (repaid, _) = funded().repay_principal(amount("400")).expect("owed");
    let sale = repaid.sell("a", &[purchase("x", "0.25", "80")], &active()).expect("sold");
    assert_eq!((sale.sold[0].amount, sale.sold[0].outstanding), (amount("125"), amount("75")));
    let (settled, _) = sale.funding.repay_principal(amount("600")).expect("the rest");
    assert!(settled.funds().iter().all(|fund| fund.outstanding().is_zero()));
}

#[test]
fn sales_that_cannot_be_are_refused() {
    let sell = |fund: &str, purchases: &[Purchase]| funded().sell(fund, purchases, &active()).expect_err("not sold");
    let invalid = |refusal: FundingRefusal| match refusal {
        FundingRefusal::Invalid { field, .. } => field,
        other => panic!("{other}"),
    };
    assert_eq!(invalid(sell("a", &[])), "purchases");
    assert_eq!(invalid(sell("a", &[purchase("x", "0", "1")])), "amount");
    assert_eq!(invalid(sell("a", &[purchase("x", "-0.5", "1")])), "amount");
    assert_eq!(invalid(sell("a", &[purchase("x", "1.01", "1")])), "amount");
    assert_eq!(invalid(sell("a", &[purchase("x", "0.1234567890123456789", "1")])), "amount");
    assert_eq!(invalid(sell("a", &[purchase("x", "1", "-0.01")])), "price");
    assert_eq!(invalid(sell("a", &[purchase("x", "1", "0.001")])), "price");
    assert_eq!(invalid(sell("a", &[purchase("", "1", "1")])), "account_id");
    let beyond = [purchase("x", "0.5", "1"), purchase("y", "0.500000000000000001", "1")];
    assert_eq!(sell("a", &beyond), FundingRefusal::BeyondFund { fund_id: "a".to_owned() });
    let twice = [purchase("x", "0.1", "1"), purchase("x", "0.2", "1")];
    assert_eq!(sell("a", &twice), FundingRefusal::DuplicateBuyer { account_id: "x".to_owned() });
    let own = FundingRefusal::BuyerIsSeller { account_id: "account-a".to_owned() };
    assert_eq!(sell("a", &[purchase("account-a", "1", "1")]), own);
    assert_eq!(sell("z", &[purchase("x", "1", "1")]), FundingRefusal::NoSuchFund { fund_id: "z".to_owned() });
    let taken = Purchase { fund_id: "b".to_owned(), ..purchase("x", "1", "1") };
    assert_eq!(sell("a", &[taken]), FundingRefusal::FundExists { fund_id: "b".to_owned() });
    let too_small = FundingRefusal::TooSmall { account_id: "x".to_owned() };
    assert_eq!(sell("a", &[purchase("x", "0.000000001", "1")]), too_small);
}

#[test]
fn a_fund_of_a_closed_loan_is_not_sold() {
    let place = Place::with(AccountState::Closed, AccountSubState::Repaid);
    let closed = Standing { place, ..active() };
    let refused = funded().sell("a", &[purchase("x", "1", "1")], &closed).expect_err("closed");
    assert!(matches!(&refused, FundingRefusal::State(refusal) if refusal.reason == Reason::Repaid), "{refused}");
}

#[test]
fn a_fraction_is_a_plain_decimal_number() {
    for (text, expected) in [("0.25", "0.25"), ("1", "1"), ("0.333333333333333333", "0.333333333333333333")] {
        assert_eq!(Purchase::fraction_from_text(text), Ok(amount(expected)));
    }
    for text in ["", ".5", "0.", "-0.5", "+0.5", "1e-1", "1_0", "0.2.5", " 0.5", "a", "0,5", "25%"] {
        assert!(Purchase::fraction_from_text(text).is_err(), "{text:?}");
    }
}

/// The decimals of a currency, and amounts in minor units.
fn loans() -> impl Strategy<Value = (u32, Vec<(i64, u32)>)> {
    let fund = (1_i64..5_000_000, 0_u32..=100);
    (prop::sample::select(vec![0_u32, 2, 3]), prop::collection::vec(fund, 1..8))
}

fn of_units(decimals: u32, funds: &[(i64, u32)]) -> Funding {
    let total: i64 = funds.iter().map(|(units, _)| units).sum();
    let empty = Funding::new(Decimal::new(total, decimals), rounding(decimals)).expect("a loan");
    funds.iter().enumerate().fold(empty, |funding, (at, (units, commission))| {
        let fund = NewFund {
            fund_id: at.to_string(),
            account_id: None,
            amount: Decimal::new(*units, decimals),
            interest_commission: Decimal::from(*commission),
        };
        funding.with(fund).expect("there is room")
    })
}

proptest! {
    #[test]
    fn parts_add_up_and_are_within_a_unit_of_the_exact_share(
        units in 0_i64..1_000_000_000,
        decimals in prop::sample::select(vec![0_u32, 2, 3]),
        weights in prop::collection::vec(0_i64..1_000_000, 1..20),
    ) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let total = Decimal::new(units, decimals);
        let sum: Decimal = weights.iter().copied().map(Decimal::from).sum();
        let weights: Vec<_> = weights.into_iter().map(Decimal::from).collect();
        let parts = largest_remainder(total, &weights, decimals).expect("divided");
        prop_assert_eq!(parts.iter().sum::<Decimal>(), total);
        for (part, weight) in parts.iter().zip(&weights) {
            let away = (part * sum - total * weight).abs();
            prop_assert!(away < sum * Decimal::new(1, decimals), "{} of {}", part, total);
            prop_assert!(!weight.is_zero() || part.is_zero());
        }
    }

    #[test]
    fn interest_adds_up((decimals, funds) in loans(), units in 0_i64..100_000_000) {
        let interest = Decimal::new(units, decimals);
        let parts = of_units(decimals, &funds).split_interest(interest).expect("funded");
        let sum: Decimal = parts.iter().map(|part| part.investor + part.organisation).sum();
        prop_assert_eq!(sum, interest);
        for part in &parts {
            prop_assert!(part.investor >= Decimal::ZERO && part.organisation >= Decimal::ZERO);
            prop_assert_eq!(rounding(decimals).money(part.organisation), part.organisation);
        }
    }

    /// Repayments and sales in any order: the funds always come to the loan, and the last repayment settles them all.
    #[test]
    fn funds_add_up_through_repayments_and_sales(
        (decimals, funds) in loans(),
        steps in prop::collection::vec((0_u32..1000, 0_usize..8, 1_i64..1000), 1..25),
    ) {
        let mut funding = of_units(decimals, &funds);
        let loan = funding.loan_amount();
        for (step, (per_mille, which, cut)) in steps.into_iter().enumerate() {
            let outstanding: Decimal = funding.funds().iter().map(Fund::outstanding).sum();
            if step % 2 == 0 {
                let paid = rounding(decimals).money(outstanding * Decimal::new(i64::from(per_mille), 3));
                let (after, parts) = funding.repay_principal(paid).expect("owed");
                prop_assert_eq!(parts.iter().map(|part| part.amount).sum::<Decimal>(), paid);
                funding = after;
            } else {
                let seller = funding.funds()[which % funding.funds().len()].fund_id.clone();
                let half = Decimal::new(cut, 3) / Decimal::TWO;
                let buyers = [format!("{step}-x"), format!("{step}-y")];
                let purchases = buyers.map(|buyer| Purchase {
                    account_id: buyer.clone(), fund_id: buyer, fraction: half, price: Decimal::ONE,
                });
                if let Ok(sale) = funding.sell(&seller, &purchases, &active()) {
                    funding = sale.funding;
                }
            }
            prop_assert_eq!(funding.funds().iter().map(|fund| fund.amount).sum::<Decimal>(), loan);
            prop_assert!(funding.funds().iter().all(|fund| fund.outstanding() >= Decimal::ZERO));
            let shares = funding.share_percentages().expect("shares");
            prop_assert_eq!(shares.iter().sum::<Decimal>(), Decimal::ONE_HUNDRED);
        }
        let outstanding = funding.funds().iter().map(Fund::outstanding).sum();
        let (settled, _) = funding.repay_principal(outstanding).expect("the rest");
        prop_assert!(settled.funds().iter().all(|fund| fund.outstanding().is_zero()));
        let (undone, _) = settled.take_back_principal(loan).expect("all of it");
        prop_assert!(undone.funds().iter().all(|fund| fund.repaid.is_zero()));
    }
}
