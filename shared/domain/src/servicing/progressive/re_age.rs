//! What is outstanding is spread over new installments.

use super::book::Book;
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{ReAge, Transaction};

impl Book<'_> {
    /// Spreads what is outstanding over new installments.
    pub fn re_age(&mut self, _of: &Transaction, _plan: &ReAge) -> Result<(), ReplayError> {
        self.re_aged = true;
        Err(ReplayError::Unsupported("re-ageing"))
    }
}
