//! A loan that is serviced as an account.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::accounts::account::{Ledger, Snapshot};
use domain::calendar::Month;
use domain::company::Company;
use domain::days_past_due::bracket;
use domain::json::{Json, Object};
use domain::lending::serviced::{ServicedMonth, details, months};
use domain::servicing::rounding::Rounding;
use domain::time_zone::TimeZone;
use platform::accounts::{KnownAccount, uncomputable};
use platform::http::problem::Problem;
use rust_decimal::Decimal;

use super::insert;
use crate::Edition;

/// What an account says of its loan today.
pub(super) struct Serviced<'a> {
    ledger: &'a Ledger,
    snapshot: Snapshot,
    zone: &'a TimeZone,
}

impl<'a> Serviced<'a> {
    /// Computes it.
    pub(super) fn of(known: &'a KnownAccount, company: &'a Company, today: NaiveDate) -> Result<Self, Problem> {
        let ledger = &known.ledger;
        let account_id = &ledger.account.account_id;
        let snapshot = ledger.on(today).map_err(|refusal| uncomputable(&company.id, account_id, &refusal))?;
        Ok(Self { ledger, snapshot, zone: &company.settings.time_zone })
    }

    /// Says what the account knows, in place of what was uploaded.
    pub(super) fn amend(&self, fields: &mut Object) {
        fields.extend(details(self.ledger, &self.snapshot, self.zone));
    }

    /// Says what the account knows of months, in place of what was uploaded of them. A month that the lender uploaded and in
    /// which no installment is due stays as it is.
    pub(super) fn amend_months(&self, months_shown: &mut BTreeMap<Month, Json>, edition: Edition, today: NaiveDate) {
        for month in months(&self.snapshot) {
            let computed = self.month(&month, edition, today);
            let shown = months_shown.remove(&month.month).and_then(|uploaded| uploaded.as_object().cloned());
            let mut shown = shown.unwrap_or_else(|| nothing_uploaded(edition));
            shown.extend(computed);
            months_shown.insert(month.month, Json::Object(shown));
        }
    }

    fn month(&self, month: &ServicedMonth, edition: Edition, today: NaiveDate) -> Object {
        let created = self.ledger.account.stamps.create;
        let rounding: &Rounding = &self.ledger.terms().rounding;
        let money = |amount: Decimal| Json::Number(rounding.money(amount).normalize());
        let expected = &month.expected;
        let principal_left = self.snapshot.summary.balances.outstanding.principal;
        let mut shown = Object::new();
        insert(&mut shown, "created", created.to_lending_text());
        insert(&mut shown, "upload_date", self.zone.date_at(created).to_string());
        insert(&mut shown, "allocation_month", month.month.to_string());
        insert(&mut shown, "expected_emi", money(expected.principal + expected.interest));
        insert(&mut shown, "expected_emi_principal_amount", money(expected.principal));
        insert(&mut shown, "expected_emi_interest_amount", money(expected.interest));
        insert(&mut shown, "other_penalty", money(expected.penalties));
        insert(&mut shown, "total_claim_amount", money(expected.total()));
        insert(&mut shown, "principal_outstanding_amount", money(principal_left));
        insert(&mut shown, "default_emi_number", month.late_number.map(|number| Json::integer(i64::from(number))));
        insert(&mut shown, "date_of_default", month.date_of_default.to_string());
        insert(&mut shown, "actual_date_of_default", month.actual_date_of_default.to_string());
        if edition == Edition::Current {
            let days = month.dpd_on(today);
            insert(&mut shown, "dpd", days.to_string());
            insert(&mut shown, "dpd_bracket", bracket(days));
        }
        insert(&mut shown, "final_status", month.final_status().name());
        insert(&mut shown, "amount_recovered", money(month.paid));
        insert(&mut shown, "recovery_date", month.met_on.map(|day| day.to_string()));
        shown
    }
}

/// The keys of an entry that no account knows, as they are shown where nothing was sent.
fn nothing_uploaded(edition: Edition) -> Object {
    let mut shown = Object::new();
    for key in ["late_fee", "settlement_amount", "client_amount_recovered", "allocation_dpd_value"] {
        insert(&mut shown, key, Json::Null);
    }
    for key in [
        "allocation_dpd_bracket",
        "recovery_method",
        "payment_method",
        "payment_mode",
        "payment_reference_number",
        "closure_with",
    ] {
        insert(&mut shown, key, Json::text(""));
    }
    if edition == Edition::Current {
        insert(&mut shown, "tags", Json::List(Vec::new()));
    }
    shown
}
