//! Actions in the table: each an item of its own in the partition of its loan, in the lists of its company, and in the clock while it is scheduled.

use domain::json::{Json, Object};
use domain::listing::{ListOf, Listed};
use domain::moment::Moment;
use domain::recovery::action::{ActionStatus, RecoveryAction};
use domain::recovery::default::LoanDefault;

use crate::event;
use crate::id;
use crate::keys::index::{self, Timer};
use crate::keys::{list, loan, recovery as keys};
use crate::lists::{self, TwoFields};
use crate::table::{Condition, Item, Key, Table, TableError, Write};

/// The name of the collection of actions.
pub const ACTIONS: &str = "ACTIONS";

/// The lists of actions by value. Those of one default are a range of its loan.
pub const ACTIONS_BY: TwoFields = TwoFields { first: "status", second: "type", both: "status_type" };

/// An action as a change finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAction {
    /// The action.
    pub action: RecoveryAction,
    /// The version that the change is conditioned on.
    pub version: u64,
}

impl KnownAction {
    /// The action that an item is.
    pub fn of(item: &Item) -> Result<Self, TableError> {
        let version = item.version.ok_or_else(|| TableError::Corrupt { key: item.key.clone() })?;
        Ok(Self { action: item.read()?, version })
    }
}

/// Makes ids of actions of a default. They sort behind the default's own, though they may be made in the same moment or by a clock that is
/// behind: by that a default's actions are found.
pub fn new_action_id(default: &LoanDefault, now: Moment) -> impl Fn() -> String + use<> {
    let (loan_id, at) = (default.loan_id.clone(), now.max(default.detected_at.later(1)));
    move || id::within_loan(id::ACTION, &loan_id, at)
}

/// An action by the ULID of its id; `None` where there is none.
pub async fn action_at(
    table: &Table,
    company_id: &str,
    loan_id: &str,
    ulid: &str,
) -> Result<Option<KnownAction>, TableError> {
    let key = keys::action(&loan::loan(company_id, loan_id), ulid);
    table.get(&key).await?.as_ref().map(KnownAction::of).transpose()
}

/// The actions of a default, the newest first: 1 `Query` for each MB of those since it was found.
pub async fn actions_of(
    table: &Table,
    company_id: &str,
    loan_id: &str,
    default_id: &str,
) -> Result<Vec<RecoveryAction>, TableError> {
    let Some((ulid, _)) = id::of_loan(id::DEFAULT, default_id) else { return Ok(Vec::new()) };
    let items = table.query_all(&loan::loan(company_id, loan_id), keys::actions_since(ulid)).await?;
    let found: Result<Vec<RecoveryAction>, TableError> = items.iter().rev().map(Item::read).collect();
    Ok(found?.into_iter().filter(|action| action.default_id == default_id).collect())
}

/// The writes of an action that is new, where there is none before, or changed, under the version that was read; and what came about.
pub fn action_writes(
    company_id: &str,
    before: Option<&KnownAction>,
    after: &RecoveryAction,
    event_type: &str,
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    let Some((ulid, _)) = id::of_loan(id::ACTION, &after.action_id) else {
        return Err(TableError::Refused { code: "NoActionId".to_owned() });
    };
    let pk = loan::loan(company_id, &after.loan_id);
    let (key, stands) = (keys::action(&pk, ulid), listed(after));
    let version = before.map(|known| known.version);
    let place = list::entry(company_id, ACTIONS, &ListOf::All, &stands);
    let item = Item::of(key.clone(), version.unwrap_or(0).saturating_add(1), after)?;
    let item = item.listed(place).due(due(after).map(|at| index::clock(Timer::Actions, &key, at)));
    let condition = version.map_or(Condition::Absent, Condition::Version);
    let mut writes = vec![Write::Put { item, condition }];
    let stood = before.map(|known| listed(&known.action));
    writes.extend(lists::writes_beside(ACTIONS, company_id, &key, stood.as_ref(), Some(&stands))?);
    writes.push(event::put(&pk, event_type, now, told(after))?);
    Ok(writes)
}

/// The place of an action by its key, as the clock has it: its company, its loan and its ULID; `None` where the key is of something else.
pub fn action_of(key: &Key) -> Option<(String, String, String)> {
    let (company_id, loan_id) = loan::loan_of(&key.pk)?;
    let ulid = keys::action_ulid(&key.sk)?.to_owned();
    Some((company_id, loan_id, ulid))
}

fn due(action: &RecoveryAction) -> Option<Moment> {
    action.scheduled_at.filter(|_| action.status == ActionStatus::Scheduled)
}

fn listed(action: &RecoveryAction) -> Listed {
    let values = ACTIONS_BY.values(action.status.name(), action.action_type.name());
    Listed { id: action.action_id.clone(), created: action.created_at, values }
}

/// What an event says of an action: no text, and no person.
fn told(action: &RecoveryAction) -> Json {
    Json::Object(Object::from([
        ("action_id".to_owned(), Json::text(&action.action_id)),
        ("default_id".to_owned(), Json::text(&action.default_id)),
        ("loan_id".to_owned(), Json::text(&action.loan_id)),
        ("action_type".to_owned(), action.action_type.name().into()),
        ("status".to_owned(), action.status.name().into()),
        ("contact_id".to_owned(), action.contact_id.as_deref().into()),
        ("reason".to_owned(), action.reason.as_deref().into()),
        ("scheduled_at".to_owned(), action.scheduled_at.map(Moment::to_rfc3339).into()),
    ]))
}
