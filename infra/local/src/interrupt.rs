//! Ctrl-C, and the signals that ask a process to end.

use crate::failure::{Explain, Failure, Outcome};
use std::sync::atomic::{AtomicBool, Ordering};

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// From now on a Ctrl-C only asks, so that what was started can be stopped in order.
pub(crate) fn listen() -> Outcome<()> {
    ctrlc::set_handler(|| REQUESTED.store(true, Ordering::SeqCst)).explain(|| "cannot listen for Ctrl-C".to_owned())
}

/// Whether the end was asked for.
pub(crate) fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}

/// Fails when the end was asked for.
pub(crate) fn check() -> Outcome<()> {
    if requested() { Err(Failure::new("interrupted", "")) } else { Ok(()) }
}
