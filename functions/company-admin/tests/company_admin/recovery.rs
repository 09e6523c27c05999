use domain::company::Company;
use domain::recovery::case::{AccountDebt, RecoveryCase};
use domain::recovery::overdue::{Debt, Overdue};
use platform::keys::{self, loan, recovery};
use platform::recovery::{KnownCase, Outcome, look_at, outcome_writes, overview};
use platform::table::{Condition, Item, Write};
use serde_json::{Value, json};

use crate::setting::Setting;

async fn company(setting: &Setting, id: &str) -> Company {
    let stored = setting.app.table.get(&keys::company(id)).await.expect("read").expect("a company");
    stored.read().expect("a company")
}

/// A loan in default, of which nobody has counted anything.
async fn uncounted(setting: &Setting, company: &Company, loan_id: &str) {
    let (table, now) = (&setting.app.table, setting.app.clock.now());
    let mut case = RecoveryCase::new(loan_id);
    let since = company.settings.time_zone.date_at(now).pred_opt().expect("a day");
    let debt = Debt::Overdue(Overdue { since, amount: 500.into() });
    case.account = Some(AccountDebt { debt, recovered: 0.into() });
    let outcome = Outcome { before: None, after: &case, turns: &[] };
    table.transact(outcome_writes(company, &outcome, now).expect("writes")).await.expect("stored");
    look_at(table, company, loan_id, "somebody", now).await.expect("found");
    let pk = loan::loan(&company.id, loan_id);
    let item = table.get(&recovery::case(&pk)).await.expect("read").expect("a case");
    let known = KnownCase::of(&item).expect("a case").expect("a case");
    let case = RecoveryCase { counted: None, ..known.case };
    let data = Item::of(item.key.clone(), None, &case).expect("an item").data;
    table.transact(vec![Write::Put { item: Item { data, ..item }, condition: Condition::None }]).await.expect("stored");
}

async fn recount(setting: &Setting, company_id: &str, more: Value) -> Value {
    let mut command = json!({"command": "recount_recovery", "company_id": company_id});
    command.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    setting.done(&command).await
}

#[tokio::test]
async fn what_was_never_counted_is_counted_once() {
    let setting = Setting::start().await;
    let company = company(&setting, &setting.company().await).await;
    for loan in ["L1", "L2", "L3"] {
        uncounted(&setting, &company, loan).await;
    }
    // What counted before there were figures, counted nowhere.
    let month = domain::calendar::Month::of(company.settings.time_zone.date_at(setting.app.clock.now()));
    let figures = keys::figures::of_month(&company.id, month);
    let gone = figures.into_iter().map(|key| Write::Delete { key, condition: Condition::None });
    setting.app.table.transact(gone.collect()).await.expect("deleted");
    let open = async || {
        let overview = overview(&setting.app.table, &company, setting.app.clock.now()).await.expect("figures");
        (overview.open().count, overview.open().amount)
    };
    assert_eq!(open().await, (0.into(), 0.into()));
    let first = recount(&setting, &company.id, json!({"limit": 2})).await;
    assert_eq!((&first["looked_through"], &first["counted"]), (&json!(2), &json!(2)));
    assert_eq!(open().await, (2.into(), 1_000.into()));
    let second = recount(&setting, &company.id, json!({"after": first["next"]})).await;
    assert_eq!((&second["looked_through"], &second["counted"], &second["next"]), (&json!(1), &json!(1), &json!(null)));
    let again = recount(&setting, &company.id, json!({})).await;
    assert_eq!((&again["looked_through"], &again["counted"]), (&json!(3), &json!(0)));
    assert_eq!(open().await, (3.into(), 1_500.into()));
}
