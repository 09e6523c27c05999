//! The page of what would have been sent: messages, notices, deliveries of webhooks. It asks the API for them, as the companies of the demo.

use crate::settings::Settings;
use serde_json::{Value, json};

const PAGE: &str = include_str!("../outbox/index.html");
/// The demo's companies: what they are called, and which settings have their ids and tokens.
const COMPANIES: [(&str, &str, &str); 3] = [
    ("Demo lender", "COMPANY_ID", "TOKEN"),
    ("Other lender", "COMPANY_ID_OTHER", "TOKEN_OTHER"),
    ("Credit-line company", "COMPANY_ID_CREDIT_LINE", "TOKEN_CREDIT_LINE"),
];

/// The page, with what it needs to call the API as one of the companies. Their tokens are worth nothing but here.
pub(crate) fn page(settings: &Settings) -> String {
    let company = |(name, id, token): &(&str, &str, &str)| -> Option<Value> {
        Some(json!({"name": name, "id": settings.get(id)?, "token": settings.get(token)?}))
    };
    let companies: Vec<Value> = COMPANIES.iter().filter_map(company).collect();
    PAGE.replace("\"{companies}\"", &Value::Array(companies).to_string())
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::settings::Settings;

    #[test]
    fn the_page_has_the_companies_that_there_are() {
        let mut settings = Settings::default();
        settings.set("COMPANY_ID", "com_1");
        settings.set("TOKEN", "rcp_1");
        settings.set("COMPANY_ID_OTHER", "com_2");
        let page = page(&settings);
        assert!(page.contains(r#"const companies = [{"id":"com_1","name":"Demo lender","token":"rcp_1"}];"#), "{page}");
    }
}
