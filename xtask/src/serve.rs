//! `cargo xtask serve`: the stand-in service of `crates/mock`.
//!
//! It is a program of its own, so that this one is not built with a server.

use std::path::{self, PathBuf};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// What the stand-in is started with.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The port to listen on
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    pub port: u16,
    /// Keep what is made in this file, for the next start
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// Refuse calls whose credentials its login service has not issued
    #[arg(long)]
    pub require_login: bool,
}

/// Builds the stand-in with all its parts and runs it until it is ended.
///
/// # Errors
/// It cannot be built, the port is taken, or the file cannot be used.
pub fn serve(options: &Options) -> Result<()> {
    let mut command = workspace::cargo();
    command
        .args(["run", "--quiet", "--package", "mock", "--bin", "stand-in"])
        .args(["--all-features", "--"])
        .args(["--port", &options.port.to_string()])
        .current_dir(workspace::root());
    if let Some(file) = &options.store {
        // The program is started in the root of the workspace.
        let file = path::absolute(file).context("the name of the file is not usable")?;
        command.arg("--store").arg(file);
    }
    if options.require_login {
        command.arg("--require-login");
    }
    let status = command.status().context("cargo cannot be started")?;
    match status.success() {
        true => Ok(()),
        false => bail!("the stand-in has ended: {status}"),
    }
}
