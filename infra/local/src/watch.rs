//! `cargo lambda watch`: runs the functions from their source, and again when it is saved.

use crate::{
    aws::{self, Aws},
    compile, daemon,
    failure::{Failure, Outcome},
    interrupt,
    layout::{Home, Workspace},
    logs,
    ports::Ports,
    template::Function,
};
use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, TcpStream},
    thread,
    time::{Duration, Instant},
};

const PATIENCE: Duration = Duration::from_mins(1);

/// Where an event is handed to a function that is watched.
pub(crate) fn invocation_url(ports: Ports, function: &str) -> String {
    format!("http://127.0.0.1:{}/2015-03-31/functions/{function}/invocations", ports.api)
}

/// Starts it, and waits until it listens.
pub(crate) fn start(
    workspace: &Workspace,
    home: &Home,
    aws: &Aws,
    ports: Ports,
    functions: &[Function],
) -> Outcome<()> {
    let mut command = compile::cargo_lambda(workspace)?;
    // Without the cross-origin headers that it would add: the deployed API has none.
    command.args(["lambda", "watch", "--disable-cors", "--invoke-address", "127.0.0.1"]);
    command.args(["--invoke-port", &ports.api.to_string()]);
    command.envs(environment(aws, functions)?);
    // The deployed API's address leads nowhere on this machine.
    command.env("PUBLIC_URL", format!("http://127.0.0.1:{}", ports.api));
    aws::confine(&mut command, aws);
    let process = daemon::start(home, "functions", &mut command)?;
    let begun = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, ports.api)).is_err() {
        interrupt::check()?;
        if !process.runs() || begun.elapsed() > PATIENCE {
            return Err(Failure::new("cargo lambda watch does not listen", logs::tail_of(home, "functions")));
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// What the template gives the functions, as it was resolved by the deployment. They share one environment here.
fn environment(aws: &Aws, functions: &[Function]) -> Outcome<BTreeMap<String, String>> {
    let mut shared = BTreeMap::new();
    for function in functions {
        for (name, value) in aws.environment_of(&function.deployed_name())? {
            let earlier = shared.insert(name.clone(), value.clone());
            if earlier.is_some_and(|earlier| earlier != value) {
                return Err(Failure::new(
                    format!("two functions are given different values of {name}"),
                    "Watched functions share one environment: give the variables different names in infra/template.yaml.",
                ));
            }
        }
    }
    Ok(shared)
}
