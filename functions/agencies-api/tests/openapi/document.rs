//! The description as a whole.

use domain::recovery::agency::{ADDRESS, ADDRESS_CHARS_MAX, FIELDS};
use domain::recovery::assignment::request::{FIELDS as ASSIGNMENT, SERVICERS, STATUSES};
use domain::resource::Field;
use openapi::{Description, Operation, id, schema, text};
use serde_json::{Map, Value, json};

const ABOUT: &str = "Collection agencies, and the loans that are with them. While a loan is assigned, or about to be, only payments that say \
    `is_external` change what it owes; others are refused with 409 by the APIs that take them.\n\n\
    Ids are ours, or `ext-` and the lender's own. Loans and persons have no other than the lender's: `X` and `ext-X` are the same. The company is the \
    caller's own. Answers are `{\"status\", \"message\", \"data\"}`, errors the same without data; where fields are at fault `errors` names them.\n\n\
    A role `viewer` reads, a `manager` assigns, an `admin` manages agencies.";

const AGENCIES: &str = "Collection agencies";
const ASSIGNMENTS: &str = "Assignments";
const ALL: &str = "/companies/{companyId}/collection-agencies";
const ONE: &str = "/companies/{companyId}/collection-agencies/{agencyId}";
const PLACEMENTS: &str = "/companies/{companyId}/collection-agencies/{agencyId}/placements";
const LOAN: &str = "/people/{personId}/loans/{loanId}/collection-agency";
const HISTORY: &str = "/people/{personId}/loans/{loanId}/collection-agency/history";

/// The description, as `OpenAPI` 3.1.
pub fn document() -> Value {
    let description = Description {
        title: "Recoup collection agencies",
        about: ABOUT.to_owned(),
        tags: vec![(AGENCIES, "Who collects"), (ASSIGNMENTS, "Which loans are with whom")],
        operations: operations(),
        schemas: schemas(),
        filter: "",
    };
    in_own_words(description.to_json())
}

/// Errors and creations of this API are not those of the resource-style ones.
fn in_own_words(mut document: Value) -> Value {
    let parameters = document.pointer_mut("/components/parameters").and_then(Value::as_object_mut).expect("parameters");
    for of_lists in ["filter", "orderBy", "pageSize", "pageToken"] {
        parameters.remove(of_lists);
    }
    *document.pointer_mut("/components/schemas/Error").expect("the schema of errors") = json!({
        "type": "object", "required": ["status", "message"], "properties": {
            "status": {"type": "integer", "description": "The HTTP status"},
            "message": {"type": "string", "description": "What is wrong; where fields are, the first of them"},
            "errors": {"type": "object", "description": "What is wrong with which field or parameter, nested as the body is"},
            "request_id": {"type": "string", "description": "Of a fault of ours: the id to ask us about"},
        },
    });
    let pointer = format!("/paths/{}/post/responses", ALL.replace('/', "~1"));
    let responses = document.pointer_mut(&pointer).and_then(Value::as_object_mut).expect("responses");
    let created = responses.remove("200").expect("the answer");
    responses.insert("201".to_owned(), created);
    document
}

fn operations() -> Vec<Operation> {
    let company = || id("companyId", "The caller's own company");
    let agency = || [company(), id("agencyId", "The agency: its id, or `ext-` and the lender's own")];
    let loan = || {
        [
            id(
                "personId",
                "The borrower, by the lender's id, with or without `ext-`; any, of a loan that does not say whose it is",
            ),
            id("loanId", "The loan, by the lender's id, with or without `ext-`"),
        ]
    };
    let of_page = |of: &str| {
        let limit = json!({"name": "limit", "in": "query", "description": "Entries of the page",
            "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}});
        [limit, text("startingAfter", &format!("The {of} of the last entry of the page before; `nextUrl` has it"))]
    };
    let servicer = json!({"name": "servicedBy", "in": "query", "required": true, "description": "Who services the loan from now on",
        "schema": {"type": "string", "enum": SERVICERS}});
    let agencies = [
        Operation::post(ALL, "createCollectionAgency", "Creates an agency")
            .with([company()])
            .takes(schema("NewAgency"))
            .answers("The agency", schema("AgencyAnswer")),
        Operation::get(ALL, "listCollectionAgencies", "Lists agencies, in the order of their creation")
            .with([company()])
            .with(of_page("agencyId"))
            .answers("A page", schema("AgencyPage")),
        Operation::get(ONE, "getCollectionAgency", "An agency").with(agency()).answers("The agency", schema("AgencyAnswer")),
        Operation::put(ONE, "updateCollectionAgency", "Changes the fields sent; `null` takes one away")
            .with(agency())
            .takes(schema("AgencyChange"))
            .answers("The agency", schema("AgencyAnswer")),
        Operation::delete(ONE, "deleteCollectionAgency", "Deletes an agency that no loan is with")
            .with(agency())
            .answers("Its id", envelope(&json!({"type": "object", "required": ["agencyId"], "properties": {"agencyId": {"type": "string"}}}))),
        Operation::get(PLACEMENTS, "listPlacements", "What was handed to an agency, and what came of it, the oldest first")
            .with(agency())
            .with(of_page("placementId"))
            .answers("A page", schema("PlacementPage")),
    ];
    let assignments = [
        Operation::post(LOAN, "assignCollectionAgency", "Assigns a loan to an agency")
            .described("With `unassigned` it takes the loan from its agency, and leaves who services it.")
            .with(loan())
            .takes(schema("NewAssignment"))
            .answers("The assignment", schema("AssignmentAnswer")),
        Operation::get(LOAN, "getCollectionAgencyOfLoan", "The agency of a loan")
            .with(loan())
            .answers("The assignment", schema("AssignmentAnswer")),
        Operation::delete(LOAN, "unassignCollectionAgency", "Takes a loan from its agency")
            .with(loan())
            .with([servicer])
            .answers("The assignment", schema("AssignmentAnswer")),
        Operation::get(
            HISTORY,
            "getCollectionAgencyHistory",
            "What was done about the agency of a loan, the last first",
        )
        .described("The last 50 entries are kept.")
        .with(loan())
        .answers("The entries", schema("HistoryAnswer")),
    ];
    let tagged = |operations: Vec<Operation>, tag| operations.into_iter().map(move |operation| operation.tagged(tag));
    tagged(agencies.into(), AGENCIES).chain(tagged(assignments.into(), ASSIGNMENTS)).collect()
}

/// The schema of a field that another table reads: an address is an object or a text.
fn address(_: &Field) -> Value {
    let parts = openapi::new(ADDRESS, &|_| Value::Null);
    json!({"description": "Where letters reach it", "anyOf": [parts, {"type": "string", "maxLength": ADDRESS_CHARS_MAX}, {"type": "null"}]})
}

fn envelope(data: &Value) -> Value {
    json!({"type": "object", "required": ["status", "message", "data"], "properties": {
        "status": {"type": "integer", "description": "The HTTP status"}, "message": {"type": "string"}, "data": data,
    }})
}

fn page(entry: &str, more: Option<(&str, Value)>) -> Value {
    let mut page = envelope(&json!({"type": "array", "items": schema(entry)}));
    let properties = page.pointer_mut("/properties").and_then(Value::as_object_mut).expect("properties");
    properties.insert("count".to_owned(), json!({"type": "integer", "description": "Entries of this page"}));
    let next = json!({"type": ["string", "null"], "description": "The path of the next page, if there is one"});
    properties.insert("nextUrl".to_owned(), next);
    properties.extend(more.map(|(key, schema)| (key.to_owned(), schema)));
    page
}

fn schemas() -> Map<String, Value> {
    let placed = json!({"type": "object", "description": "What the placements of the page come to", "properties": {
        "placed": {"type": "integer"}, "returned": {"type": "integer"}, "overdueAmount": {"type": "number"},
        "outstandingAmount": {"type": "number"}, "recoveredAmount": {"type": "number"},
    }});
    let schemas = [
        ("NewAgency", openapi::new(FIELDS, &address)),
        ("AgencyChange", openapi::change(FIELDS, &address)),
        ("Agency", agency()),
        ("AgencyAnswer", envelope(&schema("Agency"))),
        ("AgencyPage", page("Agency", None)),
        ("NewAssignment", openapi::new(ASSIGNMENT, &|_| Value::Null)),
        ("Assignment", assignment()),
        ("AssignmentAnswer", envelope(&schema("Assignment"))),
        ("HistoryEntry", entry()),
        ("HistoryAnswer", envelope(&json!({"type": "array", "items": schema("HistoryEntry")}))),
        ("Placement", placement()),
        ("PlacementPage", page("Placement", Some(("pageSummary", placed)))),
    ];
    schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// Every field is there, `null` where nothing is said.
fn agency() -> Value {
    let nullable = |field: &Field| {
        let about = field.about;
        let value = match field.key {
            "mailingAddress" => address(field),
            "agencyId" | "legalName" | "createdAt" | "updatedAt" => json!({"type": "string", "description": about}),
            _ => json!({"type": ["string", "null"], "description": about}),
        };
        (field.key.to_owned(), value)
    };
    let properties: Map<String, Value> = FIELDS.iter().map(nullable).collect();
    let required: Vec<&str> = FIELDS.iter().map(|field| field.key).collect();
    json!({"type": "object", "required": required, "properties": properties})
}

fn maybe(about: &str) -> Value {
    json!({"type": ["string", "null"], "description": about})
}

fn assignment() -> Value {
    json!({"type": "object", "required": ["agencyId", "agencyExternalId", "assignedOnDate", "status", "servicedBy"], "properties": {
        "agencyId": maybe("The agency, where there is one"),
        "agencyExternalId": maybe("The lender's own id of it, as it was when the loan was assigned"),
        "assignedOnDate": {"type": ["string", "null"], "format": "date"},
        "status": {"type": "string", "enum": STATUSES},
        "servicedBy": {"type": "string", "enum": SERVICERS},
    }})
}

fn entry() -> Value {
    json!({"type": "object", "properties": {
        "at": {"type": "string", "format": "date-time"},
        "action": {"type": "string", "enum": ["assigned", "updated", "unassigned", "recalled", "servicerChanged"]},
        "agencyId": maybe("The agency"), "agencyExternalId": maybe("The lender's own id of it"),
        "assignedOnDate": {"type": ["string", "null"], "format": "date"},
        "status": maybe("How far the assignment was; of one that ended, before it did"),
        "servicedBy": {"type": "string", "enum": SERVICERS, "description": "Who services the loan afterwards"},
        "author": {"type": "string"},
    }})
}

fn placement() -> Value {
    let amount = |about: &str| json!({"type": "number", "description": format!("{about}, in the company's currency")});
    json!({"type": "object", "properties": {
        "placementId": {"type": "string"}, "loanId": {"type": "string"}, "agencyId": {"type": "string"},
        "agencyExternalId": maybe("The lender's own id of the agency, as it was when the loan was assigned"),
        "assignedOnDate": {"type": "string", "format": "date"},
        "status": {"type": "string", "enum": STATUSES},
        "placedAt": {"type": "string", "format": "date-time"},
        "overdueAmount": amount("What was overdue then"),
        "outstandingAmount": amount("What was owed then in all; of a debt that was written off, what was given up"),
        "recoveredAmount": amount("What came back while the loan was with the agency"),
        "returnedAt": {"type": ["string", "null"], "format": "date-time"},
        "servicedBy": maybe("Who services the loan since it was returned"),
    }})
}
