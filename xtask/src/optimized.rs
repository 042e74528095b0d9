//! The same command once more, from a build for speed.
//!
//! `cargo xtask` builds for debugging, which is the shortest way to a result that is wanted once.
//! Who watches pages waits for results all day.

use std::convert::Infallible;
use std::io;
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace;

/// Whether this program is built for speed, or cannot be: it runs outside of a clone.
pub fn is_enough() -> bool {
    !cfg!(debug_assertions) || workspace::manifest().is_none()
}

/// Builds the program for speed, and goes on as that one with the same arguments.
///
/// # Errors
/// Cargo cannot be started. If it cannot build the program, it says why, and the program ends.
pub fn run_again() -> Result<Infallible> {
    let mut command = workspace::cargo();
    command.args(["run", "--release", "--package", "xtask"]);
    if let Some(manifest) = workspace::manifest() {
        command.arg("--manifest-path").arg(manifest);
    }
    command.arg("--").args(std::env::args_os().skip(1));
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
