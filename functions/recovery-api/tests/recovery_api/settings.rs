//! What a company sets.

use serde_json::json;

use crate::support::{get, start};

#[tokio::test]
async fn a_company_moves_tolerance_bounds_and_plan() {
    let world = start().await;
    let lender = world.lender().await;
    let before = get(&world, &lender, "/settings").await;
    assert_eq!(before["severity"], json!({ "medium": 8, "high": 31, "critical": 61 }));
    assert_eq!(before["plan"]["automatic"], false);
    let body = json!({ "tolerance_days": 4, "severity": { "critical": 91 } });
    let after = world.call(&lender.token, "PUT", "/api/recovery/settings", &body.to_string()).await.expect(200).json();
    assert_eq!(after["severity"], json!({ "medium": 8, "high": 31, "critical": 91 }));
    world.wait(61);
    assert_eq!(get(&world, &lender, "/settings").await, after);
    world.call(&lender.agent, "PUT", "/api/recovery/settings", "{}").await.expect(403);
}
