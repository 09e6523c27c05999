//! Accounts that are refinanced and rescheduled.

use accounts_api::ACTION;
use domain::accounts::account::restructuring::fields::{REFINANCE, RESCHEDULE};
use domain::accounts::restructure::{PREVIEWED, RESTRUCTURE};
use domain::accounts::setting::Setting;
use domain::resource::Field;
use openapi::{Operation, schema, text};
use serde_json::{Map, Value, json};

use crate::accounts::{ONE, account};
use crate::methods::TAG;

const ABOUT: &str = "What is owed is paid off, and opens an agreement with what is added: the account's own under its id, or \
    another account, which is answered. What is said of nothing stays as it is. Of another product, settings start from its \
    defaults, and keep what the account itself says.";
const ABOUT_UNDOING: &str = "The account is as it was before. It is refused where something was entered since. Another account \
    that went on with the debt is withdrawn.";

/// The operations.
pub(crate) fn operations() -> Vec<Operation> {
    let refinance = "Pays an account off by a new agreement, perhaps with more money";
    let reschedule = "Goes on with the debt of an account on other terms";
    let all = [
        act("refinance", refinance, REFINANCE),
        act("reschedule", reschedule, RESCHEDULE),
        undo("undoRefinance", "Takes the last refinancing of an account back"),
        undo("undoReschedule", "Takes the last rescheduling of an account back"),
    ];
    all.map(|operation| operation.with(account()).tagged(TAG)).into()
}

fn act(verb: &str, about: &str, fields: &[Field]) -> Operation {
    Operation::post(&format!("{ONE}:{verb}"), &format!("{verb}LoanAccount"), about)
        .described(ABOUT)
        .takes(openapi::new(fields, &group))
        .answers("The account that goes on with the debt", schema("LoanAccount"))
}

fn undo(verb: &str, about: &str) -> Operation {
    Operation::post(&format!("{ONE}:{verb}"), &format!("{verb}LoanAccount"), about)
        .described(ABOUT_UNDOING)
        .with([text("notes", "Notes, where the body has none")])
        .may_take(openapi::action(ACTION))
        .answers("The account as it was", schema("LoanAccount"))
}

/// The settings that a restructuring says at a key.
fn group(field: &Field) -> Value {
    let settings = RESTRUCTURE.iter().find(|(key, _)| *key == field.key).map(|(_, settings)| *settings);
    let one = |setting: &Setting| {
        let about = json!({"description": setting.about});
        (setting.key.to_owned(), openapi::with(openapi::value(setting.kind, true), &about))
    };
    let mut properties: Map<_, _> = settings.unwrap_or_default().iter().map(one).collect();
    if field.key == "schedule_settings" {
        let (key, kind) = PREVIEWED;
        let about = json!({"description": "Without effect: how many installments a preview shows, where this answers with the account"});
        properties.insert(key.to_owned(), openapi::with(openapi::value(kind, true), &about));
    }
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}
