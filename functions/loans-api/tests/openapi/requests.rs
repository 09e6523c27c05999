//! Schemas of what is sent, from the tables that check it.

use domain::company::Role;
use domain::field::{Field, Kind, Presence, Section};
use domain::lending::{deposit, schema};
use serde_json::{Map, Value, json};

/// An allocation month.
pub const MONTH: &str = "^[0-9]{4}-([1-9]|1[0-2])-01$";

/// Adds the schemas of all sections and of what lies in them.
pub fn add(schemas: &mut Map<String, Value>) {
    for section in
        [&schema::LOAN, &schema::LOAN_2020, &schema::TRANSACTION, &schema::TRANSACTION_2020, &schema::PAYMENT]
    {
        add_section(schemas, section);
    }
    for section in [&schema::COLLECTION, &schema::DEPOSIT, &schema::BANK_BRANCH, &schema::COMPANY_BRANCH] {
        add_section(schemas, section);
    }
    add_branch(schemas);
    for section in
        [&schema::LOAN, &schema::LOAN_2020, &schema::TRANSACTION, &schema::TRANSACTION_2020, &schema::ALLOCATION]
    {
        schemas.insert(format!("{}Update", name(section)), partial(section));
    }
}

/// The branch of a deposit, whose keys depend on whose it is.
fn add_branch(schemas: &mut Map<String, Value>) {
    let branches = json!({"oneOf": [reference(&schema::BANK_BRANCH), reference(&schema::COMPANY_BRANCH)],
        "description": "The branch: of a bank or of the company, as branch_type says"});
    let Some(deposit) = schemas.get_mut(&name(&schema::DEPOSIT)) else { return };
    if let Some(properties) = deposit["properties"].as_object_mut() {
        properties.insert(deposit::BRANCH_DETAILS.to_owned(), branches);
    }
    if let Some(required) = deposit["required"].as_array_mut() {
        required.push(deposit::BRANCH_DETAILS.into());
    }
}

/// The same keys, none of them required; the entries known by their month are partial too.
fn partial(section: &'static Section) -> Value {
    let mut properties: Map<_, _> = section.fields().map(|field| (field.key.to_owned(), property(field))).collect();
    for field in section.fields() {
        if let Kind::Entries(inner) = field.kind {
            let items = json!({"$ref": format!("#/components/schemas/{}Update", name(inner))});
            properties.insert(
                field.key.to_owned(),
                json!({"type": "array", "items": items, "maxItems": inner.entries_max, "description": field.about}),
            );
        }
    }
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// The name of a section's schema: `applicant address` becomes `ApplicantAddress`.
pub fn name(section: &Section) -> String {
    let words = section.name.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.get(..1).unwrap_or_default().to_uppercase() + word.get(1..).unwrap_or_default()).collect()
}

/// A reference to a section's schema.
pub fn reference(section: &Section) -> Value {
    json!({"$ref": format!("#/components/schemas/{}", name(section))})
}

/// The names of the roles.
pub fn role() -> Value {
    json!({"type": "string", "enum": [Role::Viewer.name(), Role::Agent.name(), Role::Manager.name(), Role::Admin.name()]})
}

fn add_section(schemas: &mut Map<String, Value>, section: &'static Section) {
    let properties: Map<_, _> = section.fields().map(|field| (field.key.to_owned(), property(field))).collect();
    let must: Vec<_> =
        section.fields().filter(|field| field.presence != Presence::Optional).map(|field| field.key).collect();
    let mut object = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !must.is_empty()
        && let Some(object) = object.as_object_mut()
    {
        object.insert("required".into(), json!(must));
    }
    if section.name == schema::PAYMENT.name
        && let Some(object) = object.as_object_mut()
    {
        let about = "A part of the amount, by a bifurcation variable that the company enabled; the parts add up to `amount_recovered`";
        object.insert(
            "patternProperties".into(),
            json!({"^recovered_": {"type": "number", "minimum": 0, "description": about}}),
        );
    }
    schemas.insert(name(section), object);
    for field in section.fields() {
        if let Kind::List(inner) | Kind::Entries(inner) = field.kind {
            add_section(schemas, inner);
        }
    }
}

fn property(field: &Field) -> Value {
    let mut schema = kind(field.kind);
    let is_nullable = field.presence != Presence::Required && !field.kind.is_list();
    if let Some(schema) = schema.as_object_mut() {
        if is_nullable && let Some(plain) = schema.get("type").filter(|plain| plain.is_string()).cloned() {
            schema.insert("type".into(), json!([plain, "null"]));
        }
        if is_nullable && let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.push(Value::Null);
        }
        let spellings = field.aliases.iter().map(|alias| format!("`{alias}`")).collect::<Vec<_>>().join(", ");
        let also = if spellings.is_empty() { String::new() } else { format!(". Also spelled {spellings}") };
        schema.insert("description".into(), json!(format!("{}{also}", field.about)));
    }
    schema
}

fn kind(kind: Kind) -> Value {
    match kind {
        Kind::Text | Kind::Tags | Kind::Emails | Kind::MobileNumbers | Kind::Languages => {
            json!({"type": "string", "maxLength": 4000})
        }
        Kind::Name => json!({"type": "string", "maxLength": 100}),
        Kind::Id => json!({"type": "string", "minLength": 1, "maxLength": 100}),
        Kind::AccountNumber => json!({"type": ["string", "integer", "null"]}),
        Kind::Url => json!({"type": "string", "format": "uri-reference", "maxLength": 4000}),
        Kind::Option(options) => {
            json!({"type": "string", "enum": options.iter().copied().chain([""]).collect::<Vec<_>>()})
        }
        Kind::Choice(options) => json!({"type": "string", "enum": options}),
        Kind::Date => json!({"type": "string", "format": "date"}),
        Kind::DateOrTime => json!({"type": "string", "examples": ["2022-01-08", "2022-06-02 09:30:00"]}),
        Kind::Month => json!({"type": "string", "pattern": MONTH}),
        Kind::Amount | Kind::Percentage => {
            json!({"type": "number", "minimum": 0, "exclusiveMaximum": 1_000_000_000_000_000_i64, "multipleOf": 0.000_001})
        }
        Kind::Integer => json!({"type": "integer"}),
        Kind::Count => json!({"type": "integer", "minimum": 0}),
        Kind::Pincode => {
            json!({"type": ["integer", "string", "null"], "minimum": 0, "maximum": 9_999_999_999_i64, "maxLength": 0})
        }
        Kind::Bool => json!({"type": "boolean"}),
        Kind::List(section) | Kind::Entries(section) => {
            json!({"type": "array", "items": reference(section), "maxItems": section.entries_max})
        }
    }
}
