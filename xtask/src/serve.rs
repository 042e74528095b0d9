//! `cargo xtask serve`: the stand-in service of `crates/mock`.
//!
//! It is a program of its own, so that this one is not built with a server.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace;

/// Builds the stand-in and runs it until it is ended.
///
/// # Errors
/// It cannot be built, or the port is taken.
pub fn serve(port: u16) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--package",
            "mock",
            "--bin",
            "stand-in",
            "--",
        ])
        .args(["--port", &port.to_string()])
        .current_dir(workspace::root())
        .status()
        .context("cargo cannot be started")?;
    match status.success() {
        true => Ok(()),
        false => bail!("the stand-in has ended: {status}"),
    }
}
