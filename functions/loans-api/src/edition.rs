//! The two published editions of the lending API: one engine, two presentations.

use domain::company::{CompanyKind, UnknownKeys};
use domain::field::{Extent, Faults, Section};
use domain::json::{Json, Object};
use domain::lending::payment::PaymentRules;
use domain::lending::schema;

/// An edition of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// The current one, of 2022.
    Current,
    /// The one of 2020, served under `/legacy`.
    Of2020,
}

impl Edition {
    /// The table of an uploaded document's keys.
    pub fn section(self, kind: CompanyKind) -> &'static Section {
        match (self, kind) {
            (Self::Current, CompanyKind::Lending) => &schema::LOAN,
            (Self::Of2020, CompanyKind::Lending) => &schema::LOAN_2020,
            (Self::Current, CompanyKind::CreditLine) => &schema::TRANSACTION,
            (Self::Of2020, CompanyKind::CreditLine) => &schema::TRANSACTION_2020,
        }
    }

    /// Checks a document and answers it in the form that is stored.
    pub(crate) fn check(
        self,
        kind: CompanyKind,
        body: &Object,
        extent: Extent,
        unknown: UnknownKeys,
    ) -> Result<Object, Faults> {
        let mut document = self.section(kind).check(body, extent, unknown)?;
        if self == Self::Of2020 {
            schema::lift_addresses(&mut document);
        }
        Ok(document)
    }

    /// What the edition asks of a payment.
    pub(crate) fn payment_rules(self, kind: CompanyKind) -> PaymentRules {
        PaymentRules {
            partial_needs_date_of_default: self == Self::Of2020,
            customer_is_required: kind == CompanyKind::CreditLine,
        }
    }

    /// The answer to an upload.
    pub(crate) fn uploaded(self, kind: CompanyKind) -> Json {
        match (self, kind) {
            (Self::Current, CompanyKind::Lending) => {
                Json::Object(Object::from([message("Data uploaded successfully")]))
            }
            (Self::Current, CompanyKind::CreditLine) => success(Json::text("Transaction added successfully")),
            (Self::Of2020, _) => success(Json::text("Loan added successfully")),
        }
    }
}

/// The answer to an update.
pub(crate) fn updated(kind: CompanyKind) -> Json {
    success(Json::text(match kind {
        CompanyKind::Lending => "Loan successfully updated",
        CompanyKind::CreditLine => "Transaction updated successfully",
    }))
}

/// The answer to a payment.
pub(crate) fn paid() -> Json {
    success(Json::text("Data updated successfully"))
}

/// The documents' envelope of a success, which repeats a header in the body.
pub(crate) fn success(output: Json) -> Json {
    let headers = Object::from([("Content-Type".to_owned(), Json::text("application/json"))]);
    Json::Object(Object::from([
        ("output".to_owned(), output),
        message("success"),
        ("headers".to_owned(), Json::Object(headers)),
    ]))
}

fn message(text: &str) -> (String, Json) {
    ("message".to_owned(), Json::text(text))
}
