//! The operations, each with a request that it carries out, so that a case differs from a good one by its fault only.

use serde_json::{Value, json};

use crate::journey::loan;

/// An operation with a good request. `{paid}` in a path stands for the repayment of `LIVE`.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    pub method: &'static str,
    pub path: &'static str,
    pub body: Body,
    /// The ids of the path that a query may repeat.
    pub ids: &'static [&'static str],
    /// The lowest role that may.
    pub role: &'static str,
}

/// What an operation takes.
#[derive(Debug, Clone, Copy)]
pub enum Body {
    None,
    /// One that may be left out.
    Optional(fn() -> Value),
    Required(fn() -> Value),
}

const fn of(method: &'static str, path: &'static str, body: Body) -> Operation {
    let role = if matches!(body, Body::None) { "viewer" } else { "manager" };
    Operation { method, path, body, ids: &["account_id"], role }
}

const fn get(path: &'static str) -> Operation {
    of("GET", path, Body::None)
}

const fn verb(path: &'static str) -> Operation {
    of("POST", path, Body::Optional(|| json!({ "notes": "n" })))
}

impl Operation {
    const fn ids(self, ids: &'static [&'static str]) -> Self {
        Self { ids, ..self }
    }

    const fn role(self, role: &'static str) -> Self {
        Self { role, ..self }
    }

    /// Whether it takes a body.
    pub fn takes_body(&self) -> bool {
        !matches!(self.body, Body::None)
    }

    /// The body of the good request; empty where it takes none.
    pub fn good(&self) -> String {
        self.value().map(|value| value.to_string()).unwrap_or_default()
    }

    /// The same, as JSON.
    pub fn value(&self) -> Option<Value> {
        match self.body {
            Body::None => None,
            Body::Optional(body) | Body::Required(body) => Some(body()),
        }
    }

    /// Whether it is a page of a list.
    pub fn is_list(&self) -> bool {
        self.method == "GET"
            && ["/loans", "/installments", "/transactions", "/cards", "/fundings"]
                .iter()
                .any(|end| self.path.ends_with(end))
    }

    /// Whether it takes an idempotency key.
    pub fn takes_key(&self) -> bool {
        self.method == "POST"
    }
}

fn new_loan() -> Value {
    let mut body = loan("NEW");
    body["name"] = json!("Loan");
    body["assets"] = json!([{ "amount": "5.00", "asset_name": "A ring" }]);
    body
}

fn product() -> Value {
    json!({
        "product_id": "new", "name": "New", "currency_code": "INR",
        "settings": { "interest": { "rate": 12 } },
        "allowed": { "settings": { "interest": { "rate": { "min": 5, "max": 20 } } } },
    })
}

const NOTHING: &[&str] = &[];
const CARD: &[&str] = &["account_id", "card_id"];
const FUND: &[&str] = &["account_id", "fund_id"];
const PRODUCT: &[&str] = &["product_id"];
const TRANSACTION: &[&str] = &["account_id", "transaction_id"];

/// Operations with a request that each carries out. `DRAFT` is an application with a fund, `READY` is approved, `LIVE` was paid
/// out, had a repayment and has a card, `gold` is a product; what `NEW` names is not there.
#[rustfmt::skip]
pub const OPERATIONS: &[Operation] = &[
    of("POST", "/v1/accounts/loans", Body::Required(new_loan)).ids(NOTHING),
    of("POST", "/v1/accounts/loans:preview", Body::Required(new_loan)).ids(NOTHING).role("viewer"),
    get("/v1/accounts/loans").ids(NOTHING),
    get("/v1/accounts/loans/LIVE"),
    of("PUT", "/v1/accounts/loans/DRAFT", Body::Required(|| json!({ "name": "n" }))),
    get("/v1/accounts/loans/LIVE/schedule"),
    get("/v1/accounts/loans/LIVE/installments"),
    get("/v1/accounts/loans/LIVE/installments/LIVE-1").ids(&["account_id", "installment_id"]),
    get("/v1/accounts/loans/LIVE/transactions"),
    get("/v1/accounts/loans/LIVE/transactions/{paid}").ids(TRANSACTION),
    get("/v1/accounts/loans/LIVE/doc/statement").ids(&["account_id", "template_id"]),
    of("POST", "/v1/accounts/loans/LIVE:previewRepayment", Body::Required(|| json!({ "amount": "10.00" }))).role("viewer"),
    of("POST", "/v1/accounts/loans/LIVE/transactions", Body::Required(|| json!({ "type": "repayment", "amount": "10.00" }))).role("agent"),
    verb("/v1/accounts/loans/LIVE/transactions/{paid}:reverse").ids(TRANSACTION),
    verb("/v1/accounts/loans/DRAFT:submit"),
    verb("/v1/accounts/loans/DRAFT:withdraw"),
    verb("/v1/accounts/loans/READY:undoApprove"),
    of("POST", "/v1/accounts/loans/READY:disburse", Body::Optional(|| json!({ "value_time": "2024-01-01T10:00:00+05:30" }))),
    of("POST", "/v1/accounts/loans/LIVE:lock", Body::Optional(|| json!({ "locked_operations": ["OperationApplyFees"] }))),
    of("POST", "/v1/loans/LIVE:lock", Body::Optional(|| json!({ "notes": "n" }))),
    of("POST", "/v1/accounts/loans/LIVE:applyInterest", Body::Optional(|| json!({ "value_time": "2024-01-15T10:00:00+05:30" }))),
    of("POST", "/v1/accounts/loans/LIVE:refinance", Body::Required(|| json!({ "top_up_amount": "10.00", "account": { "account_id": "NEW" } }))),
    of("POST", "/v1/accounts/loans/LIVE:reschedule", Body::Required(|| json!({ "account": { "account_id": "NEW" } }))),
    verb("/v1/accounts/loans/LIVE:writeOff"),
    verb("/v1/accounts/loans/LIVE:terminate"),
    of("POST", "/v1/accounts/loans/LIVE/cards", Body::Required(|| json!({ "card_id": "NEW", "type": "debit" }))),
    get("/v1/accounts/loans/LIVE/cards"),
    get("/v1/accounts/loans/LIVE/cards/CARD").ids(CARD),
    of("DELETE", "/v1/accounts/loans/LIVE/cards/CARD", Body::None).ids(CARD).role("manager"),
    of("POST", "/v1/accounts/loans/DRAFT/fundings", Body::Required(|| json!({ "fund_id": "NEW", "funding_account_id": "inv-2", "amount": "10.00" }))),
    get("/v1/accounts/loans/DRAFT/fundings"),
    get("/v1/accounts/loans/DRAFT/fundings/FUND").ids(FUND),
    of("PUT", "/v1/accounts/loans/DRAFT/fundings/FUND", Body::Required(|| json!({ "amount": "20.00" }))).ids(FUND),
    of("DELETE", "/v1/accounts/loans/DRAFT/fundings/FUND", Body::None).ids(FUND).role("manager"),
    of("POST", "/v1/products/loans", Body::Required(product)).ids(NOTHING),
    get("/v1/products/loans").ids(NOTHING),
    get("/v1/products/loans/gold").ids(PRODUCT),
    of("PUT", "/v1/products/loans/gold", Body::Required(|| json!({ "name": "n" }))).ids(PRODUCT),
    of("DELETE", "/v1/products/loans/gold", Body::None).ids(PRODUCT).role("manager"),
    of("DELETE", "/v1/accounts/loans/DRAFT", Body::None).role("manager"),
];

/// The operations of which that holds.
pub fn operations(holds: impl Fn(&Operation) -> bool) -> impl Iterator<Item = Operation> {
    OPERATIONS.iter().copied().filter(move |operation| holds(operation))
}
