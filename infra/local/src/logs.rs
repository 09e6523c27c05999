//! The logs of a stack's processes.

use crate::{
    arguments::Logs,
    aws::Aws,
    daemon,
    failure::{Failure, Outcome},
    function_logs, interrupt,
    layout::{Home, Workspace},
    settings::Settings,
    template::Template,
};
use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::Duration,
};

const SHOWN_LINES: usize = 60;

/// `cargo local logs`.
pub(crate) fn show(workspace: &Workspace, home: &Home, options: &Logs) -> Outcome<ExitCode> {
    let names = match options.name.as_deref() {
        None => daemon::NAMES.to_vec(),
        Some(name) => vec![*daemon::NAMES.iter().find(|known| **known == name).ok_or_else(|| {
            Failure::new(format!("there is no log `{name}`"), format!("There are: {}", daemon::NAMES.join(", ")))
        })?],
    };
    let deployed = daemon::running(home, "ministack").is_some() && daemon::running(home, "functions").is_none();
    for name in &names {
        if deployed && *name == "functions" {
            show_deployed(workspace, home)?;
            continue;
        }
        println!("==> {} <==\n{}", home.log(name).display(), tail(&home.log(name), SHOWN_LINES));
    }
    if options.follow {
        interrupt::listen()?;
        let mut followers: Vec<Follower> = names.iter().map(|name| Follower::at_end(home.log(name))).collect();
        while !interrupt::requested() {
            followers.iter_mut().for_each(Follower::print_new);
            thread::sleep(Duration::from_millis(200));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The logs of functions that ministack runs, one function after the other.
fn show_deployed(workspace: &Workspace, home: &Home) -> Outcome<()> {
    let settings = Settings::read(home);
    let aws = Aws::from(settings.get("AWS_ENDPOINT_URL").unwrap_or_default());
    for function in Template::read(workspace)?.functions() {
        println!("==> {} <==\n{}", function.deployed_name(), function_logs::latest(&aws, function)?);
    }
    Ok(())
}

/// The last lines of a file, or why there are none.
pub(crate) fn tail(path: &Path, lines: usize) -> String {
    let Ok(bytes) = fs::read(path) else { return "(no log yet)".to_owned() };
    let text = String::from_utf8_lossy(&bytes);
    let all: Vec<&str> = text.lines().collect();
    all.get(all.len().saturating_sub(lines)..).unwrap_or_default().join("\n")
}

/// The end of a process's log, with where the rest is.
pub(crate) fn tail_of(home: &Home, name: &str) -> String {
    let path = home.log(name);
    format!("The end of its log ({}):\n{}", path.display(), tail(&path, 20))
}

/// Prints what is added to a file.
pub(crate) struct Follower {
    path: PathBuf,
    read: u64,
}

impl Follower {
    pub(crate) fn at_end(path: PathBuf) -> Self {
        let read = fs::metadata(&path).map_or(0, |metadata| metadata.len());
        Self { path, read }
    }

    /// Prints what came since the last call. A file that cannot be read has nothing new.
    pub(crate) fn print_new(&mut self) {
        if let Ok(text) = self.read_new()
            && !text.is_empty()
        {
            print!("{text}");
        }
    }

    fn read_new(&mut self) -> io::Result<String> {
        let mut file = File::open(&self.path)?;
        // A process that was started anew begins its log anew.
        self.read = self.read.min(file.metadata()?.len());
        file.seek(SeekFrom::Start(self.read))?;
        let mut bytes = Vec::new();
        self.read += u64::try_from(file.read_to_end(&mut bytes)?).unwrap_or_default();
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}
