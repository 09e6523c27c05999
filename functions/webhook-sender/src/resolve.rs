//! Names to addresses of the public internet. It is asked for each connection, so a name that leads elsewhere in the meantime leads nowhere.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use domain::webhook::address::is_public;
use domain::webhook::target::Targets;
use hyper_util::client::legacy::connect::dns::Name;
use tower_service::Service;

/// Why a name leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ResolveError {
    #[error("the name leads nowhere")]
    Nowhere,
    #[error("the name leads to what is not of the public internet")]
    Forbidden,
}

/// Resolves by the system's resolver.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolver {
    pub(crate) targets: Targets,
}

type Resolved = Pin<Box<dyn Future<Output = Result<std::vec::IntoIter<SocketAddr>, ResolveError>> + Send>>;

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = ResolveError;
    type Future = Resolved;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ResolveError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Resolved {
        let targets = self.targets;
        Box::pin(async move {
            // The connector puts the port of the address in place of this one.
            let found = tokio::net::lookup_host((name.as_str(), 0)).await.map_err(|_| ResolveError::Nowhere)?;
            permitted(found.collect(), targets).map(Vec::into_iter)
        })
    }
}

/// Those that may be connected to; one that may not be is left out.
fn permitted(found: Vec<SocketAddr>, targets: Targets) -> Result<Vec<SocketAddr>, ResolveError> {
    if found.is_empty() {
        return Err(ResolveError::Nowhere);
    }
    let is_permitted = |address: &SocketAddr| targets == Targets::Any || is_public(address.ip());
    let permitted: Vec<SocketAddr> = found.into_iter().filter(is_permitted).collect();
    if permitted.is_empty() { Err(ResolveError::Forbidden) } else { Ok(permitted) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(texts: &[&str]) -> Vec<SocketAddr> {
        texts.iter().map(|text| text.parse().expect("an address")).collect()
    }

    #[test]
    fn what_is_not_public_is_left_out() {
        let found = || addresses(&["10.0.0.1:0", "8.8.8.8:0", "[::1]:0", "169.254.169.254:0"]);
        assert_eq!(permitted(found(), Targets::Public), Ok(addresses(&["8.8.8.8:0"])));
        assert_eq!(permitted(found(), Targets::Any), Ok(found()));
        assert_eq!(permitted(addresses(&["127.0.0.1:0"]), Targets::Public), Err(ResolveError::Forbidden));
        assert_eq!(permitted(Vec::new(), Targets::Any), Err(ResolveError::Nowhere));
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_not_public() {
        let resolve = |targets| Resolver { targets }.call("localhost".parse().expect("a name"));
        assert_eq!(resolve(Targets::Public).await.expect_err("refused"), ResolveError::Forbidden);
        assert!(resolve(Targets::Any).await.expect("found").all(|address| address.ip().is_loopback()));
    }
}
