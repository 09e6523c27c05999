//! The table: what must be switched on is switched on, as the booleans that DynamoDB wants.

use crate::template::{resources, template};
use serde_json::json;

#[test]
fn there_is_one_table_and_it_is_kept() {
    let tables = resources("AWS::DynamoDB::Table");
    assert_eq!(tables.keys().collect::<Vec<_>>(), ["Table"]);
    assert_eq!(tables["Table"]["DeletionPolicy"], "RetainExceptOnCreate");
    assert_eq!(tables["Table"]["UpdateReplacePolicy"], "Retain");
    assert!(tables["Table"]["Properties"]["TableName"].is_null(), "a name would stand in the way of a replacement");
}

#[test]
fn its_safeguards_are_on() {
    let table = resources("AWS::DynamoDB::Table")["Table"]["Properties"].clone();
    assert_eq!(table["BillingMode"], "PAY_PER_REQUEST");
    assert_eq!(table["StreamSpecification"]["StreamViewType"], "NEW_AND_OLD_IMAGES");
    assert_eq!(table["TimeToLiveSpecification"], json!({"AttributeName": "expires_at", "Enabled": true}));
    assert_eq!(table["PointInTimeRecoverySpecification"], json!({"PointInTimeRecoveryEnabled": true}));
    assert_eq!(table["DeletionProtectionEnabled"], json!({"Fn::If": ["ProtectsTable", true, false]}));
    assert_eq!(table["SSESpecification"]["SSEEnabled"], true);
    assert_eq!(template()["Parameters"]["TableDeletionProtection"]["Default"], "true");
}
