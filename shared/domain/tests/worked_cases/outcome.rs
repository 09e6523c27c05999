//! How a case ends.

use domain::servicing::replay::ReplayError;

/// Why a case cannot go on.
#[derive(Debug)]
pub enum Stop {
    /// Something of it is not ours to compute, which its inputs say; never its numbers.
    Unsupported(String),
    /// Something is wrong with our side, or with the file.
    Failed(String),
}

impl From<ReplayError> for Stop {
    fn from(error: ReplayError) -> Self {
        match error {
            ReplayError::Unsupported(reason) => Self::Unsupported(format!("engine: {reason}")),
            error => Self::Failed(error.to_string()),
        }
    }
}

/// What came of a case: it passed when both lists are empty, and failed when something differs.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What differs, each with where, ready to be shown.
    pub differences: Vec<String>,
    /// What was left out, each with why.
    pub unsupported: Vec<String>,
    /// How many checks agreed.
    pub agreed: usize,
}

impl Outcome {
    /// An outcome that has only this to say.
    pub fn stopped(stop: Stop) -> Self {
        let mut outcome = Self::default();
        outcome.stop("", stop);
        outcome
    }

    /// Notes that the case went no further.
    pub fn stop(&mut self, at: &str, stop: Stop) {
        match stop {
            Stop::Unsupported(reason) => self.unsupported.push(reason),
            Stop::Failed(reason) if at.is_empty() => self.differences.push(reason),
            Stop::Failed(reason) => self.differences.push(format!("{at}: {reason}")),
        }
    }

    /// Notes what a check came to.
    pub fn check(&mut self, at: &str, result: Result<Vec<String>, Stop>) {
        match result {
            Ok(differences) if differences.is_empty() => self.agreed += 1,
            Ok(differences) => self.differences.push(format!("{at}\n{}", indented(&differences))),
            Err(stop) => self.stop(at, stop),
        }
    }
}

fn indented(lines: &[String]) -> String {
    lines.iter().map(|line| format!("      {line}")).collect::<Vec<_>>().join("\n")
}
