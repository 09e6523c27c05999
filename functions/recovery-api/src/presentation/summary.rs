//! The figures of a company's recovery as an answer shows them.

use domain::company::Company;
use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::recovery::action::ActionType;
use domain::recovery::bucket::Bucket;
use domain::recovery::severity::Severity;
use domain::recovery::summary::{CountAndAmount, Executed, MonthOverview, Overview, Promised, Roll};
use rust_decimal::Decimal;

/// The figures at a moment.
pub(crate) fn summary(overview: &Overview, company: &Company, now: Moment) -> Json {
    let severity = |of: Severity| entry(("severity", of.name()), overdue(overview.of_severity(of)));
    let bucket = |of: Bucket| entry(("bucket", of.name()), overdue(overview.of_bucket(of)));
    let mut open = overdue(overview.open());
    open.insert("by_severity".to_owned(), Severity::ALL.into_iter().map(severity).collect());
    open.insert("by_bucket".to_owned(), Bucket::ALL.into_iter().map(bucket).collect());
    Json::Object(Object::from([
        ("as_of".to_owned(), Json::text(now.to_rfc3339())),
        ("currency".to_owned(), Json::text(&company.settings.currency)),
        ("open".to_owned(), Json::Object(open)),
        ("this_month".to_owned(), month(&overview.this)),
        ("last_month".to_owned(), month(&overview.last)),
    ]))
}

fn month(month: &MonthOverview) -> Json {
    let actions = |became| {
        let count = |kind: ActionType| (kind.name().to_owned(), number(month.actions(became, kind)));
        Json::Object(ActionType::ALL.into_iter().map(count).collect())
    };
    Json::Object(Object::from([
        ("month".to_owned(), Json::text(month.month.sortable())),
        ("roll_rates".to_owned(), month.rolls.iter().map(roll).collect()),
        ("recovered".to_owned(), number(month.recovered())),
        ("promises".to_owned(), promises(month)),
        ("actions_sent".to_owned(), actions(Executed::Sent)),
        ("actions_suppressed".to_owned(), actions(Executed::Suppressed)),
    ]))
}

fn promises(month: &MonthOverview) -> Json {
    let became = |became| Json::Object(both(month.promises(became)));
    Json::Object(Object::from([
        ("made".to_owned(), became(Promised::Made)),
        ("kept".to_owned(), became(Promised::Kept)),
        ("broken".to_owned(), became(Promised::Broken)),
        ("recovered".to_owned(), number(month.recovered_by_promise())),
    ]))
}

fn roll(roll: &Roll) -> Json {
    let part = |of: CountAndAmount| {
        let mut part = both(of);
        part.insert("count_percent".to_owned(), percent(of.count, roll.opening.count));
        part.insert("amount_percent".to_owned(), percent(of.amount, roll.opening.amount));
        Json::Object(part)
    };
    Json::Object(Object::from([
        ("bucket".to_owned(), roll.bucket.name().into()),
        ("opening".to_owned(), Json::Object(both(roll.opening))),
        ("worse".to_owned(), part(roll.worse)),
        ("same".to_owned(), part(roll.same)),
        ("better".to_owned(), part(roll.better)),
        ("resolved".to_owned(), part(roll.resolved)),
        ("written_off".to_owned(), part(roll.written_off)),
    ]))
}

/// Of a hundred, to two decimals; `null` where there is nothing to take it of.
fn percent(part: Decimal, whole: Decimal) -> Json {
    let percent = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole));
    percent.map_or(Json::Null, |percent| number(percent.round_dp(2)))
}

fn entry((key, name): (&str, &'static str), mut of: Object) -> Json {
    of.insert(key.to_owned(), name.into());
    Json::Object(of)
}

fn overdue(of: CountAndAmount) -> Object {
    Object::from([("count".to_owned(), number(of.count)), ("amount_overdue".to_owned(), number(of.amount))])
}

fn both(of: CountAndAmount) -> Object {
    Object::from([("count".to_owned(), number(of.count)), ("amount".to_owned(), number(of.amount))])
}

fn number(number: Decimal) -> Json {
    Json::Number(number.normalize())
}
