//! Lists of resources: what is on their pages, what the totals say, and what a page costs.

use std::collections::BTreeMap;

use domain::company::{Company, Role};
use domain::json::Json;
use domain::listing::filter::{FieldType, Filterable, Schema};
use domain::listing::{Entry, Listed};
use domain::moment::Moment;
use platform::http::problem::Problem;
use platform::keys;
use platform::lists::{self, Asker, Collection, ListPage, WALK_MAX};
use platform::table::{Condition, Item, Key, TableError, Write};

use crate::setting::{COMPANY, OTHER_COMPANY, Setting, moment};

const THINGS: Collection = Collection {
    name: "THINGS",
    item: "THING",
    indexed: &["state", "holder_id"],
    schema: Schema {
        fields: &[
            Filterable::one("id", FieldType::Text),
            Filterable::one("state", FieldType::Choice(&["A", "B"])),
            Filterable::one("holder_id", FieldType::Text),
            Filterable::one("amount", FieldType::Amount),
            Filterable::one("create_time", FieldType::Timestamp),
        ],
    },
};

/// The first thing is created at this second, the others a second after one another.
const FIRST: i64 = 1_700_000_000;

#[derive(Clone)]
struct Thing {
    id: String,
    created: Moment,
    state: &'static str,
    holder_id: Option<&'static str>,
    amount: i64,
}

impl Thing {
    fn new(number: i64, state: &'static str, holder_id: Option<&'static str>) -> Self {
        Self { id: format!("t{number}"), created: moment(FIRST + number), state, holder_id, amount: 100 - number }
    }

    fn listed(&self) -> Listed {
        let holder = self.holder_id.map(|holder| ("holder_id", holder.to_owned()));
        let values = [("state", self.state.to_owned())].into_iter().chain(holder).collect();
        Listed { id: self.id.clone(), created: self.created, values }
    }

    fn pk(&self, company: &str) -> String {
        format!("{company}#THING#{}", self.id)
    }

    fn item(&self, company: &str) -> Item {
        let mut text = format!(
            r#"{{"id":"{}","state":"{}","amount":"{}","create_time":"{}""#,
            self.id,
            self.state,
            self.amount,
            self.created.to_rfc3339()
        );
        text.extend(self.holder_id.map(|holder| format!(r#","holder_id":"{holder}""#)));
        text.push('}');
        let entity: Json = serde_json::from_str(&text).expect("json");
        let key = Key { pk: self.pk(company), sk: THINGS.item.to_owned() };
        Item::of(key, 1, &entity).expect("serializes").listed(lists::entry(&THINGS, company, &self.listed()))
    }
}

struct Room {
    setting: Setting,
    company: Company,
}

impl Room {
    async fn start() -> Self {
        let setting = Setting::start().await;
        let (company, _) = setting.company(COMPANY, &[Role::Viewer]).await;
        Self { setting, company }
    }

    async fn change(&self, company: &str, old: Option<&Thing>, new: Option<&Thing>) {
        let thing = new.or(old).expect("a thing");
        let (before, after) = (old.map(Thing::listed), new.map(Thing::listed));
        let mut writes =
            lists::writes(&THINGS, company, &thing.pk(company), before.as_ref(), after.as_ref()).expect("writes");
        writes.push(match new {
            Some(new) => Write::Put { item: new.item(company), condition: Condition::None },
            None => Write::Delete { key: thing.item(company).key, condition: Condition::Exists },
        });
        self.setting.table.transact(writes).await.expect("stored");
    }

    /// Things 0 to 4: states A B A B A, held by 7 but for the last.
    async fn five() -> (Self, Vec<Thing>) {
        let room = Self::start().await;
        let thing =
            |number: i64| Thing::new(number, if number % 2 == 0 { "A" } else { "B" }, (number < 4).then_some("7"));
        let things: Vec<_> = (0..5).map(thing).collect();
        for thing in &things {
            room.change(COMPANY, None, Some(thing)).await;
        }
        (room, things)
    }

    async fn page_of(&self, company: &Company, parameters: &[(&str, &str)]) -> Result<ListPage, Problem> {
        let parameters: BTreeMap<_, _> =
            parameters.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        self.setting.testbed.meter().reset();
        let asker = Asker { company, now: self.setting.clock.now() };
        lists::page(&self.setting.table, &THINGS, asker, &parameters, present).await
    }

    async fn page(&self, parameters: &[(&str, &str)]) -> ListPage {
        self.page_of(&self.company, parameters).await.expect("a page")
    }

    /// Ids of all pages, each with its total and remaining, as `t0 t1 (5/5); t2 t3 (3/5); t4 (1/5)`.
    async fn pages(&self, filter: &str, order_by: &str) -> String {
        let mut shown = Vec::new();
        let mut token = String::new();
        loop {
            let asked = [("filter", filter), ("order_by", order_by), ("page_size", "2"), ("page_token", &token)];
            let page = self.page(&asked).await;
            shown.push(format!("{} ({}/{})", ids(&page), page.remaining, page.total));
            if page.next_page_token.is_empty() {
                return shown.join("; ");
            }
            token = page.next_page_token;
        }
    }

    async fn fault(&self, parameters: &[(&str, &str)]) -> String {
        let problem = self.page_of(&self.company, parameters).await.expect_err("refused");
        assert_eq!(problem.status, 400);
        serde_json::to_string(&problem.errors).expect("json")
    }

    fn calls(&self) -> testbed::Calls {
        self.setting.testbed.meter().calls()
    }
}

fn present(item: &Item) -> Result<Entry, TableError> {
    let object: Json = item.read()?;
    let id = object.as_object().and_then(|object| object.get("id")).and_then(Json::as_text).expect("an id").to_owned();
    Ok(Entry { id, object })
}

fn ids(page: &ListPage) -> String {
    let id =
        |json: &Json| json.as_object().and_then(|object| object.get("id")).and_then(Json::as_text).map(str::to_owned);
    page.resources.iter().filter_map(id).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn all_are_listed_in_the_order_of_their_creation() {
    let (room, _) = Room::five().await;
    assert_eq!(room.pages("", "").await, "t0 t1 (5/5); t2 t3 (3/5); t4 (1/5)");
    assert_eq!(room.calls(), [("BatchGetItem", 1), ("Query", 1)]);
    assert_eq!(room.pages("", "create_time desc").await, "t4 t3 (5/5); t2 t1 (3/5); t0 (1/5)");
    assert_eq!(room.calls(), [("BatchGetItem", 1), ("Query", 1)]);
    let page = room.page(&[("page_size", "5")]).await;
    assert_eq!((ids(&page).as_str(), page.next_page_token.as_str()), ("t0 t1 t2 t3 t4", ""));
}

#[tokio::test]
async fn those_of_one_value_are_listed_by_what_points_at_them() {
    let (room, things) = Room::five().await;
    assert_eq!(room.pages("state = A", "").await, "t0 t2 (3/3); t4 (1/3)");
    assert_eq!(room.pages("holder_id:7", "create_time desc").await, "t3 t2 (4/4); t1 t0 (2/4)");
    assert_eq!(room.calls(), [("BatchGetItem", 2), ("Query", 1)]);
    assert_eq!(room.pages("holder_id = 8", "").await, " (0/0)");

    let (old, new) = (&things[2], Thing { state: "B", holder_id: None, ..things[2].clone() });
    room.change(COMPANY, Some(old), Some(&new)).await;
    assert_eq!(room.pages("state = A", "").await, "t0 t4 (2/2)");
    assert_eq!(room.pages("state = B", "").await, "t1 t2 (3/3); t3 (1/3)");
    assert_eq!(room.pages("holder_id = 7", "").await, "t0 t1 (3/3); t3 (1/3)");

    room.change(COMPANY, Some(&things[3]), None).await;
    assert_eq!(room.pages("state = B", "").await, "t1 t2 (2/2)");
    assert_eq!(room.pages("holder_id = 7", "").await, "t0 t1 (2/2)");
    assert_eq!(room.pages("", "").await, "t0 t1 (4/4); t2 t4 (2/4)");
    let left = room.setting.testbed.snapshot().await;
    assert!(left.item(&things[3].pk(COMPANY), "~LISTED#STATE").is_none());
}

#[tokio::test]
async fn anything_else_is_looked_for_in_the_smallest_list_that_holds_it() {
    let (room, _) = Room::five().await;
    assert_eq!(room.pages("amount < 99", "amount").await, "t4 t3 (3/3); t2 (1/3)");
    assert_eq!(room.calls(), [("BatchGetItem", 1), ("Query", 1)]);
    assert_eq!(room.pages("holder_id = 7 state = A", "").await, "t0 t2 (2/2)");
    // Counters, places, and the three that are in state A, instead of the four that 7 holds.
    assert_eq!(room.calls(), [("BatchGetItem", 2), ("Query", 1)]);
    assert_eq!(room.pages("state = A OR amount = 97", "state desc, amount").await, "t3 t4 (4/4); t2 t0 (2/4)");
    assert_eq!(room.pages("NOT holder_id:*", "").await, "t4 (1/1)");
    let (from, to) = (moment(FIRST + 1).to_rfc3339(), moment(FIRST + 3).to_rfc3339());
    assert_eq!(room.pages(&format!("create_time > {from} create_time <= {to}"), "").await, "t2 t3 (2/2)");
    assert_eq!(room.pages(&format!("state = B create_time = {from}"), "").await, "t1 (1/1)");
    assert_eq!(room.pages(&format!("create_time > {to} create_time < {from}"), "").await, " (0/0)");
    assert_eq!(room.pages("create_time < 1960-01-01T00:00:00Z", "").await, " (0/0)");
    assert_eq!(room.pages("create_time > 9999-01-01T00:00:00Z", "").await, " (0/0)");
}

#[tokio::test]
async fn more_than_can_be_looked_through_is_refused_with_what_can_be_asked_for() {
    let (room, _) = Room::five().await;
    let many: Vec<_> = (11..).take(WALK_MAX - 1).map(|number| Thing::new(number, "B", None)).collect();
    for chunk in many.chunks(90) {
        // Of their lists, only that of all is looked at.
        let writes = chunk.iter().map(|thing| Write::Put { item: thing.item(COMPANY), condition: Condition::None });
        room.setting.table.transact(writes.collect()).await.expect("stored");
    }
    let key = keys::list::counter(COMPANY, THINGS.name, &domain::listing::ListOf::All, "many");
    let by = i64::try_from(many.len()).expect("few");
    room.setting.table.transact(vec![Write::Add { key, by }]).await.expect("counted");
    room.change(COMPANY, None, Some(&Thing::new(10, "A", None))).await;
    let page = room.page(&[("page_size", "1")]).await;
    assert_eq!((page.total, page.remaining), (2005, 2005));
    assert_eq!(room.pages("state = A amount < 98", "amount").await, "t10 t4 (2/2)");
    let fault = room.fault(&[("filter", "amount = 97")]).await;
    assert!(fault.starts_with(r#"{"filter":"More than 2000 resources would have to be looked at; ask for one value of state or holder_id, or a shorter time of create_time, "#), "{fault}");
    let fault = room.fault(&[("order_by", "amount")]).await;
    assert!(
        fault.starts_with(r#"{"order_by":"More than 2000 resources can only be ordered by create_time; "#),
        "{fault}"
    );
    let since = |number: i64| format!("create_time >= {}", moment(FIRST + number).to_rfc3339());
    assert!(room.fault(&[("filter", &since(4))]).await.starts_with(r#"{"filter":"More than"#));
    let page = room.page(&[("filter", &since(10)), ("order_by", "amount"), ("page_size", "1")]).await;
    assert_eq!((ids(&page).as_str(), page.total), ("t2009", 2000));
}

#[tokio::test]
async fn a_page_token_goes_on_with_its_own_list_only() {
    let (room, _) = Room::five().await;
    let (other, _) = room.setting.company(OTHER_COMPANY, &[Role::Viewer]).await;
    let token = room.page(&[("page_size", "2"), ("filter", "state = A")]).await.next_page_token;
    let next = [("page_token", token.as_str()), ("filter", "state = A")];
    assert_eq!(ids(&room.page(&next).await), "t4", "as many as before fit");
    let cases: [&[(&str, &str)]; 4] = [
        &[("page_token", &token)],
        &[("page_token", &token), ("filter", "state = B")],
        &[("page_token", &token), ("filter", "state = A"), ("order_by", "create_time desc")],
        &[("page_token", "AAAA"), ("filter", "state = A")],
    ];
    for parameters in cases {
        assert!(room.fault(parameters).await.starts_with(r#"{"page_token":"#), "{parameters:?}");
    }
    assert!(room.page_of(&other, &next).await.is_err());
    let page = room.page_of(&other, &[]).await.expect("a page");
    assert_eq!((ids(&page).as_str(), page.total, page.remaining), ("", 0, 0));
}

#[tokio::test]
async fn a_deleted_entry_does_not_stop_the_pages_after_it() {
    let (room, things) = Room::five().await;
    for (order_by, gone, rest) in [("", 1, "t2 t3"), ("create_time desc", 3, "t2 t0")] {
        let first = room.page(&[("page_size", "2"), ("order_by", order_by)]).await;
        room.change(COMPANY, Some(&things[gone]), None).await;
        let next =
            room.page(&[("page_size", "2"), ("order_by", order_by), ("page_token", &first.next_page_token)]).await;
        assert_eq!(ids(&next), rest);
    }
}

#[tokio::test]
async fn totals_are_exact_whoever_else_creates_and_deletes() {
    let room = Room::start().await;
    let things: Vec<_> = (0..30).map(|number| Thing::new(number, "A", Some("7"))).collect();
    futures_util::future::join_all(things.iter().map(|thing| room.change(COMPANY, None, Some(thing)))).await;
    futures_util::future::join_all(things.iter().take(10).map(|thing| room.change(COMPANY, Some(thing), None))).await;
    for filter in ["", "state = A", "holder_id = 7"] {
        let page = room.page(&[("filter", filter), ("page_size", "1")]).await;
        assert_eq!((page.total, page.remaining), (20, 20), "{filter}");
    }
    let keys = keys::list::counters(COMPANY, THINGS.name, &domain::listing::ListOf::All);
    let counted = room.setting.table.counted(&keys).await.expect("counted");
    assert!(counted.len() > 5 && counted.values().sum::<i64>() == 20, "{counted:?}");
}
