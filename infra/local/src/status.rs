//! `cargo local status` and `cargo local stop`.

use crate::{daemon, layout::Home, settings::Settings};
use std::process::ExitCode;

/// Says what runs and where. The exit status tells whether anything does.
pub(crate) fn show(home: &Home) -> ExitCode {
    let mut any = false;
    for name in daemon::NAMES {
        match daemon::running(home, name) {
            Some(process) => {
                any = true;
                println!("{name:<10} runs (process {})", process.id);
            }
            None => println!("{name:<10} -"),
        }
    }
    if any {
        let settings = Settings::read(home);
        for name in ["API_URL", "REFERENCE_URL", "AWS_ENDPOINT_URL"] {
            println!("{name}={}", settings.get(name).unwrap_or_default());
        }
        println!("All addresses and tokens: {}", home.env().display());
        return ExitCode::SUCCESS;
    }
    ExitCode::from(3)
}

/// Stops what a start left running.
pub(crate) fn stop(home: &Home) -> ExitCode {
    let stopped = daemon::stop_all(home);
    if stopped.is_empty() {
        println!("Nothing is running.");
    } else {
        println!("Stopped: {}.", stopped.join(", "));
    }
    ExitCode::SUCCESS
}
