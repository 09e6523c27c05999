//! `cargo local`: runs the system on this machine, tests it and measures it. `cargo local help` says how.
#![expect(clippy::print_stdout, reason = "a command line tool speaks on standard output")]

mod arguments;
mod aws;
mod bench;
mod checks;
mod compile;
mod daemon;
mod demo;
mod deploy;
mod described;
mod failure;
mod foreground;
mod function_logs;
mod http;
mod interrupt;
mod layout;
mod left_out;
mod logs;
mod ministack;
mod node;
mod outbox;
mod ports;
mod process_table;
mod progress;
mod python;
mod reference;
mod settings;
mod stack;
mod status;
mod streams;
mod tally;
mod template;
mod tool;
mod watch;

use arguments::{Command, USAGE};
use failure::Outcome;
use layout::{Home, Workspace};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments::parse(&arguments).and_then(run) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Outcome<ExitCode> {
    let workspace = Workspace::here();
    let home = Home::of_developer(&workspace);
    match command {
        Command::Help => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        Command::Up(options) => foreground::run(&workspace, &home, &options),
        Command::Stop => Ok(status::stop(&home)),
        Command::Status => Ok(status::show(&home)),
        Command::Logs(options) => logs::show(&workspace, &home, &options),
        Command::Test(steps) => checks::run(&workspace, &steps),
        Command::Bench(rest) => bench::run(&workspace, &rest),
        Command::ServeReference(options) => reference::serve(&workspace, &options),
    }
}
