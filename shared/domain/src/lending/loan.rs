//! A loan uploaded for recovery: its profile, and the rules for uploading and updating it.

use serde::{Deserialize, Serialize};

use super::allocation::{Allocation, Allocations};
use super::context::Context;
use super::months::{self, Held, Sent};
use super::refusal::Refusal;
use super::remark;
use crate::json::Object;
use crate::moment::Moment;

/// Most months of a loan: thirty years, which one answer holds.
pub const MONTHS_MAX: u32 = 360;

/// What a lender says of a loan apart from its months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanProfile {
    /// The lender's id.
    pub loan_id: String,
    /// The keys as sent, spelled as they are answered, without `defaults` and `tags`.
    pub fields: Object,
    /// When it was first uploaded.
    pub created: Moment,
    /// How many months it has.
    pub months: u32,
    /// Whether it is put away.
    #[serde(default)]
    pub archived: bool,
}

impl LoanProfile {
    fn held(&self) -> Held {
        Held { months: self.months, months_max: MONTHS_MAX }
    }
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
    let allocations = known.map_or(&none, |loan| &loan.allocations);
    let before = known.map_or_else(|| new_profile(&document, context), |loan| loan.profile.clone());
    let added = months::add(allocations, before.held(), sent, context)?;
    let text = remark::uploaded("Loan", known.is_some(), &added);
    let profile = amended(&before, document, before.held().after(allocations, &added));
    let profile = profile.or_else(|| known.is_none().then_some(before));
    Ok(LoanChange { profile, allocations: added, remark: text })
}

fn new_profile(document: &Object, context: &Context<'_>) -> LoanProfile {
    let loan_id = document.get("loan_id").and_then(|id| id.as_text()).unwrap_or_default().to_owned();
    LoanProfile { loan_id, fields: Object::new(), created: context.now, months: 0, archived: false }
}

/// Updates a loan with the keys of a checked partial document. `None` when nothing differs.
///
/// # Errors
/// [`Refusal::Invalid`] when an entry of `defaults` names no month where it must, or is a new month and lacks required keys.
pub fn update(loan: &Loan, mut document: Object, context: &Context<'_>) -> Result<Option<LoanChange>, Refusal> {
    let sent = Sent::take(&mut document);
    let held = loan.profile.held();
    let allocations = months::amend(&loan.allocations, held, sent, context)?;
    let keys = remark::changed_keys(&loan.profile.fields, &document);
    let profile = amended(&loan.profile, document, held.after(&loan.allocations, &allocations));
    if profile.is_none() && allocations.is_empty() {
        return Ok(None);
    }
    let text = remark::updated("Loan", &keys, &allocations);
    Ok(Some(LoanChange { profile, allocations, remark: text }))
}

fn amended(before: &LoanProfile, document: Object, months: u32) -> Option<LoanProfile> {
    let mut profile = before.clone();
    profile.fields.extend(document);
    profile.months = months;
    (profile != *before).then_some(profile)
}
