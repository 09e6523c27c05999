//! What lies under a loan or under a customer of a credit line.
//!
//! The sort keys are chosen so that what a reader asks for lies together: `PROFILE` and everything that begins with it is the head (profile,
//! transactions, months), and the four kinds of history follow the order `COMM`, `NOTICE`, `PAYMENT`, head, `REMARK`. What no reader of a
//! loan asks for begins with `~`, which sorts after every letter.

use domain::calendar::Month;
use domain::moment::Moment;

use super::{beginning_with, part, sortable, whole};
use crate::digest;
use crate::table::Key;

/// The kinds of history that a loan's view shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum History {
    /// Messages to and from borrowers.
    Communication,
    /// Notices and their tracking.
    Notice,
    /// Payments.
    Payment,
    /// Remarks.
    Remark,
}

impl History {
    fn prefix(self) -> &'static str {
        match self {
            Self::Communication => "COMM#",
            Self::Notice => "NOTICE#",
            Self::Payment => "PAYMENT#",
            Self::Remark => "REMARK#",
        }
    }
}

/// The partition of a loan.
pub fn loan(company_id: &str, loan_id: &str) -> String {
    format!("{}#LOAN#{}", part(company_id), part(loan_id))
}

/// The company and the loan whose partition it is; `None` for a partition of something else.
pub fn loan_of(pk: &str) -> Option<(String, String)> {
    match pk.split('#').collect::<Vec<_>>().as_slice() {
        [company, "LOAN", loan] => Some((whole(company)?, whole(loan)?)),
        _ => None,
    }
}

/// The partition of a customer.
pub fn customer(company_id: &str, customer_id: &str) -> String {
    format!("{}#CUSTOMER#{}", part(company_id), part(customer_id))
}

/// The company and the customer whose partition it is; `None` for a partition of something else.
pub fn customer_of(pk: &str) -> Option<(String, String)> {
    match pk.split('#').collect::<Vec<_>>().as_slice() {
        [company, "CUSTOMER", customer] => Some((whole(company)?, whole(customer)?)),
        _ => None,
    }
}

/// The sort key of the item that says whose a credit-line transaction is.
pub const OWNER: &str = "OWNER";

/// Says whose a credit-line transaction is.
pub fn transaction_owner(company_id: &str, transaction_id: &str) -> Key {
    Key { pk: format!("{}#TRANSACTION#{}", part(company_id), part(transaction_id)), sk: OWNER.to_owned() }
}

/// The profile of a loan or a customer.
pub fn profile(pk: &str) -> Key {
    Key { pk: pk.to_owned(), sk: "PROFILE".to_owned() }
}

/// A transaction of a customer.
pub fn transaction(pk: &str, transaction_id: &str) -> Key {
    Key { pk: pk.to_owned(), sk: format!("PROFILE#TRANSACTION#{}#", part(transaction_id)) }
}

/// A month of a loan, or of a customer's transaction.
pub fn allocation(pk: &str, transaction_id: Option<&str>, month: Month) -> Key {
    let sk = transaction_id.map_or_else(|| "PROFILE#".to_owned(), |id| transaction(pk, id).sk);
    Key { pk: pk.to_owned(), sk: format!("{sk}ALLOCATION#{}", month.sortable()) }
}

/// What the sort key of a head item says that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadItem {
    /// The profile.
    Profile,
    /// A transaction.
    Transaction,
    /// A month, of the transaction whose sort key begins so, or of the loan itself.
    Allocation {
        /// The sort key of the transaction.
        transaction: Option<String>,
    },
}

/// Reads the sort key of a head item; `None` for an item of another kind.
pub fn head_item(sk: &str) -> Option<HeadItem> {
    let rest = sk.strip_prefix("PROFILE")?;
    if rest.is_empty() {
        return Some(HeadItem::Profile);
    }
    match rest.rfind("#ALLOCATION#") {
        Some(0) => Some(HeadItem::Allocation { transaction: None }),
        Some(at) => sk
            .get(..at.checked_add("PROFILE#".len())?)
            .map(|sk| HeadItem::Allocation { transaction: Some(sk.to_owned()) }),
        None => rest.starts_with("#TRANSACTION#").then_some(HeadItem::Transaction),
    }
}

/// An entry of the history.
pub fn history(pk: &str, kind: History, id: Moment) -> Key {
    Key { pk: pk.to_owned(), sk: history_sk(kind, id) }
}

fn history_sk(kind: History, id: Moment) -> String {
    format!("{}{}", kind.prefix(), sortable(id))
}

/// Reads the sort key of a history entry; `None` for an item of another kind.
pub fn history_item(sk: &str) -> Option<(History, Moment)> {
    let kinds = [History::Communication, History::Notice, History::Payment, History::Remark];
    kinds.into_iter().find_map(|kind| {
        let id = sk.strip_prefix(kind.prefix())?.parse().ok()?;
        Some((kind, Moment::from_micros(id)?))
    })
}

/// A visit of a field agent.
pub fn visit(pk: &str, visit_id: &str) -> Key {
    Key { pk: pk.to_owned(), sk: format!("~VISIT#{}", part(visit_id)) }
}

/// A deposit of what field agents collected.
pub fn deposit(company_id: &str, deposit_id: &str) -> Key {
    Key { pk: format!("{}#DEPOSIT#{}", part(company_id), part(deposit_id)), sk: "DEPOSIT".to_owned() }
}

/// Remembers a payment's reference. The reference is text from a payment processor, so it is hashed to a length.
pub fn payment_reference(pk: &str, transaction_id: Option<&str>, reference: &str) -> Key {
    let hash = digest::sha256(reference.as_bytes());
    let transaction = transaction_id.map(|id| format!("{}#", part(id))).unwrap_or_default();
    Key { pk: pk.to_owned(), sk: format!("~REFERENCE#{transaction}{hash}") }
}

/// The bounds of the head.
pub fn head_bounds() -> (String, String) {
    beginning_with("PROFILE")
}

/// The bounds of one transaction with its months.
pub fn transaction_bounds(pk: &str, transaction_id: &str) -> (String, String) {
    beginning_with(&transaction(pk, transaction_id).sk)
}

/// The bounds of one kind of history between two moments, both included.
pub fn history_bounds(kind: History, from: Moment, to: Moment) -> (String, String) {
    (history_sk(kind, from), history_sk(kind, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month() -> Month {
        Month::from_text("2021-7-01").expect("a month")
    }

    #[test]
    fn a_loans_keys_read_as_the_table_design_says() {
        let pk = loan("com_1", "LN#7");
        assert_eq!(pk, "com_1#LOAN#LN%237");
        assert_eq!(loan_of(&pk), Some(("com_1".to_owned(), "LN#7".to_owned())));
        assert_eq!((loan_of("com_1"), loan_of("com_1#REVOLVING#7"), loan_of("com_1#LOAN#7#8")), (None, None, None));
        assert_eq!(customer_of(&customer("com_1", "c#1")), Some(("com_1".to_owned(), "c#1".to_owned())));
        assert_eq!((customer_of(&pk), customer_of("com_1")), (None, None));
        assert_eq!(profile(&pk).sk, "PROFILE");
        assert_eq!(allocation(&pk, None, month()).sk, "PROFILE#ALLOCATION#2021-07");
        assert_eq!(allocation(&pk, Some("9"), month()).sk, "PROFILE#TRANSACTION#9#ALLOCATION#2021-07");
        let id = Moment::from_micros(1_597_415_342_660_409).expect("in range");
        assert_eq!(history(&pk, History::Payment, id).sk, "PAYMENT#1597415342660409");
        assert_eq!(history(&pk, History::Remark, Moment::EPOCH).sk, "REMARK#0000000000000000");
    }

    #[test]
    fn sort_keys_tell_what_they_are() {
        let pk = customer("com_1", "c");
        assert_eq!(head_item("PROFILE"), Some(HeadItem::Profile));
        assert_eq!(head_item(&transaction(&pk, "9").sk), Some(HeadItem::Transaction));
        assert_eq!(head_item(&allocation(&pk, None, month()).sk), Some(HeadItem::Allocation { transaction: None }));
        let of = Some(transaction(&pk, "ALLOCATION#1").sk);
        assert_eq!(
            head_item(&allocation(&pk, Some("ALLOCATION#1"), month()).sk),
            Some(HeadItem::Allocation { transaction: of })
        );
        assert_eq!(head_item("PAYMENT#0000000000000001"), None);
        assert_eq!(history_item("COMM#0000000000000001"), Some((History::Communication, Moment::EPOCH.later(1))));
        assert_eq!(history_item("CONTACT#1"), None);
    }

    #[test]
    fn one_transactions_bounds_leave_others_out() {
        let (from, to) = transaction_bounds("pk", "12");
        let other = transaction("pk", "123").sk;
        assert!(!(from..=to).contains(&other));
    }

    #[test]
    fn what_no_reader_asks_for_lies_after_everything_else() {
        let event = super::super::event("pk", "01J").sk;
        let reference = payment_reference("pk", None, "RFN").sk;
        assert!(event.as_str() > "ZZZZ" && reference.as_str() > "ZZZZ");
    }
}
