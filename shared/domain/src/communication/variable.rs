//! The variables that every template may use. A company that keeps keys of its own uses those beside them.

/// Where the value of a variable comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A key of the loan as it was uploaded, or of the transaction and its customer; of a serviced loan, its account comes first.
    Loan,
    /// A key of the month that the communication is about.
    Month,
    /// It is computed.
    Computed,
}

/// A variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// Where its value comes from.
    pub source: Source,
    /// Whether it is an amount, in the company's currency.
    pub is_amount: bool,
    /// What it says.
    pub about: &'static str,
}

const fn loan(name: &'static str, about: &'static str) -> Variable {
    Variable { name, source: Source::Loan, is_amount: false, about }
}

const fn month(name: &'static str, about: &'static str) -> Variable {
    Variable { name, source: Source::Month, is_amount: false, about }
}

const fn computed(name: &'static str, about: &'static str) -> Variable {
    Variable { name, source: Source::Computed, is_amount: false, about }
}

impl Variable {
    const fn amount(self) -> Self {
        Self { is_amount: true, ..self }
    }
}

/// All there are. Amounts are in the company's currency, dates `YYYY-MM-DD` in its time zone.
pub const VARIABLES: &[Variable] = &[
    computed("loan_id", "The lender's id of the loan, or of the transaction"),
    computed("company_name", "The name of the company"),
    computed("currency", "ISO 4217 code of the company's currency"),
    computed("today", "The day on which it is created"),
    computed("recipient_name", "The name of whom it is for"),
    computed("amount_overdue", "What is overdue, of all months").amount(),
    computed("due_date", "Since when it is overdue"),
    computed("days_past_due", "For how many days it is overdue"),
    computed("allocation_month", "The month that it is about, 2021-7-01"),
    loan("client_customer_id", "The lender's id of the borrower"),
    loan("applicant_name", "The applicant's name"),
    loan("business_name", "The name of the applicant's business"),
    loan("loan_type", "The type of the loan"),
    loan("product_type", "Its product"),
    loan("total_loan_amount", "The amount that was paid out").amount(),
    loan("emi_amount", "The installment that was agreed").amount(),
    loan("loan_tenure", "Its tenure in months"),
    loan("loan_end_date", "The day on which it is to end"),
    loan("client_loan_sanction_date", "The day on which it was granted"),
    loan("interest_on_loan", "The rate that was agreed, percent a year"),
    loan("payment_link", "Where the borrower can pay"),
    loan("merchant_name", "The merchant"),
    loan("channel_partner", "The channel partner"),
    loan("loan_nbfc_name", "The non-banking financial company"),
    loan("loan_region", "The region"),
    loan("loan_regional_manager_name", "The regional manager"),
    loan("loan_regional_manager_contact_number", "The regional manager's telephone number"),
    loan("loan_regional_manager_contact_email", "The regional manager's e-mail address"),
    loan("loan_source_branch_address", "The branch that paid the loan out"),
    loan("vehicle_registration_number", "The vehicle's registration number"),
    loan("make_and_model", "The vehicle's make and model"),
    loan("group_id", "The group that the loan belongs to"),
    month("total_claim_amount", "What is claimed of the month").amount(),
    month("late_fee", "The month's late fee").amount(),
    month("other_penalty", "The month's penalty").amount(),
    month("expected_emi", "The month's installment").amount(),
    month("default_emi_number", "The number of the month's installment"),
    month("settlement_amount", "For how much the lender would settle").amount(),
    month("principal_outstanding_amount", "The principal that is outstanding").amount(),
    month("amount_recovered", "What came back of the month").amount(),
    month("date_of_default", "The day on which the month's installment was due"),
];

/// The variable of a name.
pub fn find(name: &str) -> Option<&'static Variable> {
    VARIABLES.iter().find(|variable| variable.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::communication::wording::is_name;
    use crate::lending::schema;

    #[test]
    fn each_has_a_name_of_its_own_and_those_of_documents_are_keys_of_documents() {
        for variable in VARIABLES {
            assert!(is_name(variable.name));
            assert_eq!(VARIABLES.iter().filter(|other| other.name == variable.name).count(), 1, "{}", variable.name);
            let key = variable.name;
            match variable.source {
                Source::Loan => assert!(schema::LOAN.field(key).is_some(), "{key}"),
                Source::Month => assert!(schema::ALLOCATION.field(key).is_some() || key == "amount_recovered", "{key}"),
                Source::Computed => {}
            }
        }
    }
}
