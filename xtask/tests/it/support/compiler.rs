//! Compiles programs against generated bindings, one call of the compiler each.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use xtask::emit::Files;

use super::plant;

/// The compiled client, which all bindings use.
pub struct Compiler {
    folder: PathBuf,
    client: PathBuf,
}

impl Compiler {
    /// Compiles the client as a dependency of some bindings that lie in `folder/crate`.
    pub fn new(folder: PathBuf, files: &Files) -> Self {
        let crate_folder = folder.join("crate");
        write(&crate_folder, files);
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet", "--message-format=json"])
            .args(["--no-default-features", "--features=full"])
            .current_dir(&crate_folder)
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("check"),
            )
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .expect("Cargo starts");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        let messages = String::from_utf8_lossy(&output.stdout);
        let client = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|message| message["target"]["name"] == "client")
            .find_map(|message| Some(PathBuf::from(message["filenames"].get(0)?.as_str()?)));
        Self {
            folder,
            client: client.expect("Cargo names what it has built of the client"),
        }
    }

    /// Compiles bindings with all their areas; gives where they lie, or the errors.
    pub fn bindings(&self, name: &str, files: &Files) -> Result<PathBuf, String> {
        let folder = self.folder.join(name);
        write(&folder, files);
        let bindings = folder.join("libbindings.rmeta");
        let mut compile = self.rustc("bindings", &folder.join("src/lib.rs"), &bindings);
        for area in areas(files) {
            compile.args(["--cfg", &format!("feature=\"{area}\"")]);
        }
        run(&mut compile).map(|()| bindings)
    }

    /// Compiles bindings, which has to succeed, and a program that uses them; gives the
    /// errors of the latter.
    pub fn errors(&self, name: &str, files: &Files, program: &Path) -> Result<(), String> {
        let bindings = self
            .bindings(name, files)
            .unwrap_or_else(|errors| panic!("{name}: the bindings do not compile:\n{errors}"));
        let out = bindings.with_file_name("libprogram.rmeta");
        let mut compile = self.rustc("program", program, &out);
        compile.arg("--extern");
        compile.arg(format!("bindings={}", bindings.display()));
        run(&mut compile)
    }

    fn rustc(&self, name: &str, source: &Path, out: &Path) -> Command {
        let dependencies = self.client.parent().expect("the client lies in a folder");
        let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()));
        command
            .args(["--edition=2024", "--crate-type=lib", "--emit=metadata"])
            .args(["--crate-name", name])
            .arg(source)
            .arg("-o")
            .arg(out)
            .arg("-L")
            .arg(format!("dependency={}", dependencies.display()))
            .arg("--extern")
            .arg(format!("client={}", self.client.display()));
        command
    }
}

/// The features that switch areas on.
fn areas(files: &Files) -> BTreeSet<&str> {
    let texts = files.values();
    let features = texts.flat_map(|text| text.split("feature = \"").skip(1));
    features
        .filter_map(|rest| Some(rest.split_once('"')?.0))
        .collect()
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().expect("the compiler starts");
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}

fn write(folder: &Path, files: &Files) {
    for (path, text) in files {
        plant(folder, &[(path, text.as_bytes())]);
    }
}
