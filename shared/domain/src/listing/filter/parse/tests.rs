use super::*;

fn shown(text: &str) -> String {
    text.parse::<Filter>().map_or_else(|fault| fault.to_string(), |filter| filter.to_string())
}

fn fault(text: &str) -> ParseFault {
    text.parse::<Filter>().expect_err("is no filter")
}

#[test]
fn what_says_the_same_is_shown_the_same() {
    let cases = [
        ("", ""),
        (" \t ", ""),
        ("a=1", "a = 1"),
        ("a  =  '1'", "a = 1"),
        ("a.b.c : *", "a.b.c:*"),
        ("a=1 b=2", "a = 1 AND b = 2"),
        ("a=1 b=2 AND c=3", "a = 1 AND b = 2 AND c = 3"),
        ("(a=1) AND (b=2 OR c=3)", "a = 1 AND b = 2 OR c = 3"),
        ("(a=1 AND b=2) OR c=3", "(a = 1 AND b = 2) OR c = 3"),
        ("NOT a=1 -b<=2", "NOT a = 1 AND NOT b <= 2"),
        ("-(a=1 OR b=2)", "NOT (a = 1 OR b = 2)"),
        ("a>-5", "a > -5"),
        ("a:(x OR y)", "a:x OR a:y"),
        ("a = (-5 OR NOT \"x y\")", "a = -5 OR NOT a = \"x y\""),
        ("a != (x OR y)", "NOT (a = x OR a = y)"),
        ("t>2026-01-31T09:30:00+05:30", "t > 2026-01-31T09:30:00+05:30"),
        ("a = \"\\\"\\'\\\\\\*\\n\\t*\"", "a = \"\\\"'\\\\\\*\\n\\t*\""),
        ("a=\"OR\"", "a = \"OR\""),
        ("ANDY=1 OR ORB=2", "ANDY = 1 OR ORB = 2"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn or_binds_tighter_than_and() {
    let filter: Filter = "a=1 AND b=2 OR c=3 AND d=4".parse().expect("a filter");
    let Some(Expression::All(all)) = filter.root else { panic!("all of them") };
    assert!(
        matches!(all.as_slice(), [Expression::Leaf(_), Expression::Any(any), Expression::Leaf(_)] if any.len() == 2)
    );
}

#[test]
fn a_fault_says_where_and_what_was_expected() {
    let operator = "=, !=, <, <=, >, >= or : after a field's name (AND, OR and NOT are in capitals)";
    let cases = [
        ("Hugo", 5, operator),
        ("a=1 and b=2", 9, operator),
        ("call(a)", 5, operator),
        ("=1", 1, "a field's name or ("),
        ("a=1 AND", 8, "a field's name or ("),
        ("AND a=1", 1, "a field's name or ("),
        ("\"a\"=1", 1, "a field's name or ("),
        ("1a=1", 1, "a field's name or ("),
        ("a.=1", 3, "a field's name after the dot"),
        ("e.0.foo = 42", 3, "a field's name after the dot"),
        ("a=", 3, "a value"),
        ("a= OR b=1", 4, "a value"),
        ("a = b = c", 7, "a field's name or ("),
        ("é=1", 1, "a field's name or ("),
        ("a=é b", 6, operator),
        ("a=\"x", 5, "the quote that ends the value"),
        ("a=\"\\x\"", 5, "one of \" ' \\ * n t after a backslash"),
        ("a=x\"y\"", 4, "a space or the end (a value with other characters is quoted)"),
        ("(a=1", 5, "AND, OR or )"),
        ("a=1)", 4, "AND, OR, a comparison or the end, not a parenthesis that none opened"),
        ("()", 2, "a field's name or ("),
        ("- a=1", 2, "a field's name or ("),
        ("NOT NOT a=1", 5, "a field's name or ("),
    ];
    for (text, position, expected) in cases {
        assert_eq!(fault(text), ParseFault::Unexpected { position, expected }, "{text}");
    }
    assert_eq!(fault("a=").to_string(), "filter cannot be read at character 3: expected a value");
}

#[test]
fn length_depth_and_number_are_bounded() {
    let of_length = |bytes: usize| format!("a={}", "x".repeat(bytes - 2));
    assert!(of_length(2_000).parse::<Filter>().is_ok());
    assert_eq!(fault(&of_length(2_001)), ParseFault::TooLong);

    let nested = |depth: usize| format!("{}a=1{}", "(".repeat(depth), ")".repeat(depth));
    assert!(nested(20).parse::<Filter>().is_ok());
    assert_eq!(fault(&nested(21)), ParseFault::TooDeep { position: 21 });

    let of_terms = |terms: usize| vec!["a=1"; terms].join(" ");
    assert!(of_terms(50).parse::<Filter>().is_ok());
    assert_eq!(fault(&of_terms(51)), ParseFault::TooManyTerms { position: 203 });
}
