//! What a portfolio costs by its size: the detection of defaults, and lists of them far from their beginning.

mod clones;
mod detection;
mod lists;

use tokio::runtime::Builder;

/// Sizes of portfolios where none are asked for.
pub(crate) const SIZES: [u64; 2] = [10_000, 100_000];
/// How many times the first figure those after it may be, of what should not depend on the size.
const SPREAD_MAX: f64 = 1.2;

/// Measures and prints; whether nothing grows with the portfolio.
pub(crate) fn run(sizes: &[u64]) -> bool {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let is_flat = runtime.block_on(detection::print(sizes));
    runtime.block_on(lists::print()) && is_flat
}

/// Whether none of some numbers is much more than the first.
fn is_flat(mut numbers: impl Iterator<Item = f64>) -> bool {
    let first = numbers.next().unwrap_or_default();
    numbers.all(|number| number <= first * SPREAD_MAX)
}

#[cfg(test)]
mod tests {
    use super::is_flat;

    #[test]
    fn what_grows_by_more_than_a_fifth_is_not_flat() {
        assert!(is_flat([10.0, 12.0, 4.0].into_iter()) && is_flat([0.0, 0.0].into_iter()));
        assert!(!is_flat([10.0, 12.1].into_iter()) && !is_flat([0.0, 1.0].into_iter()));
    }
}
