//! The description as a whole.

use domain::recovery::action::{ActionStatus, ActionType};
use domain::recovery::case::{HOLD_FIELDS, PROMISE_FIELDS};
use domain::recovery::contact_policy;
use domain::recovery::default::DefaultStatus;
use domain::recovery::severity::Severity;
use domain::recovery::{contact, order, report, settings};
use domain::resource::{Field, Kind, Owner};
use openapi::{Description, Operation, id, schema};
use serde_json::{Map, Value, json};

use crate::{answers, summary};

const ABOUT: &str = "Loans in default, what is done about them, and who may be contacted. Errors are `{\"detail\": \"...\"}`. Lists are paged by `page` (from 1) \
    and `limit` (1 to 100, 50 where it is not said) and tell the total. Amounts are exact decimals, times RFC 3339, days those of the company's time zone.\n\n\
    Before anything goes out to a person, the company's contact policy decides: what it forbids is `suppressed` with the rule, what it forbids at this hour is put off to the \
    next permitted moment.\n\nA role `viewer` reads, an `agent` acts, an `admin` sets.";

const DEFAULTS: &str = "/api/recovery/defaults";
const DEFAULT: &str = "/api/recovery/defaults/{default_id}";
const ACTIONS: &str = "/api/recovery/actions";
const CONTACTS: &str = "/api/recovery/contacts";
const SUMMARY: &str = "/api/recovery/summary";
const WORKLIST: &str = "/api/recovery/worklist";
const SETTINGS: &str = "/api/recovery/settings";

/// What names a loan in its body, which there may not be.
const OF_A_LOAN: [&str; 2] = ["detectDefaults", "createContact"];

/// What is answered 201.
const CREATED: [&str; 4] = ["createRecoveryActions", "recordPromise", "placeHold", "createContact"];

/// The description, as `OpenAPI` 3.1.
pub fn document() -> Value {
    let tags = vec![
        ("Summary", "What a company's recovery comes to"),
        ("Defaults", "Loans that are overdue beyond their tolerance"),
        ("Actions", "What is done about a default"),
        ("Contacts", "Who can be contacted about a loan"),
        ("Settings", "What a company sets"),
    ];
    let title = "Recoup recovery";
    let description =
        Description { title, about: ABOUT.to_owned(), tags, operations: operations(), schemas: schemas(), filter: "" };
    of_this_dialect(description.to_json())
}

/// What differs from the resource-style APIs: errors, parameters of lists, and 201 for what was created.
fn of_this_dialect(mut document: Value) -> Value {
    document["components"]["schemas"]["Error"] = answers::error();
    if let Some(parameters) = document["components"]["parameters"].as_object_mut() {
        parameters.retain(|name, _| ["role", "idempotencyKey"].contains(&name.as_str()));
    }
    let paths = document["paths"].as_object_mut().into_iter().flat_map(|paths| paths.values_mut());
    for operation in paths.filter_map(Value::as_object_mut).flat_map(|path| path.values_mut()) {
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        let Some(responses) = operation["responses"].as_object_mut() else { continue };
        if OF_A_LOAN.contains(&id.as_str()) {
            responses.insert("404".to_owned(), json!({"$ref": "#/components/responses/E404"}));
        }
        if let Some(created) = responses.remove("200") {
            let status = if CREATED.contains(&id.as_str()) { "201" } else { "200" };
            responses.insert(status.to_owned(), created);
        }
    }
    document
}

fn choice(name: &str, values: &[&str], about: &str) -> Value {
    json!({"name": name, "in": "query", "schema": {"enum": values}, "description": about})
}

fn paging() -> [Value; 2] {
    let whole = |name: &str, most: u32, default: u32, about: &str| {
        let schema = json!({"type": "integer", "minimum": 1, "maximum": most, "default": default});
        json!({"name": name, "in": "query", "schema": schema, "description": about})
    };
    [
        whole("page", 10_000_000, 1, "The page. One that is far from the beginning is reached by those before it"),
        whole("limit", 100, 50, "The most that the page has"),
    ]
}

fn operations() -> Vec<Operation> {
    [figures(), defaults(), work(), actions(), contacts(), settings_operations()].concat()
}

fn defaults() -> Vec<Operation> {
    let default = || id("default_id", "The default");
    let statuses = DefaultStatus::ALL.map(DefaultStatus::name);
    let severities = Severity::ALL.map(Severity::name);
    let hold = format!("{DEFAULT}/holds");
    let operations = [
        Operation::get(DEFAULTS, "listDefaults", "Lists defaults, the newest first")
            .with([choice("status", &statuses, "Of this status"), choice("severity", &severities, "Of this severity")])
            .with([openapi::text("loan_id", "Of this loan")])
            .with(paging())
            .answers("A page", schema("DefaultPage")),
        Operation::post(&format!("{DEFAULTS}/detect"), "detectDefaults", "Finds new defaults now")
            .described("Those that are new since the last detection; a schedule detects too. `more` says that there is more to look at: ask again.")
            .may_take(schema("Detection"))
            .answers("What was found", schema("Detected")),
        Operation::get(DEFAULT, "getDefault", "A default with its history and its actions")
            .with([default()])
            .answers("The default", schema("DefaultDetails")),
        Operation::post(&format!("{DEFAULT}/promises"), "recordPromise", "Records a promise to pay")
            .with([default()])
            .takes(schema("NewPromise"))
            .answers("The default", schema("DefaultWithHolds")),
        Operation::delete(&format!("{DEFAULT}/promises"), "cancelPromise", "Takes the open promise back")
            .with([default()])
            .answers("The default", schema("DefaultWithHolds")),
        Operation::post(&hold, "placeHold", "Places a hold on the loan, in place of one of the same kind")
            .with([default()])
            .takes(schema("NewHold"))
            .answers("The default", schema("DefaultWithHolds")),
        Operation::delete(&format!("{hold}/{{kind}}"), "liftHold", "Lifts a hold")
            .with([default(), id("kind", "Its kind: `dispute` or `hardship`")])
            .answers("The default", schema("DefaultWithHolds")),
    ];
    operations.into_iter().map(|operation| operation.tagged("Defaults")).collect()
}

fn figures() -> Vec<Operation> {
    let summary = Operation::get(SUMMARY, "getSummary", "What stands in default, where it rolls, what came back and what was done")
        .described("What is counted changes in the moment in which a default does. Each default counts with its severity, bucket and amount as it was last looked at: when something \
            happened to its loan, or by the hourly detection on the days on which they become others. The amounts are in the currency of the company, and add up exactly.\n\n\
            Roll rates say, of what stood in a bucket when the month began (in the company's time zone), where it is now, or was when the month ended; by number, and by the amount that was \
            overdue when the month began. What was new in the month is in none. What was in default before figures were kept counts from the next change of its loan, or from when an operator \
            has it counted; until then it stands in nothing.")
        .answers("The figures", schema("Summary"));
    vec![summary.tagged("Summary")]
}

fn work() -> Vec<Operation> {
    let severities = Severity::ALL.map(Severity::name);
    let amount = json!({"name": "amount_min", "in": "query", "schema": {"type": "number", "minimum": 0},
        "description": "With at least this amount overdue"});
    let [_, limit] = paging();
    let worklist = Operation::get(WORKLIST, "getWorklist", "Live defaults in the order in which they are worth somebody's time")
        .described("The worst severity first; within it broken promises, then what is not promised, then what is promised, by its day, then what is held; then the greatest \
            amount. A page that looks through many defaults for those asked for can be short, or empty, and there still be more: the last has an empty `next_page_token`. Loans that \
            are with a collection agency are left out.")
        .with([choice("severity", &severities, "Of this severity")])
        .with([choice("status", &["open", "in_recovery"], "Of this status")])
        .with([choice("promise", &["none", "open", "kept", "broken", "cancelled"], "Whose promise is this, or that have none")])
        .with([amount, limit, openapi::text("page_token", "`next_page_token` of the page before")])
        .answers("A page", schema("WorklistPage"));
    vec![worklist.tagged("Defaults")]
}

fn actions() -> Vec<Operation> {
    let action = || id("action_id", "The action");
    let one = format!("{ACTIONS}/{{action_id}}");
    let statuses = ActionStatus::ALL.map(ActionStatus::name);
    let several = json!({"oneOf": [schema("Action"), schema("ActionList")]});
    let operations = [
        Operation::post(&format!("{DEFAULT}/actions"), "createRecoveryActions", "Orders recovery actions")
            .described("`action_type` is answered as one action, `action_types`, or neither, as a list: without both, what the company's plan says for this many days past due. \
                An action with `scheduled_at` is executed by itself at that time, one without waits to be executed. A default that is over takes none: 409.")
            .with([id("default_id", "The default")])
            .may_take(schema("NewActions"))
            .answers("What was ordered", several),
        Operation::get(ACTIONS, "listRecoveryActions", "Lists actions, the newest first")
            .with([openapi::text("default_id", "Of this default")])
            .with([choice("action_type", &ActionType::NAMES, "Of this type"), choice("status", &statuses, "Of this status")])
            .with(paging())
            .answers("A page", schema("ActionPage")),
        Operation::get(&one, "getRecoveryAction", "An action").with([action()]).answers("The action", schema("Action")),
        Operation::post(&format!("{one}/execute"), "executeRecoveryAction", "Executes an action now")
            .described("Executing twice sends once, and is answered the same. What became of it is its `status`, with the `reason`.")
            .with([action()])
            .answers("The action", schema("Action")),
        Operation::post(&format!("{one}/cancel"), "cancelRecoveryAction", "Takes an action back that waits")
            .with([action()])
            .answers("The action", schema("Action")),
        Operation::post(&format!("{one}/outcome"), "reportOutcome", "Records what came of an action that went out")
            .described("Once; the same again changes nothing. A conversation starts the days in which the contact policy has nobody called again.")
            .with([action()])
            .takes(schema("ActionOutcome"))
            .answers("The action", schema("Action")),
    ];
    operations.into_iter().map(|operation| operation.tagged("Actions")).collect()
}

fn contacts() -> Vec<Operation> {
    let operations = [
        Operation::get(CONTACTS, "listContacts", "Lists contacts")
            .with([
                openapi::text("loan_id", "Of this loan"),
                openapi::text("default_id", "Of the loan of this default"),
            ])
            .with(paging())
            .answers("A page", schema("ContactPage")),
        Operation::post(CONTACTS, "createContact", "Adds a contact to a loan")
            .described("The contacts of an uploaded loan come by themselves.")
            .takes(schema("NewContact"))
            .answers("The contact", schema("Contact")),
        Operation::put(
            &format!("{CONTACTS}/{{contact_id}}"),
            "updateContact",
            "Changes the keys sent; `null` takes a value away",
        )
        .with([id("contact_id", "The contact")])
        .takes(schema("ContactChange"))
        .answers("The contact", schema("Contact")),
    ];
    operations.into_iter().map(|operation| operation.tagged("Contacts")).collect()
}

fn settings_operations() -> Vec<Operation> {
    let operations = [
        Operation::get(SETTINGS, "getRecoverySettings", "Tolerance, bounds of severity, plan and contact policy")
            .answers("The settings", schema("Settings")),
        Operation::put(
            SETTINGS,
            "updateRecoverySettings",
            "Changes the keys sent; cases that are there follow within minutes",
        )
        .takes(schema("SettingsChange"))
        .answers("The settings", schema("Settings")),
    ];
    operations.into_iter().map(|operation| operation.tagged("Settings")).collect()
}

/// Bodies and answers, by their names.
fn schemas() -> Map<String, Value> {
    let none = |_: &Field| Value::Null;
    let detection = [Field::new("loan_id", Kind::Id, "The one loan that is looked at")];
    let mut detected = answers::whole("defaults", "Default");
    detected["properties"]["more"] = json!({"type": "boolean", "description": "Whether there is more to look at"});
    let schemas = [
        ("Default", answers::default()),
        ("DefaultDetails", answers::default_details()),
        ("DefaultWithHolds", answers::default_with_holds()),
        ("DefaultPage", answers::page("defaults", "Default")),
        ("Summary", summary::summary()),
        ("SummaryOfMonth", summary::month()),
        ("Roll", summary::roll()),
        ("WorkItem", answers::work_item()),
        ("WorklistPage", answers::worklist()),
        ("Detection", openapi::new(&detection, &none)),
        ("Detected", detected),
        ("NewPromise", openapi::new(PROMISE_FIELDS, &none)),
        ("NewHold", openapi::new(HOLD_FIELDS, &none)),
        ("Action", answers::action()),
        ("ActionOutcome", openapi::new(report::FIELDS, &none)),
        ("ActionPage", answers::page("actions", "Action")),
        ("ActionList", answers::whole("actions", "Action")),
        ("NewActions", openapi::new(order::FIELDS, &none)),
        ("Contact", answers::contact()),
        ("ContactPage", answers::page("contacts", "Contact")),
        ("NewContact", openapi::new(contact::FIELDS, &none)),
        ("ContactChange", openapi::change(contact::FIELDS, &none)),
        ("Settings", json!({"type": "object", "description": "As they can be sent"})),
        ("SettingsChange", openapi::change(settings::FIELDS, &policy)),
    ];
    schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// The contact policy, which is read by a table of its own.
fn policy(field: &Field) -> Value {
    let holidays = |field: &Field| match field.owner {
        Owner::Elsewhere => json!({"type": "array", "items": {"type": "string", "format": "date"}, "maxItems": 200}),
        Owner::Caller | Owner::System => Value::Null,
    };
    match field.kind {
        Kind::Object(_) => openapi::new(contact_policy::FIELDS, &holidays),
        _ => Value::Null,
    }
}
