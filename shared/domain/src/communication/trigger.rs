//! What is asked of the communication operation: which event, about which loan, to whom.

use crate::calendar::Month;
use crate::company::{Company, CompanyKind};
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::recovery::contact::Relationship;
use crate::resource::{Field, Kind, read};

/// Most co-applicants that can be asked for.
pub const CO_APPLICANTS_MAX: u32 = 50;

/// To whom a communication goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendTo {
    /// The applicant.
    Applicant,
    /// The co-applicants.
    CoApplicant,
    /// Both.
    ApplicantAndCoApplicant,
    /// Everybody who owes: guarantors as well. References owe nothing, and are told nothing.
    All,
}

impl SendTo {
    /// The names of all, for tables of fields.
    pub const NAMES: &[&str] = &["applicant", "co_applicant", "applicant_and_co_applicant", "all"];

    /// All there are.
    pub const ALL: [Self; 4] = [Self::Applicant, Self::CoApplicant, Self::ApplicantAndCoApplicant, Self::All];

    /// As callers write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::CoApplicant => "co_applicant",
            Self::ApplicantAndCoApplicant => "applicant_and_co_applicant",
            Self::All => "all",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Whether it is for who stands so to the loan.
    pub fn includes(self, relationship: Relationship) -> bool {
        match relationship {
            Relationship::Applicant => self != Self::CoApplicant,
            Relationship::CoApplicant => self != Self::Applicant,
            Relationship::Guarantor => self == Self::All,
            Relationship::Reference | Relationship::Other => false,
        }
    }
}

/// The body of a request.
pub const FIELDS: &[Field] = &[
    Field::new("loan_id", Kind::Id, "The loan; of a credit line, the transaction").required(),
    Field::new("company_id", Kind::Id, "The caller's own company").required(),
    Field::new("inbound_bot_id", Kind::Id, "Id of what triggers it").required(),
    Field::new("allocation_month", Kind::Name, "The month that it is about, 2021-8-01").required(),
    Field::new("source", Kind::Id, "Where the event comes from").required(),
    Field::new("event_name", Kind::Id, "The event, which has been set up").required(),
    Field::new(
        "send_to",
        Kind::Choice(SendTo::NAMES),
        "To whom: `all` is everybody who owes the debt, guarantors too; references are told nothing",
    )
    .required(),
    Field::new(
        "communication_level",
        Kind::Choice(&["customer", "transaction"]),
        "`customer` of a company that lends, `transaction` of one with credit lines",
    )
    .required(),
    Field::new(
        "co_app_upto",
        Kind::Count(0, CO_APPLICANTS_MAX),
        "To how many co-applicants; to all where it is not said",
    ),
    Field::new("send_to_closed_acc", Kind::Bool, "Whether it goes out although the loan, or the month, is closed"),
];

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// The loan, or the transaction.
    pub loan_id: String,
    /// The month that it is about.
    pub month: Month,
    /// What triggers it.
    pub inbound_bot_id: String,
    /// Where the event comes from.
    pub source: String,
    /// The event.
    pub event_name: String,
    /// To whom.
    pub send_to: SendTo,
    /// To how many co-applicants; `None` for all.
    pub co_app_upto: Option<usize>,
    /// Whether it goes out although the loan is closed.
    pub to_closed: bool,
}

impl Trigger {
    /// Reads a body.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn read(body: &Object, company: &Company) -> Result<Self, Faults> {
        let said = read(FIELDS, body, None)?;
        let text = |key: &str| said.get(key).and_then(Json::as_text).unwrap_or_default();
        let mut faults = Faults::default();
        if text("company_id") != company.id {
            faults.add("company_id", "Value must be the id of the company that the token is of");
        }
        let (level, companies) = match company.kind {
            CompanyKind::Lending => ("customer", "that lend"),
            CompanyKind::CreditLine => ("transaction", "with credit lines"),
        };
        if text("communication_level") != level {
            faults.add("communication_level", format!("Value must be {level} for companies {companies}"));
        }
        let month = Month::from_text(text("allocation_month"));
        if month.is_none() {
            faults.add("allocation_month", Month::FORMAT);
        }
        faults.into_result()?;
        let upto = said.get("co_app_upto").and_then(Json::as_number);
        let own = |key: &str| text(key).to_owned();
        // The table of fields and the checks above leave no other.
        let (Some(month), Some(send_to)) = (month, SendTo::from_name(text("send_to"))) else {
            return Err(Faults::at("send_to", "Value is required"));
        };
        Ok(Self {
            loan_id: own("loan_id"),
            month,
            inbound_bot_id: own("inbound_bot_id"),
            source: own("source"),
            event_name: own("event_name"),
            send_to,
            co_app_upto: upto.and_then(|upto| usize::try_from(upto).ok()),
            to_closed: said.get("send_to_closed_acc").and_then(Json::as_bool).unwrap_or(false),
        })
    }
}
