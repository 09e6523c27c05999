//! A part of a batch: its loans, some at once, and after each few a note of how far it is.

use std::time::Duration;

use domain::company::Company;
use domain::lending::Context;
use domain::moment::Moment;
use domain::notice::batch::{Outcome, Refused};
use domain::notice::making::{Asked as Made, Making};
use domain::notice::record::{NoticeRecord, Stage};
use futures_util::future::LocalBoxFuture;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use platform::accounts::uncomputable;
use platform::communications::{Absent, Asked, about};
use platform::companies::Companies;
use platform::digest::sha256;
use platform::id;
use platform::keys::notice as keys;
use platform::notices::{KnownNotice, KnownPart, NoticeMessage, Owner, asked_writes, notice_id, part, step_writes};
use platform::table::{Item, TableError, Write};

use crate::App;
use crate::make;
use crate::outcome::Unfinished;

/// Loans of a step, after which it is noted how far the part is.
const STEP: usize = 20;
/// Loans in work at the same time.
const AT_ONCE: usize = 8;
/// How often an id is tried that another notice of the company has.
const PROBES: u32 = 8;
/// How often a loan is tried that somebody else is writing.
const TRIES: u64 = 6;
/// The longest first wait between tries, doubled for each that follows, in milliseconds.
const BACKOFF_MS: u64 = 10;

/// A loan of a batch.
#[derive(Clone, Copy)]
struct Place<'a> {
    company: &'a Company,
    of: &'a KnownPart,
    loan_id: &'a str,
    /// Its place in the batch.
    number: u32,
}

/// Works on a part from where it is, as far as the time goes; the rest is put into the queue. One step is always taken, so that work which is handed on
/// comes to its end however little time each run has.
pub(crate) async fn work(
    app: &App,
    (company_id, batch_id, number): (&str, &str, u32),
    until: Moment,
) -> Result<(), Unfinished> {
    let mut companies = Companies::default();
    companies.learn(&app.table, [company_id]).await;
    let company = companies.get(company_id)?;
    let mut is_begun = false;
    loop {
        let Some(of) = part(&app.table, company_id, batch_id, number).await? else { return Ok(()) };
        let done = usize::try_from(of.progress.done).unwrap_or(usize::MAX);
        let step: Vec<&String> = of.part.loan_ids.iter().skip(done).take(STEP).collect();
        if step.is_empty() {
            tracing::info!(company = company_id, batch = batch_id, part = number, "a part of a batch is done");
            return Ok(());
        }
        if is_begun && app.clock.now() >= until {
            let (company_id, batch_id) = (company_id.to_owned(), batch_id.to_owned());
            let rest = NoticeMessage::Part { company_id, batch_id, part: number };
            return Ok(app.queue.send(&[rest.body()?]).await?);
        }
        is_begun = true;
        let writes = take_step(app, company, &of, &step, number).await?;
        match app.table.transact(writes).await {
            // Who was faster has noted the same.
            Ok(()) | Err(TableError::Lost { .. } | TableError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Makes the notices of a step; answers the writes that note it.
async fn take_step(
    app: &App,
    company: &Company,
    of: &KnownPart,
    step: &[&String],
    number: u32,
) -> Result<Vec<Write>, Unfinished> {
    let first = of.part.first.saturating_add(of.progress.done);
    let places: Vec<Place<'_>> =
        (first..).zip(step).map(|(number, loan_id)| Place { company, of, loan_id: loan_id.as_str(), number }).collect();
    // What an earlier run has made is found at once.
    let wanted: Vec<_> = places.iter().map(|it| keys::owner(&company.id, notice_id(&of.batch, it.number, 0))).collect();
    let found = app.table.get_many(&wanted).await?;
    let owner = |place: &Place<'_>| {
        let key = keys::owner(&company.id, notice_id(&of.batch, place.number, 0));
        found.iter().find(|item| item.key == key).map(Item::read::<Owner>).transpose()
    };
    let works = places.iter().map(async |place| {
        let made: LocalBoxFuture<'_, _> = Box::pin(one(app, *place, owner(place)?));
        let outcome = made.await?;
        Ok::<_, Unfinished>((place.number, outcome))
    });
    let outcomes: Vec<(u32, Outcome)> = stream::iter(works).buffered(AT_ONCE).try_collect().await?;
    let mut progress = of.progress.clone();
    for (_, outcome) in &outcomes {
        progress.count(outcome);
    }
    let refused: Vec<(u32, Refused)> = outcomes
        .into_iter()
        .filter_map(|(place, outcome)| match outcome {
            Outcome::Refused(refused) => Some((place, refused)),
            Outcome::Made => None,
        })
        .collect();
    Ok(step_writes(&company.id, &of.batch.batch_id, (number, of.version), &progress, &refused)?)
}

/// The one notice of a loan, made now or before.
async fn one(app: &App, place: Place<'_>, mut owner: Option<Owner>) -> Result<Outcome, Unfinished> {
    let batch = &place.of.batch;
    for probe in 0..PROBES {
        let id = notice_id(batch, place.number, probe);
        for retry in 0..TRIES {
            if retry > 0 || probe > 0 {
                owner = platform::notices::owner(&app.table, &place.company.id, id).await?;
            }
            match &owner {
                Some(owner) if is_ours(owner, place) => {
                    let record = make::at(app, (&place.company.id, &owner.pk), id).await?;
                    return record.map(|record| outcome(place, &record)).ok_or(Unfinished::NoLetter);
                }
                Some(_) => break,
                None => {}
            }
            match attempt(app, place, id).await? {
                Attempt::Done(outcome) => return Ok(outcome),
                Attempt::LostRace => {
                    let wait = id::below(BACKOFF_MS.saturating_mul(1 << retry)).saturating_add(1);
                    tokio::time::sleep(Duration::from_millis(wait)).await;
                }
            }
        }
    }
    Err(Unfinished::LostRace)
}

fn is_ours(owner: &Owner, place: Place<'_>) -> bool {
    owner.batch_id.as_ref() == Some(&place.of.batch.batch_id) && owner.loan_id == place.loan_id
}

enum Attempt {
    Done(Outcome),
    LostRace,
}

/// Asks for the notice as it would be asked for alone, and makes it.
async fn attempt(app: &App, place: Place<'_>, id: Moment) -> Result<Attempt, Unfinished> {
    let KnownPart { batch, template, .. } = place.of;
    let (company, now) = (place.company, app.clock.now());
    let refused = |reason: String| {
        let loan_id = place.loan_id.to_owned();
        Ok(Attempt::Done(Outcome::Refused(Refused { loan_id, reason, notice_id: None })))
    };
    let asked =
        Asked { company, loan_id: place.loan_id, month: batch.wanted.month(company.settings.time_zone.date_at(now)) };
    let subject = match about(&app.table, &asked, &[]).await? {
        Ok((subject, _)) => subject,
        Err(Absent::Loan) => return refused("There is no such loan".to_owned()),
        Err(Absent::Month) => return refused("The loan has no such month".to_owned()),
    };
    let (facts, case) = match subject.on(&asked, now) {
        Ok(known) => known,
        // One loan that somebody has to see to does not keep the others from their notices.
        Err(refusal) => {
            uncomputable(&company.id, place.loan_id, &refusal);
            return refused("The loan cannot be computed".to_owned());
        }
    };
    let context = Context { company, author: &batch.author, now };
    let secret = |what: &str| sha256(format!("{}\n{what}\n{}", batch.secret, place.number).as_bytes());
    let making = Making {
        wanted: &batch.wanted,
        template,
        facts: &facts,
        contacts: &subject.contacts.contacts,
        case: &case,
        context,
        id,
        batch_id: Some(&batch.batch_id),
        action_id: None,
        link: &secret("link"),
        object_key: &format!("{}.pdf", secret("file")),
    };
    let made: Made = match making.carry_out() {
        Ok(made) => made,
        Err(reason) => return refused(reason.to_string()),
    };
    let pk = subject.told_in(&asked);
    match app.table.transact(asked_writes((&subject, &facts), &pk, &made, &context)?).await {
        Ok(()) => {
            let known = KnownNotice { pk, record: made.record, version: 1 };
            let record = make::made(app, &company.id, &known, &made.letter).await?;
            Ok(Attempt::Done(outcome(place, &record)))
        }
        Err(TableError::Lost { .. } | TableError::Conflict) => Ok(Attempt::LostRace),
        Err(error) => Err(error.into()),
    }
}

fn outcome(place: Place<'_>, record: &NoticeRecord) -> Outcome {
    if record.served.stage == Stage::Made {
        return Outcome::Made;
    }
    Outcome::Refused(Refused {
        loan_id: place.loan_id.to_owned(),
        reason: record.served.reason.clone().unwrap_or_default(),
        notice_id: Some(record.id),
    })
}
