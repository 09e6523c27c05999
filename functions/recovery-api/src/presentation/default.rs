//! A default as answers show it.

use chrono::NaiveDate;
use domain::company::Company;
use domain::days_past_due::bracket;
use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::recovery::case::RecoveryCase;
use domain::recovery::default::{HistoryEntry, LoanDefault};
use domain::recovery::hold::Hold;
use domain::recovery::overdue::Overdue;
use domain::recovery::promise::Promise;

/// A default on a day. While it is live, days past due are of that day; afterwards, of the day on which it was over.
pub(crate) fn default(default: &LoanDefault, company: &Company, today: NaiveDate) -> Object {
    let Overdue { since, amount } = default.overdue;
    let days = default.overdue.days_past_due(default.over_on.unwrap_or(today));
    let severity = company.settings.recovery.severity.at(days);
    let live = default.status.is_live();
    Object::from([
        ("default_id".to_owned(), Json::text(&default.default_id)),
        ("loan_id".to_owned(), Json::text(&default.loan_id)),
        ("status".to_owned(), default.status.name().into()),
        ("severity".to_owned(), if live { severity.name().into() } else { default.severity.name().into() }),
        ("days_past_due".to_owned(), Json::integer(days)),
        ("bucket".to_owned(), bracket(days).into()),
        ("overdue_since".to_owned(), Json::text(since.to_string())),
        ("amount_overdue".to_owned(), Json::Number(if live { amount } else { rust_decimal::Decimal::ZERO })),
        ("amount_recovered".to_owned(), Json::Number(default.recovered)),
        ("currency".to_owned(), Json::text(&company.settings.currency)),
        ("detected_at".to_owned(), Json::text(default.detected_at.to_rfc3339())),
        ("resolved_at".to_owned(), default.resolved_at.map(Moment::to_rfc3339).into()),
        ("last_contact_at".to_owned(), default.last_contact.map(Moment::to_rfc3339).into()),
        ("promise".to_owned(), default.promise.as_ref().map(promise).into()),
    ])
}

/// A promise.
fn promise(promise: &Promise) -> Object {
    Object::from([
        ("amount".to_owned(), Json::Number(promise.amount)),
        ("due_on".to_owned(), Json::text(promise.due_on.to_string())),
        ("status".to_owned(), promise.status.name().into()),
        ("made_at".to_owned(), Json::text(promise.made_at.to_rfc3339())),
        ("made_by".to_owned(), Json::text(&promise.by)),
    ])
}

/// The holds on a loan, those too that have ended by themselves.
pub(crate) fn holds(case: &RecoveryCase) -> Json {
    let hold = |hold: &Hold| {
        Json::Object(Object::from([
            ("kind".to_owned(), hold.kind.name().into()),
            ("until".to_owned(), hold.until.map(|until| until.to_string()).into()),
            ("placed_at".to_owned(), Json::text(hold.placed_at.to_rfc3339())),
            ("placed_by".to_owned(), Json::text(&hold.by)),
        ]))
    };
    case.holds.iter().map(hold).collect()
}

/// What changed with a default, and why.
pub(crate) fn history(default: &LoanDefault) -> Json {
    let entry = |entry: &HistoryEntry| {
        Json::Object(Object::from([
            ("at".to_owned(), Json::text(entry.at.to_rfc3339())),
            ("what".to_owned(), Json::text(&entry.what)),
            ("why".to_owned(), Json::text(&entry.why)),
            ("by".to_owned(), Json::text(&entry.by)),
        ]))
    };
    default.history.iter().map(entry).collect()
}
