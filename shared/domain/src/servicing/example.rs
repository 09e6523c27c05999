//! The loan of the module's page: what is written there is what is computed.

use std::fmt::Write;

use super::hand_built::{date, disbursement, entered, recalculating, repayment};
use super::payoff::payoff;
use super::replay::replay;
use super::transaction::{Event, Transaction, TransactionId};

/// Expected principal and interest of each installment, what is paid of it, and the payoff.
fn shown(happened: &[Transaction], on: &str) -> String {
    let terms = recalculating();
    let account = replay(&terms, happened, date(on)).unwrap();
    let mut text = String::new();
    for it in &account.installments {
        let (expected, paid) = (&it.expected, it.paid.total());
        write!(text, "{}+{} paid {paid}, ", expected.principal, expected.interest).unwrap();
    }
    write!(text, "payoff {}", payoff(&terms, happened, date(on)).unwrap().total()).unwrap();
    text
}

#[test]
fn the_page_tells_what_is_computed() {
    let disbursed = disbursement(1, "2024-01-01", "1000");
    let first = repayment(2, "2024-02-01", "340.02");
    let second = repayment(3, "2024-03-16", "340.02");
    let backdated = Transaction { entered_on: date("2024-03-20"), ..repayment(4, "2024-02-16", "200") };
    let taken_back = entered(5, "2024-03-21", Event::Reversal { of: TransactionId(4) });
    let happened = [disbursed, first, second, backdated, taken_back];
    let story = [
        (1, "2024-01-01", "330.02+10.00 paid 0, 333.32+6.70 paid 0, 336.66+3.37 paid 0, payoff 1000.00"),
        (2, "2024-02-01", "330.02+10.00 paid 340.02, 333.32+6.70 paid 0, 336.66+3.37 paid 0, payoff 669.98"),
        (2, "2024-03-16", "330.02+10.00 paid 340.02, 333.32+6.70 paid 0, 336.66+4.98 paid 0, payoff 679.92"),
        (3, "2024-03-16", "330.02+10.00 paid 340.02, 333.32+6.70 paid 340.02, 336.66+4.98 paid 0, payoff 339.90"),
        (4, "2024-03-20", "330.02+10.00 paid 340.02, 334.27+5.75 paid 340.02, 335.71+3.00 paid 200.00, payoff 138.18"),
        (5, "2024-03-21", "330.02+10.00 paid 340.02, 333.32+6.70 paid 340.02, 336.66+4.98 paid 0, payoff 340.44"),
    ];
    for (count, on, expected) in story {
        assert_eq!(shown(&happened[..count], on), expected, "{count} transactions on {on}");
    }
    let mut arrived_otherwise = happened[..4].to_vec();
    arrived_otherwise.reverse();
    assert_eq!(shown(&arrived_otherwise, "2024-03-20"), story[4].2);
}
