//! Company set-up, invoked by an operator with IAM; it has no route.
//!
//! An invocation is one command, `{"command": "create_company", ...}`. Every change is one conditional transaction with
//! its event. Secrets and tokens are answered once, when they are made, and never stored or logged.
//!
//! | command | keys | answers |
//! |---|---|---|
//! | `create_company` | `name, kind, time_zone, currency`, optional `unknown_keys, bifurcation_variables` | the company |
//! | `get_company` | `company_id` | the company |
//! | `update_company` | `company_id`, and the settings to change | the company |
//! | `issue_credential` | `company_id, name, roles` | the credential with its secret |
//! | `update_credential` | `company_id, client_id`, and `name` or `roles` | the credential |
//! | `rotate_credential` | `company_id, client_id`, optional `overlap_seconds` | the credential with a new secret |
//! | `revoke_credential` | `company_id, client_id` | the credential |
//! | `list_credentials` | `company_id` | the credentials |
//! | `list_tokens` | `company_id` | the newest tokens, without their text |
//! | `revoke_token` | `company_id`, and `token_id` or `token` | the token, without its text |
//! | `check_accounts` | `company_id`, optional `after, limit` | how many loan accounts were looked at, those of which what is kept differs from what their entries come to, by id and field, and the `next` to go on `after` |
//! | `recount_recovery` | `company_id`, optional `after, limit` | how many defaults were looked through, how many of them now count in the figures that did not, and the `next` to go on `after` |

mod accounts;
mod command;
mod company;
mod credential;
mod error;
mod keys_of_command;
mod race;
mod recovery;
mod token;

use domain::json::Json;
use platform::clock::Clock;
use platform::table::Table;

pub use error::CommandError;

/// What every command works with.
#[derive(Debug, Clone)]
pub struct App {
    /// The table.
    pub table: Table,
    /// The time.
    pub clock: Clock,
}

/// Does one command and answers what the operator wants to know of it.
pub async fn handle(app: &App, command: &Json) -> Result<Json, CommandError> {
    let (name, parsed) = command::parse(command)?;
    let outcome = parsed.run(app).await;
    let company = company_of(command).or_else(|| outcome.as_ref().ok().and_then(company_of)).unwrap_or_default();
    match &outcome {
        Ok(_) => tracing::info!(command = name, company, "done"),
        Err(error) => error.log(name, company),
    }
    outcome
}

/// The company that a command or its answer names, for the log.
fn company_of(json: &Json) -> Option<&str> {
    json.as_object()?.get("company_id")?.as_text()
}

/// As [`handle`], from the invocation's text, which is parsed as strictly as the body of a request.
pub async fn handle_text(app: &App, text: &str) -> Result<Json, CommandError> {
    let command = platform::http::body::parse(text.as_bytes()).map_err(|problem| CommandError::unreadable(&problem))?;
    handle(app, &command).await
}
