//! Logs: JSON lines where Lambda asks for them, without anybody's data.

use std::panic::PanicHookInfo;
use std::str::FromStr;

use lambda_http::tracing::subscriber::filter::{LevelFilter, Targets};
use lambda_http::tracing::subscriber::layer::SubscriberExt;
use lambda_http::tracing::subscriber::util::SubscriberInitExt;
use lambda_http::tracing::subscriber::{fmt, registry};

use crate::settings;

/// Crates that print bodies, headers or keys below the level of information; they are never asked to.
const QUIET_CRATES: [&str; 7] = ["aws", "axum", "h2", "hyper", "lambda", "rustls", "tower"];

/// Starts logging, once for each process.
pub fn init() {
    let level = settings::log_level().and_then(|level| LevelFilter::from_str(&level).ok()).unwrap_or(LevelFilter::INFO);
    let targets = filter(level);
    let lines = fmt::layer().with_target(false).without_time();
    let started = if settings::logs_are_json() {
        registry().with(targets).with(lines.json()).try_init()
    } else {
        registry().with(targets).with(lines).try_init()
    };
    if started.is_ok() {
        std::panic::set_hook(Box::new(panicked));
    }
}

/// What is logged at a level: of our own crates all, of those that would print what they carry at most [`LevelFilter::INFO`].
pub fn filter(level: LevelFilter) -> Targets {
    let quiet = QUIET_CRATES.map(|name| (name, level.min(LevelFilter::INFO)));
    Targets::new().with_default(level).with_targets(quiet)
}

/// A panic's message may quote what it stumbled over, so the log has its place only.
fn panicked(panic: &PanicHookInfo<'_>) {
    let (file, line) = panic.location().map_or(("unknown", 0), |at| (at.file(), at.line()));
    tracing::error!(retryable = true, file, line, "panicked at {file}:{line}");
}
