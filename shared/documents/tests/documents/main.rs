//! Documents, read back from their files. `DOCUMENTS_DIR=directory cargo test -p documents` also puts the files there, to be
//! looked at.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![expect(clippy::float_arithmetic, reason = "PDF's numbers are floats")]

mod files;
mod languages;
mod layout;
mod letters;
mod notices;
mod pictures;
mod reader;
mod receipts;
mod samples;
mod schedule;
mod scripts;
mod statement;
