//! What has changed between two documentation sets.

mod cases;
mod garden;
mod grove;
mod revisions;
use std::path::Path;

use crate::support::compiler::Compiler;
use crate::support::garden::{Text, documentation, type_page};
use cases::{CASES, Case, Edit};
use xtask::diff::{Format, Report, Step, compare};
use xtask::emit::{Files, Manifest, emit};
use xtask::page::Documentation;
use xtask::resolve::resolve;
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
    each_is_told(garden::pages, &CASES);
    each_is_told(grove::pages, &grove::CASES);
}

fn each_is_told(pages: fn() -> Vec<Text>, cases: &[Case]) {
    let old = read(&pages());
    for case in cases {
        let new = read(&change(pages(), case));
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

/// A page about a carrier that operations describe adds no type, but says more of a property.
#[test]
fn a_page_about_a_carrier_changes_types() {
    let old = read(&garden::pages());
    let mut pages = garden::pages();
    pages.push(type_page("Plant", &["Sown | date", "Label | string"], &[]));
    let new = read(&pages);
    for (one, two, before, after) in [
        (&old, &new, "date-time", "date"),
        (&new, &old, "date", "date-time"),
    ] {
        let report = compare(("one", one), ("two", two));
        assert_eq!(lines(&report), ["breaking property Plant.Sown retyped"]);
        let change = &report.changes[0];
        assert_eq!(change.before.as_deref(), Some(before));
        assert_eq!(change.after.as_deref(), Some(after));
        assert_eq!(report.summary.types, 1);
    }
}

fn bindings(documentation: &Documentation, name: &str) -> Files {
    let (api, diagnostics) = resolve(documentation);
    let report = crate::support::report(&diagnostics);
    assert!(diagnostics.is_empty(), "{name}:\n{report}");
    let manifest = Manifest {
        client: workspace::root()
            .join("crates/client")
            .display()
            .to_string(),
        workspace: true,
        version: env!("CARGO_PKG_VERSION").into(),
        rust_version: "1.88".into(),
    };
    emit(&api, &manifest)
}

/// A class is no opinion: the compiler agrees with it.
#[test]
fn a_program_stops_compiling_with_each_breaking_change_and_with_no_other() {
    let breaking = the_compiler_agrees("garden", garden::pages, &CASES, "program.rs");
    assert!(breaking >= 12, "{breaking} changes are breaking");
    the_compiler_agrees("grove", grove::pages, &grove::CASES, "grove_program.rs");
}

/// Compiles a program against the bindings before and after each change. Gives how many are breaking.
fn the_compiler_agrees(
    name: &str,
    pages: fn() -> Vec<Text>,
    cases: &[Case],
    program: &str,
) -> usize {
    let old = read(&pages());
    let files = bindings(&old, name);
    let compiler = Compiler::new(crate::support::scratch(&format!("diff-{name}")), &files);
    let program = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/diff")
        .join(program);
    let before = compiler.errors("before", &files, &program);
    assert_eq!(
        before,
        Ok(()),
        "the program fits the bindings of the old pages"
    );
    let mut breaking = 0;
    let mut wrong = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let new = read(&change(pages(), case));
        let step = compare(("old", &old), ("new", &new)).step();
        let files = bindings(&new, case.name);
        let errors = compiler.errors(&format!("after-{index}"), &files, &program);
        breaking += usize::from(step == Step::Major);
        if errors.is_err() != (step == Step::Major) {
            wrong.push(format!("{}: {step}, {errors:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    breaking
}

/// A side without pages about types is read with those of the other one: what they say is no
/// change, and what operations' pages say still is.
#[test]
fn pages_about_types_on_one_side_alone_change_nothing() {
    let is_operation = |(path, _): &Text| path.starts_with("operations/");
    let full = read(&garden::pages());
    let mut bare = garden::pages();
    bare.retain(is_operation);
    let report = compare(("bare", &read(&bare)), ("full", &full));
    assert_eq!(lines(&report), Vec::<String>::new());
    let report = compare(("full", &full), ("bare", &read(&bare)));
    assert_eq!(lines(&report), Vec::<String>::new());

    let case = CASES
        .iter()
        .find(|case| case.name == "a property has another type")
        .expect("the table has the case");
    let report = compare(("bare", &read(&bare)), ("full", &read(&changed(case))));
    assert_eq!(lines(&report), case.forth.0);
}

/// Where no side has pages about types, a value without a type is left out by its pages.
#[test]
fn what_a_side_leaves_out_is_breaking_and_stands_apart() {
    let is_operation = |(path, _): &Text| path.starts_with("operations/");
    let mut old = garden::pages();
    old.retain(is_operation);
    // `Crops` shows what it holds, and is named after the property that holds it.
    let new: Vec<Text> = old
        .iter()
        .map(|(path, text)| {
            let text = text.replace("[{\"Kind\": \"text\", \"Weight\": 1}]", "[]");
            (path.clone(), text)
        })
        .collect();
    let (old, new) = (read(&old), read(&new));
    let report = compare(("old", &old), ("new", &new));
    assert_eq!(lines(&report), ["breaking property Plant.Crops untyped"]);
    assert_eq!(report.summary.left_out, 1);
    assert_eq!(report.summary.operations_changed, 0);
    let human = report.render(Format::Human);
    let expected = "left out by the pages of one side\n  breaking       property Plant.Crops untyped: array of Crop → array of any (2 operations)\n";
    assert!(human.starts_with(expected), "{human}");
    let back = compare(("new", &new), ("old", &old));
    assert_eq!(lines(&back), ["breaking property Plant.Crops typed"]);
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
    // As a second set, its pages lie in another folder.
    let new = documentation(&[&[], &pages]);
    compare(("garden-1", &read(&garden::pages())), ("garden-2", &new))
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

#[test]
fn the_program_writes_each_format_and_fails_on_pages_that_cannot_be_used() {
    let folder = crate::support::scratch("diff-program");
    let write = |name: &str, pages: &[Text]| {
        for (path, text) in pages {
            crate::support::plant(&folder.join(name), &[(path, text.as_bytes())]);
        }
    };
    write("old", &garden::pages());
    write("new", &changed(&CASES[0]));
    let run = |arguments: &[&str]| {
        let output = crate::support::xtask(arguments, &folder);
        (output.status.success(), output.stdout, output.stderr)
    };
    let (_, human, _) = run(&["diff", "old", "new"]);
    let human = String::from_utf8(human).expect("reports are UTF-8");
    assert!(human.ends_with("1 breaking, 0 additions, 0 of documentation; version: major\n"));
    let (_, markdown, _) = run(&["diff", "old", "new", "--format", "md"]);
    assert!(markdown.starts_with(b"## API changes from `old` to `new`\n"));
    let (_, json, _) = run(&["diff", "old", "new", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json).expect("the report is JSON");
    assert_eq!(
        json["changes"][0]["old"]["file"],
        "old/operations/v1GardenAgent_Dig.md"
    );

    let (path, text) = &garden::pages()[0];
    write("new", &[(path.replace("Plant", "Again"), text.clone())]);
    let (is_good, report, errors) = run(&["diff", "old", "new"]);
    let errors = String::from_utf8_lossy(&errors);
    assert!(!is_good && report.is_empty());
    assert!(errors.contains("error[duplicate-operation]"), "{errors}");
    assert!(errors.contains("new cannot be used"), "{errors}");

    // Pages that contradict each other end the comparison too.
    write("contradiction", &garden::pages());
    write(
        "contradiction",
        &[type_page("Plant", &["PlantId | string"], &[])],
    );
    let (is_good, report, errors) = run(&["diff", "old", "contradiction"]);
    let errors = String::from_utf8_lossy(&errors);
    assert!(!is_good && report.is_empty());
    assert!(errors.contains("error[conflicting-type]"), "{errors}");
    assert!(errors.contains("contradiction cannot be used"), "{errors}");
}

/// What programs rely on stands in the guide.
#[test]
fn every_key_and_word_of_the_json_is_described() {
    let guide = crate::support::workspace().join("docs/api-changes.md");
    let guide = std::fs::read_to_string(guide).expect("the guide can be read");
    let report = several().render(Format::Json);
    let report: serde_json::Value = serde_json::from_str(&report).expect("the report is JSON");
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value
            .as_object()
            .into_iter()
            .flat_map(|object| object.keys().cloned())
            .collect()
    };
    let change = &report["changes"][0];
    let mut words: Vec<_> = [&report, &report["summary"], change, &change["new"]]
        .into_iter()
        .flat_map(keys)
        .collect();
    for line in CASES
        .iter()
        .flat_map(|case| case.forth.0.iter().chain(case.back.0))
    {
        let words_of_line: Vec<_> = line.split(' ').collect();
        words.extend([words_of_line[0], words_of_line[words_of_line.len() - 1]].map(str::to_owned));
        words.push(words_of_line[1..words_of_line.len() - 2].join("-"));
    }
    for word in words {
        assert!(
            guide.contains(&format!("`{word}`")),
            "{word} is not described"
        );
    }
}
