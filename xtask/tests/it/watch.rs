//! The crate follows its pages: turn by turn, and as a running program.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::support::{copy, edit, fixture, plant, tree};
use xtask::console::Console;
use xtask::diagnostic::Diagnostic;
use xtask::generate::{self, generate};
use xtask::watch::{State, Turn};

const PUT_TREE: &str = "rest/Tree/v1TreeEntity_PutTreeEntity.md";
const PRUNE: &str = "agent/Garden_Agent/v1GardenAgent_Prune.md";
const GET_NAMES: &str = "rest/Tree/v1TreeEntity_GetNames.md";

/// Pages, a crate and what is known of both.
struct Garden {
    folder: tempfile::TempDir,
    state: State,
}

impl Garden {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        copy(&fixture("d2"), &folder.path().join("docs"));
        let state = State::new(
            vec![folder.path().join("docs")],
            folder.path().join("crate"),
        );
        Self { folder, state }
    }

    fn docs(&self) -> PathBuf {
        self.folder.path().join("docs")
    }

    fn text(&self, page: &str) -> String {
        std::fs::read_to_string(self.docs().join(page)).expect("the page is there")
    }

    fn put(&self, page: &str, text: &str) {
        plant(&self.docs(), &[(page, text.as_bytes())]);
    }

    fn remove(&self, page: &str) {
        std::fs::remove_file(self.docs().join(page)).expect("the page is there");
    }

    /// What a turn says, a line each; paths are those below the folder of pages.
    fn turn(&mut self) -> Vec<String> {
        match self.state.turn(&Console::default()) {
            Some(turn) => lines(&turn, &self.docs()),
            None => vec!["nothing".into()],
        }
    }

    /// The next turn says this; afterwards the crate is that of the pages.
    fn check(&mut self, expected: &[&str]) {
        assert_eq!(self.turn(), expected);
        assert_eq!(self.turn(), ["nothing"], "one turn is enough");
        assert_up_to_date(self.folder.path());
    }
}

fn lines(turn: &Turn, docs: &Path) -> Vec<String> {
    let below = |path: &Path| {
        let path = path
            .strip_prefix(docs)
            .expect("the page lies in the folder");
        path.display().to_string()
    };
    let pages = turn
        .pages
        .iter()
        .map(|(path, change)| format!("{change}: {}", below(path)));
    let place = |found: &Diagnostic| {
        let place = found.labels.first().expect("it has a place");
        format!("{} at {}", found.code, below(&place.path))
    };
    let outcome = match &turn.outcome {
        Ok(changes) => {
            let written = changes.written.iter().map(|path| format!("wrote {path}"));
            let removed = changes.removed.iter().map(|path| format!("removed {path}"));
            written.chain(removed).collect()
        }
        Err(error) => vec![format!("error: {error}")],
    };
    pages
        .chain(turn.diagnostics.iter().map(place))
        .chain(outcome)
        .collect()
}

fn assert_up_to_date(folder: &Path) {
    let options = generate::Options {
        docs: vec![folder.join("docs")],
        out: folder.join("crate"),
        check: true,
        remove: false,
    };
    generate(&options, &Console::default()).expect("the crate is that of the pages");
}

fn started() -> Garden {
    let mut garden = Garden::new();
    let first = garden.turn();
    let pages = first.iter().filter(|line| line.starts_with("added: "));
    assert_eq!(pages.count(), tree(&garden.docs()).len());
    assert!(first.contains(&"wrote Cargo.toml".to_owned()), "{first:?}");
    garden.check(&["nothing"]);
    garden
}

#[test]
fn a_page_that_changes_takes_the_files_it_decides_with_it() {
    let mut garden = started();
    let text = garden.text(PRUNE);
    // The words of a heading decide nothing.
    garden.put(PRUNE, &edit(&text, "\n# POST ", "\n#  POST "));
    let changed = format!("changed: {PRUNE}");
    garden.check(&[&changed]);
    garden.put(PRUNE, &text.replace("/Garden/Prune", "/Garden/Trim"));
    garden.check(&[&changed, "wrote src/agents/garden.rs"]);
    // The same text again is no change.
    garden.put(PRUNE, &garden.text(PRUNE));
    garden.check(&["nothing"]);
}

#[test]
fn whichever_row_goes_the_crate_is_that_of_the_pages() {
    let mut garden = started();
    let mut followed = 0;
    for page in tree(&garden.docs()).into_keys() {
        let text = garden.text(&page);
        for row in text.lines().filter(|line| line.starts_with("| ")) {
            garden.put(&page, &text.replace(&format!("{row}\n"), ""));
            let turn = garden.state.turn(&Console::default());
            if turn.is_some_and(|turn| turn.outcome.is_ok_and(|changes| !changes.is_empty())) {
                assert_up_to_date(garden.folder.path());
                followed += 1;
            }
        }
        garden.put(&page, &text);
    }
    assert!(followed > 20, "{followed}");
}

#[test]
fn pages_come_go_and_get_other_names() {
    let mut garden = started();
    let text = garden.text(GET_NAMES);
    garden.remove(GET_NAMES);
    garden.check(&[&format!("removed: {GET_NAMES}"), "wrote src/rest/tree.rs"]);
    let other = "rest/Moved/v1TreeEntity_GetNames.md";
    garden.put(other, &text);
    garden.check(&[&format!("added: {other}"), "wrote src/rest/tree.rs"]);
    std::fs::rename(
        garden.docs().join("rest/Moved"),
        garden.docs().join("moved"),
    )
    .expect("it is ours");
    garden.check(&[
        "added: moved/v1TreeEntity_GetNames.md",
        &format!("removed: {other}"),
    ]);
}

#[test]
fn a_broken_page_keeps_the_crate_until_it_is_repaired() {
    let mut garden = started();
    let good = garden.text(PUT_TREE);
    let changed = format!("changed: {PUT_TREE}");
    let before = tree(&garden.folder.path().join("crate"));
    for (text, code) in [
        (
            edit(&good, "| 200 | Tree", "| yes | Tree").into_bytes(),
            "invalid-status",
        ),
        (
            good.replacen("12,", "12;", 1).into_bytes(),
            "invalid-sample-json",
        ),
        (b"\xff\xfe".to_vec(), "not-utf8"),
    ] {
        plant(&garden.docs(), &[(PUT_TREE, &text)]);
        let found = format!("{code} at {PUT_TREE}");
        let error = "error: 1 error in 1 page; nothing was written";
        assert_eq!(garden.turn(), [&changed, &found, error], "{code}");
        assert_eq!(garden.turn(), ["nothing"]);
        // Another page does not make it good.
        let other = garden.text(PRUNE);
        garden.put(PRUNE, &format!("{other}\n"));
        let of_other = format!("changed: {PRUNE}");
        assert_eq!(garden.turn(), [&of_other, &found, error]);
        garden.put(PRUNE, &other);
        garden.turn();
        assert_eq!(tree(&garden.folder.path().join("crate")), before);
        garden.put(PUT_TREE, &good);
        let repaired = garden.turn();
        assert_eq!(repaired.len(), 1, "{repaired:?}");
        garden.check(&["nothing"]);
    }
}

#[test]
fn a_folder_that_goes_is_said_and_its_return_too() {
    let mut garden = started();
    let away = garden.folder.path().join("away");
    std::fs::rename(garden.docs(), &away).expect("it is ours");
    let gone = garden.turn();
    assert!(
        gone[0].contains("there is no such file or folder"),
        "{gone:?}"
    );
    assert_eq!(garden.turn(), ["nothing"]);
    std::fs::rename(&away, garden.docs()).expect("it is ours");
    assert_eq!(garden.turn(), Vec::<String>::new());
    garden.check(&["nothing"]);
}

#[test]
fn warnings_of_pages_that_stay_are_said_again() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let docs = folder.path().join("docs");
    copy(&fixture("d4"), &docs);
    let mut state = State::new(vec![docs.clone()], folder.path().join("crate"));
    let console = Console::default();
    let first = state.turn(&console).expect("it is the first");
    let warnings = |turn: &Turn| turn.diagnostics.iter().map(|found| found.code).collect();
    let expected: Vec<_> = warnings(&first);
    assert!(!expected.is_empty());
    let page = docs.join("agent/Garden_Agent/v1GardenAgent_FindTrees.md");
    let text = std::fs::read_to_string(&page).expect("the page is there");
    std::fs::write(&page, format!("{text}\n")).expect("it is ours");
    let second = state.turn(&console).expect("a page has changed");
    assert_eq!(warnings(&second), expected);
}

/// The program while it watches; it ends with the test.
struct Program {
    child: Child,
    lines: Receiver<String>,
}

impl Program {
    fn start(folder: &Path, docs: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["watch", "--as-built", "--docs", docs, "--out", "crate"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (sender, lines) = channel();
        let out = child.stdout.take().expect("it is piped");
        let err = child.stderr.take().expect("it is piped");
        let other = sender.clone();
        std::thread::spawn(move || pass_on(BufReader::new(out), &sender));
        std::thread::spawn(move || pass_on(BufReader::new(err), &other));
        Self { child, lines }
    }

    /// Waits for lines with these texts, in any order.
    fn says(&self, texts: &[&str]) {
        let mut missing = texts.to_vec();
        let mut said = Vec::new();
        while !missing.is_empty() {
            let line = self
                .lines
                .recv_timeout(Duration::from_secs(120))
                .unwrap_or_else(|_| panic!("{missing:?} is not said, but {said:#?}"));
            missing.retain(|text| !line.contains(text));
            said.push(line);
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn pass_on(from: impl BufRead, to: &std::sync::mpsc::Sender<String>) {
    for line in from.lines().map_while(Result::ok) {
        let _ = to.send(line);
    }
}

#[test]
fn the_program_sees_what_is_saved() {
    let garden = Garden::new();
    let folder = garden.folder.path();
    let program = Program::start(folder, "docs");
    program.says(&[
        "watching docs; Ctrl-C ends it",
        "15 pages read",
        " written, 0 removed",
    ]);

    let text = garden.text(PRUNE);
    let changed = format!("changed: docs/{PRUNE}");
    garden.put(PRUNE, &text.replace("/Garden/Prune", "/Garden/Trim"));
    program.says(&[
        &changed,
        "operation v1GardenAgent_Prune moved: ",
        "written: src/agents/garden.rs",
        "1 file written, 0 removed",
    ]);
    assert_up_to_date(folder);

    // Many editors write a new file and rename it.
    garden.put(
        "rest/.new",
        &edit(&garden.text(PUT_TREE), "| 200 | Tree", "| yes | Tree"),
    );
    let rename = |from: &str, to: &str| {
        std::fs::rename(garden.docs().join(from), garden.docs().join(to)).expect("it is ours");
    };
    let good = garden.text(PUT_TREE);
    rename("rest/.new", PUT_TREE);
    program.says(&[
        "invalid-status",
        "error: 1 error in 1 page; nothing was written",
    ]);
    garden.put("rest/.new", &good);
    rename("rest/.new", PUT_TREE);
    program.says(&["changed: docs/rest", "0 files written, 0 removed"]);

    // A folder put in the place of another, as `import` does, is watched like it.
    copy(&garden.docs().join("rest"), &folder.join("other"));
    rename("rest", "../old");
    program.says(&["removed: docs/rest", "removed: src/rest/tree.rs", " ms"]);
    rename("../other", "rest");
    program.says(&["added: docs/rest", "written: src/rest/", " ms"]);
    garden.remove(GET_NAMES);
    program.says(&[
        "removed: docs/rest",
        "written: src/rest/tree.rs",
        "1 file written",
    ]);
    assert_up_to_date(folder);
}

/// Editors mark what they have open by such links.
#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_a_warning() {
    let garden = Garden::new();
    let link = garden.docs().join("rest/.#page.md");
    std::os::unix::fs::symlink("me@host.1234:567", link).expect("a link can be made");
    let program = Program::start(garden.folder.path(), "docs");
    program.says(&[
        "warning[odd-file]: passed over: the link leads nowhere",
        " ms",
    ]);
    let text = garden.text(PRUNE);
    garden.put(PRUNE, &text.replace("/Garden/Prune", "/Garden/Trim"));
    program.says(&["changed: docs/", "1 file written, 0 removed"]);
    assert_up_to_date(garden.folder.path());
}

#[test]
fn a_single_page_is_watched_too() {
    let garden = Garden::new();
    let page = format!("docs/{PRUNE}");
    let program = Program::start(garden.folder.path(), &page);
    program.says(&["1 page read", " written, 0 removed"]);
    let text = garden.text(PRUNE);
    garden.remove(PRUNE);
    program.says(&["error: cannot read documentation"]);
    garden.put(PRUNE, &text.replace("/Garden/Prune", "/Garden/Trim"));
    program.says(&["1 file written, 0 removed"]);
}

#[test]
fn a_path_that_leads_nowhere_ends_the_program() {
    let garden = Garden::new();
    let mut program = Program::start(garden.folder.path(), "dcos");
    program.says(&["error: cannot read documentation at dcos"]);
    let status = program.child.wait().expect("the program ends");
    assert_eq!(status.code(), Some(1));
}

/// A build for debugging hands over to one for speed, with what it was told.
#[cfg(all(unix, debug_assertions))]
#[test]
fn a_build_for_speed_watches() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let clone = ["Cargo.toml", "xtask/Cargo.toml", "crates/client/Cargo.toml"];
    plant(folder.path(), &clone.map(|manifest| (manifest, &b""[..])));
    let cargo = folder.path().join("cargo");
    std::fs::write(&cargo, "#!/bin/sh\necho \"$@\"\nexit 7\n").expect("it is ours");
    std::fs::set_permissions(&cargo, PermissionsExt::from_mode(0o755)).expect("it is ours");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["watch", "--docs", "my docs"])
        .current_dir(folder.path())
        .env("CARGO", &cargo)
        .output()
        .expect("the program starts");
    let said = String::from_utf8(output.stdout).expect("the output is text");
    let manifest = folder.path().canonicalize().expect("it is there");
    let manifest = manifest.join("Cargo.toml").display().to_string();
    let expected = format!(
        "run --release --package xtask --manifest-path {manifest} -- watch --docs my docs\n"
    );
    assert_eq!((said, output.status.code()), (expected, Some(7)));
}
