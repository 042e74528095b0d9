//! What a run writes is all there or not at all, and what others put beside it stays.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::support::{WHOLE, copy, fixture, plant, tree, xtask};
use xtask::console::Console;
use xtask::output::{Comparison, Transaction, compare_files, compare_tree, write_file};

const GEN: [&str; 5] = ["gen", "--docs", "docs", "--out", "crate"];

/// A folder with `docs` from the fixtures, and the crate that they give.
fn with_crate() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy(&fixture("d2"), &folder.path().join("docs"));
    succeeds(folder.path(), &GEN);
    folder
}

/// The pages change, so that a file of each kind is written and one goes.
fn change_pages(folder: &Path) {
    let docs = folder.join("docs");
    let prune = docs.join("agent/Garden_Agent/v1GardenAgent_Prune.md");
    let text = fs::read_to_string(&prune).expect("the page is there");
    fs::write(&prune, text.replace("Garden/Prune", "Garden/Trim")).expect("it is ours");
    fs::remove_file(docs.join("rest/Tree/v1TreeEntity_GetTreeEntity.md")).expect("it is ours");
    plant(
        &docs,
        &[("rest/Bush/v1BushEntity_GrowTree.md", bush().as_bytes())],
    );
}

fn bush() -> String {
    WHOLE
        .replace("v1TreeEntity", "v1BushEntity")
        .replace("v1/Tree", "v1/Bush")
}

fn succeeds(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run(folder, arguments);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    out
}

fn fails(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run(folder, arguments);
    assert_eq!((code, out.as_str()), (Some(1), ""), "{err}");
    err
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = xtask(arguments, folder);
    let text = |bytes| String::from_utf8(bytes).expect("the output is text");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// Every file, folder and link, with what it holds.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let entries = walkdir::WalkDir::new(folder).into_iter();
    let entry = |entry: walkdir::Result<walkdir::DirEntry>| {
        let entry = entry.expect("the folder can be read");
        let is_file = entry.file_type().is_file();
        let text = is_file.then(|| fs::read(entry.path()).expect("the file can be read"));
        (entry.into_path(), text)
    };
    entries.map(entry).collect()
}

fn assert_no_leftovers(folder: &Path) {
    let entries = everything(folder);
    let names = entries.keys().map(|path| path.display().to_string());
    let left: Vec<_> = names.filter(|name| name.contains(".xtask-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

fn files(texts: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    texts.iter().map(owned).collect()
}

fn compared(folder: &Path, wanted: &BTreeMap<String, String>) -> Comparison {
    let is_ours = |_: &str, text: &[u8]| text.starts_with(b"ours");
    compare_tree(folder, wanted, is_ours).expect("nothing is in the way")
}

/// Two folders with files of every kind, as they are and as they will be.
struct Two {
    folder: tempfile::TempDir,
    wanted: [BTreeMap<String, String>; 2],
}

impl Two {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        plant(
            folder.path(),
            &[
                ("one/same", b"ours, the same"),
                ("one/changed", b"ours, old"),
                ("one/deep/gone", b"ours, gone"),
                ("two/gone", b"ours, gone"),
                ("two/theirs", b"theirs"),
            ],
        );
        let wanted = [
            files(&[
                ("same", "ours, the same"),
                ("changed", "ours, new"),
                ("made/for/it", "ours, added"),
            ]),
            files(&[("added", "ours, added"), ("last/added", "ours, added")]),
        ];
        Self { folder, wanted }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn begun(&self) -> Transaction {
        let (one, two) = (self.at("one"), self.at("two"));
        let mut transaction =
            Transaction::begin(&[&one, &two], &Console::default()).expect("both can be written");
        for (folder, wanted) in [&one, &two].into_iter().zip(&self.wanted) {
            transaction.add(folder, wanted, &compared(folder, wanted));
        }
        transaction
    }
}

#[test]
fn folders_change_together() {
    let two = Two::new();
    two.begun().commit().expect("nothing is in the way");
    let expected: [(&str, &[u8]); 6] = [
        ("one/changed", b"ours, new"),
        ("one/made/for/it", b"ours, added"),
        ("one/same", b"ours, the same"),
        ("two/added", b"ours, added"),
        ("two/last/added", b"ours, added"),
        ("two/theirs", b"theirs"),
    ];
    let expected = expected.map(|(path, text)| (path.to_owned(), text.to_vec()));
    assert_eq!(tree(two.folder.path()), BTreeMap::from(expected));
    assert!(!two.at("one/deep").exists(), "its last file went");
    assert_no_leftovers(two.folder.path());
}

/// Whatever somebody else does between looking and writing: nothing of it is lost, and nothing
/// else changes.
#[test]
fn a_hand_in_it_meanwhile_changes_nothing_else() {
    type Meddle = fn(&Path);
    let cases: [(&str, Meddle, &str); 7] = [
        (
            "a file where one is to be added",
            |two| plant(two, &[("two/last/added", b"mine")]),
            "last/added: somebody else made it",
        ),
        (
            "a folder where a file is to be added",
            |two| fs::create_dir_all(two.join("two/added")).expect("it is ours"),
            "added: somebody else made it",
        ),
        (
            "another text in a file that is to be changed",
            |two| plant(two, &[("one/changed", b"ours, and mine")]),
            "changed: somebody else changed it",
        ),
        (
            "another text in a file that is to be removed",
            |two| plant(two, &[("two/gone", b"mine now")]),
            "gone: somebody else changed it",
        ),
        (
            "a file less that was to be changed",
            |two| fs::remove_file(two.join("one/changed")).expect("it is ours"),
            "changed: somebody else removed it",
        ),
        (
            "a file less that was to stay",
            |two| fs::remove_file(two.join("one/same")).expect("it is ours"),
            "same: somebody else removed it",
        ),
        (
            "a file where a folder is to be made",
            |two| plant(two, &[("two/last", b"mine")]),
            "last/added: ",
        ),
    ];
    for (name, meddle, expected) in cases {
        let two = Two::new();
        let transaction = two.begun();
        meddle(two.folder.path());
        let before: BTreeMap<_, _> = everything(two.folder.path());
        let error = transaction.commit().expect_err(name).to_string();
        assert!(error.contains(expected), "{name}: {error}");
        assert!(error.ends_with("nothing has changed"), "{name}: {error}");
        assert_eq!(everything(two.folder.path()), before, "{name}");
    }
}

#[test]
fn a_folder_that_is_removed_meanwhile_is_an_error() {
    for folder in ["one", "two"] {
        let two = Two::new();
        let transaction = two.begun();
        fs::remove_dir_all(two.at(folder)).expect("it is ours");
        let error = transaction.commit().expect_err("a part is missing");
        assert!(error.to_string().contains("removed it"), "{error}");
    }
    // Also if there was nothing to do.
    let two = Two::new();
    two.begun().commit().expect("nothing is in the way");
    let transaction = two.begun();
    fs::remove_dir_all(two.at("one")).expect("it is ours");
    transaction.commit().expect_err("a part is missing");
}

/// A folder of the name that transactions use, which somebody else has.
#[test]
fn a_folder_of_somebody_else_is_never_taken_for_a_transaction() {
    let two = Two::new();
    plant(&two.at("one"), &[(".xtask-transaction/mine", b"mine")]);
    let before = everything(two.folder.path());
    let error = Transaction::begin(&[&two.at("one")], &Console::default())
        .expect_err("it cannot be used")
        .to_string();
    assert!(error.contains("move it away"), "{error}");
    assert_eq!(everything(two.folder.path()), before);
}

#[test]
fn single_files_are_written_whole_or_through() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let console = Console::default();
    let path = folder.path().join("report");
    for text in ["one", "two", "two"] {
        write_file(&path, text, &console).expect("it can be written");
        assert_eq!(tree(folder.path())["report"], text.as_bytes());
    }
    assert_no_leftovers(folder.path());
    fs::create_dir(folder.path().join("folder")).expect("it is ours");
    let error = write_file(&folder.path().join("folder"), "text", &console);
    assert!(error.is_err());
    #[cfg(unix)]
    {
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("report", &link).expect("links can be made");
        write_file(&link, "three", &console).expect("it can be written");
        assert!(link.is_symlink());
        assert_eq!(tree(folder.path())["report"], b"three");
        write_file(Path::new("/dev/null"), "text", &console).expect("it takes everything");
        assert!(!Path::new("/dev/null").is_file());
    }
    let missing = compare_files(&path.join("below"), &files(&[("a", "b")]), |_, _| true);
    assert!(missing.is_err(), "a file holds no files");
}

#[cfg(unix)]
#[test]
fn what_others_have_in_the_crate_stays_whatever_it_is() {
    use std::os::unix::fs::symlink;
    let folder = with_crate();
    let src = folder.path().join("crate/src");
    for name in ["mine", "types/empty", ".staging-mine"] {
        fs::create_dir(src.join(name)).expect("it is ours");
    }
    plant(
        &src,
        &[
            (".staging-src.old/notes", b"mine"),
            ("types/notes.txt", b"mine"),
            (".lib.rs.swp", b"\x00\xff"),
        ],
    );
    symlink("me@host.1234:567", src.join("types/.#tree.rs")).expect("links can be made");
    symlink("lib.rs", src.join("other.rs")).expect("links can be made");
    symlink("..", src.join("rest/loop")).expect("links can be made");
    let mkfifo = Command::new("mkfifo").arg(src.join("pipe")).status();
    assert!(mkfifo.expect("`mkfifo` is there").success());
    let others = |path: &Path| -> Vec<_> {
        let entries = walkdir::WalkDir::new(path).sort_by_file_name().into_iter();
        let entries = entries.map(|entry| entry.expect("the folder can be read"));
        let paths = entries.map(|entry| entry.into_path());
        paths.filter(|path| !path.is_file()).collect()
    };
    let before = others(&src);
    change_pages(folder.path());
    let said = succeeds(folder.path(), &GEN);
    assert!(said.contains("files written, 1 removed"), "{said}");
    let mut after = others(&src);
    after.retain(|path| !path.ends_with("rest/bush"));
    assert_eq!(after, before);
    for name in [".staging-src.old/notes", "types/notes.txt", ".lib.rs.swp"] {
        assert!(src.join(name).exists(), "{name}");
    }
    assert!(src.join("other.rs").is_symlink());
    assert_eq!(
        succeeds(folder.path(), &[&GEN[..], &["--check"]].concat())
            .lines()
            .last()
            .map(|line| line.starts_with("crate is up to date, ")),
        Some(true)
    );
}

#[cfg(unix)]
#[test]
fn linked_sources_work_and_links_within_them_are_refused() {
    use std::os::unix::fs::symlink;
    let folder = with_crate();
    let at = |path: &str| folder.path().join(path);
    fs::rename(at("crate/src"), at("elsewhere")).expect("it is ours");
    symlink("../elsewhere", at("crate/src")).expect("links can be made");
    change_pages(folder.path());
    succeeds(folder.path(), &GEN);
    succeeds(folder.path(), &[&GEN[..], &["--check"]].concat());
    assert!(at("crate/src").is_symlink());
    assert!(at("elsewhere/rest/bush.rs").exists());
    assert_no_leftovers(folder.path());

    fs::rename(at("elsewhere/types"), at("types")).expect("it is ours");
    symlink("../types", at("elsewhere/types")).expect("links can be made");
    let before = everything(folder.path());
    let err = fails(folder.path(), &GEN);
    assert!(err.contains("src/types: it is a link"), "{err}");
    assert_eq!(everything(folder.path()), before);

    fs::remove_file(at("crate/src")).expect("it is ours");
    symlink("nowhere", at("crate/src")).expect("links can be made");
    let err = fails(folder.path(), &GEN);
    assert!(
        err.contains("src: it is a link that leads nowhere"),
        "{err}"
    );
}

/// Somebody else, such as an editor, is at work in the crate all the time.
#[test]
fn nothing_is_lost_that_comes_while_a_run_writes() {
    let folder = with_crate();
    let at = |path: &str| folder.path().join(path);
    fs::create_dir(at("next")).expect("it is ours");
    copy(&at("docs"), &at("next/docs"));
    change_pages(&at("next"));
    let turns = ["next/docs", "docs"].into_iter().cycle().take(12);
    let src = at("crate/src");
    let is_over = AtomicBool::new(false);
    let made = thread::scope(|scope| {
        let write = || {
            let mut made = Vec::new();
            for number in 0.. {
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
                let file = src
                    .join(["", "types", "rest"][number % 3])
                    .join(format!("mine-{number}"));
                fs::write(&file, number.to_string()).expect("the folder is always there");
                let empty = src.join(format!("empty-{number}"));
                fs::create_dir(&empty).expect("the folder is always there");
                made.push((file, empty));
                thread::sleep(Duration::from_micros(500));
            }
            made
        };
        let writer = scope.spawn(write);
        let outcomes: Vec<_> = turns
            .map(|docs| run(folder.path(), &["gen", "--docs", docs, "--out", "crate"]))
            .collect();
        is_over.store(true, Ordering::Relaxed);
        for (code, out, err) in outcomes {
            assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
        }
        writer.join().expect("it wrote all of them")
    });
    assert!(made.len() > 12, "there was time to write");
    for (number, (file, empty)) in made.iter().enumerate() {
        let text = fs::read_to_string(file).expect("nobody removed it");
        assert_eq!(text, number.to_string());
        assert!(empty.is_dir(), "{}", empty.display());
    }
    succeeds(folder.path(), &[&GEN[..], &["--check"]].concat());
    assert_no_leftovers(folder.path());
}

/// At whatever moment the crate goes: it is whole afterwards, or there is an error.
#[test]
fn a_crate_that_goes_while_a_run_writes_is_never_left_a_part() {
    let folder = with_crate();
    let root = folder.path().join("crate");
    let whole = tree(&root);
    for delay in (0..24).map(|step| Duration::from_micros(step * 100)) {
        fs::write(root.join("src/lib.rs"), "// @generated by `cargo xtask gen` from the SuperOffice WebAPI reference pages. Do not edit.\n")
            .expect("it is ours");
        let child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(GEN)
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.expect("the program starts");
        while !root.join(".xtask-transaction").exists() && matches!(child.try_wait(), Ok(None)) {}
        thread::sleep(delay);
        // It may go while files are put there.
        while fs::remove_dir_all(&root).is_err() {}
        let output = child.wait_with_output().expect("the program ends");
        let err = String::from_utf8_lossy(&output.stderr);
        match output.status.code() {
            Some(0) => {
                let is_gone = !root.exists();
                assert!(is_gone || tree(&root) == whole, "a part after {delay:?}");
            }
            Some(1) => assert!(err.contains("error: "), "{err}"),
            code => panic!("{code:?}: {err}"),
        }
        run(folder.path(), &GEN);
        assert_eq!(tree(&root), whole);
    }
}

/// As a full disk does, the system refuses every byte.
#[cfg(unix)]
#[test]
fn a_full_disk_changes_nothing() {
    let folder = with_crate();
    change_pages(folder.path());
    let before = everything(folder.path());
    let program = env!("CARGO_BIN_EXE_xtask");
    let script = format!(
        "trap '' XFSZ; ulimit -f 0; exec '{program}' {}",
        GEN.join(" ")
    );
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.path())
        .output()
        .expect("there is a shell");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(
        err.contains("free some space; nothing has changed"),
        "{err}"
    );
    assert_eq!(everything(folder.path()), before);
    succeeds(folder.path(), &GEN);
}

#[test]
fn a_second_run_says_that_it_waits() {
    let folder = with_crate();
    change_pages(folder.path());
    let lock = File::open(folder.path().join("crate")).expect("the folder is there");
    if lock.lock().is_err() {
        // Such a system has no locks for folders, and nobody waits.
        succeeds(folder.path(), &GEN);
        return;
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(GEN)
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stderr = child.stderr.take().expect("it is piped");
    let mut said = String::new();
    while !said.contains("another run is at work in crate; this one waits for it") {
        let mut byte = [0];
        let read = stderr.read(&mut byte).expect("the pipe can be read");
        assert_eq!(read, 1, "it ended and said: {said}");
        said.push(char::from(byte[0]));
    }
    drop(lock);
    assert!(child.wait().expect("the program ends").success());
    succeeds(folder.path(), &[&GEN[..], &["--check"]].concat());
}

/// Whichever comes first: afterwards the bindings are those of the pages.
#[test]
fn runs_at_once_leave_pages_and_bindings_in_step() {
    let folder = with_crate();
    let start = |arguments: &[&str]| {
        let child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .current_dir(folder.path())
            .env_remove("CARGO_MANIFEST_DIR")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        child.expect("the program starts")
    };
    copy(&folder.path().join("docs"), &folder.path().join("upstream"));
    let update = "update --from upstream --docs docs --out crate --changelog CHANGELOG.md";
    let update: Vec<_> = update.split(' ').collect();
    for turn in 0..6 {
        // Each turn has something to import.
        let page = "upstream/agent/Garden_Agent/v1GardenAgent_Prune.md";
        let text = fs::read_to_string(folder.path().join(page)).expect("the page is there");
        let text = match turn % 2 {
            0 => text.replace("Garden/Prune", "Garden/Trim"),
            _ => text.replace("Garden/Trim", "Garden/Prune"),
        };
        plant(folder.path(), &[(page, text.as_bytes())]);
        let runs = [start(&GEN), start(&update), start(&GEN), start(&update)];
        for run in runs {
            let output = run.wait_with_output().expect("the program ends");
            let err = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{err}");
        }
        let check = [&GEN[..], &["--check"]].concat();
        let output = crate::support::xtask_outside(&check, folder.path());
        assert!(output.status.success(), "{output:?}");
        assert_no_leftovers(folder.path());
    }
}

/// Whoever names a part of the pages by mistake does not lose the rest.
#[test]
fn a_part_of_the_pages_removes_no_more_than_half() {
    let folder = with_crate();
    let page = "docs/rest/Tree/v1TreeEntity_GetNames.md";
    let part = ["gen", "--docs", page, "--out", "crate"];
    let before = everything(folder.path());
    let err = fails(folder.path(), &part);
    assert!(err.contains("would be removed"), "{err}");
    assert!(err.contains("`--remove`"), "{err}");
    assert_eq!(everything(folder.path()), before);
    succeeds(folder.path(), &[&part[..], &["--remove"]].concat());
    let types = tree(&folder.path().join("crate/src"));
    assert!(
        !types.contains_key("agents/garden.rs"),
        "{:?}",
        types.keys()
    );
}

#[test]
fn a_page_alone_has_a_crate_of_its_own() {
    let folder = with_crate();
    // What a clone is known by.
    plant(
        folder.path(),
        &[
            ("Cargo.toml", b"[workspace]\nmembers = [\"xtask\"]\n"),
            ("xtask/Cargo.toml", b""),
            ("crates/client/Cargo.toml", b""),
        ],
    );
    fs::rename(
        folder.path().join("crate"),
        folder.path().join("crates/bindings"),
    )
    .expect("it is ours");
    let before = everything(&folder.path().join("crates"));
    let page = "docs/rest/Tree/v1TreeEntity_GetNames.md";
    succeeds(folder.path(), &["gen", "--docs", page]);
    assert_eq!(everything(&folder.path().join("crates")), before);
    let own = folder.path().join("target/bindings/v1TreeEntity_GetNames");
    let manifest = fs::read_to_string(own.join("Cargo.toml")).expect("it was made");
    assert!(manifest.contains("[workspace]"), "{manifest}");
    assert!(manifest.contains("../../../crates/client"), "{manifest}");
    assert!(own.join("src/rest/tree.rs").exists());
}

#[test]
fn what_somebody_changed_by_hand_is_named() {
    let folder = with_crate();
    let at = |path: &str| folder.path().join("crate").join(path);
    let text = |path: &str| fs::read_to_string(at(path)).expect("the file is there");
    // Generated again by other pages: nobody has changed that.
    let manifest = text("Cargo.toml");
    change_pages(folder.path());
    succeeds(folder.path(), &GEN);
    let added = format!("{}log = \"1\"\n", text("Cargo.toml"));
    let spoilt = format!("{}// mine\n", text("src/types/tool.rs"));
    let checksum = |line: &&str| line.contains("Checksum");
    let bare = text("src/lib.rs");
    let bare = bare.split_inclusive('\n').filter(|line| !checksum(line));
    let bare: String = bare.chain(["// mine\n"]).collect();
    plant(
        &folder.path().join("crate"),
        &[
            ("Cargo.toml", added.as_bytes()),
            ("src/types/tool.rs", spoilt.as_bytes()),
            ("src/lib.rs", bare.as_bytes()),
        ],
    );
    let (code, out, err) = run(folder.path(), &GEN);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("3 files written, 0 removed"), "{out}");
    assert_eq!(err.matches("warning[edited-by-hand]").count(), 3, "{err}");
    for name in [
        "crate/Cargo.toml",
        "crate/src/types/tool.rs",
        "crate/src/lib.rs",
    ] {
        assert!(err.contains(&format!("--> {name}:")), "{name}: {err}");
    }
    assert_ne!(text("Cargo.toml"), manifest);
    succeeds(folder.path(), &[&GEN[..], &["--check"]].concat());
}

/// A page that a person wrote for other people stays where the imported ones lie.
#[test]
fn an_import_leaves_pages_that_describe_nothing() {
    let folder = with_crate();
    let import = ["import", "--from", "docs", "--to", "reference"];
    let import = |extra: &[&str]| {
        crate::support::xtask_outside(&[&import[..], extra].concat(), folder.path());
    };
    import(&[]);
    let notes: [(&str, &[u8]); 3] = [
        ("reference/agent/README.md", b"# About agents"),
        ("reference/types/notes.md", b"mine"),
        ("reference/rest/Tree/.#page.md", b""),
    ];
    plant(folder.path(), &notes);
    fs::create_dir(folder.path().join("reference/rest/empty")).expect("it is ours");
    fs::remove_dir_all(folder.path().join("docs/rest")).expect("it is ours");
    import(&["--remove"]);
    for (path, _) in notes {
        assert!(folder.path().join(path).exists(), "{path}");
    }
    assert!(folder.path().join("reference/rest/empty").is_dir());
    let page = "reference/rest/Tree/v1TreeEntity_GetNames.md";
    assert!(!folder.path().join(page).exists());
}

/// What a run without the rights of an administrator finds.
#[cfg(unix)]
mod rights {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    use super::*;

    /// Nobody in particular.
    const NOBODY: &str = "65534";

    /// Runs the program as somebody who may not do everything, in a folder of theirs.
    fn run_as_nobody(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
        let is_root = fs::metadata("/proc/self").is_ok_and(|found| found.uid() == 0);
        let mut command = Command::new(if is_root { "setpriv" } else { "env" });
        if is_root {
            let owned = Command::new("chown")
                .args(["-R", NOBODY])
                .arg(folder)
                .status();
            assert!(owned.expect("`chown` is there").success());
            command.args(["--reuid", NOBODY, "--clear-groups"]);
            command.args(["--inh-caps=-all", "--bounding-set=-all"]);
        }
        let output = command
            .arg(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .current_dir(folder)
            .env_remove("CARGO_MANIFEST_DIR")
            .output()
            .expect("the program starts");
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), err)
    }

    fn allow(path: &Path, mode: u32) {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(path, mode).expect("it is ours");
    }

    /// A folder of sources that cannot be written: nothing changes, and the next run makes all new.
    #[test]
    fn a_part_that_cannot_be_written_stops_all_of_it() {
        let folder = with_crate();
        let at = |path: &str| folder.path().join(path);
        change_pages(folder.path());
        plant(folder.path(), &[("crate/src/types/mine.rs", b"mine")]);
        let before = everything(&at("crate"));
        for path in ["crate/src/types", "crate/src/rest", "crate"] {
            allow(&at(path), 0o555);
            let (code, err) = run_as_nobody(folder.path(), &GEN);
            allow(&at(path), 0o755);
            assert_eq!(code, Some(1), "{path}: {err}");
            assert!(err.contains("nothing has changed"), "{path}: {err}");
            assert!(everything(&at("crate")) == before, "{path}: {err}");
        }
        let (code, err) = run_as_nobody(folder.path(), &GEN);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        let (code, err) = run_as_nobody(folder.path(), &[&GEN[..], &["--check"]].concat());
        assert_eq!((code, err.as_str()), (Some(0), ""));
        assert_eq!(
            fs::read(at("crate/src/types/mine.rs")).ok(),
            Some(b"mine".to_vec())
        );
        assert_no_leftovers(folder.path());
    }

    /// What is left of a run holds links to files that are in use: they stay as they are, whether
    /// it can be removed or not.
    #[test]
    fn what_is_left_is_removed_without_what_it_is_linked_to_or_is_an_error() {
        let folder = with_crate();
        let at = |path: &str| folder.path().join(path);
        let sources = tree(&at("crate/src"));
        let old = at("crate/.xtask-transaction/old");
        fs::create_dir_all(at("crate/.xtask-transaction/new")).expect("it is ours");
        fs::create_dir_all(&old).expect("it is ours");
        let mut journal = Vec::new();
        for (number, path) in sources.keys().enumerate() {
            let live = at("crate/src").join(path);
            fs::hard_link(live, old.join(number.to_string())).expect("links can be made");
            journal.push(format!(r#"{{"path": "src/{path}", "old": 1, "new": 2}}"#));
        }
        let journal = format!(
            r#"{{"about": "", "others": [], "first": null, "entries": [{}], "made": []}}"#,
            journal.join(",")
        );
        plant(
            &at("crate/.xtask-transaction"),
            &[("journal.json", journal.as_bytes())],
        );
        change_pages(folder.path());

        allow(&old, 0o555);
        let (code, err) = run_as_nobody(folder.path(), &GEN);
        assert_eq!(code, Some(1), "{err}");
        assert!(err.contains("crate/.xtask-transaction: "), "{err}");
        assert!(err.contains("make the folder writable"), "{err}");
        assert_eq!(tree(&at("crate/src")), sources, "{err}");

        allow(&old, 0o755);
        let (code, err) = run_as_nobody(folder.path(), &GEN);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        assert_no_leftovers(folder.path());
        let written = tree(&at("crate/src"));
        assert!(written.values().all(|text| !text.is_empty()));
        let same = sources
            .iter()
            .filter(|(path, text)| written.get(*path) == Some(text));
        assert!(same.count() > 3, "what did not change is as it was");
        let (code, err) = run_as_nobody(folder.path(), &[&GEN[..], &["--check"]].concat());
        assert_eq!((code, err.as_str()), (Some(0), ""));
    }
}
