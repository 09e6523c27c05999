//! The facts that the documents' samples show.

use domain::company::{CompanyKind, Role};

use crate::support::{lender, loan_body, payment_body, start};

#[tokio::test]
async fn a_loan_uploaded_on_the_samples_day_shows_the_samples_figures() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/2954", &loan_body("2954", "")).await.expect(201);
    let pay = payment_body("8500", r#""date_of_default":"2020-07-05","#);
    world.wait(29 * 24 * 60 * 60);
    world.call(&lender.token, "PATCH", "/recovery/payments/2954?allocation_month=2020-8-01", &pay).await.expect(200);
    // 225 days after 2020-07-05.
    world.wait(156 * 24 * 60 * 60);
    let token = world.token(&lender.company, &[Role::Viewer]).await;
    let read = world.call(&token, "GET", "/recovery/loan/2954", "").await.expect(200).json();
    let month = &read["loan_details"]["defaults"][0];
    assert!(month["created"].as_str().unwrap().starts_with("2020-08-14 14:29:02.6604"));
    assert_eq!(month["allocation_month"], "2020-8-01");
    assert_eq!((&month["allocation_dpd_value"], &month["allocation_dpd_bracket"]), (&91.into(), &"91-120".into()));
    assert_eq!(
        (&month["date_of_default"], &month["actual_date_of_default"]),
        (&"2020-07-05".into(), &"2020-05-15".into())
    );
    assert_eq!((&month["dpd"], &month["dpd_bracket"]), (&"225".into(), &"180+".into()));
    assert_eq!((&month["final_status"], &month["amount_recovered"]), (&"Partially Recovered".into(), &8500.into()));
    assert_eq!((&month["payment_method"], &month["recovery_method"]), (&"Online".into(), &"".into()));
    assert!(month["recovery_date"].as_str().unwrap().starts_with("2020-09-12 14:29:02"));
    assert_eq!(read["loan_details"]["archive"], false);
}

#[tokio::test]
async fn ids_of_the_history_are_integers_that_rise_with_time() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    for _ in 0..3 {
        let path = "/recovery/payments/1?allocation_month=2020-8-01";
        world.call(&lender.token, "PATCH", path, &payment_body("1.10", "")).await.expect(200);
    }
    let read = world.call(&lender.token, "GET", "/recovery/loan/1", "").await.expect(200).json();
    let ids: Vec<u64> = read["payment_history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|payment| payment["payment_id"].as_u64().unwrap())
        .collect();
    assert!(ids.len() == 3 && ids.is_sorted_by(|newer, older| newer > older) && ids[0] < 1 << 53, "{ids:?}");
    assert!(read["remarks"].as_array().unwrap().iter().all(|remark| remark["remark_id"].as_u64().unwrap() < 1 << 53));
}

#[tokio::test]
async fn amounts_are_summed_exactly() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    for amount in ["0.1", "0.2", "123456789012.345678"] {
        let path = "/recovery/payments/1?allocation_month=2020-8-01";
        world.call(&lender.token, "PATCH", path, &payment_body(amount, "")).await.expect(200);
    }
    let text = world.call(&lender.token, "GET", "/recovery/loan/1?fields=loan", "").await.expect(200).text;
    assert!(text.contains(r#""amount_recovered":123456789012.645678,"#), "{text}");
}

#[tokio::test]
async fn every_change_leaves_a_remark_with_its_author() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    world
        .call(&lender.token, "PATCH", "/recovery/loan/1", r#"{"total_loan_amount":1,"applicant_name":"New"}"#)
        .await
        .expect(200);
    world.call(&lender.token, "PATCH", "/recovery/loan/1", r#"{"total_loan_amount":1}"#).await.expect(200);
    let path = "/recovery/payments/1?allocation_month=2020-8-01";
    world.call(&lender.token, "PATCH", path, &payment_body("5", "")).await.expect(200);
    let read = world.call(&lender.token, "GET", "/recovery/loan/1?fields=remark", "").await.expect(200).json();
    let remarks: Vec<_> =
        read["remarks"].as_array().unwrap().iter().map(|remark| remark["remarks"].as_str().unwrap()).collect();
    let expected = [
        "Partially Recovered: 5 recovered, Online, 2020-8-01",
        "Loan updated: applicant_name, total_loan_amount",
        "Loan uploaded, 2020-8-01",
    ];
    assert_eq!(remarks, expected);
    assert!(read["remarks"].as_array().unwrap().iter().all(|remark| remark["author"] == "demo.admin@example.com"));
    assert_eq!(read.as_object().unwrap().len(), 1, "only the section asked for");
}

#[tokio::test]
async fn the_current_month_is_that_of_the_companys_time_zone() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    // 2020-08-31 20:00 UTC is September in India.
    world.clock.set(domain::moment::Moment::from_micros(1_598_904_000_000_000).unwrap());
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    let read = world.call(&lender.token, "GET", "/recovery/loan/1?fields=loan", "").await.expect(200).json();
    assert_eq!(read["loan_details"]["defaults"][0]["allocation_month"], "2020-9-01");
    assert_eq!(read["loan_details"]["defaults"][0]["upload_date"], "2020-09-01");
}

#[tokio::test]
async fn sections_not_asked_for_are_left_out() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    for (fields, keys) in [
        ("", vec!["loan_details", "communication_details", "payment_history", "notice_tracking_details", "remarks"]),
        ("?fields=loan,payment", vec!["loan_details", "payment_history"]),
        ("?fields=notice", vec!["notice_tracking_details"]),
        ("?fields=communication,remark", vec!["communication_details", "remarks"]),
    ] {
        let read = world.call(&lender.token, "GET", &format!("/recovery/loan/1{fields}"), "").await.expect(200);
        let text = read.text.clone();
        let found: Vec<_> = read.json().as_object().unwrap().keys().cloned().collect();
        assert!(
            found.len() == keys.len() && keys.iter().all(|key| found.iter().any(|other| other == key)),
            "{fields}: {text}"
        );
    }
}

#[tokio::test]
async fn bounds_in_time_hold_for_the_history() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    let path = "/recovery/payments/1?allocation_month=2020-8-01";
    for _ in 0..3 {
        world.wait(100);
        world.call(&lender.token, "PATCH", path, &payment_body("1", "")).await.expect(200);
    }
    let uploaded = crate::support::SAMPLE_MOMENT / 1_000_000;
    let query = format!("/recovery/loan/1?start_time={}&end_date={}", uploaded + 90, uploaded + 210);
    let read = world.call(&lender.token, "GET", &query, "").await.expect(200).json();
    assert_eq!(read["payment_history"].as_array().unwrap().len(), 2);
    assert_eq!(read["remarks"].as_array().unwrap().len(), 2);
    assert_eq!(read["loan_details"]["loan_id"], "1");
    assert!(read.get("truncated").is_none());
}

#[tokio::test]
async fn a_section_of_a_loan_that_is_not_there_is_not_found() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    for fields in ["", "?fields=loan", "?fields=payment", "?fields=payment,remark", "?end_time=5"] {
        let reply = world.call(&lender.token, "GET", &format!("/recovery/loan/2{fields}"), "").await.expect(404);
        assert_eq!(reply.message(), "Loan not found");
    }
    let empty = world.call(&lender.token, "GET", "/recovery/loan/1?fields=payment", "").await.expect(200).json();
    assert_eq!(empty, serde_json::json!({"payment_history": []}));
    let before =
        world.call(&lender.token, "GET", "/recovery/loan/1?fields=remark&end_time=5", "").await.expect(200).json();
    assert_eq!(before, serde_json::json!({"remarks": []}));
}

#[tokio::test]
async fn an_id_that_no_upload_would_take_is_not_found() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    for id in ["%20".to_owned(), "a%00b".to_owned(), "x".repeat(101), "y".repeat(5000)] {
        world.call(&lender.token, "GET", &format!("/recovery/loan/{id}"), "").await.expect(404);
        world.call(&lender.token, "PATCH", &format!("/recovery/loan/{id}"), "{}").await.expect(404);
        let path = format!("/recovery/payments/{id}?allocation_month=2020-8-01");
        world.call(&lender.token, "PATCH", &path, &payment_body("1", "")).await.expect(404);
    }
}

#[tokio::test]
async fn ids_may_hold_whatever_a_path_can_carry() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    for (path, id) in
        [("LN%2F7", "LN/7"), ("a%23b", "a#b"), ("a%2523b", "a%23b"), ("%E0%A4%95", "\u{915}"), ("x+y", "x+y")]
    {
        world.call(&lender.token, "POST", &format!("/recovery/loan/{path}"), &loan_body(id, "")).await.expect(201);
        let read = world.call(&lender.token, "GET", &format!("/recovery/loan/{path}"), "").await.expect(200).json();
        assert_eq!(read["loan_details"]["loan_id"], id);
    }
}
