//! Lists by page and limit.

use serde_json::json;

use crate::support::{detect, get, start, upload};

fn ids(page: &serde_json::Value) -> Vec<String> {
    page["defaults"].as_array().unwrap().iter().map(|default| default["loan_id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn pages_have_each_default_once_and_exact_totals() {
    let world = start().await;
    let lender = world.lender().await;
    for loan in 0..7 {
        let since = if loan < 3 { "2023-12-20" } else { "2024-01-05" };
        upload(&world, &lender, &format!("LN-{loan}"), "2024-1-01", since, 1_000).await;
    }
    detect(&world, &lender).await;
    for filter in ["", "&status=open", "&severity=low", "&severity=medium&status=open"] {
        let mut seen = Vec::new();
        let mut page = 1;
        let total = loop {
            let found = get(&world, &lender, &format!("/defaults?limit=2&page={page}{filter}")).await;
            if ids(&found).is_empty() {
                break found["total"].as_u64().unwrap();
            }
            assert_eq!((&found["page"], &found["limit"]), (&json!(page), &json!(2)));
            seen.extend(ids(&found));
            page += 1;
        };
        let count = u64::try_from(seen.len()).unwrap();
        seen.sort();
        seen.dedup();
        assert_eq!((count, u64::try_from(seen.len()).unwrap()), (total, total), "{filter}");
    }
    let of_loan = get(&world, &lender, "/defaults?loan_id=LN-4").await;
    assert_eq!((ids(&of_loan), &of_loan["total"]), (vec!["LN-4".to_owned()], &json!(1)));
    assert_eq!(get(&world, &lender, "/defaults?loan_id=LN-4&status=resolved").await["total"], 0);
    assert_eq!(get(&world, &lender, "/defaults?loan_id=none").await["defaults"], json!([]));
}

#[tokio::test]
async fn what_is_added_in_front_moves_no_page_for_who_goes_through_them() {
    let world = start().await;
    let lender = world.lender().await;
    for loan in 0..4 {
        upload(&world, &lender, &format!("LN-{loan}"), "2024-1-01", "2024-01-05", 1_000).await;
    }
    detect(&world, &lender).await;
    let first = get(&world, &lender, "/defaults?limit=2").await;
    upload(&world, &lender, "LN-9", "2024-1-01", "2024-01-05", 1_000).await;
    detect(&world, &lender).await;
    let second = get(&world, &lender, "/defaults?limit=2&page=2").await;
    let mut seen = [ids(&first), ids(&second)].concat();
    seen.sort();
    assert_eq!(seen, ["LN-0", "LN-1", "LN-2", "LN-3"]);
    world.wait(3_601);
    let counted_off = get(&world, &lender, "/defaults?limit=2&page=2").await;
    assert_eq!(ids(&counted_off).len(), 2);
}
