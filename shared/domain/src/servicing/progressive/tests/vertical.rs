//! Payments that go through all installments component by component.

use rust_decimal::Decimal;

use crate::servicing::allocation::order::{Direction, FutureInstallments};
use crate::servicing::hand_built::{amount, date, disbursement, recalculating, repayment};
use crate::servicing::replay::replay;

/// Principal paid of each installment when 680.05 comes in on the day of the disbursement, for the last ones first.
fn paid_ahead(direction: Direction) -> Vec<Decimal> {
    let mut terms = recalculating();
    terms.allocation.direction = direction;
    terms.allocation.default.future = FutureInstallments::LastInstallment;
    let happened = [disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-01-01", "680.05")];
    let account = replay(&terms, &happened, date("2024-01-01")).unwrap();
    account.installments.iter().map(|it| it.paid.principal).collect()
}

#[test]
fn the_last_installment_is_paid_ahead_with_the_rest_of_rounding() {
    // Agreed are 340.02, 340.02 and 340.03.
    let vertically = paid_ahead(Direction::Vertical);
    assert_eq!(vertically, ["0", "340.02", "340.03"].map(amount));
}

#[test]
fn installment_by_installment_it_is_paid_ahead_as_a_level_one() {
    let horizontally = paid_ahead(Direction::Horizontal);
    assert_eq!(horizontally, ["0.01", "340.02", "340.02"].map(amount));
}
