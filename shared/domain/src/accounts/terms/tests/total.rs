//! No setting is passed over in silence: each value that it may have changes the terms, or is refused.

use super::*;
use crate::accounts::hand_built::faults_of;
use crate::accounts::settings;
use crate::accounts::settings::{allocation, interest, penalty, prepayment, schedule};
use crate::accounts::value::{COMPONENTS, Kind, STEPS};

/// Values of a kind, of which all but one at most differ from what is taken where nothing is said.
fn values(kind: Kind) -> Vec<String> {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    match kind {
        Kind::Amount => texts(&["\"1200\""]),
        Kind::Rate | Kind::Spread | Kind::Percentage => texts(&["7"]),
        Kind::Count(least, _) => vec![least.max(2).to_string()],
        Kind::Bool => texts(&["true"]),
        Kind::Choice(options) => options.iter().map(|option| format!("\"{option}\"")).collect(),
        Kind::Period => texts(&["\"P12M\""]),
        Kind::Numbers(..) => texts(&["[5]"]),
        Kind::NonWorkingDays => texts(&["[\"SUNDAY\"]"]),
        Kind::Buckets => texts(&[r#"[{"name": "late", "from": 1}]"#]),
        Kind::Order => vec![turned(&STEPS)],
        Kind::Orders => vec![format!(r#"{{"goodwill_credit": {{"order": {}}}}}"#, turned(&STEPS))],
        Kind::Components => vec![turned(&COMPONENTS)],
    }
}

/// The names of a table in a list, the last one first.
fn turned<T>(table: &[(&str, T)]) -> String {
    let names: Vec<&str> = table.iter().rev().map(|(name, _)| *name).collect();
    serde_json::to_string(&names).expect("JSON")
}

/// What a setting needs beside it.
fn companion(setting: &Setting) -> &'static str {
    let places = [
        (schedule::GRACE_PERIOD, r#"{"settings": {"schedule": {"grace_period_type": "PAY_INTEREST_ONLY"}}}"#),
        (schedule::GRACE_PERIOD_TYPE, r#"{"settings": {"schedule": {"grace_period": 1}}}"#),
        (schedule::NON_WORKING_DAYS, r#"{"settings": {"schedule": {"non_working_days_shift": "NEXT_WORKING_DAY"}}}"#),
        (prepayment::PAYOFF_INTEREST, r#"{"settings": {"prepayment": {"recalculation": "LAST_INSTALLMENT"}}}"#),
        (interest::ACCRUE_LATE_INTEREST, r#"{"settings": {"prepayment": {"recalculation": "LAST_INSTALLMENT"}}}"#),
        (interest::REST_FREQUENCY, r#"{"settings": {"prepayment": {"recalculation": "LAST_INSTALLMENT"}}}"#),
        (schedule::DOWN_PAYMENT_AUTOMATIC, r#"{"settings": {"schedule": {"down_payment_percentage": 10}}}"#),
        (allocation::STRATEGY, r#"{"settings": {"schedule": {"style": "CUMULATIVE"}}}"#),
        (penalty::PENALTY_RATE, r#"{"settings": {"penalty": {"calculation": "OVERDUE_BALANCE"}}}"#),
    ];
    places.iter().find(|(of, _)| of.place() == setting.place()).map_or("{}", |(_, body)| body)
}

#[test]
fn each_value_changes_the_terms_or_is_refused_by_name() {
    for setting in settings::all() {
        let base = changed(companion(setting));
        let before = terms(&base, &facts());
        let mut seen = Vec::new();
        for value in values(setting.kind) {
            let said = base.overridden_by(&crate::accounts::hand_built::settings(&one(setting, &value)));
            match terms(&said, &facts()) {
                Ok(terms) => {
                    assert!(!seen.contains(&terms), "{} {value} comes to what another value does", setting.path());
                    seen.push(terms);
                }
                refused => {
                    let faults = faults_of(refused);
                    assert!(faults.iter().any(|fault| fault.contains(setting.key)), "{} {faults:?}", setting.path());
                }
            }
        }
        let unchanged = seen.iter().filter(|terms| before.as_ref() == Ok(*terms)).count();
        let most = usize::from(matches!(setting.kind, Kind::Choice(_)));
        assert!(unchanged <= most, "{} is passed over", setting.path());
    }
}

/// Texts are what the servicing calls them, and what is said in `about` is what is taken where nothing is said.
#[test]
fn every_text_is_served_but_those_that_need_another_setting() {
    for setting in settings::all() {
        let Kind::Choice(options) = setting.kind else { continue };
        let base = changed(companion(setting));
        for option in options {
            let said =
                base.overridden_by(&crate::accounts::hand_built::settings(&one(setting, &format!("\"{option}\""))));
            let served = terms(&said, &facts());
            let is_no_grace = *option == "NONE" && setting.place() == schedule::GRACE_PERIOD_TYPE.place();
            assert_eq!(served.is_ok(), !is_no_grace, "{} {option}: {served:?}", setting.path());
            let taken = setting.about.contains(&format!("{option} where nothing is said"));
            if taken {
                let unsaid = terms(&base, &facts());
                let is_unsaid = base.get(setting).is_none();
                assert!(served == unsaid || !is_unsaid, "{} {option}", setting.path());
            }
        }
    }
}

/// Whatever two settings come to together, a refusal names a setting: none is said of all of them.
#[test]
fn a_refusal_of_two_settings_names_one() {
    let said = |setting: &Setting| {
        let base = crate::accounts::hand_built::settings(companion(setting));
        let of_value =
            |value: String| base.overridden_by(&crate::accounts::hand_built::settings(&one(setting, &value)));
        values(setting.kind).into_iter().map(of_value).collect::<Vec<_>>()
    };
    let all: Vec<Settings> = settings::all().flat_map(said).collect();
    let loan = changed("{}");
    for first in &all {
        for second in &all {
            let both = loan.overridden_by(first).overridden_by(second);
            if let Err(faults) = terms(&both, &facts()) {
                let unnamed = faults.flat().into_iter().find(|(path, _)| path == "settings");
                assert_eq!(unnamed, None, "{first:?} {second:?}");
            }
        }
    }
}
