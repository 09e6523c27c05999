//! Page tokens: what was given comes back, and nothing else is taken.

use domain::listing::filter::Filter;
use domain::listing::{Listing, Order, PageSize, PageStart, TokenFault, TokenKey};
use domain::moment::Moment;
use proptest::prelude::*;

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn with_listing<T>(check: impl FnOnce(&Listing<'_>) -> T) -> T {
    let filter: Filter = "state = ACTIVE".parse().expect("a filter");
    let order = Order::parse("name desc", &["name"]).expect("an order");
    check(&Listing { company: "com_1", collection: "loans", filter: &filter, order: &order })
}

fn opened(key: &TokenKey, token: &str) -> Result<PageStart, TokenFault> {
    with_listing(|listing| key.open(token, listing, Moment::EPOCH))
}

fn issued(key: &TokenKey, last_key: &str, entries: u16) -> (PageStart, String) {
    let start = PageStart { last_key: last_key.to_owned(), page_size: PageSize::new(entries) };
    let token = with_listing(|listing| key.issue(listing, &start, Moment::LAST)).expect("a token");
    (start, token)
}

proptest! {
    // Each case tries every place of its token.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_token_comes_back_as_it_was_given(secret: [u8; 32], last_key in ".{0,40}", entries: u16) {
        let key = TokenKey::new(secret);
        let (start, token) = issued(&key, &last_key, entries);
        prop_assert!(opened(&key, &token) == Ok(start));
    }

    #[test]
    fn whatever_is_changed_in_a_token_is_noticed(secret: [u8; 32], last_key in "[a-z0-9#]{0,40}", by in 1..64_usize) {
        let key = TokenKey::new(secret);
        let (_, token) = issued(&key, &last_key, 50);
        for at in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            let place = ALPHABET.iter().position(|symbol| bytes.get(at) == Some(symbol)).expect("of base64url");
            let other = ALPHABET.iter().cycle().nth(place + by).copied().expect("endless");
            bytes.splice(at..=at, [other]);
            let changed = String::from_utf8(bytes).expect("ASCII");
            prop_assert!(opened(&key, &changed).err() == Some(TokenFault::Foreign), "changed at {}", at);
            let cut = token.get(..at).expect("ASCII");
            prop_assert!(opened(&key, cut).err() == Some(TokenFault::Foreign), "cut at {}", at);
        }
        let longer = format!("{token}A");
        prop_assert!(opened(&key, &longer).err() == Some(TokenFault::Foreign));
    }

    #[test]
    fn any_text_is_refused(secret: [u8; 32], text in ".{0,200}", symbols in "[A-Za-z0-9_-]{0,200}") {
        let key = TokenKey::new(secret);
        prop_assert!(opened(&key, &text).is_err());
        prop_assert!(opened(&key, &symbols).is_err());
    }
}
