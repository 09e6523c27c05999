//! Settings that cannot be had: every one of a wrong type, and some of a wrong value.

use domain::accounts::setting::Setting;
use domain::accounts::settings;

use super::case::{Case, try_all};
use super::fields::with;
use super::operation::OPERATIONS;

/// A body with one setting, and the setting's path.
fn body(setting: &Setting, raw: &str) -> (&'static str, String) {
    match setting.group.key() {
        Some(group) => ("settings", format!(r#"{{"{group}":{{"{}":{raw}}}}}"#, setting.key)),
        None => (setting.key, raw.to_owned()),
    }
}

/// No setting is an object with this key, so whatever it is, this is not it.
const NEVER: &str = r#"{"@":1}"#;

#[tokio::test]
async fn every_setting_says_what_it_can_be() {
    let create = &OPERATIONS[0];
    let cases = settings::all().map(|setting| {
        let sentence = match setting.kind.read(&serde_json::from_str(NEVER).expect("JSON")) {
            Err(domain::field::Fault::Value(sentence)) => (setting.path(), sentence),
            Err(domain::field::Fault::Inside(inside)) => {
                let faults = inside.flat();
                let (path, sentence) = faults.first().expect("a fault");
                (format!("{}.{path}", setting.path()), (*sentence).to_owned())
            }
            Ok(_) => panic!("{} takes anything", setting.path()),
        };
        let (key, value) = body(setting, NEVER);
        let (path, sentence) = sentence;
        Case::invalid(&setting.path(), create, &[(&path, &sentence)]).body(with(create, key, &value))
    });
    try_all(cases).await;
}

/// A value of `settings`, where the fault is, what is said of it.
const VALUES: &[(&str, &str, &str)] = &[
    ("5", "settings", "Value must be an object"),
    (r#"{"interest":5}"#, "settings.interest", "Value must be an object"),
    (r#"{"colour":{}}"#, "settings.colour", "Unknown key"),
    (r#"{"interest":{"colour":1}}"#, "settings.interest.colour", "Unknown key"),
    (r#"{"interest":{"rate":1000001}}"#, "settings.interest.rate", "Value must be at most 1000000"),
    (
        r#"{"schedule":{"repayment_installments":0}}"#,
        "settings.schedule.repayment_installments",
        "Value must be a whole number from 1 to 1200",
    ),
    (
        r#"{"schedule":{"repayment_installments":1.5}}"#,
        "settings.schedule.repayment_installments",
        "Value must be a whole number from 1 to 1200",
    ),
    (
        r#"{"schedule":{"repayment_period":"P1M2D"}}"#,
        "settings.schedule.repayment_period",
        "Value must be an ISO 8601 duration of days, weeks, months or years, as P1M",
    ),
    (
        r#"{"schedule":{"repayment_period":"P101Y"}}"#,
        "settings.schedule.repayment_period",
        "Value must be at most 100 years",
    ),
    (
        r#"{"interest":{"method":"flat"}}"#,
        "settings.interest.method",
        "Value must be one of FLAT, DECLINING_BALANCE, DECLINING_BALANCE_EQUAL_INSTALLMENTS",
    ),
];

#[tokio::test]
async fn settings_are_what_they_can_be() {
    let paths = ["/v1/accounts/loans", "/v1/accounts/loans:preview", "/v1/products/loans"];
    let taking = OPERATIONS.iter().filter(|it| it.takes_body() && paths.contains(&it.path));
    let cases = taking.flat_map(|operation| {
        VALUES.iter().map(move |(raw, field, sentence)| {
            Case::invalid(raw, operation, &[(field, sentence)]).body(with(operation, "settings", raw))
        })
    });
    try_all(cases).await;
}
