//! What the stand-in service is told of the API, and that it is written with the bindings.

use std::fs;

use crate::support::garden::{Text, documentation, operation};
use crate::support::{copy, fixture, plant, report, xtask};
use xtask::catalog::catalog;
use xtask::resolve::resolve;

fn catalog_of(page: Text) -> String {
    let (api, diagnostics) = resolve(&documentation(&[&[page]]));
    assert!(diagnostics.is_empty(), "{}", report(&diagnostics));
    catalog(&api)
}

fn line(text: &str, start: &str) -> String {
    let found = text.lines().find(|line| line.starts_with(start));
    found
        .unwrap_or_else(|| panic!("{start} in\n{text}"))
        .to_owned()
}

#[test]
fn an_operation_is_a_line() {
    let page = operation("v1TreeEntity_Prune")
        .at("PUT /api/v1/Tree/{id}/Prune")
        .path("id | int32")
        .query("how | string")
        .page();
    let text = catalog_of(page);
    assert_eq!(
        line(&text, "operation\tv1TreeEntity_Prune"),
        "operation\tv1TreeEntity_Prune\tPUT\t/api/v1/Tree/{id}/Prune\tid:int32!\thow:string\t-\t-\t204"
    );
}

/// Names can hold what separates.
#[test]
fn names_are_escaped() {
    let page = operation("v1TreeEntity_Prune")
        .query("how much | string")
        .page();
    let text = catalog_of(page);
    assert!(
        line(&text, "operation").contains("\thow%20much:string\t"),
        "{text}"
    );
}

/// Only the bindings of a clone have the service beside them, and both change in one run.
#[test]
fn it_is_written_with_the_bindings_of_a_clone() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy(&fixture("d2"), &folder.path().join("docs"));
    let data = folder.path().join("crates/mock/data/api.txt");
    let run = |arguments: &[&str]| xtask(arguments, folder.path());
    let gen_ = ["gen", "--docs", "docs", "--out", "crates/bindings"];
    let check = [&gen_[..], &["--check"]].concat();

    assert!(run(&gen_).status.success());
    assert!(!data.exists(), "there is no such crate");
    assert!(run(&check).status.success());

    plant(folder.path(), &[("crates/mock/Cargo.toml", b"")]);
    let output = run(&check);
    assert!(!output.status.success());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("crates/mock/data"), "{error}");
    assert!(run(&gen_).status.success());
    let text = fs::read_to_string(&data).expect("it was written");
    assert!(
        text.contains("\noperation\tv1TreeEntity_GetTreeEntity\t"),
        "{text}"
    );
    assert!(run(&check).status.success());

    fs::write(&data, text.replace("carrier", "Carrier")).expect("it is ours");
    let output = run(&gen_);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("edited-by-hand"), "{error}");
    assert_eq!(fs::read_to_string(&data).expect("it is there"), text);
}
