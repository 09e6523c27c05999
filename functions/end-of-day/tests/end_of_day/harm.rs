//! What a run comes to where it is not alone, is cut short, or meets what it cannot do.

use domain::accounts::account::Account;
use domain::company::Company;
use domain::moment::Moment;
use domain::servicing::life_cycle::AccountState;
use end_of_day::{Bounds, Unfinished};
use platform::keys;
use platform::keys::index::Timer;
use platform::table::{Condition, Item, Write};
use testbed::{Fault, moment};

use crate::setting::World;

const ACCOUNTS: usize = 24;
/// All of them are in arrears on that day.
const LATE: &str = "2024-02-02T00:00:00Z";

async fn portfolio(world: &World) -> (Company, Vec<String>) {
    let company = world.company("UTC").await;
    let mut ids = Vec::new();
    for _ in 0..ACCOUNTS {
        ids.push(world.account(&company).await);
    }
    world.at(LATE);
    (company, ids)
}

/// Each is in arrears, and that was told once.
async fn assert_all_done(world: &World, company: &Company, ids: &[String]) {
    for id in ids {
        assert_eq!(world.stored(company, id).await.at_rest.place.state, AccountState::ActiveInArrears);
        assert_eq!(world.told(company, id).await, ["account.in_arrears"]);
        world.assert_consistent(company, id).await;
    }
}

#[tokio::test]
async fn two_runs_at_once_do_everything_once() {
    let world = World::start().await;
    let (company, ids) = portfolio(&world).await;
    let (one, other) = tokio::join!(world.run(), world.run());
    let (one, other) = (one.expect("done"), other.expect("done"));
    assert_eq!(one.looked_at + other.looked_at, ACCOUNTS, "{one:?} {other:?}");
    assert_eq!((one.failed, other.failed), (0, 0));
    assert_all_done(&world, &company, &ids).await;
}

#[tokio::test]
async fn what_is_more_than_a_run_takes_on_is_left_to_the_next() {
    let world = World::start().await;
    let (company, ids) = portfolio(&world).await;
    let bounds = Bounds { accounts_max: 15, page: 2, ..Bounds::until(Moment::LAST) };
    let mut left = ACCOUNTS;
    while left > 0 {
        let done = world.run_within(bounds).await.expect("done");
        assert_eq!((done.looked_at, done.more), (left.min(15), left > 15));
        left -= done.looked_at;
    }
    assert_all_done(&world, &company, &ids).await;
}

#[tokio::test]
async fn a_run_whose_time_is_up_takes_on_nothing_more() {
    let world = World::start().await;
    let (company, ids) = portfolio(&world).await;
    // Each question for the time takes a microsecond of this clock.
    let soon = Bounds::until(moment(LATE).later(30));
    let done = world.run_within(soon).await.expect("done");
    assert!(done.more && (1..ACCOUNTS).contains(&done.looked_at), "{done:?}");
    let rest = world.run().await.expect("done");
    assert_eq!((done.looked_at + rest.looked_at, rest.more), (ACCOUNTS, false));
    assert_all_done(&world, &company, &ids).await;
}

#[tokio::test]
async fn a_run_that_is_dropped_half_way_leaves_nothing_half_done() {
    let world = World::start().await;
    let (company, ids) = portfolio(&world).await;
    world.testbed.meter().reset();
    let half_way = async {
        while world.testbed.meter().calls().of("TransactWriteItems") < 5 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        () = half_way => {}
        done = world.run() => panic!("it was through: {done:?}"),
    }
    let rest = world.run().await.expect("done").looked_at;
    assert!((1..=ACCOUNTS - 5).contains(&rest), "{rest}");
    assert_all_done(&world, &company, &ids).await;
}

#[tokio::test]
async fn writes_that_fail_are_done_by_the_next_run() {
    let world = World::start().await;
    let (company, ids) = portfolio(&world).await;
    world.testbed.fail_next(60, Fault::TransactionThrottled);
    let error = world.run().await.expect_err("some fail");
    let Unfinished::Retryable(done) = error else { panic!("{error:?}") };
    assert!(done.failed > 0 && done.looked_at > 0, "{done:?}");
    assert_eq!(done.failed + done.looked_at, ACCOUNTS);
    world.testbed.heal();
    assert_eq!(world.run().await.expect("done").looked_at, done.failed);
    assert_all_done(&world, &company, &ids).await;
}

#[tokio::test]
async fn an_answer_that_is_lost_and_a_lost_race_are_no_error() {
    let world = World::start().await;
    let (company, ids) = portfolio(&world).await;
    world.testbed.fail_next(5, Fault::TransactionConflict);
    let done = world.run().await.expect("a lost race is no error");
    assert_eq!((done.lost_races, done.looked_at), (5, ACCOUNTS - 5));
    world.testbed.fail_next(1, Fault::AnswerLost);
    assert_eq!(world.run().await.expect("done").looked_at, 5);
    assert_all_done(&world, &company, &ids).await;
}

#[tokio::test]
async fn an_account_that_cannot_be_read_does_not_stop_the_others() {
    let world = World::start().await;
    let (company, ids) = portfolio(&world).await;
    let (bad, good) = ids.split_first().expect("accounts");
    let key = keys::account::account(&keys::loan::loan(&company.id, bad));
    let mut item = world.app.table.get(&key).await.expect("read").expect("an account");
    item.data = r#"{"no": "account"}"#.to_owned();
    world.app.table.transact(vec![Write::Put { item, condition: Condition::None }]).await.expect("stored");
    // With pages of one, the bad one comes before others of its part of the clock.
    let bounds = Bounds { page: 1, ..Bounds::until(Moment::LAST) };
    for looked_at in [ACCOUNTS - 1, 0] {
        let error = world.run_within(bounds).await.expect_err("told");
        let Unfinished::Broken(done) = error else { panic!("{error:?}") };
        assert_eq!((done.looked_at, done.broken, done.failed), (looked_at, 1, 0));
        assert_eq!(error.error_type(), "Internal");
    }
    assert_all_done(&world, &company, good).await;
}

#[tokio::test]
async fn an_account_that_cannot_be_computed_is_told() {
    let world = World::start().await;
    let (company, ids) = portfolio(&world).await;
    let (bad, good) = ids.split_first().expect("accounts");
    let key = keys::account::account(&keys::loan::loan(&company.id, bad));
    let item = world.app.table.get(&key).await.expect("read").expect("an account");
    let mut account: Account = item.read().expect("an account");
    account.agreed.terms.interest.rate = rust_decimal::Decimal::MAX;
    let put = Item { data: Item::of(key, None, &account).expect("an item").data, ..item };
    world.app.table.transact(vec![Write::Put { item: put, condition: Condition::None }]).await.expect("stored");
    let error = world.run().await.expect_err("told");
    assert!(matches!(error, Unfinished::Broken(done) if done.broken == 1), "{error:?}");
    assert_all_done(&world, &company, good).await;
}

#[tokio::test]
async fn what_others_have_in_the_clock_is_left_to_them() {
    let world = World::start().await;
    let company = world.company("UTC").await;
    let pk = keys::loan::loan(&company.id, "LN-1");
    for timer in [Timer::Accounts, Timer::Cases, Timer::Actions] {
        let key = keys::loan::profile(&format!("{pk}-{timer:?}"));
        let clock = keys::index::clock(timer, &key, moment("2024-01-01T00:00:00Z"));
        let item = Item::of(key, 1, &"something").expect("an item").due(Some(clock));
        world.app.table.transact(vec![Write::Put { item, condition: Condition::None }]).await.expect("stored");
    }
    world.testbed.meter().reset();
    assert_eq!(world.run().await.expect("done"), end_of_day::Done::default());
    assert_eq!(world.testbed.meter().calls(), [("Query", 16)]);
}
