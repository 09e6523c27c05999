//! What is known of a loan when a template about it is filled.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::variable::{Source, Variable, find};
use crate::calendar::Month;
use crate::company::{Company, minor_digits};
use crate::json::{Json, Object};
use crate::lending::allocation::{Allocation, FinalStatus};
use crate::lending::serviced::ServicedMonth;
use crate::recovery::overdue::Debt;

/// A loan, or a transaction of a credit line, in one of its months.
#[derive(Clone)]
pub struct Facts<'a> {
    /// The company.
    pub company: &'a Company,
    /// The lender's id.
    pub loan_id: &'a str,
    /// What the document says; of a serviced loan, with what its account says in place of it.
    pub fields: Object,
    /// The month.
    pub month: Month,
    /// What is known of the month.
    pub of_month: MonthFacts,
    /// How the loan stands today.
    pub debt: Debt,
    /// Today, in the company's time zone.
    pub today: NaiveDate,
}

/// What is known of a month.
#[derive(Clone, Default)]
pub struct MonthFacts {
    /// Its keys.
    pub fields: Object,
    /// Whether nothing is asked for any more.
    pub is_closed: bool,
}

impl MonthFacts {
    /// A month as it was uploaded.
    pub fn uploaded(month: &Allocation) -> Self {
        let mut fields = month.terms.clone();
        fields.insert("date_of_default".to_owned(), Json::text(month.date_of_default.to_string()));
        fields.insert("amount_recovered".to_owned(), Json::Number(month.recovery.amount_recovered));
        Self { fields, is_closed: month.recovery.final_status == FinalStatus::Closed }
    }

    /// A month of a loan that is serviced; what the lender uploaded of it and the account does not know stays.
    #[must_use]
    pub fn serviced(mut self, month: &ServicedMonth, principal_left: Decimal) -> Self {
        let expected = &month.expected;
        let amounts = [
            ("total_claim_amount", expected.total()),
            ("expected_emi", expected.principal.saturating_add(expected.interest)),
            ("other_penalty", expected.penalties),
            ("principal_outstanding_amount", principal_left),
            ("amount_recovered", month.paid),
        ];
        self.fields.extend(amounts.map(|(key, amount)| (key.to_owned(), Json::Number(amount))));
        let number = month.late_number.map(|number| Json::integer(i64::from(number)));
        self.fields.insert("default_emi_number".to_owned(), number.into());
        self.fields.insert("date_of_default".to_owned(), Json::text(month.date_of_default.to_string()));
        self.is_closed = month.final_status() == FinalStatus::Closed;
        self
    }
}

impl Facts<'_> {
    /// The value of a variable in a message to somebody; `None` where there is none.
    pub fn value(&self, name: &str, recipient: &str) -> Option<String> {
        let Some(variable) = find(name) else {
            let own = self.fields.get(name).or_else(|| self.of_month.fields.get(name))?;
            return self.text(own, false);
        };
        match variable.source {
            Source::Loan => self.keyed(&self.fields, variable),
            Source::Month => self.keyed(&self.of_month.fields, variable),
            Source::Computed => self.computed(name, recipient),
        }
    }

    fn keyed(&self, fields: &Object, variable: &Variable) -> Option<String> {
        self.text(fields.get(variable.name)?, variable.is_amount)
    }

    fn computed(&self, name: &str, recipient: &str) -> Option<String> {
        let overdue = self.debt.overdue();
        match name {
            "loan_id" => Some(self.loan_id.to_owned()),
            "company_name" => Some(self.company.settings.name.clone()),
            "currency" => Some(self.company.settings.currency.clone()),
            "today" => Some(self.today.to_string()),
            "recipient_name" => Some(recipient.to_owned()).filter(|name| !name.is_empty()),
            "amount_overdue" => overdue.map(|overdue| self.amount(overdue.amount)),
            "due_date" => overdue.map(|overdue| overdue.since.to_string()),
            "days_past_due" => overdue.map(|overdue| overdue.days_past_due(self.today).to_string()),
            "allocation_month" => Some(self.month.to_string()),
            _ => None,
        }
    }

    /// Texts, numbers; nothing else makes sense in a sentence.
    fn text(&self, value: &Json, is_amount: bool) -> Option<String> {
        match value {
            Json::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Json::Number(number) if is_amount => Some(self.amount(*number)),
            Json::Number(number) => Some(number.normalize().to_string()),
            _ => None,
        }
    }

    /// With the decimals of the currency, or without any: `600`, `1234.50`.
    fn amount(&self, amount: Decimal) -> String {
        let digits = minor_digits(&self.company.settings.currency).unwrap_or_default();
        let mut rounded = amount.round_dp(digits).normalize();
        if rounded.scale() > 0 {
            rounded.rescale(digits);
        }
        rounded.to_string()
    }
}
