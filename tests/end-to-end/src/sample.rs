//! The documents' own samples, filled in.

use crate::{Edition, setting::setting};
use serde_json::Value;
use std::fs;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../samples");

/// The hosts printed in the 2020 edition, one of them with a slip.
const PRINTED_HOSTS: [&str; 2] = ["https://api.credgenics.com", "https://api/credgenics.com"];

/// Ids that the printed bodies carry: of a loan or transaction, and of a customer.
const PRINTED_LOAN: &str = "283921";
const PRINTED_CUSTOMER: &str = "189004";

/// All that there is to fill in.
const PLACEHOLDERS: [&str; 8] = [
    "{BASE_URL}",
    "{auth_token}",
    "{role}",
    "{fields}",
    "{loan_id}",
    "{transaction_id}",
    "{client_customer_id}",
    "{allocation_month}",
];

/// One operation's samples with what there is to fill in.
#[derive(Clone, Debug)]
pub struct Sample {
    edition: Edition,
    operation: String,
    fillings: Vec<(String, String)>,
}

impl Sample {
    /// The samples of an operation, e.g. `upload-loan`, called with the token in a setting, e.g. `TOKEN`.
    pub fn of(edition: Edition, operation: &str, token: &str) -> Self {
        let sample = Self { edition, operation: operation.to_owned(), fillings: Vec::new() };
        let sample = sample
            .fill("{BASE_URL}", &edition.base_url())
            .fill("{auth_token}", &setting(token))
            .fill("{role}", "admin");
        let sample = sample.fill("{fields}", "loan,communication,payment,notice,remark");
        PRINTED_HOSTS.iter().fold(sample, |sample, host| sample.fill(host, &edition.base_url()))
    }

    /// Takes `id` for the loan or transaction, in the path and in the body.
    #[must_use]
    pub fn loan(self, id: &str) -> Self {
        self.fill("{loan_id}", id).fill("{transaction_id}", id).fill(PRINTED_LOAN, id)
    }

    /// Takes `id` for the customer, in the path and in the body.
    #[must_use]
    pub fn customer(self, id: &str) -> Self {
        self.fill("{client_customer_id}", id).fill(PRINTED_CUSTOMER, id)
    }

    /// Takes `month` for the allocation month.
    #[must_use]
    pub fn month(self, month: &str) -> Self {
        self.fill("{allocation_month}", month)
    }

    /// The documented answer.
    pub fn documented_answer(&self) -> Value {
        printed_json(self.edition, &format!("{}.answer", self.operation))
    }

    /// The sample of a language, ready to be run.
    pub(crate) fn filled(&self, ending: &str) -> String {
        let text = text(self.edition, &format!("{}.{ending}", self.operation));
        let text = self.fillings.iter().fold(text, |text, (placeholder, value)| text.replace(placeholder, value));
        let left = PLACEHOLDERS.iter().find(|placeholder| text.contains(**placeholder));
        assert_eq!(left, None, "the sample {} needs more", self.operation);
        text
    }

    fn fill(mut self, placeholder: &str, value: &str) -> Self {
        self.fillings.push((placeholder.to_owned(), value.to_owned()));
        self
    }
}

/// A printed JSON file of an edition, e.g. `upload-loan.refusal`, as it stands.
pub fn printed_json(edition: Edition, name: &str) -> Value {
    serde_json::from_str(&text(edition, &format!("{name}.json"))).expect("a sample in JSON")
}

fn text(edition: Edition, name: &str) -> String {
    let year = match edition {
        Edition::Of2020 => "2020",
        Edition::Of2022 => "2022",
    };
    let path = format!("{FOLDER}/{year}/{name}");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {path}: {error}"))
}
