//! Accounts, their schedules and installments.

use domain::accounts::account::TRANSACTIONS;
use domain::accounts::account::fields::ACCOUNT;
use domain::accounts::account::show::INSTALLMENT;
use domain::accounts::setting::Setting;
use domain::resource::{Field, Kind};
use openapi::{Operation, id, repeated, schema, when_shown};
use serde_json::{Map, Value, json};

/// The group of the operations on accounts.
pub(crate) const TAG: &str = "Loan accounts";
/// The group of those on schedules.
pub(crate) const SCHEDULES: &str = "Schedules";

const ALL: &str = "/v1/accounts/loans";
/// The path of an account.
pub(crate) const ONE: &str = "/v1/accounts/loans/{account_id}";

/// The account of the path, and of the query where it is repeated.
pub(crate) fn account() -> [Value; 2] {
    [id("account_id", "The account"), repeated("account_id")]
}

/// The operations.
pub(crate) fn operations() -> Vec<Operation> {
    let of_accounts = [
        Operation::post(ALL, "createLoanAccount", "Creates an account: an application that is still to be submitted")
            .takes(schema("NewLoanAccount"))
            .answers("The account", schema("LoanAccount")),
        Operation::list(ALL, "listLoanAccounts", "Lists accounts", "LoanAccountPage"),
        Operation::get(ONE, "getLoanAccount", "An account as it stands today")
            .with(account())
            .answers("The account", schema("LoanAccount")),
        Operation::put(ONE, "updateLoanAccount", "Changes the fields sent; `null` takes one away")
            .described("Terms change as long as the account is not approved.")
            .with(account())
            .takes(schema("LoanAccountChange"))
            .answers("The account", schema("LoanAccount")),
        Operation::delete(ONE, "deleteLoanAccount", "Deletes an account that was never approved").with(account()),
    ];
    let schedule = format!("{ONE}/schedule");
    let installments = format!("{ONE}/installments");
    let installment = format!("{installments}/{{installment_id}}");
    let of_installment = [id("installment_id", "The installment"), repeated("installment_id")];
    let preview = "The schedule of an account that is not created";
    let of_schedules = [
        Operation::ask(&format!("{ALL}:preview"), "previewLoanAccount", preview)
            .takes(schema("PreviewedLoanAccount"))
            .answers("The schedule", schema("Schedule")),
        Operation::get(&schedule, "getSchedule", "The schedule, and what the loan costs by it")
            .with(account())
            .answers("The schedule", schema("Schedule")),
        Operation::list(&installments, "listInstallments", "Lists installments", "InstallmentPage").with(account()),
        Operation::get(&installment, "getInstallment", "An installment")
            .with(account())
            .with(of_installment)
            .answers("The installment", schema("Installment")),
    ];
    let of_accounts = of_accounts.map(|operation| operation.tagged(TAG));
    of_accounts.into_iter().chain(of_schedules.map(|operation| operation.tagged(SCHEDULES))).collect()
}

/// The schemas.
pub(crate) fn add(schemas: &mut Map<String, Value>) {
    let sent = |setting: &Setting| openapi::value(setting.kind, true);
    let shown = |setting: &Setting| openapi::value(setting.kind, false);
    let (own_sent, own_shown) = (openapi::on_account(&sent), openapi::on_account(&shown));
    let elsewhere = |own: Map<String, Value>, settings: &'static str| {
        move |field: &Field| match field.key {
            TRANSACTIONS => history(field),
            key => own.get(key).cloned().unwrap_or_else(|| schema(settings)),
        }
    };
    let sent_elsewhere = elsewhere(own_sent, "SettingsSent");
    // A history is brought once, and answered as transactions.
    let lasting: Vec<_> = ACCOUNT.iter().filter(|field| field.key != TRANSACTIONS).copied().collect();
    openapi::add_settings(schemas);
    let mut add = |name: &str, schema: Value| schemas.insert(name.to_owned(), schema);
    add("NewLoanAccount", openapi::new(ACCOUNT, &sent_elsewhere));
    add("PreviewedLoanAccount", openapi::new(&lasting, &sent_elsewhere));
    add("LoanAccountChange", openapi::change(&lasting, &sent_elsewhere));
    add("LoanAccount", openapi::answer(&lasting, &elsewhere(own_shown, "Settings")));
    add("LoanAccountPage", openapi::list("accounts", "LoanAccount"));
    add("Installment", openapi::answer(INSTALLMENT, &|field| openapi::scalar(field.kind)));
    add("InstallmentPage", openapi::list("installments", "Installment"));
    add("Schedule", schedule());
}

fn history(field: &Field) -> Value {
    let Kind::List(_, most) = field.kind else { return json!({}) };
    json!({"type": "array", "items": schema("TransactionElsewhere"), "maxItems": most})
}

fn schedule() -> Value {
    let rows =
        json!({"type": "array", "items": schema("Installment"), "description": "The installments, by their due dates"});
    let percent = json!({"type": "number", "description": "Percent a year that the loan costs, where there is a rate"});
    let cost = openapi::with(when_shown(), &json!({"description": "What the borrower pays beyond what was lent"}));
    let currency = json!({"type": "string", "description": "ISO 4217 code of the currency of all amounts"});
    json!({"type": "object", "additionalProperties": false, "required": ["currency_code", "transactions"], "properties": {
        "currency_code": currency, "transactions": rows, "annual_percentage_rate": percent, "total_cost_of_credit": cost,
    }})
}
