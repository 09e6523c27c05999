//! Many loans that are like one: what a request through the router has left of that one, under other ids.

use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::moment::Moment;
use platform::keys::index::{Timer, clock};
use platform::keys::loan;
use platform::table::Key;
use testbed::{Item, Lender, World};

/// Loans that are written at once.
const AT_ONCE: u64 = 2_000;

/// The id of a loan by its number. All are of one length, so that all items are of one size.
pub(super) fn id(number: u64) -> String {
    format!("LN-{number:09}")
}

/// What the table holds of a loan, as far as the beginnings of the sort keys are asked for.
pub(super) async fn items_of(world: &World, lender: &Lender, loan_id: &str, beginnings: &[&str]) -> Vec<Item> {
    let pk = loan::loan(&lender.company.id, loan_id);
    let call = world.testbed.client().query().table_name(world.testbed.table_name());
    let call = call.key_condition_expression("pk = :pk").expression_attribute_values(":pk", AttributeValue::S(pk));
    let found = call.send().await.expect("the loan can be read").items.unwrap_or_default();
    let wanted = |item: &Item| {
        let sk = item.get("sk").and_then(|sk| sk.as_s().ok()).map_or("", String::as_str);
        beginnings.iter().any(|beginning| sk.starts_with(beginning))
    };
    found.into_iter().filter(wanted).collect()
}

/// Writes what is held of a loan once more for each of some numbers, as that of the loan of the number.
pub(super) async fn write(world: &World, items: &[Item], of: &str, numbers: std::ops::Range<u64>) {
    let mut from = numbers.start;
    while from < numbers.end {
        let to = numbers.end.min(from.saturating_add(AT_ONCE));
        let clones = (from..to).flat_map(|number| items.iter().map(move |item| clone(item, of, &id(number))));
        world.testbed.put_raw(clones.collect()).await;
        from = to;
    }
}

fn clone(item: &Item, of: &str, id: &str) -> Item {
    let (of_encoded, encoded) = (URL_SAFE_NO_PAD.encode(of), URL_SAFE_NO_PAD.encode(id));
    let mut clone: Item = item
        .iter()
        .map(|(name, value)| match value {
            AttributeValue::S(text) => {
                (name.clone(), AttributeValue::S(text.replace(of, id).replace(&of_encoded, &encoded)))
            }
            other => (name.clone(), other.clone()),
        })
        .collect();
    if clone.contains_key("clock_shard") {
        let shard = clock(Timer::Cases, &key(&clone), Moment::EPOCH).shard;
        clone.insert("clock_shard".to_owned(), AttributeValue::S(shard));
    }
    clone
}

fn key(item: &Item) -> Key {
    let text = |name: &str| item.get(name).and_then(|value| value.as_s().ok()).cloned().expect("a key");
    Key { pk: text("pk"), sk: text("sk") }
}
