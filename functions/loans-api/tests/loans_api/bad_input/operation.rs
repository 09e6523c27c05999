//! The operations, each with a request that it carries out, so that a case differs from a good one by its fault only.

use domain::company::CompanyKind;
use serde_json::{Value, json};

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Read,
    Upload,
    Update,
    Pay,
}

/// An operation of an edition, for a kind of company, with a path that it knows.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    pub kind: CompanyKind,
    pub what: What,
    pub method: &'static str,
    pub path: &'static str,
}

const fn of(kind: CompanyKind, what: What, method: &'static str, path: &'static str) -> Operation {
    Operation { kind, what, method, path }
}

use CompanyKind::{CreditLine, Lending};
use What::{Pay, Read, Update, Upload};

/// All sixteen. Loan `L1`, and transaction `T1` of customer `C1`, are there; what `NEW` names is not.
pub const OPERATIONS: [Operation; 16] = [
    of(Lending, Read, "GET", "/recovery/loan/L1"),
    of(Lending, Upload, "POST", "/recovery/loan/NEW"),
    of(Lending, Update, "PATCH", "/recovery/loan/L1"),
    of(Lending, Pay, "PATCH", "/recovery/payments/L1?allocation_month=2020-7-01"),
    of(CreditLine, Read, "GET", "/recovery/loan/C1"),
    of(CreditLine, Upload, "POST", "/recovery/loan/NEW"),
    of(CreditLine, Update, "PATCH", "/recovery/transaction/C1/T1"),
    of(CreditLine, Pay, "PATCH", "/recovery/payments/T1?allocation_month=2020-7-01"),
    of(Lending, Read, "GET", "/legacy/recovery/loan/L1"),
    of(Lending, Upload, "POST", "/legacy/recovery/loan/NEW"),
    of(Lending, Update, "PATCH", "/legacy/recovery/loan/L1"),
    of(Lending, Pay, "PATCH", "/legacy/recovery/recovery/update/L1?allocation_month=2020-7-01"),
    of(CreditLine, Read, "GET", "/legacy/recovery/loan/C1"),
    of(CreditLine, Upload, "POST", "/legacy/recovery/loan/NEW"),
    of(CreditLine, Update, "PATCH", "/legacy/recovery/transaction/C1/T1"),
    of(CreditLine, Pay, "PATCH", "/legacy/recovery/recovery/update/T1?allocation_month=2020-7-01"),
];

impl Operation {
    /// Whether it is of the 2020 edition.
    pub fn is_2020(&self) -> bool {
        self.path.starts_with("/legacy")
    }

    /// Whether it takes a body.
    pub fn changes(&self) -> bool {
        self.what != Read
    }

    /// Whether its body is a loan or a transaction.
    pub fn takes_document(&self) -> bool {
        matches!(self.what, Upload | Update)
    }

    /// The path without its query.
    pub fn bare_path(&self) -> &'static str {
        self.path.split('?').next().unwrap_or_default()
    }

    /// A body that it accepts.
    pub fn body(&self) -> Value {
        let id = if self.what == Upload { "NEW" } else { "L1" };
        match (self.what, self.kind) {
            (Read, _) => Value::Null,
            (Pay, kind) => payment(kind, self.is_2020()),
            (_, Lending) => upload(id, self.is_2020()),
            (_, CreditLine) => transaction("C1", if id == "NEW" { "NEW" } else { "T1" }, self.is_2020()),
        }
    }
}

/// The operations of which that holds.
pub fn operations(of: impl Fn(&Operation) -> bool) -> impl Iterator<Item = Operation> {
    OPERATIONS.into_iter().filter(move |operation| of(operation))
}

/// A loan with an entry in each of its lists.
pub fn upload(loan_id: &str, is_2020: bool) -> Value {
    let mut body = document(is_2020);
    body["loan_id"] = loan_id.into();
    body
}

/// A transaction with an entry in each of its lists.
pub fn transaction(customer_id: &str, transaction_id: &str, is_2020: bool) -> Value {
    let mut body = document(is_2020);
    body["client_customer_id"] = customer_id.into();
    body["transaction_id"] = transaction_id.into();
    body
}

/// A payment on July.
pub fn payment(kind: CompanyKind, is_2020: bool) -> Value {
    let mut body = json!({
        "final_status": "Partially Recovered", "amount_recovered": 3450.5, "payment_method": "Online",
        "recovery_method": "Communication", "payment_mode": "UPI", "payment_reference_number": "RFN-7",
        "payment_received_date": "2020-08-01", "recovery_date": "2020-08-01 10:00:00", "recovered_by": "Asha Rao",
        "is_external": false,
    });
    if kind == CreditLine {
        body["client_customer_id"] = "C1".into();
    }
    if is_2020 {
        body["date_of_default"] = "2020-06-15".into();
    }
    body
}

fn document(is_2020: bool) -> Value {
    json!({
        "loan_type": "Personal Loan", "product_type": "Gold", "applicant_name": "Shri Ram",
        "applicant_contact_number": "9805265926,+919805265927", "applicant_email": "ram@example.com",
        "applicant_gender": "Male", "applicant_dob": "1990-03-23", "applicant_language": "en,Hindi",
        "applicant_monthly_income": 45000.5, "applicant_cibil_score": -1, "applicant_aadhar_number": "235498671293",
        "applicant_pan_number": "ABCDE1234F", "payment_link": "https://pay.example.com/1",
        "total_loan_amount": 268_500, "loan_tenure": 12, "client_loan_sanction_date": "2019-01-01",
        "interest_on_loan": 12.5, "tenure_finished": false, "backed_by_surety": true,
        "credit_account_number": "000128351", "agent_email": "agent@example.com", "tags": "vip,late",
        "applicant_address": [{
            "applicant_address_type": "Home", "applicant_address_text": "395/13 Baldev Nagar",
            "applicant_state": "Rajasthan", "applicant_city": "Jodhpur", "applicant_pincode": 342_001,
        }],
        "co_applicant": [co_applicant(is_2020)],
        "references": [{
            "name": "Abhishek Kumar", "contact_number": "8802913432",
            "reference_address": [{"reference_city": "Jaipur", "reference_pincode": ""}],
        }],
        "document_details": [{
            "security_mode": "NACH", "document_amount": 50000, "document_date": "2018-04-10",
            "document_bounce_bank_account_number": "0075",
        }],
        "defaults": [{
            "allocation_month": "2020-7-01", "total_claim_amount": 127_718, "date_of_default": "2020-05-15",
            "late_fee": 594.43, "default_emi_number": 3,
        }],
    })
}

/// In 2020 a co-applicant's one address lies flat beside the other keys.
fn co_applicant(is_2020: bool) -> Value {
    let mut co_applicant = json!({"co_applicant_name": "Naveen", "co_applicant_email": "naveen@example.com"});
    let address = json!({"co_applicant_address_type": "Home", "co_applicant_pincode": 301_024});
    if is_2020 {
        co_applicant["co_applicant_address_type"] = address["co_applicant_address_type"].clone();
        co_applicant["co_applicant_pincode"] = address["co_applicant_pincode"].clone();
    } else {
        co_applicant["co_applicant_address"] = json!([address]);
    }
    co_applicant
}
