//! One message for each part of the clock.

use platform::keys::index::{Timer, clock_shards};
use platform::queue::QueueError;

use crate::App;
use crate::message::PartMessage;

/// Puts the work on every part of the clock into the queue.
pub async fn fan_out(app: &App) -> Result<(), QueueError> {
    let message = |shard| body(&PartMessage { shard, from: None });
    let bodies = clock_shards(Timer::Cases).map(message).collect::<Result<Vec<_>, _>>()?;
    app.queue.send(&bodies).await?;
    tracing::info!(messages = bodies.len(), "parts of the clock were given out");
    Ok(())
}

/// A message's body.
pub(crate) fn body(message: &PartMessage) -> Result<String, QueueError> {
    serde_json::to_string(message).map_err(|_| QueueError::Refused { code: "NotSerializable".to_owned() })
}
