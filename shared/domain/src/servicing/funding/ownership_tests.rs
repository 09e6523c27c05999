use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::ownership::{Ownership, TransferKind, TransferRequest, TransferStatus};
use super::transfer_refusal::TransferRefusal;
use crate::servicing::account::Standing;

fn may(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 5, day).unwrap()
}

fn sale(settlement: u32) -> TransferRequest {
    TransferRequest { kind: TransferKind::Sale, settlement: may(settlement), price_ratio: Some(Decimal::ONE) }
}

fn buy_back(settlement: u32) -> TransferRequest {
    TransferRequest { kind: TransferKind::Buyback, settlement: may(settlement), price_ratio: None }
}

fn sold() -> Ownership {
    let asked = Ownership::default().with(sale(21), may(1), Standing::Active).unwrap();
    asked.closed(may(21), Standing::Active)
}

fn states(of: &Ownership) -> Vec<(TransferKind, TransferStatus, NaiveDate, Option<NaiveDate>)> {
    of.periods().iter().map(|it| (it.kind, it.status, it.from, it.to)).collect()
}

#[test]
fn a_sale_takes_effect_at_the_close_of_its_settlement_date() {
    let asked = Ownership::default().with(sale(21), may(1), Standing::Active).unwrap();
    assert!(!asked.closed(may(20), Standing::Active).is_sold());
    assert!(sold().is_sold());
    assert_eq!(
        states(&sold()),
        [
            (TransferKind::Sale, TransferStatus::Pending, may(1), Some(may(21))),
            (TransferKind::Sale, TransferStatus::Active, may(22), None)
        ]
    );
}

#[test]
fn a_buy_back_ends_the_ownership_that_a_sale_began() {
    let back = sold().with(buy_back(30), may(25), Standing::Active).unwrap().closed(may(30), Standing::Active);
    assert!(!back.is_sold());
    assert_eq!(
        states(&back)[1..],
        [
            (TransferKind::Sale, TransferStatus::Active, may(22), Some(may(30))),
            (TransferKind::Buyback, TransferStatus::Settled, may(25), Some(may(30)))
        ]
    );
    assert!(back.with(sale(31), may(31), Standing::Active).is_ok());
}

#[test]
fn a_sale_and_a_buy_back_of_one_day_cancel_each_other() {
    let asked = Ownership::default().with(sale(21), may(1), Standing::Active).unwrap();
    let both = asked.with(buy_back(21), may(2), Standing::Active).unwrap().closed(may(21), Standing::Active);
    assert!(both.periods().iter().all(|it| it.status == TransferStatus::Cancelled && it.to == Some(may(21))));
}

#[test]
fn what_is_paid_off_by_then_is_not_sold() {
    let asked = Ownership::default().with(sale(21), may(1), Standing::Active).unwrap();
    for standing in [Standing::Repaid, Standing::Overpaid, Standing::WrittenOff] {
        let closed = asked.closed(may(21), standing);
        assert_eq!(states(&closed), [(TransferKind::Sale, TransferStatus::Declined, may(1), Some(may(21)))]);
    }
}

#[test]
fn a_pending_transfer_can_be_called_off() {
    let asked = Ownership::default().with(sale(21), may(1), Standing::Active).unwrap();
    let off = asked.without(TransferKind::Sale, may(3)).unwrap();
    assert_eq!(states(&off), [(TransferKind::Sale, TransferStatus::Cancelled, may(1), Some(may(3)))]);
    assert_eq!(off.without(TransferKind::Sale, may(3)), Err(TransferRefusal::NothingPending));
    assert_eq!(sold().without(TransferKind::Sale, may(22)), Err(TransferRefusal::NothingPending));
    let both = asked.with(buy_back(25), may(2), Standing::Active).unwrap();
    assert_eq!(both.without(TransferKind::Sale, may(3)), Err(TransferRefusal::BuybackPending));
}

#[test]
fn transfers_that_make_no_sense_are_refused() {
    let none = Ownership::default();
    let asked = none.with(sale(21), may(1), Standing::Active).unwrap();
    let in_the_past = TransferRefusal::SettlementInThePast { settlement: may(9), today: may(10) };
    let free = TransferRequest { price_ratio: Some(Decimal::ZERO), ..sale(21) };
    let priceless = TransferRequest { price_ratio: None, ..sale(21) };
    for (refused, why) in [
        (none.with(sale(9), may(10), Standing::Active), in_the_past.clone()),
        (sold().with(buy_back(9), may(10), Standing::Active), in_the_past),
        (none.with(free, may(1), Standing::Active), TransferRefusal::PriceNotPositive),
        (none.with(priceless, may(1), Standing::Active), TransferRefusal::NoPrice),
        (none.with(sale(21), may(1), Standing::Repaid), TransferRefusal::NothingOwed),
        (none.with(buy_back(21), may(1), Standing::Active), TransferRefusal::NotSold),
        (asked.with(sale(22), may(2), Standing::Active), TransferRefusal::SalePending),
        (asked.with(buy_back(20), may(2), Standing::Active), TransferRefusal::BeforeSale { sold: may(21) }),
        (sold().with(sale(25), may(22), Standing::Active), TransferRefusal::Sold),
    ] {
        assert_eq!(refused, Err(why));
    }
    let twice = sold().with(buy_back(30), may(25), Standing::Active).unwrap();
    assert_eq!(twice.with(buy_back(30), may(25), Standing::Active), Err(TransferRefusal::BuybackPending));
}
