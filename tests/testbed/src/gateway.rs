//! Several functions behind one address.

use axum::Router;
use axum::extract::Request;
use tower::ServiceExt;

/// Serves each request by the first function whose prefix its path has, as the gateway chooses it.
///
/// # Panics
/// No function has the path.
pub fn gateway<const N: usize>(functions: [(&'static str, Router); N]) -> Router {
    Router::new().fallback(async move |request: Request| {
        let path = request.uri().path();
        let (_, router) = functions.iter().find(|(prefix, _)| path.starts_with(prefix)).expect("a function");
        router.clone().oneshot(request).await
    })
}
