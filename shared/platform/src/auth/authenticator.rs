//! From a token to its caller.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::company::{Caller, Company, Credential, Role};
use domain::moment::Moment;
use http::HeaderMap;

use super::cache::Cache;
use super::header;
use super::plain::PlainToken;
use super::token::TokenRecord;
use crate::clock::Clock;
use crate::http::problem::Problem;
use crate::keys;
use crate::table::{Item, Table, TableError};

/// How long what was found of a token is relied on, in seconds; so long may a revocation take to reach every instance.
pub const CACHE_SECONDS: i64 = 60;
/// How many good tokens an instance remembers, each with its company.
const KNOWN_MAX: usize = 1_000;
/// How many bad ones. A memory of their own, so that a flood of them does not push out the good ones.
const UNKNOWN_MAX: usize = 10_000;

/// Whether a request must say in which of the token's roles it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleHeader {
    /// Without the header the token's highest role counts.
    Optional,
    /// Without the header the request is refused with 401, as in the 2020 edition.
    Required,
}

/// Knows tokens by the table, and remembers them for a minute. Cheap to clone; clones share the memory.
#[derive(Clone)]
pub struct Authenticator {
    table: Table,
    clock: Clock,
    memory: Arc<Mutex<Memory>>,
}

struct Memory {
    known: Cache<Arc<Known>>,
    unknown: Cache<()>,
}

/// A token with the company that answers for it.
struct Known {
    token: TokenRecord,
    company: Arc<Company>,
}

impl Authenticator {
    /// With an empty memory.
    pub fn new(table: Table, clock: Clock) -> Self {
        let known = Cache::new(KNOWN_MAX, CACHE_SECONDS);
        let unknown = Cache::new(UNKNOWN_MAX, CACHE_SECONDS);
        Self { table, clock, memory: Arc::new(Mutex::new(Memory { known, unknown })) }
    }

    /// The caller of a request. 401 without a good token, always in the same words; 403 for a role that it does not have;
    /// 503 when the table could not be asked. Costs no call while the token is remembered, else one `BatchGetItem`.
    pub async fn authenticate(&self, headers: &HeaderMap, role: RoleHeader) -> Result<Caller, Problem> {
        let token = header::token(headers)?;
        let known = self.known(&token).await?.ok_or_else(Problem::unauthorized)?;
        let (credential, roles) = known.effective_roles(self.clock.now()).ok_or_else(Problem::unauthorized)?;
        let role = match (header::role(headers)?, role) {
            (Some(role), _) => roles.get(&role).ok_or_else(Problem::forbidden)?,
            (None, RoleHeader::Optional) => roles.last().ok_or_else(Problem::unauthorized)?,
            (None, RoleHeader::Required) => return Err(Problem::unauthorized()),
        };
        Ok(Caller {
            company: Arc::clone(&known.company),
            role: *role,
            author: credential.name.clone(),
            token_id: known.token.token_id.clone(),
        })
    }

    async fn known(&self, token: &PlainToken) -> Result<Option<Arc<Known>>, TableError> {
        let sha256 = token.sha256();
        let now = self.clock.now();
        if let Some(remembered) = self.memory().recall(&sha256, now) {
            return Ok(remembered);
        }
        let found = self.look_up(token, &sha256).await?.map(Arc::new);
        self.memory().remember(sha256, found.clone(), now);
        Ok(found)
    }

    async fn look_up(&self, token: &PlainToken, sha256: &str) -> Result<Option<Known>, TableError> {
        let company_id = token.company_id();
        let (token_key, company_key) = (keys::token(sha256), keys::company(&company_id));
        let items = self.table.get_many(&[token_key.clone(), company_key.clone()]).await?;
        let item = |key| items.iter().find(|item| item.key == key);
        let (Some(token), Some(company)) = (item(token_key), item(company_key)) else { return Ok(None) };
        let (token, company) = (token.read::<TokenRecord>()?, Item::read::<Company>(company)?);
        let same = token.company_id == company_id && company.id == company_id;
        Ok(same.then(|| Known { token, company: Arc::new(company) }))
    }

    /// Nothing that holds the lock can panic half way, so a poisoned one is as good as any.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    /// What is remembered of a token: itself, or that there is none; `None` when nothing is.
    #[expect(clippy::option_option, reason = "the two are different answers to different questions")]
    fn recall(&self, sha256: &str, now: Moment) -> Option<Option<Arc<Known>>> {
        let known = self.known.get(sha256, now).map(Some);
        known.or_else(|| self.unknown.get(sha256, now).map(|()| None))
    }

    fn remember(&mut self, sha256: String, found: Option<Arc<Known>>, now: Moment) {
        match found {
            Some(known) => self.known.put(sha256, known, now),
            None => self.unknown.put(sha256, (), now),
        }
    }
}

impl Known {
    /// The token's credential, and those of the token's roles that the credential still has; `None` when it is no good.
    fn effective_roles(&self, now: Moment) -> Option<(&Credential, BTreeSet<Role>)> {
        let credential = self.company.credentials.get(&self.token.client_id)?;
        let good = self.token.is_good(now) && credential.revoked_at.is_none();
        good.then(|| (credential, self.token.roles.intersection(&credential.roles).copied().collect()))
    }
}

/// Shows nothing of what is remembered.
impl fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authenticator").finish_non_exhaustive()
    }
}
