//! Cards of an account: all in one item beside it.
//!
//! | access | costs |
//! |---|---|
//! | read all cards of an account | one `BatchGetItem`: the account and its cards |
//! | change them | that, and one `TransactWriteItems`: the account's version, the cards, the event |

use domain::accounts::account::{Account, Card, Cards, Happened};
use domain::moment::Moment;

use super::write::event_write;
use crate::keys::account as keys;
use crate::keys::loan;
use crate::table::{Condition, Item, Table, TableError, Write};

/// An account's cards as a change finds them.
#[derive(Debug, Clone)]
pub struct KnownCards {
    /// The account, without its entries.
    pub account: Account,
    /// Its cards.
    pub cards: Cards,
    /// The account's own item.
    item: Item,
}

/// Reads the cards of an account; `None` where there is no account of that id.
pub async fn load(table: &Table, company_id: &str, account_id: &str) -> Result<Option<KnownCards>, TableError> {
    let pk = loan::loan(company_id, account_id);
    let items = table.get_many(&[keys::account(&pk), keys::cards(&pk)]).await?;
    let (accounts, cards): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| item.key == keys::account(&pk));
    let Some(item) = accounts.into_iter().next() else { return Ok(None) };
    let cards = cards.first().map(Item::read).transpose()?.unwrap_or_default();
    Ok(Some(KnownCards { account: item.read()?, cards, item }))
}

impl KnownCards {
    /// The writes of a change. They raise the account's version, under which all that lies beside it changes: so nothing is
    /// added to an account that is being deleted or closed.
    pub fn change_writes(
        &self,
        changed: &Cards,
        card: &Card,
        event_type: &'static str,
        now: Moment,
    ) -> Result<Vec<Write>, TableError> {
        let pk = &self.item.key.pk;
        let version = self.item.version.ok_or_else(|| TableError::Corrupt { key: self.item.key.clone() })?;
        let account = Item { version: Some(version.saturating_add(1)), ..self.item.clone() };
        let cards = Item::of(keys::cards(pk), None, changed)?;
        let happened: Happened = card.happened(event_type, &self.account.account_id);
        Ok(vec![
            Write::Put { item: account, condition: Condition::Version(version) },
            Write::Put { item: cards, condition: Condition::None },
            event_write(pk, &happened, now)?,
        ])
    }
}
