//! One start of a function, from nothing to its first answer.

use super::{
    runtime_api::{Report, RuntimeApi},
    subject::Subject,
};
use std::{
    fs,
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tokio::time::timeout;

/// How long to wait for anything.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a start cost.
#[derive(Clone, Copy)]
pub(crate) struct Start {
    pub(crate) first_poll: Duration,
    pub(crate) first_answer: Duration,
    /// The most memory that was resident, in kB; 0 where the system does not tell.
    pub(crate) peak_kb: u64,
}

/// A process that ends when nobody looks at it any more.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a function once.
pub(crate) async fn start(subject: &Subject) -> Start {
    let mut api = RuntimeApi::start(subject.event.clone()).await;
    let mut command = command(subject, api.address);
    let begun = Instant::now();
    let process = Process(command.spawn().expect("the function can be started"));
    let polled = match report(subject, &mut api).await {
        Report::Polled(at) => at,
        other => fail(subject, &other),
    };
    let answered = match report(subject, &mut api).await {
        Report::Answered(at, body) if has(&body, subject.answer_has) => at,
        other => fail(subject, &other),
    };
    let peak_kb = peak_kb(process.0.id());
    Start { first_poll: polled.duration_since(begun), first_answer: answered.duration_since(begun), peak_kb }
}

/// With nothing in its environment but what Lambda puts there, and its log thrown away.
fn command(subject: &Subject, api: SocketAddr) -> Command {
    let mut command = Command::new(&subject.binary.path);
    command.env_clear().envs(subject.environment.iter().cloned()).env("AWS_LAMBDA_RUNTIME_API", api.to_string());
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

async fn report(subject: &Subject, api: &mut RuntimeApi) -> Report {
    let report = timeout(PATIENCE, api.reports.recv()).await;
    report.ok().flatten().unwrap_or_else(|| panic!("{} does nothing for {PATIENCE:?}", subject.name))
}

fn fail(subject: &Subject, report: &Report) -> ! {
    let name = subject.name;
    match report {
        Report::Polled(_) => panic!("{name} asks for a second event without an answer to the first"),
        Report::Answered(_, body) | Report::Failed(body) => panic!("{name}: {}", String::from_utf8_lossy(body)),
    }
}

fn has(body: &[u8], part: &str) -> bool {
    String::from_utf8_lossy(body).contains(part)
}

/// From `/proc`, which not every system has.
fn peak_kb(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.trim().trim_end_matches("kB").trim_end().parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_has_used_memory() {
        assert!(super::peak_kb(std::process::id()) > 1000);
        assert_eq!(super::peak_kb(u32::MAX), 0);
    }
}
