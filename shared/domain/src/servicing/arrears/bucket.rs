//! Buckets: ranges of days in arrears that lenders report late amounts in.

use rust_decimal::Decimal;

use super::{BucketAmount, InstallmentArrears};
use crate::servicing::terms::{ArrearsTerms, Bucket};

/// First and last days of the buckets of an account whose terms name none.
const DEFAULT: [(u32, Option<u32>); 9] = [
    (1, Some(3)),
    (4, Some(30)),
    (31, Some(60)),
    (61, Some(90)),
    (91, Some(120)),
    (121, Some(150)),
    (151, Some(180)),
    (181, Some(240)),
    (241, None),
];

/// The buckets of an account whose terms name none: 1-3, 4-30, then by 30 days to 180, 181-240 and 241+.
pub fn default_buckets() -> Vec<Bucket> {
    DEFAULT.iter().map(|(from, to)| Bucket { name: name(*from, *to), from: *from, to: *to }).collect()
}

fn name(from: u32, to: Option<u32>) -> String {
    match to {
        Some(to) => format!("{from}-{to}"),
        None => format!("{from}+"),
    }
}

/// The buckets of the terms, youngest first, or the default ones.
pub(super) fn of_terms(terms: &ArrearsTerms) -> Vec<Bucket> {
    if terms.buckets.is_empty() {
        return default_buckets();
    }
    let mut buckets = terms.buckets.clone();
    buckets.sort_by_key(|bucket| bucket.from);
    buckets
}

/// The bucket that a number of days belongs to.
pub(super) fn of_age(buckets: &[Bucket], days: u32) -> Option<Bucket> {
    let holds = |bucket: &&Bucket| bucket.from <= days && bucket.to.is_none_or(|to| days <= to);
    if days == 0 { None } else { buckets.iter().find(holds).cloned() }
}

/// What is late in each bucket that has something.
pub(super) fn amounts(buckets: &[Bucket], installments: &[InstallmentArrears]) -> Vec<BucketAmount> {
    let amount_in = |bucket: &Bucket| -> Decimal {
        installments.iter().filter(|late| late.bucket.as_ref() == Some(bucket)).map(|late| late.amount).sum()
    };
    buckets
        .iter()
        .map(|bucket| BucketAmount { bucket: bucket.clone(), amount: amount_in(bucket) })
        .filter(|of_bucket| !of_bucket.amount.is_zero())
        .collect()
}
