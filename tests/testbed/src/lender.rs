//! Companies that call a function.

use std::collections::{BTreeMap, BTreeSet};

use domain::company::{Company, CompanyKind, CompanySettings, Credential, Role, UnknownKeys};
use domain::moment::Moment;
use domain::time_zone::TimeZone;

/// The credential of every company that is made here.
pub(crate) const CLIENT_ID: &str = "cli_test";

/// A company with a token for each set of roles that a test uses.
pub struct Lender {
    /// The company as it is stored.
    pub company: Company,
    /// A token with every role.
    pub token: String,
    /// A token that reads.
    pub viewer: String,
    /// A token of an agent.
    pub agent: String,
}

/// A new company: one that lends in rupees in a time zone, refuses unknown keys, and has one credential with every role.
pub fn company(zone: &str, now: Moment) -> Company {
    let credential = Credential {
        name: "demo.admin@example.com".into(),
        roles: BTreeSet::from([Role::Viewer, Role::Agent, Role::Manager, Role::Admin]),
        issued_at: now,
        revoked_at: None,
    };
    Company {
        id: platform::auth::company_id(now),
        kind: CompanyKind::Lending,
        settings: CompanySettings {
            name: "Lender".into(),
            time_zone: TimeZone::from_name(zone).expect("a zone"),
            currency: "INR".into(),
            unknown_keys: UnknownKeys::Refuse,
            bifurcation_variables: BTreeSet::new(),
            recovery: domain::recovery::settings::RecoverySettings::default(),
        },
        credentials: BTreeMap::from([(CLIENT_ID.to_owned(), credential)]),
        created_at: now,
        page_token_secret: platform::auth::page_token_secret().expect("entropy"),
    }
}
