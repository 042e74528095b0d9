//! What has changed between two documentation sets.

#[path = "diff/cases.rs"]
mod cases;
#[path = "diff/compiler.rs"]
mod compiler;
#[path = "diff/garden.rs"]
mod garden;
#[path = "diff/revisions.rs"]
mod revisions;
mod support;

use std::path::Path;

use cases::{CASES, Case, Edit};
use compiler::Compiler;
use support::garden::{Text, documentation};
use xtask::diff::{Format, Report, Step, compare};
use xtask::emit::{Files, Manifest, emit};
use xtask::resolve::{Documentation, resolve};
use xtask::workspace;

/// The garden after a change.
fn changed(case: &Case) -> Vec<Text> {
    change(garden::pages(), case)
}

fn change(mut pages: Vec<Text>, case: &Case) -> Vec<Text> {
    for edit in case.edits {
        match edit {
            Edit::Without(path) => {
                let before = pages.len();
                pages.retain(|(found, _)| !found.ends_with(path));
                assert_eq!(pages.len() + 1, before, "{}: one page is {path}", case.name);
            }
            Edit::In(path, find, put) => {
                let mut found = 0;
                for (_, text) in pages.iter_mut().filter(|(found, _)| found.ends_with(path)) {
                    assert!(text.contains(find), "{}: {find:?} in {path}", case.name);
                    *text = text.replace(find, put);
                    found += 1;
                }
                assert!(found > 0, "{}: there is no page {path}", case.name);
            }
        }
    }
    pages
}

fn read(pages: &[Text]) -> Documentation {
    documentation(&[pages])
}

/// The changes, each on a line.
fn lines(report: &Report) -> Vec<String> {
    let changes = report.changes.iter();
    changes
        .map(|change| {
            format!(
                "{} {} {} {}",
                change.class, change.item, change.name, change.kind
            )
        })
        .collect()
}

#[test]
fn each_change_has_its_class_and_step_in_both_directions() {
    let old = read(&garden::pages());
    for case in &CASES {
        let new = read(&changed(case));
        let forth = compare(("old", &old), ("new", &new));
        let back = compare(("new", &new), ("old", &old));
        let check = |report: &Report, (expected, step): (&[&str], &str)| {
            assert_eq!(
                lines(report),
                expected,
                "{}: {} → {}",
                case.name,
                report.old,
                report.new
            );
            assert_eq!(report.step().to_string(), step, "{}", case.name);
        };
        check(&forth, case.forth);
        check(&back, case.back);
    }
}

fn bindings(documentation: &Documentation, name: &str) -> Files {
    let (api, diagnostics) = resolve(documentation);
    let report = support::report(&diagnostics);
    assert!(diagnostics.is_empty(), "{name}:\n{report}");
    let manifest = Manifest {
        client: workspace::root()
            .join("crates/client")
            .display()
            .to_string(),
        workspace: true,
        rust_version: env!("CARGO_PKG_RUST_VERSION").into(),
    };
    emit(&api, &manifest)
}

/// A class is no opinion: the compiler agrees with it.
#[test]
fn a_program_stops_compiling_with_each_breaking_change_and_with_no_other() {
    let old = read(&garden::pages());
    let files = bindings(&old, "the garden");
    let compiler = Compiler::new(support::scratch("diff-programs"), &files);
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff/program.rs");
    let before = compiler.errors("before", &files, &program);
    assert_eq!(
        before,
        Ok(()),
        "the program fits the bindings of the old pages"
    );
    let mut breaking = 0;
    let mut wrong = Vec::new();
    for (index, case) in CASES.iter().enumerate() {
        let new = read(&changed(case));
        let step = compare(("old", &old), ("new", &new)).step();
        let files = bindings(&new, case.name);
        let errors = compiler.errors(&format!("after-{index}"), &files, &program);
        breaking += usize::from(step == Step::Major);
        if errors.is_err() != (step == Step::Major) {
            wrong.push(format!("{}: {step}, {errors:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(breaking >= 12, "{breaking} changes are breaking");
}

/// The changes of several cases at once.
fn several() -> Report {
    const NAMES: [&str; 8] = [
        "an operation gets another name",
        "an operation of a resource goes",
        "a parameter becomes required",
        "one more property",
        "a property has another type",
        "an operation is restricted",
        "an enum has one more member",
        "a flag has another number",
    ];
    let mut pages = garden::pages();
    for name in NAMES {
        let case = CASES.iter().find(|case| case.name == name);
        pages = change(pages, case.expect("the table has the case"));
    }
    compare(
        ("garden-1", &read(&garden::pages())),
        ("garden-2", &read(&pages)),
    )
}

#[test]
fn a_report_has_three_formats() {
    let report = several();
    for (name, format) in [
        ("human", Format::Human),
        ("md", Format::Md),
        ("json", Format::Json),
    ] {
        insta::assert_snapshot!(format!("{name}"), report.render(format));
    }
}

#[test]
fn no_change_is_said_in_words() {
    let old = read(&garden::pages());
    let report = compare(("garden-1", &old), ("garden-2", &old));
    assert_eq!(report.step(), Step::None);
    let human = report.render(Format::Human);
    assert_eq!(human, "garden-1 → garden-2\nnothing has changed\n");
    let markdown = report.render(Format::Md);
    assert_eq!(
        markdown,
        "## API changes from `garden-1` to `garden-2`\n\nSummary: nothing has changed.\n"
    );
}

/// The order of the pages does not matter.
#[test]
fn the_order_of_the_pages_changes_nothing() {
    let backwards: Vec<_> = garden::pages().into_iter().rev().collect();
    for case in &CASES {
        let mut pages = changed(case);
        let report = compare(("old", &read(&garden::pages())), ("new", &read(&pages)));
        pages.reverse();
        let same = compare(("old", &read(&backwards)), ("new", &read(&pages)));
        assert_eq!(report, same, "{}", case.name);
    }
}
