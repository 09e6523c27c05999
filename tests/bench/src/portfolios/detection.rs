//! The detection of defaults in portfolios of several sizes, of which the same number of loans falls due.

use std::time::{Duration, Instant};

use default_detector::{App, Bounds, Done, PartMessage, fan_out, work};
use domain::moment::Moment;
use serde_json::json;
use testbed::{Calls, Lender, TestQueue, World, gateway, moment};

use super::{clones, is_flat};
use crate::{statistics::ratio, text_table::TextTable, verdict};

/// Loans that fall due, whatever the size of the portfolio.
const DUE: u64 = 500;

const HEADER: &str = "\
PORTFOLIOS: an hour of detection on the embedded table, 500 loans of each portfolio past due since this day

The other loans are due in half a year. The loans are items as an upload leaves them; the run does what the schedule and its queue
do, one part of the clock after the other. Seconds are of this machine; calls and units are those of AWS.

  loans        in the portfolio
  found        defaults that were found
  calls        to the table
  RCU, WCU     capacity units consumed, read and write
  s, x         seconds, and those of the first row in them
  again        calls of a further run, when nothing is due any more
";

struct Run {
    loans: u64,
    found: usize,
    calls: Calls,
    took: Duration,
    again: usize,
}

/// Measures and prints; whether no calls and units come with the size.
pub(super) async fn print(sizes: &[u64]) -> bool {
    println!("{HEADER}");
    let mut runs = Vec::new();
    for loans in sizes {
        runs.push(run(*loans).await);
    }
    let mut table = TextTable::new(&["loans", "found", "calls", "RCU", "WCU", "s", "x", "again", ""]);
    let first = runs.first().map_or(0.0, |run| run.took.as_secs_f64());
    let flat = [
        is_flat(runs.iter().map(Run::calls)),
        is_flat(runs.iter().map(Run::read_units)),
        is_flat(runs.iter().map(Run::write_units)),
    ];
    let is_flat = flat == [true; 3] && runs.iter().all(|run| run.found == usize::try_from(DUE).unwrap_or(0));
    for run in &runs {
        let seconds = run.took.as_secs_f64();
        table.add([
            run.loans.to_string(),
            run.found.to_string(),
            run.calls.total().to_string(),
            format!("{:.1}", run.read_units()),
            format!("{:.1}", run.write_units()),
            format!("{seconds:.1}"),
            format!("{:.2}", ratio(seconds, first)),
            run.again.to_string(),
            verdict(is_flat).to_owned(),
        ]);
    }
    table.print();
    is_flat
}

impl Run {
    fn calls(&self) -> f64 {
        u32::try_from(self.calls.total()).map_or(f64::INFINITY, f64::from)
    }

    fn read_units(&self) -> f64 {
        ["BatchGetItem", "GetItem", "Query"].iter().map(|operation| self.calls.tally(operation).capacity).sum()
    }

    fn write_units(&self) -> f64 {
        self.calls.tally("TransactWriteItems").capacity
    }
}

async fn run(loans: u64) -> Run {
    let world = world().await;
    let lender = world.lender().await;
    let due = loans.min(DUE);
    // Loans that differ in a day alone, so that items are of one size.
    portfolio(&world, &lender, "2026-01-10", 0..due).await;
    portfolio(&world, &lender, "2026-07-10", due..loans).await;
    world.on("2026-01-11");
    let queue = TestQueue::default();
    let app = App { table: world.table.clone(), queue: queue.queue(), clock: world.clock.clone() };
    let meter = world.testbed.meter();
    meter.reset();
    let begun = Instant::now();
    let found = hour(&app, &queue).await.iter().map(|done| done.turns).sum();
    let (took, calls) = (begun.elapsed(), meter.calls());
    meter.reset();
    hour(&app, &queue).await;
    Run { loans, found, calls, took, again: meter.calls().total() }
}

/// Companies, loans and recovery.
pub(super) async fn world() -> World {
    World::start(moment("2026-01-10T12:00:00+05:30"), |table, clock, tokens| {
        let loans = loans_api::App { table: table.clone(), clock: clock.clone() };
        let recovery = recovery_api::App { table, clock, links: testbed::links() };
        gateway([
            ("/api/recovery", recovery_api::router(recovery, tokens.clone())),
            ("", loans_api::router(loans, tokens)),
        ])
    })
    .await
}

/// Loans past due from the day after a date: the first through the router, the others like it.
async fn portfolio(world: &World, lender: &Lender, since: &str, mut numbers: std::ops::Range<u64>) {
    let Some(first) = numbers.next() else { return };
    let first = clones::id(first);
    upload(world, lender, &first, since).await;
    let items = clones::items_of(world, lender, &first, &["PROFILE"]).await;
    clones::write(world, &items, &first, numbers).await;
}

/// Uploads a loan through the router.
pub(super) async fn upload(world: &World, lender: &Lender, loan_id: &str, since: &str) {
    let body = json!({
        "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 100_000,
        "applicant_contact_number": "9876543210", "applicant_email": "keval@example.com",
        "defaults": [{ "allocation_month": "2026-1-01", "total_claim_amount": 1_000, "date_of_default": since }],
    });
    let path = format!("/recovery/loan/{loan_id}");
    world.call(&lender.token, "POST", &path, &body.to_string()).await.expect(201);
}

/// The schedule's hour: the parts of the clock are given out, and worked on until nothing more is given out.
async fn hour(app: &App, queue: &TestQueue) -> Vec<Done> {
    fan_out(app).await.expect("given out");
    let mut all = Vec::new();
    loop {
        let messages = queue.take();
        if messages.is_empty() {
            return all;
        }
        for message in messages {
            let part: PartMessage = serde_json::from_str(&message).expect("a part");
            all.push(work(app, &part, Bounds::until(Moment::LAST)).await.expect("done"));
        }
    }
}
