//! Order statistics of what was measured.

use std::time::Duration;

/// The value below or at which `percent` of the sorted values lie; the greatest for 100, the default of an empty list.
pub(crate) fn percentile<T: Copy + Default + Ord>(values: &[T], percent: usize) -> T {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let index = sorted.len().saturating_mul(percent).div_ceil(100).saturating_sub(1);
    sorted.get(index).copied().unwrap_or_default()
}

/// The value in the middle.
pub(crate) fn median<T: Copy + Default + Ord>(values: &[T]) -> T {
    percentile(values, 50)
}

/// A time in milliseconds.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// How many times `base` goes into `value`; nothing where there is no base.
pub(crate) fn ratio(value: f64, base: f64) -> f64 {
    if base > 0.0 { value / base } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let values: Vec<u32> = (1..=200).rev().collect();
        assert_eq!((percentile(&values, 50), percentile(&values, 99), percentile(&values, 100)), (100, 198, 200));
        assert_eq!((percentile(&[7], 50), percentile::<u32>(&[], 50)), (7, 0));
    }
}
