//! What lies under a revolving account.

use super::part;
use crate::table::Key;

/// The sort key of an account's own item.
pub const ACCOUNT: &str = "ACCOUNT";

/// A revolving account.
pub fn account(company_id: &str, account_id: &str) -> Key {
    Key { pk: format!("{}#REVOLVING#{}", part(company_id), part(account_id)), sk: ACCOUNT.to_owned() }
}

/// A loan that is registered to it.
pub fn loan(pk: &str, account_id: &str) -> Key {
    Key { pk: pk.to_owned(), sk: format!("LOAN#{}", part(account_id)) }
}

/// The bounds of an account and its loans, which lie together.
pub fn bounds() -> (&'static str, &'static str) {
    (ACCOUNT, "LOAN#\u{10FFFF}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accounts_keys_read_as_the_table_design_says() {
        let key = account("com_1", "rev#1");
        assert_eq!((key.pk.as_str(), key.sk.as_str()), ("com_1#REVOLVING#rev%231", "ACCOUNT"));
        let (from, to) = bounds();
        let loan = loan(&key.pk, "L#\u{10FFFE}").sk;
        assert_eq!(loan, "LOAN#L%23\u{10FFFE}");
        assert!([key.sk, loan].iter().all(|sk| (from..=to).contains(&sk.as_str())));
        assert!(super::super::list::pointer("pk", "client_id").sk.as_str() > to);
    }
}
