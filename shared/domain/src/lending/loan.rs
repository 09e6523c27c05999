//! A loan uploaded for recovery: its profile, and the rules for uploading and updating it.

use serde::{Deserialize, Serialize};

use super::allocation::{self, Allocation, Allocations, Sent};
use super::context::Context;
use super::refusal::Refusal;
use super::remark;
use crate::json::Object;
use crate::moment::Moment;

/// What a lender says of a loan apart from its months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanProfile {
    /// The lender's id.
    pub loan_id: String,
    /// The keys as sent, spelled as they are answered, without `defaults` and `tags`.
    pub fields: Object,
    /// When it was first uploaded.
    pub created: Moment,
    /// Whether it is put away.
    #[serde(default)]
    pub archived: bool,
}

/// A loan with the months that a request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loan {
    /// Its profile.
    pub profile: LoanProfile,
    /// Its months.
    pub allocations: Allocations,
}

/// What a request changes of a loan: only what differs is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoanChange {
    /// The profile, if it is new or differs.
    pub profile: Option<LoanProfile>,
    /// Months that are new or differ.
    pub allocations: Vec<Allocation>,
    /// What the loan's history will say.
    pub remark: String,
}

/// Uploads a checked document: a new loan, or a further month of a known one, whose profile takes the keys that are sent.
///
/// # Errors
/// [`Refusal::Invalid`] when a month is there already, or the loan is and no month is sent.
pub fn upload(known: Option<&Loan>, mut document: Object, context: &Context<'_>) -> Result<LoanChange, Refusal> {
    let sent = Sent::take(&mut document);
    sent.require_month(known.is_some(), ("Loan", "loan_id"))?;
    let none = Allocations::new();
    let months = known.map_or(&none, |loan| &loan.allocations);
    let allocations = allocation::add(months, sent, context)?;
    let text = remark::uploaded("Loan", known.is_some(), &allocations);
    let profile = if let Some(loan) = known {
        amended(&loan.profile, document)
    } else {
        let loan_id = document.get("loan_id").and_then(|id| id.as_text()).unwrap_or_default().to_owned();
        Some(LoanProfile { loan_id, fields: document, created: context.now, archived: false })
    };
    Ok(LoanChange { profile, allocations, remark: text })
}

/// Updates a loan with the keys of a checked partial document. `None` when nothing differs.
///
/// # Errors
/// [`Refusal::Invalid`] when an entry of `defaults` names no month where it must, or is a new month and lacks required keys.
pub fn update(loan: &Loan, mut document: Object, context: &Context<'_>) -> Result<Option<LoanChange>, Refusal> {
    let sent = Sent::take(&mut document);
    let allocations = allocation::amend(&loan.allocations, sent, context)?;
    let keys = remark::changed_keys(&loan.profile.fields, &document);
    let profile = amended(&loan.profile, document);
    if profile.is_none() && allocations.is_empty() {
        return Ok(None);
    }
    let text = remark::updated("Loan", &keys, &allocations);
    Ok(Some(LoanChange { profile, allocations, remark: text }))
}

fn amended(before: &LoanProfile, document: Object) -> Option<LoanProfile> {
    let mut profile = before.clone();
    profile.fields.extend(document);
    (profile != *before).then_some(profile)
}
