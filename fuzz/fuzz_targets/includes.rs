//! Includes in a page, each of the same text.
#![no_main]

use std::path::{Path, PathBuf};

use libfuzzer_sys::fuzz_target;
use xtask::read::resolve_includes;

fuzz_target!(|texts: (String, String)| {
    let (page, included) = texts;
    let read = |_: &Path, most: u64| {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        Ok(included.chars().take(most / 4).collect())
    };
    let (file, found) = resolve_includes(PathBuf::from("a/b.md"), "a/b.md".into(), page, &read);
    for at in (0..=file.text.len()).filter(|at| file.text.is_char_boundary(*at)) {
        assert!(file.locate(at).line > 0);
    }
    drop(found);
});
