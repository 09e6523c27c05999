//! The addresses, ids and tokens of a stack that is ready: shell assignments in `target/local/env`.

use crate::{
    failure::{Explain, Outcome},
    layout::Home,
};
use std::{fs, path::Path};

/// Names and values, in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Settings(Vec<(String, String)>);

impl Settings {
    /// What an earlier start wrote, or nothing.
    pub(crate) fn read(home: &Home) -> Self {
        Self::at(&home.env())
    }

    /// The same, from a file.
    pub(crate) fn at(path: &Path) -> Self {
        fs::read_to_string(path).map(|text| Self::parse(&text)).unwrap_or_default()
    }

    fn parse(text: &str) -> Self {
        let assignment = |line: &str| {
            let (name, value) = line.split_once('=')?;
            Some((name.to_owned(), value.trim_matches('\'').to_owned()))
        };
        Self(text.lines().filter_map(assignment).collect())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some(entry) => entry.1 = value,
            None => self.0.push((name, value)),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn text(&self) -> String {
        let lines: Vec<String> = self.iter().map(|(name, value)| format!("{name}={}\n", quoted(value))).collect();
        lines.concat()
    }

    pub(crate) fn write(&self, home: &Home) -> Outcome<()> {
        let path = home.env();
        fs::write(&path, self.text()).explain(|| format!("cannot write {}", path.display()))
    }
}

/// No value here has an apostrophe in it.
fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@+,".contains(c);
    if value.chars().all(plain) { value.to_owned() } else { format!("'{value}'") }
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn what_is_written_is_read_again() {
        let mut settings = Settings::default();
        settings.set("API_URL", "http://127.0.0.1:9000/a");
        settings.set("URL", "http://h/$default");
        let text = settings.text();
        assert_eq!(text, "API_URL=http://127.0.0.1:9000/a\nURL='http://h/$default'\n");
        assert_eq!(Settings::parse(&text), settings);
    }

    #[test]
    fn a_name_has_one_value() {
        let mut settings = Settings::default();
        settings.set("TOKEN", "1");
        settings.set("TOKEN", "2");
        assert_eq!(settings.iter().collect::<Vec<_>>(), [("TOKEN", "2")]);
    }
}
