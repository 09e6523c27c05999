//! The figures of a company: as a few loans tell them, and as a recount of everything tells them after whatever happened.

mod counted;
mod recount;
mod told;
