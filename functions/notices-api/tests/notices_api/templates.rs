//! Templates from their creation to their end, and what they look like.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::support::{TEMPLATES, output, post, recall, start, template};

#[tokio::test]
async fn a_template_is_created_read_changed_and_deleted() {
    let world = start().await;
    let lender = world.lender().await;
    let id = template(&world, &lender, &recall("Recall")).await;
    let path = format!("{TEMPLATES}/{id}");
    let shown = output(&world, &lender, &path).await;
    assert_eq!((&shown["default_language"], &shown["case_type"]), (&json!("en"), &json!("lrn")));
    assert_eq!((&shown["letterhead"], &shown["announces_remedy"]), (&json!(null), &json!(false)));
    assert_eq!(shown["languages"][1]["blocks"], {
        let mut sent = recall("Recall")["languages"][1]["blocks"].clone();
        sent[0]["type"] = json!("paragraph");
        sent
    });
    let before = world.testbed.snapshot().await;
    world.call(&lender.token, "PUT", &path, &shown.to_string()).await.expect(200);
    assert_eq!(world.testbed.snapshot().await, before, "what was read can be sent back");
    let change = json!({ "name": "Last recall", "letterhead": { "name": "Rao & Co", "address": "1, Fort\nMumbai" }, "signatory": null });
    world.call(&lender.token, "PUT", &path, &change.to_string()).await.expect(200);
    let changed = output(&world, &lender, &path).await;
    assert_eq!(
        changed["letterhead"],
        json!({ "name": "Rao & Co", "address": "1, Fort\nMumbai", "contact": null, "logo": null })
    );
    assert_eq!((&changed["name"], &changed["signatory"]), (&json!("Last recall"), &json!(null)));
    let list = output(&world, &lender, TEMPLATES).await;
    assert_eq!(
        (&list["templates"][0]["name"], &list["templates"][0]["languages"], &list["total"]),
        (&json!("Last recall"), &json!(["en", "hi"]), &json!(1))
    );
    let gone = world.call(&lender.token, "DELETE", &path, "").await.expect(200).json();
    assert_eq!(gone, json!({ "message": "success", "output": { "template_id": id } }));
    world.call(&lender.token, "GET", &path, "").await.expect(404);
    assert_eq!(output(&world, &lender, TEMPLATES).await["total"], 0);
}

#[tokio::test]
async fn a_company_has_one_template_of_a_name_and_a_list_has_pages() {
    let world = start().await;
    let (lender, other) = (world.lender().await, world.lender().await);
    let mut ids = Vec::new();
    for name in ["A", "B", "C"] {
        ids.push(template(&world, &lender, &recall(name)).await);
    }
    template(&world, &other, &recall("A")).await;
    let taken = post(&world, &lender, TEMPLATES, &recall("A")).await.expect(409).json();
    assert_eq!(taken, json!({ "message": "There is a notice template of this name." }));
    let page = output(&world, &lender, &format!("{TEMPLATES}?limit=2")).await;
    let names = |page: &Value| {
        page["templates"].as_array().expect("a list").iter().map(|it| it["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((names(&page), &page["total"]), (vec![json!("A"), json!("B")], &json!(3)));
    let next = page["next"].as_str().expect("more");
    let page = output(&world, &lender, &format!("{TEMPLATES}?limit=2&starting_after={next}")).await;
    assert_eq!((names(&page), &page["next"]), (vec![json!("C")], &json!(null)));
    // Of another company it is as if there were none.
    let path = format!("{TEMPLATES}/{}", ids[0]);
    for (method, body) in [("GET", ""), ("PUT", "{}"), ("DELETE", "")] {
        world.call(&other.token, method, &path, body).await.expect(404);
    }
    for (method, path) in [("POST", TEMPLATES), ("PUT", path.as_str()), ("DELETE", path.as_str())] {
        world.call(&lender.agent, method, path, &recall("D").to_string()).await.expect(403);
    }
}

#[tokio::test]
async fn a_preview_is_the_pdf_of_a_notice() {
    let world = start().await;
    let lender = world.lender().await;
    let id = template(&world, &lender, &recall("Recall")).await;
    let path = format!("{TEMPLATES}/{id}:preview");
    let values = json!({ "recipient_name": "Keval", "amount_overdue": "1234.50", "days_past_due": "5", "loan_id": "LN-1", "currency": "INR" });
    let ask = async |language: &str, values: &Value| {
        let body = json!({ "language": language, "variables": values }).to_string();
        world.call(&lender.viewer, "POST", &path, &body).await
    };
    for (language, code) in [("Hindi", "hi"), ("en", "en"), ("ta", "en")] {
        let made = ask(language, &values).await.expect(200).json()["output"].clone();
        assert_eq!((&made["language"], &made["content_type"]), (&json!(code), &json!("application/pdf")));
        let file = STANDARD.decode(made["content"].as_str().expect("text")).expect("base64");
        assert!(file.starts_with(b"%PDF-1.7") && file.len() > 5_000, "{} bytes", file.len());
    }
    let mut fewer = values.clone();
    fewer.as_object_mut().expect("an object").remove("amount_overdue");
    let refused = ask("en", &fewer).await.expect(400).json();
    assert_eq!(refused["output"]["errors"], json!({ "variables": "There is no value for amount_overdue" }));
    fewer["amount_overdue"] = json!("1");
    fewer["recipient_name"] = json!("漢");
    let refused = ask("en", &fewer).await.expect(400).json();
    let sentence = "The notice cannot be printed: no font has the character U+6F22";
    assert_eq!(refused["output"]["errors"], json!({ "variables": sentence }));
}

/// A picture of two pixels, and what is wrong with others.
#[tokio::test]
async fn a_letterhead_has_a_logo() {
    const LOGO: &[u8] = include_bytes!("logo.png");
    let world = start().await;
    let lender = world.lender().await;
    let id = template(&world, &lender, &recall("Recall")).await;
    let path = format!("{TEMPLATES}/{id}");
    let put = async |logo: Value| {
        let change = json!({ "letterhead": { "name": "Rao & Co", "logo": logo } });
        world.call(&lender.token, "PUT", &path, &change.to_string()).await
    };
    let values = json!({ "variables": { "recipient_name": "Keval", "amount_overdue": "1", "days_past_due": "5", "loan_id": "LN-1", "currency": "INR" } });
    let preview = async || {
        let reply = world.call(&lender.viewer, "POST", &format!("{path}:preview"), &values.to_string()).await;
        STANDARD.decode(reply.expect(200).json()["output"]["content"].as_str().expect("text")).expect("base64")
    };
    put(json!(null)).await.expect(200);
    let has_picture =
        |file: &[u8]| file.windows(14).any(|bytes| bytes == b"/Subtype/Image" || bytes == b"Subtype /Image");
    assert!(!has_picture(&preview().await));
    let set = put(json!(STANDARD.encode(LOGO))).await.expect(200).json();
    let named = set["output"]["letterhead"]["logo"].clone();
    assert_eq!(named.as_str().map(str::len), Some(64), "it is named by its hash: {named}");
    assert!(has_picture(&preview().await));
    let before = world.testbed.snapshot().await;
    for same in [named.clone(), json!(STANDARD.encode(LOGO))] {
        assert_eq!(put(same).await.expect(200).json()["output"]["letterhead"]["logo"], named);
    }
    assert_eq!(world.testbed.snapshot().await, before, "nothing changes");
    let broken = STANDARD.encode(&LOGO[..LOGO.len() - 12]);
    for (sent, sentence) in [
        (json!("?"), "Value must be a PNG in base64, or what was read"),
        (json!("R0lGODlh"), "the file is no PNG, or it is broken"),
        (json!(broken), "the file is no PNG, or it is broken"),
        (json!(STANDARD.encode(vec![0; 65_537])), "Value must be a file of at most 65536 bytes in base64"),
    ] {
        let refused = put(sent).await.expect(400).json();
        assert_eq!(refused["output"]["errors"]["letterhead"], json!({ "logo": sentence }));
    }
    assert_eq!(world.testbed.snapshot().await, before, "nothing was written");
    assert_eq!(put(json!(null)).await.expect(200).json()["output"]["letterhead"]["logo"], json!(null));
    assert!(!has_picture(&preview().await));
}
