//! The links of messages, as a function would make them.

use platform::communications::ShortLinks;

/// Where the public reaches the API of a test.
pub const PUBLIC_URL: &str = "https://api.example.com";

/// What the links in messages are replaced by.
pub fn links() -> ShortLinks {
    ShortLinks::new(PUBLIC_URL).expect("entropy")
}
