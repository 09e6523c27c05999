//! What holds of each account after each operation.

use proptest::test_runner::{TestCaseError, TestCaseResult};

use super::{bounds, charges, payments, principal};
use crate::run::on_stories;
use crate::story::Story;

type Law = fn(&Story) -> TestCaseResult;

const LAWS: [(&str, Law); 12] = [
    ("no amount lies below zero or between minor units", bounds::are_amounts),
    ("installments are in the order of their due dates", bounds::are_in_order),
    ("an installment is settled when nothing of it is left", bounds::are_settled),
    ("principal repaid, outstanding and given up is what was lent", principal::is_conserved),
    ("installments add up to what was lent", principal::adds_up),
    ("what installments put back is what was taken back", principal::is_put_back),
    ("the last posting leaves what is outstanding of the principal", principal::is_left),
    ("installments ask for what was charged", charges::are_in_installments),
    ("a payment is its components and what was overpaid", payments::is_whole),
    ("each transaction that moves money is posted once for its amount", payments::is_posted),
    ("nothing is beyond what is owed while anything is", payments::is_not_idle),
    ("what came in is in installments or kept for the borrower", payments::is_somewhere),
];

#[test]
fn laws_of_single_accounts_hold_after_every_operation() {
    on_stories(1_000, |story| {
        LAWS.iter().try_for_each(|(name, law)| {
            law(story).map_err(|failure| TestCaseError::fail(format!("broken: {name}: {failure}")))
        })
    });
}
