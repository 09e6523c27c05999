//! The communications of a batch, all at once.

use std::collections::HashMap;

use domain::communication::gate::{Gate, Known, at_handover};
use domain::communication::handover::{Claim, NO_ANSWER, NO_PROVIDER, REFUSED};
use domain::communication::record::{OutgoingCommunication, Stage};
use domain::company::Company;
use domain::moment::Moment;
use futures_util::future::join_all;
use platform::communications::{CommunicationMessage, KnownCommunication, Place, claim_writes};
use platform::queue::{DELAY_SECONDS_MAX, Message};
use platform::recovery::{KnownCase, KnownContacts};
use platform::table::{BATCH_KEYS_MAX, Item, Key, TableError, Write};

use crate::App;
use crate::outcome::{Done, Failed};
use crate::provider::{Answer, Outbound};

/// How often a claim is tried whose communication or contacts somebody else was writing.
const TRIES: usize = 3;

type Items = HashMap<Key, Item>;

/// Hands communications over, all at once, and says of each what came of it. A message that cannot be read fails.
pub async fn work(app: &App, messages: &[Option<CommunicationMessage>]) -> Vec<Result<Done, Failed>> {
    let places: Vec<Option<(&CommunicationMessage, Place)>> = messages
        .iter()
        .map(|message| message.as_ref().and_then(|message| Some((message, Place::of(message)?))))
        .collect();
    let read = read(app, places.iter().flatten().map(|(_, place)| place)).await;
    let works = places.iter().map(async |named| {
        let (message, place) = named.as_ref().ok_or(Failed::Unreadable)?;
        let items = read.as_ref().map_err(TableError::clone)?;
        take_on(app, message, place, items).await
    });
    join_all(works).await
}

async fn read(app: &App, places: impl Iterator<Item = &Place>) -> Result<Items, TableError> {
    let mut asked: Vec<Key> = places.flat_map(Place::keys).collect();
    asked.sort();
    asked.dedup();
    let mut items = HashMap::with_capacity(asked.len());
    for some in asked.chunks(BATCH_KEYS_MAX) {
        items.extend(app.table.get_many(some).await?.into_iter().map(|item| (item.key.clone(), item)));
    }
    Ok(items)
}

/// What is decided on.
struct Found {
    company: Company,
    known: KnownCommunication,
    case: Option<KnownCase>,
    contacts: KnownContacts,
}

impl Found {
    fn among(place: &Place, items: &Items) -> Result<Option<Self>, TableError> {
        let Some(communication) = items.get(&place.communication) else { return Ok(None) };
        let Some(company) = items.get(&place.company) else {
            return Err(TableError::Corrupt { key: place.company.clone() });
        };
        Ok(Some(Self {
            company: company.read()?,
            known: KnownCommunication::of(communication)?,
            case: KnownCase::among(items.get(&place.case))?,
            contacts: KnownContacts::among(items.get(&place.contacts))?,
        }))
    }
}

/// What is to be written before anything else happens, and what then.
enum Step {
    HandOver(Box<OutgoingCommunication>),
    Write(Box<OutgoingCommunication>, Done),
    Wait(Moment),
    Held,
    Nothing,
}

async fn take_on(app: &App, message: &CommunicationMessage, place: &Place, items: &Items) -> Result<Done, Failed> {
    let mut fresh: Option<Items> = None;
    for _ in 0..TRIES {
        let Some(found) = Found::among(place, fresh.as_ref().unwrap_or(items))? else { return Ok(Done::Missing) };
        let now = app.clock.now();
        let (after, done) = match step(&found, now) {
            Step::Nothing => return Ok(Done::NothingToDo),
            Step::Held => return Err(Failed::Held),
            Step::Wait(until) => return try_again(app, message, until, now).await,
            Step::HandOver(sending) => {
                let writes = claim_writes(&found.known, &sending, (place, found.contacts.version), now)?;
                if stored(app, writes).await? {
                    return hand_over(app, message, &found, found.known.after(*sending)).await;
                }
                fresh = Some(read(app, std::iter::once(place)).await?);
                continue;
            }
            Step::Write(after, done) => (after, done),
        };
        if stored(app, found.known.outcome_writes(&app.table, &after, now).await?).await? {
            told(message, &after);
            return Ok(done);
        }
        fresh = Some(read(app, std::iter::once(place)).await?);
    }
    Err(TableError::Conflict.into())
}

/// What is to be done with a communication, and whether it may go out.
fn step(found: &Found, now: Moment) -> Step {
    let known = Known {
        company: &found.company,
        case: found.case.as_ref().map(|known| &known.case),
        contacts: &found.contacts.contacts,
        now,
    };
    match found.known.communication.claim(now) {
        Claim::Over => Step::Nothing,
        Claim::Held => Step::Held,
        Claim::NotYet(until) => Step::Wait(until),
        Claim::Interrupted(unknown) => Step::Write(unknown, Done::Unknown),
        Claim::Claimed(_) => match at_handover(&found.known.communication, &known) {
            Gate::Open(open) => match open.claim(now) {
                Claim::Claimed(sending) => Step::HandOver(sending),
                _ => Step::Nothing,
            },
            Gate::Later(later) => Step::Write(later, Done::Postponed),
            Gate::Shut(shut) => {
                let is_failed = shut.outgoing.stage == Stage::Failed;
                Step::Write(shut, if is_failed { Done::Failed } else { Done::Suppressed })
            }
        },
    }
}

/// Hands over what was claimed, and notes what came of it.
async fn hand_over(
    app: &App,
    message: &CommunicationMessage,
    found: &Found,
    known: KnownCommunication,
) -> Result<Done, Failed> {
    let answer = asked(app, message, &found.company, &known.communication).await;
    let (name, answer) = answer.unwrap_or(("none", Answer::NotSetUp));
    let now = app.clock.now();
    let outcome = |sending: &OutgoingCommunication| match &answer {
        Answer::Taken { provider_id, sender } => {
            sending.taken(name, provider_id, now).sent_from(&sender.from, sender.reply_to.as_deref())
        }
        Answer::Refused { code } => sending.failed(REFUSED, Some(code)),
        Answer::NotTaken { code, retry_after } => sending.put_back(code, *retry_after, now),
        Answer::NoAnswer => sending.uncertain(NO_ANSWER),
        Answer::NotSetUp => sending.failed(NO_PROVIDER, None),
    };
    told(message, &outcome(&known.communication));
    let Some(after) = noted(app, message, known, outcome, now).await? else {
        // A report came first, and knows more.
        return Ok(Done::NothingToDo);
    };
    match after.outgoing.stage {
        Stage::Sent => Ok(Done::Sent),
        Stage::Unknown => Ok(Done::Unknown),
        Stage::Created => try_again(app, message, after.outgoing.way.not_before.unwrap_or(now), now).await,
        _ => Ok(Done::Failed),
    }
}

/// Notes what came of it; `None` where a report came first. The action that it carries out may be written by somebody else meanwhile, and so may itself be, by
/// who follows a link in it as soon as it is there.
async fn noted(
    app: &App,
    message: &CommunicationMessage,
    mut known: KnownCommunication,
    outcome: impl Fn(&OutgoingCommunication) -> OutgoingCommunication,
    now: Moment,
) -> Result<Option<OutgoingCommunication>, TableError> {
    for _ in 0..TRIES {
        let after = outcome(&known.communication);
        let writes = known.outcome_writes(&app.table, &after, now).await?;
        match app.table.transact(writes).await {
            Ok(()) => return Ok(Some(after)),
            // The first write is that of the communication.
            Err(TableError::Lost { failed }) if failed.iter().any(|failed| failed.index == 0) => {
                let Some(fresh) = still_sending(app, message, &known).await? else { return Ok(None) };
                known = fresh;
            }
            Err(TableError::Lost { .. } | TableError::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Err(TableError::Conflict)
}

/// The communication as it is now, if it is on the same way still.
async fn still_sending(
    app: &App,
    message: &CommunicationMessage,
    before: &KnownCommunication,
) -> Result<Option<KnownCommunication>, TableError> {
    let Some(key) = message.key() else { return Ok(None) };
    let found = app.table.get(&key).await?;
    let fresh = found.as_ref().map(KnownCommunication::of).transpose()?;
    let (stage, way) = (before.communication.outgoing.stage, &before.communication.outgoing.way);
    Ok(fresh.filter(|fresh| fresh.communication.outgoing.stage == stage && fresh.communication.outgoing.way == *way))
}

/// What the provider of the channel says; `None` where there is none, or where the communication says nothing to nobody.
async fn asked(
    app: &App,
    message: &CommunicationMessage,
    company: &Company,
    communication: &OutgoingCommunication,
) -> Option<(&'static str, Answer)> {
    let (to, body) = (communication.address()?, communication.said("body")?);
    let outbound = Outbound { company, communication, message, to, body, now: app.clock.now() };
    let provider = app.providers.of(communication.outgoing.channel)?;
    Some((provider.name(), provider.hand_over(outbound).await))
}

/// Whether what was decided on was still so.
async fn stored(app: &App, writes: Vec<Write>) -> Result<bool, TableError> {
    match app.table.transact(writes).await {
        Ok(()) => Ok(true),
        Err(TableError::Lost { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The next try by the queue; what it does not keep back for so long comes early, and is put back again.
async fn try_again(app: &App, message: &CommunicationMessage, at: Moment, now: Moment) -> Result<Done, Failed> {
    let micros = at.micros().saturating_sub(now.micros()).max(0);
    let seconds = u32::try_from(micros.saturating_add(999_999) / 1_000_000).unwrap_or(DELAY_SECONDS_MAX);
    let delayed = Message::after(seconds.min(DELAY_SECONDS_MAX), message.body()?);
    app.queue.send_later(vec![delayed]).await?;
    Ok(Done::ToBeTriedAgain)
}

/// What came of it, by ids: neither whom it is for nor what it says.
fn told(message: &CommunicationMessage, after: &OutgoingCommunication) {
    let outgoing = &after.outgoing;
    tracing::info!(
        company = message.company_id,
        loan_id = message.loan_id,
        communication = message.communication_id,
        channel = outgoing.channel.name(),
        stage = outgoing.stage.name(),
        tries = outgoing.way.tries,
        provider = outgoing.way.provider,
        reason = outgoing.way.reason,
        code = outgoing.way.code,
        "a communication was worked on"
    );
}
