//! Requests at once come to one serial order.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{agencies, agency, assign, data, path, start, unassign, upload};

#[tokio::test]
async fn assignments_and_recalls_of_one_loan_come_one_after_the_other() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1").await;
    let agencies_of = [agency(&world, &lender, "a").await, agency(&world, &lender, "b").await];
    let replies = join_all((0..40).map(async |number: usize| match number % 4 {
        0 | 1 => assign(&world, &lender, "LN-1", json!({ "agencyId": agencies_of[number % 4] })).await,
        _ => unassign(&world, &lender, "LN-1", "creditor").await,
    }))
    .await;
    for reply in &replies {
        assert!([200, 409].contains(&reply.status.as_u16()), "{}: {}", reply.status, reply.text);
    }
    let history = data(&world, &lender, &format!("{}/history", path("LN-1"))).await;
    // Each entry follows from the one before.
    let mut current: Option<String> = None;
    for entry in history.as_array().unwrap().iter().rev() {
        let agency = entry["agencyId"].as_str().map(str::to_owned);
        match entry["action"].as_str().unwrap() {
            "assigned" => {
                assert_eq!(current, None, "{history}");
                current = agency;
            }
            "unassigned" | "recalled" => {
                assert_eq!(current, agency, "{history}");
                current = None;
            }
            other => panic!("{other}"),
        }
    }
    let shown = data(&world, &lender, &path("LN-1")).await;
    assert_eq!(shown["agencyId"], current.clone().map_or(Value::Null, Value::from));
    // The counts of both agencies agree with it.
    for id in &agencies_of {
        let status = if current.as_ref() == Some(id) { 409 } else { 200 };
        world.call(&lender.token, "DELETE", &format!("{}/{id}", agencies(&lender)), "").await.expect(status);
    }
}

#[tokio::test]
async fn an_agency_is_deleted_or_takes_loans_but_never_both() {
    let world = start().await;
    let lender = world.lender().await;
    for round in 0..6 {
        let id = agency(&world, &lender, &format!("{round}")).await;
        let loans: Vec<String> = (0..8).map(|number| format!("LN-{round}-{number}")).collect();
        for loan in &loans {
            upload(&world, &lender, loan).await;
        }
        let path = format!("{}/{id}", agencies(&lender));
        let (assigned, deleted) = tokio::join!(
            join_all(loans.iter().map(|loan| assign(&world, &lender, loan, json!({ "agencyId": id })))),
            world.call(&lender.token, "DELETE", &path, "")
        );
        let taken = assigned.iter().filter(|reply| reply.status == 200).count();
        for reply in assigned.iter().chain([&deleted]) {
            assert!([200, 400, 409].contains(&reply.status.as_u16()), "{}: {}", reply.status, reply.text);
        }
        assert!(deleted.status != 200 || taken == 0, "deleted with {taken} loans");
    }
}

#[tokio::test]
async fn forty_loans_are_assigned_to_one_agency_at_once() {
    let world = start().await;
    let lender = world.lender().await;
    let id = agency(&world, &lender, "a").await;
    let loans: Vec<String> = (0..40).map(|number| format!("LN-{number}")).collect();
    for loan in &loans {
        upload(&world, &lender, loan).await;
    }
    for reply in join_all(loans.iter().map(|loan| assign(&world, &lender, loan, json!({ "agencyId": id })))).await {
        reply.expect(200);
    }
    let refused = world.call(&lender.token, "DELETE", &format!("{}/{id}", agencies(&lender)), "").await.expect(409);
    assert!(refused.text.contains("40 loans"), "{}", refused.text);
}
