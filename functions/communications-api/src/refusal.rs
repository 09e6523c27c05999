//! Refusals of the rules as problems of HTTP.

use domain::communication::directory::Unfit;
use domain::communication::message::RenderFault;
use domain::field::Faults;
use platform::http::problem::Problem;

/// Why the directory does not take a change.
pub(crate) fn unfit(unfit: Unfit) -> Problem {
    match unfit {
        Unfit::Invalid(faults) => faults.into(),
        Unfit::NameTaken => Problem::already_exists(unfit.to_string()),
        Unfit::Full(..) | Unfit::Used(_) => Problem::conflict(unfit.to_string()),
    }
}

/// Why a template makes no message: 400 at a key.
pub(crate) fn unrendered(key: &str, fault: &RenderFault) -> Problem {
    Faults::at(key, fault.to_string()).into()
}

pub(crate) fn no_template() -> Problem {
    Problem::not_found("Template not found")
}

pub(crate) fn no_event() -> Problem {
    Problem::not_found("Communication event not found")
}

pub(crate) fn no_communication() -> Problem {
    Problem::not_found("Communication not found")
}
