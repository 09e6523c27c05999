use super::*;

const SECRET: [u8; 32] = [7; 32];

fn moment(seconds: i64) -> Moment {
    Moment::from_micros(seconds * 1_000_000).expect("in range")
}

fn start() -> PageStart {
    PageStart { last_key: "com_1#LOAN#42".to_owned(), page_size: PageSize::new(25) }
}

fn order(text: &str) -> Order {
    Order::parse(text, &["create_time", "name"]).expect("an order")
}

fn filter(text: &str) -> Filter {
    text.parse().expect("a filter")
}

/// What becomes of a token for the loans of `com_1` in state ACTIVE by name, when it comes back with another request.
fn opened(company: &str, collection: &str, filtered: &str, ordered: &str, now: i64) -> Result<PageStart, TokenFault> {
    let key = TokenKey::new(SECRET);
    let (active, by_name) = (filter("state = ACTIVE"), order("name desc"));
    let made_for = Listing { company: "com_1", collection: "loans", filter: &active, order: &by_name };
    let token = key.issue(&made_for, &start(), moment(1_000)).expect("a token");
    let (filter, order) = (filter(filtered), order(ordered));
    key.open(&token, &Listing { company, collection, filter: &filter, order: &order }, moment(now))
}

fn is_fault(outcome: Result<PageStart, TokenFault>, fault: TokenFault) -> bool {
    outcome.err() == Some(fault)
}

#[test]
fn a_token_comes_back_as_it_was_given() {
    assert!(opened("com_1", "loans", "state = ACTIVE", "name desc", 999) == Ok(start()));
    // The same filter and order in other words.
    assert!(opened("com_1", "loans", "(state:\"ACTIVE\")", " name  desc", 999).is_err());
    assert!(opened("com_1", "loans", "(state='ACTIVE')", " name  desc ", 999) == Ok(start()));
}

#[test]
fn a_token_of_another_company_is_as_good_as_forged() {
    assert!(is_fault(opened("com_2", "loans", "state = ACTIVE", "name desc", 0), TokenFault::Foreign));
    assert!(is_fault(opened("com_", "loans", "state = ACTIVE", "name desc", 0), TokenFault::Foreign));
}

#[test]
fn a_token_of_another_list_filter_or_order_is_refused() {
    for (collection, filtered, ordered) in [
        ("revolving", "state = ACTIVE", "name desc"),
        ("loans", "state = CLOSED", "name desc"),
        ("loans", "", "name desc"),
        ("loans", "state = ACTIVE", "name"),
        ("loans", "state = ACTIVE", ""),
    ] {
        let outcome = opened("com_1", collection, filtered, ordered, 0);
        assert!(is_fault(outcome, TokenFault::OtherListing), "{collection}, {filtered}, {ordered}");
    }
}

#[test]
fn a_token_is_good_until_its_moment() {
    assert!(is_fault(opened("com_1", "loans", "state = ACTIVE", "name desc", 1_000), TokenFault::Expired));
    assert!(is_fault(opened("com_1", "loans", "", "name desc", 1_000), TokenFault::OtherListing));
}

#[test]
fn a_token_under_another_secret_or_none_at_all_is_refused() {
    let (filter, order) = (Filter::default(), Order::default());
    let listing = Listing { company: "com_1", collection: "loans", filter: &filter, order: &order };
    let token = TokenKey::new([8; 32]).issue(&listing, &start(), moment(1_000)).expect("a token");
    let key = TokenKey::new(SECRET);
    let with_padding = format!("{}=", key.issue(&listing, &start(), moment(1_000)).expect("a token"));
    let long = "A".repeat(TOKEN_CHARS_MAX + 4);
    for token in [token.as_str(), "", "AAAA", "not base64", &with_padding, &long] {
        assert!(is_fault(key.open(token, &listing, moment(0)), TokenFault::Foreign), "{token}");
    }
}

#[test]
fn the_longest_key_fits_and_no_longer_one() {
    let (filter, order) = (Filter::default(), Order::default());
    let listing = Listing { company: "com_1", collection: "loans", filter: &filter, order: &order };
    let key = TokenKey::new(SECRET);
    let of_length = |bytes| PageStart { last_key: "k".repeat(bytes), page_size: PageSize::default() };
    let token = key.issue(&listing, &of_length(3_072), moment(1_000)).expect("a token");
    assert!(key.open(&token, &listing, moment(0)) == Ok(of_length(3_072)));
    assert_eq!(key.issue(&listing, &of_length(3_073), moment(1_000)), Err(TokenFault::KeyTooLong));
}

/// Test case 2 of RFC 4231, so that the key is filled up as HMAC does it.
#[test]
fn a_key_is_filled_up_as_hmac_does_it() {
    let mut block = [0; 64];
    block[..4].copy_from_slice(b"Jefe");
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(b"what do ya want for nothing?");
    let mac = mac.finalize().into_bytes();
    let expected = [
        0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e, 0x6a, 0x04, 0x24, 0x26, 0x08, 0x95, 0x75, 0xc7, //
        0x5a, 0x00, 0x3f, 0x08, 0x9d, 0x27, 0x39, 0x83, 0x9d, 0xec, 0x58, 0xb9, 0x64, 0xec, 0x38, 0x43,
    ];
    assert_eq!(mac.as_slice(), expected);
}
