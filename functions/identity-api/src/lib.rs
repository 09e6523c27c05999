//! Tokens from client credentials.
