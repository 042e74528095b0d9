//! The same command once more, from a build for speed.
//!
//! `cargo xtask` builds for debugging, which is the shortest way to a result that is wanted once.
//! Who watches pages waits for results all day.

use std::convert::Infallible;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace;

/// The manifest to build this program for speed with; none if it is built so, or runs outside of a
/// clone.
pub fn manifest() -> Option<PathBuf> {
    workspace::manifest().filter(|_| cfg!(debug_assertions))
}

/// Builds the program for speed, and goes on as that one with the same arguments.
///
/// # Errors
/// Cargo cannot be started. If it cannot build the program, it says why, and the program ends.
pub fn run_again(manifest: &Path) -> Result<Infallible> {
    let mut command = workspace::cargo();
    command.args(["run", "--release", "--package", "xtask"]);
    command.arg("--manifest-path").arg(manifest);
    command.arg("--").args(std::env::args_os().skip(1));
    // Or that program would not know either that it is built for speed.
    command.env("CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS", "false");
    replace_with(&mut command).context("cargo cannot be started")
}

/// One process, so that whoever ends it ends all.
#[cfg(unix)]
fn replace_with(command: &mut Command) -> io::Result<Infallible> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

#[cfg(not(unix))]
fn replace_with(command: &mut Command) -> io::Result<Infallible> {
    let status = command.status()?;
    std::process::exit(status.code().unwrap_or(1))
}
