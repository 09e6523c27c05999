//! Ids that no earlier run has used.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::SystemTime,
};

/// A new id that begins with `prefix`.
pub fn new_id(prefix: &str) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let micros = SystemTime::UNIX_EPOCH.elapsed().map(|since| since.as_micros()).unwrap_or_default();
    format!("{prefix}{micros}{}", COUNT.fetch_add(1, Ordering::Relaxed))
}
