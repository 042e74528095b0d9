//! Pages, bindings and changelog change together, or not at all.

use std::path::{Path, PathBuf};

use crate::support::garden::enum_page;
use crate::support::scenario::UPDATE;
use crate::support::{WHOLE, WHOLE_PATH, copy, edit, fixture, plant, tree, xtask};
use xtask::update::changelog::with_entry;

const PRUNE: &str = "agent/Garden_Agent/v1GardenAgent_Prune.md";
const GET_NAMES: &str = "rest/Tree/v1TreeEntity_GetNames.md";

/// A folder with upstream's pages, and all three places up to date with them.
fn garden() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy(&fixture("d2"), &folder.path().join("upstream"));
    run(folder.path(), &UPDATE).expect("the pages are good");
    folder
}

/// What the program says, on standard output or on standard error.
fn run(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = xtask(arguments, folder);
    let text = |bytes| String::from_utf8(bytes).expect("the output is text");
    match output.status.code() {
        Some(0) => Ok(text(output.stdout)),
        Some(1) => Err(text(output.stderr)),
        code => panic!("the program ended with {code:?}"),
    }
}

/// Upstream renames an operation's path, and drops an operation.
fn release(folder: &Path) {
    let upstream = folder.join("upstream");
    let page = upstream.join(PRUNE);
    let text = std::fs::read_to_string(&page).expect("the page is there");
    std::fs::write(&page, text.replace("Garden/Prune", "Garden/Trim")).expect("it is ours");
    std::fs::remove_file(upstream.join(GET_NAMES)).expect("it is ours");
}

/// Every file and folder, hidden ones too.
fn everything(folder: &Path) -> (Vec<PathBuf>, std::collections::BTreeMap<String, Vec<u8>>) {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name();
    let path = |entry: walkdir::Result<walkdir::DirEntry>| entry.expect("it is ours").into_path();
    (entries.into_iter().map(path).collect(), tree(folder))
}

fn read(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).expect("the file is there")
}

#[test]
fn the_first_update_makes_everything() {
    let folder = garden();
    let names = std::fs::read_dir(folder.path()).expect("it is ours");
    let mut names: Vec<_> = names
        .map(|entry| entry.expect("it is ours").file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["crate", "docs", "upstream"]);
    let check = ["gen", "--docs", "docs", "--out", "crate", "--check"];
    run(folder.path(), &check).expect("the bindings are those of the pages");
    let before = everything(folder.path());
    let said = run(folder.path(), &UPDATE).expect("nothing changed");
    assert!(said.ends_with("Everything is up to date.\n"), "{said}");
    assert_eq!(everything(folder.path()), before);
}

#[test]
fn a_release_changes_pages_bindings_and_changelog() {
    let folder = garden();
    let folder = folder.path();
    plant(
        folder,
        &[
            ("docs/README.md", b"about the pages"),
            ("docs/types/notes.txt", b"mine"),
            ("crate/README.md", b"about the crate"),
            ("crate/src/extra.rs", b"// mine"),
            (
                "CHANGELOG.md",
                b"# Changes\n\n## Unreleased\n\n* Faster\n\n## 0.1.0\n\n* First\n",
            ),
        ],
    );
    release(folder);
    let before = everything(folder);

    let dry = run(folder, &[&UPDATE[..], &["--dry-run"]].concat()).expect("the pages are good");
    assert!(
        dry.ends_with("Nothing was changed: this was a dry run.\n"),
        "{dry}"
    );
    assert_eq!(everything(folder), before);

    let said = run(folder, &UPDATE).expect("the pages are good");
    assert!(
        said.contains("docs: 14 pages read, 1 written, 1 removed\n"),
        "{said}"
    );
    assert!(said.contains("CHANGELOG.md: an entry more\n"), "{said}");
    assert!(said.contains("Review, and commit together:"), "{said}");
    assert_eq!(
        dry.lines().next(),
        said.lines().next(),
        "both begin with the changes"
    );
    let changelog = read(folder, "CHANGELOG.md");
    let heading = changelog.lines().find(|line| line.starts_with("### API"));
    let heading = heading.expect("the entry has a heading");
    let (names, day) = heading.rsplit_once(", ").expect("it ends with the day");
    assert_eq!(names, "### API changes from `docs` to `upstream`");
    let is_digit = |at: usize| day.as_bytes()[at].is_ascii_digit();
    assert!(
        day.len() == 10 && [0, 3, 5, 6, 8, 9].into_iter().all(is_digit),
        "{day}"
    );
    let here = folder.display().to_string();
    assert!(
        !changelog.contains(&here),
        "no path of this machine: {changelog}"
    );
    assert!(read(folder, &format!("docs/{PRUNE}")).contains("Garden/Trim"));
    assert!(read(folder, "crate/src/agents/garden.rs").contains("Garden/Trim"));
    assert!(!folder.join("docs").join(GET_NAMES).exists());
    for path in [
        "docs/README.md",
        "docs/types/notes.txt",
        "crate/README.md",
        "crate/src/extra.rs",
    ] {
        assert!(folder.join(path).exists(), "{path}");
    }
    let changelog = read(folder, "CHANGELOG.md");
    assert!(
        changelog.starts_with("# Changes\n\n## Unreleased\n\n* Faster\n\n"),
        "{changelog}"
    );
    assert!(
        changelog.ends_with("\n\n## 0.1.0\n\n* First\n"),
        "{changelog}"
    );
    for name in ["v1GardenAgent_Prune", "v1TreeEntity_GetNames"] {
        assert!(changelog.contains(name), "{changelog}");
        assert!(said.contains(name), "{said}");
    }

    let after = everything(folder);
    run(folder, &UPDATE).expect("nothing changed");
    assert_eq!(everything(folder), after);
}

#[test]
fn a_step_that_fails_leaves_every_byte_as_it_was() {
    type Spoil = fn(&Path);
    let cases: [(&str, Spoil, &str); 6] = [
        (
            "upstream's page is bad",
            |folder| {
                let bad = edit(WHOLE, "| 200 |", "| yes |");
                plant(
                    folder,
                    &[(&format!("upstream/{WHOLE_PATH}"), bad.as_bytes())],
                );
            },
            "invalid-status",
        ),
        (
            "a page about a type contradicts a new page",
            |folder| {
                let (path, text) = enum_page("Mood", &["Calm = 0"], &["Property Tree.Nothing"]);
                plant(&folder.join("docs"), &[(&path, text.as_bytes())]);
            },
            "--> docs/enums/Mood.md:",
        ),
        (
            "the manifest is somebody else's",
            |folder| plant(folder, &[("crate/Cargo.toml", b"# mine")]),
            "crate/Cargo.toml: the file was not generated",
        ),
        (
            "a source is somebody else's",
            |folder| plant(folder, &[("crate/src/agents/garden.rs", b"// mine")]),
            "crate/src/agents/garden.rs: the file was not generated",
        ),
        (
            "the changelog is a folder",
            |folder| {
                plant(folder, &[("CHANGELOG.md/note.txt", b"mine")]);
            },
            "CHANGELOG.md cannot be read",
        ),
        (
            "the sources are a file",
            |folder| {
                std::fs::remove_dir_all(folder.join("crate/src")).expect("it is ours");
                plant(folder, &[("crate/src", b"mine")]);
            },
            "crate/src: it is no folder",
        ),
    ];
    for (name, spoil, expected) in cases {
        let folder = garden();
        release(folder.path());
        spoil(folder.path());
        let before = everything(folder.path());
        let said = run(folder.path(), &UPDATE).expect_err(name);
        assert!(said.contains(expected), "{name}: {said}");
        assert!(!said.contains(".xtask-transaction"), "{name}: {said}");
        assert_eq!(everything(folder.path()), before, "{name}");
    }
}

#[test]
fn the_first_update_that_fails_makes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy(&fixture("d2"), &folder.path().join("upstream"));
    let before = everything(folder.path());
    let mut arguments = UPDATE;
    arguments[8] = "missing/CHANGELOG.md";
    let said = run(folder.path(), &arguments).expect_err("there is no such folder");
    assert!(said.contains("missing"), "{said}");
    assert_eq!(everything(folder.path()), before);
}

/// An entry in a changelog gives this one, and is not added again.
fn check_changelog(changelog: Option<&str>, entry: &str, expected: &str) {
    let new = with_entry(changelog, entry);
    assert_eq!(new, expected);
    assert_eq!(with_entry(Some(&new), entry), expected);
}

#[test]
fn an_entry_goes_to_the_end_of_what_is_not_released() {
    check_changelog(
        None,
        "* One\n",
        "# Changelog\n\nWhat changes for users of the bindings, the newest first.\n\n## Unreleased\n\n* One\n",
    );
    check_changelog(
        Some("# C\n\n## [Unreleased]\n\n* One\n\n## 1.0.0\n\n* Two\n"),
        "* Three",
        "# C\n\n## [Unreleased]\n\n* One\n\n* Three\n\n## 1.0.0\n\n* Two\n",
    );
    check_changelog(
        Some("# C\n\n## 1.0.0\n\n* Two\n"),
        "* Three",
        "# C\n\n## Unreleased\n\n* Three\n\n## 1.0.0\n\n* Two\n",
    );
    // Headings of the entry stand below that of the section; what looks like one in code is none.
    check_changelog(
        Some("## Unreleased\n"),
        "# API\n\n## Types\n\n```sh\n# note\n```\n",
        "## Unreleased\n\n### API\n\n#### Types\n\n```sh\n# note\n```\n",
    );
    check_changelog(
        Some("## Unreleased\n"),
        "#### Types\n",
        "## Unreleased\n\n#### Types\n",
    );
}
