//! Writes what the tests and the benchmark include: the generated types by operation, and the
//! largest of them again for structs of another make.

mod calls;
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

/// How many operations are called at the service that Prism makes of the OpenAPI document.
const CALLED: usize = 400;

fn main() -> Result<()> {
    let reference = workspace::reference();
    rerun_if_changed(&reference);
    rerun_if_changed(&workspace::root().join("xtask/src"));
    let console = Console::default();
    let documentation = load::documentation(&[reference], &console)?;
    let api = load::model(&documentation, &console)?;
    let surface = surface(&api);
    let out: PathBuf = std::env::var_os("OUT_DIR").context("OUT_DIR")?.into();
    write(&out.join("samples.rs"), &samples::write(&surface))?;
    write(
        &out.join("calls.rs"),
        &calls::write(&surface, &documentation.operations, CALLED),
    )?;
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
