//! Whether money that was paid in advance may be taken out again.

use crate::accounts::setting::{Group, Setting};
use crate::accounts::value::Kind;

/// Whether it may.
pub const ALLOWED: Setting = Setting::new(
    Group::Redraw,
    "allowed",
    Kind::Bool,
    "Whether money paid in advance may be taken out again; false where nothing is said",
);

/// Whether the next installment is kept back.
pub const RESTRICT_NEXT_DUE: Setting = Setting::new(
    Group::Redraw,
    "restrict_next_due_withdrawal",
    Kind::Bool,
    "Whether as much as the next installment needs stays on the account; false where nothing is said",
);

/// The settings of `redraw`, in the order in which they are answered.
pub const REDRAW: &[Setting] = &[ALLOWED, RESTRICT_NEXT_DUE];
