//! The running count of what is asked of a table.

use crate::Calls;
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Counts what the client of a [`Testbed`](crate::Testbed) asks of the table. Clones share one count.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    calls: Arc<Mutex<Calls>>,
}

impl Meter {
    /// What was counted since the start or the last [`reset`](Self::reset).
    pub fn calls(&self) -> Calls {
        self.counting().clone()
    }

    /// Counts from nothing again.
    pub fn reset(&self) {
        *self.counting() = Calls::default();
    }

    pub(crate) fn call(&self, operation: &str) {
        self.counting().tally_mut(operation).calls += 1;
    }

    pub(crate) fn request(&self, operation: &str) {
        self.counting().tally_mut(operation).requests += 1;
    }

    pub(crate) fn outcome(&self, operation: &str, waited: Duration, capacity: f64) {
        let mut calls = self.counting();
        let tally = calls.tally_mut(operation);
        tally.waited += waited;
        tally.capacity += capacity;
    }

    /// A test that panicked elsewhere must not hide its reason behind a poisoned lock.
    fn counting(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
