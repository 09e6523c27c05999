//! What the environment asks for.

/// What to run, and how much to say.
pub struct Options {
    /// Only cases whose id contains this.
    pub only: Option<String>,
    /// Whole rows of what differs, and as many of them as there are.
    pub verbose: bool,
}

impl Options {
    /// As `CASE` and `VERBOSE` say.
    pub fn from_environment() -> Self {
        Self { only: std::env::var("CASE").ok(), verbose: std::env::var_os("VERBOSE").is_some() }
    }

    /// Whether a case of that id is to be run.
    pub fn is_asked_for(&self, id: &str) -> bool {
        self.only.as_ref().is_none_or(|only| id.contains(only.as_str()))
    }
}
