//! A batch, part by part.

use platform::notices::{NoticeMessage, batch};

use crate::App;
use crate::outcome::Unfinished;

/// Puts the work on every part into the queue.
pub(crate) async fn give_out(app: &App, company_id: &str, batch_id: &str) -> Result<(), Unfinished> {
    let Some(batch) = batch(&app.table, company_id, batch_id).await? else { return Ok(()) };
    let message =
        |part| NoticeMessage::Part { company_id: company_id.to_owned(), batch_id: batch_id.to_owned(), part }.body();
    let bodies = (0..batch.parts).map(message).collect::<Result<Vec<_>, _>>()?;
    app.queue.send(&bodies).await?;
    tracing::info!(company = company_id, batch = batch_id, parts = batch.parts, "a batch of notices was given out");
    Ok(())
}
