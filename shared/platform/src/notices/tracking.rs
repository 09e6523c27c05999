//! What carriers report of notices.

use domain::json::{Json, Object};
use domain::lending::Context;
use domain::lending::history::Remark;
use domain::notice::record::NoticeRecord;
use domain::notice::tracking::{ArticleRecord, Event};

use super::record::KnownNotice;
use crate::event;
use crate::keys::loan::{self, History};
use crate::table::{Condition, Item, Table, TableError, Write};

/// An article as it is found.
#[derive(Debug, Clone)]
pub struct KnownArticle {
    /// The article.
    pub record: ArticleRecord,
    /// The version that a change is conditioned on.
    pub version: u64,
}

/// The article of a notice by the carrier's id of it; `None` where nothing was reported of it. One `GetItem`.
pub async fn article(
    table: &Table,
    notice: &KnownNotice,
    tracking_id: &str,
) -> Result<Option<KnownArticle>, TableError> {
    let Some(article) = notice.record.served.articles.iter().find(|it| it.tracking_id == tracking_id) else {
        return Ok(None);
    };
    let key = loan::history(&notice.pk, History::Notice, article.id);
    let Some(item) = table.get(&key).await? else { return Err(TableError::Corrupt { key }) };
    let version = item.version.ok_or(TableError::Corrupt { key })?;
    Ok(Some(KnownArticle { record: item.read()?, version }))
}

/// The writes of a report: the article, the notice that it is, a remark, and the event.
pub fn report_writes(
    notice: &KnownNotice,
    notice_after: &NoticeRecord,
    before: Option<&KnownArticle>,
    after: &ArticleRecord,
    reported: &Event,
    context: &Context<'_>,
) -> Result<Vec<Write>, TableError> {
    let pk = &notice.pk;
    let (version, condition) = before.map_or((1, Condition::Absent), |before| {
        (before.version.saturating_add(1), Condition::Version(before.version))
    });
    let item = Item::of(loan::history(pk, History::Notice, after.id), version, after)?;
    let status = reported.status.name();
    let text = format!("Notice {} {}: {}", notice.record.id.micros(), after.posted.tracking_id, status);
    let remark = Remark { id: context.now, text, author: context.author.to_owned() };
    let item_of_remark = Item::of(loan::history(pk, History::Remark, context.now), None, &remark)?;
    let mut writes = vec![
        Write::Put { item, condition },
        Write::Put { item: item_of_remark, condition: Condition::Absent },
        event::put(pk, &format!("notice.{status}"), context.now, told(notice, after, reported))?,
    ];
    if *notice_after != notice.record {
        writes.push(notice.write(notice_after)?);
    }
    Ok(writes)
}

fn told(notice: &KnownNotice, article: &ArticleRecord, reported: &Event) -> Json {
    let members = [
        ("notice_id", Json::integer(notice.record.id.micros())),
        ("loan_id", Json::text(&notice.record.served.loan_id)),
        ("case_type", Json::text(&notice.record.case_type)),
        ("tracking_id", Json::text(&article.posted.tracking_id)),
        ("status", Json::text(reported.status.name())),
        ("occurred_at", Json::text(reported.at.to_rfc3339())),
        ("place", Json::text(&reported.office)),
        ("reason", reported.reason.as_deref().into()),
    ];
    Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Object>())
}
