//! `cargo local`: brings the stack up, says where it is, and stays until Ctrl-C.

use crate::{
    arguments::{Mode, Up},
    daemon, demo,
    failure::{Failure, Outcome},
    interrupt,
    layout::{Home, Workspace},
    logs::{self, Follower},
    ministack,
    progress::Progress,
    settings::Settings,
    stack::{self, Plan},
};
use std::{process::ExitCode, thread, time::Duration};

/// Starts, and unless it is detached, stays and stops what was started.
pub(crate) fn run(workspace: &Workspace, home: &Home, options: &Up) -> Outcome<ExitCode> {
    interrupt::listen()?;
    let progress = Progress::start();
    let plan = Plan { workspace, home, mode: options.mode, ports: options.ports };
    let settings = stack::up(plan, &progress)?;
    println!("\nReady after {}.\n\n{}", progress.total(), summary(&settings, home));
    if options.detach {
        println!("\nIt goes on in the background: cargo local status, logs, stop");
        return Ok(ExitCode::SUCCESS);
    }
    println!("\nCtrl-C stops it. What the functions print follows.\n");
    let ended = stay(home, options.mode);
    println!("\nStopping ...");
    daemon::stop_all(home);
    ended.map(|()| ExitCode::SUCCESS)
}

/// Waits for Ctrl-C, for `cargo local stop` in another terminal, or for one of the processes to end by itself.
fn stay(home: &Home, mode: Mode) -> Outcome<()> {
    let mut functions = Follower::at_end(home.log("functions"));
    while !interrupt::requested() && !daemon::was_stopped(home, "ministack") {
        if daemon::running(home, "ministack").is_none() {
            return Err(ministack::died(home));
        }
        if mode == Mode::Watched {
            functions.print_new();
            if daemon::running(home, "functions").is_none() && !daemon::was_stopped(home, "functions") {
                return Err(Failure::new("cargo lambda watch has ended", logs::tail_of(home, "functions")));
            }
        }
        thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

/// Where everything is, and requests to begin with.
fn summary(settings: &Settings, home: &Home) -> String {
    let get = |name| settings.get(name).unwrap_or_default();
    let (api, token) = (get("API_URL"), get("TOKEN"));
    let (loan, month, account) = (demo::LOAN, demo::MONTH, demo::ACCOUNT);
    format!(
        "  API        {api}\n  Token      {token}   (header authenticationtoken)\n  Reference  {reference}\n  \
         Outbox     {outbox}   (messages, notices and webhooks, as they would be sent)\n  \
         AWS        {aws}\n  Variables  . {env}\n\nTry it:\n\n\
         curl -s '{api}/recovery/loan/{loan}?fields=loan' -H 'authenticationtoken: {token}'\n\n\
         curl -s -X PATCH '{api}/recovery/payments/{loan}?allocation_month={month}' -H 'authenticationtoken: {token}' \
         -H 'content-type: application/json' -d '{{\"final_status\":\"Partially Recovered\",\"amount_recovered\":500,\
         \"payment_method\":\"Online\",\"payment_reference_number\":\"CURL-1\"}}'\n\n\
         curl -s '{api}/recovery/loan/{loan}?fields=payment,remark' -H 'authenticationtoken: {token}'\n\n\
         curl -s '{api}/v1/accounts/loans/{account}/schedule' -H 'authenticationtoken: {token}'",
        reference = get("REFERENCE_URL"),
        outbox = get("OUTBOX_URL"),
        aws = get("AWS_ENDPOINT_URL"),
        env = home.env().display(),
    )
}
