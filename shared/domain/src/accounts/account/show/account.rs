//! An account as answers show it.

use super::figures;
use crate::accounts::account::disburse::first;
use crate::accounts::account::fields::ACCOUNT;
use crate::accounts::account::ledger::{Entry, Ledger};
use crate::accounts::account::snapshot::Snapshot;
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::servicing::transaction::Event;
use crate::time_zone::TimeZone;

/// An account with every field of which something is known, in the order of [`ACCOUNT`].
pub fn account(ledger: &Ledger, snapshot: &Snapshot, zone: &TimeZone) -> Object {
    let account = &ledger.account;
    let mut known = account.details.clone();
    known.insert("account_id".to_owned(), Json::text(&account.account_id));
    known.insert("currency_code".to_owned(), Json::text(&account.currency_code));
    known.extend(figures(snapshot, ledger));
    known.extend(account.agreed.settings.on_account());
    known.insert("settings".to_owned(), account.agreed.settings.to_json());
    known.extend(disbursements(ledger, zone));
    known.extend(links(ledger));
    known.extend(times(ledger));
    let shown = ACCOUNT.iter().filter_map(|field| known.swap_remove_entry(field.key));
    shown.filter(|(_, value)| !value.is_null()).collect()
}

fn links(ledger: &Ledger) -> Object {
    let account = &ledger.account;
    let first = first(ledger).map(|entry| Json::text(&entry.transaction_id));
    let text = |text: &Option<String>| text.as_ref().map(Json::text).into();
    Object::from([
        ("activation_transaction_id".to_owned(), first.into()),
        ("original_account_id".to_owned(), text(&account.original_account_id)),
        ("rescheduled_account_id".to_owned(), text(&account.rescheduled_account_id)),
    ])
}

fn times(ledger: &Ledger) -> Object {
    let stamps = &ledger.account.stamps;
    let last = |is: fn(&Event) -> bool| {
        ledger.standing().into_iter().rev().find(|entry| is(&entry.transaction.event)).map(|entry| entry.at)
    };
    let all = [
        ("approve_time", stamps.approve),
        ("close_time", stamps.close),
        ("create_time", Some(stamps.create)),
        ("appraise_time", Some(stamps.appraise)),
        ("interest_apply_time", last(|event| matches!(event, Event::InterestApplied { .. }))),
        ("interest_review_time", last(|event| matches!(event, Event::RateChange { .. }))),
        ("lock_time", lock_time(ledger)),
        ("update_time", Some(stamps.update)),
        ("arrears_set_time", stamps.arrears_set),
        ("tax_rate_review_time", stamps.tax_rate_review),
        ("terminate_time", last(|event| matches!(event, Event::Termination))),
    ];
    let time = |moment: Option<Moment>| moment.map(|moment| Json::text(moment.to_rfc3339())).into();
    all.into_iter().map(|(key, moment)| (key.to_owned(), time(moment))).collect()
}

/// When the lock was put on that is on.
fn lock_time(ledger: &Ledger) -> Option<Moment> {
    let mut locked: Option<(Moment, Vec<_>)> = None;
    for entry in ledger.standing() {
        match &entry.transaction.event {
            Event::Lock { operations } => {
                let (at, mut all) = locked.take().unwrap_or((entry.at, Vec::new()));
                all.extend(operations.iter().copied());
                locked = Some((at, all));
            }
            Event::Unlock { operations } => {
                if let Some((_, all)) = &mut locked {
                    all.retain(|operation| !operations.contains(operation));
                }
                locked = locked.filter(|(_, all)| !all.is_empty());
            }
            _ => {}
        }
    }
    locked.map(|(at, _)| at)
}

/// The details of the disbursement and the tranches, with what was made of them.
fn disbursements(ledger: &Ledger, zone: &TimeZone) -> Object {
    let details = &ledger.account.details;
    let mut shown = Object::new();
    let mut of_account = details.get("disbursement_details").and_then(Json::as_object).cloned().unwrap_or_default();
    if let Some(first) = first(ledger) {
        of_account.insert("disburse_time".to_owned(), Json::text(zone.midnight(first.transaction.value_date)));
    }
    if !of_account.is_empty() {
        shown.insert("disbursement_details".to_owned(), Json::Object(of_account));
    }
    if let Some(tranches) = details.get("tranches").and_then(Json::as_list) {
        let standing = ledger.standing();
        let tranches = (1_u32..).zip(tranches).map(|(number, tranche)| self::tranche(number, tranche, &standing));
        shown.insert("tranches".to_owned(), tranches.collect());
    }
    shown
}

fn tranche(number: u32, tranche: &Json, standing: &[&Entry]) -> Json {
    let mut shown = tranche.as_object().cloned().unwrap_or_default();
    shown.insert("tranche_number".to_owned(), Json::integer(i64::from(number)));
    if let Some(paid) = standing.iter().find(|entry| entry.tranche == Some(number)) {
        let mut details = shown.get("disbursement_details").and_then(Json::as_object).cloned().unwrap_or_default();
        details.insert("transaction_id".to_owned(), Json::text(&paid.transaction_id));
        shown.insert("disbursement_details".to_owned(), Json::Object(details));
    }
    Json::Object(shown)
}
