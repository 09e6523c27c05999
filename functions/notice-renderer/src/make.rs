//! A notice from what it says to its file.

use chrono::DateTime;
use documents::logo::Logo;
use documents::notice::notice;
use documents::{DocumentError, render};
use domain::moment::Moment;
use domain::notice::letter::Letter;
use domain::notice::of_action::Became;
use domain::notice::record::{File, NoticeRecord, Stage};
use platform::digest::sha256;
use platform::notices::{KnownNotice, follow_writes, notice_to_make, owner};
use platform::table::TableError;

use crate::App;
use crate::outcome::Unfinished;

/// Makes a notice unless that is done; one that there is not is none to make.
pub(crate) async fn by_id(app: &App, company_id: &str, notice_id: Moment) -> Result<(), Unfinished> {
    match owner(&app.table, company_id, notice_id).await? {
        Some(owner) => at(app, (company_id, &owner.pk), notice_id).await.map(|_| ()),
        None => Ok(()),
    }
}

/// Makes the notice of an id in a partition unless that is done; answers it as it is then.
pub(crate) async fn at(
    app: &App,
    (company_id, pk): (&str, &str),
    notice_id: Moment,
) -> Result<Option<NoticeRecord>, Unfinished> {
    let Some((known, letter)) = notice_to_make(&app.table, pk, notice_id).await? else { return Ok(None) };
    if known.record.served.stage != Stage::Requested {
        return Ok(Some(known.record));
    }
    let letter = letter.ok_or(Unfinished::NoLetter)?;
    made(app, company_id, &known, &letter).await.map(Some)
}

/// Makes a notice, puts its file, and notes what came of it.
pub(crate) async fn made(
    app: &App,
    company_id: &str,
    known: &KnownNotice,
    letter: &Letter,
) -> Result<NoticeRecord, Unfinished> {
    let record = known.record.clone();
    let logo = app.logos.of(&app.table, company_id, letter).await?;
    let after = match pdf(app, letter, logo.as_ref(), record.id) {
        Ok(file) => {
            let key = record.served.object_key.clone();
            app.objects.put(&key, "application/pdf", &file, app.clock.now()).await?;
            let bytes = u64::try_from(file.len()).unwrap_or(u64::MAX);
            record.made(File { bytes, sha256: sha256(&file) }, &app.public_url)
        }
        Err(error @ DocumentError::Fault(_)) => return Err(Unfinished::Document(error)),
        Err(error) => record.failed(format!("The notice cannot be printed: {error}")),
    };
    let now = app.clock.now();
    let mut writes = known.made_writes(&after, now)?;
    if after.served.stage == Stage::Failed {
        writes.extend(follow_writes(&app.table, company_id, &after, Became::Made, now).await?);
    }
    match app.table.transact(writes).await {
        Ok(()) => Ok(after),
        // Somebody else has made the same.
        Err(TableError::Lost { .. }) => {
            let found = notice_to_make(&app.table, &known.pk, after.id).await?;
            let found = found.map(|(known, _)| known.record).filter(|record| record.served.stage != Stage::Requested);
            found.ok_or(Unfinished::LostRace)
        }
        Err(error) => Err(error.into()),
    }
}

/// The file says that it was made when the notice was: so whoever makes it makes the same bytes.
fn pdf(app: &App, letter: &Letter, logo: Option<&Logo>, at: Moment) -> Result<Vec<u8>, DocumentError> {
    let created_at = DateTime::from_timestamp_micros(at.micros()).unwrap_or_default();
    render(&notice(letter, logo, created_at)?, &app.fonts)
}
