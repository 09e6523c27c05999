//! What was sent against what is read back.

use serde_json::{Map, Value};

/// Keys that are answered under another spelling than some samples send or show.
const RESPELLED: [(&str, &str); 4] = [
    ("backed_by_security", "backed_by_surety"),
    ("contat_number", "contact_number"),
    ("document_seqeunce_number", "document_sequence_number"),
    ("reference_number", "payment_reference_number"),
];

/// Asserts that every key sent is there in what was read, at every depth, with the value sent. More keys may be there.
#[track_caller]
pub fn assert_read_back(sent: &Value, read: &Value) {
    let mut differences = Vec::new();
    compare(sent, read, "", &mut differences);
    assert!(differences.is_empty(), "not read back as sent:\n{}\nread: {read:#}", differences.join("\n"));
}

/// Asserts that every key of the documented object is there in what was read, in the spelling that is answered; values
/// may differ.
#[track_caller]
pub fn assert_has_keys_of(documented: &Value, read: &Value) {
    let has = |key: &&String| read.get(key.as_str()).or_else(|| read.get(answered_spelling(key))).is_some();
    let keys = documented.as_object().into_iter().flat_map(Map::keys);
    let missing: Vec<&String> = keys.filter(|key| !has(key)).collect();
    assert!(missing.is_empty(), "documented keys not answered: {missing:?}\nread: {read:#}");
}

/// An object's entries with these keys.
pub fn only(object: &Value, keys: &[&str]) -> Value {
    filtered(object, |key| keys.contains(&key))
}

/// An object's entries with other keys than these.
pub fn without(object: &Value, keys: &[&str]) -> Value {
    filtered(object, |key| !keys.contains(&key))
}

fn filtered(object: &Value, keep: impl Fn(&str) -> bool) -> Value {
    let entries = object.as_object().into_iter().flatten().filter(|(key, _)| keep(key));
    entries.map(|(key, value)| (key.clone(), value.clone())).collect::<Map<_, _>>().into()
}

fn compare(sent: &Value, read: &Value, path: &str, differences: &mut Vec<String>) {
    match (sent, read) {
        (Value::Object(sent), Value::Object(read)) => compare_keys(sent, read, path, differences),
        (Value::Array(sent), Value::Array(read)) if sent.len() == read.len() => {
            for (position, (sent, read)) in sent.iter().zip(read).enumerate() {
                compare(sent, read, &format!("{path}/{position}"), differences);
            }
        }
        _ if same(sent, read) => {}
        _ => differences.push(format!("{path}: sent {sent}, read {read}")),
    }
}

fn compare_keys(sent: &Map<String, Value>, read: &Map<String, Value>, path: &str, differences: &mut Vec<String>) {
    for (key, value) in sent {
        match read.get(key).or_else(|| read.get(answered_spelling(key))) {
            Some(found) => compare(value, found, &format!("{path}/{key}"), differences),
            None => differences.push(format!("{path}/{key}: sent {value}, not read")),
        }
    }
}

fn answered_spelling(key: &str) -> &str {
    RESPELLED.iter().find(|(sent, _)| *sent == key).map_or(key, |(_, answered)| answered)
}

/// Numbers are equal by value: `1000` and `1000.0` are the same amount.
fn same(sent: &Value, read: &Value) -> bool {
    match (sent, read) {
        (Value::Number(sent), Value::Number(read)) => sent == read || sent.as_f64() == read.as_f64(),
        _ => sent == read,
    }
}

#[cfg(test)]
mod tests {
    use super::compare;
    use serde_json::{Value, json};

    fn differences(sent: &Value, read: &Value) -> Vec<String> {
        let mut differences = Vec::new();
        compare(sent, read, "", &mut differences);
        differences
    }

    #[test]
    fn more_keys_and_the_answered_spelling_are_no_difference() {
        let sent = json!({"amount": 1000, "backed_by_security": true, "list": [{"a": ""}]});
        let read = json!({"amount": 1000.0, "backed_by_surety": true, "list": [{"a": "", "b": 1}], "archive": false});
        assert_eq!(differences(&sent, &read), Vec::<String>::new());
    }

    #[test]
    fn each_difference_is_named_by_its_path() {
        let sent = json!({"amount": 1000, "dob": null, "list": [{"a": "x"}], "short": [1]});
        let read = json!({"amount": "1000", "list": [{"a": "y"}], "short": []});
        let paths: Vec<String> = differences(&sent, &read);
        let paths: Vec<&str> = paths.iter().filter_map(|line| line.split(':').next()).collect();
        assert_eq!(paths, ["/amount", "/dob", "/list/0/a", "/short"]);
    }
}
