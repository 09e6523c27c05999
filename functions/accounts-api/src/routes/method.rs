//! Custom methods of an account: `POST /v1/accounts/loans/{id}:approve`.

use axum::extract::{Path, Request, State};
use chrono::NaiveDate;
use domain::accounts::account::fields::{CHANNEL, LOCKED_OPERATIONS};
use domain::accounts::account::{
    Change, Context, Disbursal, Ledger, LifeStep, Note, Refusal, apply_interest, approve, disburse, interest_to_apply,
    lock, locked_operations, step, terminate, undo_disburse, undo_write_off, unlock, write_off,
};
use domain::company::{Caller, Role};
use domain::json::{Json, Object};
use domain::resource::{Field, Kind, amount_at, day, read};
use platform::auth::{Authenticated, require};
use platform::http::answer::Answer;
use platform::http::incoming::{Incoming, read_optional};
use platform::http::problem::Problem;

use super::{restructuring, schedule};
use crate::App;
use crate::command::{self, ACCOUNT};
use crate::parameters::{check, method};
use crate::refusal::problem;

/// A custom method.
#[derive(Debug, Clone, Copy)]
pub struct Method {
    /// What it is called after the colon.
    pub verb: &'static str,
    /// What it does, for the published schema.
    pub about: &'static str,
    /// What its body says.
    pub fields: &'static [Field],
    run: fn(&Ledger, &Object, &Context<'_>) -> Result<Change, Refusal>,
}

const NOTES: Field = Field::new("notes", Kind::Text, "Notes");
/// What the body of a method says that needs to be told nothing.
pub const ACTION: &[Field] = &[NOTES];
const APPROVE: &[Field] = &[
    Field::new("amount", Kind::Amount, "How much is granted; the amount of the account where nothing is said"),
    NOTES,
];
const LOCK: &[Field] = &[
    Field::new(
        "locked_operations",
        Kind::Choices(LOCKED_OPERATIONS),
        "What is locked; everything where nothing is named",
    ),
    NOTES,
];
const DISBURSE: &[Field] = &[
    Field::new("value_time", Kind::Time, "When the money was paid out; now where nothing is said"),
    Field::new(
        "amount",
        Kind::Amount,
        "How much; the tranche's amount, or what is left of the grant, where nothing is said",
    ),
    Field::new("tranche_number", Kind::Count(1, 100), "The tranche; the next one where nothing is said"),
    Field::new("payment_id", Kind::Id, "The caller's id of the payment"),
    Field::new("transaction", Kind::Object(CHANNEL), "How the money moved"),
    NOTES,
];
const APPLY_INTEREST: &[Field] = &[
    Field::new(
        "is_payment_holidays",
        Kind::Bool,
        "Whether it is interest of payment holidays, of which an amount is applied",
    ),
    Field::new("holiday_amount", Kind::Amount, "How much of it"),
    Field::new("value_time", Kind::Time, "Up to when; now where nothing is said"),
    NOTES,
];

/// The custom methods beside the decisions that move no money.
pub const METHODS: &[Method] = &[
    Method {
        verb: "approve",
        about: "Grants the loan, or another amount of it than was applied for",
        fields: APPROVE,
        run: |ledger, body, context| approve(ledger, amount_at(body, "amount"), Note::from_body(body)?, context),
    },
    Method { verb: "lock", about: "Stops interest, fees or penalties from being applied", fields: LOCK, run: run_lock },
    Method {
        verb: "unlock",
        about: "Lets them be applied again",
        fields: ACTION,
        run: |ledger, body, context| unlock(ledger, Note::from_body(body)?, context),
    },
    Method { verb: "disburse", about: "Pays out the loan, or a tranche of it", fields: DISBURSE, run: run_disburse },
    Method {
        verb: "undoDisburse",
        about: "Takes the last disbursement back",
        fields: ACTION,
        run: |ledger, body, context| undo_disburse(ledger, &Note::from_body(body)?, context),
    },
    Method {
        verb: "applyInterest",
        about: "Makes interest due that has accrued and is not due yet",
        fields: APPLY_INTEREST,
        run: run_apply_interest,
    },
    Method {
        verb: "writeOff",
        about: "Gives the loan up; what comes in later is a recovery",
        fields: ACTION,
        run: |ledger, body, context| write_off(ledger, Note::from_body(body)?, context),
    },
    Method {
        verb: "undoWriteOff",
        about: "Takes a write-off back",
        fields: ACTION,
        run: |ledger, body, context| undo_write_off(ledger, &Note::from_body(body)?, context),
    },
    Method {
        verb: "terminate",
        about: "Makes everything due at once",
        fields: ACTION,
        run: |ledger, body, context| terminate(ledger, Note::from_body(body)?, context),
    },
];

/// `POST /v1/accounts/loans/{id}:{method}`, also `POST /v1/loans/{id}:{method}`
pub(super) async fn run(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(part): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    let (id, verb) = method(&part).ok_or_else(|| problem(Refusal::NotFound(ACCOUNT)))?;
    if verb == "previewRepayment" {
        return schedule::preview_repayment(&app, &caller, id, request).await;
    }
    if let Some(verb) = restructuring::Verb::of(verb) {
        return restructuring::run(&app, &caller, id, verb, request).await;
    }
    let Some(method) = METHODS.iter().find(|method| method.verb == verb) else {
        let step = LifeStep::ALL.into_iter().find(|step| step.verb() == verb).ok_or_else(unknown_method)?;
        return run_step(&app, &caller, id, step, request).await;
    };
    require(&caller, Role::Manager)?;
    let incoming = read_action(request, id, method.fields).await?;
    let body = incoming.body.clone();
    command::run(&app, &caller, id, &incoming, |ledger, context| (method.run)(ledger, &body, context), command::account)
        .await
}

fn unknown_method() -> Problem {
    Problem::not_found("The method after the colon is not known.")
}

/// A body with these fields; `notes` may stand in the query instead, as the published document has it.
pub(super) async fn read_action(request: Request, id: &str, fields: &[Field]) -> Result<Incoming, Problem> {
    let mut incoming = read_optional(request).await?;
    check(&incoming.parameters, &["notes"], &[("account_id", id)])?;
    if let Some(notes) = incoming.parameters.get("notes").filter(|_| !incoming.body.contains_key("notes")) {
        incoming.body.insert("notes".to_owned(), Json::text(notes));
    }
    incoming.body = read(fields, &incoming.body, None)?;
    Ok(incoming)
}

async fn run_step(
    app: &App,
    caller: &Caller,
    id: &str,
    life_step: LifeStep,
    request: Request,
) -> Result<Answer, Problem> {
    require(caller, Role::Manager)?;
    let incoming = read_action(request, id, ACTION).await?;
    let notes = incoming.body.get("notes").and_then(Json::as_text);
    let command = |ledger: &Ledger, context: &Context<'_>| Ok(step(ledger, life_step, context)?.noted(notes));
    command::run(app, caller, id, &incoming, command, command::account).await
}

fn run_lock(ledger: &Ledger, body: &Object, context: &Context<'_>) -> Result<Change, Refusal> {
    lock(ledger, &locked_operations(body), Note::from_body(body)?, context)
}

fn run_disburse(ledger: &Ledger, body: &Object, context: &Context<'_>) -> Result<Change, Refusal> {
    let number = body.get("tranche_number").and_then(Json::as_number);
    let disbursal = Disbursal {
        on: value_day(body, context),
        amount: amount_at(body, "amount"),
        tranche: number.and_then(|number| u32::try_from(number).ok()),
        note: Note::from_body(body)?,
        without_down_payment: false,
    };
    disburse(ledger, disbursal, context)
}

fn run_apply_interest(ledger: &Ledger, body: &Object, context: &Context<'_>) -> Result<Change, Refusal> {
    apply_interest(ledger, value_day(body, context), interest_to_apply(body)?, Note::from_body(body)?, context)
}

fn value_day(body: &Object, context: &Context<'_>) -> Option<NaiveDate> {
    body.get("value_time").and_then(|time| day(time, context.zone()))
}
