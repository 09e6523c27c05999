use super::*;

fn body(text: &str) -> Object {
    serde_json::from_str(text).expect("an object")
}

fn create(text: &str) -> Result<Template, Vec<(String, String)>> {
    let flat = |faults: Faults| faults.flat().into_iter().map(|(key, sentence)| (key, sentence.to_owned())).collect();
    Template::create("tpl_1", &body(text), UnknownKeys::Refuse, Moment::EPOCH).map_err(flat)
}

fn faults(text: &str) -> Vec<(String, String)> {
    create(text).expect_err("faults")
}

fn at(key: &str, sentence: &str) -> Vec<(String, String)> {
    vec![(key.to_owned(), sentence.to_owned())]
}

const SMS: &str = r#"{"name": "Due", "channel": "sms", "bodies": [
    {"language": "English", "body": "Pay {amount_overdue}"}, {"language": "hi", "body": "{amount_overdue}"}]}"#;

#[test]
fn a_template_has_one_default_among_its_languages() {
    let template = create(SMS).expect("a template");
    assert_eq!((template.default_language.as_str(), template.bodies.len()), ("en", 2));
    assert_eq!(template.body(Some("hi")).body, "{amount_overdue}");
    assert_eq!(template.body(Some("ta")).language, "en");
    let hindi = SMS.replace(r#""sms","#, r#""sms", "default_language": "Hindi","#);
    assert_eq!(create(&hindi).expect("a template").default_language, "hi");
    let tamil = SMS.replace(r#""sms","#, r#""sms", "default_language": "ta","#);
    assert_eq!(faults(&tamil), at("default_language", "Value must be the language of one of the bodies"));
}

#[test]
fn what_is_shown_can_be_sent_back() {
    let template = create(SMS).expect("a template");
    assert_eq!(template.update(&template.show(), UnknownKeys::Refuse, Moment::LAST), Ok(None));
    let changed =
        template.update(&body(r#"{"name": "Late", "client_template_id": "11"}"#), UnknownKeys::Refuse, Moment::LAST);
    let changed = changed.expect("valid").expect("changed");
    assert_eq!(
        (changed.name.as_str(), changed.updated, changed.bodies),
        ("Late", Moment::LAST, template.bodies.clone())
    );
    let other = body(r#"{"channel": "email"}"#);
    assert!(template.update(&other, UnknownKeys::Refuse, Moment::LAST).is_err());
    let one = body(r#"{"bodies": [{"language": "ta", "body": "x"}]}"#);
    let one = template.update(&one, UnknownKeys::Refuse, Moment::LAST).expect("valid").expect("changed");
    assert_eq!(one.default_language, "ta", "the one that there was is gone");
}

#[test]
fn a_variable_that_there_is_not_is_refused_by_name() {
    let of = |text: &str| SMS.replace("Pay {amount_overdue}", text);
    assert_eq!(faults(&of("{amuont}")), at("bodies.0.body", "Unknown variable amuont"));
    let stray = "The brace at character 3 belongs to no variable: write {name}, of lower-case letters, digits and _";
    assert_eq!(faults(&of("a {{loan_id}}")), at("bodies.0.body", stray));
    let own = of("{branch_code}").replace(r#""sms","#, r#""sms", "custom_variables": ["branch_code"],"#);
    let refused = faults(&own);
    assert_eq!(refused.first().map(|(key, _)| key.as_str()), Some("custom_variables"));
    let private = own.replace("branch_code", "applicant_pan_number");
    let private = Template::create("tpl_1", &body(&private), UnknownKeys::Keep, Moment::EPOCH).expect_err("private");
    assert!(private.flat().iter().any(|(key, _)| key == "custom_variables.0"));
    let kept = Template::create("tpl_1", &body(&own), UnknownKeys::Keep, Moment::EPOCH).expect("a template");
    let without = kept.update(&body(r#"{"custom_variables": []}"#), UnknownKeys::Keep, Moment::LAST);
    let without = without.expect_err("it is used");
    assert_eq!(without.flat(), [("bodies.0.body".to_owned(), "Unknown variable branch_code")]);
}

#[test]
fn what_does_not_belong_to_a_channel_is_refused() {
    let email = r#"{"name": "E", "channel": "email", "bodies": [{"language": "en", "body": "<b>Hi</b>"}]}"#;
    assert_eq!(faults(email), at("bodies.0.subject", "Value is required"));
    let subject = SMS.replace(r#""body": "Pay"#, r#""subject": "x", "body": "Pay"#);
    assert_eq!(faults(&subject), at("bodies.0.subject", "Value is for templates of email alone"));
    let voiced = SMS.replace(r#""sms","#, r#""sms", "voice_gender": "male","#);
    assert_eq!(faults(&voiced), at("voice_gender", "Value is for templates of voice alone"));
}

#[test]
fn everything_is_limited() {
    let of = |text: &str| SMS.replace("Pay {amount_overdue}", text);
    assert_eq!(faults(&of(&"a".repeat(1_601))), at("bodies.0.body", "Value must be at most 1600 characters"));
    assert_eq!(faults(&of(&"a".repeat(1_600))), at("bodies.0.body", "Value takes more than 10 SMS segments"));
    assert!(create(&of(&"a".repeat(1_530))).is_ok());
    assert_eq!(faults(&of(" ")), at("bodies.0.body", "Value must not be empty"));
    assert_eq!(faults(&of("a\\u0007")), at("bodies.0.body", "Value must not contain control characters"));
    let twice = SMS.replace(r#""hi""#, r#""en""#);
    assert_eq!(faults(&twice), at("bodies.1.language", "The language is in the list already"));
    let long: Vec<String> = crate::field::LANGUAGES
        .iter()
        .take(5)
        .map(|(code, _)| format!(r#"{{"language": "{code}", "subject": "s", "body": "{}"}}"#, "a".repeat(50_000)))
        .collect();
    let long = format!(r#"{{"name": "E", "channel": "email", "bodies": [{}]}}"#, long.join(","));
    assert_eq!(faults(&long), at("bodies", "The texts must have at most 200000 bytes in UTF-8 together"));
    assert_eq!(faults("{}").len(), 3);
}
