//! The bare function: built here, in the profile of the others, unless it was built along with them.

use super::{binary::Binary, subject::Place};
use crate::arguments::workspace;
use std::{env, process::Command};

const NAME: &str = "bare-function";

/// The bare function from the folder of the others, else from cargo.
pub(crate) fn find_or_build(place: &Place<'_>) -> Binary {
    Binary::find_if_built(place.folder, place.scratch, NAME).unwrap_or_else(|| build(place))
}

fn build(place: &Place<'_>) -> Binary {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), Into::into);
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(workspace()).args(["build", "--quiet", "--locked", "--release", "--package", NAME]);
    let built = command.arg("--target-dir").arg(&target).status().expect("cargo can be started");
    assert!(built.success(), "the bare function does not compile");
    Binary::find(&target.join("release"), place.scratch, NAME)
}
