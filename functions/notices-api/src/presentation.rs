//! What answers say.

use domain::json::{Json, Object};
use domain::lending::history::Notice;
use domain::notice::record::NoticeRecord;
use domain::notice::tracking::ArticleRecord;
use platform::table::{Item, TableError};

pub(crate) use platform::http::dialect::lending::{page, success as answer};

/// An entry of a loan's notices, if it is of this loan or transaction: a notice, or its way by a carrier.
pub(crate) fn noted(item: &Item, loan_id: &str) -> Result<Option<Json>, TableError> {
    let entry: Notice = item.read()?;
    if entry.document_type == ArticleRecord::DOCUMENT_TYPE {
        let record: ArticleRecord = item.read()?;
        return Ok((record.posted.loan_id == loan_id).then(|| article(&record)));
    }
    if entry.document_type == NoticeRecord::DOCUMENT_TYPE {
        let record: NoticeRecord = item.read()?;
        let is_of_loan = record.served.loan_id == loan_id;
        return Ok(is_of_loan.then(|| {
            let mut shown = Object::from([("document_type".to_owned(), Json::text(&record.document_type))]);
            shown.extend(record.show());
            Json::Object(shown)
        }));
    }
    Ok(None)
}

/// The way of a notice by a carrier.
pub(crate) fn article(record: &ArticleRecord) -> Json {
    Json::object([
        ("document_type", Json::text(&record.document_type)),
        ("notice_id", Json::integer(record.id.micros())),
        ("of_notice_id", Json::integer(record.posted.notice_id.micros())),
        ("loan_id", Json::text(&record.posted.loan_id)),
        ("case_type", Json::text(&record.case_type)),
        ("tracking_id", Json::text(&record.posted.tracking_id)),
        ("status", record.status().map(|status| Json::text(status.name())).into()),
        ("created", Json::text(record.id.to_lending_text())),
        ("data", Json::Object(record.data.clone())),
    ])
}
