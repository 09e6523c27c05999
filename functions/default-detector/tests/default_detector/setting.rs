//! The detector in a world with lenders.

use default_detector::{App, Bounds, Done, PartMessage, Unfinished, fan_out, work};
use domain::moment::Moment;
use serde_json::{Value, json};
use testbed::{Lender, TestQueue, World, gateway, moment};

/// A world, the detector and its queue.
pub struct Setting {
    pub world: World,
    pub app: App,
    pub queue: TestQueue,
}

impl Setting {
    /// Noon of the tenth of January 2024, where the lenders are.
    pub async fn start() -> Self {
        let world = World::start(moment("2024-01-10T12:00:00+05:30"), |table, clock, tokens| {
            let loans = loans_api::App { table: table.clone(), clock: clock.clone() };
            let recovery = recovery_api::App { table, clock, links: testbed::links() };
            gateway([
                ("/api/recovery", recovery_api::router(recovery, tokens.clone())),
                ("", loans_api::router(loans, tokens)),
            ])
        })
        .await;
        let queue = TestQueue::default();
        let app = App { table: world.table.clone(), queue: queue.queue(), clock: world.clock.clone() };
        Self { world, app, queue }
    }

    /// Uploads loans, overdue since the fifth of January.
    pub async fn portfolio(&self, lender: &Lender, loans: usize) {
        for loan in 0..loans {
            self.upload(lender, &format!("LN-{loan}"), "2024-01-05").await;
        }
    }

    /// Uploads a loan.
    pub async fn upload(&self, lender: &Lender, loan_id: &str, since: &str) {
        let body = json!({
            "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 100_000,
            "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 1_000, "date_of_default": since }],
        });
        let path = format!("/recovery/loan/{loan_id}");
        self.world.call(&lender.token, "POST", &path, &body.to_string()).await.expect(201);
    }

    /// The schedule's hour: the parts are given out, and worked on until nothing more is given out.
    pub async fn hour(&self, bounds: Bounds) -> Result<Vec<Done>, Unfinished> {
        fan_out(&self.app).await?;
        self.drain(bounds).await
    }

    /// Works on what is in the queue until nothing is.
    pub async fn drain(&self, bounds: Bounds) -> Result<Vec<Done>, Unfinished> {
        let mut all = Vec::new();
        loop {
            let messages = self.queue.take();
            if messages.is_empty() {
                return Ok(all);
            }
            for message in messages {
                let part: PartMessage = serde_json::from_str(&message).expect("a part");
                all.push(work(&self.app, &part, bounds).await?);
            }
        }
    }

    /// Defaults of a lender by a filter: how many there are, and those of the first page.
    pub async fn defaults(&self, lender: &Lender, filter: &str) -> (u64, Vec<Value>) {
        let path = format!("/api/recovery/defaults?limit=100{filter}");
        let page = self.world.call(&lender.token, "GET", &path, "").await.expect(200).json();
        (page["total"].as_u64().expect("a number"), page["defaults"].as_array().expect("a list").clone())
    }

    /// How often an event of a type was told of a loan.
    pub async fn told(&self, lender: &Lender, loan_id: &str, event_type: &str) -> usize {
        let pk = platform::keys::loan::loan(&lender.company.id, loan_id);
        let (from, to) = platform::keys::events();
        let page = self.world.table.query(&pk, &from, &to, platform::table::Order::Ascending).await.expect("events");
        let types = page.items.iter().map(|item| item.read::<platform::event::Event>().expect("an event").event_type);
        types.filter(|told| told == event_type).count()
    }

    /// Every loan has exactly one default, and it was told once.
    pub async fn assert_all_found_once(&self, lender: &Lender, loans: usize) {
        let (total, defaults) = self.defaults(lender, "").await;
        assert_eq!((total, defaults.len()), (u64::try_from(loans).unwrap(), loans));
        for loan in 0..loans {
            let loan_id = format!("LN-{loan}");
            assert_eq!(defaults.iter().filter(|default| default["loan_id"] == loan_id.as_str()).count(), 1);
            assert_eq!(self.told(lender, &loan_id, "default.detected").await, 1, "{loan_id}");
        }
    }
}

/// Without an end.
pub fn unbounded() -> Bounds {
    Bounds::until(Moment::LAST)
}

/// What all runs did together.
pub fn sum(done: &[Done], of: impl Fn(&Done) -> usize) -> usize {
    done.iter().map(of).sum()
}
