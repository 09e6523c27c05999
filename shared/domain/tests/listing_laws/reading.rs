//! Reading: no text is too much for the parser, and what it reads is shown so that it reads the same again.

use domain::listing::filter::{Argument, Comparison, Expression, FILTER_BYTES_MAX, Filter, Operator};
use proptest::prelude::*;

const OPERATORS: [Operator; 7] = [
    Operator::Equal,
    Operator::NotEqual,
    Operator::Less,
    Operator::LessOrEqual,
    Operator::Greater,
    Operator::GreaterOrEqual,
    Operator::Has,
];

/// What filters are made of, so that many of the texts are filters, and most others nearly.
fn near_filter() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        4 => prop::sample::select(vec!["a = 1", "b.c:*", "x != 'y z'", "a:(1 OR 2)", "n != (p q)", "a>=-5"]),
        4 => prop::sample::select(vec![" AND ", " OR ", " ", " NOT ", "-", "(", ")"]),
        1 => prop::sample::select(vec!["=", ":", "\"", "\\", "*", ".", "a", "é", "\u{0}", "AND", "<", "'", "  "]),
    ];
    prop::collection::vec(token, 0..40).prop_map(|tokens| tokens.concat())
}

fn argument() -> impl Strategy<Value = Argument> {
    let piece = prop_oneof![
        Just(None),
        any::<char>().prop_map(Some),
        prop::char::range(' ', '~').prop_map(Some),
        prop::sample::select(vec!['*', '\\', '"', '\'', '\n', '\t', '\r']).prop_map(Some),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| {
        let mut argument = Argument::plain("");
        for piece in pieces {
            match piece {
                Some(character) => argument.push(character),
                None => argument.push_wildcard(),
            }
        }
        argument
    })
}

fn comparison() -> impl Strategy<Value = Expression<Comparison>> {
    let path = prop_oneof![3 => "[a-z_]{1,4}(\\.[a-z_]{1,4}){0,2}", 1 => "AND[a-z]", 1 => "[a-z]\\.NOT"];
    let parts = (path, prop::sample::select(OPERATORS.to_vec()), argument());
    parts.prop_map(|(path, operator, argument)| Expression::Leaf(Comparison { path, operator, argument }))
}

fn expression() -> impl Strategy<Value = Expression<Comparison>> {
    comparison().prop_recursive(4, 20, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expression::All),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expression::Any),
            inner.prop_map(|inner| Expression::Not(Box::new(inner))),
        ]
    })
}

fn reads_the_same(filter: &Filter) -> Result<(), TestCaseError> {
    let shown = filter.to_string();
    // Quotes, and the field of `a:(x OR y)` before each value, can make it longer than a filter may be.
    if shown.len() <= FILTER_BYTES_MAX {
        prop_assert_eq!(&shown.parse::<Filter>(), &Ok(filter.clone()), "{}", shown);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_read_or_refused_at_a_place_in_it(text in ".{0,60}") {
        match text.parse::<Filter>() {
            Ok(filter) => reads_the_same(&filter)?,
            Err(fault) => prop_assert!(fault.to_string().starts_with("filter ")),
        }
    }

    #[test]
    fn what_was_read_is_shown_so_that_it_reads_the_same(text in near_filter()) {
        if let Ok(filter) = text.parse::<Filter>() {
            reads_the_same(&filter)?;
        }
    }

    #[test]
    fn every_tree_is_shown_so_that_it_reads_the_same(root in expression()) {
        reads_the_same(&Filter { root: Some(root) })?;
    }
}
