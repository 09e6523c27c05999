//! Refusals of the rules as problems of HTTP.

use domain::communication::directory::Unfit;
use domain::communication::message::RenderFault;
use domain::company::CompanyKind;
use domain::field::Faults;
use platform::communications::Absent;
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

/// Why there is nothing to communicate about.
pub(crate) fn absent(absent: Absent, kind: CompanyKind) -> Problem {
    let what = if kind == CompanyKind::Lending { "Loan" } else { "Transaction" };
    Problem::not_found(match absent {
        Absent::Loan => format!("{what} not found"),
        Absent::Month => format!("{what} of this allocation_month not found"),
    })
}

pub(crate) fn no_template() -> Problem {
    Problem::not_found("Template not found")
}

pub(crate) fn no_event() -> Problem {
    Problem::not_found("Communication event not found")
}
