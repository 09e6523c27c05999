//! Lists of a great many defaults, page after page.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::types::AttributeValue;
use domain::listing::ListOf;
use platform::keys::list::counters;
use platform::recovery::{DEFAULTS, DEFAULTS_BY};
use serde_json::{Value, json};
use testbed::{Calls, Lender, World};

use super::{clones, detection, is_flat};
use crate::{statistics::milliseconds, text_table::TextTable, verdict};

/// Loans in default.
const LOANS: u64 = 100_000;
/// Defaults of a page: the last one that is asked for is in the end of the list.
const LIMIT: u64 = 50;
/// The pages that are shown of those that are read, from the first to the last.
const SHOWN: [u64; 4] = [1, 2, 1_000, 2_000];

const HEADER: &str = "\
LISTS: pages of 50 of 100 000 defaults on the embedded table, each asked for after the one before

  calls        to the table
  RCU, WCU     capacity units consumed, read and write; a page keeps where the next begins
  ms           from the request to its answer, on this machine
  alone        asked for out of order: 2 000 defaults are passed over, which is the most
";

struct Page {
    number: String,
    calls: Calls,
    took: Duration,
}

/// Measures and prints; whether a page far from the beginning costs what the second costs.
pub(super) async fn print() -> bool {
    println!("{HEADER}");
    let world = detection::world().await;
    let lender = world.lender().await;
    fill(&world, &lender).await;
    let mut table = TextTable::new(&["list", "page", "calls", "RCU", "WCU", "ms", ""]);
    let mut all_flat = true;
    for path in ["/defaults?", "/defaults?status=open&", "/worklist?"] {
        let pages = pages(&world, &lender, path).await;
        let later = || pages.iter().skip(1);
        let is_flat = is_flat(later().map(Page::calls)) && is_flat(later().map(|page| page.units(&READS)));
        all_flat &= is_flat;
        for page in &pages {
            table.add(row(path, page, verdict(is_flat)));
        }
    }
    for path in ["/defaults?limit=40&page=51", "/defaults?status=open&limit=40&page=51"] {
        let (_, page) = get(&world, &lender, path, "51 of 40, alone").await;
        table.add(row(path, &page, ""));
    }
    table.print();
    all_flat
}

const READS: [&str; 3] = ["BatchGetItem", "GetItem", "Query"];

fn row(path: &str, page: &Page, verdict: &str) -> [String; 7] {
    let list = path.trim_end_matches(['?', '&']).split("limit").next().unwrap_or_default();
    [
        list.trim_end_matches(['?', '&']).to_owned(),
        page.number.clone(),
        page.calls.total().to_string(),
        format!("{:.1}", page.units(&READS)),
        format!("{:.1}", page.units(&["TransactWriteItems"])),
        format!("{:.1}", milliseconds(page.took)),
        verdict.to_owned(),
    ]
}

impl Page {
    fn calls(&self) -> f64 {
        u32::try_from(self.calls.total()).map_or(f64::INFINITY, f64::from)
    }

    fn units(&self, operations: &[&str]) -> f64 {
        operations.iter().map(|operation| self.calls.tally(operation).capacity).sum()
    }
}

/// The pages that are shown. All between are read, too.
async fn pages(world: &World, lender: &Lender, path: &str) -> Vec<Page> {
    let (mut shown, mut token) = (Vec::new(), String::new());
    for number in 1..=SHOWN.into_iter().max().unwrap_or(1) {
        let place =
            if path.starts_with("/worklist") { format!("page_token={token}") } else { format!("page={number}") };
        let (answer, page) = get(world, lender, &format!("{path}limit={LIMIT}&{place}"), &number.to_string()).await;
        answer.get("next_page_token").and_then(Value::as_str).unwrap_or_default().clone_into(&mut token);
        let list = ["defaults", "worklist"].into_iter().find_map(|key| answer.get(key).and_then(Value::as_array));
        assert_eq!(list.map(Vec::len), usize::try_from(LIMIT).ok(), "page {number} of {path} is full");
        shown.extend(SHOWN.contains(&number).then_some(page));
    }
    shown
}

async fn get(world: &World, lender: &Lender, path: &str, number: &str) -> (Value, Page) {
    let meter = world.testbed.meter();
    meter.reset();
    let begun = Instant::now();
    let reply = world.call(&lender.token, "GET", &format!("/api/recovery{path}"), "").await.expect(200);
    let page = Page { number: number.to_owned(), calls: meter.calls(), took: begun.elapsed() };
    (reply.json(), page)
}

/// One default that was found by detection, and all others like it; counted in the lists.
async fn fill(world: &World, lender: &Lender) {
    let first = clones::id(0);
    detection::upload(world, lender, &first, "2026-01-05").await;
    let body = json!({ "loan_id": first }).to_string();
    world.call(&lender.token, "POST", "/api/recovery/defaults/detect", &body).await.expect(200);
    let items = clones::items_of(world, lender, &first, &["~DEFAULT", "~LISTED#S", "~WORK"]).await;
    clones::write(world, &items, &first, 1..LOANS).await;
    let open = ListOf::Value { field: DEFAULTS_BY.first, value: "open".to_owned() };
    let counts = [ListOf::All, open].into_iter().flat_map(|list| {
        let shards = counters(&lender.company.id, DEFAULTS, &list);
        let each = LOANS / u64::try_from(shards.len()).unwrap_or(1);
        shards.into_iter().map(move |key| {
            let text = AttributeValue::S;
            HashMap::from([
                ("pk".to_owned(), text(key.pk)),
                ("sk".to_owned(), text(key.sk)),
                ("counted".to_owned(), AttributeValue::N(each.to_string())),
            ])
        })
    });
    world.testbed.put_raw(counts.collect()).await;
}
