//! The figures of a company's recovery.

use domain::recovery::action::ActionType;
use domain::recovery::bucket::Bucket;
use domain::recovery::severity::Severity;
use openapi::{or_null, schema};
use serde_json::{Value, json};

use crate::answers::{count, number, object, text, time};

/// The figures.
pub fn summary() -> Value {
    let by = |key: &str, names: &[&str], about: &str| {
        let entry = object(&[
            (key, json!({"enum": names})),
            ("count", count("How many")),
            ("amount_overdue", number("What is overdue of them")),
        ]);
        json!({"type": "array", "items": entry, "description": about})
    };
    let open = object(&[
        ("count", count("How many loans are in default")),
        ("amount_overdue", number("What is overdue of them")),
        ("by_severity", by("severity", &Severity::ALL.map(Severity::name), "All severities, the least first")),
        ("by_bucket", by("bucket", &buckets(), "All buckets of days past due, the best first")),
    ]);
    object(&[
        ("as_of", time("The moment of the reading")),
        ("currency", text("ISO 4217 code, of all amounts")),
        ("open", open),
        ("this_month", schema("SummaryOfMonth")),
        ("last_month", schema("SummaryOfMonth")),
    ])
}

/// The figures of a month.
pub fn month() -> Value {
    let both = |about: &str| json!({"allOf": [count_and_amount()], "description": about});
    let promises = object(&[
        ("made", both("Promises that were made in the month")),
        ("kept", both("That were kept in it, whenever they were made")),
        ("broken", both("That were broken in it")),
        ("recovered", number("What came back while a promise was open")),
    ]);
    let actions = |about: &str| {
        let mut counts = object(&ActionType::NAMES.map(|name| (name, count("How many"))));
        counts["description"] = json!(about);
        counts
    };
    object(&[
        ("month", json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "description": "As 2024-01"})),
        (
            "roll_rates",
            json!({"type": "array", "items": schema("Roll"), "description": "Of all buckets, the best first"}),
        ),
        (
            "recovered",
            number(
                "Payments on loans in default. A payment that is taken back is taken off the month in which that happens",
            ),
        ),
        ("promises", promises),
        ("actions_sent", actions("Recovery actions that went out, by type")),
        ("actions_suppressed", actions("Recovery actions that were refused, by type")),
    ])
}

/// What became of a bucket.
pub fn roll() -> Value {
    let part = |about: &str| {
        let mut part = object(&[
            ("count", count("How many")),
            ("amount", number("What was overdue of them when the month began")),
            ("count_percent", or_null(number("Of all that stood; null where nothing did"))),
            ("amount_percent", or_null(number("Of all that was overdue"))),
        ]);
        part["description"] = json!(about);
        part
    };
    object(&[
        ("bucket", json!({"enum": buckets()})),
        ("opening", count_and_amount()),
        ("worse", part("In a worse bucket")),
        ("same", part("In the same bucket")),
        ("better", part("In a better bucket, and in default")),
        ("resolved", part("In no default any more")),
        ("written_off", part("Written off")),
    ])
}

fn count_and_amount() -> Value {
    object(&[("count", count("How many")), ("amount", number("How much"))])
}

fn buckets() -> [&'static str; 7] {
    Bucket::ALL.map(Bucket::name)
}
