//! The logos that notices are printed with, each read once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use documents::logo::Logo;
use domain::notice::letter::Letter;
use platform::notices::logo;
use platform::table::Table;

use crate::outcome::Unfinished;

/// How many are kept at most, which is some 30 MB of pixels; a batch has one.
const KEPT_MAX: usize = 15;

/// Logos by their company and the SHA-256 of their file.
#[derive(Debug, Default)]
pub(crate) struct Logos {
    read: Mutex<HashMap<(String, String), Logo>>,
}

impl Logos {
    /// The logo of a letter. One `GetItem` of one that was not read before.
    pub(crate) async fn of(
        &self,
        table: &Table,
        company_id: &str,
        letter: &Letter,
    ) -> Result<Option<Logo>, Unfinished> {
        let Some(sha256) = &letter.letterhead.logo else { return Ok(None) };
        let place = (company_id.to_owned(), sha256.clone());
        let known = self.read.lock().unwrap_or_else(PoisonError::into_inner).get(&place).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let file = logo(table, company_id, sha256).await?.ok_or(Unfinished::NoLogo)?;
        let found = Logo::read(&file).map_err(|_| Unfinished::NoLogo)?;
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if read.len() >= KEPT_MAX {
            read.clear();
        }
        read.insert(place, found.clone());
        Ok(Some(found))
    }
}
