//! What the rules of lending cost. `cargo bench -p domain`
//!
//! Absolute times depend on the machine and on who else is on it, so each group begins with a baseline on the same input
//! in the same run: read the others as multiples of it. The release profile, which this runs in, optimises for size.
//!
//! | group | baseline |
//! |---|---|
//! | `json` | `serde_json`'s own value, whose numbers are floats |
//! | `document` | a copy of the document, which every check makes at the least |
//! | `payment` | a copy of the payment's body |
//! | `bracket` | the days between two dates |
#![expect(clippy::expect_used, reason = "a benchmark stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;

use chrono::NaiveDate;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::calendar::{Month, date_from_text};
use domain::company::{Company, CompanyKind, CompanySettings, PageTokenSecret, UnknownKeys};
use domain::days_past_due::{bracket, days_past_due};
use domain::field::Extent;
use domain::json::{Json, Object};
use domain::lending::payment::{Payment, PaymentRules};
use domain::lending::{Context, loan, schema};
use domain::moment::Moment;

const LOAN: &str = include_str!("../../../tests/samples/2022/upload-loan.json");
const REFUSED_KEYS: [(&str, &str); 3] =
    [("applicant_contact_number", "83849879"), ("applicant_dob", "1992-3-23"), ("applicant_language", "feger")];
const PAYMENT: &str = include_str!("../../../tests/samples/2022/update-payment.bifurcation.json");

fn json(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("json");
    group.throughput(Throughput::Bytes(u64::try_from(LOAN.len()).expect("a length")));
    group.bench_function("baseline: read as floats", |bencher| {
        bencher.iter(|| serde_json::from_str::<serde_json::Value>(black_box(LOAN)));
    });
    group.bench_function("read exactly", |bencher| bencher.iter(|| serde_json::from_str::<Json>(black_box(LOAN))));
    let document: Json = serde_json::from_str(LOAN).expect("valid JSON");
    group.bench_function("write exactly", |bencher| bencher.iter(|| serde_json::to_string(black_box(&document))));
    group.finish();
}

fn document(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("document");
    let body = object(LOAN);
    let mut refused = body.clone();
    refused.extend(REFUSED_KEYS.map(|(key, value)| (key.to_owned(), Json::text(value))));
    let check = |body: &Object| schema::LOAN.check(body, Extent::Whole, UnknownKeys::Refuse);
    let checked = check(&body).expect("a loan");
    check(&refused).expect_err("refused");
    let (company, now) = (company(), moment());
    let context = Context { company: &company, author: "bench@example.com", now };
    group.bench_function("baseline: copy", |bencher| bencher.iter(|| black_box(&body).clone()));
    group.bench_function("check a whole loan", |bencher| bencher.iter(|| check(black_box(&body))));
    group.bench_function("refuse one with three faults", |bencher| bencher.iter(|| check(black_box(&refused))));
    group.bench_function("upload a checked one", |bencher| {
        bencher.iter(|| loan::upload(None, black_box(&checked).clone(), &context));
    });
    group.finish();
}

fn payment(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("payment");
    let (company, now) = (company(), moment());
    let context = Context { company: &company, author: "bench@example.com", now };
    let body = object(PAYMENT);
    let month = Month::from_text("2021-7-01").expect("a month");
    let rules = PaymentRules::default();
    Payment::parse(&body, month, rules, &context).expect("a payment");
    group.bench_function("baseline: copy", |bencher| bencher.iter(|| black_box(&body).clone()));
    group.bench_function("parse one in three parts", |bencher| {
        bencher.iter(|| Payment::parse(black_box(&body), month, rules, &context));
    });
    group.finish();
}

fn brackets(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("bracket");
    let (defaulted, today) = (date("2020-05-15"), date("2020-08-14"));
    let days = |defaulted, today| days_past_due(black_box(defaulted), black_box(today));
    group.bench_function("baseline: days past due", |bencher| bencher.iter(|| days(defaulted, today)));
    group.bench_function("days past due and bracket", |bencher| bencher.iter(|| bracket(days(defaulted, today))));
    group.finish();
}

fn object(text: &str) -> Object {
    let json: Json = serde_json::from_str(text).expect("valid JSON");
    json.as_object().expect("an object").clone()
}

fn date(text: &str) -> NaiveDate {
    date_from_text(text).expect("a date")
}

/// 2020-08-14 14:29:02.660409 UTC.
fn moment() -> Moment {
    Moment::from_micros(1_597_415_342_660_409).expect("in range")
}

fn company() -> Company {
    Company {
        id: "com_1".into(),
        kind: CompanyKind::Lending,
        settings: CompanySettings {
            name: "Lender".into(),
            time_zone: domain::time_zone::TimeZone::from_name("Asia/Kolkata").expect("a zone"),
            currency: "INR".into(),
            unknown_keys: UnknownKeys::Refuse,
            bifurcation_variables: BTreeSet::from(["expected_emi", "late_fee", "penalty"].map(str::to_owned)),
            recovery: domain::recovery::settings::RecoverySettings::default(),
        },
        credentials: BTreeMap::new(),
        page_token_secret: PageTokenSecret::new([0; 32]),
        created_at: Moment::EPOCH,
    }
}

criterion_group!(benches, json, document, payment, brackets);
criterion_main!(benches);
