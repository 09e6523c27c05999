//! Products.

use domain::accounts::product::{NAME_CHARS_MAX, STATES, VALUES_MAX};
use domain::accounts::setting::Setting;
use domain::resource::Kind;
use openapi::{Operation, id, or_null, repeated, scalar, schema, with};
use serde_json::{Map, Value, json};

/// The group of the operations.
pub(crate) const TAG: &str = "Loan products";

const ALL: &str = "/v1/products/loans";
const ONE: &str = "/v1/products/loans/{product_id}";

/// The operations.
pub(crate) fn operations() -> Vec<Operation> {
    let product = || [id("product_id", "The product"), repeated("product_id")];
    let operations = [
        Operation::post(ALL, "createLoanProduct", "Creates a product")
            .takes(schema("NewLoanProduct"))
            .answers("The product", schema("LoanProduct")),
        Operation::list(ALL, "listLoanProducts", "Lists products", "LoanProductPage"),
        Operation::get(ONE, "getLoanProduct", "A product")
            .with(product())
            .answers("The product", schema("LoanProduct")),
        Operation::put(ONE, "updateLoanProduct", "Changes the fields and settings sent; `null` takes one away")
            .described("Accounts keep a copy of the product that they were opened of, so nothing becomes of them.")
            .with(product())
            .takes(schema("LoanProductChange"))
            .answers("The product", schema("LoanProduct")),
        Operation::delete(ONE, "deleteLoanProduct", "Deletes a product")
            .described("Nothing becomes of the accounts that were opened of it.")
            .with(product()),
    ];
    operations.map(|operation| operation.tagged(TAG)).into()
}

/// The schemas.
pub(crate) fn add(schemas: &mut Map<String, Value>) {
    let sent = object(true);
    schemas.insert("NewLoanProduct".to_owned(), with(sent.clone(), &json!({"required": ["name", "currency_code"]})));
    schemas.insert("LoanProductChange".to_owned(), with_times(sent, true));
    schemas.insert("LoanProduct".to_owned(), with_times(object(false), false));
    schemas.insert("SettingsAllowed".to_owned(), allowed());
    schemas.insert("LoanProductPage".to_owned(), openapi::list("products", "LoanProduct"));
}

fn object(is_sent: bool) -> Value {
    let null = |schema: Value| if is_sent { or_null(schema) } else { schema };
    let of_setting = |setting: &Setting| openapi::value(setting.kind, is_sent);
    let name = json!({"type": "string", "minLength": 1, "maxLength": NAME_CHARS_MAX});
    let about = |schema: Value, about: &str| with(schema, &json!({"description": about}));
    let id = about(null(scalar(Kind::Id)), "Its id; a new one where none is given. It never changes");
    let mut properties = Map::from_iter([
        ("product_id".to_owned(), id),
        ("name".to_owned(), about(name, "What it is called")),
        (
            "currency_code".to_owned(),
            json!({"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217 code of its accounts"}),
        ),
        (
            "state".to_owned(),
            about(
                null(json!({"type": "string", "enum": STATES})),
                "Whether accounts may be opened of it; they may where nothing is said",
            ),
        ),
    ]);
    properties.extend(openapi::on_account(&of_setting));
    let settings = schema(if is_sent { "SettingsSent" } else { "Settings" });
    properties.insert("settings".to_owned(), about(null(settings), "What its accounts start from"));
    let may = "What accounts may do with each setting: have any value, the default, one of a list, or one within bounds. Where nothing is \
        said, a default is fixed, and what has no default is free";
    properties.insert("allowed".to_owned(), about(null(schema("SettingsAllowed")), may));
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// What accounts may do with each setting, in the shape of what they start from; `null` says nothing.
fn allowed() -> Value {
    let mut properties = openapi::on_account(&allowed_of);
    properties.insert("settings".to_owned(), or_null(openapi::settings(&allowed_of)));
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn allowed_of(setting: &Setting) -> Value {
    let kind = setting.kind;
    let value = || openapi::value(kind, false);
    let mut forms = vec![json!({"enum": ["ANY", "FIXED", null]})];
    if !kind.is_list() {
        forms.push(
            json!({"type": "array", "items": value(), "minItems": 1, "maxItems": VALUES_MAX, "uniqueItems": true}),
        );
    }
    if kind.is_measure() {
        forms.push(json!({"type": "object", "minProperties": 1, "additionalProperties": false,
            "properties": {"min": value(), "max": value()}}));
    }
    json!({"anyOf": forms})
}

fn with_times(mut object: Value, is_sent: bool) -> Value {
    if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
        let times = [("create_time", "When it was created"), ("update_time", "When it was last changed")];
        for (key, about) in times {
            let computed = with(scalar(Kind::Time), &json!({"description": about}));
            let computed = if is_sent { with(or_null(computed), &json!({"readOnly": true})) } else { computed };
            properties.insert(key.to_owned(), computed);
        }
    }
    object
}
