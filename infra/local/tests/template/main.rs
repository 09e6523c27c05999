//! What `infra/template.yaml` must hold that a schema does not see: that its parts fit each other and the workspace.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a template that is not as expected fails the test, wherever that is found"
)]

mod functions;
mod http_api;
mod operations;
mod table;
mod template;
mod yaml;
