//! Sides that are revisions of a repository.

use std::path::Path;
use std::process::{Command, Output};

use super::cases::{CASES, Case};
use super::{changed, garden};
use crate::support::{copy, fixture, git, plant, scratch, xtask};

fn write(folder: &Path, pages: &[(String, String)]) {
    for (path, text) in pages {
        plant(&folder.join("docs"), &[(path, text.as_bytes())]);
    }
}

fn text(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

fn diff(folder: &Path, old: &str, new: &str) -> (String, String) {
    text(&xtask(&["diff", old, new], folder))
}

fn case(name: &str) -> &'static Case {
    let case = CASES.iter().find(|case| case.name == name);
    case.expect("the table has the case")
}

/// A repository with the garden as it was, tagged `v1`, and a change that is not committed.
fn repository(name: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    write(&folder, &garden::pages());
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "Garden"]);
    git(&folder, &["tag", "v1"]);
    write(&folder, &changed(case("a property has another type")));
    folder
}

#[test]
fn a_side_can_be_a_revision() {
    let folder = repository("diff-revision");
    let (report, errors) = diff(&folder, "HEAD:docs", "docs");
    assert_eq!(errors, "");
    assert!(
        report.contains("property Plant.PlantId retyped: int32 → int64"),
        "{report}"
    );
    let places = "HEAD:docs/operations/v1GardenAgent_GetPlant.md:34 → docs/operations/v1GardenAgent_GetPlant.md:34";
    assert!(report.contains(places), "{report}");
    let (same, errors) = diff(&folder, "v1:docs/", "HEAD:docs");
    assert_eq!(
        (&*same, &*errors),
        ("v1:docs/ → HEAD:docs\nnothing has changed\n", "")
    );
    let page = "docs/operations/v1GardenAgent_GetPlant.md";
    let (report, errors) = diff(&folder, &format!("v1:{page}"), page);
    assert_eq!(errors, "");
    assert!(report.contains("PlantId retyped"), "{report}");
    // The top of the repository, from a folder below it.
    let (same, errors) = diff(&folder.join("docs"), "v1:", "v1:docs");
    assert_eq!(
        (&*same, &*errors),
        ("v1: → v1:docs\nnothing has changed\n", "")
    );
}

#[test]
fn what_pages_include_comes_from_the_revision_too() {
    let folder = scratch("diff-revision-includes");
    copy(&fixture("d4"), &folder);
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "Garden"]);
    let (same, errors) = diff(&folder, "HEAD:agent", "agent");
    assert_eq!(same, "HEAD:agent → agent\nnothing has changed\n");
    // One page includes a file that is nowhere; each side says so with its own names.
    let of_revision = "the included file HEAD:agent/Garden_Agent/../../samples/response/";
    let of_folder = "the included file agent/Garden_Agent/../../samples/response/";
    for warning in [of_revision, of_folder] {
        assert_eq!(errors.matches(warning).count(), 1, "{warning}: {errors}");
    }
    assert_eq!(errors.matches("warning[").count(), 2, "{errors}");
}

#[test]
fn errors_say_what_is_missing() {
    let folder = repository("diff-revision-errors");
    let check = |old: &str, expected: &str| {
        let output = xtask(&["diff", old, "docs"], &folder);
        let (report, errors) = text(&output);
        assert!(!output.status.success());
        assert_eq!(report, "", "{old}");
        assert!(errors.contains(expected), "{old}: {errors}");
    };
    check("v2:docs", "the repository has no revision `v2`");
    check("v1:doc", "v1:doc: the revision has no Markdown file there");
    check(
        "v1:docs/types",
        "neither pages (Markdown with a `uid` or `id` that begins with `v1`)",
    );
    check("--help:docs", "unexpected argument");
    check("nowhere", "there is no such file or folder");

    // A bad page of a revision is shown as one.
    let page = "docs/operations/v1GardenAgent_Dig.md";
    plant(&folder, &[(page, b"---\nuid: v1GardenAgent_Dig\n---\n")]);
    git(
        &folder,
        &["commit", "--quiet", "--all", "--message", "Broken"],
    );
    check("HEAD:docs", "--> HEAD:docs/operations/v1GardenAgent_Dig.md");
    check("HEAD:docs", "HEAD:docs cannot be used");
}

#[test]
fn a_revision_needs_git_and_a_repository() {
    let outside = tempfile::tempdir().expect("a temporary folder can be made");
    write(outside.path(), &garden::pages());
    let (_, errors) = diff(outside.path(), "HEAD:docs", "docs");
    assert!(errors.contains("is in no git repository"), "{errors}");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["diff", "HEAD:docs", "docs"])
        .current_dir(outside.path())
        .env("PATH", "")
        .output()
        .expect("the program starts");
    let (_, errors) = text(&output);
    assert!(errors.contains("`git` cannot be started"), "{errors}");
}
