//! The ports of a stack, all on loopback.

use crate::{
    failure::{Explain, Failure, Outcome},
    process_table,
};
use std::net::{Ipv4Addr, TcpListener};

/// Where a stack listens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ports {
    /// The API while `cargo lambda watch` runs the functions.
    pub(crate) api: u16,
    /// ministack: every AWS service, and the API while it runs the functions.
    pub(crate) aws: u16,
    /// The API reference.
    pub(crate) reference: u16,
}

impl Ports {
    /// Three in a row.
    pub(crate) fn from(first: u16) -> Outcome<Self> {
        let room = (1024..=u16::MAX - 2).contains(&first);
        room.then(|| Self { api: first, aws: first + 1, reference: first + 2 })
            .ok_or_else(|| Failure::new(format!("{first} cannot be the first of three ports"), "Use 1024 to 65533."))
    }

    /// Three that nobody uses now.
    pub(crate) fn free() -> Outcome<Self> {
        let listeners = [(); 3].map(|()| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
        let [api, aws, reference] = listeners.map(|listener| listener.and_then(|l| l.local_addr()));
        let port = |address: std::io::Result<std::net::SocketAddr>| {
            address.map(|address| address.port()).explain(|| "no free port on 127.0.0.1".to_owned())
        };
        Ok(Self { api: port(api)?, aws: port(aws)?, reference: port(reference)? })
    }

    /// Fails when one is taken, and says by whom where that can be known.
    pub(crate) fn check(self) -> Outcome<()> {
        [self.api, self.aws, self.reference].into_iter().try_for_each(check)
    }
}

fn check(port: u16) -> Outcome<()> {
    let Err(error) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) else { return Ok(()) };
    let holder = process_table::listener(port).map_or(String::new(), |holder| format!(" by {holder}"));
    Err(Failure::new(
        format!("port {port} is in use{holder} ({error})"),
        "If it is an earlier start of this checkout: cargo local stop\nOtherwise choose other ports: cargo local --port 9400",
    ))
}

#[cfg(test)]
mod tests {
    use super::Ports;
    use std::net::TcpListener;

    #[test]
    fn a_taken_port_is_refused_with_its_holder() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let said = super::check(port).unwrap_err().to_string();
        assert!(said.contains(&format!("port {port} is in use")), "{said}");
        #[cfg(target_os = "linux")]
        assert!(said.contains(&std::process::id().to_string()), "{said}");
    }

    #[test]
    fn three_ports_need_room() {
        assert!(Ports::from(65_534).is_err());
        assert!(Ports::from(80).is_err());
        assert_eq!(Ports::from(9000).unwrap().reference, 9002);
    }
}
