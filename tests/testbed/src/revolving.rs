//! Revolving accounts that loans of a test are registered to.

use domain::company::Company;
use domain::moment::Moment;
use domain::revolving::{Account, Context};
use platform::revolving::{Known, create_writes};
use platform::table::Table;

/// Stores the revolving account `rev-1` of the client `cus-1`, with a limit of 1,500.00 on what its loans have outstanding
/// (`OutstandingAmount`) or were approved for (`ApprovedAmount`).
pub async fn revolving_account(table: &Table, company: &Company, exposure: &str, now: Moment) {
    let body = format!(
        r#"{{"account_id":"rev-1","client_id":"cus-1","max_credit":"1500.00","exposure_limit_type":"{exposure}",
        "approve_time":"2023-12-01T00:00:00Z","start_time":"2023-12-01T00:00:00Z"}}"#
    );
    let body = platform::http::body::parse(body.as_bytes()).expect("JSON");
    let context = Context { zone: &company.settings.time_zone, now };
    let account =
        Account::create("rev-1", body.as_object().expect("an object"), &context).expect("a revolving account");
    table.transact(create_writes(&company.id, &account).expect("writes")).await.expect("stored");
}

/// What the loans of `rev-1` consume of its limit, and each of them with its state and its outstanding principal.
pub async fn consumed(table: &Table, company: &Company, now: Moment) -> (String, Vec<String>) {
    let known = Known::load(table, &company.id, "rev-1").await.expect("read").expect("a revolving account");
    let context = Context { zone: &company.settings.time_zone, now };
    let shown = known.account.show(&context);
    let loans = known.loans.iter();
    let loans = loans.map(|loan| format!("{} {} {}", loan.account_id, loan.state.name(), loan.outstanding_principal));
    (shown["consumed_credit"].as_text().expect("an amount").to_owned(), loans.collect())
}
