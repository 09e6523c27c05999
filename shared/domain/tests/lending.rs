//! The facts that the lending documents' samples show, and the rules that they leave to be settled.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use domain::company::{Company, CompanyKind, CompanySettings, PageTokenSecret, UnknownKeys};
use domain::field::{Extent, Faults, Section};
use domain::json::{Json, Object};
use domain::lending::allocation::{Allocations, FinalStatus};
use domain::lending::loan::{Loan, LoanChange, update, upload};
use domain::lending::payment::{Payment, PaymentReference, PaymentRules};
use domain::lending::{Context, Refusal, customer, schema};
use domain::moment::Moment;
use rust_decimal::Decimal;

/// 2020-08-14 14:29:02.660409 UTC.
const UPLOADED: i64 = 1_597_415_342_660_409;

fn company(unknown_keys: UnknownKeys) -> Company {
    Company {
        id: "com_1".into(),
        kind: CompanyKind::Lending,
        settings: CompanySettings {
            name: "Lender".into(),
            time_zone: domain::time_zone::TimeZone::from_name("Asia/Kolkata").expect("a zone"),
            currency: "INR".into(),
            unknown_keys,
            bifurcation_variables: BTreeSet::from(["late_fee".into(), "expected_emi".into(), "penalty".into()]),
            recovery: domain::recovery::settings::RecoverySettings::default(),
        },
        credentials: BTreeMap::new(),
        page_token_secret: PageTokenSecret::new([0; 32]),
        created_at: Moment::EPOCH,
    }
}

fn context(company: &Company) -> Context<'_> {
    Context { company, author: "demo.admin@example.com", now: Moment::from_micros(UPLOADED).expect("in range") }
}

fn object(text: &str) -> Object {
    serde_json::from_str::<Json>(text).expect("valid JSON").as_object().expect("an object").clone()
}

fn check(section: &Section, text: &str, extent: Extent) -> Result<Object, Faults> {
    section.check(&object(text), extent, UnknownKeys::Refuse)
}

fn faults_of<T: std::fmt::Debug>(result: Result<T, Refusal>) -> String {
    match result.expect_err("refused") {
        Refusal::Invalid(faults) => serde_json::to_string(&faults.to_json()).expect("serializes"),
        other => other.to_string(),
    }
}

const LOAN: &str = r#"{"loan_id":"2954","loan_type":"Business Loan","applicant_name":"A","total_loan_amount":268500,
    "defaults":[{"total_claim_amount":127718,"date_of_default":"2020-05-15","settlement_amount":25000}]}"#;

fn loan(text: &str, context: &Context<'_>) -> Loan {
    let document = check(&schema::LOAN, text, Extent::Whole).expect("a loan");
    applied(None, upload(None, document, context).expect("uploaded"))
}

fn applied(before: Option<Loan>, change: LoanChange) -> Loan {
    let (profile, mut allocations) =
        before.map_or((None, Allocations::new()), |loan| (Some(loan.profile), loan.allocations));
    allocations.extend(change.allocations.into_iter().map(|allocation| (allocation.month, allocation)));
    Loan { profile: change.profile.or(profile).expect("a profile"), allocations }
}

fn pay(text: &str, context: &Context<'_>) -> Result<Payment, Faults> {
    let month = domain::calendar::Month::from_text("2020-8-01").expect("a month");
    Payment::parse(&object(text), month, PaymentRules::default(), context)
}

#[test]
fn an_upload_without_a_month_is_of_the_current_month_and_counts_its_days() {
    let company = company(UnknownKeys::Refuse);
    let loan = loan(LOAN, &context(&company));
    let allocation = loan.allocations.values().next().expect("one month");
    assert_eq!(allocation.month.to_string(), "2020-8-01");
    assert_eq!((allocation.dpd_at_upload(), allocation.bracket_at_upload().as_str()), (Decimal::from(91), "91-120"));
    assert_eq!(allocation.recovery.final_status, FinalStatus::Initiated);
}

#[test]
fn days_past_due_that_the_lender_sent_stand_and_the_bracket_follows() {
    let company = company(UnknownKeys::Refuse);
    let sent = LOAN.replace("\"settlement_amount\":25000", "\"allocation_dpd_value\":45");
    let loan = loan(&sent, &context(&company));
    let allocation = loan.allocations.values().next().expect("one month");
    assert_eq!((allocation.dpd_at_upload(), allocation.bracket_at_upload().as_str()), (Decimal::from(45), "31-60"));
}

#[test]
fn a_partial_recovery_moves_the_date_of_default_but_not_the_actual_one() {
    let company = company(UnknownKeys::Refuse);
    let context = context(&company);
    let loan = loan(LOAN, &context);
    let mut allocation = loan.allocations.values().next().expect("one month").clone();
    let partial = r#"{"final_status":"partially recovered","amount_recovered":8500,"payment_method":"Online","date_of_default":"2020-07-05"}"#;
    allocation.receive(&pay(partial, &context).expect("a payment")).expect("received");
    assert_eq!(
        (allocation.date_of_default.to_string(), allocation.actual_date_of_default.to_string()),
        ("2020-07-05".into(), "2020-05-15".into())
    );
    let closed = r#"{"final_status":"Closed","amount_recovered":0.5,"payment_method":"Cash","date_of_default":"2020-07-30","closure_with":"Settlement"}"#;
    allocation.receive(&pay(closed, &context).expect("a payment")).expect("received");
    assert_eq!(allocation.date_of_default.to_string(), "2020-07-05");
    assert_eq!(allocation.recovery.amount_recovered, Decimal::new(85_005, 1));
    assert_eq!(allocation.recovery.final_status, FinalStatus::Closed);
}

#[test]
fn the_same_month_cannot_be_uploaded_twice_but_a_new_one_extends_the_loan() {
    let company = company(UnknownKeys::Refuse);
    let context = context(&company);
    let known = loan(LOAN, &context);
    let again = check(&schema::LOAN, LOAN, Extent::Whole).expect("a loan");
    assert_eq!(
        faults_of(upload(Some(&known), again, &context)),
        r#"{"defaults":{"0":{"allocation_month":"Data already exists for 2020-8-01"}}}"#
    );
    let next = LOAN
        .replace("\"total_claim_amount\"", "\"allocation_month\":\"2020-9-01\",\"total_claim_amount\"")
        .replace("268500", "300000");
    let next = check(&schema::LOAN, &next, Extent::Whole).expect("a loan");
    let extended = applied(Some(known.clone()), upload(Some(&known), next, &context).expect("extended"));
    assert_eq!(extended.allocations.len(), 2);
    assert_eq!(extended.profile.fields["total_loan_amount"], Json::integer(300_000));
    assert_eq!(extended.profile.created, known.profile.created);
}

#[test]
fn one_body_cannot_name_a_month_twice() {
    let company = company(UnknownKeys::Refuse);
    let twice = r#"{"loan_id":"1","loan_type":"x","applicant_name":"A","total_loan_amount":1,"defaults":[
        {"total_claim_amount":1,"date_of_default":"2020-05-15"},{"allocation_month":"2020-8-01","total_claim_amount":1,"date_of_default":"2020-05-15"}]}"#;
    let document = check(&schema::LOAN, twice, Extent::Whole).expect("well-formed");
    assert!(faults_of(upload(None, document, &context(&company))).contains(r#""1":{"allocation_month""#));
}

#[test]
fn an_update_names_its_month_or_means_the_only_one() {
    let company = company(UnknownKeys::Refuse);
    let context = context(&company);
    let known = loan(LOAN, &context);
    let patch = check(&schema::LOAN, r#"{"defaults":[{"late_fee":10}]}"#, Extent::Partial).expect("partial");
    let change = update(&known, patch.clone(), &context).expect("valid").expect("a change");
    assert_eq!(change.allocations[0].terms["late_fee"], Json::integer(10));
    assert_eq!(change.allocations[0].terms["settlement_amount"], Json::integer(25_000));
    assert!(change.profile.is_none());
    let two =
        r#"{"defaults":[{"allocation_month":"2020-9-01","total_claim_amount":1,"date_of_default":"2020-08-15"}]}"#;
    let two = check(&schema::LOAN, two, Extent::Partial).expect("partial");
    let known = applied(Some(known.clone()), update(&known, two, &context).expect("valid").expect("a change"));
    assert!(
        faults_of(update(&known, patch, &context))
            .contains(r#"{"defaults":{"0":{"allocation_month":"Value is required"#)
    );
}

#[test]
fn an_update_for_a_new_month_is_validated_as_an_upload() {
    let company = company(UnknownKeys::Refuse);
    let context = context(&company);
    let known = loan(LOAN, &context);
    let patch =
        check(&schema::LOAN, r#"{"defaults":[{"allocation_month":"2020-9-01","late_fee":1}]}"#, Extent::Partial)
            .expect("partial");
    let expected =
        r#"{"defaults":{"0":{"total_claim_amount":"Value is required","date_of_default":"Value is required"}}}"#;
    assert_eq!(faults_of(update(&known, patch, &context)), expected);
}

#[test]
fn an_update_that_changes_nothing_is_no_change() {
    let company = company(UnknownKeys::Refuse);
    let context = context(&company);
    let known = loan(LOAN, &context);
    for body in
        ["{}", r#"{"defaults":[]}"#, r#"{"total_loan_amount":268500}"#, r#"{"defaults":[{"settlement_amount":25000}]}"#]
    {
        let patch = check(&schema::LOAN, body, Extent::Partial).expect("partial");
        assert_eq!(update(&known, patch, &context), Ok(None), "{body}");
    }
}

#[test]
fn tags_are_added_and_keep_their_order() {
    let company = company(UnknownKeys::Refuse);
    let context = context(&company);
    let tagged = LOAN.replace("{\"loan_id\"", "{\"tags\":\"b, a\",\"loan_id\"");
    let known = loan(&tagged, &context);
    let patch = check(&schema::LOAN, r#"{"tags":"c,a"}"#, Extent::Partial).expect("partial");
    let change = update(&known, patch, &context).expect("valid").expect("a change");
    let names: Vec<_> = change.allocations[0].tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["b", "a", "c"]);
}

#[test]
fn computed_and_unknown_keys_are_refused_by_name() {
    let body = r#"{"loan_colour":"red","defaults":[{"amount_recovered":1,"dpd":"4"}],"applicant_dob":"1992-3-23"}"#;
    let faults = check(&schema::LOAN, body, Extent::Partial).expect_err("refused");
    let expected = concat!(
        r#"{"loan_colour":"Unknown key","#,
        r#""defaults":{"0":{"amount_recovered":"Value is computed and cannot be set","dpd":"Value is computed and cannot be set"}},"#,
        r#""applicant_dob":"Value must be of type date with format YYYY-MM-DD"}"#
    );
    assert_eq!(serde_json::to_string(&faults.to_json()).expect("serializes"), expected);
}

#[test]
fn a_company_may_keep_keys_of_its_own_but_not_computed_ones() {
    let keep = |text: &str| schema::LOAN.check(&object(text), Extent::Partial, UnknownKeys::Keep);
    let kept = keep(r#"{"colour":{"x":[1.50]},"loan_type":"y"}"#).expect("kept");
    assert_eq!(serde_json::to_string(&kept).expect("serializes"), r#"{"loan_type":"y","colour":{"x":[1.50]}}"#);
    assert!(keep(r#"{"defaults":[{"dpd":"4"}]}"#).is_err());
}

#[test]
fn misspelled_keys_are_answered_in_their_first_spelling() {
    let body = r#"{"backed_by_security":true,"references":[{"contat_number":"8802913432"}],"document_details":[{"document_seqeunce_number":"7"}]}"#;
    let checked = check(&schema::LOAN, body, Extent::Partial).expect("partial");
    assert_eq!(checked["backed_by_surety"], Json::Bool(true));
    assert_eq!(
        serde_json::to_string(&checked["references"]).expect("serializes"),
        r#"[{"contact_number":"8802913432"}]"#
    );
    assert_eq!(
        serde_json::to_string(&checked["document_details"]).expect("serializes"),
        r#"[{"document_sequence_number":"7"}]"#
    );
    assert!(check(&schema::LOAN, r#"{"backed_by_security":true,"backed_by_surety":false}"#, Extent::Partial).is_err());
}

#[test]
fn lists_and_their_entries_are_checked_where_they_are_wrong() {
    let body = r#"{"co_applicant":[{"co_applicant_email":"tempgmail.com"}],"applicant_address":[{"applicant_address_type":""},5],"defaults":null}"#;
    let faults = check(&schema::LOAN, body, Extent::Partial).expect_err("refused");
    let text = serde_json::to_string(&faults.to_json()).expect("serializes");
    assert!(
        text.contains(r#""co_applicant":{"0":{"co_applicant_email":"Invalid Emails, [tempgmail.com]"}}"#),
        "{text}"
    );
    assert!(
        text.contains(r#""applicant_pincode":"Value is required""#)
            && text.contains(r#""1":"Value must be an object""#),
        "{text}"
    );
    assert!(text.contains(r#""defaults":"Value must be a list""#), "{text}");
}

#[test]
fn a_flat_address_and_a_listed_one_are_the_same_address() {
    let flat =
        r#"{"co_applicant":[{"co_applicant_name":"N","co_applicant_city":"Alwar","co_applicant_pincode":301024}]}"#;
    let mut document = check(&schema::LOAN_2020, flat, Extent::Partial).expect("partial");
    schema::lift_addresses(&mut document);
    let listed = r#"{"co_applicant":[{"co_applicant_name":"N","co_applicant_address":[{"co_applicant_city":"Alwar","co_applicant_pincode":301024}]}]}"#;
    assert_eq!(serde_json::to_string(&document).expect("serializes"), listed);
    schema::flatten_addresses(&mut document);
    assert_eq!(serde_json::to_string(&document).expect("serializes"), flat);
}

#[test]
fn the_parts_of_a_payment_add_up_to_it() {
    let company = company(UnknownKeys::Refuse);
    let context = context(&company);
    let body = |emi: &str| {
        format!(
            r#"{{"final_status":"Closed","amount_recovered":2200,"payment_method":"Cash","recovered_expected_emi":{emi},"recovered_late_fee":200}}"#
        )
    };
    let payment = pay(&body("2000"), &context).expect("a payment");
    assert_eq!(payment.fields["recovered_late_fee"], Json::integer(200));
    for wrong in ["1999.99", "-1", "\"2000\""] {
        assert!(pay(&body(wrong), &context).is_err(), "{wrong}");
    }
    let unknown = r#"{"final_status":"Closed","amount_recovered":1,"payment_method":"Cash","recovered_other":1}"#;
    let faults = pay(unknown, &context).expect_err("refused");
    assert_eq!(faults, Faults::at("recovered_other", "Unknown key"));
}

#[test]
fn closure_goes_with_closed_only_and_a_partial_recovery_recovers_something() {
    let company = company(UnknownKeys::Refuse);
    let context = context(&company);
    let with =
        r#"{"final_status":"Partially Recovered","amount_recovered":0,"payment_method":"Cash","closure_with":"NOC"}"#;
    let text = serde_json::to_string(&pay(with, &context).expect_err("refused").to_json()).expect("serializes");
    assert!(text.contains("amount_recovered") && text.contains("closure_with"), "{text}");
    let rules = PaymentRules { partial_needs_date_of_default: true, customer_is_required: true };
    let month = domain::calendar::Month::from_text("2020-8-01").expect("a month");
    let bare = object(r#"{"final_status":"Partially Recovered","amount_recovered":1,"payment_method":"Cash"}"#);
    let text = serde_json::to_string(&Payment::parse(&bare, month, rules, &context).expect_err("refused").to_json())
        .expect("serializes");
    assert!(text.contains("date_of_default") && text.contains("client_customer_id"), "{text}");
}

#[test]
fn a_repeated_reference_is_the_same_payment_or_a_conflict() {
    let company = company(UnknownKeys::Refuse);
    let context = context(&company);
    let body = |amount: &str| {
        format!(
            r#"{{"final_status":"Closed","amount_recovered":{amount},"payment_method":"Cash","reference_number":"RFN"}}"#
        )
    };
    let first = pay(&body("1000"), &context).expect("a payment");
    assert_eq!(first.reference(), Some("RFN"));
    let known = PaymentReference::of(&first);
    assert_eq!(known.is_repeated_by(&pay(&body("1000.00"), &context).expect("a payment")), Ok(()));
    assert!(known.is_repeated_by(&pay(&body("1001"), &context).expect("a payment")).is_err());
}

#[test]
fn a_customers_month_sums_its_transactions() {
    let company = company(UnknownKeys::Refuse);
    let context = context(&company);
    let one = loan(LOAN, &context).allocations.into_values().next().expect("a month");
    let mut other = one.clone();
    other.terms.shift_remove("settlement_amount");
    let payment = pay(r#"{"final_status":"Closed","amount_recovered":3550.25,"payment_method":"Cash"}"#, &context)
        .expect("a payment");
    other.receive(&payment).expect("received");
    let months = customer::by_month([&one, &other].into_iter());
    let month = months.values().next().expect("a month");
    assert_eq!(month.final_status, FinalStatus::PartiallyRecovered);
    assert_eq!(month.amount_recovered, Some(Decimal::new(355_025, 2)));
    assert_eq!(month.settlement_amount, Some(Decimal::from(25_000)));
    let closed = customer::by_month(std::iter::once(&other));
    let month = closed.values().next().expect("a month");
    assert_eq!((month.final_status, month.settlement_amount), (FinalStatus::Closed, None));
}
