//! The lists that defaults stand in.

use domain::listing::Listed;
use domain::recovery::default::LoanDefault;

use crate::lists::TwoFields;

/// The name of the collection of defaults.
pub const DEFAULTS: &str = "DEFAULTS";

/// The lists of defaults by value.
pub const DEFAULTS_BY: TwoFields = TwoFields { first: "status", second: "severity", both: "status_severity" };

/// Where a default stands.
pub(super) fn listed(default: &LoanDefault) -> Listed {
    let values = DEFAULTS_BY.values(default.status.name(), default.severity.name());
    Listed { id: default.default_id.clone(), created: default.detected_at, values }
}
