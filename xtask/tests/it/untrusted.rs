//! Documentation comes from others: what it names, and what lies in its folders, hurts nobody.

use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

use crate::support::scenario::UPDATE;
use crate::support::{WHOLE, WHOLE_PATH, edit, plant, scratch, tree, xtask};
use xtask::diagnostic::{Diagnostic, any_error};

const SECRET: &str = "entrance code 4711";

/// The whole page with a directive for a path above its table.
fn including(path: &str) -> String {
    edit(
        WHOLE,
        "| Path Part | Type",
        &format!("[!include[x]({path})]\n\n| Path Part | Type"),
    )
}

fn read(folder: &Path) -> Vec<Diagnostic> {
    match xtask::read::read(folder) {
        Ok(sources) => sources.diagnostics,
        Err(error) => panic!("{error}"),
    }
}

fn codes(found: &[Diagnostic]) -> Vec<&str> {
    let mut codes: Vec<_> = found.iter().map(|found| found.code).collect();
    codes.sort_unstable();
    codes
}

fn said(output: &Output) -> String {
    let texts = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    texts.concat()
}

/// Every command ends at once, says something, and shows nothing of what lies elsewhere.
fn gives_nothing_away(folder: &Path, secret: &str) {
    for (arguments, code) in [
        (&["gen", "--docs", "docs", "--out", "crate"][..], 1),
        (&["lint", "--docs", "docs"], 1),
        (&["stats", "--docs", "docs"], 1),
        (&["import", "--from", "docs", "--to", "pages"], 1),
    ] {
        let started = Instant::now();
        let output = xtask(arguments, folder);
        assert!(started.elapsed() < Duration::from_secs(30), "{arguments:?}");
        let said = said(&output);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(!said.contains(secret), "{arguments:?}: {said}");
    }
    for (path, content) in tree(folder) {
        if !path.starts_with("elsewhere/") {
            let text = String::from_utf8_lossy(&content);
            assert!(!text.contains(secret), "{path}");
        }
    }
}

#[test]
fn includes_lead_to_pages_of_the_same_documentation_alone() {
    let folder = scratch("untrusted/includes");
    let elsewhere = folder.join("elsewhere/secret.md");
    plant(&folder, &[("elsewhere/secret.md", SECRET.as_bytes())]);
    let docs = folder.join("docs");
    plant(
        &docs,
        &[
            ("inside.md", b"Quite harmless."),
            ("settings.toml", b"key = 1"),
            ("deep/folder/inside.md", b"As harmless."),
        ],
    );
    let absolute = elsewhere.to_str().expect("the path is text");
    for (path, code) in [
        ("../../inside.md", None),
        ("../../deep/../inside.md", None),
        ("../../deep/folder/inside.md", None),
        ("../../../docs/inside.md", None),
        ("../../missing.md", Some("include-not-found")),
        ("../../settings.toml", Some("include-refused")),
        ("../../deep", Some("include-refused")),
        ("../../../elsewhere/secret.md", Some("include-outside")),
        ("../../../elsewhere/missing.md", Some("include-outside")),
        ("../../../missing/missing.md", Some("include-outside")),
        (absolute, Some("include-outside")),
        ("/etc/passwd", Some("include-outside")),
        (
            "../../../../../../../../../../../../etc/passwd",
            Some("include-outside"),
        ),
        ("/proc/self/environ", Some("include-outside")),
        ("/dev/zero", Some("include-outside")),
        ("/dev/stdin", Some("include-outside")),
    ] {
        plant(&docs, &[(WHOLE_PATH, including(path).as_bytes())]);
        let found = read(&docs);
        assert_eq!(codes(&found), Vec::from_iter(code), "{path}: {found:?}");
        let is_warning = matches!(code, None | Some("include-not-found"));
        assert_eq!(!any_error(&found), is_warning, "{path}");
    }
    plant(
        &docs,
        &[(
            WHOLE_PATH,
            including("../../../elsewhere/secret.md").as_bytes(),
        )],
    );
    gives_nothing_away(&folder, SECRET);
}

#[test]
fn what_an_included_file_includes_stays_as_it_is() {
    let folder = scratch("untrusted/nested");
    let again = "[!include[x](../../again.md)]\n";
    plant(
        &folder,
        &[
            (WHOLE_PATH, including("../../again.md").as_bytes()),
            ("again.md", again.as_bytes()),
        ],
    );
    let sources = xtask::read::read(&folder).expect("the folder can be read");
    assert!(sources.diagnostics.is_empty(), "{:?}", sources.diagnostics);
    assert_eq!(sources.operations[0].text.matches(again.trim()).count(), 1);
}

/// A page read alone belongs to the documentation around it, if one can be told.
#[test]
fn a_page_alone_includes_what_its_documentation_has() {
    let folder = scratch("untrusted/alone");
    plant(
        &folder,
        &[
            ("docs/inside.md", b"Quite harmless."),
            ("secret.md", SECRET.as_bytes()),
            ("docs/pages/page.md", including("../inside.md").as_bytes()),
        ],
    );
    let alone = folder.join("docs/pages/page.md");
    assert_eq!(codes(&read(&alone)), ["include-outside"]);
    plant(&folder, &[("docs/docfx.json", b"{}")]);
    assert_eq!(codes(&read(&alone)), [""; 0]);
    assert_eq!(codes(&read(&folder.join("docs/pages"))), [""; 0]);
    plant(
        &folder,
        &[(
            "docs/pages/page.md",
            including("../../secret.md").as_bytes(),
        )],
    );
    assert_eq!(codes(&read(&alone)), ["include-outside"]);
}

#[test]
fn includes_have_a_number_and_a_size() {
    let folder = scratch("untrusted/sizes");
    let many = "[!include[x](../../inside.md)]\n\n".repeat(1000);
    let page = edit(
        WHOLE,
        "| Path Part | Type",
        &format!("{many}| Path Part | Type"),
    );
    let megabyte = "soil \n".repeat(1 << 18);
    plant(
        &folder,
        &[
            (WHOLE_PATH, page.as_bytes()),
            ("inside.md", megabyte.as_bytes()),
        ],
    );
    let found = read(&folder);
    let refused: Vec<_> = codes(&found);
    assert!(refused.contains(&"too-many-includes"), "{refused:?}");
    assert!(refused.contains(&"include-refused"), "{refused:?}");
    assert!(found.len() < 40, "{}", found.len());

    // Pages of which each is small enough, but not all together.
    let folder = scratch("untrusted/together");
    let ten = "[!include[x](../../inside.md)]\n\n".repeat(9);
    plant(&folder, &[("inside.md", megabyte.as_bytes())]);
    for number in 0..8 {
        let text = edit(
            WHOLE,
            "| Path Part | Type",
            &format!("{ten}| Path Part | Type"),
        );
        let path = format!("rest/Tree/v1TreeEntity_GrowTree{number}.md");
        plant(&folder, &[(&path, text.as_bytes())]);
    }
    let found = read(&folder);
    assert!(any_error(&found));
    let words = found.iter().map(|found| &found.message);
    assert!(
        words.clone().any(|text| text.contains("64 MiB together")),
        "{found:?}"
    );
}

#[test]
fn a_page_has_a_size() {
    let folder = scratch("untrusted/large");
    let text = format!("{WHOLE}{}", " ".repeat(17 << 20));
    plant(&folder, &[(WHOLE_PATH, text.as_bytes())]);
    let found = read(&folder);
    assert_eq!(codes(&found), ["page-too-large"]);
    assert!(any_error(&found));
}

/// A zip with so many documents of `size` zeros each.
fn bomb(path: &Path, documents: usize, size: usize) {
    let file = std::fs::File::create(path).expect("the zip can be made");
    let mut zip = zip::ZipWriter::new(file);
    let zeros = vec![b' '; size];
    for number in 0..documents {
        let options = zip::write::SimpleFileOptions::default();
        let name = format!("../../../../tmp/{number}.json");
        zip.start_file(name, options).expect("the zip grows");
        std::io::Write::write_all(&mut zip, &zeros).expect("the zip grows");
    }
    zip.finish().expect("the zip ends");
}

#[test]
fn a_zip_is_no_larger_than_it_may_be() {
    let folder = scratch("untrusted/zip");
    for (documents, size, said) in [
        (1, 65 << 20, "larger than 64 MiB"),
        (1001, 1, "more than 1000 files"),
        (1, 1, "not JSON"),
    ] {
        bomb(&folder.join("api.zip"), documents, size);
        let output = xtask(&["stats", "--docs", "api.zip"], &folder);
        assert_eq!(output.status.code(), Some(1));
        let text = self::said(&output);
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;
    use std::process::Command;

    use super::*;
    use crate::support::{copy, fixture};

    fn pipe(path: &Path) {
        let made = Command::new("mkfifo").arg(path).status();
        assert!(made.expect("`mkfifo` is there").success());
    }

    #[test]
    fn an_included_pipe_hangs_nobody() {
        let folder = scratch("untrusted/pipe");
        plant(
            &folder,
            &[(WHOLE_PATH, including("../../pipe.md").as_bytes())],
        );
        pipe(&folder.join("pipe.md"));
        let found = read(&folder);
        assert_eq!(codes(&found), ["include-refused", "odd-file"]);
    }

    #[test]
    fn links_stay_within_the_documentation() {
        let folder = scratch("untrusted/links");
        let docs = folder.join("docs");
        plant(
            &folder,
            &[
                ("elsewhere/secret.md", SECRET.as_bytes()),
                ("elsewhere/lint.toml", SECRET.as_bytes()),
                ("docs/inside/sample.md", b"Quite harmless."),
                (
                    "docs/rest/Tree/v1TreeEntity_GrowTree.md",
                    including("../../link.md").as_bytes(),
                ),
            ],
        );
        // To a file and to a folder of the same documentation.
        symlink("inside/sample.md", docs.join("link.md")).expect("a link can be made");
        assert_eq!(codes(&read(&docs)), [""; 0]);
        for target in ["../elsewhere/secret.md", "/proc/self/environ", "/dev/zero"] {
            std::fs::remove_file(docs.join("link.md")).expect("the link is there");
            symlink(target, docs.join("link.md")).expect("a link can be made");
            let found = read(&docs);
            assert_eq!(codes(&found), ["include-outside", "odd-file"], "{target}");
        }
        std::fs::remove_file(docs.join("link.md")).expect("the link is there");
        symlink("../../elsewhere", docs.join("inside/away")).expect("a link can be made");
        let path = docs.join("rest/Tree/v1TreeEntity_GrowTree.md");
        let around = including("../../inside/away/secret.md");
        std::fs::write(path, around).expect("the page can be written");
        assert_eq!(codes(&read(&docs)), ["include-outside", "odd-file"]);
        gives_nothing_away(&folder, SECRET);
        // The configuration of `lint`, whose lines are shown where they are wrong.
        symlink("../elsewhere/lint.toml", docs.join("lint.toml")).expect("a link can be made");
        let output = xtask(&["lint", "--docs", "docs"], &folder);
        assert!(!said(&output).contains(SECRET), "{}", said(&output));
        assert!(said(&output).contains("leads out of the documentation"));
    }

    /// The documentation itself may be a link: that is the user's own.
    #[test]
    fn the_folder_itself_may_be_a_link() {
        let folder = scratch("untrusted/root");
        copy(&fixture("d4"), &folder.join("docs"));
        symlink("docs", folder.join("link")).expect("a link can be made");
        let direct = read(&folder.join("docs"));
        assert_eq!(codes(&read(&folder.join("link"))), codes(&direct));
    }

    #[test]
    fn odd_files_do_not_end_the_run() {
        let folder = scratch("untrusted/odd");
        let docs = folder.join("docs");
        copy(&fixture("d2"), &docs);
        let output = xtask(&["gen", "--docs", "docs", "--out", "plain"], &folder);
        assert!(output.status.success(), "{}", said(&output));
        symlink("nowhere.md", docs.join("broken.md")).expect("a link can be made");
        symlink(".", docs.join("loop")).expect("a link can be made");
        symlink("self.md", docs.join("self.md")).expect("a link can be made");
        std::fs::create_dir(docs.join("folder.md")).expect("a folder can be made");
        pipe(&docs.join("pipe.md"));
        plant(&docs, &[("closed.md", b"x"), ("shut/page.md", b"x")]);
        // Who may do everything reads these all the same.
        for closed in ["closed.md", "shut"] {
            let none = std::fs::Permissions::from_mode(0o000);
            std::fs::set_permissions(docs.join(closed), none).expect("they can be set");
        }
        let output = xtask(&["gen", "--docs", "docs", "--out", "odd"], &folder);
        for closed in ["closed.md", "shut"] {
            let all = std::fs::Permissions::from_mode(0o755);
            std::fs::set_permissions(docs.join(closed), all).expect("they can be set");
        }
        let said = said(&output);
        assert!(output.status.success(), "{said}");
        for odd in ["broken.md", "loop", "self.md", "folder.md", "pipe.md"] {
            let place = format!("docs/{odd}:1:1");
            assert!(said.contains(&place), "{odd}: {said}");
        }
        assert_eq!(
            tree(&folder.join("plain/src")),
            tree(&folder.join("odd/src"))
        );
    }

    /// Editors mark what they have open by links that lead nowhere.
    #[test]
    fn links_of_editors_hinder_no_command() {
        let folder = scratch("untrusted/locks");
        for pages in ["docs", "upstream", "clean"] {
            let pages = folder.join(pages);
            match pages.ends_with("clean") {
                true => plant(&pages, &[(WHOLE_PATH, WHOLE.as_bytes())]),
                false => copy(&fixture("d2"), &pages),
            }
            for place in ["", "rest", "rest/Tree", "agent", "enums", "types"] {
                let place = pages.join(place);
                std::fs::create_dir_all(&place).expect("the folder can be made");
                symlink("me@host.1234:567", place.join(".#page.md")).expect("a link can be made");
                symlink("nowhere", place.join("odd")).expect("a link can be made");
            }
        }
        for arguments in [
            &["gen", "--docs", "docs", "--out", "crate"][..],
            &["gen", "--docs", "docs", "--out", "crate", "--check"],
            &["lint", "--docs", "clean"],
            &["stats", "--docs", "docs"],
            &["stats", "--docs", "docs", "--evidence", "Tree"],
            &["openapi", "--docs", "docs"],
            &["report", "--docs", "docs", "--out", "report.html"],
            &["diff", "docs", "upstream"],
            &["import", "--from", "upstream", "--to", "pages"],
            &["import", "--from", "upstream", "--to", "docs"],
            &UPDATE,
        ] {
            let output = xtask(arguments, &folder);
            let said = said(&output);
            assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
            assert!(said.contains("warning[odd-file]"), "{arguments:?}: {said}");
            assert!(!said.contains("error["), "{arguments:?}: {said}");
            assert!(
                folder.join("docs/rest/Tree/.#page.md").is_symlink(),
                "{arguments:?}"
            );
        }
    }
}
