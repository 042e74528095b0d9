//! `cargo xtask serve`: the stand-in service of `crates/mock`.
//!
//! It is a program of its own, so that this one is not built with a server.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace;

/// What the stand-in is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port to listen on.
    pub port: u16,
    /// Whether calls need credentials that its login service has issued.
    pub require_login: bool,
}

/// Builds the stand-in with all its parts and runs it until it is ended.
///
/// # Errors
/// It cannot be built, or the port is taken.
pub fn serve(options: &Options) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["run", "--quiet", "--package", "mock", "--bin", "stand-in"])
        .args(["--all-features", "--"])
        .args(["--port", &options.port.to_string()])
        .current_dir(workspace::root());
    if options.require_login {
        command.arg("--require-login");
    }
    let status = command.status().context("cargo cannot be started")?;
    match status.success() {
        true => Ok(()),
        false => bail!("the stand-in has ended: {status}"),
    }
}
