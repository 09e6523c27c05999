//! Schemas of what is answered.

use serde_json::{Map, Value, json};

const TIME: &str = "UTC, as `2020-08-14 14:29:02.660409`";

/// Adds the schemas of answers.
pub fn add(schemas: &mut Map<String, Value>) {
    let text = json!({"type": "string"});
    let time = json!({"type": "string", "description": TIME});
    let id = json!({"type": "integer", "description": "Below 2^53, unique in its loan, rising with time"});
    schemas.insert("Error".into(), error());
    schemas.insert("Message".into(), object(&json!({"message": text})));
    schemas.insert(
        "Success".into(),
        object(&json!({"output": text, "message": {"const": "success"}, "headers": headers()})),
    );
    schemas.insert("Tag".into(), object(&json!({"tag_name": text, "active": {"type": "boolean"}, "created": time})));
    schemas.insert("Month".into(), month());
    schemas.insert(
        "Communication".into(),
        object(&json!({"communication_id": id, "type_of_comm": text, "comm_dict": {"type": "object"}})),
    );
    schemas.insert(
        "Notice".into(),
        object(&json!({"notice_id": id, "case_type": text, "document_type": text, "s3_link": text, "created": time, "data": {"type": "object"}})),
    );
    schemas
        .insert("Remark".into(), object(&json!({"remark_id": id, "remarks": text, "created": time, "author": text})));
    schemas.insert("RecordedPayment".into(), recorded_payment(&id, &time));
    schemas.insert("LoanView".into(), view("loan_details", &loan_details("Loan")));
    schemas.insert("LoanView2020".into(), view_2020("loan_details", &loan_details("Loan2020")));
    schemas.insert("CustomerView".into(), customer("Transaction", false));
    schemas.insert("CustomerView2020".into(), customer("Transaction2020", true));
}

fn object(properties: &Value) -> Value {
    json!({"type": "object", "properties": properties})
}

fn list(name: &str) -> Value {
    json!({"type": "array", "items": {"$ref": format!("#/components/schemas/{name}")}})
}

fn headers() -> Value {
    object(&json!({"Content-Type": {"const": "application/json"}}))
}

fn error() -> Value {
    let errors = json!({"type": "object", "description": "By key, nested as the body is; list positions are the keys `0`, `1`, …"});
    let mut error = object(&json!({"message": {"type": "string"}, "output": object(&json!({"errors": errors}))}));
    if let Some(error) = error.as_object_mut() {
        error.insert("required".into(), json!(["message"]));
    }
    error
}

fn month() -> Value {
    let computed = json!({
        "created": {"type": "string", "description": TIME},
        "upload_date": {"type": "string", "format": "date"},
        "actual_date_of_default": {"type": "string", "format": "date", "description": "The date of default of the upload; it never changes"},
        "dpd": {"type": "string", "description": "Days past due on the day of the reading, in the company's time zone"},
        "dpd_bracket": {"enum": ["0", "1-30", "31-60", "61-90", "91-120", "121-150", "151-180", "180+"]},
        "final_status": {"enum": ["Initiated", "Partially Recovered", "Closed"]},
        "amount_recovered": {"type": "number", "description": "Sum of the payments"},
        "recovery_date": {"type": ["string", "null"]},
        "recovery_method": {"type": "string"},
        "payment_method": {"type": "string"},
        "payment_mode": {"type": "string"},
        "payment_reference_number": {"type": "string"},
        "closure_with": {"type": "string"},
        "tags": list("Tag"),
    });
    json!({"description": "What was sent of the month, and what is computed", "allOf": [{"$ref": "#/components/schemas/Default"}], "properties": computed})
}

fn recorded_payment(id: &Value, time: &Value) -> Value {
    let own = json!({"payment_id": id, "transaction_id": {"type": "string"}, "allocation_month": {"type": "string"},
        "author": {"type": "string"}, "created": time});
    json!({"description": "The keys of the payment as sent, and its particulars", "type": "object", "properties": own})
}

/// What was sent, with its months as they are answered.
fn loan_details(name: &str) -> Value {
    json!({
        "description": format!("The keys of the uploaded {name}, documented ones with a default where none was sent"),
        "type": "object",
        "properties": {"loan_id": {"type": "string"}, "tags": {"type": "string"}, "defaults": list("Month"), "archive": {"type": "boolean"}},
    })
}

fn going_on() -> [(String, Value); 2] {
    let about = "Unix seconds; as `end_time` of the next request it goes on where this answer ends";
    [
        ("truncated".into(), json!({"const": true, "description": "Older history remains"})),
        ("end_time".into(), json!({"type": "number", "description": about})),
    ]
}

fn view(key: &str, details: &Value) -> Value {
    let mut properties = Map::new();
    properties.insert(key.into(), details.clone());
    properties.insert("communication_details".into(), list("Communication"));
    properties.insert("payment_history".into(), list("RecordedPayment"));
    properties.insert("notice_tracking_details".into(), list("Notice"));
    properties.insert("remarks".into(), list("Remark"));
    properties.extend(going_on());
    object(&Value::Object(properties))
}

fn view_2020(key: &str, details: &Value) -> Value {
    let mut properties = Map::new();
    properties.insert(key.into(), details.clone());
    properties.insert("communication_details".into(), list("Communication"));
    properties.insert("case_tracking_details".into(), list("Notice"));
    properties.insert("remarks".into(), list("Remark"));
    properties.extend(going_on());
    object(&Value::Object(properties))
}

fn customer(name: &str, is_2020: bool) -> Value {
    let months = json!({"type": "array", "description": "By month, over all transactions", "items": object(&json!({
        "final_status": {"enum": ["Initiated", "Partially Recovered", "Closed"]},
        "allocation_month": {"type": "string"},
        "amount_recovered": {"type": ["number", "null"]},
        "settlement_amount": {"type": ["number", "null"]},
        "tags": list("Tag"),
    }))});
    let details = json!({"type": "object", "description": format!("The customer's keys of the uploaded {name}"),
        "properties": {"client_customer_id": {"type": "string"}, "defaults": months, "archive": {"type": "boolean"}}});
    let data =
        object(&json!({"transaction_id": {"type": "string"}, "defaults": list("Month"), "tags": {"type": "string"}}));
    let transactions =
        json!({"type": "array", "items": object(&json!({"transaction_id": {"type": "string"}, "data": data}))});
    let mut output =
        if is_2020 { view_2020("applicant_details", &details) } else { view("applicant_details", &details) };
    if let Some(properties) = output.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("transactions_details".into(), transactions);
        let about = "Not all transactions fit; one that is left out is answered first when it is read by its own id";
        properties.insert("transactions_truncated".into(), json!({"const": true, "description": about}));
    }
    object(&json!({"output": output, "message": {"const": "success"}, "headers": headers()}))
}
