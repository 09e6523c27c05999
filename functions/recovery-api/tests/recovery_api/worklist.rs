//! What a collector should do next.

use serde_json::{Value, json};

use crate::support::{detect, get, pay, start, upload};

fn loans(page: &Value) -> Vec<&str> {
    page["worklist"].as_array().expect("a list").iter().map(|item| item["loan_id"].as_str().expect("an id")).collect()
}

#[tokio::test]
async fn work_is_listed_by_its_worth_until_it_is_done() {
    let world = start().await;
    let lender = world.lender().await;
    let portfolio =
        [("A", "2024-01-05", 10), ("B", "2023-12-20", 50), ("C", "2023-12-20", 900), ("D", "2023-10-01", 1)];
    for (loan, since, claim) in portfolio {
        upload(&world, &lender, loan, "2024-1-01", since, claim).await;
    }
    assert_eq!(loans(&get(&world, &lender, "/worklist").await), [""; 0]);
    detect(&world, &lender).await;
    let meter = world.testbed.meter();
    meter.reset();
    let all = get(&world, &lender, "/worklist").await;
    assert_eq!(meter.calls(), [("Query", 1)]);
    assert_eq!((loans(&all), &all["next_page_token"]), (vec!["D", "C", "B", "A"], &json!("")));
    assert_eq!(loans(&get(&world, &lender, "/worklist?severity=medium").await), ["C", "B"]);
    meter.reset();
    assert_eq!(loans(&get(&world, &lender, "/worklist?amount_min=10&promise=none&status=open").await), ["C", "B", "A"]);
    assert_eq!(meter.calls(), [("Query", 1)]);

    pay(&world, &lender, "C", "2024-1-01", 880, "Partially Recovered").await;
    assert_eq!(loans(&get(&world, &lender, "/worklist").await), ["D", "B", "C", "A"]);
    pay(&world, &lender, "D", "2024-1-01", 1, "Closed").await;
    let (mut seen, mut token) = (Vec::new(), String::new());
    loop {
        let page = get(&world, &lender, &format!("/worklist?limit=1&page_token={token}")).await;
        seen.extend(loans(&page).into_iter().map(str::to_owned));
        token = page["next_page_token"].as_str().expect("a token").to_owned();
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(seen, ["B", "C", "A"]);
}
