//! A Swagger or OpenAPI document.
#![no_main]

use std::path::Path;
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use xtask::corrections::Corrections;
use xtask::read::PublishedApi;
use xtask::source::SourceFile;
use xtask::swagger::{EnumNames, read};

fuzz_target!(|text: String| {
    let document = SourceFile::new("api.json", "api.json", text);
    let published = PublishedApi {
        documents: vec![Arc::new(document)],
        dotnet: Vec::new(),
        crmscript: Vec::new(),
        release: None,
        lacks_patch: false,
    };
    let files = read(
        Path::new("api"),
        0,
        &published,
        &[],
        &EnumNames::default(),
        Corrections::shipped(),
    );
    for file in &files.operations {
        let (page, found) = xtask::page::parse(file);
        assert!(page.is_some(), "{}\n{found:?}", file.text);
    }
});
