//! The endpoints of a company, which are kept together.

use serde::{Deserialize, Serialize};

use super::{Disabled, DisabledReason, Endpoint};
use crate::moment::Moment;

/// A company has at most so many endpoints.
pub const ENDPOINTS_MAX: usize = 20;

/// The company has as many endpoints as it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("A company has at most {ENDPOINTS_MAX} endpoints: delete one first.")]
pub struct TooMany;

/// All endpoints of a company, in the order in which they were created.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Endpoints {
    /// The endpoints.
    pub endpoints: Vec<Endpoint>,
}

impl Endpoints {
    /// An endpoint by its id.
    pub fn find(&self, endpoint_id: &str) -> Option<&Endpoint> {
        self.endpoints.iter().find(|endpoint| endpoint.endpoint_id == endpoint_id)
    }

    /// With one more.
    ///
    /// # Errors
    /// [`TooMany`] when there are [`ENDPOINTS_MAX`] already.
    pub fn with(mut self, endpoint: Endpoint) -> Result<Self, TooMany> {
        if self.endpoints.len() >= ENDPOINTS_MAX {
            return Err(TooMany);
        }
        self.endpoints.push(endpoint);
        Ok(self)
    }

    /// With one in place of the one of the same id.
    #[must_use]
    pub fn with_changed(mut self, changed: &Endpoint) -> Self {
        for endpoint in self.endpoints.iter_mut().filter(|endpoint| endpoint.endpoint_id == changed.endpoint_id) {
            endpoint.clone_from(changed);
        }
        self
    }

    /// Without one.
    #[must_use]
    pub fn without(mut self, endpoint_id: &str) -> Self {
        self.endpoints.retain(|endpoint| endpoint.endpoint_id != endpoint_id);
        self
    }

    /// With one disabled; `None` where it is so already, or is not there.
    pub fn disabling(&self, endpoint_id: &str, reason: DisabledReason, now: Moment) -> Option<Self> {
        let endpoint = self.find(endpoint_id).filter(|endpoint| endpoint.is_enabled())?;
        let disabled = Some(Disabled { reason, at: now });
        Some(self.clone().with_changed(&Endpoint { disabled, updated: now, ..endpoint.clone() }))
    }
}
