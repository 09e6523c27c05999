//! What ministack keeps of streams from one start to the next.

use crate::{
    failure::{Explain, Outcome},
    layout::Home,
};
use serde_json::{Value, json};
use std::fs;

/// Where it keeps how far functions have read streams.
const FILE: &str = "lambda.json";
const POSITIONS: &str = "/payload/dynamodb_stream_positions/data";

/// Has functions read streams from the beginning. The records of a stream are gone with the process that had them, but how far they were read is not, and
/// what is written after a start would be passed over until there is more of it than there was before.
pub(crate) fn begin_anew(home: &Home) -> Outcome<()> {
    let path = home.state().join(FILE);
    // At the first start there is none.
    let Ok(text) = fs::read_to_string(&path) else { return Ok(()) };
    match without_positions(&text) {
        Some(text) => fs::write(&path, text).explain(|| format!("cannot write {}", path.display())),
        None => Ok(()),
    }
}

/// The same without positions; `None` where there are none in it.
fn without_positions(text: &str) -> Option<String> {
    let mut kept: Value = serde_json::from_str(text).ok()?;
    *kept.pointer_mut(POSITIONS)? = json!({});
    Some(kept.to_string())
}

#[cfg(test)]
mod tests {
    use super::without_positions;
    use serde_json::{Value, json};

    #[test]
    fn positions_are_forgotten_and_nothing_else() {
        let kept =
            json!({"payload": {"dynamodb_stream_positions": {"scoped": true, "data": {"a": 218}}, "esms": {"b": 1}}});
        let mut expected = kept.clone();
        expected["payload"]["dynamodb_stream_positions"]["data"] = json!({});
        let without = without_positions(&kept.to_string()).expect("it has them");
        assert_eq!(serde_json::from_str::<Value>(&without).expect("JSON"), expected);
        for other in ["", "{}", r#"{"payload":{}}"#] {
            assert_eq!(without_positions(other), None, "{other}");
        }
    }
}
