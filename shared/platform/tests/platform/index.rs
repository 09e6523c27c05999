//! The indexes: what is in them, in which order, and what it costs to read them.

use domain::json::Json;
use platform::keys::index::Timer;
use platform::keys::{self, index};
use platform::table::{Item, Key, Order};

use crate::setting::{COMPANY, OTHER_COMPANY, Setting, moment};

const FROM: &str = "0";
const TO: &str = "\u{10FFFF}";

fn item(pk: &str) -> Item {
    Item::of(Key { pk: pk.to_owned(), sk: "S".to_owned() }, 1, &Json::text("an entity")).expect("serializes")
}

fn listed(company: &str, seconds: i64, id: &str) -> Item {
    item(&format!("{company}{id}")).listed(index::listed(company, "THINGS", &keys::sortable(moment(seconds)), id))
}

#[tokio::test]
async fn a_list_is_in_its_order_and_of_one_company() {
    let setting = Setting::start().await;
    for (company, seconds, id) in [(COMPANY, 30, "c"), (COMPANY, 10, "a"), (OTHER_COMPANY, 20, "x"), (COMPANY, 20, "b")]
    {
        setting.put(listed(company, seconds, id)).await;
    }
    setting.put(item("unlisted")).await;
    let list = index::listed(COMPANY, "THINGS", "", "").list;
    setting.testbed.meter().reset();
    let page = setting.table.list(&list, (FROM, TO), Order::Ascending, Some(2)).await.expect("a page");
    assert_eq!(setting.testbed.meter().calls(), [("Query", 1)]);
    assert_eq!(page.items, [listed(COMPANY, 10, "a"), listed(COMPANY, 20, "b")]);
    assert!(page.more);
    let after = page.items.last().and_then(|item| item.listed.clone()).expect("its place").place;
    let next = format!("{after}\0");
    let page = setting.table.list(&list, (&next, TO), Order::Ascending, Some(2)).await.expect("a page");
    assert_eq!((page.items, page.more), (vec![listed(COMPANY, 30, "c")], false));
    let page = setting.table.list(&list, (FROM, TO), Order::Descending, Some(1)).await.expect("a page");
    assert_eq!(page.items, [listed(COMPANY, 30, "c")]);
}

#[tokio::test]
async fn the_clock_tells_what_is_due_and_forgets_what_is_not_to_happen() {
    let setting = Setting::start().await;
    let due =
        |pk: &str, seconds: i64| item(pk).due(Some(index::clock(Timer::Accounts, &item(pk).key, moment(seconds))));
    for (pk, seconds) in [("loan 1", 100), ("loan 2", 50), ("loan 3", 101), ("loan 4", 60)] {
        setting.put(due(pk, seconds)).await;
    }
    setting.put(item("loan 4").due(None)).await;
    let (from, to) = index::due_until(moment(100));
    let mut found = Vec::new();
    for shard in index::clock_shards(Timer::Accounts) {
        let page = setting.table.due(&shard, (&from, &to), 10).await.expect("a page");
        assert!(!page.more);
        found.extend(page.items.into_iter().map(|item| item.key.pk));
    }
    found.sort();
    assert_eq!(found, ["loan 1", "loan 2"]);
}
