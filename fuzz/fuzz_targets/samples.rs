//! The sample response of a page that is good but for it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xtask::page::{SourcePage, parse};
use xtask::resolve::resolve;
use xtask::source::SourceFile;

const HEAD: &str =
    include_str!("../../xtask/tests/fixtures/whole/rest/Tree/v1TreeEntity_GrowTree.md");

fuzz_target!(|sample: String| {
    let (head, _) = HEAD
        .split_once("HTTP/1.1 200 OK")
        .expect("the fixture has a sample");
    let file = SourceFile::new(
        "a.md",
        "a.md",
        format!("{head}HTTP/1.1 200 OK\n\n{sample}\n```\n"),
    );
    if let (Some(page), _) = parse(&file) {
        let file = file.into();
        drop(resolve(&vec![SourcePage { file, page }].into()));
    }
});
