//! Two companies on one table: whatever one of them asks, it neither learns of the other's loans nor touches them.

use domain::company::CompanyKind;
use serde_json::Value;
use testbed::Snapshot;
use testbed::{Lender, Reply, World};

use crate::bad_input::operation::{OPERATIONS, Operation, What, operations, payment, transaction, upload};
use crate::support::{call_2020, lender, loan_body, payment_body, start, transaction_body};

/// A company with data, and another of the same kind that looks for it.
struct Room {
    world: World,
    owner: Lender,
    other: Lender,
}

impl Room {
    async fn start(kind: CompanyKind) -> Self {
        let world = start().await;
        let owner = lender(&world, kind).await;
        let other = lender(&world, kind).await;
        let room = Self { world, owner, other };
        let (id, body) = match kind {
            CompanyKind::Lending => ("L1", upload("L1", false)),
            CompanyKind::CreditLine => ("T1", transaction("C1", "T1", false)),
        };
        room.post(&room.owner, id, &body.to_string()).await.expect(201);
        let paid = room.pay(&room.owner, id, &payment(kind, false).to_string()).await;
        assert_eq!(paid.status, 200, "{}", paid.text);
        room
    }

    async fn post(&self, lender: &Lender, id: &str, body: &str) -> Reply {
        self.world.call(&lender.token, "POST", &format!("/recovery/loan/{id}"), body).await
    }

    async fn get(&self, lender: &Lender, id: &str) -> Reply {
        self.world.call(&lender.token, "GET", &format!("/recovery/loan/{id}"), "").await
    }

    async fn pay(&self, lender: &Lender, id: &str, body: &str) -> Reply {
        let path = format!("/recovery/payments/{id}?allocation_month=2020-7-01");
        self.world.call(&lender.token, "PATCH", &path, body).await
    }

    async fn snapshot(&self) -> Snapshot {
        self.world.testbed.snapshot().await
    }

    /// Nothing changed since then of what lies under the owner's id, nor anything that names it.
    async fn assert_owner_untouched_since(&self, before: &Snapshot) {
        let changes = self.snapshot().await.changes_since(before);
        let of_owner: Vec<_> = changes.iter().filter(|change| change.contains(&self.owner.company.id)).collect();
        assert!(of_owner.is_empty(), "{of_owner:#?}");
    }
}

/// The operation's good request on what the owner has.
async fn ask(room: &Room, lender: &Lender, operation: Operation) -> Reply {
    let body = if operation.changes() { operation.body().to_string() } else { String::new() };
    call_2020(&room.world, &lender.token, operation.method, operation.path, &body).await
}

#[tokio::test]
async fn what_is_anothers_is_not_found_by_any_operation() {
    for operation in operations(|operation| operation.what != What::Upload) {
        let room = Room::start(operation.kind).await;
        let before = room.snapshot().await;
        let reply = ask(&room, &room.other, operation).await;
        assert_eq!(reply.status.as_u16(), 404, "{operation:?} {}", reply.text);
        assert_eq!(room.snapshot().await.changes_since(&before), Vec::<String>::new(), "{operation:?}");
        ask(&room, &room.owner, operation).await.expect(200);
    }
}

/// The words are those for what is nowhere: not even that it exists is told.
#[tokio::test]
async fn what_is_anothers_is_refused_as_what_is_nowhere() {
    for operation in operations(|operation| operation.what != What::Upload) {
        let room = Room::start(operation.kind).await;
        let anothers = ask(&room, &room.other, operation).await;
        let empty = Room { owner: lender(&room.world, operation.kind).await, ..Room::start(operation.kind).await };
        let nowhere = ask(&empty, &empty.other, operation).await;
        assert_eq!(anothers.json(), nowhere.json(), "{operation:?}");
    }
}

#[tokio::test]
async fn the_same_ids_are_other_loans_in_another_company() {
    for operation in operations(|operation| operation.what == What::Upload) {
        let room = Room::start(operation.kind).await;
        let id = if operation.kind == CompanyKind::Lending { "L1" } else { "T1" };
        let body =
            operation.body().to_string().replace("\"NEW\"", &format!("\"{id}\"")).replace("Shri Ram", "Sita Devi");
        let path = operation.path.replace("NEW", id);
        let (before, of_owner) = (room.snapshot().await, room.get(&room.owner, id).await.expect(200).json());

        call_2020(&room.world, &room.other.token, operation.method, &path, &body).await.expect(201);

        room.assert_owner_untouched_since(&before).await;
        assert_eq!(room.get(&room.owner, id).await.expect(200).json(), of_owner);
        let of_other = room.get(&room.other, id).await.expect(200).text;
        assert!(of_other.contains("Sita Devi") && !of_other.contains("Shri Ram") && !of_other.contains("RFN-7"));
    }
}

#[tokio::test]
async fn changes_of_one_company_leave_the_others_loan_of_the_same_id_alone() {
    for kind in [CompanyKind::Lending, CompanyKind::CreditLine] {
        for operation in operations(|operation| operation.kind == kind && operation.what != What::Upload) {
            let room = Room::start(kind).await;
            let (id, body) = match kind {
                CompanyKind::Lending => ("L1", upload("L1", false)),
                CompanyKind::CreditLine => ("T1", transaction("C1", "T1", false)),
            };
            room.post(&room.other, id, &body.to_string()).await.expect(201);
            let before = room.snapshot().await;
            ask(&room, &room.other, operation).await.expect(200);
            room.assert_owner_untouched_since(&before).await;
        }
    }
}

#[tokio::test]
async fn a_transaction_of_anothers_customer_is_not_that_customers() {
    let room = Room::start(CompanyKind::CreditLine).await;
    room.post(&room.other, "T9", &transaction_body("C1", "T9")).await.expect(201);
    let customer = room.get(&room.other, "C1").await.expect(200).json();
    assert_eq!(customer["output"]["transactions_details"].as_array().map(Vec::len), Some(1));
    assert_eq!(customer["output"]["payment_history"], Value::Array(Vec::new()));
    // The same transaction's id under another customer's, too, is no conflict with the owner's.
    room.post(&room.other, "T1", &transaction_body("C7", "T1")).await.expect(201);
    let own = room.get(&room.owner, "T1").await.expect(200).json();
    assert_eq!(own["output"]["applicant_details"]["client_customer_id"], "C1");
}

#[tokio::test]
async fn an_idempotency_key_is_of_one_company() {
    for operation in operations(|operation| operation.what == What::Upload) {
        let room = Room::start(operation.kind).await;
        for (lender, name) in
            [(&room.owner, "Asha"), (&room.other, "Binod"), (&room.owner, "Asha"), (&room.other, "Binod")]
        {
            let body = operation.body().to_string().replace("Shri Ram", name);
            let headers = [("authenticationtoken", lender.token.as_str()), ("role", "admin"), ("idempotency-key", "K")];
            room.world.call_with(&headers, operation.method, operation.path, body).await.expect(201);
            assert!(room.get(lender, "NEW").await.expect(200).text.contains(name));
        }
    }
}

#[tokio::test]
async fn a_payments_reference_is_of_one_company() {
    let room = Room::start(CompanyKind::Lending).await;
    room.post(&room.other, "L1", &upload("L1", false).to_string()).await.expect(201);
    // The owner has it with another amount, for another month.
    let paid = payment_body("1", r#""payment_reference_number":"RFN-7","#);
    room.pay(&room.other, "L1", &paid).await.expect(200);
    let read = room.get(&room.other, "L1").await.expect(200).json();
    assert_eq!(read["payment_history"].as_array().map(Vec::len), Some(1));
    assert_eq!(read["loan_details"]["defaults"][0]["amount_recovered"], 1);
    let read = room.get(&room.owner, "L1").await.expect(200).json();
    assert_eq!(read["loan_details"]["defaults"][0]["amount_recovered"], 3450.5);
}

/// Ids as a company could make them up, to reach what lies beside its own.
fn crafted(owner: &str) -> Vec<String> {
    let ids = [
        "x#LOAN#L1",
        "L1#PROFILE",
        "#",
        "%",
        "%23",
        "%2523",
        "%23LOAN%23L1",
        "PROFILE",
        "PROFILE#ALLOCATION#2020-07",
        "~REFERENCE#",
        "~EVENT#",
        "COMPANY",
        "../L1",
        "/",
        "L1?fields=loan",
        "L1&x",
        "*",
        "l1",
        "L1 ",
        " L1",
        "Ｌ1",
    ];
    let of_owner = [
        format!("{owner}#LOAN#L1"),
        format!("{owner}#CUSTOMER#C1"),
        format!("{owner}#TRANSACTION#T1"),
        format!("{owner}%23LOAN%23L1"),
        format!("x#{owner}"),
        owner.to_owned(),
    ];
    ids.map(str::to_owned).into_iter().chain(of_owner).collect()
}

fn encoded(id: &str) -> String {
    percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[tokio::test]
async fn an_id_that_looks_like_a_key_reaches_nothing() {
    for operation in OPERATIONS {
        let room = Room::start(operation.kind).await;
        let before = room.snapshot().await;
        for id in crafted(&room.owner.company.id) {
            let path = operation.path.replace("NEW", "L1");
            for known in ["L1", "C1", "T1"].into_iter().filter(|known| path.contains(known)) {
                let body = if operation.changes() { r#"{"loan_tenure":7}"# } else { "" };
                let body = if operation.what == What::Pay { operation.body().to_string() } else { body.to_owned() };
                let path = path.replace(known, &encoded(&id));
                let reply = call_2020(&room.world, &room.other.token, operation.method, &path, &body).await;
                let expected = if operation.what == What::Upload { 400 } else { 404 };
                assert_eq!(reply.status.as_u16(), expected, "{operation:?} {path} {}", reply.text);
            }
        }
        assert_eq!(room.snapshot().await.changes_since(&before), Vec::<String>::new(), "{operation:?}");
    }
}

/// It is an id like any other: whoever uploads it has a loan of its own, and finds it again.
#[tokio::test]
async fn what_is_uploaded_under_such_an_id_is_a_loan_of_its_own() {
    for kind in [CompanyKind::Lending, CompanyKind::CreditLine] {
        let room = Room::start(kind).await;
        for id in crafted(&room.owner.company.id).iter().filter(|id| id.trim() == *id) {
            let before = room.snapshot().await;
            let body = match kind {
                CompanyKind::Lending => loan_body(id, ""),
                CompanyKind::CreditLine => transaction_body(id, id),
            };
            room.post(&room.other, &encoded(id), &body).await.expect(201);
            let changes = room.snapshot().await.changes_since(&before);
            let counted = format!("~ {}#CONTACTS#COUNT#", room.other.company.id);
            let is_own = |change: &String| is_new_of(&room.other, change) || change.starts_with(&counted);
            assert!(changes.iter().all(is_own), "{id}: {changes:#?}");
            assert!(
                room.get(&room.other, &encoded(id))
                    .await
                    .expect(200)
                    .text
                    .contains(&Value::from(id.as_str()).to_string())
            );
        }
    }
}

/// A new item under that company's id.
fn is_new_of(lender: &Lender, change: &str) -> bool {
    change.starts_with(&format!("+ {}#", lender.company.id))
}

/// A customer's own items lie side by side: an id that looks like a part of a key does not reach another transaction's.
#[tokio::test]
async fn transactions_of_one_customer_are_apart_whatever_they_are_called() {
    let room = Room::start(CompanyKind::CreditLine).await;
    let ids =
        ["1", "11", "1#ALLOCATION#2020-07", "1%23ALLOCATION%232020-07", "ALLOCATION#1", "1#", "TRANSACTION#1", "1 "];
    for id in ids {
        room.post(&room.owner, &encoded(id), &transaction_body("C9", id)).await.expect(201);
    }
    let path = |id: &str| format!("/recovery/payments/{}?allocation_month=2020-8-01", encoded(id));
    for (paid, id) in ids.iter().enumerate() {
        let more = r#""client_customer_id":"C9","payment_reference_number":"R","#;
        let body = payment_body(&(paid + 1).to_string(), more);
        room.world.call(&room.owner.token, "PATCH", &path(id), &body).await.expect(200);
    }
    let customer = room.get(&room.owner, "C9").await.expect(200).json();
    let transactions = customer["output"]["transactions_details"].as_array().expect("a list");
    assert_eq!(transactions.len(), ids.len());
    for (paid, id) in ids.iter().enumerate() {
        let found =
            transactions.iter().find(|transaction| transaction["transaction_id"] == *id).expect("the transaction");
        let months = found["data"]["defaults"].as_array().expect("a list");
        assert_eq!((months.len(), &months[0]["amount_recovered"]), (1, &Value::from(paid + 1)), "{id}");
    }
}
