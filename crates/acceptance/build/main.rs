//! Writes what the tests and the benchmark include: the generated types by operation, and the
//! largest of them again for structs of another make.

mod rust_type;
mod samples;
mod twins;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xtask::console::Console;
use xtask::emit::surface;
use xtask::{load, workspace};

/// How many types the benchmark compares.
const LARGEST: usize = 50;

fn main() -> Result<()> {
    let reference = workspace::reference();
    rerun_if_changed(&reference);
    rerun_if_changed(&workspace::root().join("xtask/src"));
    let console = Console::default();
    let api = load::model(&load::documentation(&[reference], &console)?, &console)?;
    let surface = surface(&api);
    let out: PathBuf = std::env::var_os("OUT_DIR").context("OUT_DIR")?.into();
    write(&out.join("samples.rs"), &samples::write(&surface))?;
    write(
        &out.join("twins.rs"),
        &twins::write(&api, &surface, LARGEST),
    )
}

fn rerun_if_changed(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| path.display().to_string())
}
