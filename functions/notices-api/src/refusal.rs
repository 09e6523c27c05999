//! Refusals of the rules as problems of HTTP.

use documents::DocumentError;
use domain::communication::message::RenderFault;
use domain::field::Faults;
use domain::notice::directory::Unfit;
use domain::notice::making::Unmade;
use platform::auth::NoEntropy;
use platform::http::problem::Problem;

/// Why the directory does not take a template.
pub(crate) fn unfit(unfit: Unfit) -> Problem {
    match unfit {
        Unfit::NameTaken => Problem::already_exists(unfit.to_string()),
        Unfit::Full | Unfit::TooManyLogos => Problem::conflict(unfit.to_string()),
    }
}

/// Why a template makes no letter: 400 at a key.
pub(crate) fn unfilled(key: &str, fault: &RenderFault) -> Problem {
    Faults::at(key, fault.to_string()).into()
}

/// Why a letter makes no document: 400 at a key, or a fault of ours.
pub(crate) fn unprintable(key: &str, error: &DocumentError) -> Problem {
    if let DocumentError::Fault(_) = error {
        tracing::error!(retryable = false, %error, "a notice cannot be set");
        return Problem::internal();
    }
    Faults::at(key, format!("The notice cannot be printed: {error}")).into()
}

pub(crate) fn no_template() -> Problem {
    Problem::not_found("Notice template not found")
}

pub(crate) fn no_notice() -> Problem {
    Problem::not_found("Notice not found")
}

pub(crate) fn no_batch() -> Problem {
    Problem::not_found("Batch of notices not found")
}

/// Why there is no notice: 409 where it may not be served, 400 where it cannot be written.
pub(crate) fn unmade(reason: &Unmade) -> Problem {
    match reason {
        Unmade::Suppressed(_) => Problem::conflict(reason.to_string()),
        Unmade::Unfilled(fault) => unfilled("template_id", fault),
        Unmade::NoAddress => Faults::at("applicant_address_index", reason.to_string()).into(),
    }
}

pub(crate) fn no_entropy(_: NoEntropy) -> Problem {
    tracing::error!(retryable = true, "no entropy from the operating system");
    Problem::internal()
}
