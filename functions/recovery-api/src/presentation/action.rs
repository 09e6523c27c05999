//! Actions as answers show them.

use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::recovery::action::RecoveryAction;

/// An action.
pub(crate) fn action(action: &RecoveryAction) -> Json {
    let time = |moment: Option<Moment>| Json::from(moment.map(Moment::to_rfc3339));
    let text = |text: &Option<String>| Json::from(text.as_deref());
    Json::Object(Object::from([
        ("action_id".to_owned(), Json::text(&action.action_id)),
        ("default_id".to_owned(), Json::text(&action.default_id)),
        ("loan_id".to_owned(), Json::text(&action.loan_id)),
        ("action_type".to_owned(), action.action_type.name().into()),
        ("status".to_owned(), action.status.name().into()),
        ("reason".to_owned(), text(&action.reason)),
        ("message".to_owned(), text(&action.message)),
        ("template".to_owned(), text(&action.template)),
        ("language".to_owned(), text(&action.language)),
        ("contact_id".to_owned(), text(&action.contact_id)),
        ("communication_id".to_owned(), action.communication_id.map(|id| Json::integer(id.micros())).into()),
        ("notice_id".to_owned(), action.notice_id.map(|id| Json::integer(id.micros())).into()),
        ("scheduled_at".to_owned(), time(action.scheduled_at)),
        ("executed_at".to_owned(), time(action.executed_at)),
        ("conversation".to_owned(), action.conversation.into()),
        ("announces_remedy".to_owned(), action.announces_remedy.into()),
        ("is_planned".to_owned(), action.is_planned.into()),
        ("created_at".to_owned(), Json::text(action.created_at.to_rfc3339())),
        ("created_by".to_owned(), Json::text(&action.created_by)),
    ]))
}
