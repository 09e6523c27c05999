//! Loans that are with agencies.

use domain::company::{Company, CompanyKind};
use domain::json::{Json, Object};
use domain::lending::customer::TransactionOwner;
use domain::lending::history::Remark;
use domain::lending::loan::LoanProfile;
use domain::moment::Moment;
use domain::recovery::assignment::{AssignmentAct, AssignmentTurn, Placement};
use domain::recovery::case::RecoveryCase;

use crate::accounts::{KnownAccount, of_items};
use crate::event;
use crate::id;
use crate::keys::loan::{self, History};
use crate::keys::{account, agency as keys, recovery};
use crate::recovery::{KnownCase, Outcome, outcome_writes};
use crate::table::{Condition, Item, Key, Order, Table, TableError, Write};

/// A loan as an assignment finds it: it is uploaded, or serviced, or both; or a transaction of a credit line.
#[derive(Debug, Clone)]
pub struct AssignedLoan {
    /// What the lender has uploaded of it.
    pub profile: Option<LoanProfile>,
    /// Its account, where it is serviced; not read where only its assignment is asked for.
    pub account: Option<KnownAccount>,
    /// Whoever holds its account.
    pub holder_id: Option<String>,
    /// Whose it is, where it is a transaction of a credit line.
    pub owner: Option<TransactionOwner>,
    /// Its case.
    pub case: Option<KnownCase>,
}

impl AssignedLoan {
    /// Whether the loan is that person's, as far as it is known whose it is.
    pub fn is_of(&self, person_id: &str) -> bool {
        let uploaded = self.profile.as_ref().and_then(|profile| profile.fields.get("client_customer_id"));
        let uploaded = uploaded.and_then(Json::as_text).map(str::trim).filter(|id| !id.is_empty());
        let owner = self.owner.as_ref().map(|owner| owner.client_customer_id.as_str());
        let mut known = uploaded.into_iter().chain(self.holder_id.as_deref()).chain(owner).peekable();
        known.peek().is_none() || known.any(|id| id == person_id)
    }

    /// The partition whose history tells of the loan.
    fn told_in(&self, company_id: &str, loan_id: &str) -> String {
        let of_owner = |owner: &TransactionOwner| loan::customer(company_id, &owner.client_customer_id);
        self.owner.as_ref().map_or_else(|| loan::loan(company_id, loan_id), of_owner)
    }
}

/// Reads a loan to change its assignment, by one `Query`, and of a credit line's transaction whose it is, by a `GetItem` at the same
/// time; `None` where there is none.
pub async fn loan(table: &Table, company: &Company, loan_id: &str) -> Result<Option<AssignedLoan>, TableError> {
    let pk = loan::loan(&company.id, loan_id);
    let items = table.query_all(&pk, (loan::profile(&pk).sk, account::bounds().1));
    let owner = async {
        let Some(key) = owner_key(company, loan_id) else { return Ok(None) };
        table.get(&key).await
    };
    let (items, owner) = tokio::try_join!(items, owner)?;
    of_loan(&pk, items, owner.as_ref())
}

/// Where it is said whose transaction a loan is, of a company of credit lines.
fn owner_key(company: &Company, loan_id: &str) -> Option<Key> {
    (company.kind == CompanyKind::CreditLine).then(|| loan::transaction_owner(&company.id, loan_id))
}

fn of_loan(pk: &str, items: Vec<Item>, owner: Option<&Item>) -> Result<Option<AssignedLoan>, TableError> {
    let owner: Option<TransactionOwner> = owner.map(Item::read).transpose()?;
    let case = KnownCase::among(&items)?;
    let (profile, rest): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| item.key == loan::profile(pk));
    let profile = profile.first().map(Item::read).transpose()?;
    let account = of_items(rest)?;
    if profile.is_none() && account.is_none() && owner.is_none() {
        return Ok(None);
    }
    let holder = account.as_ref().and_then(|known| known.ledger.account.details.get("holder_id"));
    let holder_id = holder.and_then(Json::as_text).map(str::to_owned);
    Ok(Some(AssignedLoan { profile, account, holder_id, owner, case }))
}

/// Reads what is known of a loan's assignment, by one `BatchGetItem`; `None` where there is no such loan.
pub async fn assigned(table: &Table, company: &Company, loan_id: &str) -> Result<Option<AssignedLoan>, TableError> {
    let pk = loan::loan(&company.id, loan_id);
    let wanted = [loan::profile(&pk), account::account(&pk), recovery::case(&pk)];
    let wanted: Vec<Key> = wanted.into_iter().chain(owner_key(company, loan_id)).collect();
    let items = table.get_many(&wanted).await?;
    if items.is_empty() {
        return Ok(None);
    }
    let of = |sk: &str| items.iter().find(|item| item.key.sk == sk);
    let profile = of(&loan::profile(&pk).sk).map(Item::read).transpose()?;
    let account: Option<domain::accounts::account::Account> = of(account::ACCOUNT).map(Item::read).transpose()?;
    let holder = account.as_ref().and_then(|account| account.details.get("holder_id")).and_then(Json::as_text);
    let holder_id = holder.map(str::to_owned);
    let owner = of(loan::OWNER).map(Item::read).transpose()?;
    Ok(Some(AssignedLoan { profile, account: None, holder_id, owner, case: KnownCase::among(&items)? }))
}

/// The writes of what came about with the assignment of a loan: the case, placements, the counts of agencies' loans, and for each turn a
/// remark and an event.
pub fn turn_writes(
    company: &Company,
    found: &AssignedLoan,
    after: &RecoveryCase,
    turns: &[AssignmentTurn],
    (author, now): (&str, Moment),
) -> Result<Vec<Write>, TableError> {
    let (pk, told_in) = (loan::loan(&company.id, &after.loan_id), found.told_in(&company.id, &after.loan_id));
    let mut writes = outcome_writes(company, &Outcome { before: found.case.as_ref(), after, turns: &[] }, now)?;
    for (step, turn) in (0_i64..).zip(turns) {
        let loan_id = &after.loan_id;
        let count = |agency_id: &str, by| Write::Count { key: keys::counter(&company.id, agency_id, loan_id), by };
        if let Some(placement) = &turn.placement {
            match turn.act {
                AssignmentAct::Assigned => writes.push(count(&placement.agency_id, 1)),
                AssignmentAct::Unassigned | AssignmentAct::Recalled => {
                    writes.push(placement_write(&company.id, placement)?);
                    writes.push(count(&placement.agency_id, -1));
                }
                AssignmentAct::Updated | AssignmentAct::ServicerChanged => {}
            }
        }
        // Two of one moment would have one id, and no order.
        let at = now.later(step);
        let remark = Remark { id: at, text: turn.remark(), author: author.to_owned() };
        let item = Item::of(loan::history(&told_in, History::Remark, remark.id), None, &remark)?;
        writes.push(Write::Put { item, condition: Condition::Absent });
        writes.push(event::put(&pk, turn.act.event_type(), at, told(loan_id, turn))?);
    }
    Ok(writes)
}

/// The write of the placement that a case is in, where that has changed: with an assignment, and with each payment that comes in.
pub fn placement_writes(
    company_id: &str,
    before: Option<&RecoveryCase>,
    after: &RecoveryCase,
) -> Result<Option<Write>, TableError> {
    let of = |case: &RecoveryCase| case.assignments.current.clone();
    let current = of(after).filter(|current| before.and_then(of).as_ref() != Some(current));
    current.map(|current| placement_write(company_id, &current)).transpose()
}

/// Nothing guards a placement but the case, which is written with it.
fn placement_write(company_id: &str, placement: &Placement) -> Result<Write, TableError> {
    let Placement { placement_id, loan_id, agency_id, .. } = placement;
    let Some((ulid, _)) = id::of_loan(id::PLACEMENT, placement_id) else {
        return Err(TableError::Refused { code: "NoPlacementId".to_owned() });
    };
    let key = keys::placement(&loan::loan(company_id, loan_id), ulid);
    let item = Item::of(key, None, placement)?.listed(keys::placed(company_id, agency_id, ulid, loan_id));
    Ok(Write::Put { item, condition: Condition::None })
}

/// What an event says of a turn. It names no person.
fn told(loan_id: &str, turn: &AssignmentTurn) -> Json {
    let mut data = Object::from([("loan_id".to_owned(), Json::text(loan_id))]);
    if let Some(placement) = &turn.placement {
        data.insert("agency_id".to_owned(), Json::text(&placement.agency_id));
        data.insert("agency_external_id".to_owned(), placement.agency_external_id.clone().map(Json::text).into());
        data.insert("placement_id".to_owned(), Json::text(&placement.placement_id));
        data.insert("assigned_on_date".to_owned(), Json::text(placement.assigned_on.to_string()));
        let is_over = placement.returned.is_some();
        let status = if is_over { "unassigned" } else { placement.status.name() };
        data.insert("status".to_owned(), Json::text(status));
    }
    data.insert("serviced_by".to_owned(), Json::text(turn.serviced_by.name()));
    Json::Object(data)
}

/// A page of the placements with an agency, the oldest first.
#[derive(Debug)]
pub struct PlacementsPage {
    /// The placements.
    pub placements: Vec<Placement>,
    /// Whether there are more.
    pub more: bool,
}

/// A page of at most `limit` placements with an agency, after the one of an id; `None` where that is no such id. One `Query`.
pub async fn placements(
    table: &Table,
    company_id: &str,
    agency_id: &str,
    after: Option<&str>,
    limit: i32,
) -> Result<Option<PlacementsPage>, TableError> {
    let list = keys::placed(company_id, agency_id, "", "").list;
    let from = match after {
        None => "0".to_owned(),
        Some(after) => {
            let Some((ulid, loan_id)) = id::of_loan(id::PLACEMENT, after) else { return Ok(None) };
            format!("{}\u{1}", keys::placed(company_id, agency_id, ulid, &loan_id).place)
        }
    };
    let page = table.list(&list, (&from, "\u{10FFFF}"), Order::Ascending, Some(limit)).await?;
    let placements = page.items.iter().map(Item::read).collect::<Result<_, _>>()?;
    Ok(Some(PlacementsPage { placements, more: page.more }))
}
