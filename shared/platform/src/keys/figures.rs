//! The figures of a company's recovery, by months.

use domain::calendar::Month;

use super::{part, sixteenth};
use crate::table::Key;

/// The figures of a month are in so many parts, so that changes of different loans seldom meet in one.
pub const FIGURE_SHARDS: u8 = 16;

/// The part of a month's figures that a loan counts in.
pub fn of_loan(company_id: &str, month: Month, loan_id: &str) -> Key {
    shard(company_id, month, sixteenth(loan_id))
}

/// All parts of a month's figures.
pub fn of_month(company_id: &str, month: Month) -> Vec<Key> {
    (0..FIGURE_SHARDS).map(|number| shard(company_id, month, number)).collect()
}

/// What stood when a month ended.
pub fn closing(company_id: &str, month: Month) -> Key {
    Key { pk: format!("{}#FIGURES", part(company_id)), sk: format!("CLOSING#{}", month.sortable()) }
}

/// Each in a partition of its own, so that they share no partition's rate.
fn shard(company_id: &str, month: Month, number: u8) -> Key {
    let pk = format!("{}#FIGURES#{}#{number:02}", part(company_id), month.sortable());
    Key { pk, sk: "FIGURES".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_the_table_design_says() {
        let month = Month::from_sortable("2024-01").expect("a month");
        let key = |key: Key| format!("{} {}", key.pk, key.sk);
        assert_eq!(key(shard("com_1", month, 7)), "com_1#FIGURES#2024-01#07 FIGURES");
        assert_eq!(key(closing("com_1", month)), "com_1#FIGURES CLOSING#2024-01");
        assert!(of_month("com_1", month).contains(&of_loan("com_1", month, "LN-1")));
    }
}
