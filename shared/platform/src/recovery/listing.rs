//! The lists that defaults stand in.

use std::collections::BTreeMap;

use domain::listing::Listed;
use domain::recovery::default::LoanDefault;

/// The name of the collection of defaults.
pub const DEFAULTS: &str = "DEFAULTS";

/// The lists of defaults by value: of a status, of a severity, and of both together.
pub mod defaults {
    /// By status.
    pub const STATUS: &str = "status";
    /// By severity.
    pub const SEVERITY: &str = "severity";
    /// By status and severity, joined by a comma.
    pub const STATUS_AND_SEVERITY: &str = "status_severity";
}

/// Where a default stands.
pub(super) fn listed(default: &LoanDefault) -> Listed {
    let (status, severity) = (default.status.name(), default.severity.name());
    let values = BTreeMap::from([
        (defaults::STATUS, status.to_owned()),
        (defaults::SEVERITY, severity.to_owned()),
        (defaults::STATUS_AND_SEVERITY, format!("{status},{severity}")),
    ]);
    Listed { id: default.default_id.clone(), created: default.detected_at, values }
}
