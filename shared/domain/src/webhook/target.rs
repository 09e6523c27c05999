//! The address of an endpoint: which ones are taken at all. What its name leads to is looked at again whenever it is connected to.
//!
//! Only spellings that every reader understands alike are taken, so that what is checked is what is called: no user information, no backslash, no
//! fragment, hosts in lower-case ASCII, IPv4 in four decimal parts and nothing else that a resolver might take for one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::address::is_public;

/// Longest address, in bytes.
pub const URL_BYTES_MAX: usize = 2_000;
/// Longest host name, in bytes (RFC 1035).
const HOST_BYTES_MAX: usize = 253;
/// Longest part of a host name, in bytes.
const LABEL_BYTES_MAX: usize = 63;
/// Ports below this one, but for 443, are those of other protocols.
const FREE_PORTS: u16 = 1024;

/// Names that end so are never of the public internet (RFC 6761, 6762, 8375, 9476, and what clouds call their insides).
const INTERNAL_NAMES: &[&str] = &[
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "home.arpa",
    "alt",
    "test",
    "invalid",
    "onion",
];

/// Where may be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Targets {
    /// `https` on the public internet.
    Public,
    /// Anywhere, also by `http`: for a system that runs on one's own machine.
    Any,
}

/// Why an address is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TargetFault {
    /// It cannot be read without doubt.
    #[error(
        "Value must be an absolute URL, as https://hooks.example.com/path, in ASCII and without user, fragment or backslash"
    )]
    Malformed,
    /// It is too long.
    #[error("Value must be at most {URL_BYTES_MAX} bytes")]
    TooLong,
    /// Not `https`.
    #[error("Value must begin with https://")]
    NotHttps,
    /// A port of another protocol.
    #[error("Value must name port 443, or one from {FREE_PORTS} up")]
    Port,
    /// It leads, or could lead, to something that is not of the public internet.
    #[error("Value must name a host of the public internet")]
    NotPublic,
}

/// The host of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host<'a> {
    /// A name, to be resolved.
    Name(&'a str),
    /// An address as it stands.
    Address(IpAddr),
}

/// Where an address may be sent to: its host, if it is one that is taken.
///
/// # Errors
/// The first fault.
pub fn check(url: &str, targets: Targets) -> Result<Host<'_>, TargetFault> {
    if url.len() > URL_BYTES_MAX {
        return Err(TargetFault::TooLong);
    }
    let (is_https, rest) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return Err(TargetFault::Malformed),
    };
    if !is_https && targets == Targets::Public {
        return Err(TargetFault::NotHttps);
    }
    let authority = rest.find(['/', '?']).and_then(|end| rest.get(..end)).unwrap_or(rest);
    let path = rest.get(authority.len()..).unwrap_or_default();
    if !path.bytes().all(is_of_a_path) {
        return Err(TargetFault::Malformed);
    }
    let (host, port) = host_and_port(authority)?;
    if targets == Targets::Public {
        require_port(port)?;
        require_public(&host)?;
    }
    Ok(host)
}

/// What RFC 3986 has in a path and a query.
fn is_of_a_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%".contains(&byte)
}

fn host_and_port(authority: &str) -> Result<(Host<'_>, Option<u16>), TargetFault> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (address, rest) = rest.split_once(']').ok_or(TargetFault::Malformed)?;
        let address = address.parse::<Ipv6Addr>().map_err(|_| TargetFault::Malformed)?;
        return Ok((Host::Address(address.into()), port(rest)?));
    }
    let end = authority.find(':').unwrap_or(authority.len());
    let (host, rest) = authority.split_at_checked(end).ok_or(TargetFault::Malformed)?;
    Ok((self::host(host)?, port(rest)?))
}

fn port(rest: &str) -> Result<Option<u16>, TargetFault> {
    let Some(digits) = rest.strip_prefix(':') else {
        return if rest.is_empty() { Ok(None) } else { Err(TargetFault::Malformed) };
    };
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    let port = digits.parse().ok().filter(|_| is_plain);
    port.map(Some).ok_or(TargetFault::Malformed)
}

fn host(host: &str) -> Result<Host<'_>, TargetFault> {
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        return Ok(Host::Address(address.into()));
    }
    let is_label = |label: &str| {
        let inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=LABEL_BYTES_MAX).contains(&label.len())
            && label.bytes().all(inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    // What resolvers take for an address although it is not written as one: 2130706433, 0x7f.1, 127.1, 0177.0.0.1.
    let looks_like_an_address = last.starts_with(|first: char| first.is_ascii_digit());
    if host.len() > HOST_BYTES_MAX || !host.split('.').all(is_label) || looks_like_an_address {
        return Err(TargetFault::Malformed);
    }
    Ok(Host::Name(host))
}

fn require_port(port: Option<u16>) -> Result<(), TargetFault> {
    match port {
        None | Some(443 | FREE_PORTS..) => Ok(()),
        Some(_) => Err(TargetFault::Port),
    }
}

fn require_public(host: &Host<'_>) -> Result<(), TargetFault> {
    let is_public = match host {
        Host::Address(address) => is_public(*address),
        Host::Name(name) => name.contains('.') && !INTERNAL_NAMES.iter().any(|end| ends_with(name, end)),
    };
    if is_public { Ok(()) } else { Err(TargetFault::NotPublic) }
}

fn ends_with(name: &str, end: &str) -> bool {
    name.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(url: &str) -> Option<TargetFault> {
        check(url, Targets::Public).err()
    }

    #[test]
    fn ordinary_addresses_are_taken() {
        for url in [
            "https://example.com",
            "https://hooks.example.com/a/b?c=d&e=%20",
            "https://example.com:443/",
            "https://example.com:8443/x",
            "https://xn--bcher-kva.example/x",
            "https://8.8.8.8/hook",
            "https://[2606:4700::1111]/hook",
            "https://a.b.c.d.example.co.in?x",
            "https://127.0.0.1.nip.io.example.com/",
        ] {
            assert_eq!(fault(url), None, "{url}");
        }
    }

    #[test]
    fn every_spelling_of_what_is_inside_is_refused() {
        use TargetFault::{Malformed, NotHttps, NotPublic, Port};
        for (url, expected) in [
            ("http://example.com/", NotHttps),
            ("ftp://example.com/", Malformed),
            ("HTTPS://example.com/", Malformed),
            ("//example.com/", Malformed),
            ("example.com", Malformed),
            ("https://", Malformed),
            ("https:///x", Malformed),
            ("https://user@example.com/", Malformed),
            ("https://user:secret@example.com/", Malformed),
            ("https://example.com@127.0.0.1/", Malformed),
            ("https://example.com#@127.0.0.1/", Malformed),
            ("https://example.com/#x", Malformed),
            ("https://example.com\\@127.0.0.1/", Malformed),
            ("https://example.com/\\x", Malformed),
            ("https://exa mple.com/", Malformed),
            ("https://example.com/a b", Malformed),
            ("https://example.com/\n", Malformed),
            ("https://example.com\t/", Malformed),
            ("https://ex\u{e4}mple.com/", Malformed),
            ("https://\u{2488}27.0.0.1/", Malformed),
            ("https://EXAMPLE.com/", Malformed),
            ("https://example.com./", Malformed),
            ("https://.example.com/", Malformed),
            ("https://-a.example.com/", Malformed),
            ("https://a_b.example.com/", Malformed),
            ("https://example..com/", Malformed),
            ("https://%31%32%37.0.0.1/", Malformed),
            ("https://2130706433/", Malformed),
            ("https://0x7f000001/", Malformed),
            ("https://0x7f.1/", Malformed),
            ("https://127.1/", Malformed),
            ("https://127.0.1/", Malformed),
            ("https://0177.0.0.1/", Malformed),
            ("https://127.0.0.01/", Malformed),
            ("https://0/", Malformed),
            ("https://017700000001/", Malformed),
            ("https://1.2.3.4.5/", Malformed),
            ("https://256.0.0.1/", Malformed),
            ("https://example.0x7f/", Malformed),
            ("https://[::1/", Malformed),
            ("https://::1/", Malformed),
            ("https://[fe80::1%25eth0]/", Malformed),
            ("https://[::1]x/", Malformed),
            ("https://example.com:/", Malformed),
            ("https://example.com:0443/", Malformed),
            ("https://example.com:70000/", Malformed),
            ("https://example.com:443:443/", Malformed),
            ("https://example.com:+443/", Malformed),
            ("https://example.com:25/", Port),
            ("https://example.com:80/", Port),
            ("https://localhost/", NotPublic),
            ("https://localhost:8443/", NotPublic),
            ("https://a.localhost/", NotPublic),
            ("https://intranet/", NotPublic),
            ("https://printer.local/", NotPublic),
            ("https://metadata.google.internal/", NotPublic),
            ("https://instance-data.ec2.internal/", NotPublic),
            ("https://router.home.arpa/", NotPublic),
            ("https://127.0.0.1/", NotPublic),
            ("https://127.0.0.1:9001/2018-06-01/runtime", NotPublic),
            ("https://169.254.169.254/latest/meta-data", NotPublic),
            ("https://169.254.170.2/v2/credentials", NotPublic),
            ("https://10.0.0.1/", NotPublic),
            ("https://100.100.100.200/", NotPublic),
            ("https://0.0.0.0/", NotPublic),
            ("https://[::1]/", NotPublic),
            ("https://[::]/", NotPublic),
            ("https://[::ffff:127.0.0.1]/", NotPublic),
            ("https://[::ffff:7f00:1]/", NotPublic),
            ("https://[::127.0.0.1]/", NotPublic),
            ("https://[64:ff9b::a9fe:a9fe]/", NotPublic),
            ("https://[2002:7f00:1::]/", NotPublic),
            ("https://[fd00:ec2::254]/", NotPublic),
            ("https://[fe80::1]/", NotPublic),
        ] {
            assert_eq!(fault(url), Some(expected), "{url}");
        }
        let long = format!("https://example.com/{}", "x".repeat(URL_BYTES_MAX));
        assert_eq!(fault(&long), Some(TargetFault::TooLong));
        assert_eq!(fault(&format!("https://{}.com/", "x".repeat(64))), Some(TargetFault::Malformed));
    }

    #[test]
    fn a_machine_of_ones_own_is_reached_only_where_that_is_said() {
        for url in ["http://127.0.0.1:9000/hook", "http://localhost:80/", "https://10.0.0.1/", "http://[::1]:9/"] {
            assert!(check(url, Targets::Any).is_ok() && fault(url).is_some(), "{url}");
        }
        assert_eq!(check("http://u@localhost/", Targets::Any), Err(TargetFault::Malformed));
    }
}
