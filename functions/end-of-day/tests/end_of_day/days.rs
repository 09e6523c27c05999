//! What days bring to accounts.

use chrono::NaiveDate;
use domain::servicing::life_cycle::AccountState;
use testbed::{consumed, revolving_account};

use crate::setting::World;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[tokio::test]
async fn where_nothing_is_due_only_the_clock_is_read() {
    let world = World::start().await;
    let company = world.company("UTC").await;
    world.account(&company).await;
    world.at("2024-01-31T23:59:00Z");
    world.testbed.meter().reset();
    let done = world.run().await.expect("done");
    assert_eq!(world.testbed.meter().calls(), [("Query", 16)]);
    assert_eq!((done, done.more), (end_of_day::Done::default(), false));
}

#[tokio::test]
async fn a_loan_falls_due_and_into_arrears_and_comes_out_of_them() {
    let world = World::start().await;
    let company = world.company("UTC").await;
    let id = world.account(&company).await;
    let before = world.stored(&company, &id).await;
    assert_eq!(before.at_rest.next_change, Some(date("2024-02-01")));

    world.at("2024-02-01T00:00:00Z");
    world.testbed.meter().reset();
    assert_eq!(world.run().await.expect("done").looked_at, 1);
    assert_eq!(world.testbed.meter().calls(), [("Query", 17), ("GetItem", 1), ("TransactWriteItems", 1)]);
    let due = world.stored(&company, &id).await;
    assert_eq!((due.at_rest.on, due.at_rest.next_change), (date("2024-02-01"), Some(date("2024-02-02"))));
    assert_eq!(due.at_rest.place.state, AccountState::Active);
    assert_eq!(world.told(&company, &id).await, Vec::<String>::new());

    world.at("2024-02-02T00:00:00Z");
    assert_eq!(world.run().await.expect("done").events, 1);
    let late = world.stored(&company, &id).await;
    assert_eq!(late.at_rest.place.state, AccountState::ActiveInArrears);
    assert!(late.stamps.arrears_set.is_some());
    assert_eq!(late.stamps.update, before.stamps.update);
    assert!(late.stamps.appraise > before.stamps.appraise);
    assert_eq!(world.told(&company, &id).await, ["account.in_arrears"]);

    world.pay(&company, &id, "340.02").await;
    let paid = ["account.in_arrears", "account.transaction_posted", "account.out_of_arrears"];
    let mut told = world.told(&company, &id).await;
    told.sort_unstable();
    let mut expected = paid.to_vec();
    expected.sort_unstable();
    assert_eq!(told, expected);
    world.assert_consistent(&company, &id).await;

    world.at("2024-02-29T12:00:00Z");
    assert_eq!(world.run().await.expect("done").events, 0);
    assert_eq!(world.stored(&company, &id).await.at_rest.place.state, AccountState::Active);
}

#[tokio::test]
async fn a_loan_matures_once_and_is_asked_for_no_more_when_it_is_repaid() {
    let world = World::start().await;
    let company = world.company("UTC").await;
    let id = world.account(&company).await;
    for day in 1..=30 {
        world.at(&format!("2024-04-{day:02}T00:10:00Z"));
        world.run().await.expect("done");
        world.assert_consistent(&company, &id).await;
        let stored = world.stored(&company, &id).await;
        assert!(stored.at_rest.next_change.is_none_or(|next| next > date(&format!("2024-04-{day:02}"))));
    }
    let mut told = world.told(&company, &id).await;
    told.sort_unstable();
    assert_eq!(told, ["account.in_arrears", "account.matured"]);

    world.pay(&company, &id, "2000").await;
    assert_eq!(world.stored(&company, &id).await.at_rest.next_change, None);
    world.at("2024-08-01T00:00:00Z");
    world.testbed.meter().reset();
    world.run().await.expect("done");
    assert_eq!(world.testbed.meter().calls(), [("Query", 16)]);
    assert!(world.told(&company, &id).await.contains(&"account.closed".to_owned()));
}

#[tokio::test]
async fn days_begin_when_they_begin_at_the_company() {
    let world = World::start().await;
    let (east, west) = (world.company("Asia/Kolkata").await, world.company("America/Los_Angeles").await);
    let (of_east, of_west) = (world.account(&east).await, world.account(&west).await);
    world.at("2024-01-31T18:30:00Z");
    assert_eq!(world.run().await.expect("done").looked_at, 1);
    assert_eq!(world.stored(&east, &of_east).await.at_rest.on, date("2024-02-01"));
    world.at("2024-02-01T07:59:59Z");
    assert_eq!(world.run().await.expect("done").looked_at, 0);
    world.at("2024-02-01T08:00:00Z");
    assert_eq!(world.run().await.expect("done").looked_at, 1);
    assert_eq!(world.stored(&west, &of_west).await.at_rest.on, date("2024-02-01"));
}

#[tokio::test]
async fn after_days_without_a_run_accounts_are_looked_at_as_of_today() {
    let world = World::start().await;
    let company = world.company("UTC").await;
    let id = world.account(&company).await;
    world.at("2024-03-15T00:00:00Z");
    assert_eq!(world.run().await.expect("done").looked_at, 1);
    assert_eq!(world.run().await.expect("done").looked_at, 0);
    assert_eq!(world.stored(&company, &id).await.at_rest.on, date("2024-03-15"));
    assert_eq!(world.told(&company, &id).await, ["account.in_arrears"]);
    world.assert_consistent(&company, &id).await;
}

#[tokio::test]
async fn a_loan_that_is_late_is_late_under_its_revolving_account_too() {
    let world = World::start().await;
    let company = world.company("UTC").await;
    revolving_account(&world.app.table, &company, "OutstandingAmount", world.app.clock.now()).await;
    let id = world.registered_account(&company).await;
    world.at("2024-02-02T00:00:00Z");
    world.testbed.meter().reset();
    assert_eq!(world.run().await.expect("done").events, 1);
    assert_eq!(world.testbed.meter().calls(), [("Query", 18), ("GetItem", 1), ("TransactWriteItems", 1)]);
    let late = consumed(&world.app.table, &company, world.app.clock.now()).await;
    assert_eq!(late, ("1000.00".to_owned(), vec![format!("{id} StateActiveInArrears 1000.00")]));
    world.assert_consistent(&company, &id).await;
}
