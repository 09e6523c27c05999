//! ministack: one process that serves the AWS services of the template.

use crate::{
    arguments::Mode,
    aws::{self, Aws, REGION},
    daemon,
    failure::{Failure, Outcome},
    interrupt,
    layout::Home,
    logs,
    ports::Ports,
    process_table::Process,
    streams,
    template::Function,
    watch,
};
use std::{
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// DynamoDB's numbers have 38 digits; Python's have 28 unless told.
const PROGRAM: &str = "import decimal; decimal.DefaultContext.prec = 38; decimal.setcontext(decimal.DefaultContext); \
                       from ministack.app import main; main()";
const PATIENCE: Duration = Duration::from_mins(1);

/// Starts it, and waits until it answers.
pub(crate) fn start(home: &Home, python: &Path, ports: Ports, mode: Mode, functions: &[Function]) -> Outcome<Aws> {
    streams::begin_anew(home)?;
    let process = daemon::start(home, "ministack", &mut command(home, python, ports, mode, functions))?;
    let aws = Aws::at(ports.aws);
    wait(home, &process, &aws)?;
    Ok(aws)
}

fn command(home: &Home, python: &Path, ports: Ports, mode: Mode, functions: &[Function]) -> Command {
    let mut command = Command::new(python);
    command
        .args(["-c", PROGRAM])
        .env("BIND_HOST", "127.0.0.1")
        .env("GATEWAY_PORT", ports.aws.to_string())
        .env("IOT_MTLS_ENABLED", "0")
        .env("SFTP_ENABLED", "0")
        .env("PERSIST_STATE", "1")
        .env("STATE_DIR", home.state())
        .env("S3_PERSIST", "1")
        .env("S3_DATA_DIR", home.objects())
        .env("TMPDIR", home.temporary())
        .env("MINISTACK_REGION", REGION)
        .env("PYTHONUNBUFFERED", "1");
    // The functions that it runs find their AWS by this too.
    aws::confine(&mut command, &Aws::at(ports.aws));
    if mode == Mode::Watched {
        for function in functions {
            let name = format!("MINISTACK_LAMBDA_PROXY_{}", function.deployed_name());
            command.env(name, watch::invocation_url(ports, function.name()));
        }
    }
    command
}

fn wait(home: &Home, process: &Process, aws: &Aws) -> Outcome<()> {
    let begun = Instant::now();
    while !aws.is_up() {
        interrupt::check()?;
        if !process.runs() {
            return Err(died(home));
        }
        if begun.elapsed() > PATIENCE {
            return Err(Failure::new("ministack does not answer", logs::tail_of(home, "ministack")));
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// What to say when it is no longer there.
pub(crate) fn died(home: &Home) -> Failure {
    Failure::new(
        "ministack has ended",
        format!(
            "{}\n\nIf what it kept is broken, forget it: rm -r {} {}",
            logs::tail_of(home, "ministack"),
            home.state().display(),
            home.objects().display()
        ),
    )
}
