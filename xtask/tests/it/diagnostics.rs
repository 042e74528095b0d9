//! Every diagnostic names file, line and column, shows the line, and says what to do.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::support::garden::{self, enum_page, type_page};
use crate::support::{WHOLE, WHOLE_PATH, edit, fixture, model, plant, scratch, source, tree};
use xtask::diagnostic::{Diagnostic, MessageFormat, any_error, render};
use xtask::emit::{Manifest, emit};
use xtask::page::{PageFile, SourcePage, parse, parse_enum, parse_type};
use xtask::resolve::resolve;

/// A code, and what to put for which part of the whole page to get it.
const EDITS: [(&str, &str, &str); 36] = [
    (
        "misspelt-heading-of-level",
        "## Query String Parameters\n",
        "# Query String Parameters\n",
    ),
    (
        "misspelt-heading-of-space",
        "## Query String Parameters\n",
        "##Query String Parameters\n",
    ),
    (
        "misspelt-heading-of-arguments",
        "## Request Body: request \n",
        "## Request Body: reqest \n",
    ),
    (
        "misspelt-table-head-of-separator",
        "|----------------|------|--------------|\n| Water |",
        "|----------------|------|------*-------|\n| Water |",
    ),
    (
        "unexpected-content-of-table",
        "Makes a tree taller.\n",
        "Makes a tree taller.\n\n| Response | Description |\n|---|---|\n| 410 | Gone |\n",
    ),
    (
        "duplicate-row-of-restart",
        "| Light | Boolean |  |\n",
        "| Light | Boolean |  |\n\n| Property Name | Type | Description |\n|---|---|---|\n| Water | Number | Litres |\n",
    ),
    (
        "invalid-http-line-of-path",
        "PUT /api/v1/Tree/{id}/Grow\n```\n\nMakes",
        "PUT /api/v1/Tree/{id}/Grow`<script>alert(1)</script>`\n```\n\nMakes",
    ),
    (
        "misspelt-table-head",
        "| Property Name | Type |  Description |\n|----------------|------|--------------|\n| Water |",
        "| Property name | Type |  Description |\n|----------------|------|--------------|\n| Water |",
    ),
    (
        "misspelt-table-head-of-response",
        "| Property Name | Type |  Description |\n|----------------|------|--------------|\n| Height |",
        "| Property name | Type |  Description |\n|----------------|------|--------------|\n| Height |",
    ),
    (
        "misspelt-table-head-of-section",
        "| Parameter Name | Type |  Description |",
        "| Parameter Name | Typ |  Description |",
    ),
    (
        "unexpected-content-of-head",
        "| Property Name | Type |  Description |\n|----------------|------|--------------|\n| Height |",
        "| Field | Type |  Description |\n|----------------|------|--------------|\n| Height |",
    ),
    (
        "misspelt-heading",
        "## Query String Parameters\n",
        "## Query Srting Parameters\n",
    ),
    (
        "misspelt-heading-of-response",
        "### Response body: Growth\n",
        "### Response body Growth\n",
    ),
    (
        "misspelt-key",
        "uid: v1TreeEntity_GrowTree\n",
        "uid: v1TreeEntity_GrowTree\nflag: true\n",
    ),
    (
        "missing-front-matter",
        "uid: v1TreeEntity_GrowTree\n",
        "name: v1TreeEntity_GrowTree\n",
    ),
    ("missing-heading", "# PUT Tree/{id}/Grow\n", "PUT\n"),
    (
        "missing-http-line",
        "```http\nPUT /api/v1/Tree/{id}/Grow\n```\n\nMakes",
        "Makes",
    ),
    (
        "extra-http-line",
        "Grow\n```\n\nMakes",
        "Grow\nGET /api/v1/Tree\n```\n\nMakes",
    ),
    (
        "invalid-http-line",
        "PUT /api/v1/Tree/{id}/Grow\n```\n\nMakes",
        "PUSH /api/v1/Tree/{id}/Grow\n```\n\nMakes",
    ),
    ("missing-headers", "## Request Headers\n", "Headers:\n"),
    (
        "missing-table",
        "| Parameter Name | Description |\n|----------------|-------------|\n",
        "- ",
    ),
    ("missing-response", "## Response:\n", "## Answer:\n"),
    (
        "missing-statuses",
        "| Response | Description |\n|----------------|-------------|\n| 200 | OK |\n",
        "",
    ),
    (
        "unknown-type",
        "| Light | Boolean |",
        "| Light | Boolean or not |",
    ),
    (
        "unknown-type-of-body",
        "### Response body: Growth",
        "### Response body: Growth, or so",
    ),
    ("invalid-status", "| 200 | OK |", "| 2OO | OK |"),
    (
        "wrong-cell-count",
        "| Water | Number | Litres |",
        "| Water | Number | Litres | or | gallons |",
    ),
    (
        "invalid-uid",
        "uid: v1TreeEntity_GrowTree\n",
        "uid: grow-tree\n",
    ),
    (
        "invalid-name",
        "| Light | Boolean |",
        "| Li`ght | Boolean |",
    ),
    ("empty-name", "| Water | Number |", "|  | Number |"),
    (
        "duplicate-row",
        "| Light | Boolean |",
        "| Water | Boolean |",
    ),
    (
        "empty-sample",
        "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\n  \"Height\": 255,\n  \"Rings\": [\n    3,\n    4\n  ]\n}\n",
        "\n",
    ),
    (
        "invalid-sample-header",
        "200 OK\nContent-Type: application/json\n",
        "200 OK\nContent-Type application/json\n",
    ),
    (
        "invalid-sample-json",
        "\"Light\": true\n",
        "\"Light\": grün,\n",
    ),
    (
        "unexpected-content",
        "## Sample request\n",
        "## See also\n\nOther trees.\n\n## Sample request\n",
    ),
    (
        "unknown-path-parameter",
        "| id | int32 | Primary key **Required** |",
        "| id | int32 | Primary key **Required** |\n| branch | string | **Required** |",
    ),
];

/// A code, and what to put for which part of the page of an enum to get it.
const EDITS_OF_ENUMS: [(&str, &str, &str); 8] = [
    ("missing-front-matter-of-enum", "title: Mood\n", ""),
    ("missing-heading-of-enum", "# Mood Enum\n", "# Mood\n"),
    (
        "invalid-type-name-of-enum",
        "# Mood Enum\n",
        "# Good mood Enum\n",
    ),
    ("invalid-value", "|Wild|1||", "|Wild|one||"),
    ("invalid-usage", "* Property Growth.Mood", "* Growth.Mood"),
    ("duplicate-row-of-enum", "|Wild|1||", "|Calm|1||"),
    ("wrong-cell-count-of-enum", "|Wild|1||", "|Wild||"),
    (
        "unexpected-content-of-enum",
        "## Usage\n\n* Property Growth.Mood",
        "## See also\n\nOther moods.\n\n## Usage\n\n* Property Growth.Mood",
    ),
];

/// A code, and what to put for which part of the page of a carrier to get it.
const EDITS_OF_TYPES: [(&str, &str, &str); 6] = [
    ("missing-heading-of-type", "# Leaf Type\n", "# Leaf Enum\n"),
    ("invalid-type-name", "# Leaf Type\n", "# 2nd Type\n"),
    (
        "missing-properties",
        "| Property Name | Type |  Description |",
        "| Property | Type |  Description |",
    ),
    (
        "unknown-type-of-type",
        "| Width | int32 |",
        "| Width | array of |",
    ),
    ("empty-name-of-type", "| Width | int32 |", "| | int32 |"),
    (
        "invalid-usage-of-type",
        "* Property Growth.Leaf",
        "* Property Growth",
    ),
];

/// What to put for which part of both pages about types to get a code once
/// all pages are brought together.
const EDITS_OF_BOTH: [(&str, &str, &str); 15] = [
    (
        "unknown-usage",
        "* Property Growth.Mood",
        "* Property Growth.Temper",
    ),
    (
        "unknown-usage-of-operation",
        "* Property Growth.Mood",
        "* Response v1TreeEntity_Shrink",
    ),
    (
        "conflicting-usage",
        "* Property Growth.Leaf",
        "* Property Growth.Mood",
    ),
    (
        "conflicting-type-of-usage",
        "* Property Growth.Mood",
        "* Property Growth.Height",
    ),
    (
        "conflicting-type-of-carrier",
        "# Leaf Type\n\n| Property Name | Type |  Description |\n|---|---|---|\n| Width | int32 |",
        "# Growth Type\n\n| Property Name | Type |  Description |\n|---|---|---|\n| Height | string |",
    ),
    (
        "conflicting-type-of-arguments",
        "# Leaf Type\n\n| Property Name | Type |  Description |\n|---|---|---|\n| Width | int32 |",
        "# v1TreeEntity_GrowTree Type\n\n| Property Name | Type |  Description |\n|---|---|---|\n| Light | int32 |",
    ),
    ("unknown-property", "# Leaf Type\n", "# Growth Type\n"),
    (
        "unknown-property-of-operation",
        "# Leaf Type\n",
        "# v1TreeEntity_GrowTree Type\n",
    ),
    ("sample-is-no-member", "|Calm|0||", "|Cool|0||"),
    ("duplicate-type", "# Leaf Type\n", "# Mood Type\n"),
    (
        "duplicate-type-of-operation",
        "# Mood Enum\n",
        "# Growth Enum\n",
    ),
    ("unknown-type-name", "| Width | int32 |", "| Width | Twig |"),
    (
        "conflicting-type-of-response",
        "* Property Growth.Mood",
        "* Response v1TreeEntity_GrowTree",
    ),
    (
        "conflicting-type-of-request",
        "* Property Growth.Mood",
        "* Request v1TreeEntity_GrowTree",
    ),
    (
        "conflicting-type-of-parameter",
        "* Property Growth.Mood",
        "* Parameter v1TreeEntity_GrowTree.id",
    ),
];

/// What is wrong with a glossary, and its tables.
const GLOSSARIES: [(&str, &str); 8] = [
    (
        "no-sentence",
        "| Property | Meaning |\n|---|---|\n| Height | how high |\n",
    ),
    (
        "no-sentence-of-nothing",
        "| Property | Meaning |\n|---|---|\n| Height |  |\n",
    ),
    ("missing-terms", "Nothing yet.\n"),
    (
        "unknown-table",
        "| Proprety | Meaning |\n|---|---|\n| Height | How high it is. |\n",
    ),
    (
        "unknown-term",
        "| Property | Meaning |\n|---|---|\n| Heigth | How high it is. |\n",
    ),
    (
        "unknown-term-of-type",
        "| Property | Meaning |\n|---|---|\n| Grwoth.Height | How high it is. |\n",
    ),
    (
        "unknown-term-of-area",
        "| Agent | Meaning |\n|---|---|\n| Weather | Rain and snow. |\n",
    ),
    (
        "duplicate-row-of-glossary",
        "| Type | Meaning |\n|---|---|\n| Growth | How a tree grew. |\n\n\
         | Type | Meaning |\n|---|---|\n| Growth | Rings. |\n",
    ),
];

/// The codes that need a file of their own, or several pages; those of Swagger documents, of
/// imports, of pages that contradict themselves and of runs that meet are tested with them.
const OTHERS: [&str; 38] = [
    "unusual-number",
    "conflicting-header",
    "conflicting-query",
    "merge-conflict",
    "too-many-parameters",
    "conflicting-enum",
    "conflicting-description",
    "undescribed-path-parameter",
    "duplicate-operation",
    "conflicting-carrier",
    "not-utf8",
    "include-not-found",
    "include-outside",
    "include-refused",
    "too-many-includes",
    "page-too-large",
    "odd-file",
    "lone-carriage-return",
    "invalid-parameter-type",
    "same-rust-name",
    "name-too-long",
    "not-json",
    "not-an-api",
    "unknown-version",
    "unreadable-schema",
    "unreadable-operation",
    "patch-missing",
    "dropped",
    "stale-correction",
    "title-mismatch",
    "example-contradicts-table",
    "sample-contradicts-table",
    "conflicting-status",
    "another-run",
    "unfinished-run",
    "body-contradicts-headers",
    "unknown-media-type",
    "unused-type",
];

/// Everything that is found in the pages of a folder, or of several sets.
fn diagnose(folder: &Path) -> Vec<Diagnostic> {
    let (documentation, mut diagnostics) = crate::support::documentation(&[folder.to_owned()]);
    if !any_error(&diagnostics) {
        diagnostics.extend(resolve(&documentation).1);
    }
    diagnostics
}

/// Writes pages, and compares what is found in them with a snapshot.
fn check(name: &str, files: &[(&str, &[u8])]) {
    let folder = scratch(&format!("diagnostics/{name}"));
    plant(&folder, files);
    let diagnostics = diagnose(&folder);
    let code = name.split("-of-").next().expect("split gives something");
    assert!(
        diagnostics.iter().any(|found| found.code == code),
        "{name}: {diagnostics:?}"
    );
    for diagnostic in &diagnostics {
        assert!(diagnostic.help.is_some(), "{}", diagnostic.code);
        let place = diagnostic.labels.first().expect("there is a place");
        assert!(place.line > 0 && place.column > 0);
    }
    snapshot(
        name,
        &folder,
        &texts(&diagnostics, MessageFormat::Human).concat(),
    );
}

fn texts(diagnostics: &[Diagnostic], format: MessageFormat) -> Vec<String> {
    let text = |found| render(found, format, false);
    diagnostics.iter().map(text).collect()
}

/// Paths and the system's own words are not the same everywhere.
fn snapshot(name: &str, folder: &Path, text: &str) {
    let text = text.replace(&folder.display().to_string(), "docs");
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(true);
    settings.add_filter(r": [^:]* \(os error \d+\)", ": [reason]");
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn one_wrong_thing_is_named_in_its_place() {
    for (name, find, put) in EDITS {
        let text = edit(WHOLE, find, put);
        check(name, &[(WHOLE_PATH, text.as_bytes())]);
    }
}

#[test]
fn one_wrong_thing_of_a_glossary_is_named_in_its_place() {
    for (name, tables) in GLOSSARIES {
        let text = format!("---\ntitle: Glossary\nuid: glossary\n---\n\n# Glossary\n\n{tables}");
        let files = [
            (WHOLE_PATH, WHOLE.as_bytes()),
            ("glossary.md", text.as_bytes()),
        ];
        check(name, &files);
    }
    // Files of that name that are none of ours are no pages.
    let other = (
        "glossary.md",
        &b"# Glossary\n\n| Word | Sense |\n|---|---|\n| a | b |\n"[..],
    );
    let folder = scratch("diagnostics/other-glossary");
    plant(&folder, &[(WHOLE_PATH, WHOLE.as_bytes()), other]);
    assert!(diagnose(&folder).is_empty());
}

/// The whole page with a property for each of the pages about types.
fn with_types() -> [(String, String); 3] {
    let growth = edit(
        WHOLE,
        "| Rings | array | One a year |\n",
        "| Rings | array | One a year |\n| Mood | string |  |\n| Leaf | object |  |\n",
    );
    let growth = edit(
        &growth,
        "  \"Rings\": [\n",
        "  \"Mood\": \"Calm\",\n  \"Leaf\": {},\n  \"Rings\": [\n",
    );
    [
        (WHOLE_PATH.into(), growth),
        enum_page("Mood", &["Calm = 0", "Wild = 1"], &["Property Growth.Mood"]),
        type_page("Leaf", &["Width | int32"], &["Property Growth.Leaf"]),
    ]
}

#[test]
fn one_wrong_thing_of_a_page_about_a_type_is_named_in_its_place() {
    let pages = with_types();
    let whole = |pages: &[(String, String)]| -> Vec<(String, Vec<u8>)> {
        let bytes = |(path, text): &(String, String)| (path.clone(), text.clone().into_bytes());
        pages.iter().map(bytes).collect()
    };
    let check = |name: &str, pages: &[(String, String)]| {
        let files = whole(pages);
        let files: Vec<_> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_slice()))
            .collect();
        check(name, &files);
    };
    let folder = scratch("diagnostics/good-types");
    for (path, text) in whole(&pages) {
        plant(&folder, &[(&path, &text)]);
    }
    let found = diagnose(&folder);
    assert!(found.is_empty(), "{}", crate::support::report(&found));
    let edits = EDITS_OF_ENUMS.iter().chain(&EDITS_OF_TYPES);
    for (name, find, put) in edits.chain(&EDITS_OF_BOTH) {
        let mut pages = pages.clone();
        let mut places = 0;
        for (_, text) in &mut pages[1..] {
            places += text.matches(find).count();
            *text = text.replace(find, put);
        }
        assert_eq!(places, 1, "{find:?} stands once");
        check(name, &pages);
    }
}

#[test]
fn an_import_names_what_upstream_says_otherwise_of_an_enum() {
    let folder = scratch("diagnostics/conflicting-enum");
    crate::support::copy(&fixture("whole"), &folder.join("upstream"));
    let plant_enum = |set: &str, members: &[&str]| {
        let (path, text) = enum_page("Mood", members, &[]);
        plant(&folder, &[(&format!("{set}/{path}"), text.as_bytes())]);
    };
    plant_enum("reference", &["Calm = 0", "Wild = 1", "Cross"]);
    let import = |members: &[&str]| {
        plant_enum("upstream", members);
        let arguments = ["import", "--from", "upstream", "--to", "reference"];
        let output = crate::support::xtask(&arguments, &folder);
        assert!(output.status.success());
        String::from_utf8(output.stderr).expect("the output is text")
    };
    assert_eq!(import(&["Wild = 1", "Cross = 2"]), "");
    snapshot("conflicting-enum", &folder, &import(&["Wild = 2"]));
    // What upstream has more is no conflict.
    assert_eq!(import(&["Calm = 0", "Gloomy = 3"]), "");
    let page = std::fs::read_to_string(folder.join("reference/enums/Mood.md"));
    let page = page.expect("the page is there");
    let rows = "|Calm|0||\n|Wild|1||\n|Cross|2||\n|Gloomy|3||\n";
    assert!(page.ends_with(rows), "{page}");
}

#[test]
fn more_parameters_than_can_be_called_are_an_error() {
    let row = "| by | int32 | **Required** In centimetres |\n";
    let rows: String = (0..1_001)
        .map(|n| format!("| by{n} | int32 | |\n"))
        .collect();
    let page = edit(WHOLE, row, &rows);
    let page = page.replace("?by=5", "?by1=5");
    check("too-many-parameters", &[(WHOLE_PATH, page.as_bytes())]);
}

#[test]
fn a_path_without_its_row_is_an_error() {
    let text = WHOLE.replace("/Tree/{id}/Grow", "/Tree/{id}/Grow/{speed}");
    check(
        "undescribed-path-parameter",
        &[(WHOLE_PATH, text.as_bytes())],
    );
}

#[test]
fn pages_that_contradict_each_other_are_both_named() {
    let second = "rest/Tree/v1TreeEntity_GrowTreeFast.md";
    let renamed = WHOLE.replace("v1TreeEntity_GrowTree", "v1TreeEntity_GrowTreeFast");
    check(
        "duplicate-operation",
        &[
            (WHOLE_PATH, WHOLE.as_bytes()),
            (second, WHOLE.replace("/Grow", "/Rush").as_bytes()),
        ],
    );
    check(
        "duplicate-operation-of-path",
        &[
            (WHOLE_PATH, WHOLE.as_bytes()),
            (second, renamed.replace("/Tree/", "/tree/").as_bytes()),
        ],
    );
    let rushed = renamed.replace("/Grow", "/Rush");
    let slow = WHOLE.replace("v1TreeEntity_GrowTree", "v1TreeEntity_GrowTreeSlowly");
    let slow = slow.replace("/Grow", "/Creep");
    let third = "rest/Tree/v1TreeEntity_GrowTreeSlowly.md";
    let row = "| Height | int32 | In centimetres |";
    for (name, put) in [
        ("conflicting-carrier", "| Width | int32 | In centimetres |"),
        (
            "conflicting-carrier-of-near-name",
            "| Heigth | int32 | In centimetres |",
        ),
        (
            "conflicting-type-of-tables",
            "| Height | string | In centimetres |",
        ),
        (
            "conflicting-type-of-unknown-name",
            "| Height | Integr | In centimetres |",
        ),
        (
            "conflicting-description",
            "| Height | int32 | It can be null. |",
        ),
    ] {
        let odd = edit(&rushed, row, put);
        let odd = [(WHOLE_PATH, WHOLE), (second, &odd)];
        let two = odd.map(|(path, text)| (path, text.as_bytes()));
        check(&format!("{name}-of-two"), &two);
        check(name, &[two[0], two[1], (third, slow.as_bytes())]);
    }
    let misspelt = edit(&rushed, "body: Growth", "body: Grwoth");
    check(
        "unknown-type-name-of-heading",
        &[
            (WHOLE_PATH, WHOLE.as_bytes()),
            (second, misspelt.as_bytes()),
            (third, slow.as_bytes()),
        ],
    );
}

#[test]
fn a_page_without_an_identifier_is_not_passed_over() {
    let text = edit(WHOLE, "uid: v1TreeEntity_GrowTree\n", "uid:\n");
    check(
        "missing-front-matter-of-a-page-without-uid",
        &[(WHOLE_PATH, text.as_bytes())],
    );
    check(
        "missing-front-matter-of-an-empty-page",
        &[(WHOLE_PATH, b"")],
    );
}

#[test]
fn a_page_that_begins_with_a_fence_is_not_passed_over() {
    for (name, start) in [
        (
            "missing-front-matter-of-a-page-with-a-fence",
            "```js\n[]\n```\n\n",
        ),
        ("missing-front-matter-of-a-page-with-an-open-fence", "```\n"),
    ] {
        let text = format!("{start}{WHOLE}");
        check(name, &[(WHOLE_PATH, text.as_bytes())]);
    }
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let mut bytes = WHOLE.as_bytes().to_vec();
    let at = WHOLE.find("taller").expect("the page has the word");
    bytes[at] = 0xff;
    check("not-utf8", &[(WHOLE_PATH, &bytes)]);
    let row = "| Light | Boolean |  |\n";
    let both = format!("<<<<<<< HEAD\n{row}=======\n| Light | Number |  |\n>>>>>>> other\n");
    let conflict = edit(WHOLE, row, &both);
    check("merge-conflict", &[(WHOLE_PATH, conflict.as_bytes())]);
    let sample = WHOLE.find("```http_").expect("the page has a sample");
    let text = format!(
        "{}[!include[sample response](../../samples/none.md)]\n",
        &WHOLE[..sample]
    );
    check("include-not-found", &[(WHOLE_PATH, text.as_bytes())]);
    let with = |target| text.replace("../../samples/none.md", target);
    for (name, target) in [
        ("include-outside", "../../../none.md"),
        ("include-refused", "../../rest"),
    ] {
        check(name, &[(WHOLE_PATH, with(target).as_bytes())]);
    }
    let old = edit(WHOLE, "taller", "tal\rler");
    check("lone-carriage-return", &[(WHOLE_PATH, old.as_bytes())]);
    let directive = "[!include[x](../../nothing.md)]\n";
    let many = format!("{}{}", &WHOLE[..sample], directive.repeat(33));
    check(
        "too-many-includes",
        &[(WHOLE_PATH, many.as_bytes()), ("nothing.md", b"")],
    );
    let large = format!("{WHOLE}{}", " ".repeat(16 << 20));
    check("page-too-large", &[(WHOLE_PATH, large.as_bytes())]);
    check(
        "odd-file",
        &[(WHOLE_PATH, WHOLE.as_bytes()), ("notes.md/x.txt", b"")],
    );
}

#[test]
fn a_mistake_in_an_included_file_is_shown_there() {
    let folder = scratch("diagnostics/included");
    crate::support::copy(&fixture("d4"), &folder);
    let path = "samples/response/v1GardenAgent_FindTrees.md";
    let text = std::fs::read_to_string(folder.join(path)).expect("the fixture is there");
    plant(
        &folder,
        &[(
            path,
            edit(&text, "\"TreeId\": 12", "\"TreeId\": twelve").as_bytes(),
        )],
    );
    let diagnostics: Vec<_> = diagnose(&folder)
        .into_iter()
        .filter(Diagnostic::is_error)
        .collect();
    // The path of an include is the page's with the directive's behind it.
    let shown = texts(&diagnostics, MessageFormat::Human).concat();
    snapshot("included", &folder, &shown);
}

/// The place begins in the page and ends in the file that is included in it.
#[test]
fn a_mistake_that_reaches_into_an_included_file_is_shown_where_it_begins() {
    let folder = scratch("diagnostics/reaching");
    for length in 1..60 {
        let included = format!("{} |\n| Soil | String | |", "x".repeat(length));
        let text = edit(
            WHOLE,
            "| Water | Number | Litres |\n| Light | Boolean |  |\n",
            "| Water | Number | Litres | or\n[!include[x](../../s.md)]\n| é五合枡é五合枡é五合枡é五合枡é五合枡é五合枡 | Boolean | |\n",
        );
        plant(
            &folder,
            &[(WHOLE_PATH, text.as_bytes()), ("s.md", included.as_bytes())],
        );
        let diagnostics = diagnose(&folder);
        assert!(any_error(&diagnostics), "{length}");
        for diagnostic in &diagnostics {
            assert!(!render(diagnostic, MessageFormat::Human, false).is_empty());
            assert!(
                diagnostic.labels[0].path.ends_with(WHOLE_PATH),
                "{diagnostic:?}"
            );
        }
    }
}

#[test]
fn programs_read_diagnostics_too() {
    let text = edit(WHOLE, "\"Light\": true\n", "\"Light\": \"100 %,\n");
    let folder = scratch("diagnostics/formats");
    plant(&folder, &[(WHOLE_PATH, text.as_bytes())]);
    let diagnostics = diagnose(&folder);
    for (name, format) in [
        ("json", MessageFormat::Json),
        ("github", MessageFormat::Github),
    ] {
        let texts = texts(&diagnostics, format);
        assert!(
            texts
                .iter()
                .all(|text| text.trim_end().lines().count() == 1),
            "one line each: {texts:?}"
        );
        snapshot(name, &folder, &texts.concat());
    }
    let json = &texts(&diagnostics, MessageFormat::Json)[0];
    let value: serde_json::Value = serde_json::from_str(json).expect("a line is JSON");
    assert_eq!(value["code"], "invalid-sample-json");
    assert_eq!(value["places"][0]["line"], 78);
}

#[test]
fn one_run_names_all_mistakes_of_a_page() {
    let text = edit(WHOLE, "| Light | Boolean |", "| Light | so - so |");
    let text = edit(&text, "| 200 | OK |", "| two | OK |");
    let text = edit(&text, "Accept: application/json\nCon", "Accept\nCon");
    let (_, diagnostics) = parse(&source(WHOLE_PATH, text));
    let codes: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(
        codes,
        ["unknown-type", "invalid-status", "invalid-sample-header"]
    );
}

#[test]
fn every_code_has_its_test() {
    let mut codes = BTreeSet::new();
    for (path, content) in tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        // Its configuration has codes of its own, and tests of its own.
        if path.starts_with("lint/") {
            continue;
        }
        let text = String::from_utf8(content).expect("sources are UTF-8");
        for call in ["error(", "warning(", "missing("] {
            let arguments = text.split(call).skip(1).map(str::trim_start);
            for argument in arguments {
                let code = argument
                    .strip_prefix('"')
                    .and_then(|rest| rest.split_once('"'));
                let Some((code, _)) = code else { continue };
                assert!(
                    code.bytes()
                        .all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit()),
                    "{path}: {code:?} is no code"
                );
                codes.insert(code.to_owned());
            }
        }
    }
    let tested: BTreeSet<_> = EDITS
        .iter()
        .chain(&EDITS_OF_ENUMS)
        .chain(&EDITS_OF_TYPES)
        .chain(&EDITS_OF_BOTH)
        .map(|(name, ..)| *name)
        .chain(GLOSSARIES.iter().map(|(name, _)| *name))
        .chain(OTHERS)
        .map(|name| name.split("-of-").next().unwrap_or(name).to_owned())
        .collect();
    assert_eq!(codes, tested, "codes in the sources, and those tested here");
}

/// Whatever a page says, there is a page or an error, and each finding can be
/// shown; of a page that can be used there is a crate.
fn survives(what: &str, path: &str, text: String) {
    // Writing Rust takes longer than all the rest: some of the pages do.
    let is_written = text.len().is_multiple_of(12);
    let file = source(path, text);
    let (page, diagnostics) = parse(&file);
    for diagnostic in &diagnostics {
        for format in [
            MessageFormat::Human,
            MessageFormat::Json,
            MessageFormat::Github,
        ] {
            assert!(!render(diagnostic, format, false).is_empty());
        }
    }
    assert!(
        page.is_some() || any_error(&diagnostics),
        "{what} of {path}: neither page nor error"
    );
    let Some(page) = page.filter(|_| !any_error(&diagnostics)) else {
        return;
    };
    let file = file.into();
    let (api, diagnostics) = resolve(&vec![SourcePage { file, page }].into());
    assert!(diagnostics.iter().all(|found| !found.labels.is_empty()));
    if is_written && !any_error(&diagnostics) {
        emit(&api, &manifest());
    }
}

fn manifest() -> Manifest {
    Manifest {
        client: "../client".into(),
        workspace: false,
        version: "0.1.0".into(),
        rust_version: "1.88".into(),
    }
}

fn fixtures() -> Vec<(String, String)> {
    tree(&fixture(""))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".md") && !path.contains("samples/"))
        .map(|(path, content)| (path, String::from_utf8(content).expect("fixtures are text")))
        .collect()
}

#[test]
fn a_page_that_breaks_off_or_lacks_a_line_never_stops_the_program() {
    for (path, text) in fixtures() {
        let lines: Vec<_> = text.split_inclusive('\n').collect();
        for at in 0..lines.len() {
            survives("start", &path, lines[..at].concat());
            let without = [&lines[..at], &lines[at + 1..]].concat().concat();
            survives("page without a line", &path, without);
        }
    }
}

#[test]
fn a_page_with_other_characters_never_stops_the_program() {
    const SIGNS: [&str; 20] = [
        "|", "`", "#", "\n", "\n\n", "\\", "é", "五", "{", "}", "\"", "\0", "-", " ", "    ", "\t",
        "<", "*", "---\n", "```",
    ];
    for (path, text) in fixtures() {
        let bounds: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
        for step in 0..120 {
            // Every sign meets every fixture, at places spread over all of it.
            let at = bounds[(step * 7919 + step * step * 31) % bounds.len()];
            let sign = SIGNS[step % SIGNS.len()];
            let skip = text[at..].chars().next().map_or(0, char::len_utf8);
            let replaced = format!("{}{sign}{}", &text[..at], &text[at + skip..]);
            survives("page with another character", &path, replaced);
            let more = format!("{}{sign}{}", &text[..at], &text[at..]);
            survives("page with one more character", &path, more);
        }
    }
}

/// As [`survives`], for one of the pages about types beside good ones.
fn survives_of_type(what: &str, page: usize, text: String) {
    let pages = with_types();
    let (path, _) = &pages[page];
    let mut documentation = garden::documentation(&[&pages]);
    let file = source(path, text);
    let diagnostics = if page == 1 {
        let (found, diagnostics) = parse_enum(&file);
        assert!(
            found.is_some() || any_error(&diagnostics),
            "{what} of {path}"
        );
        let file = Arc::new(file);
        documentation.enums = found
            .into_iter()
            .map(|page| PageFile {
                file: file.clone(),
                page,
            })
            .collect();
        diagnostics
    } else {
        let (found, diagnostics) = parse_type(&file);
        assert!(
            found.is_some() || any_error(&diagnostics),
            "{what} of {path}"
        );
        let file = Arc::new(file);
        documentation.types = found
            .into_iter()
            .map(|page| PageFile {
                file: file.clone(),
                page,
            })
            .collect();
        diagnostics
    };
    let good = !any_error(&diagnostics);
    let (api, found) = if good {
        resolve(&documentation)
    } else {
        Default::default()
    };
    for diagnostic in diagnostics.iter().chain(&found) {
        assert!(!diagnostic.labels.is_empty(), "{what} of {path}");
        assert!(!render(diagnostic, MessageFormat::Human, false).is_empty());
    }
    if good && !any_error(&found) {
        emit(&api, &manifest());
    }
}

#[test]
fn a_page_about_a_type_never_stops_the_program() {
    const SIGNS: [&str; 22] = [
        "|",
        "`",
        "#",
        "\n",
        "\n\n",
        "\\",
        "é",
        "五",
        "{",
        "}",
        "\"",
        "\0",
        "-",
        " ",
        "    ",
        "\t",
        "<",
        "*",
        "---\n",
        "```",
        ".",
        "9999999999999999999",
    ];
    for page in [1, 2] {
        let (_, text) = &with_types()[page];
        let lines: Vec<_> = text.split_inclusive('\n').collect();
        for at in 0..lines.len() {
            survives_of_type("start", page, lines[..at].concat());
            let without = [&lines[..at], &lines[at + 1..]].concat().concat();
            survives_of_type("page without a line", page, without);
        }
        for (at, c) in text.char_indices() {
            for sign in SIGNS {
                let rest = &text[at + c.len_utf8()..];
                survives_of_type(
                    "page with another character",
                    page,
                    format!("{}{sign}{rest}", &text[..at]),
                );
                survives_of_type(
                    "page with one more character",
                    page,
                    format!("{}{sign}{c}{rest}", &text[..at]),
                );
            }
        }
    }
}

#[test]
fn names_of_any_kind_never_stop_the_program() {
    let names = [
        "type",
        "self",
        "Self",
        "crate",
        "_",
        "__",
        "2nd",
        "²",
        "名前",
        "💥",
        "a b",
        "a-b",
        "",
        "'",
        "É",
        "ª",
        "١",
        "a`b",
        "\"",
        "\\",
        "r#type",
        "super",
        "Option",
        "String",
        "Vec",
        "where",
        "additional_properties",
        "body",
        "query",
        "content",
        "client",
        "types",
        "Request",
    ];
    let places = [
        "| Water |",
        "| Height |",
        "| by |",
        "body: Growth",
        "Light | Boolean",
        "Body: request",
        "GrowTree\n---",
        "uid: v1TreeEntity",
    ];
    for place in places {
        for name in names {
            let put = match place {
                "| Water |" | "| Height |" | "| by |" => format!("| {name} |"),
                "body: Growth" => format!("body: {name}"),
                "Light | Boolean" => format!("Light | {name}"),
                "Body: request" => format!("Body: {name}"),
                "GrowTree\n---" => format!("{name}\n---"),
                _ => format!("uid: v1{name}Entity"),
            };
            let text = edit(WHOLE, place, &put);
            let file = source(WHOLE_PATH, &text);
            let (page, diagnostics) = parse(&file);
            let Some(page) = page.filter(|_| !any_error(&diagnostics)) else {
                continue;
            };
            let file = file.into();
            let pages = [SourcePage { file, page }];
            if any_error(&resolve(&pages.to_vec().into()).1) {
                continue;
            }
            // What does not parse as Rust panics.
            let written = std::panic::catch_unwind(|| emit(&model(&pages), &manifest()));
            assert!(written.is_ok(), "{name:?} in place of {place:?}");
        }
    }
}
