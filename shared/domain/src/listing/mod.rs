//! Lists as Google's API Improvement Proposals describe them: filters (AIP-160), orders (AIP-132) and pages (AIP-158).
//!
//! A list request is read in steps, each of which can refuse it with a sentence for the caller: a filter's text is parsed, checked against
//! the fields that the list can be filtered by, and split into what an index finds and what is looked at item by item.
//!
//! | question | answered by |
//! |---|---|
//! | What is asked for? | [`ListRequest`] |
//! | Which of the kept lists serve that, and do they say it exactly? | [`Lookup`] |
//! | Which lists does a resource enter and leave when it changes? | [`Moves`] |
//! | Which of these resources are it, and in which order? | [`Selection`] |

pub mod filter;
mod lookup;
mod moves;
mod order;
mod page_size;
mod page_token;
mod position;
mod request;
mod selection;

pub use lookup::{CREATED, Lookup};
pub use moves::{ListOf, Listed, Moves};
pub use order::{ORDER_BYTES_MAX, ORDER_KEYS_MAX, Order, OrderFault, OrderKey};
pub use page_size::{PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX, PageSize, PageSizeFault};
pub use page_token::{LAST_KEY_BYTES_MAX, Listing, PageStart, TokenFault, TokenKey};
pub use position::Position;
pub use request::{ListRequest, PARAMETERS, TOKEN_SECONDS};
pub use selection::{Entry, Selection};

/// As much of a caller's word as a message quotes, in characters.
const QUOTED_CHARS_MAX: usize = 64;

/// The beginning of a caller's word, for a message.
fn quoted(word: &str) -> String {
    word.chars().take(QUOTED_CHARS_MAX).collect()
}
