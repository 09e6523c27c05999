//! The accounts among what is due.

use platform::keys::account;
use platform::keys::loan::loan_of;
use platform::table::DueItem;

/// An account that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DueAccount {
    /// Its company.
    pub(crate) company_id: String,
    /// Its id.
    pub(crate) account_id: String,
}

impl DueAccount {
    /// The account that an entry is of; `None` where it is of something else.
    pub(crate) fn of(item: &DueItem) -> Option<Self> {
        let (company_id, account_id) = loan_of(&item.key.pk).filter(|_| item.key == account::account(&item.key.pk))?;
        Some(Self { company_id, account_id })
    }
}
