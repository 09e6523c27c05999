//! The check of one value against its type, with the messages of the documents.

use rust_decimal::Decimal;

use super::{Extent, Fault, Faults, Kind, Section, is_language};
use crate::calendar::{Month, date_from_text, is_date_or_time};
use crate::company::UnknownKeys;
use crate::json::Json;

/// Longest text taken, in characters.
pub const TEXT_CHARS_MAX: usize = 4_000;
/// Longest identifier taken, in characters.
pub const ID_CHARS_MAX: usize = 100;
/// Longest tag taken, in characters.
pub const TAG_CHARS_MAX: usize = 50;
/// Most entries of a comma list.
pub const COMMA_LIST_MAX: usize = 50;
/// Amounts lie below this: 10^15.
const NUMBER_LIMIT: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);
/// The largest postal code: 9999999999.
const PINCODE_MAX: Decimal = Decimal::from_parts(1_410_065_407, 2, 0, false, 0);
/// Most decimals of an amount.
const DECIMALS_MAX: u32 = 6;

/// What is said of a text that is no date.
pub const DATE_MESSAGE: &str = "Value must be of type date with format YYYY-MM-DD";

/// Checks a value, which is not `null`, and answers the value to keep: as sent, but for an account number sent as an integer,
/// which is kept as text, and list entries, whose keys are spelled as they are answered.
pub(super) fn check_value(kind: Kind, value: &Json, extent: Extent, unknown: UnknownKeys) -> Result<Json, Fault> {
    match kind {
        Kind::List(section) => list(section, value, Extent::Whole, unknown),
        Kind::Entries(section) => list(section, value, extent, unknown),
        Kind::AccountNumber => account_number(value).map_err(Fault::Value),
        _ => scalar(kind, value).map(|()| value.clone()).map_err(Fault::Value),
    }
}

fn scalar(kind: Kind, value: &Json) -> Result<(), String> {
    match kind {
        Kind::Text | Kind::AccountNumber | Kind::List(_) | Kind::Entries(_) => text(value).map(drop),
        Kind::Id => id(value),
        Kind::Name => name(value),
        Kind::Url => url(value),
        Kind::Emails => comma_list(value, "Invalid Emails", is_email),
        Kind::MobileNumbers => comma_list(value, "Invalid Mobile numbers", is_mobile_number),
        Kind::Languages => comma_list(value, "Invalid languages", is_language),
        Kind::Tags => tags(value),
        Kind::Option(options) => option(value, options, true),
        Kind::Choice(options) => option(value, options, false),
        Kind::Date => test_text(value, DATE_MESSAGE, |text| date_from_text(text).is_some()),
        Kind::DateOrTime => test_text(
            value,
            "Value must be of type date with format YYYY-MM-DD or YYYY-MM-DD HH:MM:SS",
            is_date_or_time,
        ),
        Kind::Month => test_text(value, Month::FORMAT, |text| Month::from_text(text).is_some()),
        Kind::Amount | Kind::Percentage => number(value).and_then(not_negative),
        Kind::Integer => number(value).and_then(whole).map(drop),
        Kind::Count => number(value).and_then(whole).and_then(not_negative),
        Kind::Pincode => pincode(value),
        Kind::Bool => value.as_bool().map(drop).ok_or_else(|| "Value must be true or false".to_owned()),
    }
}

/// What is wrong with a value as an amount, if anything is.
pub fn amount_fault(value: &Json) -> Option<String> {
    scalar(Kind::Amount, value).err()
}

/// Whether a text can be an identifier of a document.
pub fn is_id(text: &str) -> bool {
    id(&Json::text(text)).is_ok()
}

fn text(value: &Json) -> Result<&str, String> {
    let text = value.as_text().ok_or("Value must be a string")?;
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(format!("Value must be at most {TEXT_CHARS_MAX} characters"));
    }
    if text.chars().any(|char| char.is_control() && !matches!(char, '\n' | '\r' | '\t')) {
        return Err("Value must not contain control characters".into());
    }
    Ok(text)
}

fn name(value: &Json) -> Result<(), String> {
    if text(value)?.chars().count() > ID_CHARS_MAX {
        return Err(format!("Value must be at most {ID_CHARS_MAX} characters"));
    }
    Ok(())
}

/// Tags are not quoted: no published message does.
fn tags(value: &Json) -> Result<(), String> {
    let text = text(value)?;
    let is_tag = |tag: &str| (1..=TAG_CHARS_MAX).contains(&tag.trim().chars().count());
    if text.split(',').count() > COMMA_LIST_MAX {
        Err(format!("Value must have at most {COMMA_LIST_MAX} entries"))
    } else if text.is_empty() || text.split(',').all(is_tag) {
        Ok(())
    } else {
        Err(format!("Each tag must be 1 to {TAG_CHARS_MAX} characters"))
    }
}

fn test_text(value: &Json, message: &str, test: impl Fn(&str) -> bool) -> Result<(), String> {
    value.as_text().filter(|text| test(text)).map(drop).ok_or_else(|| message.to_owned())
}

fn id(value: &Json) -> Result<(), String> {
    let text = text(value)?;
    if text.trim().is_empty() {
        Err("Value must not be empty".into())
    } else if text.chars().count() > ID_CHARS_MAX {
        Err(format!("Value must be at most {ID_CHARS_MAX} characters"))
    } else if text.chars().any(|character| character.is_control() || is_bidirectional(character)) {
        Err("Value must not contain control characters".into())
    } else {
        Ok(())
    }
}

/// Overrides and isolates show an identifier to people as another than it is.
fn is_bidirectional(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn account_number(value: &Json) -> Result<Json, String> {
    match value {
        Json::Number(number) if number.scale() == 0 && !number.is_sign_negative() => Ok(Json::text(number.to_string())),
        Json::Text(_) => text(value).map(|_| value.clone()),
        _ => Err("Value must be a string or a whole number".into()),
    }
}

fn url(value: &Json) -> Result<(), String> {
    let text = text(value)?;
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let is_url =
        host.chars().any(char::is_alphanumeric) && !text.chars().any(|char| char.is_whitespace() || char.is_control());
    if text.is_empty() || is_url {
        Ok(())
    } else {
        Err("Value must be a URL that starts with http:// or https://".into())
    }
}

/// The faulty entries are quoted, as the published messages quote them.
fn comma_list(value: &Json, message: &str, is_valid: impl Fn(&str) -> bool) -> Result<(), String> {
    let text = text(value)?;
    if text.is_empty() {
        return Ok(());
    }
    let entries: Vec<&str> = text.split(',').map(str::trim).collect();
    if entries.len() > COMMA_LIST_MAX {
        return Err(format!("Value must have at most {COMMA_LIST_MAX} entries"));
    }
    let faulty: Vec<&str> = entries.into_iter().filter(|entry| entry.is_empty() || !is_valid(entry)).collect();
    if faulty.is_empty() { Ok(()) } else { Err(format!("{message}, [{}]", faulty.join(", "))) }
}

/// Whether a text is an e-mail address at a domain with a name of its own.
pub fn is_email(entry: &str) -> bool {
    let options = email_address::Options::default().with_required_tld().without_display_text().without_domain_literal();
    email_address::EmailAddress::parse_with_options(entry, options).is_ok()
}

/// National numbers have ten digits in the documents; with `+` and country code ITU-T E.164 allows up to fifteen.
fn is_mobile_number(entry: &str) -> bool {
    let (digits, least) = entry.strip_prefix('+').map_or((entry, 10), |digits| (digits, 8));
    (least..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn option(value: &Json, options: &[&str], may_be_empty: bool) -> Result<(), String> {
    let matches = |text: &str| {
        options.iter().any(|option| option.eq_ignore_ascii_case(text)) || (may_be_empty && text.is_empty())
    };
    test_text(value, "", matches).map_err(|_| format!("Value must be one of {}", options.join(", ")))
}

fn number(value: &Json) -> Result<Decimal, String> {
    let number = value.as_number().ok_or("Value must be a number")?;
    if number.abs() >= NUMBER_LIMIT {
        Err(format!("Value must be less than {NUMBER_LIMIT}"))
    } else if number.normalize().scale() > DECIMALS_MAX {
        Err(format!("Value must have at most {DECIMALS_MAX} decimals"))
    } else {
        Ok(number)
    }
}

fn whole(number: Decimal) -> Result<Decimal, String> {
    if number.fract().is_zero() { Ok(number) } else { Err("Value must be a whole number".into()) }
}

fn not_negative(number: Decimal) -> Result<(), String> {
    if number.is_sign_negative() && !number.is_zero() { Err("Value must not be negative".into()) } else { Ok(()) }
}

fn pincode(value: &Json) -> Result<(), String> {
    if value.as_text().is_some_and(str::is_empty) {
        return Ok(());
    }
    let number = number(value).and_then(whole)?;
    not_negative(number)?;
    if number > PINCODE_MAX { Err("Value must have at most 10 digits".into()) } else { Ok(()) }
}

fn list(section: &Section, value: &Json, extent: Extent, unknown: UnknownKeys) -> Result<Json, Fault> {
    let entries = value.as_list().ok_or_else(|| Fault::Value("Value must be a list".into()))?;
    if entries.len() > section.entries_max {
        return Err(Fault::Value(format!("Value must have at most {} entries", section.entries_max)));
    }
    let mut faults = Faults::default();
    let mut checked = Vec::with_capacity(entries.len());
    for (position, entry) in entries.iter().enumerate() {
        match entry.as_object().map(|object| section.check(object, extent, unknown)) {
            Some(Ok(object)) => checked.push(Json::Object(object)),
            Some(Err(inside)) => faults.add_inside(position.to_string(), inside),
            None => faults.add(position.to_string(), "Value must be an object"),
        }
    }
    if faults.is_empty() { Ok(Json::List(checked)) } else { Err(Fault::Inside(faults)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: Kind, json: &str) -> Option<String> {
        let value: Json = serde_json::from_str(json).expect("valid JSON");
        match check_value(kind, &value, Extent::Whole, UnknownKeys::Refuse) {
            Ok(_) => None,
            Err(Fault::Value(sentence)) => Some(sentence),
            Err(Fault::Inside(_)) => Some("inside".into()),
        }
    }

    #[test]
    fn the_limits_are_what_they_say() {
        assert_eq!(NUMBER_LIMIT, Decimal::from(1_000_000_000_000_000_i64));
        assert_eq!(PINCODE_MAX, Decimal::from(9_999_999_999_i64));
    }

    #[test]
    fn the_published_messages_word_for_word() {
        let cases = [
            (Kind::MobileNumbers, "\"83849879\"", "Invalid Mobile numbers, [83849879]"),
            (Kind::Emails, "\"tempgmail.com\"", "Invalid Emails, [tempgmail.com]"),
            (Kind::Languages, "\"feger\"", "Invalid languages, [feger]"),
            (Kind::Date, "\"2021-02-30\"", "Value must be of type date with format YYYY-MM-DD"),
            (Kind::Count, "\"12\"", "Value must be a number"),
        ];
        for (kind, json, expected) in cases {
            assert_eq!(message(kind, json).as_deref(), Some(expected));
        }
    }

    #[test]
    fn only_the_faulty_entries_of_a_list_are_quoted() {
        assert_eq!(
            message(Kind::MobileNumbers, "\"9805265926,12,+4915112345678, 99\"").as_deref(),
            Some("Invalid Mobile numbers, [12, 99]")
        );
        assert_eq!(message(Kind::Emails, "\"a@example.com, b@example.com\""), None);
        assert_eq!(message(Kind::Emails, "\"a@localhost\"").as_deref(), Some("Invalid Emails, [a@localhost]"));
    }

    #[test]
    fn empty_texts_stand_for_nothing_known() {
        for kind in [
            Kind::Text,
            Kind::Emails,
            Kind::MobileNumbers,
            Kind::Languages,
            Kind::Url,
            Kind::AccountNumber,
            Kind::Option(&["Male"]),
        ] {
            assert_eq!(message(kind, "\"\""), None, "{kind:?}");
        }
        for kind in
            [Kind::Date, Kind::Amount, Kind::Count, Kind::Bool, Kind::Id, Kind::Choice(&["Closed"]), Kind::Month]
        {
            assert!(message(kind, "\"\"").is_some(), "{kind:?}");
        }
    }

    #[test]
    fn account_numbers_keep_their_zeros() {
        let kept = check_value(Kind::AccountNumber, &Json::text("0000012835"), Extent::Whole, UnknownKeys::Refuse);
        assert_eq!(kept, Ok(Json::text("0000012835")));
        let from_number = check_value(Kind::AccountNumber, &Json::integer(11_271), Extent::Whole, UnknownKeys::Refuse);
        assert_eq!(from_number, Ok(Json::text("11271")));
        assert!(message(Kind::AccountNumber, "-5").is_some() && message(Kind::AccountNumber, "1.5").is_some());
    }

    #[test]
    fn amounts_are_bounded_and_not_negative() {
        for json in ["0", "113000.5", "999999999999999.999999", "-0"] {
            assert_eq!(message(Kind::Amount, json), None, "{json}");
        }
        assert_eq!(message(Kind::Amount, "-1").as_deref(), Some("Value must not be negative"));
        assert_eq!(
            message(Kind::Amount, "1000000000000000").as_deref(),
            Some("Value must be less than 1000000000000000")
        );
        assert_eq!(message(Kind::Amount, "0.1234567").as_deref(), Some("Value must have at most 6 decimals"));
        assert_eq!(message(Kind::Count, "12.5").as_deref(), Some("Value must be a whole number"));
        assert_eq!(message(Kind::Integer, "-1"), None);
    }

    #[test]
    fn options_are_compared_without_case() {
        let genders = Kind::Option(&["Male", "Female", "Non-Binary", "Other"]);
        assert_eq!(message(genders, "\"non-binary\""), None);
        assert_eq!(message(genders, "\"x\"").as_deref(), Some("Value must be one of Male, Female, Non-Binary, Other"));
    }
}
