//! The logos of letterheads, by the SHA-256 of their files.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::notice::logo::Logo;
use serde::{Deserialize, Serialize};

use crate::keys::notice as keys;
use crate::table::{Condition, Item, Table, TableError, Write};

#[derive(Serialize, Deserialize)]
struct Stored {
    content: String,
}

/// The file of a logo; `None` where there is none. One `GetItem`.
pub async fn logo(table: &Table, company_id: &str, sha256: &str) -> Result<Option<Vec<u8>>, TableError> {
    let key = keys::logo(company_id, sha256);
    let Some(item) = table.get(&key).await? else { return Ok(None) };
    let Stored { content } = item.read()?;
    STANDARD.decode(content).map(Some).map_err(|_| TableError::Corrupt { key })
}

/// The write of a logo. Whoever writes it writes the same.
pub(super) fn write(company_id: &str, logo: &Logo) -> Result<Write, TableError> {
    let stored = Stored { content: STANDARD.encode(&logo.file) };
    let item = Item::of(keys::logo(company_id, &logo.sha256), None, &stored)?;
    Ok(Write::Put { item, condition: Condition::None })
}
