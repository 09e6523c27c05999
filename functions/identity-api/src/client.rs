//! Who asks for a token: a credential that knows its secret.

use std::collections::BTreeSet;

use domain::company::{Company, Credential, Role};
use platform::auth::{ClientId, IssueError, IssuedToken, PlainSecret, Secrets, TokenRecord};
use platform::http::problem::Problem;
use platform::keys;
use platform::table::{Item, Key};

use crate::App;

/// A client that has shown its secret.
pub(crate) struct Client {
    id: ClientId,
    credential: Credential,
    /// What was read in the same batch besides.
    pub(crate) also: Vec<Item>,
}

impl Client {
    /// The client of that id and secret. 401 in the same words whichever of the two is wrong, so that ids cannot be tried
    /// out. What cannot be an id or a secret by its form costs no call; else `also` is read in the same one.
    pub(crate) async fn authenticate(app: &App, id: &str, secret: &str, also: &[Key]) -> Result<Self, Problem> {
        let claimed = ClientId::parse(id).zip(PlainSecret::parse(secret));
        let (client_id, secret) = claimed.ok_or_else(Problem::unauthorized)?;
        let (secrets, company) = (keys::credential(client_id.as_str()), keys::company(&client_id.company_id()));
        let asked: Vec<_> = [secrets.clone(), company.clone()].into_iter().chain(also.iter().cloned()).collect();
        let mut items = app.table.get_many(&asked).await?;
        let mut take = |key| items.iter().position(|item| item.key == key).map(|at| items.swap_remove(at));
        let (secrets, company) = take(secrets).zip(take(company)).ok_or_else(Problem::unauthorized)?;
        let (secrets, mut company) = (secrets.read::<Secrets>()?, company.read::<Company>()?);
        let right = secrets.accept(&secret, app.clock.now()) && secrets.company_id == company.id;
        let credential = company.credentials.remove(client_id.as_str()).filter(Credential::is_live);
        let credential = credential.filter(|_| right).ok_or_else(Problem::unauthorized)?;
        tracing::Span::current().record("company", company.id.as_str());
        Ok(Self { id: client_id, credential, also: items })
    }

    /// The roles that its tokens can carry.
    pub(crate) fn roles(&self) -> &BTreeSet<Role> {
        &self.credential.roles
    }

    /// The client's id.
    pub(crate) fn id(&self) -> &str {
        self.id.as_str()
    }

    /// The company that it is of.
    pub(crate) fn company_id(&self) -> String {
        self.id.company_id()
    }

    /// Gives it a token with some of its roles. One transaction.
    pub(crate) async fn issue(&self, app: &App, roles: BTreeSet<Role>) -> Result<NewToken, Problem> {
        let issued = TokenRecord::issue(&self.company_id(), self.id(), roles, app.clock.now());
        let IssuedToken { plain, record, writes } = issued.map_err(|error| match error {
            IssueError::Table(error) => error.into(),
            IssueError::NoEntropy(_) => Problem::unavailable(),
        })?;
        app.table.transact(writes).await?;
        let expires_in = record.expires_at.seconds().saturating_sub(record.issued_at.seconds());
        Ok(NewToken { text: plain.expose().to_owned(), record, expires_in })
    }
}

/// A token that is good from now on.
pub(crate) struct NewToken {
    /// The token itself, for the answer and nothing else.
    pub(crate) text: String,
    /// What is stored of it.
    pub(crate) record: TokenRecord,
    /// How long it is good, in seconds.
    pub(crate) expires_in: i64,
}
