//! Pages as text become pages as types, whatever dialect they are written in.

use std::fmt::Write;
use std::path::Path;

use crate::support::{
    DIALECTS, WHOLE, WHOLE_PATH, edit, fixture, pages, parsed, plant, report, source,
};
use xtask::diagnostic::any_error;
use xtask::page::{Page, ParameterRow, PropertyRow, SourcePage, Table, TypeLabel, parse, write};

const FIND_TREES: &str = "agent/Garden_Agent/v1GardenAgent_FindTrees.md";
const GET_TREE: &str = "agent/Garden_Agent/v1GardenAgent_GetTree.md";

/// The page of a file below the fixtures.
fn page(path: &str) -> SourcePage {
    let (mut pages, diagnostics) = pages(&fixture(path));
    assert!(!any_error(&diagnostics), "{}", report(&diagnostics));
    pages.pop().expect("the fixture is a page")
}

fn every_page() -> Vec<SourcePage> {
    let (pages, diagnostics) = pages(&fixture(""));
    assert!(!any_error(&diagnostics), "{}", report(&diagnostics));
    assert!(pages.len() > 25, "{} pages", pages.len());
    pages
}

/// A page as a short list of what it says.
fn outline(page: &Page) -> String {
    let mut out = format!("{} {}\n", page.http.method, page.http.path);
    let mut line = |text: String| writeln!(out, "{}", text.trim_end()).expect("a string grows");
    if let Some(prose) = &page.prose {
        line(format!("prose {:?}", **prose));
    }
    let queries = page
        .query
        .iter()
        .flat_map(|query| &query.section.table.rows);
    for row in page.path_parameters.rows.iter().chain(queries) {
        line(format!("parameter {}", parameter(row)));
    }
    if let Some(request) = &page.request {
        line(format!("request {}", *request.name));
        let rows = request.properties.iter().flat_map(|table| &table.rows);
        rows.for_each(|row| line(format!("  {}", property(row))));
    }
    let response = &page.response;
    line(format!("response {:?}", response.body.as_deref()));
    for row in &response.statuses.rows {
        line(format!("status {} {}", *row.code, *row.description));
    }
    let rows = response.properties.iter().flat_map(|table| &table.rows);
    rows.for_each(|row| line(format!("  {}", property(row))));
    out
}

fn parameter(row: &ParameterRow) -> String {
    let required = if row.required { " required" } else { "" };
    let label = row.label.lower();
    format!("{}: {label}{required} {:?}", *row.name, *row.description)
}

fn property(row: &PropertyRow) -> String {
    let label = row.label.lower();
    format!("{}: {label} {:?}", *row.name, *row.description)
}

#[test]
fn dialects_that_say_the_same_give_the_same_page() {
    let expected = page(&format!("d2/{FIND_TREES}"));
    for dialect in DIALECTS {
        let found = page(&format!("{dialect}/{FIND_TREES}"));
        assert_eq!(found.page, expected.page, "{dialect}");
    }
    insta::assert_snapshot!("find_trees", outline(&expected.page));
}

#[test]
fn dialects_differ_in_what_they_leave_out() {
    let newer = outline(&page(&format!("d2/{GET_TREE}")).page);
    for dialect in ["d1", "d1.5"] {
        let older = outline(&page(&format!("{dialect}/{GET_TREE}")).page);
        let diff = similar::TextDiff::from_lines(&older, &newer);
        let name = format!("{dialect}_and_d2").replace('.', "_");
        insta::assert_snapshot!(name, diff.unified_diff().context_radius(0).to_string());
    }
}

#[test]
fn every_fixture_is_read_to_its_last_line() {
    for SourcePage { file, page } in every_page() {
        let mut left = file.text.clone().into_bytes();
        for span in page.spans() {
            left[span.range()].fill(b' ');
        }
        let left = String::from_utf8(left).expect("spans lie on character boundaries");
        assert_eq!(left.trim(), "", "{}", file.relative);
    }
}

#[test]
fn every_fixture_written_and_read_again_is_the_same() {
    for SourcePage { file, page } in every_page() {
        let text = write(&page);
        let again = parsed(&source(&file.relative, &text));
        assert_eq!(again, page, "{}", file.relative);
        assert_eq!(write(&again), text, "{}", file.relative);
    }
}

#[test]
fn line_ends_marks_and_final_newlines_say_nothing() {
    let folder = crate::support::scratch("parse-encodings");
    let expected = parsed(&source(WHOLE_PATH, WHOLE));
    let forms = [
        ("final newline", format!("{}\n", WHOLE.trim_end())),
        ("no final newline", WHOLE.trim_end().to_owned()),
        ("Windows line ends", WHOLE.replace('\n', "\r\n")),
        ("byte order mark", format!("\u{feff}{WHOLE}")),
        (
            "both",
            format!("\u{feff}{}", WHOLE.replace('\n', "\r\n").trim_end()),
        ),
        ("blank lines at the end", format!("{WHOLE}\n\n   \n")),
    ];
    for (name, text) in forms {
        plant(&folder, &[(WHOLE_PATH, text.as_bytes())]);
        let (found, diagnostics) = pages(&folder);
        assert!(diagnostics.is_empty(), "{name}: {}", report(&diagnostics));
        assert_eq!(found[0].page, expected, "{name}");
    }
}

/// Reads rows in place of the one query parameter of the whole page.
fn query_rows(rows: &str) -> Table<ParameterRow> {
    let text = edit(
        WHOLE,
        "| by | int32 | **Required** In centimetres |\n",
        rows,
    );
    let page = parsed(&source(WHOLE_PATH, text));
    page.query.expect("the page has a query").section.table
}

#[test]
fn rows_are_read_however_they_are_laid_out() {
    let check = |rows: &str, expected: &[&str]| {
        let table = query_rows(rows);
        let found: Vec<_> = table.rows.iter().map(|row| parameter(row)).collect();
        assert_eq!(found, expected, "{rows}");
    };
    check(
        "| a | int32 |  One |\n|b|string|Two|\n",
        &["a: int32 \"One\"", "b: string \"Two\""],
    );
    check("|  a  | int32 |  |\n", &["a: int32 \"\""]);
    check("| a | int32 | |\n", &["a: int32 \"\""]);
    check(
        "| a | int32 | One\n two\n  three |\n| b | bool | Four |\n",
        &["a: int32 \"One two three\"", "b: bool \"Four\""],
    );
    check(
        "| a | int32 | One \\| two |\n",
        &["a: int32 \"One \\\\| two\""],
    );
    check(
        "| a | int32 | Ends so \\||\n",
        &["a: int32 \"Ends so \\\\|\""],
    );
    check(
        "| a | int32 | **Required** One |\n| b | int32 | Two **Required** |\n| c | int32 | **Required** |\n",
        &[
            "a: int32 required \"One\"",
            "b: int32 required \"Two\"",
            "c: int32 required \"\"",
        ],
    );
    check(
        "| a | int32 | Is it **Required** or not |\n",
        &["a: int32 \"Is it **Required** or not\""],
    );
    check(
        "| tree.bark.color | string | |\n| $top | int32 | |\n| odata.count | bool | |\n",
        &[
            "tree.bark.color: string \"\"",
            "$top: int32 \"\"",
            "odata.count: bool \"\"",
        ],
    );
    check(
        "| a | Enum: One, Two,Three | |\n",
        &["a: Enum: One, Two, Three \"\""],
    );
    check(
        "| a | int32 | One |\n\n\n| Parameter Name | Type |  Description |\n|----------------|------|--------------|\n| b | bool | Two |\n",
        &["a: int32 \"One\"", "b: bool \"Two\""],
    );
    check(
        "| grün | string | Größe λίον 五合枡 |\n| b | int32 | |\n",
        &["grün: string \"Größe λίον 五合枡\"", "b: int32 \"\""],
    );
}

#[test]
fn types_are_spelled_in_two_ways() {
    let check = |text: &str, expected: TypeLabel, spelled: &str| {
        let found = TypeLabel::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(found, expected, "{text}");
        assert_eq!(found.capitalized().to_string(), spelled, "{text}");
        let lower = found.lower().to_string();
        assert_eq!(TypeLabel::parse(&lower), Ok(found));
    };
    check("int32", TypeLabel::Int32, "Integer");
    check("Integer", TypeLabel::Int32, "Integer");
    check("bool", TypeLabel::Bool, "Boolean");
    check("double", TypeLabel::Double, "Number");
    check("date-time", TypeLabel::DateTime, "date-time");
    check("byte", TypeLabel::Byte, "byte");
    check("Array", TypeLabel::Array, "Array");
    check("Object", TypeLabel::Object, "Object");
    check("", TypeLabel::Blank, "");
    check("Tree", TypeLabel::Named("Tree".into()), "Tree");
    for bad in ["a b", "1st", "Tree<Leaf>", "Enum: A,, B", "Enum:", "-"] {
        assert!(TypeLabel::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn places_of_table_cells_are_those_of_the_file() {
    let file = source(WHOLE_PATH, WHOLE);
    let page = parsed(&file);
    let check = |span: xtask::source::Span, expected: &str, line: usize, column: usize| {
        assert_eq!(&file.text[span.range()], expected);
        let found = file.locate(span.start());
        assert_eq!((found.line, found.column), (line, column), "{expected}");
        assert_eq!(found.path, Path::new(WHOLE_PATH));
    };
    check(page.front.uid.span, "v1TreeEntity_GrowTree", 3, 6);
    check(page.http.span, "PUT /api/v1/Tree/{id}/Grow", 9, 1);
    let row = &page.path_parameters.rows[0];
    check(row.name.span, "id", 18, 3);
    check(row.description.span, "Primary key", 18, 16);
    let response = &page.response;
    let rows = response.properties.as_ref().expect("there is a table");
    check(rows.rows[1].label.span, "array", 64, 11);
}

#[test]
fn an_include_is_read_in_its_place_and_located_in_its_file() {
    let found = page(&format!("d4/{FIND_TREES}"));
    let sample = found.page.sample_response.expect("the file is included");
    let body = sample.body.expect("the sample has a body");
    let place = found.file.locate(body.span.start());
    assert!(
        place
            .path
            .ends_with("samples/response/v1GardenAgent_FindTrees.md"),
        "{}",
        place.path.display()
    );
    assert_eq!((place.line, place.column), (5, 1));
    let heading = found.file.locate(sample.heading.span().start());
    assert!(heading.path.ends_with(FIND_TREES));
    assert_eq!(heading.line, 70);
}

#[test]
fn a_page_without_its_include_is_used_with_a_warning() {
    let path = fixture("d4/agent/Garden_Agent/v1GardenAgent_Prune.md");
    let (found, diagnostics) = pages(&path);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].page.sample_response, None);
    assert!(found[0].page.sample_request.is_some());
    let codes: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["include-not-found"]);
    assert!(!any_error(&diagnostics));
}

/// The paths that a template can be, and those that would break out of an address or a text.
#[test]
fn a_path_template_is_one_that_can_be_requested() {
    let page = |path: &str| {
        let line = "PUT /api/v1/Tree/{id}/Grow\n```\n\nMakes";
        let text = edit(WHOLE, line, &line.replace("/api/v1/Tree/{id}/Grow", path));
        parse(&source(WHOLE_PATH, text))
    };
    for path in [
        "/api/v1/Tree/{id}",
        "/api/v1/Tree/{id}/$metadata",
        "/api/v1/Tree({id})",
        "/api/v1/Tree/{id}.{form}",
        "/api/v1/Tree/a%20b/~c_d-e",
        "/api/v1/{日本}",
    ] {
        let (page, found) = page(path);
        assert!(
            found.is_empty(),
            "{path}: {}",
            crate::support::report(&found)
        );
        assert_eq!(page.expect("it is whole").http.path, path);
    }
    for path in [
        "/api/",
        "/api/v1//Tree",
        "/api/v1/Tree/",
        "/api/v1/../Tree",
        "/api/v1/./Tree",
        "/api/v1/Tree/{id",
        "/api/v1/Tree/id}",
        "/api/v1/Tree/{}",
        "/api/v1/Tree/{{id}}",
        "/api/v1/Tree/{i d}",
        "/api/v1/Tree/{i`d}",
        "/api/v1/Tree/{i/d}",
        "/api/v1/Tree/{i\u{1b}d}",
        "/api/v1/Tree?id=1",
        "/api/v1/Tree#top",
        "/api/v1/Tree Grow",
        "/api/v1/Tree\tGrow",
        "/api/v1/Tree\rGrow",
        "/api/v1/Tree\u{1b}[31m",
        "/api/v1/Tree`Grow",
        "/api/v1/Tree\"Grow",
        "/api/v1/Tree\\Grow",
        "/api/v1/<script>alert(1)<script>",
        "/api/v1/Tree|Grow",
        "/api/v1/Tree^Grow",
        "/api/v1/Tree%2",
        "/api/v1/Tree%zz",
        "/api/v1/Tr\u{202e}ee",
        "/api/v1/Tr\u{200b}ee",
        "/api/v1/Träd",
        "/home/v1/Tree",
        " /api/v1/Tree",
    ] {
        let (page, found) = page(path);
        let codes: Vec<_> = found.iter().map(|found| found.code).collect();
        assert!(codes.contains(&"invalid-http-line"), "{path:?}: {codes:?}");
        assert!(page.is_none(), "{path:?}");
    }
}
