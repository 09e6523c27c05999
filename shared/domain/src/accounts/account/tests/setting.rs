//! A lender, its clock, and a loan.

use std::sync::atomic::{AtomicU32, Ordering};

use super::super::{Change, Context, Ledger, LifeStep, Refusal, create, step};
use crate::company::{Company, CompanyKind, NewCompany, PageTokenSecret, UnknownKeys};
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::resource::moment_from_text;

/// A lender in India, and ids that count.
pub struct Lender {
    company: Company,
    count: AtomicU32,
}

pub fn object(text: &str) -> Object {
    let json: Json = serde_json::from_str(text).unwrap();
    json.as_object().cloned().unwrap()
}

/// Noon of a day in India.
pub fn noon(day: &str) -> Moment {
    let time = moment_from_text(&format!("{day}T12:00:00+05:30")).unwrap();
    Moment::from_micros(time.timestamp_micros()).unwrap()
}

/// 1000.00 for three months at 12 percent, 30/360, with more members.
pub fn loan(more: &str) -> Object {
    object(&format!(
        r#"{{"account_id": "LN-1", "amount": "1000.00", {more}
        "settings": {{"interest": {{"rate": 12, "day_count": "THIRTY_360"}},
        "schedule": {{"repayment_installments": 3, "repayment_period": "P1M"}}}}}}"#
    ))
}

impl Lender {
    pub fn new() -> Self {
        let new = NewCompany {
            name: "Lender".into(),
            time_zone: "Asia/Kolkata".into(),
            currency: "INR".into(),
            unknown_keys: UnknownKeys::Refuse,
            bifurcation_variables: Vec::new(),
        };
        let company = Company::create(
            "com_1".into(),
            CompanyKind::Lending,
            new,
            PageTokenSecret::new([0; 32]),
            noon("2024-01-01"),
        )
        .unwrap();
        Self { company, count: AtomicU32::new(0) }
    }

    /// What a command on a day comes to.
    pub fn on<T>(&self, day: &str, command: impl FnOnce(&Context<'_>) -> T) -> T {
        let new_id = |prefix: &str| format!("{prefix}{}", self.count.fetch_add(1, Ordering::Relaxed));
        command(&Context { company: &self.company, author: "tests", now: noon(day), new_id: &new_id })
    }

    pub fn created(&self, body: &Object) -> Ledger {
        self.on("2024-01-01", |context| create(body, None, context)).unwrap().ledger
    }

    pub fn approved(&self, body: &Object) -> Ledger {
        let submitted = self.on("2024-01-01", |context| step(&self.created(body), LifeStep::Submit, context));
        self.on("2024-01-01", |context| step(&submitted.unwrap().ledger, LifeStep::Approve, context)).unwrap().ledger
    }
}

/// The stable name of a refusal's reason, or the places at fault.
pub fn reason(outcome: Result<Change, Refusal>) -> String {
    match outcome {
        Err(Refusal::Precondition { code, .. }) => code,
        Err(Refusal::Invalid(faults)) => faults.flat().into_iter().map(|(path, _)| path).collect::<Vec<_>>().join(" "),
        Err(other) => other.to_string(),
        Ok(_) => "done".to_owned(),
    }
}

pub fn figure(ledger: &Ledger, key: &str) -> String {
    let figures = &ledger.account.at_rest.figures;
    let value = match key.split_once('.') {
        Some((outer, inner)) => figures.get(outer).and_then(|outer| outer.as_object()?.get(inner)),
        None => figures.get(key),
    };
    match value {
        Some(Json::Text(text)) => text.clone(),
        Some(Json::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
