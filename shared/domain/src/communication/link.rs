//! Links in messages that are followed by way of ours, so that it is counted how often.
//!
//! What is a link is decided by the template: its own text, or a variable whose whole value is one. A name that somebody has chosen to look like a link
//! stays as it is, and no link leads anywhere but to what the message would have said.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::record::{OutgoingCommunication, Stage};
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::recovery::channel::Channel;

/// Most links of a message that are counted; the same one twice is one.
pub const LINKS_MAX: usize = 9;
/// Most characters of a link that is counted; a longer one stays as it is.
pub const TARGET_CHARS_MAX: usize = 2_000;
/// For how many days a link leads on, from when its message was handed over.
pub const LINK_DAYS: i64 = 180;
/// Most clicks that are counted of a link: what comes after is machines.
pub const CLICKS_MAX: u32 = 10_000;
/// Characters of the name of a message's links: 128 random bits in the alphabet of Crockford, which no alphabet of SMS makes longer.
pub const TOKEN_CHARS: usize = 26;
/// The variable that is a link.
const PAYMENT_LINK: &str = "payment_link";

/// Whether the links in messages of a channel can be counted.
pub fn can_be_tracked(channel: Channel) -> bool {
    matches!(channel, Channel::Sms | Channel::Email | Channel::Whatsapp)
}

/// What the links of a message are replaced by: an address of ours, with a name that nobody can guess.
#[derive(Debug, Clone, Copy)]
pub struct ShortLink<'a> {
    /// Where the public reaches us, without a `/` at its end.
    pub public_url: &'a str,
    /// The name.
    pub token: &'a str,
}

impl ShortLink<'_> {
    /// What a preview shows in place of a name: one of the same length, which leads nowhere.
    pub const PREVIEWED: &'static str = "00000000000000000000000000";

    /// The address of a link of the message, from 0.
    fn address(self, number: usize) -> String {
        let Self { public_url, token } = self;
        match number {
            0 => format!("{public_url}/l/{token}"),
            number => format!("{public_url}/l/{token}-{}", number.saturating_add(1)),
        }
    }
}

/// The name of a message's links and which of them is meant, from 0, by the last part of an address; `None` where it can be none of ours.
pub fn named(link: &str) -> Option<(&str, usize)> {
    let (token, number) = match link.split_once('-') {
        None => (link, 0),
        Some((token, number)) => {
            let place: usize = number.parse().ok().filter(|place| (2..=LINKS_MAX).contains(place))?;
            (token, (number.len() == 1).then_some(place)?.checked_sub(1)?)
        }
    };
    let is_token =
        token.len() == TOKEN_CHARS && token.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    is_token.then_some((token, number))
}

/// A value in a text that a template became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filled {
    /// Where it is, in bytes.
    pub(super) at: Range<usize>,
    /// Whether it is a link as a whole.
    pub(super) is_link: bool,
}

/// Whether the value of a variable is a link: that of the payment link, and those of keys of the company's own, when they are one as a whole.
pub(super) fn is_link_value(variable: &str, value: &str) -> bool {
    let may_be = variable == PAYMENT_LINK || super::variable::find(variable).is_none();
    may_be && scheme_chars(value).is_some() && !value.contains(|char: char| char.is_whitespace() || char.is_control())
}

/// A text with its links replaced, and where these lead. `None` where there are more than [`LINKS_MAX`].
pub(super) fn shortened(
    text: &str,
    values: &[Filled],
    is_html: bool,
    link: ShortLink<'_>,
) -> Option<(String, Vec<String>)> {
    let (mut short, mut targets, mut done) = (String::with_capacity(text.len()), Vec::<String>::new(), 0);
    for (start, _) in text.match_indices(['h', 'H']) {
        let Some((end, target)) = (start >= done).then(|| link_at(text, start, values, is_html)).flatten() else {
            continue;
        };
        let known = targets.iter().position(|known| *known == target);
        let number = known.unwrap_or(targets.len());
        if known.is_none() {
            targets.push(target);
        }
        short.push_str(text.get(done..start).unwrap_or_default());
        short.push_str(&link.address(number));
        done = end;
    }
    short.push_str(text.get(done..).unwrap_or_default());
    (targets.len() <= LINKS_MAX).then_some((short, targets))
}

/// Where a link ends that begins here, and where it leads.
fn link_at(text: &str, start: usize, values: &[Filled], is_html: bool) -> Option<(usize, String)> {
    let (before, rest) = text.split_at_checked(start)?;
    let scheme = scheme_chars(rest)?;
    let value = values.iter().find(|value| value.at.start <= start && start < value.at.end);
    if value.is_some_and(|value| !value.is_link || value.at.start != start)
        || before.chars().next_back().is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    let value_end = value.map_or(start, |value| value.at.end);
    let end = match (is_html, quote_of_href(before)) {
        (true, Some(quote)) => start.checked_add(rest.find(quote)?)?,
        // In the text of an e-mail a link that the template itself has written is what people read.
        (true, None) if value.is_none() || before.ends_with(['"', '\'', '=']) => return None,
        (true, None) => value_end,
        (false, _) => start.checked_add(plain_length(rest))?.max(value_end),
    };
    let written = text.get(start..end)?;
    let host_end = start.checked_add(scheme)?.checked_add(host_length(written.get(scheme..)?))?;
    // Where it leads is the template's to say: what has a host by somebody's data is no link.
    if values.iter().any(|value| !value.is_link && value.at.start < host_end && value.at.end > start) {
        return None;
    }
    let target = if is_html { unescaped(written) } else { written.to_owned() };
    is_target(&target, scheme).then_some((end, target))
}

/// How many characters `https://` or `http://` has at the beginning of a text.
fn scheme_chars(text: &str) -> Option<usize> {
    let begins = |scheme: &&str| text.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme));
    ["https://", "http://"].into_iter().find(begins).map(str::len)
}

fn host_length(text: &str) -> usize {
    text.find(['/', '?', '#']).unwrap_or(text.len())
}

/// How long a link is that a plain text begins with: without the punctuation behind it.
fn plain_length(text: &str) -> usize {
    let ends = |char: char| char.is_whitespace() || char.is_control() || matches!(char, '<' | '>' | '"');
    let link = text.find(ends).and_then(|end| text.get(..end)).unwrap_or(text);
    let is_punctuation = |char: char| {
        matches!(char, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '\'' | '*')
            || (!char.is_ascii() && !char.is_alphanumeric())
    };
    link.trim_end_matches(is_punctuation).len()
}

/// The quote that an `href` begins with right before a link.
fn quote_of_href(before: &str) -> Option<char> {
    let quote = before.chars().next_back().filter(|quote| matches!(quote, '"' | '\''))?;
    let name = before.strip_suffix(quote)?.trim_end().strip_suffix('=')?.trim_end();
    let at = name.len().checked_sub("href".len())?;
    let (front, name) = name.split_at_checked(at)?;
    (name.eq_ignore_ascii_case("href") && front.ends_with(|char: char| char.is_ascii_whitespace())).then_some(quote)
}

/// What a text of HTML says.
fn unescaped(text: &str) -> String {
    let entities = [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    entities.into_iter().fold(text.to_owned(), |text, (entity, char)| text.replace(entity, char))
}

/// Whether a header can hold it, and it names a host and nobody's password.
fn is_target(target: &str, scheme: usize) -> bool {
    let behind = target.get(scheme..).unwrap_or_default();
    let host = behind.get(..host_length(behind)).unwrap_or_default();
    let is_sound = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'`');
    target.len() <= TARGET_CHARS_MAX
        && target.bytes().all(is_sound)
        && !host.is_empty()
        && !host.contains('@')
        && !host.starts_with(':')
}

/// The links of a message that are counted.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackedLinks {
    /// Their name, which nobody can guess.
    pub token: String,
    /// Where they lead, in the order of their numbers.
    pub targets: Vec<Tracked>,
}

/// Whoever has the name can follow them, and a link can say who a borrower is.
impl std::fmt::Debug for TrackedLinks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TrackedLinks").field("links", &self.targets.len()).finish_non_exhaustive()
    }
}

/// A link that is counted.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracked {
    /// Where it leads.
    pub target: String,
    /// How often it was followed.
    #[serde(default)]
    pub clicks: u32,
    /// When it was first followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Moment>,
    /// When it was last followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Moment>,
}

impl TrackedLinks {
    /// The links of a new message; `None` where it has none.
    pub(super) fn new(token: &str, targets: &[String]) -> Option<Self> {
        let tracked = |target: &String| Tracked { target: target.clone(), clicks: 0, first: None, last: None };
        let targets: Vec<Tracked> = targets.iter().map(tracked).collect();
        (!targets.is_empty()).then(|| Self { token: token.to_owned(), targets })
    }

    /// How often any of them was followed.
    fn clicks(&self) -> u32 {
        self.targets.iter().fold(0, |sum, link| sum.saturating_add(link.clicks))
    }

    /// What readers of the loan see of them, with the keys that the documents print where they print one.
    pub(super) fn show(&self, shown: &mut Object) {
        let count = |clicks: u32| Json::integer(i64::from(clicks));
        let link =
            |link: &Tracked| Json::object([("target", Json::text(&link.target)), ("click_count", count(link.clicks))]);
        shown.insert("links".to_owned(), self.targets.iter().map(link).collect());
        shown.insert("click_count".to_owned(), count(self.clicks()));
        let first = self.targets.iter().filter_map(|link| link.first).min();
        let last = self.targets.iter().filter_map(|link| link.last).max();
        for (key, at) in [("first_clicked_time", first), ("clicked_time", last)] {
            if let Some(at) = at {
                shown.insert(key.to_owned(), Json::text(at.to_lending_text()));
            }
        }
    }
}

impl OutgoingCommunication {
    /// Where one of its links leads; `None` of one that it does not have, and while the message has not gone out.
    pub fn link_target(&self, token: &str, number: usize) -> Option<&str> {
        let is_out = !matches!(self.outgoing.stage, Stage::Created | Stage::Waiting | Stage::Suppressed);
        let links = self.outgoing.links.as_ref().filter(|links| is_out && links.token == token)?;
        links.targets.get(number).map(|link| link.target.as_str())
    }

    /// It after a click; `None` where none is counted any more.
    pub fn clicked(&self, number: usize, now: Moment) -> Option<Self> {
        let mut after = self.clone();
        let links = after.outgoing.links.as_mut()?;
        let link = links.targets.get_mut(number)?;
        link.clicks = link.clicks.checked_add(1).filter(|clicks| *clicks <= CLICKS_MAX)?;
        (link.first, link.last) = (link.first.or(Some(now)), Some(now));
        links.show(&mut after.comm_dict);
        Some(after)
    }

    /// Whether any of its links was followed.
    pub fn is_clicked(&self) -> bool {
        self.outgoing.links.as_ref().is_some_and(|links| links.clicks() > 0)
    }
}

#[cfg(test)]
mod tests;
