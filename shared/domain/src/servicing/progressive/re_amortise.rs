//! What is overdue is spread over the installments that remain.

use super::book::Book;
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{ReAmortiseInterest, Transaction};

impl Book<'_> {
    /// Spreads what is overdue over the installments that remain.
    pub fn re_amortise(&mut self, _of: &Transaction, _interest: ReAmortiseInterest) -> Result<(), ReplayError> {
        self.re_amortised = true;
        Err(ReplayError::Unsupported("re-amortising"))
    }
}
