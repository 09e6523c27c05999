//! What holds of every filter.

mod reading;
