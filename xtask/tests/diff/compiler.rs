//! Compiles programs against generated bindings, one call of the compiler each.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use xtask::emit::Files;

use crate::support::plant;

/// The compiled client, which all bindings use.
pub(crate) struct Compiler {
    folder: PathBuf,
    client: PathBuf,
}

impl Compiler {
    /// Compiles the client as a dependency of some bindings that lie in `folder/crate`.
    pub(crate) fn new(folder: PathBuf, files: &Files) -> Self {
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

    /// Compiles bindings, which has to succeed, and a program that uses them; gives the
    /// errors of the latter.
    pub(crate) fn errors(&self, name: &str, files: &Files, program: &Path) -> Result<(), String> {
        let folder = self.folder.join(name);
        write(&folder, files);
        let bindings = folder.join("libbindings.rmeta");
        let areas = ["agents-garden", "rest-tree", "rest-bush"];
        let mut compile = self.rustc("bindings", &folder.join("src/lib.rs"), &bindings);
        for area in areas {
            compile.args(["--cfg", &format!("feature=\"{area}\"")]);
        }
        if let Err(errors) = run(&mut compile) {
            panic!("{name}: the bindings themselves do not compile:\n{errors}");
        }
        let mut compile = self.rustc("program", program, &folder.join("libprogram.rmeta"));
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
