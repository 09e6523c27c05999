//! Functions that are killed between two calls of the table.

use std::time::Duration;

use crate::setting::Setting;

/// Nobody is killed.
pub(crate) const NEVER: usize = usize::MAX / 2;

/// Does something, or is killed after so many calls of the table, whoever makes them; what it came to, if it came to its end.
pub(crate) async fn or_killed<T>(setting: &Setting, calls: usize, doing: impl Future<Output = T>) -> Option<T> {
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
