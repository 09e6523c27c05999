//! Page tokens: where the next page of a list begins, signed, so that a caller can only send back what it was given.
//!
//! A token is base64url of: a version, the moment it expires, the page size, a fingerprint of the list, the last entry's key, and
//! HMAC-SHA256 over all of that and the company. The content is signed, not hidden: no secret belongs into a key. The page size may change
//! from page to page (AIP-158), so it is carried to go on with where the next request names none, and refuses nothing.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::filter::Filter;
use super::{Order, PageSize};
use crate::moment::Moment;

/// Longest key of an entry that a token carries, in bytes: a partition key and a sort key of DynamoDB together.
pub const LAST_KEY_BYTES_MAX: usize = 3_072;

const VERSION: u8 = 1;
const MAC_BYTES: usize = 32;
/// Version, moment, page size and fingerprint.
const HEAD_BYTES: usize = 1 + 8 + 2 + 32;
/// Four characters for three bytes.
const TOKEN_CHARS_MAX: usize = (HEAD_BYTES + LAST_KEY_BYTES_MAX + MAC_BYTES).div_ceil(3) * 4;
/// What is signed here can be no signature of anything else under the same secret.
const PURPOSE: &[u8] = b"page_token";

/// The secret that tokens are signed with.
#[derive(Clone)]
pub struct TokenKey([u8; 64]);

/// The list that is paged through. A token of one is refused by all others.
#[derive(Debug, Clone, Copy)]
pub struct Listing<'request> {
    /// The id of the company whose list it is.
    pub company: &'request str,
    /// What is listed, and whose: `loans`, or `loans/{id}/installments`.
    pub collection: &'request str,
    /// What it is filtered by.
    pub filter: &'request Filter,
    /// What it is ordered by.
    pub order: &'request Order,
}

/// Where a page begins.
#[derive(Clone, PartialEq, Eq)]
pub struct PageStart {
    /// The key of the last entry before the page, in the store's own form.
    pub last_key: String,
    /// How many entries the page before was asked for.
    pub page_size: PageSize,
}

/// Why a token cannot be used or made: a sentence for the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// It was not made here for this company, or it was changed.
    #[error("page_token is not one that was given for this list")]
    Foreign,
    /// It is of another list, filter or order.
    #[error(
        "page_token belongs to a request for another list, filter or order_by: these must stay the same from page to page"
    )]
    OtherListing,
    /// Its moment has passed.
    #[error("page_token has expired: begin again without one")]
    Expired,
    /// The last entry's key is longer than a token carries.
    #[error("page_token cannot be made: the key of the last entry is longer than {LAST_KEY_BYTES_MAX} bytes")]
    KeyTooLong,
}

impl TokenKey {
    /// From a secret of 32 random bytes.
    pub fn new(secret: [u8; 32]) -> Self {
        let mut key = [0; 64];
        // HMAC itself fills a key up with zeros to the hash's block.
        for (to, from) in key.iter_mut().zip(secret) {
            *to = from;
        }
        Self(key)
    }

    /// Makes the token of the page that begins after an entry. It can be used until `expires`.
    ///
    /// # Errors
    /// [`TokenFault::KeyTooLong`].
    pub fn issue(&self, listing: &Listing<'_>, start: &PageStart, expires: Moment) -> Result<String, TokenFault> {
        if start.last_key.len() > LAST_KEY_BYTES_MAX {
            return Err(TokenFault::KeyTooLong);
        }
        let mut token = vec![VERSION];
        token.extend(expires.micros().to_be_bytes());
        token.extend(start.page_size.entries().to_be_bytes());
        token.extend(fingerprint(listing));
        token.extend(start.last_key.as_bytes());
        let mac = self.mac(listing.company, &token).finalize().into_bytes();
        token.extend(mac);
        Ok(URL_SAFE_NO_PAD.encode(token))
    }

    /// Reads a token that was made for the same list, and has not expired `now`.
    ///
    /// # Errors
    /// [`TokenFault::Foreign`] before anything else is looked at, then [`TokenFault::OtherListing`], then [`TokenFault::Expired`].
    pub fn open(&self, token: &str, listing: &Listing<'_>, now: Moment) -> Result<PageStart, TokenFault> {
        if token.len() > TOKEN_CHARS_MAX {
            return Err(TokenFault::Foreign);
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| TokenFault::Foreign)?;
        let (content, mac) = bytes.split_last_chunk::<MAC_BYTES>().ok_or(TokenFault::Foreign)?;
        // In constant time.
        self.mac(listing.company, content).verify_slice(mac).map_err(|_| TokenFault::Foreign)?;
        let content = Content::read(content).ok_or(TokenFault::Foreign)?;
        if content.fingerprint != fingerprint(listing) {
            Err(TokenFault::OtherListing)
        } else if now >= content.expires {
            Err(TokenFault::Expired)
        } else {
            Ok(content.start)
        }
    }

    fn mac(&self, company: &str, content: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new(&self.0.into());
        for part in [PURPOSE, company.as_bytes(), content] {
            mac.update(&length(part));
            mac.update(part);
        }
        mac
    }
}

/// What a token says.
struct Content {
    expires: Moment,
    fingerprint: [u8; 32],
    start: PageStart,
}

impl Content {
    fn read(bytes: &[u8]) -> Option<Self> {
        let (version, rest) = bytes.split_first()?;
        let (expires, rest) = rest.split_first_chunk::<8>()?;
        let (page_size, rest) = rest.split_first_chunk::<2>()?;
        let (fingerprint, last_key) = rest.split_first_chunk::<32>()?;
        if *version != VERSION {
            return None;
        }
        let start = PageStart {
            last_key: std::str::from_utf8(last_key).ok()?.to_owned(),
            page_size: PageSize::new(u16::from_be_bytes(*page_size)),
        };
        let expires = Moment::from_micros(i64::from_be_bytes(*expires))?;
        Some(Self { expires, fingerprint: *fingerprint, start })
    }
}

/// A filter may name people, so the token carries no more than a hash of it.
fn fingerprint(listing: &Listing<'_>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [listing.collection, &listing.filter.to_string(), &listing.order.to_string()] {
        hash.update(length(part.as_bytes()));
        hash.update(part);
    }
    hash.finalize().into()
}

/// Written before each part, so that no two lists of parts give the same bytes.
fn length(part: &[u8]) -> [u8; 8] {
    u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests;
