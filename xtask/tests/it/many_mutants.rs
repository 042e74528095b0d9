//! Whatever is wrong with a page, there is an error or a crate that can be parsed and compiled.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::compiler::Compiler;
use crate::support::mutate::{Mutant, Mutator};
use crate::support::workspace;
use xtask::console::Console;
use xtask::diagnostic::{MessageFormat, any_error, render};
use xtask::emit::{Files, Manifest, emit};
use xtask::read::read_memory;
use xtask::resolve::resolve;

/// Writing Rust takes longer than all the rest: one in so many is written.
const WRITTEN: usize = 50;

/// So many crates are compiled.
const COMPILED: usize = 50;

#[test]
fn twenty_thousand_mutants_are_survived() {
    let sources = xtask::read::read(&workspace().join("docs/reference")).expect("the reference");
    let files: Vec<_> = [sources.operations, sources.enums, sources.types].concat();
    let mut mutator = Mutator::new(&files, 2);
    let mutants: Vec<_> = (0..20_000).map(|_| mutator.next()).collect();
    let written: Vec<Written> = std::thread::scope(|scope| {
        let halves = mutants.chunks(mutants.len() / 2);
        let work = |half| {
            let files = &files;
            scope.spawn(move || {
                let half: &[Mutant] = half;
                let written = half.iter().enumerate().filter_map(|(at, mutant)| {
                    survives(&files[mutant.page].path, mutant, at % WRITTEN == 0)
                });
                written.collect::<Vec<_>>()
            })
        };
        let halves: Vec<_> = halves.map(work).collect();
        let written = halves
            .into_iter()
            .map(|half| half.join().expect("no panic"));
        written.flatten().collect()
    });
    assert!(written.len() > 100, "{} crates", written.len());
    let sample = written.len() / COMPILED;
    compile(written.into_iter().step_by(sample.max(1)).take(COMPILED));
}

/// What is wrong with a page, and the crate that was made of it nevertheless.
type Written = (String, Files);

/// Compiles each of some crates.
fn compile(mut written: impl Iterator<Item = Written>) {
    let first = written.next().expect("a crate was written");
    let compiler = Compiler::new(crate::support::scratch("many-mutants"), &first.1);
    let all: Vec<Written> = std::iter::once(first).chain(written).collect();
    assert_eq!(all.len(), COMPILED);
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((mutant, files)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            let name = mutant.replace(' ', "-");
            if let Err(errors) = compiler.bindings(&name, files) {
                panic!("{mutant}:\n{errors}");
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
}

/// The crate, if Rust was written.
fn survives(path: &Path, mutant: &Mutant, is_written: bool) -> Option<Written> {
    let none = |_: &Path, _: u64| Err(std::io::Error::other("nothing is beside it").into());
    let file = [(path.to_owned(), mutant.text.clone().into_bytes())];
    let Ok(sources) = read_memory(&workspace().join("docs/reference"), file, &none) else {
        return None;
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
        return None;
    }
    let manifest = Manifest {
        client: workspace().join("crates/client").display().to_string(),
        workspace: true,
        version: "0.1.0".into(),
        rust_version: "1.88".into(),
    };
    let files = emit(&api, &manifest);
    for (name, text) in &files {
        if name.ends_with(".rs") {
            let parsed = syn::parse_file(text);
            assert!(parsed.is_ok(), "{mutant}: {name}\n{text}");
        }
    }
    Some((mutant.to_string(), files))
}
