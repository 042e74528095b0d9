//! Facts that are known to be wrong upstream, and their one home.

use std::path::PathBuf;

use crate::support::garden::{enum_page, operation};
use crate::support::swagger::{garden, pages_with, plant_pair};
use crate::support::{corpus, edit, source};
use xtask::corrections::Corrections;
use xtask::page::{Documentation, parse, parse_enum, write, write_enum};
use xtask::swagger::EnumNames;

const FILE: &str = include_str!("../../corrections.toml");

fn parsed(text: &str) -> Corrections {
    Corrections::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn place(at: &str, is: &str, not: &str) -> String {
    format!("[[place]]\nat = \"{at}\"\nis = \"{is}\"\nnot = [\"{not}\"]\nreason = \"We looked.\"\n")
}

#[test]
fn the_file_is_read_and_a_wrong_one_is_not() {
    parsed(FILE);
    let check = |text: &str, expected: &str| {
        let error = Corrections::parse(text).expect_err(text);
        assert!(error.contains(expected), "{error}");
    };
    check("[[places]]\n", "unknown field `places`");
    check(&place("Tree.Height", "int32", "string"), "Tree.Height");
    check(
        &place("Property Tree.Height", "array of", "string"),
        "array of",
    );
    check(&place("Property Tree.Height", "int32", "so so"), "so so");
    let once = place("Property Tree.Height", "int32", "string");
    check(&once.repeat(2), "`Property Tree.Height` stands twice");
    check(
        &edit(&once, "reason = \"We looked.\"\n", ""),
        "missing field `reason`",
    );
    check("days = [\"Born\"]", "`Born` is no property");
    check("time-spans = [\"Break\"]", "`Break` is no property");
    check(
        "[[type]]\nname = \"Leaf\"\nproperties = { Width = 1 }",
        "`Width` has no type",
    );
    let named = "[[enum]]\nname = \"Mood\"\nat = [\"Property Tree.Mood\"]\n";
    let other = edit(named, "\"Mood\"", "\"Temper\"");
    check(
        &format!("{named}{other}"),
        "`Property Tree.Mood` stands twice",
    );
    check(&named.repeat(2), "`Mood` stands twice");
    let request = "[[request]]\noperation = \"v1TreeEntity_Grow\"\nreason = \"We looked.\"\n\
                   properties = {}\n";
    check(&request.repeat(2), "`v1TreeEntity_Grow` stands twice");
}

/// The page of pruning, with corrections.
fn corrected(corrections: &str, page: &str) -> Result<(String, bool), String> {
    let file = source("v1GardenAgent_Prune.md", page);
    let mut page = crate::support::parsed(&file);
    let mut diagnostics = Vec::new();
    let changed = parsed(corrections).correct_operation(&file, &mut page, &mut diagnostics);
    match crate::support::report(&diagnostics) {
        report if report.is_empty() => Ok((write(&page), changed)),
        report => Err(report),
    }
}

#[test]
fn a_place_of_an_operation_is_corrected() {
    let page = operation("v1GardenAgent_Prune")
        .request(&["Depth | string", "Others | array"], "{\"Depth\": \"1\"}")
        .response(
            "Tree",
            &["Height | string", "Parent | Tree"],
            "{\"Height\": \"1\"}",
        )
        .page()
        .1;
    let check = |corrections: &str, expected: &str| {
        let (text, changed) = corrected(corrections, &page).expect("it applies");
        assert!(changed && text.contains(expected), "{text}");
        // Samples show what was wrong.
        assert!(!text.contains("## Sample"), "{text}");
        // What is right already stays.
        let again = corrected(corrections, &text).expect("it applies");
        assert_eq!(again, (text, false));
    };
    check(
        &place(
            "Request property v1GardenAgent_Prune.Depth",
            "int32",
            "string",
        ),
        "| Depth | Integer |",
    );
    check(
        &place(
            "Request property v1GardenAgent_Prune.Others",
            "array of Tree",
            "array",
        ),
        "| Others | Array of Tree |",
    );
    check(
        &place("Property Tree.Height", "double", "string"),
        "| Height | double |",
    );
    check(
        &place("Response v1GardenAgent_Prune", "array of string", "Tree"),
        "### Response body: array of string\n",
    );
    // A cell that says nothing contradicts nothing.
    let blank = operation("v1GardenAgent_Prune")
        .request(&["Depth | "], "{\"Depth\": 1}")
        .page()
        .1;
    let depth = place(
        "Request property v1GardenAgent_Prune.Depth",
        "int32",
        "string",
    );
    let (text, _) = corrected(&depth, &blank).expect("it applies");
    assert!(text.contains("| Depth | Integer |"), "{text}");
    // Elsewhere, nothing happens.
    let (_, changed) =
        corrected(&place("Property Shrub.Height", "double", "int32"), &page).expect("it applies");
    assert!(!changed);
}

#[test]
fn a_body_is_corrected_whether_its_page_names_a_type_or_not() {
    let page = operation("v1GardenAgent_Prune")
        .body("tree", &[], "\"text\"")
        .page()
        .1;
    let corrections = place("Request v1GardenAgent_Prune", "string", "byte");
    for heading in ["## Request Body: tree", "## Request Body: tree byte"] {
        let page = edit(&page, "## Request Body: tree", heading);
        let (text, changed) = corrected(&corrections, &page).expect("it applies");
        assert!(
            changed && text.contains("## Request Body: tree string\n"),
            "{text}"
        );
    }
}

#[test]
fn a_body_takes_the_place_of_the_query_that_it_holds() {
    let page = operation("v1GardenAgent_Prune")
        .query("ids | array")
        .query("tree.height | int32")
        .query("tree.keeper.name | string")
        .query("treeless | bool")
        .page()
        .1;
    let corrections = "[[request]]\noperation = \"v1GardenAgent_Prune\"\nreason = \"We looked.\"\n\
                       properties = { ids = \"array of int32\", tree = \"Tree\" }\n";
    let (text, changed) = corrected(corrections, &page).expect("it applies");
    assert!(changed);
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("body_in_place_of_the_query", text);
    });
    assert_eq!(
        corrected(corrections, &text).expect("it applies"),
        (text, false)
    );
}

#[test]
fn a_correction_that_no_longer_applies_is_an_error() {
    let page = operation("v1GardenAgent_Prune")
        .request(&["Depth | bool"], "{\"Depth\": true}")
        .page()
        .1;
    let at = "Request property v1GardenAgent_Prune.Depth";
    let report = corrected(&place(at, "int32", "string"), &page).expect_err("it is stale");
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("stale", report);
    });
    // In a document as well.
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    plant_pair(folder.path(), &garden());
    for (at, is) in [
        ("Property Gardener.Name", "int32"),
        ("Request v1TreeEntity_DeleteTrees", "array of string"),
        ("Response v1TreeEntity_GetNames", "string"),
        ("Request property v1GardenAgent_Prune.When", "date"),
    ] {
        let corrections = parsed(&place(at, is, "byte"));
        let (_, diagnostics) = pages_with(folder.path(), &EnumNames::default(), &corrections);
        let codes: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, ["stale-correction"], "{at}");
        assert!(diagnostics[0].is_error());
    }
}

#[test]
fn numbers_of_members_are_filled_in_and_replaced_where_they_are_known_to_be_wrong() {
    let check = |facts: &str, expected: &str| {
        let (path, text) = enum_page("Mood", &["Calm = 4", "Wild"], &[]);
        let (page, _) = parse_enum(&source(&path, text));
        let mut page = page.expect("it is a good one");
        let facts = format!("[[enum]]\nname = \"Mood\"\n{facts}");
        parsed(&facts).correct_enum(&mut page);
        let text = write_enum(&page);
        assert!(text.contains(expected), "{text}");
    };
    let members = "members = { Calm = 1, Wild = 2 }\n";
    check(members, "|Calm|4||\n|Wild|2||\n");
    check(
        &format!("{members}is-right = true\n"),
        "|Calm|1||\n|Wild|2||\n",
    );
    check("flags = true\n", "\nflags: true\n");
    check("", "|Calm|4||\n|Wild|||\n");
    check("members = { Wild = \"\" }\n", "|Calm|4||\n|Wild|||\n");
}

/// A page that claims a place for its type loses it, where the place is known to have another one.
#[test]
fn usages_of_a_corrected_place_go() {
    let claim = |name: &str| {
        let (path, text) = enum_page(
            name,
            &["Calm"],
            &["Property Tree.Mood", "Property Tree.Temper"],
        );
        let (page, _) = parse_enum(&source(&path, text));
        let mut page = page.expect("it is a good one");
        parsed(&place("Property Tree.Mood", "Temper", "Mood")).correct_enum(&mut page);
        page.usage.lines.len()
    };
    assert_eq!((claim("Mood"), claim("Temper")), (1, 2));
}

/// All pages of a release; those of documents without any correction.
fn pages(release: &str) -> Documentation {
    let folder = corpus(release);
    let sources =
        xtask::read::read_sets(std::slice::from_ref(&folder)).expect("the corpus can be read");
    if sources.published.is_empty() {
        return crate::support::documentation(&[folder]).0;
    }
    let (texts, _) = pages_with(&folder, &EnumNames::default(), &parsed(""));
    let operations = texts
        .into_iter()
        .filter(|(path, _)| !path.starts_with("enums/"));
    let mut all = Documentation::default();
    for (path, text) in operations {
        let file = source(&path, text);
        if path.starts_with("types/") {
            let page = xtask::page::parse_type(&file).0.expect("a good page");
            all.types.push(xtask::page::PageFile {
                file: file.into(),
                page,
            });
        } else {
            let page = parse(&file).0.expect("a good page");
            all.operations.push(xtask::page::SourcePage {
                file: file.into(),
                page,
            });
        }
    }
    all
}

/// One correction, alone, changes something somewhere.
#[test]
#[ignore = "needs ../shared/corpus"]
fn every_correction_applies_to_a_release() {
    let releases = ["2022", "10.2.1", "10.2.2", "12.2"].map(pages);
    let file: toml::Table = toml::from_str(FILE).expect("it is TOML");
    for kind in ["place", "request"] {
        for entry in file[kind].as_array().expect("a list") {
            let alone = toml::Table::from_iter([(kind.to_owned(), vec![entry.clone()].into())]);
            let corrections = parsed(&alone.to_string());
            let operations = releases.iter().flat_map(|release| &release.operations);
            let changed = operations.filter(|source| {
                let mut page = source.page.clone();
                corrections.correct_operation(&source.file, &mut page, &mut Vec::new())
            });
            let types = releases.iter().flat_map(|release| &release.types);
            let changed_types = types.filter(|source| {
                let mut page = source.page.clone();
                corrections.correct_type(&source.file, &mut page, &mut Vec::new());
                page != source.page
            });
            if changed.count() + changed_types.count() == 0 {
                assert!(names_an_enum(&file, entry), "{entry}");
            }
        }
    }
}

/// Whether a list of members has another name with a correction than without.
fn names_an_enum(file: &toml::Table, entry: &toml::Value) -> bool {
    let folder = corpus("12.2");
    let enums = file["enum"].as_array().expect("a list").iter();
    let enums: Vec<toml::Value> = enums
        .filter(|facts| Some(&facts["name"]) == entry.get("is"))
        .map(|facts| toml::Table::from_iter([("name".to_owned(), facts["name"].clone())]).into())
        .collect();
    let with = toml::Table::from_iter([
        ("place".to_owned(), vec![entry.clone()].into()),
        ("enum".to_owned(), enums.into()),
    ]);
    let texts = |text: &str| pages_with(&folder, &EnumNames::default(), &parsed(text)).0;
    texts("") != texts(&with.to_string())
}

/// What the shipped facts say of enums is of enums that are there, and which of them are flags is
/// known without the reference too.
#[test]
fn facts_about_enums_are_about_those_of_the_reference() {
    let folder = crate::support::workspace().join("docs/reference/enums");
    let file: toml::Table = toml::from_str(FILE).expect("it is TOML");
    for entry in file["enum"].as_array().expect("a list") {
        let name = entry["name"].as_str().expect("a name");
        let path: PathBuf = folder.join(format!("{name}.md"));
        let text = std::fs::read_to_string(&path);
        let text = text.unwrap_or_else(|_| panic!("{} is there", path.display()));
        let is_flags = entry
            .get("flags")
            .is_some_and(|flag| flag.as_bool() == Some(true));
        assert!(!is_flags || text.contains("\nflags: true\n"), "{name}");
    }
}
