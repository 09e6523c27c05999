//! Whatever is sent: never a 500, nothing stored of what is refused, and what is taken can be read again.

mod node;
mod paths;
mod values;

use std::cell::RefCell;
use std::fmt;

use axum::body::Body;
use domain::company::{CompanyKind, UnknownKeys};
use http::{Method, Request};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::Value;

use crate::bad_input::operation::{OPERATIONS, Operation, What, transaction, upload};
use crate::support::{call_2020, lender_with, start};
use node::quoted;
use testbed::{Lender, Reply, World};
use values::body;

const CASES: u32 = 200;

/// After so many changes a table is left for a new one, so that what is read stays short.
const CHANGES_MAX: usize = 48;

/// A company that refuses unknown keys and one that keeps them, on one table, each with `L1`, or `T1` of `C1` and `T2` of `C2`.
struct Room {
    world: World,
    lenders: [Lender; 2],
    uploads: usize,
    changes: usize,
}

impl Room {
    async fn start(kind: CompanyKind) -> Self {
        let world = start().await;
        let lenders =
            [lender_with(&world, kind, UnknownKeys::Refuse).await, lender_with(&world, kind, UnknownKeys::Keep).await];
        for lender in &lenders {
            match kind {
                CompanyKind::Lending => Self::put(&world, lender, "L1", upload("L1", false)).await,
                CompanyKind::CreditLine => {
                    Self::put(&world, lender, "T1", transaction("C1", "T1", false)).await;
                    Self::put(&world, lender, "T2", transaction("C2", "T2", false)).await;
                }
            }
        }
        Self { world, lenders, uploads: 0, changes: 0 }
    }

    async fn put(world: &World, lender: &Lender, id: &str, body: Value) {
        world.call(&lender.token, "POST", &format!("/recovery/loan/{id}"), &body.to_string()).await.expect(201);
    }

    /// One request and what must hold after it.
    async fn check(&mut self, operation: Operation, keeps: bool, body: &str) -> Result<(), TestCaseError> {
        let token = self.lenders[usize::from(keeps)].token.clone();
        let id = self.id(operation);
        let path = operation.path.replace("NEW", &id);
        let body = body.replace("\"NEW\"", &quoted(&id));
        self.world.testbed.meter().reset();
        let reply = call_2020(&self.world, &token, operation.method, &path, &body).await;
        self.is_answer(&reply)?;
        if reply.status.is_success() { self.can_read(&token, &id).await } else { Ok(()) }
    }

    /// JSON of the dialect's form and no fault of ours; where it refuses, the table was not asked to change anything.
    fn is_answer(&mut self, reply: &Reply) -> Result<(), TestCaseError> {
        prop_assert!(!reply.status.is_server_error(), "{} {}", reply.status, reply.text);
        let answer: Value = serde_json::from_str(&reply.text).map_err(|_| TestCaseError::fail(reply.text.clone()))?;
        prop_assert!(reply.headers.contains_key("x-request-id"));
        if reply.status.is_success() {
            self.changes += 1;
            return Ok(());
        }
        prop_assert!(answer["message"].is_string(), "{}", reply.text);
        let calls = self.world.testbed.meter().calls();
        let reads = ["GetItem", "BatchGetItem", "Query"].map(|read| calls.of(read)).iter().sum::<usize>();
        prop_assert_eq!(calls.total(), reads, "{} {}, and yet {}", reply.status, reply.text, calls);
        Ok(())
    }

    /// A new id for three uploads in four: the others meet a loan that is there.
    fn id(&mut self, operation: Operation) -> String {
        if operation.what == What::Upload {
            self.uploads += 1;
            return format!("N{}", self.uploads - self.uploads / 4);
        }
        if operation.kind == CompanyKind::Lending { "L1".to_owned() } else { "T1".to_owned() }
    }

    async fn can_read(&self, token: &str, id: &str) -> Result<(), TestCaseError> {
        for path in [format!("/recovery/loan/{id}"), format!("/legacy/recovery/loan/{id}")] {
            let read = call_2020(&self.world, token, "GET", &path, "").await;
            prop_assert_eq!(read.status.as_u16(), 200, "{} {}", path, read.text);
            prop_assert!(serde_json::from_str::<Value>(&read.text).is_ok(), "{}", read.text);
        }
        Ok(())
    }
}

/// Tries random values on one table after the other, within one runtime.
fn try_random<V: fmt::Debug>(
    kind: CompanyKind,
    strategy: impl Strategy<Value = V>,
    check: &impl AsyncFn(&mut Room, V) -> Result<(), TestCaseError>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let room = RefCell::new(runtime.block_on(Room::start(kind)));
    let config = Config { cases: CASES, max_shrink_iters: 500, failure_persistence: None, ..Config::default() };
    let tried = TestRunner::new(config).run(&strategy, |value| {
        let mut room = room.borrow_mut();
        runtime.block_on(async {
            if room.changes > CHANGES_MAX {
                *room = Room::start(kind).await;
            }
            check(&mut room, value).await
        })
    });
    tried.unwrap_or_else(|fault| panic!("{fault}"));
}

/// Random bodies on the operation of that place in the list.
fn bodies(operation: Operation) {
    try_random(operation.kind, (any::<bool>(), body(operation)), &async |room, (keeps, body)| {
        room.check(operation, keeps, &body).await
    });
}

macro_rules! random_bodies {
    ($($name:ident: $place:literal,)+) => {
        $(#[test] fn $name() { bodies(OPERATIONS[$place]); })+

        #[test]
        fn every_changing_operation_is_tried() {
            let tried = [$($place),+];
            assert!((0..OPERATIONS.len()).all(|place| tried.contains(&place) == OPERATIONS[place].changes()));
        }
    };
}

random_bodies! {
    uploads_of_loans: 1,
    updates_of_loans: 2,
    payments_on_loans: 3,
    uploads_of_transactions: 5,
    updates_of_transactions: 6,
    payments_on_transactions: 7,
    uploads_of_loans_in_2020: 9,
    updates_of_loans_in_2020: 10,
    payments_on_loans_in_2020: 11,
    uploads_of_transactions_in_2020: 13,
    updates_of_transactions_in_2020: 14,
    payments_on_transactions_in_2020: 15,
}

/// Random paths and queries in the name of a company of that kind.
fn any_path(kind: CompanyKind) {
    let method = select(vec![Method::GET, Method::POST, Method::PATCH]);
    let operations = OPERATIONS.into_iter().filter(|operation| operation.kind == kind && operation.changes());
    let bodies = operations.map(|operation| operation.body().to_string()).chain(["{}".to_owned()]);
    let strategy = (method, paths::path(), select(bodies.collect::<Vec<_>>()));
    try_random(kind, strategy, &async |room, (method, path, body)| {
        let request = Request::builder().method(&method).uri(&path).header("role", "admin");
        let request = request.header("authenticationtoken", &room.lenders[1].token).body(Body::from(body));
        // A client that cannot form the request does not send it.
        let Ok(request) = request else { return Ok(()) };
        room.world.testbed.meter().reset();
        let reply = room.world.send(request).await;
        room.is_answer(&reply)
    });
}

#[test]
fn paths_and_queries_of_a_lender() {
    any_path(CompanyKind::Lending);
}

#[test]
fn paths_and_queries_of_a_credit_line() {
    any_path(CompanyKind::CreditLine);
}
