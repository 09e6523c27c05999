//! The writes of a change of a case: the case, its default with the lists that it enters and leaves, and what came about.

use domain::accounts::account::Change;
use domain::calendar::Month;
use domain::company::{Company, minor_digits};
use domain::json::{Json, Object};
use domain::lending::Context;
use domain::lending::allocation::Allocation;
use domain::listing::ListOf;
use domain::moment::Moment;
use domain::recovery::case::{AccountDebt, Looking, RecoveryCase, Turn};
use domain::recovery::default::LoanDefault;
use domain::recovery::overdue::Debt;
use domain::recovery::summary::Tally;

use super::listing::{DEFAULTS, listed};
use super::{KnownCase, due, figures, work};
use crate::agencies::placement_writes;
use crate::event;
use crate::id;
use crate::keys::index::{self, Timer};
use crate::keys::{list, loan, recovery as keys};
use crate::lists;
use crate::table::{Condition, Item, Table, TableError, Write};

/// What a look at a case came to.
#[derive(Debug)]
pub struct Outcome<'a> {
    /// The case as it was found; `None` where there was none.
    pub before: Option<&'a KnownCase>,
    /// The case now.
    pub after: &'a RecoveryCase,
    /// What came about.
    pub turns: &'a [Turn],
}

/// What a change of an account changes of its loan's case: what is overdue, and with it whether the default is over. Nothing, where
/// that stays as it is.
pub fn account_writes(
    company: &Company,
    change: &Change,
    known: Option<&KnownCase>,
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    let debt = AccountDebt::of(&change.snapshot);
    if known.is_none() && !matches!(debt.debt, Debt::Overdue(_)) {
        return Ok(Vec::new());
    }
    let loan_id = &change.ledger.account.account_id;
    follow(company, loan_id, known, (&change.remark.author, now), |case| case.account = Some(debt))
}

/// As [`account_writes`], of an account that is new. One `GetItem` of the case, where the account is overdue, as one can be that comes with its
/// history.
pub async fn new_account_writes(
    table: &Table,
    company: &Company,
    change: &Change,
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    if !matches!(AccountDebt::of(&change.snapshot).debt, Debt::Overdue(_)) {
        return Ok(Vec::new());
    }
    let key = keys::case(&loan::loan(&company.id, &change.ledger.account.account_id));
    let known = KnownCase::among(&table.get(&key).await?)?;
    account_writes(company, change, known.as_ref(), now)
}

/// What a change of uploaded months changes of their loan's case.
pub fn claim_writes(
    loan_id: &str,
    months: &[Allocation],
    known: Option<&KnownCase>,
    context: &Context<'_>,
) -> Result<Vec<Write>, TableError> {
    if months.is_empty() {
        return Ok(Vec::new());
    }
    follow(context.company, loan_id, known, (context.author, context.now), |case| case.claims.take(months))
}

/// Changes a case and looks at it, without opening a default.
fn follow(
    company: &Company,
    loan_id: &str,
    known: Option<&KnownCase>,
    (by, now): (&str, Moment),
    change: impl FnOnce(&mut RecoveryCase),
) -> Result<Vec<Write>, TableError> {
    let mut after = known.map_or_else(|| RecoveryCase::new(loan_id), |known| known.case.clone());
    change(&mut after);
    if known.is_some_and(|known| known.case == after) {
        return Ok(Vec::new());
    }
    let (settings, today) = (&company.settings.recovery, company.settings.time_zone.date_at(now));
    let turns = after.look(&Looking { settings, today, now, by, new_default_id: None });
    outcome_writes(company, &Outcome { before: known, after: &after, turns: &turns }, now)
}

/// The writes of what a look at a case came to, under the version that was looked at.
pub fn outcome_writes(company: &Company, outcome: &Outcome<'_>, now: Moment) -> Result<Vec<Write>, TableError> {
    let Outcome { before, after, turns } = outcome;
    let pk = loan::loan(&company.id, &after.loan_id);
    let (counted, (month, tally)) = counted(company, *before, after, now);
    let mut writes = vec![case_write(company, &pk, *before, &counted, now)?];
    writes.extend(figures::write(&company.id, &after.loan_id, month, &tally));
    writes.extend(work::write(company, &pk, before.map(|known| &known.case), after)?);
    writes.extend(placement_writes(&company.id, before.map(|known| &known.case), after)?);
    let default_before = before.and_then(|known| known.case.default.as_ref());
    if let Some(default) = after.default.as_ref().filter(|default| Some(*default) != default_before) {
        writes.extend(default_writes(&company.id, &pk, default_before, default)?);
        for turn in *turns {
            writes.push(event::put(&pk, turn.event_type(), now, told(default))?);
        }
    }
    Ok(writes)
}

/// Whether a case stays as it is: nothing of it has changed nor is to be counted, and it is looked at when it was to be.
pub(super) fn is_unchanged(company: &Company, before: &KnownCase, after: &RecoveryCase, now: Moment) -> bool {
    let key = keys::case(&loan::loan(&company.id, &after.loan_id));
    let clock = next_look(company, after, now).map(|at| index::clock(Timer::Cases, &key, at));
    before.clock == clock && before.case == counted(company, Some(before), after, now).0
}

/// A case with what the figures count it for, and what that adds to them.
fn counted(
    company: &Company,
    before: Option<&KnownCase>,
    after: &RecoveryCase,
    now: Moment,
) -> (RecoveryCase, (Month, Tally)) {
    let mut counted = after.clone();
    let digits = minor_digits(&company.settings.currency).unwrap_or_default();
    let today = company.settings.time_zone.date_at(now);
    let added = counted.count(before.map(|known| &known.case), today, digits);
    (counted, added)
}

fn next_look(company: &Company, case: &RecoveryCase, now: Moment) -> Option<Moment> {
    let zone = &company.settings.time_zone;
    case.next_look(&company.settings.recovery, zone.date_at(now)).map(|day| zone.start_of(day))
}

fn case_write(
    company: &Company,
    pk: &str,
    before: Option<&KnownCase>,
    after: &RecoveryCase,
    now: Moment,
) -> Result<Write, TableError> {
    let key = keys::case(pk);
    let at = next_look(company, after, now);
    let due = at.map(|at| index::clock(Timer::Cases, &key, at));
    let version = before.map(|known| known.version);
    let mut item = Item::of(key, version.unwrap_or(0).saturating_add(1), after)?.due(due);
    if let Some(at) = at {
        item = item.listed(due::place(&company.id, &after.loan_id, at));
    }
    Ok(Write::Put { item, condition: version.map_or(Condition::Absent, Condition::Version) })
}

/// The default's own item, and its lists. Nothing guards them but the case, which is written with them.
fn default_writes(
    company_id: &str,
    pk: &str,
    before: Option<&LoanDefault>,
    after: &LoanDefault,
) -> Result<Vec<Write>, TableError> {
    let Some((ulid, _)) = id::of_loan(id::DEFAULT, &after.default_id) else {
        return Err(TableError::Refused { code: "NoDefaultId".to_owned() });
    };
    let before = before.filter(|before| before.default_id == after.default_id).map(listed);
    let (key, now) = (keys::default(pk, ulid), listed(after));
    let place = list::entry(company_id, DEFAULTS, &ListOf::All, &now);
    let item = Item::of(key.clone(), None, after)?.listed(place);
    let mut writes = vec![Write::Put { item, condition: Condition::None }];
    writes.extend(lists::writes_beside(DEFAULTS, company_id, &key, before.as_ref(), Some(&now))?);
    Ok(writes)
}

/// What an event says of a default. It names no person.
fn told(default: &LoanDefault) -> Json {
    Json::Object(Object::from([
        ("default_id".to_owned(), Json::text(&default.default_id)),
        ("loan_id".to_owned(), Json::text(&default.loan_id)),
        ("status".to_owned(), default.status.name().into()),
        ("severity".to_owned(), default.severity.name().into()),
        ("overdue_since".to_owned(), Json::text(default.overdue.since.to_string())),
        ("amount_overdue".to_owned(), Json::Number(default.overdue.amount)),
    ]))
}
