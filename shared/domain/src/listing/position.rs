//! Where in a list a page begins.

/// The entries before a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// How many there were.
    pub passed: u64,
    /// What tells the last of them, in the store's own form.
    pub last: String,
}

impl Position {
    /// As a page token carries it.
    pub(super) fn to_key(&self) -> String {
        format!("{}#{}", self.passed, self.last)
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        let (passed, last) = key.split_once('#')?;
        Some(Self { passed: passed.parse().ok()?, last: last.to_owned() })
    }
}
