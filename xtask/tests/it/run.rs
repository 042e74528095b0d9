//! The program as a whole: what it writes, what it leaves alone, what it says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::support::{
    WHOLE, WHOLE_PATH, cargo, copy, edit, fixture, plant, scratch, tree, xtask, xtask_outside,
};

/// What a run left behind.
struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs a command of the program in a folder; paths are relative to that. An import finds no clone
/// around it whose pages about types it could begin with.
fn run(folder: &Path, arguments: &[&str]) -> Run {
    let output = match arguments {
        ["import", ..] => xtask_outside(arguments, folder),
        _ => xtask(arguments, folder),
    };
    Run {
        code: output.status.code().expect("the program ends by itself"),
        out: String::from_utf8(output.stdout).expect("the output is text"),
        err: String::from_utf8(output.stderr).expect("the output is text"),
    }
}

const GEN: [&str; 5] = ["gen", "--docs", "docs", "--out", "crate"];

/// A folder with `docs` from the fixtures, in the system's folder for such things.
fn with_docs(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy(&fixture(name), &folder.path().join("docs"));
    folder
}

/// A folder with `docs` from the fixtures, and the crate that they give.
fn with_crate(name: &str) -> tempfile::TempDir {
    let folder = with_docs(name);
    succeeds(folder.path(), &GEN);
    folder
}

fn succeeds(folder: &Path, arguments: &[&str]) -> String {
    let run = run(folder, arguments);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    run.out
}

fn fails(folder: &Path, arguments: &[&str]) -> String {
    let run = run(folder, arguments);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{}", run.err);
    run.err
}

/// Content and time of every file.
fn state(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let file = |(path, content)| {
        let metadata = std::fs::metadata(folder.join(&path)).expect("the file is there");
        let time = metadata.modified().expect("files have times");
        (path, (content, time))
    };
    tree(folder).into_iter().map(file).collect()
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.add_filter(r"\d+\.\d s\b", "[time] s");
    settings.add_filter(r": [^:]* \(os error \d+\)", ": [reason]");
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn a_new_crate_builds_as_it_is_wherever_it_lies() {
    let outside = with_docs("d2");
    let inside = scratch("run-inside");
    copy(&fixture("d2"), &inside.join("docs"));
    let workspace = with_docs("d2");
    plant(
        workspace.path(),
        &[("Cargo.toml", b"[workspace]\nmembers = []\n")],
    );
    for folder in [outside.path(), &inside, workspace.path()] {
        succeeds(folder, &GEN);
        cargo(&folder.join("crate"), &["check"], &[]);
        let lock = folder.join("crate/Cargo.lock");
        assert!(lock.exists(), "the crate is a workspace of its own");
    }
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = with_crate("d2");
    let before = state(&folder.path().join("crate"));
    let out = succeeds(folder.path(), &GEN);
    assert!(out.contains("0 files written, 0 removed"), "{out}");
    assert_eq!(state(&folder.path().join("crate")), before);
}

#[test]
fn a_run_says_what_it_did() {
    let folder = with_docs("d2");
    snapshot("summary", &succeeds(folder.path(), &GEN));
    let page = "docs/agent/Garden_Agent/v1GardenAgent_GetTree.md";
    let arguments = ["gen", "--docs", page, "--out", "single"];
    snapshot("summary_of_a_page", &succeeds(folder.path(), &arguments));
    let types = tree(&folder.path().join("single/src/types"));
    assert!(types.contains_key("tree.rs"), "{:?}", types.keys());
}

#[test]
fn warnings_do_not_stop_a_run() {
    let folder = with_docs("d4");
    let run = run(folder.path(), &GEN);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.starts_with("warning[include-not-found]"));
    assert!(run.out.starts_with("2 pages, "), "{}", run.out);
}

#[test]
fn check_names_what_differs_and_writes_nothing() {
    let folder = with_crate("d2");
    let check = [&GEN[..], &["--check"]].concat();
    let fresh = state(&folder.path().join("crate"));
    assert!(succeeds(folder.path(), &check).contains("crate is up to date, "));

    let src = folder.path().join("crate/src");
    let season = src.join("types/season.rs");
    let text = std::fs::read_to_string(&season).expect("the file is there");
    std::fs::write(&season, edit(&text, "    Spring,\n", "    Summer,\n")).expect("it is ours");
    let marker = text.lines().next().expect("there is a line").to_owned();
    plant(&src, &[("types/gone.rs", marker.as_bytes())]);
    std::fs::remove_file(src.join("types/tool.rs")).expect("it is ours");
    let before = state(&folder.path().join("crate"));
    snapshot("check", &fails(folder.path(), &check));
    assert_eq!(state(&folder.path().join("crate")), before);

    let run = run(folder.path(), &GEN);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("2 files written, 1 removed"),
        "{}",
        run.out
    );
    snapshot("edited", &run.err);
    let contents = |state: BTreeMap<String, (Vec<u8>, SystemTime)>| {
        let content = |(path, (content, _))| (path, content);
        state.into_iter().map(content).collect::<BTreeMap<_, _>>()
    };
    let after = state(&folder.path().join("crate"));
    assert_eq!(contents(after), contents(fresh));
}

#[test]
fn check_of_no_crate_at_all_makes_none() {
    let folder = with_docs("d2");
    let check = [&GEN[..], &["--check"]].concat();
    let err = fails(folder.path(), &check);
    assert!(err.contains("crate is not up to date"), "{err}");
    assert!(err.contains("… and "), "{err}");
    assert!(!folder.path().join("crate").exists());
}

#[test]
fn a_page_that_goes_takes_its_files_with_it() {
    let folder = with_crate("d2");
    let at = |path: &str| folder.path().join(path);
    assert!(at("crate/src/rest/tree.rs").exists());
    let untouched = state(&at("crate/src/agents"));
    std::fs::remove_dir_all(at("docs/rest")).expect("it is ours");
    let out = succeeds(folder.path(), &GEN);
    assert!(out.contains("5 pages, 5 operations"), "{out}");
    for path in [
        "rest/tree.rs",
        "types/season.rs",
        "types/patch_operation.rs",
    ] {
        assert!(!at("crate/src").join(path).exists(), "{path}");
    }
    let manifest = std::fs::read_to_string(at("crate/Cargo.toml")).expect("it is there");
    assert!(!manifest.contains("rest-tree"), "{manifest}");
    // What stays the same is not written again, so that Cargo builds less.
    assert_eq!(state(&at("crate/src/agents")), untouched);
}

#[test]
fn what_somebody_wrote_by_hand_stays() {
    let folder = with_crate("d2");
    let at = |path: &str| folder.path().join(path);
    plant(
        &at("crate"),
        &[
            ("src/extra.rs", b"// mine\n"),
            ("src/types/notes.txt", b"mine too\n"),
            ("README.md", b"also mine\n"),
        ],
    );
    std::fs::remove_dir_all(at("docs/rest")).expect("it is ours");
    succeeds(folder.path(), &GEN);
    for path in ["src/extra.rs", "src/types/notes.txt", "README.md"] {
        assert!(at("crate").join(path).exists(), "{path}");
    }

    for path in ["src/types/branch.rs", "Cargo.toml"] {
        plant(&at("crate"), &[(path, b"# mine\n")]);
        // So that there would be more to write.
        copy(&fixture("d2"), &at("docs"));
        let before = state(&at("crate"));
        let err = fails(folder.path(), &GEN);
        assert!(err.contains(path) && err.contains("not generated"), "{err}");
        assert_eq!(state(&at("crate")), before, "{path}");
        std::fs::remove_file(at("crate").join(path)).expect("it is ours");
    }
    succeeds(folder.path(), &GEN);
}

#[test]
fn bad_pages_are_all_named_and_nothing_is_written() {
    let folder = with_docs("whole");
    let docs = folder.path().join("docs");
    let second = WHOLE
        .replace("GrowTree", "GrowMore")
        .replace("/Grow", "/More");
    let third = WHOLE
        .replace("GrowTree", "GrowLess")
        .replace("/Grow", "/Less");
    plant(
        &docs,
        &[
            (
                "rest/Tree/v1TreeEntity_GrowMore.md",
                edit(&second, "| 200 |", "| yes |").as_bytes(),
            ),
            (
                "rest/Tree/v1TreeEntity_GrowLess.md",
                edit(&third, "255,", "255;").as_bytes(),
            ),
            ("rest/Tree/v1TreeEntity_GrowNot.md", b"\xff\xfe"),
        ],
    );
    let err = fails(folder.path(), &GEN);
    snapshot("bad_pages", &err);
    assert!(!folder.path().join("crate").exists());

    // A crate that is there stays as it is.
    std::fs::rename(&docs, folder.path().join("bad")).expect("it is ours");
    copy(&fixture("d2"), &docs);
    succeeds(folder.path(), &GEN);
    let before = state(&folder.path().join("crate"));
    let arguments = ["gen", "--docs", "bad", "--out", "crate"];
    fails(folder.path(), &arguments);
    assert_eq!(state(&folder.path().join("crate")), before);
}

#[test]
fn a_write_that_fails_leaves_the_old_crate_whole() {
    let folder = with_docs("d2");
    let page = "docs/rest/Tree/v1TreeEntity_GetTreeEntity.md";
    let page = folder.path().join(page);
    let text = std::fs::read(&page).expect("the fixture is there");
    std::fs::remove_file(&page).expect("it is ours");
    succeeds(folder.path(), &GEN);
    // A folder stands where the page's enum has to be written.
    let root = folder.path().join("crate");
    plant(&root, &[("src/types/season.rs/note.txt", b"mine")]);
    std::fs::write(&page, text).expect("it is ours");
    let before = state(&root);
    let err = fails(folder.path(), &GEN);
    assert!(err.contains("season.rs"), "{err}");
    assert!(err.contains("nothing has changed"), "{err}");
    assert_eq!(state(&root), before);
    assert_eq!(entries(&root), ["Cargo.toml", "src"]);

    std::fs::remove_dir_all(root.join("src/types/season.rs")).expect("it is ours");
    succeeds(folder.path(), &GEN);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_stays_as_it_is() {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;
    let folder = with_crate("d2");
    let root = folder.path().join("crate");
    std::fs::set_permissions(&root, Permissions::from_mode(0o555)).expect("it is ours");
    if std::fs::write(root.join("probe"), "").is_ok() {
        eprintln!("skipped: this user may write anywhere");
        return;
    }
    std::fs::remove_dir_all(folder.path().join("docs/rest")).expect("it is ours");
    let before = state(&root);
    fails(folder.path(), &GEN);
    assert_eq!(state(&root), before);
    std::fs::set_permissions(&root, Permissions::from_mode(0o755)).expect("it is ours");
}

/// What lies in a folder, by name.
fn entries(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.expect("the folder can be read");
        entry.file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<_> = entries.map(name).collect();
    names.sort();
    names
}

#[test]
fn a_command_that_makes_no_sense_is_explained() {
    let folder = with_docs("d2");
    let err = fails(
        folder.path(),
        &["gen", "--docs", "nowhere", "--out", "crate"],
    );
    snapshot("no_docs", &err);
    std::fs::create_dir(folder.path().join("empty")).expect("it is ours");
    let err = fails(folder.path(), &["gen", "--docs", "empty", "--out", "crate"]);
    snapshot("empty_docs", &err);
    assert!(!folder.path().join("crate").exists());
    assert_eq!(run(folder.path(), &["generate"]).code, 2);
    assert_eq!(run(folder.path(), &["import"]).code, 2);
}

#[test]
fn diagnostics_have_the_format_that_was_asked_for() {
    let folder = with_docs("d4");
    for (format, start) in [
        ("json", "{\"severity\":\"warning\""),
        ("github", "::warning "),
    ] {
        let arguments = [&GEN[..], &["--message-format", format]].concat();
        let run = run(folder.path(), &arguments);
        assert_eq!(run.code, 0);
        assert!(run.err.starts_with(start), "{format}: {}", run.err);
    }
}

/// The pages of an import.
fn imported(folder: &Path, from: &str, to: &str, prose: &str) -> BTreeMap<String, Vec<u8>> {
    succeeds(
        folder,
        &["import", "--from", from, "--to", to, "--prose", prose],
    );
    tree(&folder.join(to))
}

/// Whoever names a part by mistake does not lose the rest.
#[test]
fn a_part_of_the_documentation_removes_no_more_than_half() {
    let folder = with_docs("d2");
    let all = imported(folder.path(), "docs", "reference", "facts");
    let part = [
        "import",
        "--from",
        "docs/rest/Tree/v1TreeEntity_GetNames.md",
        "--to",
        "reference",
    ];
    let run = run(folder.path(), &part);
    assert_ne!(run.code, 0);
    assert!(
        run.err.contains("upstream has 1 of the 15 pages"),
        "{}",
        run.err
    );
    assert_eq!(tree(&folder.path().join("reference")), all);

    succeeds(folder.path(), &[&part[..], &["--remove"]].concat());
    assert_eq!(tree(&folder.path().join("reference")).len(), 1);
}

#[test]
fn pages_of_any_dialect_are_imported_in_one() {
    let page = "agent/Garden_Agent/v1GardenAgent_FindTrees.md";
    let mut all = Vec::new();
    for dialect in ["d1", "d1-lint", "d1.5", "d2", "d3"] {
        let folder = with_docs(dialect);
        let pages = imported(folder.path(), "docs", "reference", "facts");
        all.push(pages[page].clone());
    }
    all.dedup();
    assert_eq!(all.len(), 1);
    snapshot("imported", &String::from_utf8_lossy(&all[0]));

    let folder = with_docs("d1");
    let page = "agent/Garden_Agent/v1GardenAgent_GetTree.md";
    for prose in ["facts", "full"] {
        let pages = imported(folder.path(), "docs", prose, prose);
        let name = format!("imported_older_{prose}");
        snapshot(&name, &String::from_utf8_lossy(&pages[page]));
    }
}

#[test]
fn an_import_imported_again_is_the_same() {
    for dialect in ["d1", "d1-lint", "d1.5", "d2", "d3"] {
        let folder = with_docs(dialect);
        for prose in ["facts", "full"] {
            let first = imported(folder.path(), "docs", prose, prose);
            let before = state(&folder.path().join(prose));
            assert_eq!(imported(folder.path(), prose, prose, prose), first);
            assert_eq!(state(&folder.path().join(prose)), before, "{dialect}");
        }
        // The facts of the whole text are the facts.
        let facts = imported(folder.path(), "full", "facts", "facts");
        assert_eq!(facts, imported(folder.path(), "docs", "again", "facts"));
    }
}

#[test]
fn the_bindings_of_an_import_have_the_same_types() {
    let folder = with_docs("d2");
    succeeds(folder.path(), &GEN);
    imported(folder.path(), "docs", "full", "full");
    let arguments = ["gen", "--docs", "full", "--out", "again"];
    succeeds(folder.path(), &arguments);
    let code = |name: &str| {
        let files = tree(&folder.path().join(name).join("src"));
        let without_docs = |(path, content): (String, Vec<u8>)| {
            let text = String::from_utf8(content).expect("sources are text");
            let lines = text.lines().filter(|line| !line.trim().starts_with("//"));
            (path, lines.map(str::to_owned).collect::<Vec<_>>())
        };
        files
            .into_iter()
            .map(without_docs)
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(code("crate"), code("again"));
}

#[test]
fn values_that_change_from_release_to_release_do_not_arrive() {
    let folder = with_docs("d2");
    let first = imported(folder.path(), "docs", "first", "facts");
    for (path, content) in tree(&folder.path().join("docs")) {
        let mut text = String::from_utf8(content).expect("fixtures are text");
        for (old, new) in [
            ("mossy", "damp and cold"),
            ("Quercus robur", "common beech"),
            (
                "1987-10-04T08:30:00.0000000+02:00",
                "2003-06-01T00:00:00.1234567-05:00",
            ),
            ("\"TreeId\": 12", "\"TreeId\": 4711"),
            ("2.5", "77.125"),
            ("treeId=12", "treeId=8"),
            ("=bark", "=root"),
            ("Basic Zm9v", "Basic YmFy"),
            ("OK", "Fine"),
            ("Latin name", "Name in another language"),
        ] {
            text = text.replace(old, new);
        }
        plant(folder.path(), &[(&format!("docs/{path}"), text.as_bytes())]);
    }
    let second = imported(folder.path(), "docs", "second", "facts");
    for (path, content) in &first {
        let (old, new) = (
            String::from_utf8_lossy(content),
            String::from_utf8_lossy(&second[path]),
        );
        assert_eq!(old, new, "{path}");
    }
    let all: String = first
        .values()
        .map(|content| String::from_utf8_lossy(content).into_owned())
        .collect();
    for word in [
        "mossy",
        "robur",
        "1987",
        "Zm9v",
        "Latin",
        "Reads one tree",
        "GIF89",
    ] {
        assert!(!all.contains(word), "{word}");
    }
}

#[test]
fn an_import_removes_what_upstream_dropped_and_nothing_else() {
    let folder = with_docs("d2");
    let to = folder.path().join("reference");
    let others: [(&str, &[u8]); 4] = [
        ("README.md", b"about"),
        ("agent/Garden_Agent/toc.yml", b"items: []"),
        ("more/page.md", b"# More"),
        ("rest/licence.txt", b"free"),
    ];
    plant(&to, &others);
    imported(folder.path(), "docs", "reference", "facts");
    let gone = "rest/Tree/v1TreeEntity_GetNames.md";
    assert!(to.join(gone).exists());
    let before = state(&to);
    std::fs::remove_file(folder.path().join("docs").join(gone)).expect("it is ours");
    let arguments = ["import", "--from", "docs", "--to", "reference"];
    let out = succeeds(folder.path(), &arguments);
    assert_eq!(out, "14 pages read, 0 written, 1 removed\n");
    let mut expected = before;
    expected.remove(gone);
    assert_eq!(state(&to), expected);
}

#[test]
fn a_bad_page_is_not_imported() {
    let folder = with_docs("d2");
    imported(folder.path(), "docs", "reference", "facts");
    let before = state(&folder.path().join("reference"));
    let bad = edit(WHOLE, "| 200 |", "| yes |");
    plant(&folder.path().join("docs"), &[(WHOLE_PATH, bad.as_bytes())]);
    let arguments = ["import", "--from", "docs", "--to", "reference"];
    let err = fails(folder.path(), &arguments);
    assert!(err.contains("error[invalid-status]"), "{err}");
    assert!(
        err.ends_with("error: 1 error in 1 page; nothing was written\n"),
        "{err}"
    );
    assert_eq!(state(&folder.path().join("reference")), before);
}

#[test]
fn a_checkout_below_other_folders_is_found() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let deep = PathBuf::from("checkout/docs/en/api/reference/restful");
    copy(&fixture("d2"), &folder.path().join(&deep));
    plant(
        folder.path(),
        &[
            ("checkout/README.md", b"# About"),
            (
                "checkout/docs/en/api/index.md",
                b"---\nuid: start\n---\n# Start",
            ),
        ],
    );
    let pages = imported(folder.path(), "checkout", "reference", "facts");
    assert_eq!(pages.len(), 15);
    assert!(pages.contains_key("rest/Tree/v1TreeEntity_GetNames.md"));
}
