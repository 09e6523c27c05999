//! What was handed to an agency, and what came of it.

use serde_json::{Value, json};

use crate::support::{agencies, agency, assign, disbursed, enter, pay, start, unassign, upload};

#[tokio::test]
async fn a_report_says_what_was_placed_recovered_and_returned() {
    let world = start().await;
    let lender = world.lender().await;
    let id = agency(&world, &lender, "a").await;
    for loan in ["LN-1", "LN-2"] {
        upload(&world, &lender, loan).await;
    }
    disbursed(&world, &lender, "LN-3").await;
    pay(&world, &lender, "LN-1", 100, None).await.expect(200);
    for loan in ["LN-1", "LN-2", "LN-3"] {
        assign(&world, &lender, loan, json!({ "agencyId": id })).await.expect(200);
    }
    pay(&world, &lender, "LN-1", 250, Some(true)).await.expect(200);
    enter(&world, &lender, "LN-3", json!({ "type": "repayment", "amount": "40.00", "is_external": true }))
        .await
        .expect(200);
    unassign(&world, &lender, "LN-2", "creditor").await.expect(200);
    pay(&world, &lender, "LN-2", 300, None).await.expect(200);

    for path in [format!("{}/{id}/placements", agencies(&lender)), format!("{}/ext-a/placements", agencies(&lender))] {
        let report = world.call(&lender.viewer, "GET", &path, "").await.expect(200).json();
        let row = |row: &Value| {
            json!([
                row["loanId"],
                row["status"],
                row["overdueAmount"],
                row["outstandingAmount"],
                row["recoveredAmount"],
                row["servicedBy"]
            ])
        };
        let rows: Vec<Value> = report["data"].as_array().unwrap().iter().map(row).collect();
        assert_eq!(rows[0], json!(["LN-1", "assigned", 900, 900, 250, null]));
        assert_eq!(rows[1], json!(["LN-2", "unassigned", 1000, 1000, 0, "creditor"]));
        assert_eq!((&rows[2][0], &rows[2][1], &rows[2][2]), (&json!("LN-3"), &json!("assigned"), &json!(0)));
        assert_eq!(rows[2][4].as_f64(), Some(40.0));
        let summary = &report["pageSummary"];
        assert_eq!((&summary["placed"], &summary["returned"]), (&json!(3), &json!(1)));
        assert_eq!(summary["recoveredAmount"].as_f64(), Some(290.0));
        assert_eq!((&report["count"], &report["nextUrl"]), (&json!(3), &Value::Null));
    }
}

#[tokio::test]
async fn a_debt_that_was_given_up_is_placed_with_what_was_given_up() {
    let world = start().await;
    let lender = world.lender().await;
    agency(&world, &lender, "a").await;
    disbursed(&world, &lender, "LN-1").await;
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-1:writeOff", "{}").await.expect(200);
    assign(&world, &lender, "LN-1", json!({ "agencyId": "ext-a" })).await.expect(200);
    let recovery = json!({ "type": "recovery_after_write_off", "amount": "10.00", "is_external": true });
    enter(&world, &lender, "LN-1", recovery).await.expect(200);
    let path = format!("{}/ext-a/placements", agencies(&lender));
    let report = world.call(&lender.viewer, "GET", &path, "").await.expect(200).json();
    let row = &report["data"][0];
    assert_eq!(row["overdueAmount"], json!(0));
    assert!(row["outstandingAmount"].as_f64() >= Some(1000.0), "{row}");
    assert_eq!(row["recoveredAmount"].as_f64(), Some(10.0), "{row}");
}

#[tokio::test]
async fn pages_have_each_placement_once() {
    let world = start().await;
    let lender = world.lender().await;
    let id = agency(&world, &lender, "a").await;
    let loans = ["LN-1", "LN-2"];
    for loan in loans {
        upload(&world, &lender, loan).await;
    }
    for _ in 0..3 {
        for loan in loans {
            assign(&world, &lender, loan, json!({ "agencyId": id })).await.expect(200);
            unassign(&world, &lender, loan, "creditor").await.expect(200);
        }
    }
    let (mut path, mut seen) = (format!("{}/{id}/placements?limit=4", agencies(&lender)), Vec::new());
    loop {
        let page = world.call(&lender.viewer, "GET", &path, "").await.expect(200).json();
        seen.extend(page["data"].as_array().unwrap().iter().map(|row| row["loanId"].as_str().unwrap().to_owned()));
        match page["nextUrl"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, [loans, loans, loans].concat());
    // The report of an agency that was deleted stays.
    world.call(&lender.token, "DELETE", &format!("{}/{id}", agencies(&lender)), "").await.expect(200);
    let path = format!("{}/{id}/placements", agencies(&lender));
    assert_eq!(world.call(&lender.viewer, "GET", &path, "").await.expect(200).json()["count"], 6);
    let other = world.lender().await;
    world.call(&other.viewer, "GET", &format!("{}/{id}/placements", agencies(&other)), "").await.expect(404);
}
