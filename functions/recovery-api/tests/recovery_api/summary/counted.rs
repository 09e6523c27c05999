//! What a company's defaults, promises and actions come to, counted one by one.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;
use testbed::{Lender, World};

use crate::support::get;

const BUCKETS: [&str; 7] = ["1-30", "31-60", "61-90", "91-120", "121-150", "151-180", "180+"];

/// How a loan in default stands.
#[derive(Clone)]
struct Stand {
    severity: String,
    bucket: usize,
    amount: Decimal,
}

/// All that can be recounted at a moment.
#[derive(Clone, Default)]
pub struct Counted {
    stands: BTreeMap<String, Stand>,
    /// Whose last default was written off.
    written_off: BTreeMap<String, bool>,
    recovered: Decimal,
    actions: BTreeMap<(String, String), u64>,
    promises: BTreeMap<String, (i64, Decimal)>,
}

/// Promises as they were seen.
#[derive(Default)]
pub struct Promises {
    /// That of each default as it was seen last: when it was made, and what it is.
    seen: BTreeMap<String, (String, String)>,
    /// What has become of all so far.
    became: BTreeMap<String, (i64, Decimal)>,
}

/// All of a list.
pub async fn all(world: &World, lender: &Lender, list: &str) -> Vec<Value> {
    let (mut all, mut page) = (Vec::new(), 1);
    loop {
        let shown = get(world, lender, &format!("/{list}?limit=100&page={page}")).await;
        let of_page = shown[list].as_array().expect("a list").clone();
        page += 1;
        all.extend(of_page.iter().cloned());
        if of_page.len() < 100 {
            return all;
        }
    }
}

impl Counted {
    /// Counts everything.
    pub async fn of(world: &World, lender: &Lender, promises: &mut Promises) -> Self {
        let mut counted = Self::default();
        // The newest first, so the last default of a loan is the first that is seen.
        for default in all(world, lender, "defaults").await {
            let loan = default["loan_id"].as_str().expect("an id").to_owned();
            let is_off = default["status"] == "written_off";
            counted.written_off.entry(loan.clone()).or_insert(is_off);
            counted.recovered += decimal(&default["amount_recovered"]);
            if is_live(&default) {
                let bucket = BUCKETS.iter().position(|name| default["bucket"] == **name).expect("a bucket");
                let severity = default["severity"].as_str().expect("a severity").to_owned();
                let amount = decimal(&default["amount_overdue"]);
                assert!(counted.stands.insert(loan, Stand { severity, bucket, amount }).is_none(), "one is live");
            }
            promises.see(&default);
        }
        counted.promises.clone_from(&promises.became);
        for action in all(world, lender, "actions").await {
            let of = |key: &str| action[key].as_str().expect("a word").to_owned();
            *counted.actions.entry((of("status"), of("action_type"))).or_default() += 1;
        }
        counted
    }
}

impl Promises {
    /// What has become of the promise of a default since it was seen last.
    fn see(&mut self, default: &Value) {
        let promise = &default["promise"];
        let Some(made_at) = promise["made_at"].as_str() else { return };
        let id = default["default_id"].as_str().expect("an id").to_owned();
        let (status, amount) = (promise["status"].as_str().expect("a word"), decimal(&promise["amount"]));
        let before = self.seen.insert(id, (made_at.to_owned(), status.to_owned()));
        let before = before.filter(|(before, _)| before == made_at);
        let mut count = |what: &str, more: bool| {
            let (many, sum) = self.became.entry(what.to_owned()).or_default();
            *many += if more { 1 } else { -1 };
            *sum += if more { amount } else { -amount };
        };
        if before.is_none() {
            count("made", true);
        }
        let was = before.map(|(_, status)| status).unwrap_or_default();
        for what in ["kept", "broken"] {
            match (was == what, status == what) {
                (false, true) => count(what, true),
                (true, false) => count(what, false),
                _ => {}
            }
        }
    }
}

/// What a summary shows is what was counted: now, at the end of the last month, and at the end of the one before.
pub fn assert_same(shown: &Value, now: &Counted, ends: &[Counted; 2]) {
    let stands: Vec<&Stand> = now.stands.values().collect();
    same(&shown["open"], "amount_overdue", &amounts(&stands), shown);
    for entry in shown["open"]["by_severity"].as_array().expect("a list") {
        let of: Vec<&Stand> = stands.iter().copied().filter(|stand| entry["severity"] == *stand.severity).collect();
        same(entry, "amount_overdue", &amounts(&of), shown);
    }
    for (number, entry) in shown["open"]["by_bucket"].as_array().expect("a list").iter().enumerate() {
        let of: Vec<&Stand> = stands.iter().copied().filter(|stand| stand.bucket == number).collect();
        same(entry, "amount_overdue", &amounts(&of), shown);
    }
    check_month(&shown["this_month"], &ends[0], now);
    check_month(&shown["last_month"], &ends[1], &ends[0]);
}

pub fn is_live(default: &Value) -> bool {
    default["status"] == "open" || default["status"] == "in_recovery"
}

fn amounts(stands: &[&Stand]) -> Vec<Decimal> {
    stands.iter().map(|stand| stand.amount).collect()
}

/// So many, and their amounts.
fn same(shown: &Value, key: &str, amounts: &[Decimal], all: &Value) {
    assert_eq!(shown["count"].as_u64(), u64::try_from(amounts.len()).ok(), "{shown} of {all}");
    equal(&shown[key], amounts.iter().sum(), all);
}

fn equal(shown: &Value, expected: Decimal, all: &Value) {
    assert_eq!(decimal(shown), expected, "{all}");
}

fn decimal(number: &Value) -> Decimal {
    number.to_string().parse().expect("a number")
}

fn check_month(shown: &Value, began: &Counted, ended: &Counted) {
    equal(&shown["recovered"], ended.recovered - began.recovered, shown);
    for (number, roll) in shown["roll_rates"].as_array().expect("a list").iter().enumerate() {
        let mut became: BTreeMap<&str, Vec<Decimal>> = BTreeMap::new();
        for (loan, stood) in began.stands.iter().filter(|(_, stood)| stood.bucket == number) {
            let what = match ended.stands.get(loan).map(|stands| stands.bucket) {
                Some(bucket) if bucket > number => "worse",
                Some(bucket) if bucket < number => "better",
                Some(_) => "same",
                None if ended.written_off.get(loan) == Some(&true) => "written_off",
                None => "resolved",
            };
            became.entry(what).or_default().push(stood.amount);
            became.entry("opening").or_default().push(stood.amount);
        }
        for what in ["opening", "worse", "same", "better", "resolved", "written_off"] {
            same(&roll[what], "amount", became.get(what).map_or(&[], Vec::as_slice), shown);
        }
    }
    for what in ["made", "kept", "broken"] {
        let of = |counted: &Counted| counted.promises.get(what).copied().unwrap_or_default();
        let ((many, sum), (many_before, sum_before)) = (of(ended), of(began));
        assert_eq!(shown["promises"][what]["count"].as_i64(), Some(many - many_before), "{what}: {shown}");
        equal(&shown["promises"][what]["amount"], sum - sum_before, shown);
    }
    for (key, status) in [("actions_sent", "sent"), ("actions_suppressed", "suppressed")] {
        for (kind, count) in shown[key].as_object().expect("an object") {
            let of = |counted: &Counted| counted.actions.get(&(status.to_owned(), kind.clone())).copied().unwrap_or(0);
            assert_eq!(count.as_u64(), Some(of(ended) - of(began)), "{key} {kind}: {shown}");
        }
    }
}
