//! What is answered when the table does not do as it is asked.

use domain::company::CompanyKind;
use testbed::Fault;
use testbed::{Lender, Reply, World};
use tokio::task::JoinSet;

use crate::bad_input::operation::{OPERATIONS, Operation, What, operations, transaction, upload};
use crate::support::{call_2020, lender, start};

/// Attempts that the client makes of one call.
const ATTEMPTS: usize = 4;
/// Attempts that are made of one change.
const CHANGE_ATTEMPTS: usize = 8;
/// More faults than one request can meet.
const STORM: usize = 200;

const TOO_MANY: &str = "We're receiving too many requests. Please try again later.";
const OFFLINE: &str = "We're temporarily offline for maintenance. Please try again later.";
const RACED: &str = "The resource is being changed by other requests. Please try again.";

/// A company with what the operations are about.
struct Room {
    world: World,
    lender: Lender,
}

impl Room {
    /// The token has been seen, so that the next call to the table is the operation's own.
    async fn start(kind: CompanyKind) -> Self {
        let room = Self::unseen(kind).await;
        let (id, body) = match kind {
            CompanyKind::Lending => ("L1", upload("L1", false)),
            CompanyKind::CreditLine => ("T1", transaction("C1", "T1", false)),
        };
        let path = format!("/recovery/loan/{id}");
        room.world.call(&room.lender.token, "POST", &path, &body.to_string()).await.expect(201);
        room
    }

    async fn unseen(kind: CompanyKind) -> Self {
        let world = start().await;
        let lender = lender(&world, kind).await;
        Self { world, lender }
    }

    async fn ask(&self, operation: Operation) -> Reply {
        self.ask_with(operation, &[]).await
    }

    async fn ask_with(&self, operation: Operation, more: &[(&str, &str)]) -> Reply {
        let headers = [("authenticationtoken", self.lender.token.as_str()), ("role", "admin")];
        let headers: Vec<_> = headers.iter().chain(more).copied().collect();
        self.world.call_with(&headers, operation.method, operation.path, good_body(operation)).await
    }

    /// The same, with faults that begin once the operation has read what it must know.
    async fn ask_while_writes_fail(
        &self,
        operation: Operation,
        more: &[(&str, &str)],
        (count, fault): (usize, Fault),
    ) -> Reply {
        let testbed = &self.world.testbed;
        testbed.meter().reset();
        let faults = async {
            while testbed.meter().calls().requests() == 0 {
                tokio::task::yield_now().await;
            }
            testbed.fail_next(count, fault);
        };
        tokio::join!(self.ask_with(operation, more), faults).0
    }
}

/// An update says something new, so that there is something to store.
fn good_body(operation: Operation) -> String {
    let mut body = operation.body();
    if operation.what == What::Update {
        body["loan_tenure"] = 24.into();
    }
    if operation.changes() { body.to_string() } else { String::new() }
}

/// Refused with that message, and when to ask again.
fn assert_later(reply: &Reply, status: u16, message: &str, seconds: &str, operation: Operation) {
    assert_eq!(reply.status.as_u16(), status, "{operation:?} {}", reply.text);
    assert_eq!(reply.message(), message, "{operation:?}");
    assert_eq!(reply.headers["retry-after"], seconds, "{operation:?}");
    let answer = reply.json();
    assert_eq!(answer.get("output"), None);
    assert_eq!(answer.get("request_id").is_some(), status >= 500);
}

/// What a good request of that kind is answered.
fn good(operation: Operation) -> u16 {
    if operation.what == What::Upload { 201 } else { 200 }
}

/// Checks operations side by side, each on a table of its own: most of the time is spent waiting between attempts.
async fn each<F: Future<Output = ()> + Send + 'static>(
    of: impl Fn(&Operation) -> bool,
    check: impl Fn(Operation) -> F,
) {
    operations(of).map(check).collect::<JoinSet<()>>().join_all().await;
}

/// What is answered under faults without end; and that nothing is stored, and all is well once they are over.
async fn storm(fault: Fault, operation: Operation, status: u16, message: &str, seconds: &str) {
    let room = Room::start(operation.kind).await;
    let before = room.world.testbed.snapshot().await;
    room.world.testbed.fail_next(STORM, fault);
    assert_later(&room.ask(operation).await, status, message, seconds, operation);
    assert!(room.world.testbed.faults_left() > 0, "the storm was too short");
    room.world.testbed.heal();
    assert_eq!(room.world.testbed.snapshot().await.changes_since(&before), Vec::<String>::new(), "{operation:?}");
    room.ask(operation).await.expect(good(operation));
}

#[tokio::test]
async fn a_table_that_throttles_is_a_503() {
    each(|_| true, |operation| storm(Fault::Throttle, operation, 503, TOO_MANY, "2")).await;
}

#[tokio::test]
async fn a_table_that_throttles_within_a_transaction_is_a_503() {
    each(Operation::changes, |operation| storm(Fault::TransactionThrottled, operation, 503, TOO_MANY, "2")).await;
}

#[tokio::test]
async fn a_table_that_fails_is_a_503() {
    each(|_| true, |operation| storm(Fault::InternalServerError, operation, 503, OFFLINE, "5")).await;
}

#[tokio::test]
async fn a_table_that_cannot_be_reached_is_a_503() {
    each(|_| true, |operation| storm(Fault::ConnectionDrop, operation, 503, OFFLINE, "5")).await;
}

#[tokio::test]
async fn a_storm_of_conflicts_is_a_409_after_some_attempts() {
    each(Operation::changes, |operation| storm(Fault::TransactionConflict, operation, 409, RACED, "1")).await;
}

/// The client, or the change itself, tries again.
#[tokio::test]
async fn fewer_faults_than_attempts_go_unseen() {
    each(
        |_| true,
        async |operation| {
            survive(operation, Fault::Throttle, ATTEMPTS - 1).await;
            survive(operation, Fault::InternalServerError, ATTEMPTS - 1).await;
            survive(operation, Fault::ConnectionDrop, ATTEMPTS - 1).await;
            if operation.changes() {
                survive(operation, Fault::TransactionConflict, CHANGE_ATTEMPTS - 1).await;
            }
        },
    )
    .await;
}

async fn survive(operation: Operation, fault: Fault, count: usize) {
    let room = Room::start(operation.kind).await;
    room.world.testbed.fail_next(count, fault);
    room.ask(operation).await.expect(good(operation));
    assert_eq!(room.world.testbed.faults_left(), 0, "{operation:?} {fault:?}");
}

/// As without the faults: the month, the payment, its remark and its event are there once.
#[tokio::test]
async fn a_change_that_met_faults_is_made_once() {
    each(Operation::changes, async |operation| {
        let undisturbed = added(operation, None).await;
        for fault in [Fault::Throttle, Fault::ConnectionDrop, Fault::AnswerLost, Fault::TransactionConflict] {
            assert_eq!(added(operation, Some(fault)).await, undisturbed, "{operation:?} {fault:?}");
        }
    })
    .await;
}

/// The kinds of items that a good request adds or changes, though its first attempts at writing fail.
async fn added(operation: Operation, fault: Option<Fault>) -> Vec<String> {
    let room = Room::start(operation.kind).await;
    let before = room.world.testbed.snapshot().await;
    let reply = match fault {
        Some(fault) => room.ask_while_writes_fail(operation, &[], (ATTEMPTS - 1, fault)).await,
        None => room.ask(operation).await,
    };
    reply.expect(good(operation));
    assert_eq!(room.world.testbed.faults_left(), 0);
    let changes = room.world.testbed.snapshot().await.changes_since(&before);
    changes.iter().map(|change| kind_of_item(change)).collect()
}

/// `+ REMARK`, of an item's change.
fn kind_of_item(change: &str) -> String {
    let mut words = change.split_whitespace();
    let (sign, sk) = (words.next().unwrap_or_default(), words.nth(1).unwrap_or_default());
    format!("{sign} {}", sk.trim_end_matches(|c: char| c != '#'))
}

/// Whether it was carried out is not known to the one who asks: under a key it can ask again and learn.
#[tokio::test]
async fn a_change_whose_answer_was_lost_is_not_made_again_under_its_key() {
    each(Operation::changes, learn_of_lost_answer).await;
}

async fn learn_of_lost_answer(operation: Operation) {
    let room = Room::start(operation.kind).await;
    let key = [("idempotency-key", "K")];
    let before = room.world.testbed.snapshot().await;
    let lost = room.ask_while_writes_fail(operation, &key, (ATTEMPTS, Fault::AnswerLost)).await;
    assert_later(&lost, 503, OFFLINE, "5", operation);
    let after = room.world.testbed.snapshot().await;
    assert_ne!(after, before, "{operation:?} was not carried out");
    for _ in 0..2 {
        let again = room.ask_with(operation, &key).await.expect(good(operation));
        assert_eq!(again.headers["idempotency-replayed"], "true");
    }
    assert_eq!(room.world.testbed.snapshot().await.changes_since(&after), Vec::<String>::new());
}

/// Who asks cannot be told from the table either; it is not remembered as nobody.
#[tokio::test]
async fn a_token_that_cannot_be_looked_up_is_a_503_not_a_401() {
    for (fault, message, seconds) in [
        (Fault::Throttle, TOO_MANY, "2"),
        (Fault::InternalServerError, OFFLINE, "5"),
        (Fault::ConnectionDrop, OFFLINE, "5"),
    ] {
        let room = Room::unseen(CompanyKind::Lending).await;
        let upload = OPERATIONS[1];
        room.world.testbed.fail_next(ATTEMPTS, fault);
        assert_later(&room.ask(upload).await, 503, message, seconds, upload);
        assert_eq!(room.world.testbed.faults_left(), 0);
        room.ask(upload).await.expect(201);
    }
}

/// What is refused by itself is not looked up first: it costs nothing while the table is away.
#[tokio::test]
async fn a_bad_request_is_refused_though_the_table_is_away() {
    for operation in operations(Operation::changes) {
        let room = Room::start(operation.kind).await;
        room.world.testbed.fail_next(STORM, Fault::ConnectionDrop);
        let reply =
            call_2020(&room.world, &room.lender.token, operation.method, operation.path, r#"{"surprise":1}"#).await;
        assert_eq!(reply.status.as_u16(), 400, "{operation:?} {}", reply.text);
        assert_eq!(room.world.testbed.faults_left(), STORM);
    }
}
