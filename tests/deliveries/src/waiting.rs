//! A queue in the time of the test.

use std::collections::BTreeMap;

use domain::moment::Moment;
use platform::webhooks::DeliveryMessage;

use crate::setting::Setting;

const SECOND: i64 = 1_000_000;

/// Messages by when they can be received, and in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    messages: BTreeMap<(Moment, u64), DeliveryMessage>,
    came: u64,
}

impl Waiting {
    /// Takes what was put into the queue since it was last asked.
    pub(crate) fn take_in(&mut self, setting: &Setting) {
        let now = setting.now();
        for (body, delay) in setting.queue.take_delayed() {
            let message = serde_json::from_str(&body).expect("a message");
            self.put(now.later(i64::try_from(delay).expect("small") * SECOND), message);
        }
    }

    /// A message that can be received from a moment on.
    pub(crate) fn put(&mut self, at: Moment, message: DeliveryMessage) {
        self.came += 1;
        self.messages.insert((at, self.came), message);
    }

    /// At most so many that can be received now.
    pub(crate) fn batch(&mut self, now: Moment, most: usize) -> Vec<DeliveryMessage> {
        let mut batch = Vec::new();
        while batch.len() < most {
            let Some(first) = self.messages.first_entry().filter(|first| first.key().0 <= now) else { break };
            batch.push(first.remove());
        }
        batch
    }
}
