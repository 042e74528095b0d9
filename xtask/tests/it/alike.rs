//! What operations that are alike have in common: arguments, parameters, statuses and headers.

use std::path::Path;

use crate::support::garden::{Text, documentation, enum_page, operation};
use crate::support::{edit, plant, report, tree, xtask_outside};
use xtask::diagnostic::Diagnostic;
use xtask::resolve::resolve;

/// So many pages that their statuses and headers are compared.
const MANY: usize = 32;

const QUERY: &str = "## Query String Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n\
    | $select | string | |\n| depth | int32 | |\n\n";

/// Operations of an agent that give one tree each.
fn gives() -> Vec<Text> {
    let page = |number: usize| {
        let uid = format!("v1GardenAgent_GiveTree{number:02}");
        let page = operation(&uid)
            .query("$select | string")
            .query("depth | int32")
            .response("Tree", &["TreeId | int32"], "{ \"TreeId\": 1 }")
            .page();
        let rows = "| 200 | OK |\n| 404 | No tree |\n";
        (page.0, edit(&page.1, "| 200 | OK |\n", rows))
    };
    (0..MANY).map(page).collect()
}

/// What is wrong with one page: the code, what stands there, what instead, how many errors.
const FAULTS: [(&str, &str, &str, usize); 9] = [
    ("conflicting-query", QUERY, "", 1),
    ("conflicting-query", "| $select | string | |\n", "", 1),
    ("conflicting-query", "| depth | int32 | |\n", "", 1),
    ("conflicting-query", "| depth |", "| deptt |", 1),
    ("conflicting-status", "| 404 | No tree |\n", "", 1),
    (
        "conflicting-status",
        "| 404 | No",
        "| 404 | No |\n| 418 | No",
        1,
    ),
    ("conflicting-status", "| 404 | No", "| 405 | No", 2),
    (
        "conflicting-header",
        "| Accept |",
        "| Season | Which |\n| Accept |",
        1,
    ),
    (
        "conflicting-status",
        "| 200 |",
        "| 206 | Part |\n| 200 |",
        1,
    ),
];

/// Runs the program on a folder, and gives what it says and how it ends.
fn run(arguments: &[&str], folder: &Path) -> (String, bool) {
    let output = xtask_outside(arguments, folder);
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).expect("the output is text");
    (said, output.status.success())
}

const LINT: [&str; 3] = ["lint", "--docs", "upstream"];
const IMPORT: [&str; 5] = ["import", "--from", "upstream", "--to", "docs"];

fn planted(pages: &[Text]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (path, text) in pages {
        let path = format!("upstream/{path}");
        plant(folder.path(), &[(&path, text.as_bytes())]);
    }
    folder
}

#[test]
fn what_all_operations_of_a_kind_have_lint_misses_on_one_and_an_import_writes() {
    let expected = {
        let folder = planted(&gives());
        let (said, _) = run(&LINT, folder.path());
        assert_eq!(said, "no findings\n");
        let (said, _) = run(&IMPORT, folder.path());
        assert!(!said.contains("warning"), "{said}");
        tree(&folder.path().join("docs"))
    };
    for odd in [0, 17] {
        for (code, find, put, count) in FAULTS {
            let mut pages = gives();
            pages[odd].1 = edit(&pages[odd].1, find, put);
            let folder = planted(&pages);
            let warning = format!("warning[{code}]");

            let (said, is_fine) = run(&LINT, folder.path());
            assert!(!is_fine, "{put:?}");
            assert_eq!(said.matches(&warning).count(), count, "{put:?}: {said}");
            assert!(said.contains(&pages[odd].0), "{said}");
            // Of two errors the summary shows the second without its places.
            assert!(said.matches(".md:").count() >= 2, "both places: {said}");

            let (said, is_fine) = run(&IMPORT, folder.path());
            assert!(is_fine, "{said}");
            assert_eq!(said.matches(&warning).count(), count, "{put:?}: {said}");
            assert!(said.contains("as most others say"), "{said}");
            let (said, _) = run(&["lint", "--docs", "docs"], folder.path());
            // A parameter that no other page has stays, and is nobody's mistake.
            assert_eq!(said, "no findings\n", "{put:?}");
            let written = tree(&folder.path().join("docs"));
            if put != "| deptt |" {
                let differ = written
                    .iter()
                    .filter(|(path, text)| expected[*path] != **text);
                let differ: Vec<_> = differ.map(|(path, _)| path).collect();
                assert!(differ.is_empty(), "{put:?}: {differ:?}");
            }
        }
    }
}

#[test]
fn an_import_leaves_no_operation_without_success() {
    let mut pages = gives();
    pages[3].1 = edit(&pages[3].1, "| 200 |", "| 206 |");
    let folder = planted(&pages);
    let (said, is_fine) = run(&IMPORT, folder.path());
    assert!(is_fine, "{said}");
    assert_eq!(
        said.matches("warning[conflicting-status]").count(),
        1,
        "{said}"
    );
    assert!(said.contains("correct one of them"), "{said}");
    let written = tree(&folder.path().join("docs"));
    let page = &written["agent/Garden_Agent/v1GardenAgent_GiveTree03.md"];
    assert!(String::from_utf8_lossy(page).contains("| 206 |"));
}

/// Operations with an argument, of one agent or of as many; one says another type.
fn takes(count: usize, agents: bool, odd: &str) -> Vec<Text> {
    let page = |number: usize| {
        let agent = if agents {
            format!("{number:02}")
        } else {
            String::new()
        };
        let uid = format!("v1Garden{agent}Agent_Grow{number:02}");
        let label = if number == 2 { odd } else { "Integer" };
        let row = format!("Depth | {label}");
        operation(&uid)
            .request(&[&row], "{ \"Depth\": null }")
            .page()
    };
    let pages = (0..count).map(page);
    pages.chain([enum_page("Mood", &["Calm"], &[])]).collect()
}

fn found(pages: &[Text]) -> (Vec<&'static str>, String) {
    let (_, found) = resolve(&documentation(&[pages]));
    let errors: Vec<Diagnostic> = found.into_iter().filter(Diagnostic::is_error).collect();
    let codes = errors.iter().map(|found| found.code).collect();
    (codes, report(&errors))
}

#[test]
fn one_argument_of_many_decides_nothing() {
    for (odd, is_fine) in [
        ("Integer", true),
        // Nothing is said.
        ("", true),
        ("String", false),
        ("Boolean", false),
        ("Array of Integer", false),
        ("any", false),
        ("Mood", false),
    ] {
        for (count, agents) in [(7, false), (21, true)] {
            let mut pages = takes(count, agents, odd);
            let (codes, text) = found(&pages);
            let expected: &[_] = if is_fine { &[] } else { &["conflicting-type"] };
            assert_eq!(codes, expected, "{odd}: {text}");
            if is_fine {
                continue;
            }
            assert!(text.contains("_Grow02.md:"), "{text}");
            assert_eq!(text.matches(".md:").count(), 2, "both places: {text}");
            pages.reverse();
            assert_eq!(found(&pages), (codes, text), "whatever the order");

            let folder = planted(&pages);
            let (said, _) = run(&LINT, folder.path());
            assert_eq!(
                said.matches("warning[conflicting-type]").count(),
                1,
                "{said}"
            );
            let (said, is_fine) = run(&IMPORT, folder.path());
            assert!(
                is_fine && said.contains("warning[conflicting-type]"),
                "{said}"
            );
            let (said, is_fine) = run(&["gen", "--docs", "docs", "--out", "crate"], folder.path());
            assert!(is_fine, "{said}");
        }
    }
}

#[test]
fn few_arguments_of_one_name_may_be_of_several_types() {
    for (count, agents) in [(6, false), (20, true)] {
        let (codes, text) = found(&takes(count, agents, "String"));
        assert!(codes.is_empty(), "{text}");
    }
    // Tables of requests know no dates.
    let dates = |odd: &str| {
        let page = |number: usize| {
            let label = if number == 2 { odd } else { "date-time" };
            let row = format!("At | {label}");
            operation(&format!("v1GardenAgent_Grow{number:02}"))
                .request(&[&row], "{ \"At\": null }")
                .page()
        };
        (0..8).map(page).collect::<Vec<_>>()
    };
    let (codes, text) = found(&dates("String"));
    assert!(codes.is_empty(), "{text}");
    assert_eq!(found(&dates("Integer")).0, ["conflicting-type"]);
}

#[test]
fn pages_that_lose_types_tell_nothing_of_others() {
    let mut pages = gives();
    pages[17].1 = edit(&pages[17].1, QUERY, "");
    let said_of = |pages: &[Text]| {
        let folder = planted(pages);
        let (said, is_fine) = run(&IMPORT, folder.path());
        assert!(is_fine, "{said}");
        let mut written = tree(&folder.path().join("docs"));
        let page = written.remove("agent/Garden_Agent/v1GardenAgent_GiveTree17.md");
        let page = page.expect("the page is written");
        let has_query = String::from_utf8_lossy(&page).contains("$select");
        (said, has_query)
    };
    let (said, has_query) = said_of(&pages);
    assert!(
        has_query && said.contains("warning[conflicting-query]"),
        "{said}"
    );
    for page in &mut pages {
        page.1 = edit(&page.1, "| TreeId | int32 |", "| TreeId | |");
    }
    let (said, has_query) = said_of(&pages);
    assert!(!has_query && !said.contains("warning"), "{said}");
}
