use domain::accounts::account::{Account, Context, create};
use domain::company::Company;
use domain::json::Json;
use platform::accounts::change_writes;
use platform::table::{Condition, Item, Write};
use platform::{id, keys};
use serde_json::{Value, json};

use crate::setting::{Setting, text};

const BODY: &str = r#"{"amount": "1000", "settings": {"interest": {"rate": 12},
    "schedule": {"repayment_installments": 3, "repayment_period": "P1M"}}}"#;

async fn account(setting: &Setting, company_id: &str) -> String {
    let stored = setting.app.table.get(&keys::company(company_id)).await.expect("read").expect("a company");
    let company: Company = stored.read().expect("a company");
    let now = setting.app.clock.now();
    let new_id = |prefix: &str| id::prefixed(prefix, now);
    let context = Context { company: &company, author: "somebody", now, new_id: &new_id };
    let body = platform::http::body::parse(BODY.as_bytes()).expect("JSON");
    let made = create(body.as_object().expect("an object"), None, &context).expect("made");
    let writes = change_writes(&company, &made, None, now).expect("writes");
    setting.app.table.transact(writes).await.expect("stored");
    made.ledger.account.account_id
}

/// Stores an account as somebody has changed it by hand.
async fn spoil(setting: &Setting, company_id: &str, account_id: &str, how: impl Fn(&mut Account)) {
    let key = keys::account::account(&keys::loan::loan(company_id, account_id));
    let item = setting.app.table.get(&key).await.expect("read").expect("an account");
    let mut account: Account = item.read().expect("an account");
    how(&mut account);
    let data = Item::of(key, None, &account).expect("an item").data;
    let put = Write::Put { item: Item { data, ..item }, condition: Condition::None };
    setting.app.table.transact(vec![put]).await.expect("stored");
}

async fn check(setting: &Setting, company_id: &str, more: Value) -> Value {
    let mut command = json!({"command": "check_accounts", "company_id": company_id});
    command.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    setting.done(&command).await
}

#[tokio::test]
async fn what_is_kept_of_accounts_is_what_they_come_to() {
    let setting = Setting::start().await;
    let (id, other) = (setting.company().await, setting.company().await);
    account(&setting, &other).await;
    let mut accounts = Vec::new();
    for _ in 0..5 {
        accounts.push(account(&setting, &id).await);
    }
    let found = check(&setting, &id, json!({})).await;
    assert_eq!(found, json!({"company_id": id, "checked": 5, "differences": [], "next": null}));

    spoil(&setting, &id, &accounts[1], |account| account.at_rest.installments = 7).await;
    spoil(&setting, &id, &accounts[3], |account| {
        account.at_rest.figures.insert("days_late".to_owned(), Json::integer(4));
        account.at_rest.next_change = Some(account.at_rest.on);
    })
    .await;
    let found = check(&setting, &id, json!({})).await;
    let expected = json!([
        {"account_id": accounts[1], "fields": ["installments"]},
        {"account_id": accounts[3], "fields": ["next_change", "days_late", "clock"]},
    ]);
    assert_eq!(found["differences"], expected);

    let (mut next, mut pages, mut differences) = (json!(null), 0, Vec::new());
    loop {
        let more = if next.is_null() { json!({"limit": 2}) } else { json!({"limit": 2, "after": next}) };
        let page = check(&setting, &id, more).await;
        pages += 1;
        differences.extend(page["differences"].as_array().expect("a list").clone());
        next = page["next"].clone();
        if next.is_null() {
            assert_eq!(page["checked"], 1);
            break;
        }
        assert!(text(&page, "next").contains(&accounts[pages * 2 - 1]));
    }
    assert_eq!((pages, json!(differences)), (3, expected));
}

#[tokio::test]
async fn an_account_that_cannot_be_read_is_told() {
    let setting = Setting::start().await;
    let id = setting.company().await;
    let account_id = account(&setting, &id).await;
    let key = keys::account::account(&keys::loan::loan(&id, &account_id));
    let mut item = setting.app.table.get(&key).await.expect("read").expect("an account");
    item.data = "{}".to_owned();
    setting.app.table.transact(vec![Write::Put { item, condition: Condition::None }]).await.expect("stored");
    let found = check(&setting, &id, json!({})).await;
    assert_eq!(found["differences"], json!([{"account_id": account_id, "fields": ["unreadable"]}]));
}

#[tokio::test]
async fn a_page_is_bounded() {
    let setting = Setting::start().await;
    let id = setting.company().await;
    for limit in [0, 501] {
        let command = json!({"command": "check_accounts", "company_id": id, "limit": limit});
        assert_eq!(setting.run(&command).await.expect_err("refused").error_type(), "InvalidCommand");
    }
    let unknown = json!({"command": "check_accounts", "company_id": "com_none"});
    assert_eq!(setting.run(&unknown).await.expect_err("refused").error_type(), "NotFound");
}
