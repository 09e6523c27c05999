//! What a process logs once logging has been started. It changes the whole process, so it happens in one of its own.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::process::Command;

const CANARY: &str = "canary-9876543210";
/// Set for the process that logs, and nowhere else.
const CHILD: &str = "PLATFORM_TEST_LOGS";

/// Not a test of its own: what the process does that the test below starts.
#[test]
fn child() {
    if std::env::var_os(CHILD).is_some() {
        platform::telemetry::init();
        tracing::debug!(number = 1, "a detail");
        tracing::info!(number = 2, "a line");
        let panicked = std::thread::spawn(|| panic!("{CANARY}")).join();
        assert!(panicked.is_err());
    }
}

fn logged(variables: &[(&str, &str)]) -> String {
    let mut process = Command::new(std::env::current_exe().expect("a path"));
    process.args(["--exact", "child", "--nocapture"]).env_remove("RUST_LOG").env(CHILD, "1");
    let output = process.envs(variables.iter().copied()).output().expect("it runs");
    assert!(output.status.success());
    String::from_utf8([output.stdout, output.stderr].concat()).expect("text")
}

#[test]
fn a_panic_is_logged_by_its_place_and_not_by_its_message() {
    let text = logged(&[("AWS_LAMBDA_LOG_FORMAT", "JSON")]);
    let line = text.lines().find(|line| line.contains("panicked at ")).expect("a line");
    assert!(line.starts_with(r#"{"level":"ERROR","fields":{"message":"panicked at "#), "{line}");
    assert!(line.contains("telemetry.rs:"), "{line}");
    assert!(!text.contains(CANARY), "{text}");
}

#[test]
fn lambdas_logging_controls_set_form_and_level() {
    let json = logged(&[("AWS_LAMBDA_LOG_FORMAT", "JSON"), ("AWS_LAMBDA_LOG_LEVEL", "DEBUG")]);
    assert!(json.contains(r#"{"level":"DEBUG","fields":{"message":"a detail","number":1}}"#), "{json}");
    let text = logged(&[]);
    assert!(text.contains(" INFO ") && text.contains("a line") && !text.contains("a detail"), "{text}");
    assert!(!logged(&[("AWS_LAMBDA_LOG_LEVEL", "ERROR")]).contains("a line"));
}
