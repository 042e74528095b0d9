//! What has changed between releases of the upstream documentation.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::support::{corpus, workspace};
use serde_json::Value;
use xtask::console::Console;
use xtask::diff::{Change, ChangeKind, Class, Item, Report, Step, Summary, compare};
use xtask::emit::{Manifest, emit};
use xtask::import::{self, Prose};
use xtask::page::{Documentation, Page, PageFile, parse};
use xtask::resolve::{is_date_time, resolve};
use xtask::source::SourceFile;

fn read(folder: &Path) -> Documentation {
    let (documentation, diagnostics) = crate::support::documentation(&[folder.to_owned()]);
    assert!(
        diagnostics.is_empty(),
        "{}",
        crate::support::report(&diagnostics)
    );
    documentation
}

fn release(name: &str) -> Documentation {
    read(&corpus(name))
}

fn diff(old: &Documentation, new: &Documentation) -> Report {
    compare(("old", old), ("new", new))
}

/// The changes that a test is about.
fn named(report: &Report, item: Item, kind: ChangeKind) -> Vec<&Change> {
    let changes = report.changes.iter();
    changes
        .filter(|change| (change.item, change.kind) == (item, kind))
        .collect()
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn a_release_adds_five_operations_and_changes_three() {
    let (old, new) = (release("10.2.1"), release("10.2.2"));
    let report = diff(&old, &new);
    let expected = Summary {
        operations_added: 5,
        operations_changed: 3,
        response_property_sets: 3,
        additions: 7,
        ..Summary::default()
    };
    assert_eq!(report.summary, expected);
    assert_eq!(report.step(), Step::Minor);
    let properties = named(&report, Item::Property, ChangeKind::Added);
    let names: Vec<_> = properties.iter().map(|change| &*change.name).collect();
    assert_eq!(names, ["Ticket.ProjectName", "Ticket.SaleHeading"]);
    for property in properties {
        assert_eq!(
            property.operations.len(),
            3,
            "one change for three operations"
        );
    }

    // What was added is what is gone the other way round.
    let back = diff(&new, &old);
    assert_eq!(back.summary.operations_removed, 5);
    assert_eq!(back.summary.operations_changed, 3);
    assert_eq!(back.summary.breaking, 7);
    assert_eq!(back.step(), Step::Major);
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn two_dialects_differ_by_their_api_alone() {
    let (old, new) = (release("2022"), release("10.2.2"));
    let report = diff(&old, &new);
    let expected = Summary {
        operations_added: 171,
        operations_removed: 0,
        operations_renamed: 5,
        // By their tables 171; four more by what samples show of the elements of an array.
        operations_changed: 175,
        response_property_sets: 170,
        request_property_sets: 26,
        // They are no longer restricted.
        operations_described: 12,
        // What the pages of one of the dialects leave out; the bindings differ by it all the same.
        left_out: 192,
        breaking: 213,
        additions: 244,
        documentation: 15,
        // No path, parameter, status or type.
        ..Summary::default()
    };
    assert_eq!(report.summary, expected);
    let open = named(&report, Item::Operation, ChangeKind::Unrestricted);
    assert_eq!(open.len(), 12);
    // What the five have in common with others of their method and path is the place alone:
    // the parameters that have changed are all theirs.
    let renamed = named(&report, Item::Operation, ChangeKind::Renamed);
    let renamed: BTreeSet<_> = renamed
        .iter()
        .flat_map(|change| &change.operations)
        .collect();
    assert_eq!(renamed.len(), 5);
    for change in &report.changes {
        if matches!(change.item, Item::Parameter | Item::Status)
            || change.kind == ChangeKind::Retyped
        {
            let mut operations = change.operations.iter();
            assert!(operations.all(|uid| renamed.contains(uid)), "{change:?}");
        }
    }
    // The only property that others have lost.
    let removed = named(&report, Item::Property, ChangeKind::Removed);
    let lost: BTreeSet<_> = removed
        .iter()
        .filter(|change| change.operations.iter().any(|uid| !renamed.contains(uid)))
        .map(|change| change.name.rsplit('.').next().unwrap_or_default())
        .collect();
    assert_eq!(lost, BTreeSet::from(["UserGroupIds"]));
    let is_in_samples =
        |change: &&Change| change.name.ends_with("GetContactSummary.Tickets.IconHint");
    let in_samples = report.changes.iter().find(is_in_samples);
    assert_eq!(in_samples.map(|change| change.operations.len()), Some(4));
}

/// The types of all functions, by operation, as the generated files have them.
fn signatures(documentation: &Documentation) -> BTreeMap<String, String> {
    let (api, diagnostics) = resolve(documentation);
    assert!(
        diagnostics.is_empty(),
        "{}",
        crate::support::report(&diagnostics)
    );
    let manifest = Manifest {
        client: "../client".into(),
        workspace: false,
        version: "0.1.0".into(),
        rust_version: "1.88".into(),
    };
    let files = emit(&api, &manifest);
    let areas = files.iter().filter(|(path, _)| !path.contains("/types/"));
    let functions = areas.flat_map(|(path, text)| {
        let functions = text.split("\npub fn ").skip(1);
        functions.map(move |function| (path, function))
    });
    functions
        .map(|(path, function)| {
            let (head, body) = function.split_once(" {\n").expect("a function has a body");
            let uid = body.split('"').nth(1).expect("a request has an identifier");
            let head = head.split_whitespace().collect::<Vec<_>>().join(" ");
            let head = head
                .replace("< ", "<")
                .replace("( ", "(")
                .replace(", >", ">")
                .replace(", )", ")");
            let (name, arguments) = head.split_once('(').expect("a function has arguments");
            // Names of arguments are no part of the type.
            let arguments: Vec<_> = arguments.split(", ").map(without_name).collect();
            (
                uid.to_owned(),
                format!("{path}: {name}({}", arguments.join(", ")),
            )
        })
        .collect()
}

fn without_name(argument: &str) -> &str {
    match argument.split_once(": ") {
        Some((_, ty)) => ty,
        None => argument,
    }
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn every_function_of_another_type_stands_in_a_breaking_change() {
    let (old, new) = (release("2022"), release("10.2.2"));
    let (before, after) = (signatures(&old), signatures(&new));
    for (one, two, report) in [
        (&before, &after, diff(&old, &new)),
        (&after, &before, diff(&new, &old)),
    ] {
        let breaking = report.changes.iter();
        let breaking = breaking.filter(|change| change.class == Class::Breaking);
        let told: BTreeSet<_> = breaking.flat_map(|change| &change.operations).collect();
        let differs = |(uid, signature): &(&String, &String)| {
            two.get(*uid).is_some_and(|other| other != *signature)
        };
        let differing: Vec<_> = one.iter().filter(differs).map(|(uid, _)| uid).collect();
        assert!(differing.len() >= 83, "{} differ", differing.len());
        for uid in differing {
            assert!(told.contains(uid), "{uid}: {} → {}", one[uid], two[uid]);
        }
    }
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn an_import_changes_nothing() {
    let folder = corpus("10.2.2");
    let upstream = read(&folder);
    // With the pages about types that the repository has, as far as this release has what they are about.
    let to = crate::support::scratch("diff-import");
    for pages in ["enums", "types"] {
        let own = workspace().join("docs/reference").join(pages);
        crate::support::copy(&own, &to.join(pages));
    }
    let options = import::Options {
        from: folder,
        to: to.clone(),
        prose: Prose::Facts,
        remove: false,
        release: None,
    };
    import::import(&options, &Console::default()).expect("the pages are good");
    let reference = read(&to);
    assert_eq!(diff(&upstream, &reference).changes, []);
    assert_eq!(diff(&reference, &upstream).changes, []);
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn other_samples_are_no_change() {
    for name in ["2022", "10.2.2"] {
        let pages = release(name);
        let random = randomised(&pages);
        assert_eq!(diff(&pages, &random).changes, [], "{name}");
        assert_eq!(diff(&random, &pages).changes, [], "{name}");
    }
    let (old, new) = (release("2022"), release("10.2.2"));
    let (plain, random) = (diff(&old, &new), diff(&randomised(&old), &randomised(&new)));
    assert_eq!(plain.summary, random.summary);
    let facts = |report: Report| -> Vec<Change> {
        let mut changes = report.changes;
        for change in &mut changes {
            (change.old, change.new) = (None, None);
        }
        changes
    };
    assert_eq!(facts(plain), facts(random));
}

/// The same pages with other values in all samples.
fn randomised(documentation: &Documentation) -> Documentation {
    let mut random = Random(1);
    let mut changed = 0;
    let pages = documentation.operations.iter();
    let operations = pages.map(|page| {
        let text = with_other_samples(&page.page, &page.file.text, &mut random);
        changed += usize::from(text != page.file.text);
        let file = SourceFile::new(page.file.path.clone(), page.file.relative.clone(), text);
        let (page, diagnostics) = parse(&file);
        assert!(
            diagnostics.is_empty(),
            "{}",
            crate::support::report(&diagnostics)
        );
        PageFile {
            file: Arc::new(file),
            page: page.expect("a page without diagnostics is whole"),
        }
    });
    let documentation = Documentation {
        operations: operations.collect(),
        enums: documentation.enums.clone(),
        types: documentation.types.clone(),
        glossaries: Vec::new(),
    };
    assert!(changed > 2000, "{changed} pages have other samples");
    documentation
}

fn with_other_samples(page: &Page, text: &str, random: &mut Random) -> String {
    let samples = page.sample_response.iter().chain(&page.sample_request);
    let bodies = samples.filter_map(|sample| Some((sample.body.as_ref()?.span, sample.json()?)));
    let mut bodies: Vec<_> = bodies.collect();
    bodies.sort_by_key(|(span, _)| std::cmp::Reverse(span.start()));
    let mut text = text.to_owned();
    for (span, value) in bodies {
        let mut value = value.clone();
        random.change(&mut value);
        text.replace_range(span.range(), &format!("{value:#}"));
    }
    text
}

/// Xorshift: the same numbers on each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    /// Another value of the same kind; arrays get other lengths, but keep what they hold.
    fn change(&mut self, value: &mut Value) {
        match value {
            Value::Null => {}
            Value::Bool(bool) => *bool = self.below(2) == 0,
            Value::Number(_) => {
                *value = match self.below(3) {
                    0 => Value::from(self.below(1_000)),
                    1 => Value::from(self.below(1 << 40)),
                    _ => Value::from(self.below(1_000) as f64 / 8.0),
                }
            }
            Value::String(text) => *text = self.text(text),
            Value::Array(elements) => {
                if let Some(first) = elements.first().cloned() {
                    let length = 1 + self.below(3) as usize;
                    *elements = vec![first; length];
                }
                for element in elements {
                    match element {
                        // A sample alone says what numbers an array holds, and arguments have that type.
                        Value::Number(_) => *element = self.below(1_000).into(),
                        element => self.change(element),
                    }
                }
            }
            Value::Object(entries) => {
                entries.values_mut().for_each(|entry| self.change(entry));
            }
        }
    }

    fn text(&mut self, text: &str) -> String {
        if is_date_time(text) {
            let (year, month, day) = (
                1990 + self.below(50),
                1 + self.below(12),
                1 + self.below(28),
            );
            return format!(
                "{year}-{month:02}-{day:02}T{:02}:30:00.5+02:00",
                self.below(24)
            );
        }
        let length = self.below(12);
        let letters = (0..length).map(|_| char::from(b'a' + self.below(26) as u8));
        letters.collect()
    }
}
