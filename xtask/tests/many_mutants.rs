//! Whatever is wrong with a page, there is an error or a crate that can be parsed.

mod support;

use std::path::Path;

use support::mutate::{Mutant, Mutator};
use support::workspace;
use xtask::console::Console;
use xtask::diagnostic::{MessageFormat, any_error, render};
use xtask::emit::{Manifest, emit};
use xtask::read::read_memory;
use xtask::resolve::resolve;

/// Writing Rust takes longer than all the rest: one in so many is written.
const WRITTEN: usize = 50;

#[test]
fn twenty_thousand_mutants_are_survived() {
    let sources = xtask::read::read(&workspace().join("docs/reference")).expect("the reference");
    let files: Vec<_> = [sources.operations, sources.enums, sources.types].concat();
    let mut mutator = Mutator::new(&files, 2);
    let mutants: Vec<_> = (0..20_000).map(|_| mutator.next()).collect();
    let written: usize = std::thread::scope(|scope| {
        let halves = mutants.chunks(mutants.len() / 2);
        let work = |half| {
            let files = &files;
            scope.spawn(move || {
                let half: &[Mutant] = half;
                let written = half.iter().enumerate().map(|(at, mutant)| {
                    survives(&files[mutant.page].path, mutant, at % WRITTEN == 0)
                });
                written.filter(|written| *written).count()
            })
        };
        let halves: Vec<_> = halves.map(work).collect();
        let written = halves
            .into_iter()
            .map(|half| half.join().expect("no panic"));
        written.sum()
    });
    assert!(written > 100, "{written} crates were written");
}

/// Whether Rust was written.
fn survives(path: &Path, mutant: &Mutant, is_written: bool) -> bool {
    let none = |_: &Path, _: u64| Err(std::io::Error::other("nothing is beside it").into());
    let file = [(path.to_owned(), mutant.text.clone().into_bytes())];
    let Ok(sources) = read_memory(&workspace().join("docs/reference"), file, &none) else {
        return false;
    };
    let (documentation, mut found) = xtask::load::parsed(sources, &Console::default());
    let (api, more) = resolve(&documentation);
    found.extend(more);
    for one in &found {
        assert!(
            !render(one, MessageFormat::Human, false).is_empty(),
            "{mutant}"
        );
    }
    if any_error(&found) || !is_written {
        return false;
    }
    let manifest = Manifest {
        client: "../client".into(),
        workspace: false,
        rust_version: "1.95".into(),
    };
    for (name, text) in emit(&api, &manifest) {
        if name.ends_with(".rs") {
            let parsed = syn::parse_file(&text);
            assert!(parsed.is_ok(), "{mutant}: {name}\n{text}");
        }
    }
    true
}
