//! The making of a notice: whether it may be served, and what it says.

use std::collections::BTreeSet;

use super::letter::{Letter, Particulars, fill};
use super::record::{Address, LINK_DAYS, NoticeRecord, Served, Stage};
use super::request::Wanted;
use super::template::NoticeTemplate;
use crate::calendar::date_from_text;
use crate::communication::facts::Facts;
use crate::communication::message::RenderFault;
use crate::json::{Json, Object};
use crate::lending::Context;
use crate::moment::Moment;
use crate::recovery::case::RecoveryCase;
use crate::recovery::channel::Channel;
use crate::recovery::contact::{BorrowerContact, OptOuts, Recipient, Relationship};
use crate::recovery::contact_policy::{Attempt, Decision, Obstacle, Rule, decide};

/// All that a notice is decided on.
#[derive(Clone, Copy)]
pub struct Making<'a> {
    /// What is asked for.
    pub wanted: &'a Wanted,
    /// The template.
    pub template: &'a NoticeTemplate,
    /// What is known of the loan.
    pub facts: &'a Facts<'a>,
    /// All contacts of the loan.
    pub contacts: &'a [BorrowerContact],
    /// Its case as it stands today.
    pub case: &'a RecoveryCase,
    /// Who asks, and when.
    pub context: Context<'a>,
    /// The notice's id.
    pub id: Moment,
    /// The batch that it is of.
    pub batch_id: Option<&'a str>,
    /// The recovery action that it carries out.
    pub action_id: Option<&'a str>,
    /// The name of its link.
    pub link: &'a str,
    /// Where its file is to lie.
    pub object_key: &'a str,
}

/// A notice that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What is kept of it.
    pub record: NoticeRecord,
    /// What it says.
    pub letter: Letter,
    /// What the history will say.
    pub remark: String,
}

/// Why there is no notice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unmade {
    /// The contact policy forbids it.
    #[error("The notice may not be served ({}): {}", .0.name(), .0.sentence())]
    Suppressed(Rule),
    /// The template cannot be filled.
    #[error("{0}")]
    Unfilled(RenderFault),
    /// The loan has no address in that place.
    #[error("The loan has no address in this place")]
    NoAddress,
}

impl Making<'_> {
    /// Decides, and fills the template.
    ///
    /// # Errors
    /// Why there is no notice.
    pub fn carry_out(&self) -> Result<Asked, Unmade> {
        let contact = self.contact();
        if let Decision::Suppressed { rule } = self.decision(contact) {
            return Err(Unmade::Suppressed(rule));
        }
        let fields = &self.facts.fields;
        let address = self.address()?;
        let name = text(fields, "applicant_name")
            .or_else(|| contact.map(|contact| contact.contact_name.clone()))
            .unwrap_or_default();
        let on_loan = text(fields, "notice_date").and_then(|text| date_from_text(&text));
        let date = self.wanted.date.or(on_loan).unwrap_or(self.facts.today);
        let reference = text(fields, "applicant_notice_reference_number");
        let company = self.facts.company;
        let lines = address.map(lines).unwrap_or_default();
        let particulars = Particulars {
            reference: reference.unwrap_or_else(|| self.id.micros().to_string()),
            subject: self.facts.loan_id.to_owned(),
            date,
            currency: company.settings.currency.clone(),
            company_name: company.settings.name.clone(),
            addressee: std::iter::once(name.clone()).chain(lines).filter(|line| !line.is_empty()).collect(),
        };
        let preferred = contact.and_then(|contact| contact.preferred_language.as_deref());
        let language = self.wanted.language.as_deref().or(preferred);
        let letter = fill(self.template, language, particulars, |variable| self.facts.value(variable, &name));
        let letter = letter.map_err(Unmade::Unfilled)?;
        let record = self.record(&letter, address);
        let remark = format!("Notice {} ({}) requested", self.template.contents.name, record.case_type);
        Ok(Asked { record, letter, remark })
    }

    /// The applicant's contact that is in use, or one that is not.
    fn contact(&self) -> Option<&BorrowerContact> {
        let applicants = || self.contacts.iter().filter(|it| it.relationship == Relationship::Applicant);
        applicants().find(|contact| contact.is_active && contact.is_primary).or_else(|| {
            let first = applicants().find(|contact| contact.is_active);
            first.or_else(|| applicants().next())
        })
    }

    /// A loan of which no number and no address is known is asked about as well: somebody has to be served.
    fn decision(&self, contact: Option<&BorrowerContact>) -> Decision {
        let (flags, opted_out) = (BTreeSet::new(), OptOuts::default());
        let nobody = Recipient {
            relationship: Relationship::Applicant,
            is_active: true,
            flags: &flags,
            opted_out: &opted_out,
            zones: &[],
        };
        let mut obstacles = self.case.obstacles(self.facts.today);
        if self.facts.of_month.is_closed && !obstacles.contains(&Obstacle::Closed) {
            obstacles.push(Obstacle::Closed);
        }
        let settings = &self.facts.company.settings;
        let attempt = Attempt {
            now: self.context.now,
            channel: Channel::Notice,
            recipient: contact.map_or(nobody, BorrowerContact::recipient),
            company_zone: &settings.time_zone,
            obstacles: &obstacles,
            before: &self.case.attempts,
            announces_remedy: self.template.contents.announces_remedy,
        };
        decide(&settings.recovery.contact_policy, &attempt)
    }

    /// The address; a loan without any has only a name, and is reached by the link.
    fn address(&self) -> Result<Option<&Object>, Unmade> {
        let list = self.facts.fields.get("applicant_address").and_then(Json::as_list).unwrap_or_default();
        let index = usize::try_from(self.wanted.address_index).unwrap_or(usize::MAX);
        match list.get(index).and_then(Json::as_object) {
            None if index > 0 => Err(Unmade::NoAddress),
            address => Ok(address),
        }
    }

    fn record(&self, letter: &Letter, address: Option<&Object>) -> NoticeRecord {
        let Self { wanted, template, facts, context, id, .. } = *self;
        let part = |key: &str| address.and_then(|address| text(address, key)).unwrap_or_default();
        let address = address.map(|_| Address {
            index: wanted.address_index,
            kind: part("applicant_address_type"),
            pincode: part("applicant_pincode"),
        });
        let seconds = LINK_DAYS.saturating_mul(24 * 60 * 60);
        let served = Served {
            stage: Stage::Requested,
            loan_id: facts.loan_id.to_owned(),
            template_id: template.template_id.clone(),
            template_name: template.contents.name.clone(),
            language: letter.language.clone(),
            allocation_month: facts.month.to_string(),
            date: letter.date,
            address,
            author: context.author.to_owned(),
            batch_id: self.batch_id.map(str::to_owned),
            action_id: self.action_id.map(str::to_owned),
            link: self.link.to_owned(),
            link_expires_at: context.now.later(seconds.saturating_mul(1_000_000)),
            object_key: self.object_key.to_owned(),
            file: None,
            reason: None,
            clicks: 0,
            clicked: None,
            articles: Vec::new(),
        };
        let record = NoticeRecord {
            id,
            case_type: template.contents.case_type.clone(),
            document_type: NoticeRecord::DOCUMENT_TYPE.to_owned(),
            s3_link: None,
            data: Object::new(),
            served,
        };
        record.told()
    }
}

/// The lines of an address as they are printed.
fn lines(address: &Object) -> Vec<String> {
    let part = |key: &str| text(address, key).unwrap_or_default();
    let place = format!("{} {}", part("applicant_city"), part("applicant_pincode"));
    [part("applicant_address_text"), part("applicant_landmark"), place.trim().to_owned(), part("applicant_state")]
        .into()
}

/// What is printed is one line.
fn text(object: &Object, key: &str) -> Option<String> {
    let text = match object.get(key)? {
        Json::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Json::Number(number) => number.normalize().to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}
