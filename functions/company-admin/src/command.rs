//! The commands, parsed.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::company::{CompanyKind, CredentialChange, NewCompany, Role, SettingsChange, UnknownKeys};
use domain::json::{Json, Object};

use crate::error::CommandError;
use crate::keys_of_command::Keys;
use crate::{App, accounts, company, credential, recovery, token};

/// How long the replaced secret stays good when the command does not say, in seconds: a day.
const OVERLAP_SECONDS: u64 = 24 * 60 * 60;
/// The longest that it can be asked to, in seconds: 30 days.
const OVERLAP_SECONDS_MAX: u64 = 30 * 24 * 60 * 60;

const KINDS: &str = "Value must be lending or credit_line";
const POLICIES: &str = "Value must be refuse or keep";

/// What an operator wants done.
pub(crate) enum Command {
    CreateCompany { kind: CompanyKind, new: NewCompany },
    GetCompany { company_id: String },
    UpdateCompany { company_id: String, change: SettingsChange },
    IssueCredential { company_id: String, name: String, roles: BTreeSet<Role> },
    UpdateCredential { company_id: String, client_id: String, change: CredentialChange },
    RotateCredential { company_id: String, client_id: String, overlap: Duration },
    RevokeCredential { company_id: String, client_id: String },
    ListCredentials { company_id: String },
    ListTokens { company_id: String },
    RevokeToken { company_id: String, token: token::Named },
    CheckAccounts { company_id: String, after: Option<String>, limit: u64 },
    RecountRecovery { company_id: String, after: Option<String>, limit: u64 },
}

impl Command {
    pub(crate) async fn run(self, app: &App) -> Result<Json, CommandError> {
        match self {
            Self::CreateCompany { kind, new } => company::create(app, kind, new).await,
            Self::GetCompany { company_id } => company::get(app, &company_id).await,
            Self::UpdateCompany { company_id, change } => company::update(app, &company_id, change).await,
            Self::IssueCredential { company_id, name, roles } => credential::issue(app, &company_id, name, roles).await,
            Self::UpdateCredential { company_id, client_id, change } => {
                credential::update(app, &company_id, &client_id, change).await
            }
            Self::RotateCredential { company_id, client_id, overlap } => {
                credential::rotate(app, &company_id, &client_id, overlap).await
            }
            Self::RevokeCredential { company_id, client_id } => credential::revoke(app, &company_id, &client_id).await,
            Self::ListCredentials { company_id } => credential::list(app, &company_id).await,
            Self::ListTokens { company_id } => token::list(app, &company_id).await,
            Self::RevokeToken { company_id, token } => token::revoke(app, &company_id, token).await,
            Self::CheckAccounts { company_id, after, limit } => accounts::check(app, &company_id, after, limit).await,
            Self::RecountRecovery { company_id, after, limit } => {
                recovery::recount(app, &company_id, after, limit).await
            }
        }
    }
}

/// The command with its name.
pub(crate) fn parse(command: &Json) -> Result<(&'static str, Command), CommandError> {
    let invalid = |sentence: &str| CommandError::InvalidCommand(sentence.to_owned());
    let object = command.as_object().ok_or_else(|| invalid("a command is an object"))?;
    let name = object.get("command").and_then(Json::as_text).ok_or_else(|| invalid("command: Value is required"))?;
    let known = COMMANDS.iter().find(|(known, _)| *known == name);
    let (name, parse) = known.ok_or_else(|| invalid(&format!("command: Value must be one of {}", names())))?;
    let mut keys = Keys::of(object);
    let parsed = parse(&mut keys);
    keys.finish()?;
    // Whatever kept a command from being made has been noted as a fault above.
    parsed.map(|command| (*name, command)).ok_or_else(|| invalid("the command lacks a key"))
}

type Parse = fn(&mut Keys<'_>) -> Option<Command>;

const COMMANDS: [(&str, Parse); 12] = [
    ("create_company", create_company),
    ("get_company", |keys| Some(Command::GetCompany { company_id: keys.text("company_id") })),
    ("update_company", update_company),
    ("issue_credential", issue_credential),
    ("update_credential", update_credential),
    ("rotate_credential", |keys| Some(rotate_credential(keys))),
    ("revoke_credential", |keys| {
        Some(Command::RevokeCredential { company_id: keys.text("company_id"), client_id: keys.text("client_id") })
    }),
    ("list_credentials", |keys| Some(Command::ListCredentials { company_id: keys.text("company_id") })),
    ("list_tokens", |keys| Some(Command::ListTokens { company_id: keys.text("company_id") })),
    ("revoke_token", revoke_token),
    ("check_accounts", |keys| Some(check_accounts(keys))),
    ("recount_recovery", |keys| Some(recount_recovery(keys))),
];

fn names() -> String {
    COMMANDS.map(|(name, _)| name).join(", ")
}

fn create_company(keys: &mut Keys<'_>) -> Option<Command> {
    keys.require("kind");
    let kind = keys.optional_choice("kind", KINDS, CompanyKind::from_name);
    let new = NewCompany {
        name: keys.text("name"),
        time_zone: keys.text("time_zone"),
        currency: keys.text("currency"),
        unknown_keys: keys.optional_choice("unknown_keys", POLICIES, UnknownKeys::from_name).unwrap_or_default(),
        bifurcation_variables: keys.optional_texts("bifurcation_variables").unwrap_or_default(),
    };
    kind.map(|kind| Command::CreateCompany { kind, new })
}

fn update_company(keys: &mut Keys<'_>) -> Option<Command> {
    let company_id = keys.text("company_id");
    let change = SettingsChange {
        name: keys.optional_text("name"),
        time_zone: keys.optional_text("time_zone"),
        unknown_keys: keys.optional_choice("unknown_keys", POLICIES, UnknownKeys::from_name),
        bifurcation_variables: keys.optional_texts("bifurcation_variables"),
    };
    if change == SettingsChange::default() {
        keys.fault("command", "Nothing to change is named");
        return None;
    }
    Some(Command::UpdateCompany { company_id, change })
}

fn issue_credential(keys: &mut Keys<'_>) -> Option<Command> {
    keys.require("roles");
    let (company_id, name) = (keys.text("company_id"), keys.text("name"));
    let roles = keys.optional_roles("roles")?;
    Some(Command::IssueCredential { company_id, name, roles })
}

fn update_credential(keys: &mut Keys<'_>) -> Option<Command> {
    let (company_id, client_id) = (keys.text("company_id"), keys.text("client_id"));
    let change = CredentialChange { name: keys.optional_text("name"), roles: keys.optional_roles("roles") };
    if change == CredentialChange::default() {
        keys.fault("command", "Nothing to change is named");
        return None;
    }
    Some(Command::UpdateCredential { company_id, client_id, change })
}

fn rotate_credential(keys: &mut Keys<'_>) -> Command {
    let (company_id, client_id) = (keys.text("company_id"), keys.text("client_id"));
    let overlap = keys.optional_count("overlap_seconds", OVERLAP_SECONDS_MAX).unwrap_or(OVERLAP_SECONDS);
    Command::RotateCredential { company_id, client_id, overlap: Duration::from_secs(overlap) }
}

fn revoke_token(keys: &mut Keys<'_>) -> Option<Command> {
    let company_id = keys.text("company_id");
    let token = match (keys.optional_text("token_id"), keys.optional_text("token")) {
        (Some(id), None) => Some(token::Named::ById(id)),
        (None, Some(text)) => Some(token::Named::ByText(text)),
        _ => {
            keys.fault("token_id", "Either token_id or token is required");
            None
        }
    };
    token.map(|token| Command::RevokeToken { company_id, token })
}

fn check_accounts(keys: &mut Keys<'_>) -> Command {
    let (company_id, after, limit) = paged(keys, accounts::CHECKED, accounts::CHECKED_MAX);
    Command::CheckAccounts { company_id, after, limit }
}

fn recount_recovery(keys: &mut Keys<'_>) -> Command {
    let (company_id, after, limit) = paged(keys, recovery::COUNTED, recovery::COUNTED_MAX);
    Command::RecountRecovery { company_id, after, limit }
}

/// The company, where to go on, and how many of them.
fn paged(keys: &mut Keys<'_>, usual: u64, most: u64) -> (String, Option<String>, u64) {
    let company_id = keys.text("company_id");
    let after = keys.optional_place("after");
    let limit = keys.optional_count("limit", most).unwrap_or(usual);
    if limit == 0 {
        keys.fault("limit", "Value must be at least 1");
    }
    (company_id, after, limit)
}

/// An object from members, for answers.
pub(crate) fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Object>())
}
