//! Many events, receivers that do all that can go wrong, and functions that are killed anywhere: every event arrives, with one body.
//!
//! `EVENTS=2000 cargo test -p webhook-sender --release chaos` does it with as many events, each for two endpoints.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::moment::Moment;
use domain::webhook::signature::sign;
use event_relay::{Happened, relay};
use futures_util::future::join_all;
use platform::keys::webhook::delivery_id;
use platform::webhooks::DeliveryMessage;
use webhook_sender::{dispatch, work};

use crate::receiver::{OK, Receiver};
use crate::setting::{Setting, secret};

/// How many events there are where the environment does not say it. Each is for two endpoints.
const EVENTS: usize = 100;
const SECOND: i64 = 1_000_000;
/// A message whose receiver died comes again after so long.
const VISIBILITY: i64 = 360 * SECOND;
/// Nobody is killed.
const NEVER: usize = usize::MAX / 2;

/// A queue in the time of the test.
#[derive(Default)]
struct Waiting(Vec<(Moment, DeliveryMessage)>);

impl Waiting {
    fn take_in(&mut self, setting: &Setting) {
        let now = setting.now();
        for (body, delay) in setting.queue.take_delayed() {
            let message = serde_json::from_str(&body).expect("a message");
            self.0.push((now.later(i64::try_from(delay).expect("small") * SECOND), message));
        }
    }

    fn batch(&mut self, now: Moment) -> Vec<DeliveryMessage> {
        let mut batch = Vec::new();
        self.0.retain(|(at, message)| {
            let is_taken = *at <= now && batch.len() < 10;
            if is_taken {
                batch.push(message.clone());
            }
            !is_taken
        });
        batch
    }
}

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }
}

/// Does something, or is killed after some calls of the table; whether it came to its end.
async fn or_killed<T>(setting: &Setting, calls: usize, doing: impl Future<Output = T>) -> Option<T> {
    let meter = setting.world.testbed.meter();
    let until = meter.calls().total().saturating_add(calls);
    let killed = async {
        if calls >= NEVER {
            std::future::pending::<()>().await;
        }
        while meter.calls().total() < until {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        biased;
        () = killed => None,
        done = doing => Some(done),
    }
}

/// Up to six batches at once, some of which are killed; how many there were.
async fn work_some(setting: &Setting, waiting: &mut Waiting, chance: &mut Chance, kills: bool) -> usize {
    let now = setting.now();
    let batches: Vec<_> = (0..6).map(|_| waiting.batch(now)).filter(|batch| !batch.is_empty()).collect();
    let works = batches.iter().map(|batch| {
        let calls = if kills && chance.below(4) == 0 { 1 + chance.below(40) } else { NEVER };
        async move {
            let messages: Vec<_> = batch.iter().cloned().map(Some).collect();
            or_killed(setting, calls, work(&setting.app, &messages)).await
        }
    });
    for (outcomes, batch) in join_all(works).await.into_iter().zip(&batches) {
        let again = |message: &DeliveryMessage| (now.later(VISIBILITY), message.clone());
        match outcomes {
            None => waiting.0.extend(batch.iter().map(again)),
            Some(outcomes) => {
                let failed = outcomes.iter().zip(batch).filter(|(outcome, _)| outcome.is_err());
                waiting.0.extend(failed.map(|(_, message)| again(message)));
            }
        }
    }
    waiting.take_in(setting);
    batches.len()
}

/// The stream brings each batch until it is done, and once more; the relay is killed now and then.
async fn relay_all(setting: &Setting, events: &[Happened], waiting: &mut Waiting, chance: &mut Chance) {
    let mut killed = 0;
    for batch in events.chunks(50) {
        let mut done = 0;
        while done < 2 {
            let calls = if chance.below(2) == 0 { 1 + chance.below(60) } else { NEVER };
            match or_killed(setting, calls, relay(&setting.relay(), batch)).await {
                Some(relayed) => done += usize::from(relayed.is_ok()),
                None => killed += 1,
            }
            waiting.take_in(setting);
        }
    }
    assert!(killed > 0, "{killed}");
}

#[tokio::test]
async fn every_event_arrives_with_one_body_whatever_dies() {
    let count = std::env::var("EVENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(EVENTS);
    let setting = Setting::start().await.within(Duration::from_millis(300));
    let receivers = [Receiver::start().await, Receiver::start().await];
    let mut endpoints = Vec::new();
    for receiver in &receivers {
        endpoints.push(setting.endpoint(&receiver.url, "loan.updated").await);
        receiver.is_moody();
    }
    let events: Vec<Happened> = (0..count).map(|number| setting.happened(&format!("LN-{number}"))).collect();
    let (mut waiting, mut chance) = (Waiting::default(), Chance(42));
    relay_all(&setting, &events, &mut waiting, &mut chance).await;
    // A while of trouble, in which nothing is tried so often that it is given up.
    let healed_at = setting.now().later(1_200 * SECOND);
    let last = setting.now().later(24 * 3_600 * SECOND);
    let mut is_healed = false;
    while setting.now() < last && !receivers.iter().all(|receiver| is_healed && receiver.taken().len() == count) {
        while work_some(&setting, &mut waiting, &mut chance, !is_healed).await > 0 {}
        let calls = if is_healed { NEVER } else { 16 + chance.below(200) };
        or_killed(&setting, calls, dispatch(&setting.app, Moment::LAST)).await;
        waiting.take_in(&setting);
        if !is_healed && setting.now() >= healed_at {
            is_healed = true;
            for receiver in &receivers {
                receiver.behaves(OK);
            }
        }
        setting.world.wait(if is_healed { 600 } else { 60 });
    }
    for (receiver, endpoint_id) in receivers.iter().zip(&endpoints) {
        let expected = events.iter().map(|happened| delivery_id(happened.event.ulid(), endpoint_id));
        assert_eq!(receiver.taken(), expected.collect(), "every event arrives");
        assert_bodies(receiver, count);
    }
    // Those of whom nobody noted that they arrived are tried once more, within three hours, and then all is done.
    for _ in 0..18 {
        setting.world.wait(600);
        dispatch(&setting.app, Moment::LAST).await.expect("dispatched");
        waiting.take_in(&setting);
        while work_some(&setting, &mut waiting, &mut chance, false).await > 0 {}
    }
    for endpoint_id in &endpoints {
        for happened in &events {
            let id = delivery_id(happened.event.ulid(), endpoint_id);
            assert_eq!(setting.delivery(&id).await.status.name(), "delivered");
        }
    }
    for receiver in &receivers {
        assert_bodies(receiver, count);
    }
}

/// Whatever came was signed, and has one body for each id.
fn assert_bodies(receiver: &Receiver, count: usize) {
    let mut bodies: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for request in receiver.received() {
        assert_eq!(request.path, "/hook", "no redirect is followed");
        let seconds: i64 = request.header("webhook-timestamp").parse().expect("seconds");
        let at = Moment::from_micros(seconds * SECOND).expect("in range");
        let signature = sign([&secret()], request.header("webhook-id"), at, &request.body);
        assert_eq!(request.header("webhook-signature"), signature);
        bodies.entry(request.header("webhook-id").to_owned()).or_default().insert(request.body);
    }
    assert_eq!(bodies.len(), count);
    assert!(bodies.values().all(|bodies| bodies.len() == 1), "a delivery has one body");
}
