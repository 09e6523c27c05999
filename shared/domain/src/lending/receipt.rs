//! The receipt for what a field agent collected.

use std::fmt::Write;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::collection::Collection;
use crate::calendar::date_from_text;
use crate::company::Company;
use crate::json::Json;

/// Bytes of the hash in a receipt's number: two receipts of one day have the same one day in a billion companies' lives.
const HASH_BYTES: usize = 6;

/// What a receipt says. It is made of the visit as it was recorded, so the same visit has the same receipt always.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its number, of which a company has one: `RC-20240110-5f0c8a1be2d4`.
    pub number: String,
    /// The day of the visit.
    pub received_on: NaiveDate,
    /// The company that it is of.
    pub lender: String,
    /// The company's currency, by ISO 4217.
    pub currency: String,
    /// What was collected, in that currency.
    pub amount: Decimal,
    /// The loan, or the transaction.
    pub loan_id: String,
    /// The month that it is for, `2024-1-01`.
    pub allocation_month: String,
    /// The visit.
    pub visit_id: String,
    /// Who paid.
    pub borrower: Option<String>,
    /// Who collected it.
    pub agent: String,
    /// How it was paid.
    pub payment_method: Option<String>,
    /// In which mode.
    pub payment_mode: Option<String>,
    /// The reference of the payment.
    pub payment_reference_number: Option<String>,
}

/// It names a borrower.
impl std::fmt::Debug for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Receipt").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Receipt {
    /// The receipt of a visit; `None` where nothing was collected on it. `borrower` is the applicant's name.
    pub fn of(collection: &Collection, borrower: Option<&str>, company: &Company) -> Option<Self> {
        let fields = &collection.fields;
        let text = |key: &str| fields.get(key).and_then(Json::as_text).map(str::trim).filter(|text| !text.is_empty());
        let own = |key: &str| text(key).map(str::to_owned);
        let is_collected = fields.get("is_recovery_done").and_then(Json::as_bool) == Some(true);
        let amount =
            fields.get("amount_recovered").and_then(Json::as_number).filter(|amount| *amount > Decimal::ZERO)?;
        // A visit is kept with its day.
        let received_on = text("visit_date").and_then(date_from_text).filter(|_| is_collected)?;
        Some(Self {
            number: number(&company.id, collection, received_on),
            received_on,
            lender: company.settings.name.clone(),
            currency: company.settings.currency.clone(),
            amount,
            loan_id: collection.loan_id.clone(),
            allocation_month: collection.month.to_string(),
            visit_id: collection.visit_id.clone(),
            borrower: borrower.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned),
            agent: own("agent_name").or_else(|| own("agent_email")).unwrap_or_default(),
            payment_method: own("payment_method"),
            payment_mode: own("payment_mode"),
            payment_reference_number: own("payment_reference_number"),
        })
    }
}

fn number(company_id: &str, collection: &Collection, day: NaiveDate) -> String {
    let named = format!("{company_id}\n{}\n{}", collection.loan_id, collection.visit_id);
    let mut number = format!("RC-{}-", day.format("%Y%m%d"));
    for byte in Sha256::digest(named.as_bytes()).iter().take(HASH_BYTES) {
        // Writing to a string cannot fail.
        let _ = write!(number, "{byte:02x}");
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Month;
    use crate::company::{CompanyKind, NewCompany, PageTokenSecret, UnknownKeys};
    use crate::moment::Moment;

    fn company(id: &str) -> Company {
        let new = NewCompany {
            name: "Lender".to_owned(),
            time_zone: "Asia/Kolkata".to_owned(),
            currency: "INR".to_owned(),
            unknown_keys: UnknownKeys::Refuse,
            bifurcation_variables: Vec::new(),
        };
        let secret = PageTokenSecret::new([0; 32]);
        Company::create(id.to_owned(), CompanyKind::Lending, new, secret, Moment::EPOCH).expect("valid")
    }

    fn visit(fields: &str) -> Collection {
        Collection {
            loan_id: "LN-1".to_owned(),
            month: Month::from_text("2024-1-01").expect("a month"),
            visit_id: "v1".to_owned(),
            fields: serde_json::from_str(fields).expect("an object"),
        }
    }

    const COLLECTED: &str = r#"{"visit_date": "2024-01-10", "agent_email": "a@example.com", "agent_name": " ", "is_recovery_done": true,
        "amount_recovered": 4000.5, "payment_method": "Cash", "payment_mode": "", "payment_reference_number": "R1"}"#;

    #[test]
    fn a_visit_has_one_receipt() {
        let receipt = Receipt::of(&visit(COLLECTED), Some("Keval "), &company("com_1")).expect("a receipt");
        assert_eq!(receipt.number.len(), "RC-20240110-".len() + 2 * HASH_BYTES);
        assert!(receipt.number.starts_with("RC-20240110-"), "{}", receipt.number);
        assert_eq!((receipt.amount.to_string(), receipt.agent.as_str()), ("4000.5".to_owned(), "a@example.com"));
        assert_eq!((receipt.borrower.as_deref(), receipt.payment_mode.as_deref()), (Some("Keval"), None));
        assert_eq!(Receipt::of(&visit(COLLECTED), Some("Keval"), &company("com_1")), Some(receipt.clone()));
        let others = [
            Collection { visit_id: "v2".to_owned(), ..visit(COLLECTED) },
            Collection { loan_id: "L".to_owned(), ..visit(COLLECTED) },
        ];
        for other in others {
            assert_ne!(Receipt::of(&other, None, &company("com_1")).expect("a receipt").number, receipt.number);
        }
        assert_ne!(Receipt::of(&visit(COLLECTED), None, &company("com_2")).expect("a receipt").number, receipt.number);
        assert!(!format!("{receipt:?}").contains("Keval"));
    }

    #[test]
    fn what_was_not_collected_has_none() {
        for (from, to) in [("true", "false"), ("4000.5", "0"), ("4000.5", "null"), ("2024-01-10", "2024-02-30")] {
            assert_eq!(Receipt::of(&visit(&COLLECTED.replace(from, to)), None, &company("com_1")), None, "{from} {to}");
        }
    }
}
