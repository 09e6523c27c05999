//! What would have been sent, as a developer sees it in a browser.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use end_to_end::{Answer, Api, command, new_id, setting};
use serde_json::{Value, json};

/// What a browser is called, by whoever packs it.
const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
/// How long a page may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A new lender: its id, and a token of an admin.
fn lender() -> (String, String) {
    let text = |answer: &Answer, pointer: &str| answer.at(pointer).as_str().expect("a text").to_owned();
    let company = command(&json!({
        "command": "create_company", "name": "Outbox", "kind": "lending", "time_zone": "Asia/Kolkata", "currency": "INR",
    }));
    let company = text(&company.with_status(200), "/company_id");
    let credential = command(&json!({
        "command": "issue_credential", "company_id": company, "name": "outbox@example.com", "roles": ["admin"],
    }));
    let credential = credential.with_status(200);
    let asked = json!({ "client_id": credential.at("/client_id"), "client_secret": credential.at("/client_secret") });
    let token = Api::anonymous().post("/user/public/access-token", &asked).with_status(200);
    (company, text(&token, "/output/access_token"))
}

/// What a browser makes of a page, once its scripts have run.
fn seen(url: &str) -> String {
    let found = BROWSERS.iter().find_map(|name| {
        let mut browser = Command::new(name);
        browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000", "--dump-dom", url]);
        browser.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()
    });
    let mut browser = found.expect("a browser: on Debian and Ubuntu, apt-get install chromium");
    let mut output = browser.stdout.take().expect("an output");
    let reading = thread::spawn(move || {
        let mut page = String::new();
        output.read_to_string(&mut page).map(|_| page)
    });
    let begun = Instant::now();
    while !reading.is_finished() && begun.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(50));
    }
    let _ = browser.kill();
    let _ = browser.wait();
    reading.join().expect("read").expect("text")
}

/// Looks until something is there: the local engine looks at streams and queues by turns.
fn seen_with(url: &str, wanted: &[&str]) -> String {
    let begun = Instant::now();
    loop {
        let page = seen(url);
        let missing: Vec<_> = wanted.iter().filter(|text| !page.contains(**text)).collect();
        if missing.is_empty() {
            return page;
        }
        assert!(begun.elapsed() < PATIENCE, "{missing:?} are not in {page}");
    }
}

#[test]
fn messages_and_deliveries_show_in_a_browser() {
    let (company_id, token) = lender();
    let (lender, loan_id) = (Api::anonymous().header("authenticationtoken", &token), new_id("LN-"));
    lender
        .send("PUT", "/api/recovery/settings", &[], json!({ "contact_policy": { "preset": "none" } }).to_string())
        .with_status(200);
    let loan = json!({
        "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 268_500,
        "applicant_contact_number": "9805265921", "applicant_email": "keval@example.com",
        "defaults": [{ "allocation_month": "2026-1-01", "total_claim_amount": 1_000, "date_of_default": "2026-01-05" }],
    });
    lender.post(&format!("/recovery/loan/{loan_id}"), &loan).with_status(201);
    // Nobody listens there.
    let endpoint = json!({ "url": "http://127.0.0.1:9/hook", "events": ["communication.created"] });
    lender.post("/webhooks/endpoints", &endpoint).with_status(201);
    let mut templates = json!({});
    for (channel, subject, text) in [
        ("sms", Value::Null, "{applicant_name}: <b>pay</b> {amount_overdue}"),
        (
            "email",
            json!("About {loan_id}"),
            "<p>Dear {applicant_name}</p><script>document.title = 'taken over'</script>",
        ),
    ] {
        let mut body = json!({ "language": "en", "body": text });
        if !subject.is_null() {
            body["subject"] = subject;
        }
        let template = json!({ "name": "Due", "channel": channel, "bodies": [body] });
        let made = lender.post("/communication/templates", &template).with_status(201);
        templates[channel] = made.at("/output/template_id").clone();
    }
    lender.send("PUT", "/communication/events/Due", &[], templates.to_string()).with_status(200);
    let trigger = json!({
        "loan_id": loan_id, "company_id": company_id, "inbound_bot_id": "bot", "allocation_month": "2026-1-01", "source": "crm",
        "event_name": "Due", "send_to": "applicant", "communication_level": "customer",
    });
    lender.clone().header("role", "admin").post("/communication/trigger/event", &trigger).with_status(201);

    let letter = json!({
        "name": "Recall of what is owed", "case_type": "lrn",
        "languages": [{ "language": "en", "title": "Recall", "blocks": [{ "type": "paragraph", "text": "Pay." }] }],
    });
    let letter = lender.post("/recovery/notices/templates", &letter).with_status(201);
    let asked = json!({ "template_id": letter.at("/output/template_id"), "allocation_month": "2026-1-01" });
    let notice = lender.post(&format!("/recovery/loan/{loan_id}/notices"), &asked).with_status(202);
    let notice = notice.at("/output/notice_link").as_str().expect("a link").to_owned();

    let url = format!("{}#token={token}", setting("OUTBOX_URL"));
    let about = format!("About {loan_id}");
    let picture = format!("/api/notices/{notice}");
    let wanted = [
        "data-ready",
        "to +919805265921",
        "Keval: &lt;b&gt;pay&lt;/b&gt; 1000",
        &about,
        "communication.created",
        "Recall of what is owed",
        &picture,
    ];
    let page = seen_with(&url, &wanted);
    assert!(page.contains("<title>Recoup outbox</title>") && page.contains(r#"sandbox="""#), "an e-mail runs nothing");
    assert!(!page.contains("answers 4") && !page.contains("answers 5"), "{page}");
}
