//! The operations of both editions.

use serde_json::{Map, Value, json};

/// What differs between the editions.
struct Edition {
    prefix: &'static str,
    payments: &'static str,
    suffix: &'static str,
    role: &'static str,
    tag: Option<&'static str>,
}

const EDITIONS: [Edition; 2] = [
    Edition { prefix: "/recovery", payments: "/recovery/payments/{id}", suffix: "", role: "role", tag: None },
    Edition {
        prefix: "/legacy/recovery",
        payments: "/legacy/recovery/recovery/update/{id}",
        suffix: "2020",
        role: "requiredRole",
        tag: Some("2020 edition"),
    },
];

/// All paths.
pub fn paths() -> Value {
    let mut paths = Map::new();
    for edition in &EDITIONS {
        paths.insert(format!("{}/loan/{{id}}", edition.prefix), loan(edition));
        paths.insert(format!("{}/transaction/{{customer_id}}/{{id}}", edition.prefix), transaction(edition));
        paths.insert(edition.payments.to_owned(), payment(edition));
    }
    paths.insert(
        "/recovery/fos/collections".to_owned(),
        field_agent(
            "collect",
            "Records a field agent's visit, and what was collected as a payment; a repeated visit_id is the same visit",
            "FieldCollection",
            &["visit_id", "payment_reference_number"],
        ),
    );
    paths.insert(
        "/recovery/fos/deposits".to_owned(),
        field_agent(
            "deposit",
            "Records a field agent's deposit; a repeated deposit_id, or receipt, is the same deposit",
            "FieldDeposit",
            &["deposit_id"],
        ),
    );
    Value::Object(paths)
}

fn field_agent(id: &str, about: &str, body: &str, answered: &[&str]) -> Value {
    let output: Map<String, Value> =
        answered.iter().map(|key| ((*key).to_owned(), json!({"type": "string"}))).collect();
    let answer = json!({"type": "object", "properties": {
        "message": {"const": "success"}, "output": {"type": "object", "properties": output}, "headers": {"type": "object"},
    }});
    let of_agents = Edition { tag: Some("Field agents"), ..EDITIONS[0] };
    json!({
        "parameters": [parameter("role")],
        "post": operation(&of_agents, id, about, &["idempotencyKey"], Some(schema(body)), ("201", answer)),
    })
}

fn loan(edition: &Edition) -> Value {
    let suffix = edition.suffix;
    let either = |one: &str, other: &str| json!({"oneOf": [schema(one), schema(other)]});
    let upload = either(&format!("Loan{suffix}"), &format!("Transaction{suffix}"));
    let uploaded = if suffix.is_empty() { either("Message", "Success") } else { schema("Success") };
    let view = either(&format!("LoanView{suffix}"), &format!("CustomerView{suffix}"));
    let bounds: &[&str] = if suffix.is_empty() { &["fields", "startTime", "endTime"] } else { &[] };
    let partial = schema(&format!("Loan{suffix}Update"));
    json!({
        "parameters": [parameter("id"), parameter(edition.role)],
        "get": operation(edition, "read", "Reads a loan, or a customer of a credit line", bounds, None, ("200", view)),
        "post": operation(edition, "upload", "Uploads a loan or a transaction, or adds a month to it", &["idempotencyKey"], Some(upload), ("201", uploaded)),
        "patch": operation(edition, "updateLoan", "Updates the keys sent; lists are replaced, `defaults` are matched by month, `tags` are added",
            &["idempotencyKey"], Some(partial), ("200", schema("Success"))),
    })
}

fn transaction(edition: &Edition) -> Value {
    let partial = schema(&format!("Transaction{}Update", edition.suffix));
    json!({
        "parameters": [parameter("customerId"), parameter("id"), parameter(edition.role)],
        "patch": operation(edition, "updateTransaction", "Updates a transaction and its customer", &["idempotencyKey"], Some(partial), ("200", schema("Success"))),
    })
}

fn payment(edition: &Edition) -> Value {
    let about = "Records a payment on one month; a repeated payment_reference_number is the same payment";
    let parameters = ["allocationMonth", "idempotencyKey"];
    json!({
        "parameters": [parameter("id"), parameter(edition.role)],
        "patch": operation(edition, "pay", about, &parameters, Some(schema("Payment")), ("200", schema("Success"))),
    })
}

fn schema(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn parameter(name: &str) -> Value {
    json!({"$ref": format!("#/components/parameters/{name}")})
}

fn operation(
    edition: &Edition,
    id: &str,
    summary: &str,
    parameters: &[&str],
    body: Option<Value>,
    (status, answer): (&str, Value),
) -> Value {
    let tag = edition.tag.unwrap_or(if id == "pay" { "Payments" } else { "Loans and customers" });
    let mut responses: Map<String, Value> = errors(body.is_some())
        .map(|status| (status.to_owned(), json!({"$ref": format!("#/components/responses/E{status}")})))
        .collect();
    responses.insert(
        status.to_owned(),
        json!({"description": summary, "content": {"application/json": {"schema": answer}}}),
    );
    let mut operation = json!({
        "operationId": format!("{id}{}", edition.suffix),
        "summary": summary,
        "tags": [tag],
        "parameters": parameters.iter().map(|name| parameter(name)).collect::<Vec<_>>(),
        "responses": responses,
    });
    if let (Some(body), Some(operation)) = (body, operation.as_object_mut()) {
        operation
            .insert("requestBody".into(), json!({"required": true, "content": {"application/json": {"schema": body}}}));
    }
    operation
}

fn errors(is_change: bool) -> impl Iterator<Item = &'static str> {
    let reading = ["400", "401", "403", "404", "405", "406", "429", "500", "503"];
    let changing: &[&str] = if is_change { &["409", "413", "415", "422"] } else { &[] };
    reading.into_iter().chain(changing.iter().copied())
}
