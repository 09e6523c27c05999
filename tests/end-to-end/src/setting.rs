//! Where the system is, and who may call it.

use std::{collections::HashMap, env, fs, sync::OnceLock};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/local/env");

/// A setting of the running system, e.g. `API_URL`: from the environment, else from the file that a start writes.
pub fn setting(name: &str) -> String {
    let known = env::var(name).ok().filter(|value| !value.is_empty());
    known.or_else(|| written().get(name).cloned()).unwrap_or_else(|| {
        panic!("{name} is neither in the environment nor in {FILE}: run `cargo local --deployed`, or all tests with `cargo local test`")
    })
}

fn written() -> &'static HashMap<String, String> {
    static WRITTEN: OnceLock<HashMap<String, String>> = OnceLock::new();
    WRITTEN.get_or_init(|| parse(&fs::read_to_string(FILE).unwrap_or_default()))
}

fn parse(assignments: &str) -> HashMap<String, String> {
    assignments.lines().filter_map(assignment).collect()
}

fn assignment(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    let (name, value) = line.strip_prefix("export ").unwrap_or(line).split_once('=')?;
    (!name.starts_with('#')).then(|| (name.trim().to_owned(), unquoted(value.trim()).to_owned()))
}

fn unquoted(value: &str) -> &str {
    ['\'', '"'].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn shell_assignments_are_read_with_and_without_quotes() {
        let settings = parse("# a comment\nAPI_URL=http://127.0.0.1:9000\nexport TOKEN='a=b'\nNAME=\"x y\"\n\n");
        let read = |name: &str| settings.get(name).map(String::as_str);
        assert_eq!(
            (read("API_URL"), read("TOKEN"), read("NAME"), settings.len()),
            (Some("http://127.0.0.1:9000"), Some("a=b"), Some("x y"), 3)
        );
    }
}
