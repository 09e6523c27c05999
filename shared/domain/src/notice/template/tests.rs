//! What templates are read from, and what notices are made of them.

use chrono::NaiveDate;

use super::NoticeTemplate;
use crate::communication::message::RenderFault;
use crate::company::UnknownKeys;
use crate::field::Faults;
use crate::json::Object;
use crate::moment::Moment;
use crate::notice::directory::{Directory, Unfit};
use crate::notice::letter::{Letter, Part, Particulars, Value, fill};
use crate::notice::logo::{LOGOS_MAX, Logo};

const BODY: &str = r#"{"name": "Loan recall", "case_type": "lrn", "letterhead": {"name": "Rao & Co", "address": "1, Fort\n\n Mumbai "},
    "signatory": {"name": "A. Rao", "office": "Advocate"},
    "languages": [{"language": "Hindi", "title": "सूचना {loan_id}", "blocks": [{"type": "paragraph", "text": "{recipient_name}"}]},
    {"language": "en", "title": "Notice", "blocks": [{"type": "heading", "text": "Facts of {loan_id}"},
        {"type": "paragraph", "text": "Dear {recipient_name},\r\npay\t{amount_overdue}."},
        {"type": "amounts", "rows": [{"label": "Overdue", "variable": "amount_overdue"}, {"label": "Since", "variable": "due_date"}]},
        {"type": "payment_code", "text": "Pay here"}, {"type": "signature"}]}]}"#;

fn object(text: &str) -> Object {
    serde_json::from_str(text).expect("an object")
}

fn template(body: &str) -> Result<NoticeTemplate, Faults> {
    NoticeTemplate::create("ntp_1", &object(body), UnknownKeys::Refuse, Moment::EPOCH)
}

fn faults<T: std::fmt::Debug>(result: Result<T, Faults>) -> Vec<String> {
    let faults = result.expect_err("faults");
    faults.flat().into_iter().map(|(key, sentence)| format!("{key}: {sentence}")).collect()
}

fn filled(template: &NoticeTemplate, language: Option<&str>, skip: &str) -> Result<Letter, RenderFault> {
    let value = |name: &str| {
        let text = match name {
            "loan_id" => "LN-1",
            "recipient_name" => "{loan_id}\nKeval",
            "amount_overdue" => "1234.50",
            "due_date" => "2024-01-05",
            "payment_link" => "https://pay.example/1",
            _ => return None,
        };
        (name != skip).then(|| text.to_owned())
    };
    let particulars = Particulars {
        reference: "R".to_owned(),
        subject: "S".to_owned(),
        date: NaiveDate::default(),
        currency: "INR".to_owned(),
        company_name: "Lender".to_owned(),
        addressee: vec!["Keval".to_owned()],
    };
    fill(template, language, particulars, value)
}

#[test]
fn a_template_is_kept_as_it_reads() {
    let template = template(BODY).expect("a template");
    let contents = &template.contents;
    assert_eq!(contents.default_language, "hi");
    assert_eq!(contents.letterhead.as_ref().expect("one").address, ["1, Fort", "Mumbai"]);
    let shown = template.show();
    let again = NoticeTemplate::create(
        "ntp_1",
        &shown
            .into_iter()
            .filter(|(key, value)| !key.ends_with("_at") && key != "template_id" && !value.is_null())
            .collect(),
        UnknownKeys::Refuse,
        Moment::EPOCH,
    );
    assert_eq!(again.as_ref(), Ok(&template), "what is shown can be sent");
    let stored = serde_json::to_string(&template).expect("JSON");
    assert_eq!(serde_json::from_str::<NoticeTemplate>(&stored).expect("a template"), template);
}

#[test]
fn a_logo_is_named_by_its_file() {
    let before = template(BODY).expect("a template");
    let change = |template: &NoticeTemplate, logo: &str| {
        let body = object(&format!(r#"{{"letterhead": {{"logo": {logo}}}}}"#));
        template.update(&body, UnknownKeys::Refuse, Moment::LAST)
    };
    let with = change(&before, r#""YWJj""#).expect("valid").expect("a change");
    let named = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(with.logo(), Some(named));
    assert_eq!(change(&with, &format!(r#""{named}""#)), Ok(None), "what was read can be sent");
    assert_eq!(
        with.update(&object(r#"{"letterhead": {"contact": "x"}}"#), UnknownKeys::Refuse, Moment::LAST)
            .map(|it| it.is_some_and(|it| it.logo() == Some(named))),
        Ok(true)
    );
    assert_eq!(change(&with, "null").expect("valid").expect("a change").logo(), None);
    let faults = |logo: &str| faults(change(&before, logo));
    assert_eq!(faults(r#""?""#), ["letterhead.logo: Value must be a PNG in base64, or what was read"]);
    assert_eq!(faults("7"), ["letterhead.logo: Value must be a string"]);
    let long = format!(r#""{}""#, "A".repeat(crate::notice::logo::CHARS_MAX + 4));
    assert_eq!(faults(&long), ["letterhead.logo: Value must be a file of at most 65536 bytes in base64"]);
    let body = object(r#"{"letterhead": {"logo": "YWJj"}}"#);
    assert_eq!(Logo::sent(&body, None).expect("a file").file, b"abc");
    assert_eq!(Logo::sent(&body, Some("YWJj")), None);
}

#[test]
fn a_company_keeps_so_many_logos() {
    let mut directory = Directory::default();
    let mut template = template(BODY).expect("a template");
    let mut put = |logo: usize| {
        template.contents.letterhead.as_mut().expect("one").logo = Some(logo.to_string());
        directory.put(&template)
    };
    for number in 0..LOGOS_MAX {
        assert_eq!(put(number), Ok(()));
    }
    assert_eq!(put(LOGOS_MAX), Err(Unfit::TooManyLogos));
    assert_eq!(put(0), Ok(()));
}

#[test]
fn a_change_says_only_what_changes() {
    let before = template(BODY).expect("a template");
    let change = |body: &str| before.update(&object(body), UnknownKeys::Refuse, Moment::LAST);
    assert_eq!(change(r#"{"name": "Loan recall", "signatory": {"name": "A. Rao"}}"#), Ok(None));
    let after = change(r#"{"announces_remedy": true, "signatory": null, "default_language": "English"}"#);
    let after = after.expect("valid").expect("a change");
    assert!(after.contents.announces_remedy && after.contents.signatory.is_none());
    assert_eq!((after.contents.default_language.as_str(), after.updated), ("en", Moment::LAST));
    assert_eq!(faults(change(r#"{"name": null}"#)), ["name: Value must not be null"]);
    let spaces = "case_type: Value must not be empty, or begin or end with spaces";
    assert_eq!(faults(change(r#"{"case_type": " x"}"#)), [spaces]);
}

#[test]
fn what_cannot_be_is_refused_where_it_stands() {
    assert_eq!(
        faults(template("{}")),
        ["name: Value is required", "case_type: Value is required", "languages: Value is required"]
    );
    let with = |blocks: &str| {
        let languages = format!(r#"[{{"language": "en", "title": "T", "blocks": {blocks}}}]"#);
        faults(template(&format!(r#"{{"name": "A", "case_type": "lrn", "languages": {languages}}}"#)))
    };
    let at = |inside: &str| vec![format!("languages.0.blocks.{inside}")];
    assert_eq!(with("[]"), ["languages.0.blocks: Value must have 1 to 60 entries"]);
    assert_eq!(
        with(r#"[{"type": "picture"}]"#),
        at("0.type: Value must be one of heading, paragraph, amounts, payment_code, signature")
    );
    assert_eq!(with(r#"[{"type": "signature", "text": "x"}]"#), at("0.text: Unknown key"));
    assert_eq!(with(r#"[{"type": "heading", "text": "{amuont}"}]"#), at("0.text: Unknown variable amuont"));
    assert_eq!(
        with(r#"[{"type": "heading", "text": "a\nb"}]"#),
        at("0.text: Value must not contain control characters")
    );
    assert_eq!(with(r#"[{"type": "amounts"}]"#), at("0.rows: Value must be a list"));
    assert_eq!(
        with(r#"[{"type": "amounts", "rows": [{"label": "x", "variable": "{late_fee}"}]}]"#),
        at("0.rows.0.variable: Value must be the name of a variable, without braces")
    );
    let long = "x".repeat(5_001);
    assert_eq!(
        with(&format!(r#"[{{"type": "paragraph", "text": "{long}"}}]"#)),
        at("0.text: Value must be at most 5000 characters")
    );
    let lines = "x\\n".repeat(7);
    let letterhead = format!(r#"{{"letterhead": {{"name": "A", "address": "{lines}"}}}}"#);
    let change = template(BODY).expect("a template").update(&object(&letterhead), UnknownKeys::Refuse, Moment::EPOCH);
    assert_eq!(faults(change), ["letterhead.address: Value must have at most 6 lines"]);
}

#[test]
fn a_letter_has_its_variables_filled_once() {
    let template = template(BODY).expect("a template");
    let letter = filled(&template, Some("en"), "").expect("a letter");
    assert_eq!(letter.title, "Notice");
    assert!(letter.parts.contains(&Part::Paragraph("Dear {loan_id} Keval,\npay 1234.50.".to_owned())));
    let rows = vec![
        ("Overdue".to_owned(), Value::Amount("1234.50".parse().expect("an amount"))),
        ("Since".to_owned(), Value::Text("2024-01-05".to_owned())),
    ];
    assert!(letter.parts.contains(&Part::Amounts(rows)));
    assert_eq!(filled(&template, Some("ta"), "").expect("a letter").title, "सूचना LN-1");
    let stored = serde_json::to_string(&letter).expect("JSON");
    assert_eq!(serde_json::from_str::<Letter>(&stored).expect("a letter"), letter);
    for missing in ["amount_overdue", "payment_link", "recipient_name"] {
        let fault = filled(&template, Some("en"), missing).expect_err("missing");
        assert_eq!(fault, RenderFault::Missing(vec![missing.to_owned()]));
    }
}

#[test]
fn a_directory_has_one_template_of_a_name() {
    let mut directory = Directory::default();
    let first = template(BODY).expect("a template");
    assert_eq!(directory.put(&first), Ok(()));
    assert_eq!(directory.put(&first), Ok(()), "it is the same");
    let of = |id: String, name: String| {
        let mut other = first.clone();
        (other.template_id, other.contents.name) = (id, name);
        other
    };
    assert_eq!(directory.put(&of("ntp_2".to_owned(), "Loan recall".to_owned())), Err(Unfit::NameTaken));
    for number in 1..super::TEMPLATES_MAX {
        directory.put(&of(format!("ntp_n{number}"), number.to_string())).expect("room");
    }
    assert_eq!(directory.put(&of("ntp_x".to_owned(), "x".to_owned())), Err(Unfit::Full));
    assert_eq!(directory.put(&of("ntp_1".to_owned(), "x".to_owned())), Ok(()));
}
