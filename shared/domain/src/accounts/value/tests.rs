//! Values as they are read and written: each kind with what it takes, and what it says of the rest.

use super::*;
use crate::accounts::hand_built::json;
use crate::field::Fault;

const OPTIONS: &[&str] = &["YEAR", "MONTH"];

/// What is shown of a value, or what is said of it; positions and keys inside it before the sentence.
fn read(kind: Kind, text: &str) -> Result<String, String> {
    match kind.read(&json(text)) {
        Ok(value) => Ok(serde_json::to_string(&value.to_json()).expect("JSON")),
        Err(Fault::Value(sentence)) => Err(sentence),
        Err(Fault::Inside(inside)) => Err(inside
            .flat()
            .iter()
            .map(|(path, sentence)| format!("{path}: {sentence}"))
            .collect::<Vec<_>>()
            .join("; ")),
    }
}

fn comes_back(kind: Kind, texts: &[&str]) {
    for text in texts {
        assert_eq!(read(kind, text), Ok((*text).to_owned()), "{kind:?}");
    }
}

fn is_refused(kind: Kind, text: &str, sentence: &str) {
    assert_eq!(read(kind, text), Err(sentence.to_owned()), "{kind:?} {text}");
}

#[test]
fn amounts_are_exact_strings_and_numbers_are_taken_too() {
    comes_back(Kind::Amount, &[r#""0""#, r#""1234.50""#, r#""10000000000000""#, r#""0.000000000001""#]);
    assert_eq!(read(Kind::Amount, "1234.50"), Ok(r#""1234.50""#.to_owned()));
    let form = "Value must be a string with a decimal number, as \"1234.56\"";
    for text in
        ["true", "{}", r#""""#, r#""1e3""#, r#""+1""#, r#""1,000""#, r#""1_000""#, r#"".5""#, r#""5.""#, r#"" 1""#]
    {
        is_refused(Kind::Amount, text, form);
    }
    is_refused(Kind::Amount, r#""-0.01""#, "Value must not be negative");
    is_refused(Kind::Amount, r#""10000000000000.01""#, "Value must be at most 10000000000000");
    is_refused(Kind::Amount, r#""0.0000000000001""#, "Value must have at most 12 decimals");
    is_refused(Kind::Amount, r#""99999999999999999999999999999""#, form);
}

#[test]
fn rates_are_exact_numbers_and_strings_are_taken_too() {
    comes_back(Kind::Rate, &["0", "12.50", "1000000"]);
    assert_eq!(read(Kind::Rate, r#""12.50""#), Ok("12.50".to_owned()));
    is_refused(Kind::Rate, r#""twelve""#, "Value must be a number");
    is_refused(Kind::Rate, "-1", "Value must not be negative");
    is_refused(Kind::Rate, "1000000.1", "Value must be at most 1000000");
    comes_back(Kind::Spread, &["-2.5", "2.5"]);
    is_refused(Kind::Spread, "-1000001", "Value must be at least -1000000");
    is_refused(Kind::Percentage, "100.01", "Value must be at most 100");
}

#[test]
fn counts_are_whole_numbers_within_bounds() {
    comes_back(Kind::Count(1, 1_200), &["1", "1200"]);
    for text in ["0", "1201", "1.5", "-1", "99999999999", r#""3""#] {
        is_refused(Kind::Count(1, 1_200), text, "Value must be a whole number from 1 to 1200");
    }
    assert_eq!(read(Kind::Count(1, 9), "3.0"), Ok("3".to_owned()));
}

#[test]
fn choices_are_spelled_as_they_are_listed() {
    comes_back(Kind::Choice(OPTIONS), &[r#""YEAR""#]);
    for text in [r#""year""#, r#""WEEK""#, "1", r#""""#] {
        is_refused(Kind::Choice(OPTIONS), text, "Value must be one of YEAR, MONTH");
    }
    is_refused(Kind::Bool, r#""true""#, "Value must be true or false");
}

#[test]
fn periods_are_iso_8601_durations_of_at_most_a_hundred_years() {
    comes_back(Kind::Period, &[r#""P1M""#, r#""P2W""#, r#""P30D""#, r#""P1200M""#, r#""P100Y""#]);
    is_refused(Kind::Period, "1", "Value must be a string with an ISO 8601 duration, as P1M");
    for text in [r#""1M""#, r#""P0M""#, r#""P1M2D""#, r#""PT1H""#] {
        is_refused(Kind::Period, text, "Value must be an ISO 8601 duration of days, weeks, months or years, as P1M");
    }
    for text in [r#""P1201M""#, r#""P36501D""#, r#""P5201W""#, r#""P101Y""#] {
        is_refused(Kind::Period, text, "Value must be at most 100 years");
    }
}

#[test]
fn numbers_are_each_in_a_list_once_and_rise() {
    assert_eq!(read(Kind::Numbers(1, 31), "[15, 1, 31]"), Ok("[1,15,31]".to_owned()));
    is_refused(Kind::Numbers(1, 31), "15", "Value must be a list");
    is_refused(
        Kind::Numbers(1, 31),
        "[1, 32, 1]",
        "1: Value must be a whole number from 1 to 31; 2: Value is in the list twice",
    );
    let long = format!("[{}]", (1..=401).map(|number: u32| number.to_string()).collect::<Vec<_>>().join(","));
    is_refused(Kind::Numbers(1, 1_200), &long, "Value must have at most 400 entries");
}

#[test]
fn days_on_which_nobody_works_are_weekdays_and_dates() {
    let days = r#"["2024-12-25", "SUNDAY", "SATURDAY"]"#;
    assert_eq!(read(Kind::NonWorkingDays, days), Ok(r#"["SATURDAY","SUNDAY","2024-12-25"]"#.to_owned()));
    is_refused(
        Kind::NonWorkingDays,
        r#"["Sunday", "SUNDAY", "SUNDAY"]"#,
        "0: Value must be a day of the week, as SATURDAY, or a date with format YYYY-MM-DD; 2: Value is in the list twice",
    );
    let all = serde_json::to_string(&WEEKDAYS.map(|(name, _)| name)).expect("JSON");
    is_refused(Kind::NonWorkingDays, &all, "Value must leave a day of the week on which people work");
}

#[test]
fn an_order_has_every_step_once() {
    let names = STEPS.map(|(name, _)| name);
    let text = |names: &[&str]| serde_json::to_string(names).expect("JSON");
    let mut turned = names;
    turned.reverse();
    comes_back(Kind::Order, &[&text(&names), &text(&turned)]);
    let all = format!("Value must be a list of all of {}, each once", names.join(", "));
    let twice = [&names[1..], &names[1..2]].concat();
    for text in [text(&names[1..]), text(&twice), text(&[&names[..], &names[..1]].concat()), r#""DUE_FEE""#.to_owned()]
    {
        is_refused(Kind::Order, &text, &all);
    }
    is_refused(Kind::Order, r#"["FEE"]"#, &all);
}

#[test]
fn components_are_all_of_them() {
    comes_back(Kind::Components, &[r#"["PRINCIPAL","INTEREST","FEE","PENALTY"]"#]);
    let all = "Value must be a list of all of PENALTY, FEE, INTEREST, PRINCIPAL, each once";
    for text in [r#"["PRINCIPAL"]"#, r#"["PRINCIPAL","INTEREST","FEE","FEE"]"#, r#""FEE""#] {
        is_refused(Kind::Components, text, all);
    }
}

#[test]
fn orders_are_of_types_of_transactions() {
    let order = serde_json::to_string(&STEPS.map(|(name, _)| name)).expect("JSON");
    let of = |kind: &str, future: &str| format!(r#"{{"{kind}":{{"order":{order},"future_installments":"{future}"}}}}"#);
    for (kind, _) in PAYMENTS {
        comes_back(Kind::Orders, &[&of(kind, "LAST_INSTALLMENT")]);
    }
    comes_back(Kind::Orders, &["{}", &of("repayment", "NEXT_LAST_INSTALLMENT"), &of("repayment", "REAMORTIZATION")]);
    let unsaid = format!(r#"{{"payout_refund":{{"order":{order}}}}}"#);
    assert_eq!(read(Kind::Orders, &unsaid), Ok(of("payout_refund", "NEXT_INSTALLMENT")));
    is_refused(Kind::Orders, "[]", "Value must be an object");
    is_refused(Kind::Orders, &of("disbursement", "LAST_INSTALLMENT"), "disbursement: Unknown key");
    is_refused(Kind::Orders, r#"{"repayment":{}}"#, "repayment.order: Value is required");
    let futures = "NEXT_INSTALLMENT, LAST_INSTALLMENT, NEXT_LAST_INSTALLMENT, REAMORTIZATION";
    let fault = format!("repayment.future_installments: Value must be one of {futures}");
    is_refused(Kind::Orders, &of("repayment", "LAST"), &fault);
}

/// What settings call a payment is what transactions call it.
#[test]
fn payments_are_types_of_transactions() {
    for (name, kind) in PAYMENTS {
        let event = crate::servicing::transaction::Event::Repayment { amount: Decimal::ONE, kind };
        assert_eq!(crate::accounts::transaction::name_of(&event), name);
    }
}

#[test]
fn buckets_follow_each_other() {
    comes_back(Kind::Buckets, &["[]", r#"[{"name":"early","from":1,"to":30},{"name":"late","from":31,"to":null}]"#]);
    is_refused(Kind::Buckets, "{}", "Value must be a list");
    is_refused(Kind::Buckets, "[1]", "0: Value must be an object");
    is_refused(
        Kind::Buckets,
        r#"[{"name": "", "to": 1.5, "colour": "red"}]"#,
        "0.colour: Unknown key; 0.name: Value must be 1 to 50 characters; 0.from: Value is required; 0.to: Value must be a whole number from 0 to 36500",
    );
    let after = "1.from: Value must lie after the bucket before it";
    is_refused(Kind::Buckets, r#"[{"name":"a","from":1,"to":30},{"name":"b","from":30}]"#, after);
    is_refused(Kind::Buckets, r#"[{"name":"a","from":1},{"name":"b","from":30}]"#, after);
    is_refused(Kind::Buckets, r#"[{"name":"a","from":9,"to":8}]"#, "0.to: Value must not be less than from");
    let many = format!("[{}]", vec!["1"; 31].join(","));
    is_refused(Kind::Buckets, &many, "Value must have at most 30 entries");
}
