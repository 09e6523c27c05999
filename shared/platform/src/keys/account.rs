//! What is kept of a serviced account, in the partition of its loan: the account and its entries lie together, so that one
//! query reads all that it is computed from.

use super::{beginning_with, part};
use crate::table::Key;

/// So many entries are kept in one item: a change writes one of these again, and a long list is read in few.
pub const ENTRIES_PER_ITEM: usize = 32;

/// The account.
pub fn account(pk: &str) -> Key {
    Key { pk: pk.to_owned(), sk: "ACCOUNT".to_owned() }
}

/// A part of its entries, counted from 0.
pub fn entries(pk: &str, number: usize) -> Key {
    Key { pk: pk.to_owned(), sk: format!("ACCOUNT#TXN#{number:06}") }
}

/// The number of a part, from its sort key; `None` for an item of another kind.
pub fn entries_item(sk: &str) -> Option<usize> {
    sk.strip_prefix("ACCOUNT#TXN#")?.parse().ok()
}

/// Its cards.
pub fn cards(pk: &str) -> Key {
    Key { pk: pk.to_owned(), sk: "ACCOUNT#CARDS".to_owned() }
}

/// Who funds it.
pub fn funding(pk: &str) -> Key {
    Key { pk: pk.to_owned(), sk: "ACCOUNT#FUNDING".to_owned() }
}

/// The bounds of the account and all that belongs to it.
pub fn bounds() -> (String, String) {
    beginning_with("ACCOUNT")
}

/// The sort key of a product's own item.
pub const PRODUCT: &str = "PRODUCT";

/// A loan product of a company.
pub fn product(company_id: &str, product_id: &str) -> Key {
    Key { pk: format!("{}#PRODUCT#{}", part(company_id), part(product_id)), sk: PRODUCT.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_the_table_design_says() {
        assert_eq!(account("pk").sk, "ACCOUNT");
        assert_eq!(entries("pk", 12).sk, "ACCOUNT#TXN#000012");
        assert_eq!(entries_item("ACCOUNT#TXN#000012"), Some(12));
        assert_eq!((entries_item("ACCOUNT"), entries_item("ACCOUNT#CARDS")), (None, None));
        let key = product("com_1", "a#1");
        assert_eq!((key.pk.as_str(), key.sk.as_str()), ("com_1#PRODUCT#a%231", "PRODUCT"));
    }

    #[test]
    fn one_range_holds_what_belongs_to_the_account_and_nothing_else() {
        let (from, to) = bounds();
        let range = from.as_str()..=to.as_str();
        for key in [account("pk"), entries("pk", 0), entries("pk", 999_999), cards("pk"), funding("pk")] {
            assert!(range.contains(&key.sk.as_str()));
        }
        for other in ["ACTION#1", "AGENCY", "COMM#1", "PROFILE"] {
            assert!(!range.contains(&other));
        }
    }
}
