//! What commands leave on a terminal: their words, and nothing of the bars that were there meanwhile.

use std::fs::File;
use std::io::{PipeReader, Read};
use std::num::NonZero;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{copy, fixture, git, plant};
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// So large that no line breaks and none scrolls away.
const ROWS: NonZero<u16> = NonZero::new(300).expect("not zero");
const COLUMNS: NonZero<u16> = NonZero::new(200).expect("not zero");

/// A page that takes long to read, before others.
const LONG: &str = "agent/Garden_Agent/v1GardenAgent_Prune.md";

/// Runs a command until it ends; `watch` never does, and is ended once it has said this.
fn run(
    arguments: &[&str],
    folder: &Path,
    out: [OwnedFd; 2],
    mut from: impl Read,
    last: Option<&str>,
) -> Vec<u8> {
    let [out, err] = out;
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(folder)
        .env("TERM", "xterm")
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .spawn()
        .expect("the program starts");
    let mut bytes = Vec::new();
    let mut some = [0; 4096];
    // A terminal that nobody has any more is an error, where a pipe ends.
    while let Ok(count @ 1..) = from.read(&mut some) {
        bytes.extend_from_slice(&some[..count]);
        let is_said = |last: &str| String::from_utf8_lossy(&bytes).contains(last);
        if last.is_some_and(is_said) {
            child.kill().expect("it is ours");
        }
    }
    child.wait().expect("it is ours");
    bytes
}

fn on_terminal(arguments: &[&str], folder: &Path, last: Option<&str>) -> Vec<u8> {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
    let own = openpt(flags).expect("the system has terminals");
    grantpt(&own).expect("it is ours");
    unlockpt(&own).expect("it is ours");
    let size = Winsize {
        ws_row: ROWS.get(),
        ws_col: COLUMNS.get(),
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(&own, size).expect("it is ours");
    let other = ioctl_tiocgptpeer(&own, flags).expect("it is ours");
    let again = other.try_clone().expect("it can be opened twice");
    run(arguments, folder, [other, again], File::from(own), last)
}

fn in_pipe(arguments: &[&str], folder: &Path) -> String {
    let (from, to): (PipeReader, _) = std::io::pipe().expect("the system has pipes");
    let again = to.try_clone().expect("it can be opened twice");
    let bytes = run(arguments, folder, [to.into(), again.into()], from, None);
    String::from_utf8(bytes).expect("the output is text")
}

/// What a terminal shows in the end.
fn shown(bytes: &[u8]) -> String {
    let mut terminal = vt100::Parser::new(ROWS, COLUMNS, 0);
    terminal.process(bytes);
    assert!(
        !terminal.screen().hide_cursor(),
        "the cursor is there again"
    );
    terminal.screen().contents()
}

/// Texts without how long it took, in seconds.
fn timeless(text: &str) -> String {
    let lines = text
        .trim_end()
        .lines()
        .map(|line| match line.rsplit_once(", ") {
            Some((rest, time)) if time.ends_with(" s") => rest,
            _ => line,
        });
    lines.collect::<Vec<_>>().join("\n")
}

/// Pages in `docs` and in `old`, also in git, the crate of them, and a bad copy in `bad`.
fn plant_garden(folder: &Path, words: usize) {
    for docs in ["docs", "old", "bad"] {
        copy(&fixture("d2"), &folder.join(docs));
        let path = folder.join(docs).join(LONG);
        let text = std::fs::read_to_string(&path).expect("the page is there");
        let long = format!("Cuts a tree.{}", " *Slowly*, with `care`.\n".repeat(words));
        plant(
            folder,
            &[(
                &format!("{docs}/{LONG}"),
                text.replace("Cuts a tree.", &long).as_bytes(),
            )],
        );
    }
    let last = folder.join("bad/rest/Tree/v1TreeEntity_PutTreeEntity.md");
    let text = std::fs::read_to_string(&last).expect("the page is there");
    std::fs::write(&last, text.replace("| 200 | Tree", "| yes | Tree")).expect("it is ours");
    plant(
        folder,
        &[("CHANGELOG.md", b"# Changelog\n\n## Unreleased\n")],
    );
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "docs"]);
    git(folder, &["commit", "--quiet", "--message", "Pages"]);
}

const WATCH: [&str; 6] = ["watch", "--as-built", "--docs", "docs", "--out", "watched"];

const COMMANDS: [&[&str]; 9] = [
    &["gen", "--docs", "docs", "--out", "crate"],
    &["gen", "--docs", "bad", "--out", "crate"],
    &["stats", "--docs", "docs"],
    &["report", "--docs", "docs", "--out", "report.html"],
    &["lint", "--docs", "docs"],
    &["diff", "old", "docs"],
    &["diff", "HEAD:docs", "bad"],
    &["import", "--from", "docs", "--to", "reference"],
    &[
        "update",
        "--from",
        "docs",
        "--docs",
        "old",
        "--out",
        "crate",
        "--changelog",
        "CHANGELOG.md",
    ],
];

#[test]
fn bars_end_and_leave_nothing_behind() {
    // A fast machine reads more before a bar is worth it.
    let mut words = [5_000, 20_000, 80_000, 320_000].into_iter();
    assert!(
        words.any(all_have_bars),
        "no page is so long that each command shows a bar"
    );
}

/// Whether all commands show a bar, and it is gone in the end, when one page has so many words.
fn all_have_bars(words: usize) -> bool {
    let folders = [(); 2].map(|()| tempfile::tempdir().expect("a temporary folder can be made"));
    for folder in &folders {
        plant_garden(folder.path(), words);
    }
    let has_bar = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("Reading");
    for arguments in COMMANDS {
        let bytes = on_terminal(arguments, folders[0].path(), None);
        if !has_bar(&bytes) {
            return false;
        }
        let expected = in_pipe(arguments, folders[1].path());
        assert_eq!(
            timeless(&shown(&bytes)),
            timeless(&expected),
            "{arguments:?}"
        );
    }
    let bytes = on_terminal(&WATCH, folders[0].path(), Some(" ms\r\n"));
    let shown = shown(&bytes);
    let [first, second, third] = shown.lines().collect::<Vec<_>>()[..] else {
        panic!("{shown}");
    };
    assert_eq!(first, "watching docs; Ctrl-C ends it");
    assert!(second.ends_with(" 15 pages read"), "{shown}");
    assert!(third.ends_with(" ms"), "{shown}");
    has_bar(&bytes)
}
