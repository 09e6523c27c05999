//! Tax is contained in what installments ask for: all of it, in parts, and never below nothing.

use domain::servicing::account::Account;
use domain::servicing::replay::replay;
use domain::servicing::tax::{tax, tax_in_parts};
use domain::servicing::terms::Terms;
use domain::servicing::transaction::{Components, Event};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use crate::run::on_stories;
use crate::story::Story;
use crate::sums::{parts, plus};

/// Percent.
const RATES: [Decimal; 5] = [
    Decimal::ZERO,
    Decimal::from_parts(1, 0, 0, false, 2),
    Decimal::from_parts(18, 0, 0, false, 0),
    Decimal::from_parts(3_333, 0, 0, false, 2),
    Decimal::ONE_HUNDRED,
];

#[test]
fn tax_is_a_part_of_what_installments_ask_for() {
    on_stories(100, |story| {
        is_contained(story)?;
        goes_back(story)
    });
}

/// The tax of what is paid, reduced and due of an installment is that of what it asks for; of no component there is less than
/// none, nor more than the component, nor parts of a minor unit.
pub fn is_contained(story: &Story) -> TestCaseResult {
    for moment in &story.moments {
        for rate in RATES {
            let (mut asked, mut split) = (Components::default(), Components::default());
            for row in &moment.account.installments {
                let whole = tax(&row.expected, rate, &story.terms.rounding);
                let of_parts = [row.paid, row.reduced(), row.outstanding()];
                for (taxed, of) in taxes(of_parts, rate, &story.terms).into_iter().zip(of_parts) {
                    for (tax, amount) in parts(taxed).into_iter().zip(parts(of)) {
                        prop_assert!(tax >= Decimal::ZERO, "{tax} of {amount} at {rate}");
                        prop_assert!(tax.normalize().scale() <= story.terms.rounding.decimals, "{tax} at {rate}");
                    }
                    split = plus(split, taxed);
                }
                for (tax, amount) in parts(whole).into_iter().zip(parts(row.expected)) {
                    prop_assert!(tax >= Decimal::ZERO && tax <= amount, "{tax} of {amount} at {rate}");
                }
                prop_assert!(whole.principal.is_zero(), "principal contains none");
                asked = plus(asked, whole);
            }
            prop_assert_eq!(split, asked, "at {} after {} operations", rate, moment.count);
        }
    }
    Ok(())
}

/// What is taken back takes its tax with it.
pub fn goes_back(story: &Story) -> TestCaseResult {
    let moment = story.last();
    let Some((last, before)) = story.transactions.split_last() else { return Ok(()) };
    if matches!(last.event, Event::Reversal { .. }) {
        return Ok(());
    }
    let mut taken_back = story.transactions.clone();
    taken_back.push(story.next(Event::Reversal { of: last.id }, moment.today, moment.today));
    let taken_back = replay(&story.terms, &taken_back, moment.today);
    let without = replay(&story.terms, before, moment.today);
    let (Ok(taken_back), Ok(without)) = (taken_back, without) else { return Ok(()) };
    prop_assert_eq!(all(&taken_back, &story.terms), all(&without, &story.terms));
    Ok(())
}

fn taxes<const N: usize>(of: [Components; N], rate: Decimal, terms: &Terms) -> [Components; N] {
    tax_in_parts(of, rate, &terms.rounding)
}

fn all(account: &Account, terms: &Terms) -> Vec<[Components; 3]> {
    let of_rows = account.installments.iter();
    of_rows.map(|row| taxes([row.paid, row.reduced(), row.outstanding()], Decimal::from(18), terms)).collect()
}
