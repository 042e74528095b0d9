//! `scripts/release`, in a small repository and with a Cargo that only writes down what it is asked
//! for. `.ci/run` makes the real packages.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::workspace;
use tempfile::TempDir;

/// Stands in for Cargo: packs what it is to pack, and does nothing else.
const CARGO: &str = r#"#!/usr/bin/env bash
set -euo pipefail
echo "$*" >>"$LOG"
if [ "$1" = package ]; then
    mkdir -p "$CARGO_TARGET_DIR/package"
    for crate in client bindings mock; do
        version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
        tar -c -h -C "crates/$crate" --transform "s#^\.#superoffice-$crate-$version#" \
            -f "$CARGO_TARGET_DIR/package/superoffice-$crate-$version.crate" .
    done
fi
"#;

struct Repository {
    folder: TempDir,
}

impl Repository {
    /// A repository of three crates, in which nothing has been released.
    fn new() -> Self {
        let repository = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        repository.write(
            "Cargo.toml",
            "[workspace]\nmembers = [\"crates/*\", \"xtask\"]\n\n\
             [workspace.package]\nversion = \"0.1.0\"\n\n[workspace.dependencies]\n\
             client = { path = \"crates/client\", version = \"0.1.0\" }\ntokio = \"0.1.0\"\n",
        );
        for name in ["client", "bindings", "mock"] {
            repository.write(
                &format!("crates/{name}/Cargo.toml"),
                &format!(
                    "[package]\nname = \"{name}\"\ndescription = \"It\"\nversion = \"0.1.0\"\n\n\
                     [dependencies]\nclient = {{ path = \"../client\", version = \"0.1.0\" }}\n"
                ),
            );
            let readme = format!("superoffice-{name} = \"0.1\"\n");
            repository.write(&format!("crates/{name}/README.md"), &readme);
            for file in ["LICENSE-MIT", "LICENSE-APACHE", "NOTICE"] {
                repository.write(file, "text\n");
                std::os::unix::fs::symlink(
                    format!("../../{file}"),
                    repository.path(&format!("crates/{name}/{file}")),
                )
                .unwrap();
            }
        }
        repository.write("Cargo.lock", "");
        repository.write("scripts/program.rs", "fn main() {}\n");
        repository.write(".gitignore", "/target\n/bin\n/log\n");
        repository.write(
            "CHANGELOG.md",
            "# Changelog\n\n## Unreleased\n\n### The client\n\n* It is there.\n",
        );
        let script = fs::read_to_string(workspace().join("scripts/release")).unwrap();
        repository.write("scripts/release", &script);
        repository.write("bin/cargo", CARGO);
        for program in ["scripts/release", "bin/cargo"] {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(repository.path(program), fs::Permissions::from_mode(0o755))
                .unwrap();
        }
        repository.git(&["init", "--quiet"]);
        repository.git(&[
            "remote",
            "add",
            "origin",
            "git@example.com:people/bindings.git",
        ]);
        repository.commit();
        repository
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        let path = std::env::var("PATH").unwrap();
        command
            .current_dir(self.folder.path())
            .env("PATH", format!("{}:{path}", self.path("bin").display()))
            .env("LOG", self.path("log"))
            .env_remove("CARGO_TARGET_DIR")
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Somebody");
            command.env(format!("GIT_{who}_EMAIL"), "somebody@example.com");
        }
        command
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = self
            .command(Path::new("git"))
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "A state"]);
    }

    fn release(&self, arguments: &[&str]) -> Output {
        let script = self.path("scripts/release");
        self.command(&script).args(arguments).output().unwrap()
    }

    /// The message with which a release is refused, before anything has happened.
    fn refused(&self, arguments: &[&str]) -> String {
        let before = self.git(&["rev-parse", "HEAD"]);
        let output = self.release(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{arguments:?} was not refused");
        assert_eq!(self.read("log"), "", "{arguments:?} called Cargo; {error}");
        assert_eq!(self.git(&["rev-parse", "HEAD"]), before);
        error
    }
}

fn succeeded(output: Output) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, error) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{out}\n{error}");
}

#[test]
fn a_release_has_a_version_a_date_a_tag_and_packages() {
    let repository = Repository::new();
    succeeded(repository.release(&["0.2.0"]));

    let calls = repository.read("log");
    let packages =
        "--package superoffice-client --package superoffice-bindings --package superoffice-mock";
    assert_eq!(
        calls.lines().collect::<Vec<_>>(),
        [
            &format!("package --no-verify {packages}"),
            "run --quiet",
            "update --quiet --workspace",
            "update --quiet --workspace --manifest-path fuzz/Cargo.toml",
            "xtask gen",
            &format!("publish --no-verify {packages}"),
        ]
    );
    let root = repository.read("Cargo.toml");
    assert!(root.contains("\nversion = \"0.2.0\""), "{root}");
    assert!(
        root.contains("client = { path = \"crates/client\", version = \"0.2.0\" }"),
        "{root}"
    );
    assert!(root.contains("tokio = \"0.1.0\""), "{root}");
    assert_eq!(
        repository.read("crates/mock/README.md"),
        "superoffice-mock = \"0.2\"\n"
    );

    let changelog = repository.read("CHANGELOG.md");
    let heading = changelog.lines().nth(2).unwrap();
    let date = heading.strip_prefix("## 0.2.0 - ").unwrap();
    assert!(date.parse::<jiff::civil::Date>().is_ok(), "{heading}");
    assert!(!changelog.contains("Unreleased"), "{changelog}");

    assert_eq!(repository.git(&["status", "--porcelain"]), "");
    assert_eq!(repository.git(&["tag", "--points-at", "HEAD"]), "v0.2.0\n");
}

#[test]
fn packages_have_names_of_their_own_and_libraries_do_not() {
    let repository = Repository::new();
    succeeded(repository.release(&["--dry-run", "0.2.0"]));

    let manifest = repository.read("target/packages/copy/crates/bindings/Cargo.toml");
    for line in [
        "name = \"superoffice-bindings\"",
        "version = \"0.2.0\"",
        "repository = \"https://example.com/people/bindings\"",
        "client = { package = \"superoffice-client\", path = \"../client\", version = \"0.2.0\" }",
        "[lib]",
        "name = \"bindings\"",
    ] {
        assert!(
            manifest.lines().any(|found| found == line),
            "{line}\n{manifest}"
        );
    }
    let root = repository.read("target/packages/copy/Cargo.toml");
    assert!(root.contains("members = [\"crates/*\"]"), "{root}");
    assert!(
        root.contains("client = { package = \"superoffice-client\", path"),
        "{root}"
    );
}

#[test]
fn a_dry_run_changes_and_publishes_nothing() {
    let repository = Repository::new();
    let before = repository.git(&["rev-parse", "HEAD"]);
    for arguments in [&["--dry-run"][..], &["--dry-run", "0.2.0"]] {
        succeeded(repository.release(arguments));
        assert!(!repository.read("log").contains("publish"));
        assert_eq!(repository.git(&["status", "--porcelain"]), "");
        assert_eq!(repository.git(&["rev-parse", "HEAD"]), before);
        assert_eq!(repository.git(&["tag"]), "");
    }
}

#[test]
fn a_release_is_refused_where_something_is_not_ready() {
    let repository = Repository::new();
    let mut cases = vec![
        (vec![], "which version is it?"),
        (vec!["0.2"], "0.2 is no version"),
        (vec!["0.0.9"], "0.0.9 is older than 0.1.0"),
        (vec!["--dry"], "there is no option --dry"),
    ];
    repository.git(&["tag", "v0.3.0"]);
    cases.push((vec!["0.3.0"], "there is a release 0.3.0"));
    for (arguments, message) in cases {
        let error = repository.refused(&arguments);
        assert!(error.contains(message), "{arguments:?}: {error}");
    }

    repository.write("new.txt", "not committed");
    for arguments in [&["0.2.0"][..], &["--dry-run"]] {
        let error = repository.refused(arguments);
        assert!(error.contains("not committed"), "{error}");
    }
    repository.commit();

    repository.git(&["remote", "set-url", "origin", "/somewhere"]);
    let error = repository.refused(&["0.2.0"]);
    assert!(error.contains("the remote `origin`"), "{error}");

    repository.write(
        "CHANGELOG.md",
        "# Changelog\n\n## Unreleased\n\n## 0.1.0 - 2026-01-31\n\n* It.\n",
    );
    repository.commit();
    let error = repository.refused(&["0.2.0"]);
    assert!(error.contains("nothing to release"), "{error}");
}
