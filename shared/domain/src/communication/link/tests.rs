use proptest::prelude::*;

use super::*;
use crate::communication::handover::tests::sms;

const LINK: ShortLink<'_> = ShortLink { public_url: "https://r.co", token: "T" };

/// A text as a template becomes one: what is in braces is the value of another variable, in brackets that of a link.
fn short(template: &str, is_html: bool) -> (String, Vec<String>) {
    let (mut text, mut values, mut open) = (String::new(), Vec::new(), 0);
    for char in template.chars() {
        match char {
            '{' | '[' => open = text.len(),
            '}' | ']' => values.push(Filled { at: open..text.len(), is_link: char == ']' }),
            char => text.push(char),
        }
    }
    shortened(&text, &values, is_html, LINK).expect("few links")
}

fn plain(template: &str) -> String {
    short(template, false).0
}

#[test]
fn links_of_a_plain_text_are_replaced() {
    for (template, expected, target) in [
        ("Pay at https://a.in/x now", "Pay at https://r.co/l/T now", "https://a.in/x"),
        ("Pay: [https://a.in/x?a=1&b=2].", "Pay: https://r.co/l/T.", "https://a.in/x?a=1&b=2"),
        ("(HTTP://a.in/x)", "(https://r.co/l/T)", "HTTP://a.in/x"),
        ("[https://a.in/x]?utm=sms", "https://r.co/l/T", "https://a.in/x?utm=sms"),
        ("https://a.in/pay?loan={LN-1}, thanks", "https://r.co/l/T, thanks", "https://a.in/pay?loan=LN-1"),
        ("https://a.in/{LN 1}", "https://r.co/l/T 1", "https://a.in/LN"),
        ("दें https://a.in/x।", "दें https://r.co/l/T।", "https://a.in/x"),
        ("https://a.in", "https://r.co/l/T", "https://a.in"),
        ("https://a.in:8443/x", "https://r.co/l/T", "https://a.in:8443/x"),
    ] {
        let (text, targets) = short(template, false);
        assert_eq!((text.as_str(), targets.as_slice()), (expected, [target.to_owned()].as_slice()), "{template}");
    }
}

#[test]
fn what_is_no_link_of_the_lenders_stays_as_it_is() {
    for template in [
        "Dear {https://evil.in/x}, please pay",
        "Dear {Ann https://evil.in}, please pay",
        "https://{evil.in/x}",
        "https://pay.{evil}.in/x",
        "https://a.in{.evil.in/x}",
        "https://a.in{@evil.in/x}",
        "https://a.in@evil.in/x",
        "https://",
        "https:///x",
        "xhttps://a.in/x",
        "https://a.in/é",
        "https://a.in/x\\y",
        "ftp://a.in/x",
        "www.a.in/x",
    ] {
        let (text, targets) = short(template, false);
        let expected: String = template.chars().filter(|char| !matches!(char, '{' | '}')).collect();
        assert_eq!((text, targets), (expected, Vec::new()), "{template}");
    }
    let long = format!("https://a.in/{}", "x".repeat(TARGET_CHARS_MAX));
    assert_eq!(plain(&long), long);
}

#[test]
fn the_links_of_html_are_those_that_are_followed() {
    for (template, expected, target) in [
        (
            r#"<a href="https://a.in/x?a=1&amp;b=2">x</a>"#,
            r#"<a href="https://r.co/l/T">x</a>"#,
            "https://a.in/x?a=1&b=2",
        ),
        ("<a class=b HREF = 'https://a.in/x'>x</a>", "<a class=b HREF = 'https://r.co/l/T'>x</a>", "https://a.in/x"),
        (
            r#"<a href="[https://a.in/x]">[https://a.in/x]</a>"#,
            r#"<a href="https://r.co/l/T">https://r.co/l/T</a>"#,
            "https://a.in/x",
        ),
        ("Pay: [https://a.in/?a=1&amp;b=2]<br/>", "Pay: https://r.co/l/T<br/>", "https://a.in/?a=1&b=2"),
        (r#"<a href="https://a.in/{LN-1}">x</a>"#, r#"<a href="https://r.co/l/T">x</a>"#, "https://a.in/LN-1"),
    ] {
        let (text, targets) = short(template, true);
        assert_eq!((text.as_str(), targets.as_slice()), (expected, [target.to_owned()].as_slice()), "{template}");
    }
    for template in [
        r#"<img src="https://a.in/x.png"/>"#,
        r#"<img src="[https://a.in/x.png]"/>"#,
        "<p>https://a.in/x</p>",
        r#"<a data-href="https://a.in/x">x</a>"#,
        r#"<a href="{https://evil.in}">x</a>"#,
        r#"<a href="https://a.in/x>"#,
        r#"<a href="https://a.in/a b">x</a>"#,
    ] {
        let expected: String = template.chars().filter(|char| !"{}[]".contains(*char)).collect();
        assert_eq!(short(template, true), (expected, Vec::new()), "{template}");
    }
}

#[test]
fn a_message_has_several_links_each_once() {
    let (text, targets) = short("https://a.in/1 https://a.in/2 https://a.in/1", false);
    assert_eq!(text, "https://r.co/l/T https://r.co/l/T-2 https://r.co/l/T");
    assert_eq!(targets.len(), 2);
    let many = |count: usize| (0..count).map(|number| format!("https://a.in/{number} ")).collect::<Vec<_>>().concat();
    assert!(shortened(&many(LINKS_MAX), &[], false, LINK).is_some());
    assert!(shortened(&many(LINKS_MAX + 1), &[], false, LINK).is_none());
}

#[test]
fn a_name_is_read_as_it_is_written() {
    let token = "01HKS10FJ002FMGCD3MPJX33TQ";
    let link = ShortLink { public_url: "https://r.co", token };
    for number in 0..LINKS_MAX {
        let address = link.address(number);
        assert_eq!(named(address.strip_prefix("https://r.co/l/").expect("an address")), Some((token, number)));
    }
    for none in ["", "-2", "01HKS10FJ002FMGCD3MPJX33T", "01hks10fj002fmgcd3mpjx33tq", "01HKS10FJ002FMGCD3MPJX33T%"] {
        assert_eq!(named(none), None, "{none}");
    }
    for number in ["", "-", "-0", "-1", "-10", "-02", "-+2", "-2-2", "-x"] {
        let expected = number.is_empty().then_some((token, 0));
        assert_eq!(named(&format!("{token}{number}")), expected, "{number}");
    }
    assert_eq!(ShortLink::PREVIEWED.len(), TOKEN_CHARS);
}

#[test]
fn clicks_are_counted_once_a_message_is_out() {
    let mut message = sms();
    message.outgoing.links = TrackedLinks::new("T", &["https://a.in/1".to_owned(), "https://a.in/2".to_owned()]);
    assert_eq!(message.link_target("T", 0), None, "it has not gone out");
    let sent = message.taken("twilio", "SM1", Moment::EPOCH);
    assert_eq!((sent.link_target("T", 1), sent.link_target("T", 2)), (Some("https://a.in/2"), None));
    assert_eq!(sent.link_target("U", 0), None);
    let at = |micros| Moment::EPOCH.later(micros);
    let clicked = sent.clicked(1, at(1)).and_then(|it| it.clicked(0, at(2))).and_then(|it| it.clicked(1, at(3)));
    let clicked = clicked.expect("counted");
    assert!(clicked.is_clicked() && !sent.is_clicked());
    assert_eq!(clicked.comm_dict["click_count"], Json::integer(3));
    assert_eq!(clicked.comm_dict["first_clicked_time"], Json::text("1970-01-01 00:00:00.000001"));
    assert_eq!(clicked.comm_dict["clicked_time"], Json::text("1970-01-01 00:00:00.000003"));
    let links = serde_json::to_string(&clicked.comm_dict["links"]).expect("JSON");
    assert_eq!(links, r#"[{"target":"https://a.in/1","click_count":1},{"target":"https://a.in/2","click_count":2}]"#);
    let mut last = clicked.clone();
    last.outgoing.links.as_mut().expect("links").targets[0].clicks = CLICKS_MAX;
    assert_eq!(last.clicked(0, at(4)), None);
    assert_eq!(sms().clicked(0, at(4)), None);
}

#[test]
fn a_value_is_a_link_as_a_whole_or_not_at_all() {
    assert!(is_link_value("payment_link", "https://a.in/x") && is_link_value("my_key", "HTTPS://a.in/x"));
    for (variable, value) in [
        ("payment_link", "pay at https://a.in/x"),
        ("payment_link", "https://a.in/x now"),
        ("my_key", "a.in"),
        ("applicant_name", "https://a.in/x"),
        ("loan_id", "https://a.in/x"),
    ] {
        assert!(!is_link_value(variable, value), "{variable} {value}");
    }
}

proptest! {
    /// Whatever the text: putting the targets back makes it again.
    #[test]
    fn nothing_else_of_a_text_changes(text in "(https?://[a-c./@]{0,6}|[a-c ।\"<>'=é]|href=\"){0,12}", is_html in any::<bool>()) {
        if let Some((short, targets)) = shortened(&text, &[], is_html, LINK) {
            let again = targets.iter().enumerate().rev().fold(short, |short, (number, target)| {
                short.replace(&LINK.address(number), target)
            });
            prop_assert_eq!(again, text);
        }
    }
}
