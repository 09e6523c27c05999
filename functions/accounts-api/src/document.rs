//! Documents of an account: from the account as it stands to what each template says.

mod no_dues;
mod payoff;
mod schedule;
mod statement;

use chrono::{DateTime, NaiveDate};
use documents::account::{Account, Issue};
use documents::model::{Document, Letterhead};
use documents::{DocumentError, Fonts, Language, render};
use domain::accounts::account::{Context, Ledger, Refusal};
use domain::field::Faults;
use domain::json::Json;
use domain::moment::Moment;
use platform::http::problem::Problem;

use crate::refusal::problem;

/// What a caller asks of a document.
pub(crate) struct Asked<'a> {
    pub(crate) ledger: &'a Ledger,
    pub(crate) context: Context<'a>,
    /// The first day of a statement.
    pub(crate) from: Option<NaiveDate>,
    /// The last day of a statement.
    pub(crate) to: Option<NaiveDate>,
}

/// A template, and what makes its document.
#[derive(Debug)]
pub struct Template {
    /// Its id.
    pub id: &'static str,
    /// What it says, for the published schema.
    pub about: &'static str,
    /// Whether it is of a period.
    pub has_period: bool,
    make: fn(&Asked<'_>, &Issue) -> Result<Document, Problem>,
}

/// The templates that there are.
pub const TEMPLATES: [Template; 4] = [
    Template { id: "schedule", about: "when what is due", has_period: false, make: schedule::make },
    Template { id: "statement", about: "what happened in a period", has_period: true, make: statement::make },
    Template { id: "payoff_letter", about: "what pays the loan off", has_period: false, make: payoff::make },
    Template {
        id: "no_dues_certificate",
        about: "that a loan that was repaid owes nothing",
        has_period: false,
        make: no_dues::make,
    },
];

/// The file of a document.
pub(crate) fn pdf(template_id: &str, asked: &Asked<'_>) -> Result<Vec<u8>, Problem> {
    let template = TEMPLATES.iter().find(|template| template.id == template_id);
    let template = template.ok_or_else(|| problem(Refusal::NotFound("Document template")))?;
    if !template.has_period {
        refuse_period(asked)?;
    }
    let document = (template.make)(asked, &issue(asked))?;
    render(&document, &Fonts::of_india()).map_err(|error| failed(&error))
}

fn refuse_period(asked: &Asked<'_>) -> Result<(), Faults> {
    let mut faults = Faults::default();
    for (key, given) in [("start_time", asked.from), ("end_time", asked.to)] {
        if given.is_some() {
            faults.add(key, "Parameter says something of a statement only");
        }
    }
    faults.into_result()
}

fn issue(asked: &Asked<'_>) -> Issue {
    let context = &asked.context;
    let lender = Letterhead { name: context.company.settings.name.clone(), ..Letterhead::default() };
    Issue {
        document_id: (context.new_id)("doc_"),
        created_at: utc(context.now),
        issued_on: context.today(),
        lender,
        signatory: None,
        language: Language::English,
    }
}

fn utc(moment: Moment) -> DateTime<chrono::Utc> {
    DateTime::from_timestamp_micros(moment.micros()).unwrap_or_default()
}

/// The account that a document is about. One that has no name of its own is called by its id.
fn account(ledger: &Ledger) -> Account {
    let detail = |key: &str| ledger.account.details.get(key).and_then(Json::as_text).map(str::to_owned);
    let id = ledger.account.account_id.clone();
    Account {
        name: detail("name").unwrap_or_else(|| id.clone()),
        holder_id: detail("holder_id").unwrap_or_else(|| "-".to_owned()),
        id,
        currency_code: ledger.account.currency_code.clone(),
    }
}

/// What the account says cannot be printed, or the account is not one that such a document is issued of.
fn failed(error: &DocumentError) -> Problem {
    match error {
        DocumentError::MissingGlyph { .. }
        | DocumentError::TextTooLong { .. }
        | DocumentError::TooMany { .. }
        | DocumentError::TooManyPages
        | DocumentError::Contradiction { .. } => {
            Problem::failed_precondition(format!("The document cannot be made: {error}."))
        }
        _ => {
            tracing::error!(retryable = false, %error, "a document cannot be made");
            Problem::internal()
        }
    }
}
