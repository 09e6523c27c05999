//! A table with companies and their accounts, and the way time passes.

use domain::accounts::account::{
    Account, AtRest, Change, Context, Disbursal, Ledger, LifeStep, create, disburse, enter, step,
};
use domain::company::Company;
use domain::json::Object;
use domain::moment::Moment;
use end_of_day::{App, Bounds, Done, Unfinished, run};
use platform::accounts::{KnownAccount, change_writes, line_writes, load};
use platform::clock::Clock;
use platform::event::Event;
use platform::table::{Condition, Item, Order, Table, Write};
use platform::{id, keys};
use testbed::{Testbed, moment};

/// 1000.00 for three months at 12 percent a year, due on the first of February, March and April 2024.
const LOAN: &str = r#"{
    "amount": "1000.00",
    "disbursement_details": { "expected_disburse_time": "2024-01-01T10:00:00Z" },
    "settings": {
        "interest": { "rate": 12, "day_count": "THIRTY_360", "method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS" },
        "schedule": { "repayment_installments": 3, "repayment_period": "P1M" }
    }
}"#;

pub struct World {
    pub testbed: Testbed,
    pub app: App,
}

impl World {
    /// On New Year's Day 2024, noon in UTC.
    pub async fn start() -> Self {
        let testbed = Testbed::start().await;
        let table = Table::new(testbed.client(), testbed.table_name());
        let clock = Clock::stepping(moment("2024-01-01T12:00:00Z"));
        Self { testbed, app: App { table, clock } }
    }

    pub async fn company(&self, zone: &str) -> Company {
        let company = testbed::company(zone, self.app.clock.now());
        let item = Item::of(keys::company(&company.id), 1, &company).expect("an item");
        self.app.table.transact(vec![Write::Put { item, condition: Condition::Absent }]).await.expect("stored");
        company
    }

    /// An account that was paid out, of a new id.
    pub async fn account(&self, company: &Company) -> String {
        self.account_of(company, LOAN).await
    }

    /// The same account, registered to `rev-1`.
    pub async fn registered_account(&self, company: &Company) -> String {
        let registered = r#""holder_id": "cus-1", "revolving_account_id": "rev-1", "amount""#;
        self.account_of(company, &LOAN.replace("\"amount\"", registered)).await
    }

    async fn account_of(&self, company: &Company, loan: &str) -> String {
        let made = self.changed(company, None, |_, context| create(&object(loan), None, context).expect("made")).await;
        let id = made.account.account_id;
        for life_step in [LifeStep::Submit, LifeStep::Approve] {
            self.change(company, &id, |ledger, context| step(ledger, life_step, context).expect("a step")).await;
        }
        let paid_out = |ledger: &Ledger, context: &Context<'_>| disburse(ledger, Disbursal::default(), context);
        self.change(company, &id, |ledger, context| paid_out(ledger, context).expect("paid out")).await;
        id
    }

    pub async fn pay(&self, company: &Company, account_id: &str, amount: &str) {
        let body = object(&format!(r#"{{"type": "repayment", "amount": "{amount}"}}"#));
        self.change(company, account_id, |ledger, context| enter(ledger, &body, context).expect("entered")).await;
    }

    async fn change(&self, company: &Company, account_id: &str, command: impl Fn(&Ledger, &Context<'_>) -> Change) {
        let known = self.known(company, account_id).await;
        self.changed(company, Some(known), command).await;
    }

    async fn changed(
        &self,
        company: &Company,
        known: Option<KnownAccount>,
        command: impl Fn(&Ledger, &Context<'_>) -> Change,
    ) -> Ledger {
        let now = self.app.clock.now();
        let new_id = |prefix: &str| id::prefixed(prefix, now);
        let context = Context { company, author: "somebody", now, new_id: &new_id };
        let nothing = || create(&object(LOAN), None, &context).expect("made").ledger;
        let ledger = known.as_ref().map_or_else(nothing, |known| known.ledger.clone());
        let change = command(&ledger, &context);
        let mut writes = change_writes(company, &change, known.as_ref(), now).expect("writes");
        let before = known.as_ref().map(|known| &known.ledger);
        writes.extend(line_writes(&self.app.table, company, before, &change, now).await.expect("writes"));
        self.app.table.transact(writes).await.expect("stored");
        change.ledger
    }

    pub async fn known(&self, company: &Company, account_id: &str) -> KnownAccount {
        load(&self.app.table, &company.id, account_id).await.expect("read").expect("an account")
    }

    pub async fn stored(&self, company: &Company, account_id: &str) -> Account {
        self.known(company, account_id).await.ledger.account
    }

    /// What is stored of it is what comes out of its entries.
    pub async fn assert_consistent(&self, company: &Company, account_id: &str) {
        let ledger = self.known(company, account_id).await.ledger;
        let at_rest = &ledger.account.at_rest;
        assert_eq!(*at_rest, AtRest::of(&ledger, at_rest.on).expect("computed"));
    }

    /// The types of what was told of an account since it was paid out, in the order in which it was told.
    pub async fn told(&self, company: &Company, account_id: &str) -> Vec<String> {
        let (from, to) = keys::events();
        let pk = keys::loan::loan(&company.id, account_id);
        let page = self.app.table.query(&pk, &from, &to, Order::Ascending).await.expect("read");
        let types = page.items.iter().map(|item| item.read::<Event>().expect("an event").event_type);
        types.skip_while(|event_type| event_type != "account.disbursed").skip(1).collect()
    }

    pub fn at(&self, time: &str) {
        self.app.clock.set(moment(time));
    }

    /// A run that does all that there is.
    pub async fn run(&self) -> Result<Done, Unfinished> {
        self.run_within(Bounds::until(Moment::LAST)).await
    }

    pub async fn run_within(&self, bounds: Bounds) -> Result<Done, Unfinished> {
        run(&self.app, bounds).await
    }
}

fn object(text: &str) -> Object {
    let parsed = platform::http::body::parse(text.as_bytes()).expect("JSON");
    parsed.as_object().expect("an object").clone()
}
