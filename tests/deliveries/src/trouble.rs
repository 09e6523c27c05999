//! Many events, receivers that do all that can go wrong, and functions that are killed anywhere: every event arrives, with one body.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::moment::Moment;
use domain::webhook::signature::sign;
use event_relay::{Happened, relay};
use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt};
use platform::keys::webhook::delivery_id;
use platform::webhooks::DeliveryMessage;
use webhook_sender::{dispatch, work};

use crate::chance::Chance;
use crate::killing::{NEVER, or_killed};
use crate::receiver::{OK, Receiver};
use crate::setting::{Setting, secret};
use crate::waiting::Waiting;

const SECOND: i64 = 1_000_000;
/// A message whose receiver died comes again after so long.
const VISIBILITY: i64 = 360 * SECOND;
/// Messages of a batch, as the template sets it.
const BATCH: usize = 10;
/// Deliveries that are read at the same time.
const READ_AT_ONCE: usize = 16;

/// How much of it there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Events, each of which is for every endpoint.
    pub events: usize,
    /// Endpoints, each with a receiver of its own.
    pub endpoints: usize,
    /// Batches of ten messages that are in work at the same time.
    pub workers: usize,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// Deliveries that arrived: events times endpoints.
    pub arrived: usize,
    /// Those that are noted as delivered. All, once everything is over.
    pub noted: usize,
    /// Requests that the receivers saw, whatever they made of them.
    pub requests: usize,
    /// Ids of deliveries that came with more than one body. None.
    pub doubled: usize,
    /// Requests whose signature is not right, or that followed a redirect. None.
    pub wrong: usize,
    /// Runs of the relay, the sender and the dispatcher that were killed.
    pub killed: usize,
}

struct Run {
    setting: Setting,
    receivers: Vec<Receiver>,
    endpoints: Vec<String>,
    events: Vec<Happened>,
    waiting: Waiting,
    chance: Chance,
    workers: usize,
    killed: usize,
}

/// Sends events through trouble: a while in which receivers fail in turns and functions are killed, then a day without it.
pub async fn trouble(extent: Extent) -> Report {
    let mut run = Run::start(extent).await;
    run.relay_all().await;
    // So long that nothing is tried so often that it is given up.
    let healed_at = run.setting.now().later(1_200 * SECOND);
    while run.setting.now() < healed_at {
        run.round(true).await;
        run.setting.world.wait(60);
    }
    for receiver in &run.receivers {
        receiver.behaves(OK);
    }
    // What nobody noted as arrived is tried once more, within three hours of the last try.
    let over = run.setting.now().later(24 * 3_600 * SECOND);
    while run.setting.now() < over {
        run.round(false).await;
        run.setting.world.wait(600);
    }
    run.report().await
}

impl Run {
    async fn start(extent: Extent) -> Self {
        let setting = Setting::start().await.within(Duration::from_millis(300));
        let (mut receivers, mut endpoints) = (Vec::new(), Vec::new());
        for _ in 0..extent.endpoints {
            let receiver = Receiver::start().await;
            endpoints.push(setting.endpoint(&receiver.url, "loan.updated").await);
            receiver.is_moody();
            receivers.push(receiver);
        }
        let events = (0..extent.events).map(|number| setting.happened(&format!("LN-{number}"))).collect();
        let (waiting, chance) = (Waiting::default(), Chance(42));
        Self { setting, receivers, endpoints, events, waiting, chance, workers: extent.workers, killed: 0 }
    }

    /// The stream brings each batch until it is done, and once more; the relay is killed now and then.
    async fn relay_all(&mut self) {
        let (setting, events) = (&self.setting, std::mem::take(&mut self.events));
        for batch in events.chunks(50) {
            let mut done = 0;
            while done < 2 {
                let calls = if self.chance.below(2) == 0 { 1 + self.chance.below(60) } else { NEVER };
                match or_killed(setting, calls, relay(&setting.relay(), batch)).await {
                    Some(relayed) => done += usize::from(relayed.is_ok()),
                    None => self.killed += 1,
                }
                self.waiting.take_in(setting);
            }
        }
        self.events = events;
    }

    /// All that can be received and all that is due.
    async fn round(&mut self, kills: bool) {
        while self.work_some(kills).await > 0 {}
        let calls = if kills { 16 + self.chance.below(200) } else { NEVER };
        let dispatched = or_killed(&self.setting, calls, dispatch(&self.setting.app, Moment::LAST)).await;
        self.killed += usize::from(dispatched.is_none());
        self.waiting.take_in(&self.setting);
        while self.work_some(kills).await > 0 {}
    }

    /// Some batches at once, of which some are killed; how many there were.
    async fn work_some(&mut self, kills: bool) -> usize {
        let now = self.setting.now();
        let mut batches = Vec::new();
        for _ in 0..self.workers {
            let calls = if kills && self.chance.below(4) == 0 { 1 + self.chance.below(40) } else { NEVER };
            batches.push((self.waiting.batch(now, BATCH), calls));
        }
        batches.retain(|(batch, _)| !batch.is_empty());
        let setting = &self.setting;
        let works = batches.iter().map(|(batch, calls)| async move {
            let messages: Vec<_> = batch.iter().cloned().map(Some).collect();
            or_killed(setting, *calls, work(&setting.app, &messages)).await
        });
        let outcomes = join_all(works).await;
        let again = now.later(VISIBILITY);
        for (outcomes, (batch, _)) in outcomes.into_iter().zip(&batches) {
            let is_unfinished = |at: usize| outcomes.as_ref().is_none_or(|outcomes| outcomes[at].is_err());
            let unfinished = batch.iter().enumerate().filter(|(at, _)| is_unfinished(*at));
            let unfinished: Vec<DeliveryMessage> = unfinished.map(|(_, message)| message.clone()).collect();
            for message in unfinished {
                self.waiting.put(again, message);
            }
            self.killed += usize::from(outcomes.is_none());
        }
        self.waiting.take_in(&self.setting);
        batches.len()
    }

    async fn report(self) -> Report {
        let mut report = Report { killed: self.killed, ..Report::default() };
        for (receiver, endpoint_id) in self.receivers.iter().zip(&self.endpoints) {
            let ids = self.events.iter().map(|happened| delivery_id(happened.event.ulid(), endpoint_id));
            let ids: BTreeSet<String> = ids.collect();
            report.arrived += receiver.taken().intersection(&ids).count();
            let noted = ids.iter().map(async |id| self.setting.delivery(id).await.status.name() == "delivered");
            report.noted +=
                stream::iter(noted).buffer_unordered(READ_AT_ONCE).filter(|is| std::future::ready(*is)).count().await;
            look_at_requests(receiver, &mut report);
        }
        report
    }
}

/// Whatever comes is signed, and has one body for each id.
fn look_at_requests(receiver: &Receiver, report: &mut Report) {
    let mut bodies: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for request in receiver.received() {
        let seconds: i64 = request.header("webhook-timestamp").parse().expect("seconds");
        let at = Moment::from_micros(seconds * SECOND).expect("in range");
        let signature = sign([&secret()], request.header("webhook-id"), at, &request.body);
        let is_right = request.path == "/hook" && request.header("webhook-signature") == signature;
        report.wrong += usize::from(!is_right);
        report.requests += 1;
        bodies.entry(request.header("webhook-id").to_owned()).or_default().insert(request.body);
    }
    report.doubled += bodies.values().filter(|bodies| bodies.len() > 1).count();
}
