//! A legal notice from its template to the letter that a borrower opens, as a lender's system goes through it.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::thread;
use std::time::{Duration, Instant};

use end_to_end::{Answer, Api, command, new_id, setting};
use serde_json::{Value, json};
use ureq::Agent;

/// How long a notice, or a batch, may take: the local engine looks at streams and queues by turns.
const PATIENCE: Duration = Duration::from_mins(2);

/// The month that loans are in default since.
const MONTH: &str = "2026-1-01";

/// A new lender's admin.
fn lender() -> Api {
    let company = command(&json!({
        "command": "create_company", "name": "Notices", "kind": "lending", "time_zone": "Asia/Kolkata", "currency": "INR",
    }));
    let company = company.with_status(200).at("/company_id").clone();
    let credential = command(&json!({
        "command": "issue_credential", "company_id": company, "name": "notices@example.com", "roles": ["admin"],
    }));
    let credential = credential.with_status(200);
    let asked = json!({ "client_id": credential.at("/client_id"), "client_secret": credential.at("/client_secret") });
    let token = Api::anonymous().post("/user/public/access-token", &asked).with_status(200);
    let lender = Api::anonymous().header("authenticationtoken", text(&token, "/output/access_token"));
    let none = json!({ "contact_policy": { "preset": "none" } }).to_string();
    lender.send("PUT", "/api/recovery/settings", &[], none).with_status(200);
    lender
}

fn text<'a>(answer: &'a Answer, pointer: &str) -> &'a str {
    answer.at(pointer).as_str().expect("a text")
}

/// A loan that is in default since the beginning of the year.
fn loan(lender: &Api) -> String {
    let loan_id = new_id("LN-");
    let loan = json!({
        "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 268_500,
        "applicant_address": [{
            "applicant_address_type": "Home", "applicant_address_text": "4 Station Road", "applicant_city": "Bhuj",
            "applicant_state": "Gujarat", "applicant_pincode": 370_001,
        }],
        "defaults": [{ "allocation_month": MONTH, "total_claim_amount": 1_000, "date_of_default": "2026-01-05" }],
    });
    lender.post(&format!("/recovery/loan/{loan_id}"), &loan).with_status(201);
    loan_id
}

/// Reads until something has a value.
fn read_until(lender: &Api, path: &str, pointer: &str, wanted: &str) -> Answer {
    let begun = Instant::now();
    loop {
        let answer = lender.get(path).with_status(200);
        if answer.at(pointer) == wanted {
            return answer;
        }
        assert!(begun.elapsed() < PATIENCE, "{path} has no {pointer} of {wanted}: {answer:?}");
        thread::sleep(Duration::from_millis(500));
    }
}

/// What lies at a link, redirects followed.
fn opened(link: &str) -> Vec<u8> {
    let agent: Agent = Agent::config_builder().timeout_global(Some(Duration::from_mins(1))).build().into();
    let mut answer = agent.get(link).call().expect("an answer");
    answer.body_mut().read_to_vec().expect("a body")
}

fn template(lender: &Api) -> Value {
    let template = json!({
        "name": "Recall", "case_type": "lrn", "signatory": { "name": "A. Rao", "office": "Advocate" },
        "languages": [{ "language": "en", "title": "Recall of loan {loan_id}", "blocks": [
            { "type": "paragraph", "text": "Dear {recipient_name}, pay what is overdue within 15 days." },
            { "type": "amounts", "rows": [{ "label": "Overdue", "variable": "amount_overdue" }] },
            { "type": "signature" },
        ] }],
    });
    let made = lender.post("/recovery/notices/templates", &template).with_status(201);
    made.at("/output/template_id").clone()
}

#[test]
fn a_notice_is_made_opened_and_delivered() {
    let lender = lender();
    let (loan_id, template_id) = (loan(&lender), template(&lender));
    let asked = json!({ "template_id": template_id, "allocation_month": MONTH });
    let asked = lender.post(&format!("/recovery/loan/{loan_id}/notices"), &asked).with_status(202);
    let path = format!("/recovery/notices/{}", asked.at("/output/notice_id"));
    let made = read_until(&lender, &path, "/output/status", "made");
    let link = format!("{}/notices/{}", setting("API_URL").trim_end_matches('/'), text(&made, "/output/notice_link"));
    let (first, second) = (opened(&link), opened(&link));
    assert!(first.starts_with(b"%PDF-1.7") && first == second, "{} bytes", first.len());
    assert_eq!(lender.get(&path).with_status(200).at("/output/notice_click_count"), 2);
    Api::anonymous().get("/notices/no-such-link").with_status(404);
    let report = |status: &str, at: &str, place: &str| {
        let (tracking_id, occurred_at) = ("ED670494304IN", format!("{at}+05:30"));
        let report =
            json!({ "tracking_id": tracking_id, "status": status, "occurred_at": occurred_at, "place": place });
        lender.post(&format!("{path}/tracking"), &report)
    };
    // Reports may come late, and nothing follows what ends a way.
    report("delivered", "2026-01-09T15:27:17", "Bhuj HO").with_status(200);
    report("booked", "2026-01-03T16:17:42", "Delhi").with_status(200);
    report("dispatched", "2026-01-10T10:00:00", "Bhuj HO").with_status(409);
    let view = lender.get(&format!("/recovery/loan/{loan_id}?fields=notice")).with_status(200);
    let delivered = |entry: &&Value| entry.pointer("/data/speedpost_delivery_status") == Some(&json!("Delivered"));
    assert_eq!(view.list("/notice_tracking_details").iter().filter(delivered).count(), 1);
}

#[test]
fn a_batch_makes_a_notice_of_each_loan_that_there_is() {
    let lender = lender();
    let (first, second, template_id) = (loan(&lender), loan(&lender), template(&lender));
    let body = json!({ "template_id": template_id, "loan_ids": [first, "LN-NONE", second], "allocation_month": MONTH });
    let asked = lender.post("/recovery/notices/batches", &body).with_status(202);
    let path = format!("/recovery/notices/batches/{}", text(&asked, "/output/batch_id"));
    let done = read_until(&lender, &path, "/output/status", "done");
    assert_eq!((done.at("/output/made"), done.at("/output/refused")), (&json!(2), &json!(1)));
    for loan_id in [first, second] {
        let notices = lender.get(&format!("/recovery/loan/{loan_id}/notices")).with_status(200);
        assert_eq!(notices.list("/output/notices").len(), 1);
    }
}
