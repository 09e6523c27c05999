//! SHA-256 in hexadecimal: how secrets are stored and bodies compared.

pub use domain::digest::sha256;
