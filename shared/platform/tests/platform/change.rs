use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use domain::json::Json;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use platform::change::{self, ATTEMPTS_MAX, Change};
use platform::http::answer::Answer;
use platform::http::problem::Problem;
use platform::idempotency::{IdempotentRequest, KEY_HEADER, REPLAYED_HEADER};
use platform::table::{Condition, Item, Key, Write};
use testbed::Fault;

use crate::setting::{COMPANY, OTHER_COMPANY, Setting};

fn counter() -> Key {
    Key { pk: format!("{COMPANY}#COUNTER"), sk: "COUNTER".to_owned() }
}

/// Counts one up, as any change of an aggregate does: read, decide, write under the version.
async fn count(setting: &Setting) -> Result<Change, Problem> {
    let stored = setting.table.get(&counter()).await?;
    let version = stored.and_then(|item| item.version).unwrap_or_default();
    let condition = if version == 0 { Condition::Absent } else { Condition::Version(version) };
    let number = i64::try_from(version + 1).expect("small");
    let item = Item::of(counter(), version + 1, &Json::integer(number))?;
    Ok(Change { writes: vec![Write::Put { item, condition }], answer: Answer::created(Json::integer(number)) })
}

fn request(key: &str, path: &str, body: &'static str) -> IdempotentRequest {
    let headers = HeaderMap::from_iter([(KEY_HEADER, HeaderValue::from_str(key).expect("a header value"))]);
    let uri: Uri = path.parse().expect("a path");
    let body = Bytes::from_static(body.as_bytes());
    let request = IdempotentRequest::from_request(&Method::POST, &uri, &headers, &body);
    request.expect("a key").expect("a request")
}

async fn run(setting: &Setting, request: Option<&IdempotentRequest>) -> Result<Answer, Problem> {
    change::run(&setting.table, &setting.clock, COMPANY, request, || count(setting)).await
}

fn is_replayed(answer: &Answer) -> bool {
    answer.headers.contains_key(REPLAYED_HEADER)
}

#[tokio::test]
async fn a_change_is_one_read_and_one_transaction() {
    let setting = Setting::start().await;
    run(&setting, None).await.expect("done");
    assert_eq!(setting.testbed.meter().calls(), [("GetItem", 1), ("TransactWriteItems", 1)]);
    setting.testbed.meter().reset();
    run(&setting, Some(&request("k", "/x", "{}"))).await.expect("done");
    assert_eq!(setting.testbed.meter().calls(), [("GetItem", 1), ("TransactWriteItems", 1)]);
}

#[tokio::test]
async fn a_change_of_nothing_without_a_key_costs_nothing() {
    let setting = Setting::start().await;
    let nothing = || async { Ok(Change { writes: Vec::new(), answer: Answer::ok(Json::Null) }) };
    change::run(&setting.table, &setting.clock, COMPANY, None, nothing).await.expect("done");
    assert_eq!(setting.testbed.meter().calls().total(), 0);
}

#[tokio::test]
async fn a_repetition_changes_nothing_and_is_answered_the_same() {
    let setting = Setting::start().await;
    let request = request("k", "/x?y=1", "{}");
    let first = run(&setting, Some(&request)).await.expect("done");
    let state = setting.testbed.snapshot().await;
    setting.testbed.meter().reset();
    let second = run(&setting, Some(&request)).await.expect("replayed");
    assert_eq!(setting.testbed.meter().calls(), [("GetItem", 1), ("TransactWriteItems", 1)]);
    assert!(!is_replayed(&first) && is_replayed(&second));
    assert_eq!((first.status, first.body), (second.status, second.body));
    assert_eq!(setting.testbed.snapshot().await, state);
}

#[tokio::test]
async fn a_key_belongs_to_one_operation_one_body_and_one_company() {
    let setting = Setting::start().await;
    run(&setting, Some(&request("k", "/x?y=1", "{}"))).await.expect("done");
    let state = setting.testbed.snapshot().await;
    for other in [request("k", "/x?y=2", "{}"), request("k", "/z", "{}"), request("k", "/x?y=1", "{ }")] {
        let problem = run(&setting, Some(&other)).await.expect_err("another request");
        assert_eq!(problem.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(setting.testbed.snapshot().await, state);
    let same = request("k", "/x?y=1", "{}");
    let attempt = || async { Ok(Change { writes: Vec::new(), answer: Answer::ok(Json::Null) }) };
    let other = change::run(&setting.table, &setting.clock, OTHER_COMPANY, Some(&same), attempt).await.expect("done");
    assert!(!is_replayed(&other));
}

#[tokio::test]
async fn a_repetition_is_answered_although_the_state_would_now_refuse_it() {
    let setting = Setting::start().await;
    let once = || async {
        let change = count(&setting).await?;
        if change.answer.body == Json::integer(1) { Ok(change) } else { Err(Problem::conflict("done already")) }
    };
    let run = async |request: &IdempotentRequest| {
        change::run(&setting.table, &setting.clock, COMPANY, Some(request), once).await
    };
    run(&request("k", "/x", "{}")).await.expect("done");
    assert!(is_replayed(&run(&request("k", "/x", "{}")).await.expect("replayed")));
    assert_eq!(run(&request("other", "/x", "{}")).await.expect_err("refused").message, "done already");
    assert_eq!(run(&request("k", "/x", "[]")).await.expect_err("refused").status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_refusal_writes_nothing_and_is_not_remembered() {
    let setting = Setting::start().await;
    let before = setting.testbed.snapshot().await;
    let refuse = || async { Err(Problem::conflict("no")) };
    let request = request("k", "/x", "{}");
    let refused = change::run(&setting.table, &setting.clock, COMPANY, Some(&request), refuse).await;
    assert_eq!(refused.expect_err("refused").status, StatusCode::CONFLICT);
    assert_eq!(setting.testbed.snapshot().await, before);
    assert!(!is_replayed(&run(&setting, Some(&request)).await.expect("done")));
}

#[tokio::test]
async fn a_record_is_good_for_a_day_and_then_absent_though_not_deleted() {
    let setting = Setting::start().await;
    let request = request("k", "/x", "{}");
    run(&setting, Some(&request)).await.expect("done");
    setting.clock.advance(Duration::from_secs(24 * 60 * 60 - 1));
    assert!(is_replayed(&run(&setting, Some(&request)).await.expect("replayed")));
    setting.clock.advance(Duration::from_secs(1));
    let again = run(&setting, Some(&request)).await.expect("done");
    assert!(!is_replayed(&again));
    assert_eq!(again.body, Json::integer(2));
    setting.clock.advance(Duration::from_hours(24));
    let refuse = || async { Err(Problem::conflict("no")) };
    let refused = change::run(&setting.table, &setting.clock, COMPANY, Some(&request), refuse).await;
    assert_eq!(refused.expect_err("the record's time is over").status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_lost_race_is_run_again_on_fresh_state() {
    let setting = Setting::start().await;
    let (first, second) = tokio::join!(run(&setting, None), run(&setting, None));
    let bodies = [first.expect("done").body, second.expect("done").body];
    assert!(bodies.contains(&Json::integer(1)) && bodies.contains(&Json::integer(2)));
}

#[tokio::test]
async fn of_many_writers_each_is_done_once_or_told_to_come_back() {
    let setting = Setting::start().await;
    let outcomes = futures_util::future::join_all((0..40).map(|_| run(&setting, None))).await;
    let refused = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
    assert!(refused.clone().all(|problem| problem.status == StatusCode::CONFLICT && problem.retryable()));
    let done = 40 - refused.count();
    let stored = setting.table.get(&counter()).await.expect("read").expect("there");
    assert_eq!(stored.version, u64::try_from(done).ok());
    assert!(done >= 10, "only {done} of 40 were done");
}

#[tokio::test]
async fn the_same_request_twice_at_once_is_done_once() {
    let setting = Setting::start().await;
    let request = request("k", "/x", "{}");
    let runs = (0..10).map(|_| run(&setting, Some(&request)));
    let answers = futures_util::future::join_all(runs).await;
    let answers: Vec<_> = answers.into_iter().map(|answer| answer.expect("done")).collect();
    assert_eq!(answers.iter().filter(|answer| !is_replayed(answer)).count(), 1);
    assert!(answers.iter().all(|answer| answer.body == Json::integer(1)));
}

#[tokio::test]
async fn transactions_in_the_way_are_waited_for() {
    let setting = Setting::start().await;
    setting.testbed.fail_next(3, Fault::TransactionConflict);
    run(&setting, None).await.expect("done");
    assert_eq!(setting.testbed.meter().calls(), [("GetItem", 4), ("TransactWriteItems", 4)]);
}

#[tokio::test]
async fn whoever_loses_every_race_is_told_to_try_again() {
    let setting = Setting::start().await;
    let attempts = AtomicU64::new(0);
    let stale = || async {
        attempts.fetch_add(1, Ordering::Relaxed);
        let item = Item::of(counter(), 9, &Json::Null)?;
        let writes = vec![Write::Put { item, condition: Condition::Version(8) }];
        Ok(Change { writes, answer: Answer::ok(Json::Null) })
    };
    let started = std::time::Instant::now();
    let problem = change::run(&setting.table, &setting.clock, COMPANY, None, stale).await.expect_err("lost");
    assert_eq!((problem.status, problem.retry_after_seconds), (StatusCode::CONFLICT, Some(1)));
    assert_eq!(attempts.load(Ordering::Relaxed), u64::from(ATTEMPTS_MAX));
    assert!(started.elapsed() < Duration::from_secs(3), "took {:?}", started.elapsed());
}

#[tokio::test]
async fn a_table_that_throttles_or_is_away_is_503_with_retry_after() {
    let setting = Setting::start().await;
    for fault in [Fault::Throttle, Fault::TransactionThrottled, Fault::InternalServerError, Fault::ConnectionDrop] {
        setting.testbed.fail_next(20, fault);
        let problem = run(&setting, Some(&request("k", "/x", "{}"))).await.expect_err("away");
        assert_eq!(problem.status, StatusCode::SERVICE_UNAVAILABLE, "{fault:?}");
        assert!(problem.retry_after_seconds.is_some());
        setting.testbed.heal();
    }
    assert!(!is_replayed(&run(&setting, Some(&request("k", "/x", "{}"))).await.expect("done")));
}

#[tokio::test]
async fn a_change_whose_answer_was_lost_is_not_done_twice() {
    let setting = Setting::start().await;
    setting.testbed.fail_next(1, Fault::TransactionConflict);
    setting.testbed.fail_next(1, Fault::AnswerLost);
    run(&setting, Some(&request("k", "/x", "{}"))).await.expect("done");
    let stored = setting.table.get(&counter()).await.expect("read").expect("there");
    assert_eq!(stored.version, Some(1));
}

#[test]
fn a_key_is_visible_ascii_of_bounded_length_and_for_post_and_patch_only() {
    let uri = Uri::from_static("/x");
    let from = |method: Method, keys: &[&[u8]]| {
        let keys = keys.iter().map(|key| (KEY_HEADER, HeaderValue::from_bytes(key).expect("a header value")));
        let mut headers = HeaderMap::new();
        keys.for_each(|(name, value)| {
            headers.append(name, value);
        });
        IdempotentRequest::from_request(&method, &uri, &headers, &Bytes::new()).map_err(|problem| problem.status)
    };
    let long = [b'x'; 256];
    assert!(matches!(from(Method::POST, &[&long[..255]]), Ok(Some(_))));
    assert!(matches!(from(Method::PATCH, &[b"a-b_c#1"]), Ok(Some(_))));
    assert!(matches!(from(Method::POST, &[]), Ok(None)));
    assert!(matches!(from(Method::GET, &[&long]), Ok(None)));
    for refused in [&[&long[..]][..], &[b""], &[b"a b"], &[b"\xC3\xA9"], &[b"a", b"a"]] {
        assert_eq!(from(Method::POST, refused).expect_err("no key"), StatusCode::BAD_REQUEST);
    }
}
