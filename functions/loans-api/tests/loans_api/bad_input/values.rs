//! Values that are not of their key's type, in loans and transactions of both editions.

use super::case::{Case, try_all};
use super::operation::{Operation, operations};

const STRING: &str = "Value must be a string";
const NUMBER: &str = "Value must be a number";
const WHOLE: &str = "Value must be a whole number";
const NEGATIVE: &str = "Value must not be negative";
const DIGITS: &str = "A number has at most 28 digits";
const DATE: &str = "Value must be of type date with format YYYY-MM-DD";
const MONTH: &str = "Value must be of type date with format YYYY-M-01, the month without leading zero";
const ACCOUNT: &str = "Value must be a string or a whole number";
const TRUTH: &str = "Value must be true or false";
const URL: &str = "Value must be a URL that starts with http:// or https://";
const GENDERS: &str = "Value must be one of Male, Female, Non-Binary, Other";
const ADDRESS_TYPES: &str = "Value must be one of Home, Business, Office";
const CONTROL: &str = "Value must not contain control characters";
const TAGS: &str = "Each tag must be 1 to 50 characters";
const NULL: &str = "Value must not be null";
const EMPTY: &str = "Value must not be empty";
const LIST: &str = "Value must be a list";
const OBJECT: &str = "Value must be an object";
const OVERRIDE: &str = "Value has a NUL or a character that overrides the direction of text";
const SURROGATE: &str = "Value has an unpaired surrogate";

/// Key, value, what is said at the key.
type Row = (&'static str, &'static str, &'static str);

const TEXTS: &[Row] = &[
    ("applicant_name", "5", STRING),
    ("applicant_name", "true", STRING),
    ("applicant_name", "[]", STRING),
    ("applicant_name", r#"{"first":"Shri"}"#, STRING),
    ("applicant_name", "null", NULL),
    ("applicant_name", r#""""#, EMPTY),
    ("loan_type", r#"" \t\n""#, EMPTY),
    ("loan_type", "\"\u{a0}\u{2003}\"", EMPTY),
    ("business_name", "0", STRING),
    ("applicant_address/0/applicant_city", "5", STRING),
    ("references/0/name", "[\"Abhishek\"]", STRING),
    ("references/0/reference_address/0/reference_city", "false", STRING),
    ("document_details/0/document_number", "757493", STRING),
    ("co_applicant/0/co_applicant_name", "{}", STRING),
    ("defaults/0/allocation_dpd_bracket", "91", STRING),
    ("credit_account_number", "true", ACCOUNT),
    ("credit_account_number", "-5", ACCOUNT),
    ("credit_account_number", "1.5", ACCOUNT),
    ("credit_account_number", "[]", ACCOUNT),
    ("document_details/0/document_bounce_bank_account_number", "{}", ACCOUNT),
    ("payment_link", "5", STRING),
    ("payment_link", r#""pay.example.com""#, URL),
    ("payment_link", r#""javascript:alert(1)""#, URL),
    ("payment_link", r#""ftp://pay.example.com""#, URL),
    ("payment_link", r#""https://""#, URL),
    ("payment_link", r#""https:///pay""#, URL),
    ("payment_link", r#""https://pay.example.com/a b""#, URL),
    ("payment_link", r#""https://pay.example.com/\u0007""#, CONTROL),
    ("payment_link", r#""https://@/x""#, URL),
    ("applicant_occupation", r#""a\u001bb""#, CONTROL),
    ("applicant_photo_link", r#""//photos.example.com/1.jpg""#, URL),
];

const LISTS_OF_NAMES: &[Row] = &[
    ("applicant_email", "5", STRING),
    ("applicant_email", r#"["ram@example.com"]"#, STRING),
    ("applicant_email", r#""tempgmail.com""#, "Invalid Emails, [tempgmail.com]"),
    ("applicant_email", r#""ram@example.com, ram@, @example.com""#, "Invalid Emails, [ram@, @example.com]"),
    ("applicant_email", r#""ram@example.com,,sita@example.com""#, "Invalid Emails, []"),
    ("applicant_email", r#""Ram <ram@example.com>""#, "Invalid Emails, [Ram <ram@example.com>]"),
    ("agent_email", r#""demo@localhost""#, "Invalid Emails, [demo@localhost]"),
    ("co_applicant/0/co_applicant_email", r#""tempgmail.com""#, "Invalid Emails, [tempgmail.com]"),
    ("applicant_contact_number", "9805265926", STRING),
    ("applicant_contact_number", r#""83849879""#, "Invalid Mobile numbers, [83849879]"),
    ("applicant_contact_number", r#""9805265926,12,x""#, "Invalid Mobile numbers, [12, x]"),
    ("applicant_contact_number", r#""98052 65926""#, "Invalid Mobile numbers, [98052 65926]"),
    ("applicant_contact_number", r#""9805265926098052""#, "Invalid Mobile numbers, [9805265926098052]"),
    ("applicant_contact_number", r#""+1234567""#, "Invalid Mobile numbers, [+1234567]"),
    ("applicant_contact_number", r#""-9805265926""#, "Invalid Mobile numbers, [-9805265926]"),
    ("applicant_contact_number", r#""९८०५२६५९२६""#, "Invalid Mobile numbers, [९८०५२६५९२६]"),
    ("references/0/contact_number", r#""99""#, "Invalid Mobile numbers, [99]"),
    ("applicant_language", r#""feger""#, "Invalid languages, [feger]"),
    ("applicant_language", r#""en,xx""#, "Invalid languages, [xx]"),
    ("applicant_language", "7", STRING),
    ("tags", "[\"vip\"]", STRING),
    ("tags", r#""vip,,late""#, TAGS),
];

const OPTIONS: &[Row] = &[
    ("applicant_gender", r#""x""#, GENDERS),
    ("applicant_gender", "1", GENDERS),
    ("applicant_gender", r#"" Male""#, GENDERS),
    ("co_applicant/0/co_applicant_gender", r#""m""#, GENDERS),
    ("references/0/reference_gender", r#"["Male"]"#, GENDERS),
    ("applicant_address/0/applicant_address_type", r#""Castle""#, ADDRESS_TYPES),
    ("applicant_address/0/applicant_address_type", r#""""#, ADDRESS_TYPES),
    ("applicant_address/0/applicant_address_type", "null", NULL),
    ("tenure_finished", r#""true""#, TRUTH),
    ("tenure_finished", "1", TRUTH),
    ("backed_by_surety", r#""""#, TRUTH),
];

const DATES: &[Row] = &[
    ("applicant_dob", r#""2021-02-30""#, DATE),
    ("applicant_dob", r#""2021-02-29""#, DATE),
    ("applicant_dob", r#""2021-2-3""#, DATE),
    ("applicant_dob", r#""0000-01-01""#, DATE),
    ("applicant_dob", r#""1899-12-31""#, DATE),
    ("applicant_dob", r#""2200-01-01""#, DATE),
    ("applicant_dob", r#""99999-01-01""#, DATE),
    ("applicant_dob", r#""23-03-1990""#, DATE),
    ("applicant_dob", r#""1990/03/23""#, DATE),
    ("applicant_dob", r#""1990-03-23 ""#, DATE),
    ("applicant_dob", r#""1990-03-23T00:00:00Z""#, DATE),
    ("applicant_dob", r#""１９９０-03-23""#, DATE),
    ("applicant_dob", r#""-990-03-23""#, DATE),
    ("applicant_dob", r#""""#, DATE),
    ("applicant_dob", "19900323", DATE),
    ("applicant_dob", "false", DATE),
    ("document_details/0/document_date", r#""2018-13-01""#, DATE),
    ("co_applicant/0/co_applicant_dob", r#""1990-00-10""#, DATE),
    ("defaults/0/date_of_default", r#""2020-04-31""#, DATE),
    ("defaults/0/date_of_default", "null", NULL),
    ("defaults/0/allocation_month", r#""2021-07-01""#, MONTH),
    ("defaults/0/allocation_month", r#""2021-7-02""#, MONTH),
    ("defaults/0/allocation_month", r#""2021-7-1""#, MONTH),
    ("defaults/0/allocation_month", r#""2021-7""#, MONTH),
    ("defaults/0/allocation_month", r#""2021-13-01""#, MONTH),
    ("defaults/0/allocation_month", r#""2021-0-01""#, MONTH),
    ("defaults/0/allocation_month", r#""0000-7-01""#, MONTH),
    ("defaults/0/allocation_month", r#""July 2021""#, MONTH),
    ("defaults/0/allocation_month", r#""""#, MONTH),
    ("defaults/0/allocation_month", "202107", MONTH),
];

const NUMBERS: &[Row] = &[
    ("total_loan_amount", r#""50000""#, NUMBER),
    ("total_loan_amount", "true", NUMBER),
    ("total_loan_amount", "[50000]", NUMBER),
    ("total_loan_amount", "null", NULL),
    ("total_loan_amount", "-1", NEGATIVE),
    ("total_loan_amount", "-0.000001", NEGATIVE),
    ("total_loan_amount", "1000000000000000", "Value must be less than 1000000000000000"),
    ("total_loan_amount", "1e15", "Value must be less than 1000000000000000"),
    ("total_loan_amount", "-1e15", "Value must be less than 1000000000000000"),
    ("total_loan_amount", "0.1234567", "Value must have at most 6 decimals"),
    ("total_loan_amount", "1e-7", "Value must have at most 6 decimals"),
    ("total_loan_amount", "1e400", DIGITS),
    ("total_loan_amount", "-1e400", DIGITS),
    ("total_loan_amount", "1e-400", DIGITS),
    ("total_loan_amount", "1e99999999999999999999", DIGITS),
    ("total_loan_amount", "1000000000000000000000000000000", DIGITS),
    ("total_loan_amount", "99999999999999999999999999999", DIGITS),
    ("total_loan_amount", "0.00000000000000000000000000001", DIGITS),
    ("defaults/0/total_claim_amount", "1e400", DIGITS),
    ("defaults/0/total_claim_amount", "-127718", NEGATIVE),
    ("defaults/0/total_claim_amount", "null", NULL),
    ("defaults/0/late_fee", r#""59443""#, NUMBER),
    ("defaults/0/settlement_amount", "-0.5", NEGATIVE),
    ("defaults/0/default_emi_number", r#""12""#, NUMBER),
    ("defaults/0/default_emi_number", "1.5", WHOLE),
    ("defaults/0/allocation_dpd_value", "-1", NEGATIVE),
    ("applicant_monthly_income", "{}", NUMBER),
    ("document_details/0/document_amount", "-1", NEGATIVE),
    ("interest_on_loan", r#""18%""#, NUMBER),
    ("interest_on_loan", "-0.5", NEGATIVE),
    ("applicant_cibil_score", "700.5", WHOLE),
    ("applicant_cibil_score", r#""700""#, NUMBER),
    ("loan_tenure", "-1", NEGATIVE),
    ("loan_tenure", "1.5", WHOLE),
    ("loan_tenure", r#""""#, NUMBER),
    ("applicant_address/0/applicant_pincode", r#""342001""#, NUMBER),
    ("applicant_address/0/applicant_pincode", "-1", NEGATIVE),
    ("applicant_address/0/applicant_pincode", "34.2", WHOLE),
    ("applicant_address/0/applicant_pincode", "10000000000", "Value must have at most 10 digits"),
    ("references/0/reference_address/0/reference_pincode", r#""x""#, NUMBER),
];

const LISTS: &[Row] = &[
    ("applicant_address", "{}", LIST),
    ("applicant_address", "null", LIST),
    ("applicant_address", r#""395/13 Baldev Nagar""#, LIST),
    ("applicant_address/0", "5", OBJECT),
    ("applicant_address/0", "null", OBJECT),
    ("co_applicant", "7", LIST),
    ("co_applicant/0", "[]", OBJECT),
    ("references", "true", LIST),
    ("references/0/reference_address", r#"{"reference_city":"Jaipur"}"#, LIST),
    ("document_details", r#""""#, LIST),
    ("defaults", "{}", LIST),
    ("defaults", "null", LIST),
    ("defaults/0", r#""2020-7-01""#, OBJECT),
];

const CHARACTERS: &[Row] = &[
    ("applicant_name", r#""Shri\u0000Ram""#, OVERRIDE),
    ("applicant_name", r#""Shri \u202eRam""#, OVERRIDE),
    ("applicant_name", "\"Shri \u{202e}Ram\"", OVERRIDE),
    ("applicant_name", "\"Shri \u{2066}Ram\"", OVERRIDE),
    ("defaults/0/allocation_month", r#""\u0000""#, OVERRIDE),
    ("references/0/reference_address/0/reference_city", r#""\u202d""#, OVERRIDE),
    ("applicant_name", r#""\ud800""#, SURROGATE),
    ("applicant_name", r#""\udc00\ud800""#, SURROGATE),
    ("document_details/0/security_mode", r#""\ud83d x""#, SURROGATE),
];

/// Where a co-applicant's address lies in a list.
const ADDRESSES_OF_2022: &[Row] = &[
    ("co_applicant/0/co_applicant_address/0/co_applicant_pincode", r#""301024""#, NUMBER),
    ("co_applicant/0/co_applicant_address/0/co_applicant_address_type", r#""Castle""#, ADDRESS_TYPES),
    ("co_applicant/0/co_applicant_address/0/co_applicant_city", "\"\u{202b}\"", OVERRIDE),
    ("co_applicant/0/co_applicant_address/0", r#""Alwar""#, OBJECT),
    ("co_applicant/0/co_applicant_address", r#""Alwar""#, LIST),
    ("co_applicant/0/co_applicant_pincode", "301024", "Unknown key"),
];

/// Where it lies flat.
const ADDRESSES_OF_2020: &[Row] = &[
    ("co_applicant/0/co_applicant_pincode", r#""301024""#, NUMBER),
    ("co_applicant/0/co_applicant_pincode", "99999999999", "Value must have at most 10 digits"),
    ("co_applicant/0/co_applicant_address_type", r#""Castle""#, ADDRESS_TYPES),
    ("co_applicant/0/co_applicant_city", "5", STRING),
    ("co_applicant/0/co_applicant_address_text", r#""\u0000""#, OVERRIDE),
    ("co_applicant/0/co_applicant_address", r#""flat text""#, LIST),
];

fn cases(rows: &[Row], of: impl Fn(&Operation) -> bool) -> Vec<Case> {
    let operations = operations(|operation| operation.takes_document() && of(operation));
    let cases = operations.flat_map(|operation| rows.iter().map(move |row| case(operation, row)));
    cases.collect()
}

fn case(operation: Operation, (key, raw, sentence): &Row) -> Case {
    Case::invalid(&format!("{key} {raw}"), operation, key, sentence).with(key, raw)
}

#[tokio::test]
async fn a_text_is_text_within_its_form() {
    try_all(cases(TEXTS, |_| true)).await;
}

#[tokio::test]
async fn of_a_comma_list_the_faulty_entries_are_quoted() {
    try_all(cases(LISTS_OF_NAMES, |_| true)).await;
}

#[tokio::test]
async fn an_option_is_one_of_its_options() {
    try_all(cases(OPTIONS, |_| true)).await;
}

#[tokio::test]
async fn a_date_is_a_day_that_exists_in_the_documents_form() {
    try_all(cases(DATES, |_| true)).await;
}

#[tokio::test]
async fn a_number_is_within_its_bounds_and_never_rounded() {
    try_all(cases(NUMBERS, |_| true)).await;
}

#[tokio::test]
async fn a_list_holds_objects() {
    try_all(cases(LISTS, |_| true)).await;
}

#[tokio::test]
async fn characters_that_readers_could_take_differently_are_refused_at_every_depth() {
    try_all(cases(CHARACTERS, |_| true)).await;
}

#[tokio::test]
async fn a_co_applicants_address_lies_where_its_edition_puts_it() {
    let of_2022 = cases(ADDRESSES_OF_2022, |operation| !operation.is_2020());
    try_all(of_2022.into_iter().chain(cases(ADDRESSES_OF_2020, Operation::is_2020))).await;
}

#[tokio::test]
async fn nothing_is_longer_than_its_limit() {
    let documents = || operations(Operation::takes_document);
    let texts = documents().flat_map(long_texts);
    let lists = documents().flat_map(|operation| LONGEST.map(|(key, most)| long_list(operation, key, most)));
    try_all(texts.chain(lists).chain(documents().flat_map(long_comma_lists))).await;
}

fn long_texts(operation: Operation) -> Vec<Case> {
    let text = |length: usize| format!("\"{}\"", "ß".repeat(length));
    let long = |key: &str| {
        let name = format!("{key} of 4001 characters");
        Case::invalid(&name, operation, key, "Value must be at most 4000 characters").with(key, &text(4001))
    };
    vec![
        long("applicant_name"),
        long("applicant_occupation"),
        long("defaults/0/allocation_dpd_bracket"),
        long("payment_link"),
        long("applicant_email"),
        long("tags"),
        Case::invalid("a tag of 51 characters", operation, "tags", TAGS).with("tags", &text(51)),
    ]
}

const LONGEST: [(&str, usize); 6] = [
    ("applicant_address", 50),
    ("co_applicant", 50),
    ("references", 50),
    ("references/0/reference_address", 50),
    ("document_details", 100),
    ("defaults", 60),
];

fn long_list(operation: Operation, key: &str, most: usize) -> Case {
    let name = format!("{key} of {} entries", most + 1);
    let entries = vec!["{}"; most + 1].join(",");
    let sentence = format!("Value must have at most {most} entries");
    Case::invalid(&name, operation, key, &sentence).with(key, &format!("[{entries}]"))
}

fn long_comma_lists(operation: Operation) -> [Case; 4] {
    let of_51 = |entry: &str| format!("\"{}\"", vec![entry; 51].join(","));
    let lists = [
        ("applicant_email", of_51("a@example.com")),
        ("applicant_contact_number", of_51("9805265926")),
        ("applicant_language", of_51("en")),
        ("tags", of_51("vip")),
    ];
    lists.map(|(key, raw)| {
        let name = format!("{key} of 51 entries");
        Case::invalid(&name, operation, key, "Value must have at most 50 entries").with(key, &raw)
    })
}
