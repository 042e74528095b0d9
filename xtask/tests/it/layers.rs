//! Imports go one way, files import each other in no circle, and no file is long.

use std::path::{Path, PathBuf};

use crate::support::imports::{Imports, circle, imports, is_within};

/// The modules of the generator, the lowest first: what everything needs, from pages to the model,
/// from the model to texts, commands.
const GENERATOR: &str = "\
    area first near visible workspace facts source diagnostic console output optimized read serve \
    page model corrections resolve swagger load \
    words emit catalog \
    openapi generate lint stats diff report import update watch arguments";

/// What is made of the model, which knows no page and no Markdown.
const BEHIND_THE_MODEL: [&str; 6] = [
    "words",
    "emit",
    "catalog",
    "openapi::document",
    "openapi::operation",
    "openapi::schema",
];

/// What it does not know.
const PAGES: [&str; 6] = ["read", "page", "corrections", "swagger", "resolve", "load"];

fn source(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(of)
}

/// The files of a crate but its root, which knows all.
fn files(of: &str, name: &str) -> Imports {
    let mut files = imports(&source(of), name);
    files.remove("");
    files
}

fn generator() -> Imports {
    files("src", "xtask")
}

fn client() -> Imports {
    files("../crates/client/src", "client")
}

#[test]
fn modules_of_the_generator_import_from_those_above_them_alone() {
    let layers: Vec<_> = GENERATOR
        .split_whitespace()
        .map(|name| vec![name])
        .collect();
    let layers: Vec<&[&str]> = layers.iter().map(Vec::as_slice).collect();
    check_layers(&generator(), &layers);
}

fn check_layers(files: &Imports, layers: &[&[&str]]) {
    let layer = |file: &str| {
        let module = file.split("::").next().unwrap_or_default();
        let layer = layers.iter().position(|layer| layer.contains(&module));
        layer.unwrap_or_else(|| panic!("{module} has no place in the table"))
    };
    let known = layers.iter().flat_map(|layer| layer.iter());
    for module in known {
        assert!(files.contains_key(*module), "{module} is no module");
    }
    for (file, imported) in files {
        let mut imported = imported.iter();
        let wrong = imported.find(|other| layer(other) > layer(file));
        assert_eq!(wrong, None, "{file} imports what stands below it");
    }
}

#[test]
fn nothing_behind_the_model_knows_pages() {
    for (file, imported) in generator() {
        let is_behind = BEHIND_THE_MODEL
            .iter()
            .any(|module| is_within(&file, module));
        let is_page = |other: &&String| PAGES.iter().any(|module| is_within(other, module));
        let page = imported.iter().find(is_page).filter(|_| is_behind);
        assert_eq!(page, None, "{file} imports it");
    }
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    assert_eq!(circle(&generator()), None);
    assert_eq!(circle(&client()), None);
}

#[test]
fn one_file_of_the_client_is_unsafe() {
    let is_unsafe = |path: &Path| {
        let text = std::fs::read_to_string(path).expect("the file can be read");
        let marks = ["unsafe {", "unsafe impl", "unsafe trait", "unsafe_code"];
        marks.iter().any(|mark| text.contains(mark))
    };
    let folder = source("../crates/client/src");
    let mut files: Vec<_> = walkdir::WalkDir::new(&folder)
        .into_iter()
        .map(|entry| entry.expect("the folder can be read").into_path())
        .filter(|path| path.is_file() && is_unsafe(path))
        .collect();
    files.sort();
    assert_eq!(files, [folder.join("carrier/erased/mod.rs")]);
}

#[test]
fn circles_are_found_however_they_are_written() {
    let check = |files: &[(&str, &str)], expected: Option<&[&str]>| {
        let folder = tempfile::tempdir().expect("there is a temporary folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("it lies in the folder"))
                .and_then(|()| std::fs::write(&path, text))
                .expect("the file can be written");
        }
        let files = imports(folder.path(), "some");
        assert_eq!(circle(&files).as_deref(), expected, "{files:?}");
    };
    let b = ("b.rs", "pub fn f() { crate::a::g(); }");
    check(
        &[("a.rs", "use crate::{b, c::C};"), b],
        Some(&["a", "b", "a"]),
    );
    check(
        &[("a.rs", "fn g() { vec![super::b::f()]; }"), b],
        Some(&["a", "b", "a"]),
    );
    let root = ("lib.rs", "mod a; mod b;\npub use b::{f, other as o};");
    check(
        &[root, ("a.rs", "use crate::{o};"), b],
        Some(&["a", "b", "a"]),
    );
    let part = ("a/part.rs", "use super::super::b;");
    check(
        &[("a.rs", "use part::P;"), part, b],
        Some(&["a", "a::part", "b", "a"]),
    );
    // Comments, tests, and what a file takes from the module that it is a part of.
    check(&[("a.rs", "// use crate::b;"), b], None);
    check(
        &[("a.rs", "#[cfg(test)]\nmod tests { use crate::b; }"), b],
        None,
    );
    check(
        &[("a/mod.rs", "use part::P;"), ("a/part.rs", "use super::A;")],
        None,
    );
}

#[test]
fn no_source_file_is_long() {
    const MOST: usize = 400;
    const MEDIAN: usize = 120;
    for folder in ["src", "../crates/client/src"] {
        let files = walkdir::WalkDir::new(source(folder)).into_iter();
        let mut lengths: Vec<_> = files
            .map(|entry| entry.expect("the folder can be read").into_path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
            .map(|path| {
                let text = std::fs::read_to_string(&path).expect("the file can be read");
                (text.lines().count(), path)
            })
            .collect();
        lengths.sort();
        let long: Vec<_> = lengths.iter().filter(|(lines, _)| *lines > MOST).collect();
        assert!(long.is_empty(), "more than {MOST} lines: {long:#?}");
        let (median, _) = lengths[lengths.len() / 2];
        assert!(
            median <= MEDIAN,
            "half of the files have more than {median} lines"
        );
    }
}
