//! Tests of the deployed template over HTTP.
