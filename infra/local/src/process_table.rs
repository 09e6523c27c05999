//! Who runs on this machine: from `/proc` where there is one, else by asking `ps` and `lsof`.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A process, told apart from a later one with the same number by the moment it started.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Process {
    pub(crate) id: i32,
    pub(crate) started: String,
}

impl Process {
    /// The process that has this number now, unless it has ended.
    pub(crate) fn find(id: i32) -> Option<Self> {
        read(id).filter(|entry| !entry.ended).map(|entry| Self { id, started: entry.started })
    }

    /// Whether this very process still runs.
    pub(crate) fn runs(&self) -> bool {
        Self::find(self.id).as_ref() == Some(self)
    }

    /// Every process that this one started, and that those started.
    pub(crate) fn descendants(&self) -> Vec<Self> {
        let all: Vec<(i32, i32)> = everyone();
        let mut family = HashSet::from([self.id]);
        loop {
            let before = family.len();
            family.extend(
                all.iter().filter(|(_, parent)| family.contains(parent)).map(|(id, _)| *id).collect::<Vec<_>>(),
            );
            if family.len() == before {
                break;
            }
        }
        family.into_iter().filter(|id| *id != self.id).filter_map(Self::find).collect()
    }
}

struct Entry {
    ended: bool,
    started: String,
}

fn has_proc() -> bool {
    Path::new("/proc/self/stat").exists()
}

fn read(id: i32) -> Option<Entry> {
    if has_proc() {
        let fields = stat(id)?;
        return Some(Entry { ended: fields.first()? == "Z", started: fields.get(19)?.clone() });
    }
    let line = output("ps", &["-o", "stat=,lstart=", "-p", &id.to_string()])?;
    let (state, started) = line.trim().split_once(' ')?;
    Some(Entry { ended: state.starts_with('Z'), started: started.trim().to_owned() })
}

/// The fields of `/proc/N/stat` after the name, which may itself hold spaces and brackets.
fn stat(id: i32) -> Option<Vec<String>> {
    let line = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, rest) = line.rsplit_once(')')?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

/// Every process with its parent.
fn everyone() -> Vec<(i32, i32)> {
    if has_proc() {
        return numbered("/proc").into_iter().filter_map(|id| Some((id, stat(id)?.get(1)?.parse().ok()?))).collect();
    }
    let table = output("ps", &["-A", "-o", "pid=,ppid="]).unwrap_or_default();
    let pair = |line: &str| {
        let mut numbers = line.split_whitespace().map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    };
    table.lines().filter_map(pair).collect()
}

fn numbered(folder: &str) -> Vec<i32> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

/// The name and number of the process that listens on a port, as far as it can be known.
pub(crate) fn listener(port: u16) -> Option<String> {
    if !has_proc() {
        let found = output("lsof", &["-nP", &format!("-iTCP:{port}"), "-sTCP:LISTEN", "-Fcp"])?;
        return Some(found.replace('\n', " ").trim().to_owned()).filter(|found| !found.is_empty());
    }
    let socket = PathBuf::from(format!("socket:[{}]", inode(port)?));
    let holds = |id: &i32| {
        let open = fs::read_dir(format!("/proc/{id}/fd")).into_iter().flatten().flatten();
        open.filter_map(|entry| fs::read_link(entry.path()).ok()).any(|target| target == socket)
    };
    let id = numbered("/proc").into_iter().find(holds)?;
    let name = fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
    Some(format!("{} (process {id})", name.trim()))
}

/// The inode of the socket that listens on a port.
fn inode(port: u16) -> Option<String> {
    const LISTENS: &str = "0A";
    let suffix = format!(":{port:04X}");
    ["/proc/net/tcp", "/proc/net/tcp6"].into_iter().find_map(|table| {
        let table = fs::read_to_string(table).ok()?;
        table.lines().find_map(|line| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let matches = fields.get(1)?.ends_with(&suffix) && fields.get(3) == Some(&LISTENS);
            matches.then(|| fields.get(9).map(ToString::to_string))?
        })
    })
}

fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok().filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::Process;
    use std::process::{Command, Stdio};

    #[test]
    fn a_child_is_a_descendant_until_it_ends() {
        let this = Process::find(i32::try_from(std::process::id()).unwrap()).unwrap();
        let mut child = Command::new("sleep").arg("60").stdout(Stdio::null()).spawn().unwrap();
        let found = Process::find(i32::try_from(child.id()).unwrap()).unwrap();
        assert!(this.descendants().contains(&found));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!found.runs());
    }

    #[test]
    fn another_process_with_the_same_number_is_another() {
        let mut this = Process::find(i32::try_from(std::process::id()).unwrap()).unwrap();
        assert!(this.runs());
        this.started.push('0');
        assert!(!this.runs());
    }
}
