//! Refinancing and rescheduling, with figures worked out by hand.
//!
//! The loan: 1000.00 on 1 January 2024 for three months at 12 percent a year, 30/360, so that each month bears 1 percent:
//! 330.02 + 10.00, 333.32 + 6.70 and 336.66 + 3.37. On 10 February the first installment has been paid on its day; what is
//! owed is 669.98 of principal and 2.08 of interest, 9 of the 29 days of 6.70: 672.06 together. The other 7.99 of the
//! interest that was agreed has not been earned.

mod another;
mod in_place;
mod kinds;
mod refusals;
mod undone;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;

use super::{Handover, restructure, undo_restructure};
use crate::accounts::account::show;
use crate::accounts::account::{
    Change, Context, Disbursal, Ledger, LifeStep, Note, Refusal, Restructured, create, disburse, enter, step,
};
use crate::accounts::hand_built::body;
use crate::accounts::product::Product;
use crate::company::{Company, CompanyKind, CompanySettings, PageTokenSecret, UnknownKeys};
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::time_zone::TimeZone;

const LOAN: &str = r#"{
    "account_id": "LN-1", "name": "First", "holder_id": "cus-1", "assigned_branch_id": "b-1", "amount": "1000.00",
    "disbursement_details": {"expected_disburse_time": "2024-01-01T10:00:00+05:30"},
    "guarantors": [{"guarantor_id": "g-1"}],
    "settings": {
        "interest": {"rate": 12, "day_count": "THIRTY_360"},
        "schedule": {"repayment_installments": 3, "repayment_period": "P1M"}
    }
}"#;

/// Who does things, and when.
struct Desk {
    company: Company,
    now: Cell<Moment>,
    ids: AtomicU64,
}

impl Desk {
    fn open() -> Self {
        let settings = CompanySettings {
            name: "Lender".into(),
            time_zone: TimeZone::from_name("Asia/Kolkata").expect("a zone"),
            currency: "INR".into(),
            unknown_keys: UnknownKeys::Refuse,
            bifurcation_variables: BTreeSet::new(),
            recovery: crate::recovery::settings::RecoverySettings::default(),
        };
        let company = Company {
            id: "com_1".into(),
            kind: CompanyKind::Lending,
            settings,
            credentials: BTreeMap::new(),
            page_token_secret: PageTokenSecret::new([0; 32]),
            created_at: Moment::EPOCH,
        };
        let desk = Self { company, now: Cell::new(Moment::EPOCH), ids: AtomicU64::new(0) };
        desk.on("2024-01-01");
        desk
    }

    /// Moves on to noon of a day.
    fn on(&self, day: &str) {
        let noon = crate::resource::moment_from_text(&format!("{day}T12:00:00+05:30")).expect("a day");
        self.now.set(Moment::from_micros(noon.timestamp_micros()).expect("in range"));
    }

    fn today(&self) -> NaiveDate {
        self.company.settings.time_zone.date_at(self.now.get())
    }

    /// Does something, a moment after what was done before.
    fn does<T>(&self, what: impl FnOnce(&Context<'_>) -> T) -> T {
        self.now.set(self.now.get().later(1));
        let ids = &self.ids;
        let new_id = |prefix: &str| format!("{prefix}{}", ids.fetch_add(1, Ordering::Relaxed) + 1);
        what(&Context { company: &self.company, author: "demo", now: self.now.get(), new_id: &new_id })
    }

    fn lent(&self, loan: &str, product: Option<&Product>) -> Ledger {
        let made = self.does(|context| create(&body(loan), product, context)).expect("an account");
        let submitted = self.does(|context| step(&made.ledger, LifeStep::Submit, context)).expect("submitted");
        let approved = self.does(|context| step(&submitted.ledger, LifeStep::Approve, context)).expect("approved");
        let paid_out = self.does(|context| disburse(&approved.ledger, Disbursal::default(), context));
        paid_out.expect("paid out").ledger
    }

    fn entered(&self, ledger: &Ledger, transaction: &str) -> Ledger {
        let entered = self.does(|context| enter(ledger, &body(transaction), context));
        entered.unwrap_or_else(|refusal| panic!("{refusal:?}")).ledger
    }

    /// The loan on 10 February, with its first installment paid.
    fn paying(&self) -> Ledger {
        let lent = self.lent(LOAN, None);
        self.on("2024-02-01");
        let paid = self.entered(&lent, r#"{"type": "repayment", "amount": "340.02"}"#);
        self.on("2024-02-10");
        paid
    }

    fn refinance(&self, ledger: &Ledger, text: &str) -> Result<Handover, Refusal> {
        self.does(|context| restructure(ledger, Restructured::Refinanced, &body(text), None, context))
    }

    fn reschedule(&self, ledger: &Ledger, text: &str) -> Result<Handover, Refusal> {
        self.does(|context| restructure(ledger, Restructured::Rescheduled, &body(text), None, context))
    }

    fn undo(&self, ledger: &Ledger, how: Restructured, successor: Option<&Ledger>) -> Result<Handover, Refusal> {
        self.does(|context| undo_restructure(ledger, how, successor, &Note::default(), context))
    }

    /// All that is shown of an account today, but for when it was touched.
    fn shown(&self, ledger: &Ledger) -> (Object, Object) {
        let (today, zone) = self.does(|context| (context.today(), context.zone().clone()));
        let snapshot = ledger.on(today).expect("an account");
        let mut account = show::account(ledger, &snapshot, &zone);
        account.retain(|key, _| key != "update_time" && key != "appraise_time");
        (account, show::schedule(ledger, &snapshot, &zone))
    }

    /// What is shown of its transactions: type, amount, and what went to principal and interest.
    fn told(&self, ledger: &Ledger) -> Vec<String> {
        let (today, zone) = self.does(|context| (context.today(), context.zone().clone()));
        let snapshot = ledger.on(today).expect("an account");
        let one = |shown: &Object| {
            let part = |key: &str| text(shown.get("amounts").and_then(Json::as_object).and_then(|all| all.get(key)));
            let reversed = if shown.contains_key("reversed_by") { " reversed" } else { "" };
            let (kind, amount) = (text(shown.get("type")), text(shown.get("amount")));
            format!("{kind} {amount} {} {}{reversed}", part("principal"), part("interest"))
        };
        show::transactions(ledger, &snapshot, &zone).iter().map(one).collect()
    }
}

fn text(value: Option<&Json>) -> String {
    value.and_then(Json::as_text).unwrap_or("-").to_owned()
}

/// One of the shown fields of an account, by its path.
fn field(shown: &Object, path: &str) -> String {
    let mut at = Json::Object(shown.clone());
    for key in path.split('.') {
        at = at.as_object().and_then(|object| object.get(key)).cloned().unwrap_or_default();
    }
    serde_json::to_string(&at).expect("JSON").trim_matches('"').to_owned()
}

/// Due day, principal and interest of each installment.
fn rows(schedule: &Object) -> Vec<String> {
    let rows = schedule.get("transactions").and_then(Json::as_list).unwrap_or_default();
    let row = |row: &Json| {
        let row = row.as_object().expect("a row");
        let part = |component: &str| field(row, &format!("{component}.amount.expected"));
        format!("{} {} {}", &field(row, "due_time")[..10], part("principal"), part("interest"))
    };
    rows.iter().map(row).collect()
}

fn only(handover: Handover) -> Change {
    assert!(handover.successor.is_none());
    handover.account
}

fn both(handover: Handover) -> (Ledger, Ledger) {
    (handover.account.ledger, handover.successor.expect("another account").ledger)
}

/// What is wrong with a body: each fault with its path; or the state that is in the way.
fn refused(outcome: Result<Handover, Refusal>) -> Vec<String> {
    match outcome.expect_err("a refusal") {
        Refusal::Invalid(faults) => {
            faults.flat().into_iter().map(|(path, sentence)| format!("{path}: {sentence}")).collect()
        }
        other => vec![other.to_string()],
    }
}
