//! The order in which transactions are listed does not matter, and the same list makes the same account each time.

use domain::servicing::replay::replay;
use domain::servicing::transaction::Transaction;
use proptest::prelude::*;

use crate::random::case;
use crate::run::on;

#[test]
fn arrival_order_does_not_matter() {
    on(150, (case(), any::<u64>()), |(case, seed)| {
        let Some(story) = case.play() else { return Ok(()) };
        let moment = story.last();
        let reversed: Vec<Transaction> = story.transactions.iter().rev().cloned().collect();
        for listed in [&reversed, &shuffled(&story.transactions, seed), &story.transactions] {
            let account = replay(&story.terms, listed, moment.today);
            prop_assert_eq!(account.as_ref(), Ok(&moment.account), "listed as {:?}", ids(listed));
        }
        Ok(())
    });
}

fn ids(transactions: &[Transaction]) -> Vec<u64> {
    transactions.iter().map(|transaction| transaction.id.0).collect()
}

fn shuffled(transactions: &[Transaction], seed: u64) -> Vec<Transaction> {
    let mut shuffled = transactions.to_vec();
    shuffled.sort_by_key(|transaction| transaction.id.0.wrapping_mul(seed | 1) ^ seed.rotate_left(17));
    shuffled
}
