//! A command on one account: read it, decide, write.

use domain::accounts::account::{Change, Context, Ledger, Refusal, Snapshot, show};
use domain::company::Caller;
use domain::field::is_id;
use domain::json::{Json, Object};
use domain::moment::Moment;
use platform::accounts::{KnownAccount, change_writes, line_writes, load};
use platform::change;
use platform::http::answer::Answer;
use platform::http::incoming::Incoming;
use platform::http::problem::Problem;
use platform::id;
use platform::recovery::new_account_writes;
use platform::table::Write;

use crate::App;
use crate::refusal::problem;

/// What an account is called when there is none.
pub(crate) const ACCOUNT: &str = "Loan account";

/// The circumstances of one attempt: each has its own moment.
pub(crate) struct World<'a> {
    pub(crate) caller: &'a Caller,
    pub(crate) now: Moment,
    new_id: Box<dyn Fn(&str) -> String + Sync + Send>,
}

impl<'a> World<'a> {
    pub(crate) fn new(app: &App, caller: &'a Caller) -> Self {
        let now = app.clock.now();
        Self { caller, now, new_id: Box::new(move |prefix| id::prefixed(prefix, now)) }
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context { company: &self.caller.company, author: &self.caller.author, now: self.now, new_id: &*self.new_id }
    }
}

/// Runs a command on an account, and answers what `shown` makes of the outcome.
pub(crate) async fn run(
    app: &App,
    caller: &Caller,
    account_id: &str,
    incoming: &Incoming,
    command: impl Fn(&Ledger, &Context<'_>) -> Result<Change, Refusal> + Sync,
    shown: impl Fn(&Change, &Context<'_>) -> Answer + Sync,
) -> Result<Answer, Problem> {
    let attempt = async || {
        let known = find(app, caller, account_id).await?;
        let world = World::new(app, caller);
        let change = command(&known.ledger, &world.context()).map_err(problem)?;
        let writes = writes(app, caller, Some(&known), &change, world.now).await?;
        Ok(change::Change { writes, answer: shown(&change, &world.context()) })
    };
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

/// All that a change of an account writes, under its revolving account too.
pub(crate) async fn writes(
    app: &App,
    caller: &Caller,
    known: Option<&KnownAccount>,
    change: &Change,
    now: Moment,
) -> Result<Vec<Write>, Problem> {
    known.map_or(Ok(()), |known| known.admits(change))?;
    let mut writes = change_writes(&caller.company, change, known, now)?;
    let before = known.map(|known| &known.ledger);
    writes.extend(line_writes(&app.table, &caller.company, before, change, now).await?);
    if known.is_none() {
        writes.extend(new_account_writes(&app.table, &caller.company, change, now).await?);
    }
    Ok(writes)
}

/// Reads an account; 404 where there is none.
pub(crate) async fn find(app: &App, caller: &Caller, account_id: &str) -> Result<KnownAccount, Problem> {
    let missing = || problem(Refusal::NotFound(ACCOUNT));
    if !is_id(account_id) {
        return Err(missing());
    }
    load(&app.table, &caller.company.id, account_id).await?.ok_or_else(missing)
}

/// An account as it stands today.
pub(crate) fn stands(ledger: &Ledger, context: &Context<'_>) -> Result<Snapshot, Problem> {
    ledger.on(context.today()).map_err(problem)
}

/// Reads an account, and how it stands today.
pub(crate) async fn read<'a>(
    app: &App,
    caller: &'a Caller,
    account_id: &str,
) -> Result<(World<'a>, Ledger, Snapshot), Problem> {
    let known = find(app, caller, account_id).await?;
    let world = World::new(app, caller);
    let snapshot = stands(&known.ledger, &world.context())?;
    Ok((world, known.ledger, snapshot))
}

/// Answers the account as it stands after a change.
pub(crate) fn account(change: &Change, context: &Context<'_>) -> Answer {
    Answer::ok(Json::Object(shown(change, context)))
}

fn shown(change: &Change, context: &Context<'_>) -> Object {
    show::account(&change.ledger, &change.snapshot, context.zone())
}

/// Answers the transaction that a change entered last.
pub(crate) fn transaction(change: &Change, context: &Context<'_>) -> Answer {
    let last = change.ledger.entries.last();
    let transaction = last.map(|entry| show::transaction(entry, &change.ledger, &change.snapshot, context.zone()));
    Answer::ok(Json::Object(transaction.unwrap_or_default()))
}
