//! The command line.

use crate::{
    failure::{Failure, Outcome},
    ports::Ports,
};

/// What `cargo local help` prints.
pub(crate) const USAGE: &str = "\
Runs Recoup on this machine, on loopback only. Needs Rust and Python 3.11 or later; sets up the rest under target/.

  cargo local                run it, reloading a function when its code is saved; Ctrl-C stops it
  cargo local --deployed     the same with the functions built and run as on AWS
  cargo local stop           stop what a detached start left running
  cargo local status         what runs, and where
  cargo local logs [NAME]    the last lines of a log (functions, ministack, reference); --follow goes on
  cargo local test [STEP..]  every test there is: format, lints, tests, template, licences, end-to-end
  cargo local bench [ARG..]  the benchmarks: servicing, notices, operations, portfolios, communications, webhooks,
                             functions, or all of them

  --detach                   return when it is ready
  --port N                   use the ports N (API), N+1 (AWS endpoint) and N+2 (API reference, outbox); default 9000,
                             or the environment variable RECOUP_PORT

The addresses and tokens of a running stack are shell assignments in target/local/env.";

/// The first of the three ports, unless another is asked for.
const FIRST_PORT: u16 = 9000;

/// What is asked for.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    Help,
    Up(Up),
    Stop,
    Status,
    Logs(Logs),
    Test(Vec<String>),
    Bench(Vec<String>),
    /// Not for people: the API reference and the outbox, as a process of its own.
    ServeReference(Reference),
}

/// How the stack is started.
#[derive(Debug, PartialEq)]
pub(crate) struct Up {
    pub(crate) mode: Mode,
    pub(crate) detach: bool,
    pub(crate) ports: Ports,
}

/// Who runs the functions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mode {
    /// `cargo lambda watch`, from the source.
    Watched,
    /// ministack, from the same zip files that go to AWS.
    Deployed,
}

/// Which log, and whether to go on.
#[derive(Debug, PartialEq)]
pub(crate) struct Logs {
    pub(crate) name: Option<String>,
    pub(crate) follow: bool,
}

/// What the API reference is served with.
#[derive(Debug, PartialEq)]
pub(crate) struct Reference {
    pub(crate) port: u16,
    pub(crate) api_url: String,
    pub(crate) viewer: String,
    /// The file with the shell assignments of the stack.
    pub(crate) env: String,
}

/// Reads the command line.
pub(crate) fn parse(arguments: &[String]) -> Outcome<Command> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["help" | "--help" | "-h", ..] => Ok(Command::Help),
        ["stop"] => Ok(Command::Stop),
        ["status"] => Ok(Command::Status),
        ["logs", rest @ ..] => logs(rest).map(Command::Logs),
        ["test", steps @ ..] => Ok(Command::Test(steps.iter().map(ToString::to_string).collect())),
        ["bench", rest @ ..] => Ok(Command::Bench(rest.iter().map(ToString::to_string).collect())),
        ["serve-reference", port, api_url, viewer, env] => Ok(Command::ServeReference(Reference {
            port: number(port)?,
            api_url: (*api_url).to_owned(),
            viewer: (*viewer).to_owned(),
            env: (*env).to_owned(),
        })),
        rest => up(rest).map(Command::Up),
    }
}

fn up(words: &[&str]) -> Outcome<Up> {
    let mut mode = Mode::Watched;
    let mut detach = false;
    let mut port = std::env::var("RECOUP_PORT").ok();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--deployed" => mode = Mode::Deployed,
            "--detach" => detach = true,
            "--port" => port = words.next().map(ToString::to_string).or(Some(String::new())),
            other => match other.strip_prefix("--port=") {
                Some(number) => port = Some(number.to_owned()),
                None => return Err(unknown(other)),
            },
        }
    }
    let first = port.map_or(Ok(FIRST_PORT), |port| number(&port))?;
    Ok(Up { mode, detach, ports: Ports::from(first)? })
}

fn logs(words: &[&str]) -> Outcome<Logs> {
    let mut logs = Logs { name: None, follow: false };
    for word in words {
        match *word {
            "--follow" | "-f" => logs.follow = true,
            name if logs.name.is_none() && !name.starts_with('-') => logs.name = Some(name.to_owned()),
            other => return Err(unknown(other)),
        }
    }
    Ok(logs)
}

fn number(word: &str) -> Outcome<u16> {
    word.parse().map_err(|_| Failure::new(format!("`{word}` is not a port number"), "Use a number from 1024 to 65533."))
}

fn unknown(word: &str) -> Failure {
    Failure::new(format!("`{word}` is not known"), USAGE)
}

#[cfg(test)]
mod tests {
    use super::{Command, Logs, Mode, parse};

    fn command(line: &str) -> Option<Command> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).ok()
    }

    #[test]
    fn nothing_is_the_stack_that_reloads() {
        let Some(Command::Up(up)) = command("") else { panic!("not a start") };
        assert_eq!((up.mode, up.detach), (Mode::Watched, false));
    }

    #[test]
    fn flags_come_in_any_order() {
        let Some(Command::Up(up)) = command("--port 9400 --detach --deployed") else { panic!("not a start") };
        assert_eq!((up.mode, up.detach, up.ports.api, up.ports.aws), (Mode::Deployed, true, 9400, 9401));
    }

    #[test]
    fn a_log_can_be_followed() {
        assert_eq!(
            command("logs functions -f"),
            Some(Command::Logs(Logs { name: Some("functions".to_owned()), follow: true }))
        );
    }

    #[test]
    fn what_is_not_known_is_refused() {
        assert_eq!(command("--deploy"), None);
        assert_eq!(command("--port"), None);
        assert_eq!(command("--port 70000"), None);
    }
}
