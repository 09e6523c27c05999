//! Where everything lies.

use crate::failure::{Explain, Failure, Outcome};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// The checkout that this program was built from.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    pub(crate) fn here() -> Self {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self { root: manifest.ancestors().nth(2).unwrap_or(manifest).to_path_buf() }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn template(&self) -> PathBuf {
        self.root.join("infra/template.yaml")
    }

    /// The folder that paths in the template start from.
    pub(crate) fn infra(&self) -> PathBuf {
        self.root.join("infra")
    }

    pub(crate) fn openapi(&self) -> PathBuf {
        self.root.join("infra/openapi")
    }

    /// Where `cargo lambda build` puts a folder for each function.
    pub(crate) fn functions(&self) -> PathBuf {
        self.root.join("target/lambda")
    }

    /// Python environments, the same for every stack of this checkout.
    pub(crate) fn python(&self) -> PathBuf {
        self.root.join("target/local/python")
    }

    /// Libraries of Node, the same for every stack of this checkout.
    pub(crate) fn node(&self) -> PathBuf {
        self.root.join("target/local/node")
    }
}

/// The folder of one running stack: its state, its logs, its process ids.
pub(crate) struct Home {
    folder: PathBuf,
}

impl Home {
    /// The stack that `cargo local` starts.
    pub(crate) fn of_developer(workspace: &Workspace) -> Self {
        Self { folder: workspace.root.join("target/local") }
    }

    /// The stack that `cargo local test` starts beside it, and throws away.
    pub(crate) fn of_tests(workspace: &Workspace) -> Self {
        Self { folder: workspace.root.join("target/local/test") }
    }

    /// Makes the folders that are there while a stack runs.
    pub(crate) fn create(&self) -> Outcome<()> {
        for folder in [self.logs(), self.run(), self.state(), self.objects(), self.temporary()] {
            fs::create_dir_all(&folder).explain(|| format!("cannot make the folder {}", folder.display()))?;
        }
        Ok(())
    }

    /// Keeps every other start out until the file is closed.
    pub(crate) fn lock(&self) -> Outcome<File> {
        let path = self.run().join("lock");
        let made = fs::create_dir_all(self.run()).and_then(|()| File::create(&path));
        let file = made.explain(|| format!("cannot write {}", path.display()))?;
        file.try_lock().map_err(|_| {
            Failure::new("another start of this checkout is under way", "Wait for it, then: cargo local status")
        })?;
        Ok(file)
    }

    /// Forgets everything.
    pub(crate) fn erase(&self) -> Outcome<()> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).explain(|| format!("cannot remove {}", self.folder.display()))
            }
            _ => Ok(()),
        }
    }

    /// The shell assignments of a stack that is ready.
    pub(crate) fn env(&self) -> PathBuf {
        self.folder.join("env")
    }

    pub(crate) fn logs(&self) -> PathBuf {
        self.folder.join("logs")
    }

    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.logs().join(format!("{name}.log"))
    }

    /// Process ids, and what was started.
    pub(crate) fn run(&self) -> PathBuf {
        self.folder.join("run")
    }

    /// What ministack keeps between starts.
    pub(crate) fn state(&self) -> PathBuf {
        self.folder.join("state")
    }

    /// The contents of buckets.
    pub(crate) fn objects(&self) -> PathBuf {
        self.folder.join("s3")
    }

    pub(crate) fn temporary(&self) -> PathBuf {
        self.folder.join("tmp")
    }
}
