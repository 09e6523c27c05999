//! Servicing and recovery rules: pure, no AWS, no async, no clock.
