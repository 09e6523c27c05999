//! What is kept of a serviced account, in the partition of its loan: the account and its entries lie together, so that one
//! query reads all that it is computed from. They lie in the head of the loan, so that who reads a loan reads its account
//! with it.

use super::{beginning_with, part, recovery};
use crate::table::Key;

/// So many entries are kept in one item: a change writes one of these again, and a long list is read in few.
pub const ENTRIES_PER_ITEM: usize = 32;

/// The sort key of an account.
pub const ACCOUNT: &str = "PROFILE#ACCOUNT";
/// What comes before the number of a part of its entries.
const ENTRIES: &str = "PROFILE#ACCOUNT#TXN#";

/// The account.
pub fn account(pk: &str) -> Key {
    Key { pk: pk.to_owned(), sk: ACCOUNT.to_owned() }
}

/// A part of its entries, counted from 0.
pub fn entries(pk: &str, number: usize) -> Key {
    Key { pk: pk.to_owned(), sk: format!("{ENTRIES}{number:06}") }
}

/// The number of a part, from its sort key; `None` for an item of another kind.
pub fn entries_item(sk: &str) -> Option<usize> {
    sk.strip_prefix(ENTRIES)?.parse().ok()
}

/// Its cards.
pub fn cards(pk: &str) -> Key {
    Key { pk: pk.to_owned(), sk: format!("{ACCOUNT}#CARDS") }
}

/// Who funds it.
pub fn funding(pk: &str) -> Key {
    Key { pk: pk.to_owned(), sk: format!("{ACCOUNT}#FUNDING") }
}

/// The bounds of the account, all that belongs to it, and the recovery case behind it.
pub fn bounds() -> (String, String) {
    (ACCOUNT.to_owned(), beginning_with(recovery::CASE).1)
}

/// The sort key of a product's own item.
pub const PRODUCT: &str = "PRODUCT";

/// Whether a sort key is of the account or of what belongs to it.
pub fn belongs(sk: &str) -> bool {
    sk.strip_prefix(ACCOUNT).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
}

/// A loan product of a company.
pub fn product(company_id: &str, product_id: &str) -> Key {
    Key { pk: format!("{}#PRODUCT#{}", part(company_id), part(product_id)), sk: PRODUCT.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_the_table_design_says() {
        assert_eq!(account("pk").sk, "PROFILE#ACCOUNT");
        assert_eq!(entries("pk", 12).sk, "PROFILE#ACCOUNT#TXN#000012");
        assert_eq!(entries_item("PROFILE#ACCOUNT#TXN#000012"), Some(12));
        assert_eq!((entries_item("PROFILE#ACCOUNT"), entries_item("PROFILE#ACCOUNT#CARDS")), (None, None));
        let key = product("com_1", "a#1");
        assert_eq!((key.pk.as_str(), key.sk.as_str()), ("com_1#PRODUCT#a%231", "PRODUCT"));
    }

    #[test]
    fn one_range_holds_what_belongs_to_the_account_and_its_case_and_nothing_else() {
        let (from, to) = bounds();
        let range = from.as_str()..=to.as_str();
        for key in
            [account("pk"), entries("pk", 0), entries("pk", 999_999), cards("pk"), funding("pk"), recovery::case("pk")]
        {
            assert!(range.contains(&key.sk.as_str()));
        }
        for other in ["PROFILE", "PROFILE#ALLOCATION#2021-07", "REMARK#1"] {
            assert!(!range.contains(&other));
        }
        let (from, to) = super::super::loan::head_bounds();
        assert!((from.as_str()..=to.as_str()).contains(&ACCOUNT));
    }
}
