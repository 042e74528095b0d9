//! A page of any kind: parsed, resolved, its diagnostics shown, written again, Rust made of it.
#![no_main]

use std::path::PathBuf;

use libfuzzer_sys::fuzz_target;
use xtask::console::Console;
use xtask::diagnostic::{MessageFormat, any_error, render};
use xtask::emit::{Manifest, emit};
use xtask::resolve::resolve;

fuzz_target!(|data: &[u8]| {
    let file = (PathBuf::from("v1FuzzAgent_Do.md"), data.to_vec());
    let none =
        |_: &std::path::Path, _: u64| unreachable!("a page without a folder includes nothing");
    if data
        .windows(10)
        .any(|window| window.eq_ignore_ascii_case(b"[!include["))
    {
        return;
    }
    let Ok(sources) = xtask::read::read_memory("".as_ref(), [file], &none) else {
        return;
    };
    let (documentation, mut found) = xtask::load::parsed(sources, &Console::default());
    let (api, more) = resolve(&documentation);
    found.extend(more);
    for one in &found {
        assert!(!render(one, MessageFormat::Human, false).is_empty());
        assert!(!render(one, MessageFormat::Github, false).is_empty());
    }
    if !any_error(&found) {
        let manifest = Manifest {
            client: "../client".into(),
            workspace: false,
            version: "0.1.0".into(),
            rust_version: "1.88".into(),
        };
        assert!(!emit(&api, &manifest).is_empty());
    }
});
