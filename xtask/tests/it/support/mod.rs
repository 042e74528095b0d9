//! What several files of tests need.
#![allow(unreachable_pub)]

pub mod api;
pub mod compiler;
pub mod facts_of;
pub mod garden;
pub mod imports;
pub mod judge;
pub mod mutate;
pub mod scenario;
pub mod swagger;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use xtask::diagnostic::{Diagnostic, MessageFormat, any_error, render};
use xtask::emit::{Files, Manifest, emit};
use xtask::model::Api;
use xtask::page::{
    Documentation, Page, PageFile, SourcePage, parse, parse_enum, parse_glossary, parse_type,
};
use xtask::resolve::resolve;
use xtask::source::SourceFile;

/// The releases of the upstream documentation that lie beside the repository,
/// when they do: `../shared/corpus/<release>.tar.xz`.
pub const RELEASES: [&str; 3] = ["2022", "10.2.1", "10.2.2"];

/// The folders of fixtures that hold a page in each dialect.
pub const DIALECTS: [&str; 6] = ["d1", "d1-lint", "d1.5", "d2", "d3", "d4"];

/// The top of the repository.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace")
}

/// A folder or file of the fixtures.
pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(path)
}

/// The page with every section, in the dialect of 10.2.2.
pub const WHOLE: &str = include_str!("../../fixtures/whole/rest/Tree/v1TreeEntity_GrowTree.md");

/// Where [`WHOLE`] lies in a documentation folder.
pub const WHOLE_PATH: &str = "rest/Tree/v1TreeEntity_GrowTree.md";

/// A folder for one test's files, below Cargo's own; it stays for looking at.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("the temporary folder can be removed");
    }
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    folder
}

/// A page from its text.
pub fn source(path: &str, text: impl Into<String>) -> SourceFile {
    SourceFile::new(path, path, text)
}

/// A page that has to be a good one.
pub fn parsed(file: &SourceFile) -> Page {
    parsed_by(parse, file)
}

/// A page of any kind that has to be a good one.
pub fn parsed_by<Page>(
    parse: fn(&SourceFile) -> (Option<Page>, Vec<Diagnostic>),
    file: &SourceFile,
) -> Page {
    let (page, diagnostics) = parse(file);
    assert!(diagnostics.is_empty(), "{}", report(&diagnostics));
    page.expect("a page without diagnostics is whole")
}

/// All pages of a folder, or one page, and what was found wrong while reading them.
pub fn pages(path: &Path) -> (Vec<SourcePage>, Vec<Diagnostic>) {
    let sources = xtask::read::read(path).expect("the folder can be read");
    let mut diagnostics = sources.diagnostics;
    let pages = parse_all(sources.operations, parse, &mut diagnostics);
    (pages, diagnostics)
}

/// All pages of some folders, each a set of its own, and what was found wrong
/// while reading them.
pub fn documentation(folders: &[PathBuf]) -> (Documentation, Vec<Diagnostic>) {
    let sources = xtask::read::read_sets(folders).expect("the folders can be read");
    let mut diagnostics = sources.diagnostics;
    let documentation = Documentation {
        operations: parse_all(sources.operations, parse, &mut diagnostics),
        enums: parse_all(sources.enums, parse_enum, &mut diagnostics),
        types: parse_all(sources.types, parse_type, &mut diagnostics),
        glossaries: parse_all(sources.glossaries, parse_glossary, &mut diagnostics),
    };
    (documentation, diagnostics)
}

fn parse_all<Page>(
    files: Vec<Arc<SourceFile>>,
    parse: fn(&SourceFile) -> (Option<Page>, Vec<Diagnostic>),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<PageFile<Page>> {
    let mut pages = Vec::with_capacity(files.len());
    for file in files {
        let (page, found) = parse(&file);
        diagnostics.extend(found);
        pages.extend(page.map(|page| PageFile { file, page }));
    }
    pages
}

/// Pages from paths and texts; they have to be good ones.
pub fn good_pages<'a>(texts: impl IntoIterator<Item = (&'a str, String)>) -> Vec<SourcePage> {
    let page = |(path, text): (&str, String)| {
        let file = source(path, text);
        let page = parsed(&file);
        SourcePage {
            file: file.into(),
            page,
        }
    };
    texts.into_iter().map(page).collect()
}

/// The model of pages that fit together.
pub fn model(pages: &[SourcePage]) -> Api {
    let (api, diagnostics) = resolve(&pages.to_vec().into());
    assert!(!any_error(&diagnostics), "{}", report(&diagnostics));
    api
}

/// The files of a crate that lies beside the client.
pub fn emitted(pages: &[SourcePage]) -> Files {
    let manifest = Manifest {
        client: "../client".into(),
        workspace: false,
        version: "0.1.0".into(),
        rust_version: "1.88".into(),
    };
    emit(&model(pages), &manifest)
}

/// Diagnostics as a person sees them.
pub fn report(diagnostics: &[Diagnostic]) -> String {
    diagnostics
        .iter()
        .map(|found| render(found, MessageFormat::Human, false))
        .collect()
}

/// The program, as a process of its own.
pub fn xtask(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("RUST_BACKTRACE")
        .output()
        .expect("the program starts")
}

/// The program as it runs outside of any clone: no pages about types lie there to be lent.
pub fn xtask_outside(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("RUST_BACKTRACE")
        .env_remove("CARGO_MANIFEST_DIR")
        .output()
        .expect("the program starts")
}

/// Runs Cargo on a generated crate, without the network; all tests share one target folder.
pub fn cargo(crate_folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--all-features", "--quiet"])
        .current_dir(crate_folder)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("check"),
        )
        .env("CARGO_INCREMENTAL", "0")
        .envs(environment.iter().copied())
        .output()
        .expect("Cargo starts");
    assert!(
        output.status.success(),
        "cargo {arguments:?} in {}:\n{}",
        crate_folder.display(),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Every file below a folder with its content, by relative path.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name();
    let file = |entry: walkdir::Result<walkdir::DirEntry>| {
        let entry = entry.expect("the folder can be read");
        let path = entry.path().strip_prefix(folder).ok()?;
        let name = path.to_str()?.replace('\\', "/");
        let is_file = entry.file_type().is_file();
        is_file.then(|| {
            let content = std::fs::read(entry.path()).expect("the file can be read");
            (name, content)
        })
    };
    entries.into_iter().filter_map(file).collect()
}

/// Writes files below a folder.
pub fn plant(folder: &Path, files: &[(&str, &[u8])]) {
    for (path, content) in files {
        let path = folder.join(path);
        let parent = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(parent).expect("the folder can be made");
        std::fs::write(path, content).expect("the file can be written");
    }
}

/// Runs git in a folder, as nobody in particular.
pub fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=Gardener",
            "-c",
            "user.email=gardener@example.com",
        ])
        .args([
            "-c",
            "commit.gpgsign=false",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("git is installed");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    for (path, content) in tree(from) {
        plant(to, &[(&path, &content)]);
    }
}

/// Replaces the one place where `find` stands.
pub fn edit(text: &str, find: &str, put: &str) -> String {
    assert_eq!(text.matches(find).count(), 1, "{find:?} stands once");
    text.replacen(find, put, 1)
}

/// A folder with one release unpacked. Tests that need it are ignored unless they are asked for.
pub fn corpus(release: &str) -> PathBuf {
    let archive = workspace()
        .join("../shared/corpus")
        .join(format!("{release}.tar.xz"));
    assert!(archive.exists(), "{} is absent", archive.display());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("corpus")
        .join(release);
    let marker = folder.join(".complete");
    let lock = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::File::create(folder.with_extension("lock")))
        .expect("the temporary folder can be written");
    lock.lock().expect("the lock file can be locked");
    if !marker.exists() {
        let status = Command::new("tar")
            .arg("-xJf")
            .arg(&archive)
            .arg("-C")
            .arg(&folder)
            .status();
        assert!(
            status.expect("`tar` is installed").success(),
            "cannot unpack {}",
            archive.display()
        );
        std::fs::write(&marker, "").expect("the temporary folder can be written");
    }
    folder
}
