use company_admin::{CommandError, handle_text};
use serde_json::{Value, json};
use testbed::Fault;

use crate::setting::{Setting, create_company};

async fn refusal(setting: &Setting, command: &Value) -> CommandError {
    setting.run(command).await.expect_err("refused")
}

fn with(key: &str, value: Value) -> Value {
    let mut command = create_company();
    command.as_object_mut().expect("an object").insert(key.to_owned(), value);
    command
}

#[tokio::test]
async fn what_is_wrong_with_a_command_is_said_key_by_key_and_nothing_is_written() {
    let setting = Setting::start().await;
    let before = setting.testbed.snapshot().await;
    for (command, sentence) in [
        (
            json!({"command": "create_company"}),
            "kind: Value is required; name: Value is required; time_zone: Value is required; currency: Value is required",
        ),
        (
            json!({"command": "get_company", "company_id": 1, "colour": 2}),
            "company_id: Value must be a string of at most 256 bytes; colour: Unknown key",
        ),
        (with("kind", json!("bank")), "kind: Value must be lending or credit_line"),
        (with("unknown_keys", json!("drop")), "unknown_keys: Value must be refuse or keep"),
        (with("currency", json!("RS")), "currency: must be an ISO 4217 code in use, as INR"),
        (with("time_zone", json!("Kolkata")), "time_zone: must be an IANA time zone, as Asia/Kolkata"),
        (
            with("bifurcation_variables", json!(["by"])),
            "bifurcation_variables: must not contain \"by\", because recovered_by is a key of payments",
        ),
        (
            with("bifurcation_variables", json!("late_fee")),
            "bifurcation_variables: Value must be a list of at most 100 strings",
        ),
        (with("company_id", json!("com_1")), "company_id: Unknown key"),
        (json!({"command": "update_company", "company_id": "com_1"}), "command: Nothing to change is named"),
        (
            json!({"command": "update_company", "company_id": "com_1", "currency": "USD"}),
            "currency: Unknown key; command: Nothing to change is named",
        ),
        (
            json!({"command": "update_company", "company_id": "com_1", "name": "x", "kind": "lending"}),
            "kind: Unknown key",
        ),
        (
            json!({"command": "issue_credential", "company_id": "com_1", "name": "x", "roles": ["owner"]}),
            "roles: Value must be a list of viewer, agent, manager, admin",
        ),
        (
            json!({"command": "rotate_credential", "company_id": "c", "client_id": "x", "overlap_seconds": 2_592_001}),
            "overlap_seconds: Value must be a whole number from 0 to 2592000",
        ),
        (
            json!({"command": "rotate_credential", "company_id": "c", "client_id": "x", "overlap_seconds": 1.5}),
            "overlap_seconds: Value must be a whole number from 0 to 2592000",
        ),
        (json!({"command": "revoke_token", "company_id": "c"}), "token_id: Either token_id or token is required"),
        (
            json!({"command": "revoke_token", "company_id": "c", "token_id": "t", "token": "t"}),
            "token_id: Either token_id or token is required",
        ),
        (json!({"command": "revoke_token", "company_id": "c", "token": "rcp_secret"}), "token: Value must be a token"),
    ] {
        let refusal = refusal(&setting, &command).await;
        let mut said: Vec<_> = sentence.split("; ").collect();
        let text = refusal.to_string();
        let mut told: Vec<_> = text.split("; ").collect();
        said.sort_unstable();
        told.sort_unstable();
        assert_eq!((refusal.error_type(), told), ("InvalidCommand", said));
    }
    assert_eq!(setting.testbed.snapshot().await, before);
}

#[tokio::test]
async fn what_is_no_command_is_refused() {
    let setting = Setting::start().await;
    for text in [
        "",
        "{",
        "[]",
        "1",
        "{}",
        r#"{"command":1}"#,
        r#"{"command":"drop_company"}"#,
        r#"{"command":"get_company","company_id":"a","company_id":"b"}"#,
    ] {
        let refusal = handle_text(&setting.app, text).await.expect_err("refused");
        assert_eq!(refusal.error_type(), "InvalidCommand", "{text}");
    }
    let unknown = refusal(&setting, &json!({"command": "drop_company"})).await.to_string();
    assert!(unknown.starts_with("command: Value must be one of create_company, get_company,"), "{unknown}");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let setting = Setting::start().await;
    let company = setting.company().await;
    for command in ["get_company", "list_credentials"] {
        assert_eq!(
            refusal(&setting, &json!({"command": command, "company_id": "com_1"})).await.error_type(),
            "NotFound"
        );
    }
    for command in ["rotate_credential", "revoke_credential"] {
        let command = json!({"command": command, "company_id": company, "client_id": "cli_1"});
        assert_eq!(refusal(&setting, &command).await.error_type(), "NotFound");
    }
    assert_eq!(
        refusal(
            &setting,
            &json!({"command": "issue_credential", "company_id": "com_1", "name": "x", "roles": ["viewer"]})
        )
        .await
        .error_type(),
        "NotFound"
    );
}

#[tokio::test]
async fn a_table_that_is_away_is_worth_another_try() {
    let setting = Setting::start().await;
    let company = setting.company().await;
    let before = setting.testbed.snapshot().await;
    let update = json!({"command": "update_company", "company_id": company, "name": "New"});
    for fault in [Fault::Throttle, Fault::ConnectionDrop, Fault::TransactionConflict] {
        setting.testbed.fail_next(20, fault);
        let refusal = refusal(&setting, &update).await;
        setting.testbed.heal();
        assert_eq!(refusal.error_type(), "Retryable", "{fault:?}");
    }
    assert_eq!(setting.testbed.snapshot().await, before);
    setting.testbed.fail_next(2, Fault::TransactionConflict);
    setting.done(&update).await;
}

#[test]
fn a_failed_invocation_names_its_kind() {
    let diagnostic = lambda_runtime::Diagnostic::from(CommandError::NotFound("company_id: there is no such company"));
    assert_eq!(diagnostic.error_type, "NotFound");
    assert_eq!(diagnostic.error_message, "company_id: there is no such company");
}
