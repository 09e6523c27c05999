//! After any sequence of what can happen, the figures are what a recount of all defaults, promises and actions comes to.

use std::collections::BTreeMap;

use domain::company::Role;
use serde_json::{Value, json};
use testbed::{Fault, Lender, World};

use super::counted::{self, Counted, Promises, assert_same};
use crate::support::{get, start};

const LOANS: u64 = 8;
const ACCOUNTS: u64 = 3;

struct Run {
    world: World,
    lender: Lender,
    random: u64,
    day: chrono::NaiveDate,
    /// At the end of the last step, of the month before this one, and of the one before that.
    now: Counted,
    ends: [Counted; 2],
    promises: Promises,
    transactions: Vec<(String, String)>,
    done: BTreeMap<&'static str, u32>,
}

impl Run {
    async fn start(seed: u64) -> Self {
        let world = start().await;
        let lender = world.lender().await;
        let day = chrono::NaiveDate::from_ymd_opt(2024, 1, 10).expect("a day");
        let (now, ends) = (Counted::default(), [Counted::default(), Counted::default()]);
        let promises = Promises::default();
        Self { world, lender, random: seed, day, now, ends, promises, transactions: Vec::new(), done: BTreeMap::new() }
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % bound
    }

    async fn send(&mut self, what: &'static str, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let reply = self.world.call(&self.lender.token, method, path, &body).await;
        assert!(reply.status.as_u16() < 500, "{path}: {}", reply.text);
        *self.done.entry(what).or_default() += u32::from(reply.status.is_success());
        serde_json::from_str(&reply.text).unwrap_or_default()
    }

    async fn upload(&mut self) {
        let (loan, month, claim) = (self.below(LOANS), self.below(12) + 1, self.below(2_000) + 1);
        let ahead = chrono::Days::new(self.below(50));
        let since = self.day.checked_add_days(ahead).and_then(|day| day.checked_sub_days(chrono::Days::new(25)));
        let body = json!({
            "loan_id": format!("LN-{loan}"), "loan_type": "Loan", "applicant_name": "K", "total_loan_amount": 1,
            "applicant_contact_number": "9876543210", "applicant_email": "k@example.com",
            "defaults": [{ "allocation_month": format!("{}-{month}-01", 2024 + self.below(3)), "total_claim_amount": claim,
                "date_of_default": since.expect("a day").to_string() }],
        });
        self.send("upload", "POST", &format!("/recovery/loan/LN-{loan}"), &body).await;
    }

    /// A payment on some month of a loan that has it; sometimes two at once.
    async fn pay(&mut self) {
        let (loan, close) = (self.below(LOANS), self.below(3) == 0);
        let path = format!("/recovery/loan/LN-{loan}");
        let loan_json = self.world.call(&self.lender.token, "GET", &path, "").await;
        let Ok(view) = serde_json::from_str::<Value>(&loan_json.text) else { return };
        let months: Vec<String> = view["loan_details"]["defaults"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|month| month["final_status"] != "Closed")
            .filter_map(|month| month["allocation_month"].as_str().map(str::to_owned))
            .collect();
        if months.is_empty() {
            return;
        }
        let at = usize::try_from(self.below(u64::try_from(months.len()).expect("few"))).expect("small");
        let amount = self.below(700) + 1;
        let status = if close { "Closed" } else { "Partially Recovered" };
        let body = json!({ "final_status": status, "amount_recovered": amount, "payment_method": "Online" });
        let path = format!("/recovery/payments/LN-{loan}?allocation_month={}", months[at]);
        if self.below(3) > 0 {
            self.send("payment", "PATCH", &path, &body).await;
            return;
        }
        if self.below(2) == 0 {
            self.world.testbed.fail_next(2, Fault::TransactionConflict);
        }
        let text = body.to_string();
        let (one, two) = tokio::join!(
            self.world.call(&self.lender.token, "PATCH", &path, &text),
            self.world.call(&self.lender.token, "PATCH", &path, &text),
        );
        self.world.testbed.heal();
        assert!(one.status.as_u16() < 500 && two.status.as_u16() < 500, "{} {}", one.text, two.text);
        *self.done.entry("race").or_default() += 1;
    }

    async fn some_default(&mut self) -> Option<String> {
        let all = counted::all(&self.world, &self.lender, "defaults").await;
        let live: Vec<&Value> = all.iter().filter(|default| counted::is_live(default)).collect();
        let at = usize::try_from(self.below(u64::try_from(live.len().max(1)).expect("few"))).expect("small");
        live.get(at).and_then(|default| default["default_id"].as_str()).map(str::to_owned)
    }

    async fn promise(&mut self) {
        let Some(id) = self.some_default().await else { return };
        let path = format!("/api/recovery/defaults/{id}/promises");
        if self.below(3) == 0 {
            self.send("cancellation", "DELETE", &path, &Value::Null).await;
            return;
        }
        let due_on = self.day.checked_add_days(chrono::Days::new(self.below(12))).expect("a day");
        let body = json!({ "amount": self.below(300) + 1, "due_on": due_on.to_string() });
        self.send("promise", "POST", &path, &body).await;
    }

    async fn act(&mut self) {
        let Some(id) = self.some_default().await else { return };
        let kinds = ["sms", "voice", "email", "escalation", "whatsapp"];
        let kind = kinds[usize::try_from(self.below(5)).expect("small")];
        let path = format!("/api/recovery/defaults/{id}/actions");
        let action = self.send("action", "POST", &path, &json!({ "action_type": kind })).await;
        let Some(action) = action["action_id"].as_str().map(str::to_owned) else { return };
        self.send("execution", "POST", &format!("/api/recovery/actions/{action}/execute"), &json!({})).await;
    }

    async fn hold(&mut self) {
        let Some(id) = self.some_default().await else { return };
        let path = format!("/api/recovery/defaults/{id}/holds");
        self.send("hold", "POST", &path, &json!({ "kind": "dispute", "until": self.day.to_string() })).await;
    }

    async fn accounts(&mut self) {
        for number in 0..ACCOUNTS {
            let body = json!({
                "account_id": format!("AC-{number}"), "holder_id": "cus-1", "amount": "1000.00",
                "disbursement_details": { "expected_disburse_time": "2024-01-10T10:00:00+05:30" },
                "settings": {
                    "interest": { "rate": 12, "day_count": "THIRTY_360", "method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS" },
                    "schedule": { "repayment_installments": 9, "repayment_period": "P1M" },
                },
            });
            self.send("account", "POST", "/v1/accounts/loans", &body).await;
            for step in ["submit", "approve", "disburse"] {
                self.send("account", "POST", &format!("/v1/accounts/loans/AC-{number}:{step}"), &json!({})).await;
            }
        }
    }

    async fn account(&mut self) {
        let path = format!("/v1/accounts/loans/AC-{}", self.below(ACCOUNTS));
        match self.below(12) {
            0 => {
                self.send("write-off", "POST", &format!("{path}:writeOff"), &json!({})).await;
            }
            1 => {
                self.send("write-off undone", "POST", &format!("{path}:undoWriteOff"), &json!({})).await;
            }
            2..5 if !self.transactions.is_empty() => {
                let at =
                    usize::try_from(self.below(u64::try_from(self.transactions.len()).expect("few"))).expect("small");
                let (path, id) = self.transactions.swap_remove(at);
                self.send("reversal", "POST", &format!("{path}/transactions/{id}:reverse"), &json!({})).await;
            }
            _ => {
                let amount = format!("{}.{:02}", self.below(300) + 1, self.below(100));
                let body = json!({ "type": "repayment", "amount": amount });
                let entered = self.send("repayment", "POST", &format!("{path}/transactions"), &body).await;
                let id = entered["transaction_id"].as_str().or(entered["id"].as_str());
                self.transactions.extend(id.map(|id| (path, id.to_owned())));
            }
        }
    }

    async fn days_pass(&mut self) {
        let days = self.below(14) + 1;
        let month = self.day.format("%Y-%m").to_string();
        self.day = self.day.checked_add_days(chrono::Days::new(days)).expect("a day");
        if self.day.format("%Y-%m").to_string() != month {
            let [last, _] = std::mem::take(&mut self.ends);
            self.ends = [self.now.clone(), last];
        }
        self.world.on(&self.day.to_string());
        let all = [Role::Viewer, Role::Agent, Role::Manager, Role::Admin];
        self.lender.token = self.world.token(&self.lender.company, &all).await;
        self.lender.viewer = self.world.token(&self.lender.company, &[Role::Viewer]).await;
        *self.done.entry("days").or_default() += 1;
    }

    async fn step(&mut self) {
        match self.below(20) {
            0..3 => self.upload().await,
            3..6 => self.pay().await,
            6..9 => self.promise().await,
            9..11 => self.act().await,
            11 => self.hold().await,
            12..15 => self.account().await,
            _ => self.days_pass().await,
        }
        self.send("detection", "POST", "/api/recovery/defaults/detect", &json!({})).await;
        for number in 0..ACCOUNTS {
            let body = json!({ "loan_id": format!("AC-{number}") });
            self.send("detection", "POST", "/api/recovery/defaults/detect", &body).await;
        }
        self.now = Counted::of(&self.world, &self.lender, &mut self.promises).await;
    }
}

/// How many steps a run takes.
const STEPS: u32 = 120;

#[tokio::test]
async fn a_recount_comes_to_the_same_after_whatever_happened() {
    let mut done: BTreeMap<&str, u32> = BTreeMap::new();
    for seed in [7, 2_024] {
        let mut run = Run::start(seed).await;
        run.accounts().await;
        for _ in 0..STEPS {
            run.step().await;
            let shown = get(&run.world, &run.lender, "/summary").await;
            assert_same(&shown, &run.now, &run.ends);
        }
        for (what, times) in &run.done {
            *done.entry(what).or_default() += times;
        }
        assert!(run.day > chrono::NaiveDate::from_ymd_opt(2024, 7, 1).expect("a day"));
    }
    let what =
        ["upload", "payment", "race", "promise", "cancellation", "execution", "repayment", "reversal", "write-off"];
    assert!(what.iter().all(|what| done.get(what).is_some_and(|times| *times > 0)), "{done:?}");
}
