//! Authentication around routes, and the caller in handlers.

use std::future::Future;
use std::pin::Pin;

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::{FromFnLayer, Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use domain::company::{Caller, Role};
use http::request::Parts;

use super::authenticator::{Authenticator, RoleHeader};
use crate::http::problem::Problem;

type Guard = (Authenticator, RoleHeader);
type Answered = Pin<Box<dyn Future<Output = Response> + Send>>;

/// The layer that [`layer`] makes.
pub type AuthLayer = FromFnLayer<fn(State<Guard>, Request, Next) -> Answered, Guard, (State<Guard>, Request)>;

/// For a router's `route_layer`: lets a request through to its handler only with a caller.
pub fn layer(authenticator: Authenticator, role: RoleHeader) -> AuthLayer {
    from_fn_with_state((authenticator, role), |state, request, next| Box::pin(guard(state, request, next)))
}

async fn guard(State((authenticator, role)): State<Guard>, mut request: Request, next: Next) -> Response {
    match authenticator.authenticate(request.headers(), role).await {
        Ok(caller) => {
            tracing::Span::current().record("company", caller.company.id.as_str());
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

/// The caller, in a handler behind [`layer`].
#[derive(Debug, Clone)]
pub struct Authenticated(pub Caller);

impl<S: Sync> FromRequestParts<S> for Authenticated {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Caller>().cloned();
        caller.map(Self).ok_or_else(|| {
            tracing::error!(retryable = false, "a route that needs a caller has no authentication around it");
            Problem::internal()
        })
    }
}

/// 403 unless the request is made in that role or a higher one.
pub fn require(caller: &Caller, role: Role) -> Result<(), Problem> {
    if caller.role >= role { Ok(()) } else { Err(Problem::forbidden()) }
}
