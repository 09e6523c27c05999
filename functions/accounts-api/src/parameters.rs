//! Queries, and the places of custom methods in paths.

use domain::field::{Faults, is_id};
use platform::http::incoming::{Parameters, only_known, parameters};
use platform::http::problem::Problem;

/// The query of a read, of which every parameter is known. `account_id` may be repeated there, as the published document
/// has it, and must then be that of the path.
pub(crate) fn query(query: Option<&str>, known: &[&str], ids: &[(&str, &str)]) -> Result<Parameters, Problem> {
    let parameters = parameters(query)?;
    check(&parameters, known, ids)?;
    Ok(parameters)
}

/// The same of a query that was read already.
pub(crate) fn check(parameters: &Parameters, known: &[&str], ids: &[(&str, &str)]) -> Result<(), Faults> {
    let all: Vec<&str> = known.iter().copied().chain(ids.iter().map(|(name, _)| *name)).collect();
    let mut faults = only_known(parameters, &all).err().unwrap_or_default();
    for (name, id) in ids {
        if parameters.get(*name).is_some_and(|sent| sent != id) {
            faults.add(*name, "Value must be the id of the path");
        }
    }
    faults.into_result()
}

/// Splits the last part of a path into an id and a custom method: `7:approve`.
pub(crate) fn method(part: &str) -> Option<(&str, &str)> {
    part.rsplit_once(':').filter(|(id, _)| is_id(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_comes_after_the_last_colon() {
        assert_eq!(method("7:approve"), Some(("7", "approve")));
        assert_eq!(method("a:b:lock"), Some(("a:b", "lock")));
        assert_eq!((method("7"), method(":lock")), (None, None));
    }
}
