use std::collections::BTreeSet;

use super::*;

fn at(micros: i64) -> Moment {
    Moment::from_micros(micros).expect("in range")
}

fn new_company() -> NewCompany {
    NewCompany {
        name: "Shri Finance".to_owned(),
        time_zone: "Asia/Kolkata".to_owned(),
        currency: "INR".to_owned(),
        unknown_keys: UnknownKeys::Refuse,
        bifurcation_variables: vec!["late_fee".to_owned(), "emi_2".to_owned()],
    }
}

fn secret() -> PageTokenSecret {
    PageTokenSecret::new([0; 32])
}

fn company() -> Company {
    Company::create("com_1".to_owned(), CompanyKind::Lending, new_company(), secret(), at(1)).expect("valid")
}

fn refused_field(new: NewCompany) -> Option<&'static str> {
    match Company::create("com_1".to_owned(), CompanyKind::Lending, new, secret(), at(1)) {
        Err(CompanyRefusal::Invalid { field, .. }) => Some(field),
        _ => None,
    }
}

fn viewer() -> BTreeSet<Role> {
    BTreeSet::from([Role::Viewer])
}

#[test]
fn a_new_company_has_its_settings_and_no_credentials() {
    let company = company();
    assert_eq!(company.settings.time_zone, crate::time_zone::TimeZone::from_name("Asia/Kolkata").expect("a zone"));
    assert_eq!(company.settings.bifurcation_variables.len(), 2);
    assert!(company.credentials.is_empty());
}

#[test]
fn each_setting_that_is_none_is_refused_by_name() {
    for name in ["", " Shri", "a\nb", &"x".repeat(101)] {
        assert_eq!(refused_field(NewCompany { name: name.to_owned(), ..new_company() }), Some("name"));
    }
    assert_eq!(refused_field(NewCompany { time_zone: "Kolkata".to_owned(), ..new_company() }), Some("time_zone"));
    assert_eq!(refused_field(NewCompany { currency: "RS".to_owned(), ..new_company() }), Some("currency"));
}

#[test]
fn bifurcation_variables_are_lower_snake_case_and_never_by() {
    let refused = |variables: Vec<String>| {
        refused_field(NewCompany { bifurcation_variables: variables, ..new_company() }) == Some("bifurcation_variables")
    };
    for name in
        ["", "Late", "late-fee", "_fee", "fee_", "late__fee", "1st", "late fee", "f\u{e9}e", "by", &"x".repeat(51)]
    {
        assert!(refused(vec![name.to_owned()]), "{name}");
    }
    assert!(refused(vec!["fee".to_owned(), "fee".to_owned()]));
    assert!(refused((0..51).map(|n| format!("v{n}")).collect()));
    assert!(!refused((0..50).map(|n| format!("v{n}")).collect()));
}

#[test]
fn a_refused_change_of_settings_changes_nothing() {
    let mut company = company();
    let change = SettingsChange {
        name: Some("New".to_owned()),
        bifurcation_variables: Some(vec!["by".to_owned()]),
        ..SettingsChange::default()
    };
    company.change_settings(change).expect_err("by is reserved");
    assert_eq!(company, self::company());
}

#[test]
fn a_change_leaves_the_settings_that_it_does_not_name() {
    let mut company = company();
    let change = SettingsChange { unknown_keys: Some(UnknownKeys::Keep), ..SettingsChange::default() };
    company.change_settings(change).expect("valid");
    let expected = CompanySettings { unknown_keys: UnknownKeys::Keep, ..self::company().settings };
    assert_eq!(company.settings, expected);
}

#[test]
fn a_credential_is_revoked_once_and_for_good() {
    let mut company = company();
    company.issue_credential("cli_1".to_owned(), "Asha".to_owned(), viewer(), at(2)).expect("issued");
    assert!(company.credential("cli_1").is_ok());
    company.revoke_credential("cli_1", at(3)).expect("revoked");
    assert_eq!(company.credential("cli_1"), Err(CompanyRefusal::CredentialRevoked));
    assert_eq!(company.revoke_credential("cli_1", at(4)), Err(CompanyRefusal::CredentialRevoked));
    assert_eq!(company.revoke_credential("cli_2", at(4)), Err(CompanyRefusal::NoSuchCredential));
    let change = CredentialChange { roles: Some(viewer()), ..CredentialChange::default() };
    assert_eq!(company.change_credential("cli_1", change), Err(CompanyRefusal::CredentialRevoked));
}

#[test]
fn a_credential_has_at_least_one_role() {
    let mut company = company();
    let none = company.issue_credential("cli_1".to_owned(), "Asha".to_owned(), BTreeSet::new(), at(2));
    assert!(matches!(none, Err(CompanyRefusal::Invalid { field: "roles", .. })));
}

#[test]
fn revoked_credentials_make_room_for_new_ones() {
    let mut company = company();
    for n in 0..CREDENTIALS_MAX {
        company.issue_credential(format!("cli_{n}"), "Asha".to_owned(), viewer(), at(2)).expect("issued");
    }
    let more = company.issue_credential("cli_more".to_owned(), "Asha".to_owned(), viewer(), at(3));
    assert_eq!(more, Err(CompanyRefusal::TooManyCredentials));
    company.revoke_credential("cli_8", at(4)).expect("revoked");
    company.revoke_credential("cli_7", at(5)).expect("revoked");
    company.issue_credential("cli_more".to_owned(), "Asha".to_owned(), viewer(), at(6)).expect("issued");
    assert_eq!(company.credentials.len(), CREDENTIALS_MAX);
    assert_eq!(company.credential("cli_8"), Err(CompanyRefusal::NoSuchCredential));
    assert_eq!(company.credential("cli_7"), Err(CompanyRefusal::CredentialRevoked));
}

#[test]
fn a_company_is_stored_and_read_back_as_it_is() {
    let mut company = company();
    company.issue_credential("cli_1".to_owned(), "Asha".to_owned(), viewer(), at(2)).expect("issued");
    let text = serde_json::to_string(&company).expect("serializes");
    assert_eq!(serde_json::from_str::<Company>(&text).expect("reads"), company);
}

#[test]
fn debug_shows_nobodys_name() {
    let mut company = company();
    company.issue_credential("cli_1".to_owned(), "Asha Rao".to_owned(), viewer(), at(2)).expect("issued");
    let change = CredentialChange { name: Some("Asha Rao".to_owned()), roles: None };
    let caller = Caller {
        company: std::sync::Arc::new(company.clone()),
        role: Role::Viewer,
        author: "Asha Rao".to_owned(),
        token_id: "tok_1".to_owned(),
    };
    let shown = format!("{company:?} {change:?} {caller:?}");
    assert!(shown.contains("cli_1") && !shown.contains("Asha"), "{shown}");
}
