//! The description as a whole.

use domain::json::Json;
use domain::resource::Field;
use domain::webhook::attempt::OUTCOMES;
use domain::webhook::catalogue::{ALL, all};
use domain::webhook::delivery::{DeliveryStatus, FailedFor};
use domain::webhook::endpoint::{FIELDS, ROTATION};
use openapi::{Description, Operation, id, schema, text};
use serde_json::{Map, Value, json};
use webhooks_api::REPLAY;

const ABOUT: &str = "Where a company wants to be told of what happens, and what became of it.\n\n\
    An event is posted to every enabled endpoint that has selected it, as JSON, with the headers of the [Standard Webhooks](https://www.standardwebhooks.com) \
    specification: `webhook-id` (the same however often it is sent: a receiver that has seen it is done), `webhook-timestamp` and `webhook-signature`. A secret is shown when it \
    is made and not again; while one replaces another, both sign. A status from 200 to 299 within 10 seconds is success. What fails is sent again after 5 s, 5 min, 30 min, 2 h, 5 h, \
    10 h and 10 h, or later where `Retry-After` asks for it; then it has failed, and can be replayed. 410 disables the endpoint at once, five days of failures do so as well. Events arrive at \
    least once, and not always in order.\n\n\
    A `viewer` reads, an `admin` changes.";

const ENDPOINTS: &str = "Endpoints";
const DELIVERIES: &str = "Deliveries";
const EVENTS: &str = "Events";
const ALL_ENDPOINTS: &str = "/webhooks/endpoints";
const ENDPOINT: &str = "/webhooks/endpoints/{endpoint_id}";
const DELIVERY: &str = "/webhooks/deliveries/{delivery_id}";

/// The description, as `OpenAPI` 3.1.
pub fn document() -> Value {
    let description = Description {
        title: "Recoup webhooks",
        about: ABOUT.to_owned(),
        tags: vec![
            (ENDPOINTS, "Where events are sent to"),
            (DELIVERIES, "What was sent, and what came of it"),
            (EVENTS, "What happens, and what has happened"),
        ],
        operations: operations(),
        schemas: schemas(),
        filter: "",
    };
    in_own_words(description.to_json())
}

/// Errors and statuses of this API are not those of the resource-style ones.
fn in_own_words(mut document: Value) -> Value {
    let parameters = document.pointer_mut("/components/parameters").and_then(Value::as_object_mut).expect("parameters");
    for of_lists in ["filter", "orderBy", "pageSize", "pageToken"] {
        parameters.remove(of_lists);
    }
    *document.pointer_mut("/components/schemas/Error").expect("the schema of errors") = json!({
        "type": "object", "required": ["message"], "properties": {
            "message": {"type": "string", "description": "What is wrong"},
            "output": {"type": "object", "description": "Where keys or parameters are at fault: `errors` says what is wrong with which, nested as the body is"},
            "request_id": {"type": "string", "description": "Of a fault of ours: the id to ask us about"},
        },
    });
    let answered = [
        (ALL_ENDPOINTS.to_owned(), "201"),
        (format!("{ENDPOINT}:test"), "202"),
        (format!("{ENDPOINT}:replay"), "202"),
        (format!("{DELIVERY}:replay"), "202"),
    ];
    for (path, status) in answered {
        let pointer = format!("/paths/{}/post/responses", path.replace('/', "~1"));
        let responses = document.pointer_mut(&pointer).and_then(Value::as_object_mut).expect("responses");
        let answer = responses.remove("200").expect("the answer");
        responses.insert(status.to_owned(), answer);
    }
    document
}

fn query(name: &str, about: &str, schema: &Value) -> Value {
    json!({"name": name, "in": "query", "description": about, "schema": schema})
}

fn time(name: &str, about: &str) -> Value {
    query(name, about, &json!({"type": "string", "format": "date-time"}))
}

fn of_page() -> [Value; 2] {
    let limit = json!({"type": "integer", "minimum": 1, "maximum": 100, "default": 50});
    [
        query("limit", "The most entries of the page; it can have fewer although there is a `next`", &limit),
        text("starting_after", "`next` of the page before"),
    ]
}

fn operations() -> Vec<Operation> {
    let endpoint = || [id("endpoint_id", "The endpoint")];
    let delivery = || [id("delivery_id", "The delivery")];
    let names: Vec<&str> = all().iter().map(|kind| kind.name).collect();
    let endpoints = [
        Operation::post(ALL_ENDPOINTS, "createEndpoint", "Creates an endpoint")
            .described("The answer has the secret that signs. A company has at most 20 endpoints.")
            .takes(schema("NewEndpoint"))
            .answers("The endpoint with its secret", success(&schema("EndpointWithSecret"))),
        Operation::get(ALL_ENDPOINTS, "listEndpoints", "All endpoints")
            .answers("The endpoints", success(&list("endpoints", "Endpoint"))),
        Operation::get(ENDPOINT, "getEndpoint", "An endpoint")
            .with(endpoint())
            .answers("The endpoint", success(&schema("Endpoint"))),
        Operation::patch(ENDPOINT, "updateEndpoint", "Changes the fields sent")
            .described("`enabled` set to true forgets that it failed. What was given up meanwhile can be replayed.")
            .with(endpoint())
            .takes(schema("EndpointChange"))
            .answers("The endpoint", success(&schema("Endpoint"))),
        Operation::delete(ENDPOINT, "deleteEndpoint", "Deletes an endpoint")
            .with(endpoint())
            .answers("Its id", success(&object(&[("endpoint_id", json!({"type": "string"}))]))),
        Operation::post(&format!("{ENDPOINT}:rotateSecret"), "rotateSecret", "A new secret")
            .with(endpoint())
            .may_take(schema("Rotation"))
            .answers("The endpoint with its new secret", success(&schema("EndpointWithSecret"))),
        Operation::post(&format!("{ENDPOINT}:test"), "testEndpoint", "Sends the event webhook.test")
            .with(endpoint())
            .may_take(json!({"type": "object", "additionalProperties": false}))
            .answers("The delivery, which is made within moments", success(&schema("Test"))),
        Operation::post(&format!("{ENDPOINT}:replay"), "replayEndpoint", "Sends once more, up to 50 at a time")
            .with(endpoint())
            .takes(schema("Replay"))
            .answers("How many, and how to go on", success(&schema("Replayed"))),
    ];
    let deliveries = [
        Operation::get("/webhooks/deliveries", "listDeliveries", "Deliveries, those of the latest events first")
            .described("They are kept for 30 days.")
            .with([
                text("endpoint_id", "Of this endpoint; of all there are where none is named"),
                query("status", "In this status", &json!({"type": "string", "enum": DeliveryStatus::NAMES})),
                query("event", "Of this event", &json!({"type": "string", "enum": names})),
                time("since", "Of what happened from then on"),
                time("until", "Of what happened before"),
            ])
            .with(of_page())
            .answers("A page", success(&page("deliveries", "Delivery"))),
        Operation::get(DELIVERY, "getDelivery", "A delivery with its body and its tries")
            .with(delivery())
            .answers("The delivery", success(&schema("WholeDelivery"))),
        Operation::post(
            &format!("{DELIVERY}:replay"),
            "replayDelivery",
            "Sends it once more, with the same id and body",
        )
        .with(delivery())
        .may_take(json!({"type": "object", "additionalProperties": false}))
        .answers("The delivery", success(&schema("Delivery"))),
    ];
    let mut since = time("since", "From then on");
    since.as_object_mut().expect("a parameter").insert("required".to_owned(), json!(true));
    let events = [
        Operation::get("/webhooks/events", "listEventKinds", "The events there are")
            .answers("The events, each with the schema of its body", success(&list("events", "EventKind"))),
        Operation::get("/events", "listEvents", "What happened, the first first")
            .described("Kept for 30 days. What happened within the last 15 seconds is not listed yet, so that nothing comes in before what was listed.")
            .with([since, time("until", "Before then"), query("type", "Events of this name", &json!({"type": "string", "enum": names}))])
            .with(of_page())
            .answers("A page", success(&page("events", "Event"))),
    ];
    let tagged = |operations: Vec<Operation>, tag| operations.into_iter().map(move |operation| operation.tagged(tag));
    let (endpoints, deliveries) = (tagged(endpoints.into(), ENDPOINTS), tagged(deliveries.into(), DELIVERIES));
    endpoints.chain(deliveries).chain(tagged(events.into(), EVENTS)).collect()
}

/// The schema of the field that the catalogue reads.
fn selection() -> Value {
    let names: Vec<&str> = all().iter().filter(|kind| kind.selectable).map(|kind| kind.name).chain([ALL]).collect();
    json!({"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "string", "enum": names}})
}

fn success(output: &Value) -> Value {
    object(&[("message", json!({"const": "success"})), ("output", output.clone())])
}

/// An object with all of these.
fn object(members: &[(&str, Value)]) -> Value {
    let required: Vec<&str> = members.iter().map(|(key, _)| *key).collect();
    let properties: Map<String, Value> =
        members.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    json!({"type": "object", "required": required, "properties": properties})
}

fn list(key: &str, entry: &str) -> Value {
    object(&[(key, json!({"type": "array", "items": schema(entry)}))])
}

fn page(key: &str, entry: &str) -> Value {
    object(&[
        (key, json!({"type": "array", "items": schema(entry)})),
        ("next", maybe("`starting_after` of the next page, if there is one")),
    ])
}

fn maybe(about: &str) -> Value {
    json!({"type": ["string", "null"], "description": about})
}

fn said(about: &str) -> Value {
    json!({"type": "string", "description": about})
}

fn schemas() -> Map<String, Value> {
    let mut change = openapi::change(FIELDS, &|_| selection());
    let events = change.pointer_mut("/properties/events").expect("the selection");
    *events = selection();
    let mut new = openapi::new(FIELDS, &|_| selection());
    new.as_object_mut().expect("a schema").insert("required".to_owned(), json!(["url", "events"]));
    let schemas = [
        ("NewEndpoint", new),
        ("EndpointChange", change),
        ("Endpoint", object(&endpoint())),
        (
            "EndpointWithSecret",
            object(&[endpoint(), vec![("secret", said("`whsec_` and base64: what verifies signatures"))]].concat()),
        ),
        ("Rotation", openapi::action(ROTATION)),
        ("Replay", openapi::action(REPLAY)),
        (
            "Replayed",
            object(&[
                ("replayed", json!({"type": "integer"})),
                ("next", maybe("`starting_after` of the next request, where there is more")),
            ]),
        ),
        ("Test", object(&[("event_id", said("The event")), ("delivery_id", said("Its delivery"))])),
        ("Delivery", object(&delivery())),
        (
            "WholeDelivery",
            object(
                &[
                    delivery(),
                    vec![
                        ("body", said("What is sent")),
                        ("attempts", json!({"type": "array", "items": schema("Attempt")})),
                    ],
                ]
                .concat(),
            ),
        ),
        ("Attempt", attempt()),
        ("EventKind", kind()),
        ("Event", event()),
    ];
    let own = schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema));
    own.chain(all().iter().map(|kind| (format!("event.{}", kind.name), value(&kind.schema())))).collect()
}

fn value(json: &Json) -> Value {
    serde_json::from_str(&serde_json::to_string(json).expect("JSON")).expect("JSON")
}

fn endpoint() -> Vec<(&'static str, Value)> {
    let of = |field: &Field| match field.key {
        "events" => selection(),
        "enabled" => json!({"type": "boolean", "description": field.about}),
        "disabled_reason" | "replaced_secret_valid_until" => maybe(field.about),
        _ => said(field.about),
    };
    FIELDS.iter().map(|field| (field.key, of(field))).collect()
}

fn delivery() -> Vec<(&'static str, Value)> {
    vec![
        ("delivery_id", said("Its id, which is the `webhook-id` of every try")),
        ("endpoint_id", said("Where it goes")),
        ("event_id", said("What it tells of")),
        ("event", said("The name of that")),
        ("status", json!({"type": "string", "enum": DeliveryStatus::NAMES})),
        (
            "failed_for",
            json!({"enum": FailedFor::NAMES.iter().map(|name| json!(name)).chain([Value::Null]).collect::<Vec<_>>(), "description": "Why it was given up"}),
        ),
        ("created_at", json!({"type": "string", "format": "date-time"})),
        ("next_attempt_at", maybe("When it is tried next")),
        ("attempts_made", json!({"type": "integer"})),
        ("last_outcome", maybe("What came of the last try")),
    ]
}

fn attempt() -> Value {
    object(&[
        ("at", json!({"type": "string", "format": "date-time"})),
        ("duration_ms", json!({"type": "integer"})),
        ("outcome", json!({"type": "string", "enum": OUTCOMES})),
        ("response_status", json!({"type": ["integer", "null"]})),
        ("response_body", maybe("How the answer begins: 256 bytes of it")),
    ])
}

fn kind() -> Value {
    object(&[
        ("event", said("Its name")),
        ("description", said("When it happens")),
        ("version", json!({"type": "integer", "description": "Of its body"})),
        ("selectable", json!({"type": "boolean", "description": "Whether endpoints select it"})),
        ("schema", json!({"type": "object", "description": "The JSON schema of its body"})),
    ])
}

fn event() -> Value {
    object(&[
        ("event_id", said("Its id")),
        ("event", said("Its name")),
        ("created_at", json!({"type": "string", "format": "date-time"})),
        ("body", json!({"type": "object", "description": "What endpoints are sent; by the schema of its event"})),
    ])
}
