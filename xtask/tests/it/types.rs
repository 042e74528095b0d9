//! Pages about enums and carriers: what is read of them and written again.

use std::fmt::Debug;
use std::path::Path;

use serde_json::Value;

use crate::support::garden::{enum_page, flags_page, type_page};
use crate::support::{corpus, parsed_by, source, workspace};
use xtask::diagnostic::Diagnostic;
use xtask::page::{
    EnumPage, FrontMatter, Structure, Table, TypeLabel, TypePage, Usage, parse_enum, parse_type,
    write_enum, write_type,
};
use xtask::source::{SourceFile, Span, Spanned};

type Parse<Page> = fn(&SourceFile) -> (Option<Page>, Vec<Diagnostic>);

/// Reads a page, and proves that writing and reading it again gives the same.
fn round<Page: Debug + PartialEq>(
    file: &SourceFile,
    parse: Parse<Page>,
    write: fn(&Page) -> String,
) -> Page {
    let page = parsed_by(parse, file);
    let text = write(&page);
    let again = parsed_by(parse, &source(&file.relative, text.clone()));
    assert_eq!(again, page, "{}", file.relative);
    assert_eq!(write(&again), text, "{}", file.relative);
    page
}

fn enumeration(text: &str) -> EnumPage {
    let file = source("enums/Mood.md", text);
    let page = round(&file, parse_enum, write_enum);
    covers(&file, enum_spans(&page));
    page
}

fn carrier(text: &str) -> TypePage {
    let file = source("types/Leaf.md", text);
    let page = round(&file, parse_type, write_type);
    covers(&file, type_spans(&page));
    page
}

/// Every place of a file lies in one of these.
fn covers(file: &SourceFile, spans: Vec<Span>) {
    let mut left = file.text.clone().into_bytes();
    for span in spans {
        left[span.range()].fill(b' ');
    }
    let left = String::from_utf8(left).expect("spans lie on character boundaries");
    assert_eq!(left.trim(), "", "{}", file.relative);
}

fn enum_spans(page: &EnumPage) -> Vec<Span> {
    let EnumPage {
        front,
        flags: _,
        generated: _,
        name,
        prose,
        sample,
        members,
        usage,
    } = page;
    let mut spans = head(front, name, " Enum", prose.as_ref(), sample.as_ref());
    table(&mut spans, members);
    list(&mut spans, usage);
    spans
}

fn type_spans(page: &TypePage) -> Vec<Span> {
    let TypePage {
        front,
        generated: _,
        name,
        prose,
        sample,
        properties,
        usage,
    } = page;
    let mut spans = head(front, name, " Type", prose.as_ref(), sample.as_ref());
    table(&mut spans, properties);
    list(&mut spans, usage);
    spans
}

/// The span of a name begins behind the heading's `# ` and ends before its kind, that of a sample lies
/// between the lines of its fence.
fn head(
    front: &FrontMatter,
    name: &Spanned<String>,
    kind: &str,
    prose: Option<&Spanned<String>>,
    sample: Option<&Spanned<Value>>,
) -> Vec<Span> {
    let heading = Span::new(name.span.start() - "# ".len(), name.span.end() + kind.len());
    let mut spans = vec![heading];
    structure(&mut spans, &front.block);
    spans.extend(prose.map(|prose| prose.span));
    let fence =
        |span: Span| Span::new(span.start() - "```json\n".len(), span.end() + "\n```".len());
    spans.extend(sample.map(|sample| fence(sample.span)));
    spans
}

fn structure(spans: &mut Vec<Span>, structure: &Structure) {
    spans.extend(&structure.0);
}

fn table<Row>(spans: &mut Vec<Span>, table: &Table<Row>) {
    structure(spans, &table.head);
    spans.extend(table.rows.iter().map(|row| row.span));
}

/// The span of a line begins behind its bullet.
fn list(spans: &mut Vec<Span>, usage: &Usage) {
    structure(spans, &usage.heading);
    let bullet = |span: Span| Span::new(span.start() - "* ".len(), span.end());
    spans.extend(usage.lines.iter().map(|line| bullet(line.span)));
}

#[test]
fn an_enum_has_members_with_and_without_values() {
    let check = |members: &[&str], expected: &[(&str, Option<i64>)]| {
        for (page, flags) in [
            (enum_page("Mood", members, &["Property Tree.Mood"]), false),
            (flags_page("Mood", members, &["Property Tree.Mood"]), true),
        ] {
            let page = enumeration(&page.1);
            let rows = page.members.rows.iter();
            let found: Vec<_> = rows
                .map(|row| (row.name.as_str(), *row.value.value))
                .collect();
            assert_eq!(found, expected);
            assert_eq!(page.flags, flags);
            assert_eq!(*page.name, "Mood");
            assert_eq!(*page.front.uid, "enum-mood");
        }
    };
    check(
        &["Calm = 0", "Wild = 1"],
        &[("Calm", Some(0)), ("Wild", Some(1))],
    );
    check(&["Calm", "Wild"], &[("Calm", None), ("Wild", None)]);
    check(
        &["Cross = -1", "Old = -9223372036854775808", "Wild"],
        &[("Cross", Some(-1)), ("Old", Some(i64::MIN)), ("Wild", None)],
    );
    // Two names of one value, and names that begin in any way.
    check(
        &["Calm = 1", "calm = 1", "_low = 2", "2nd = 3", "é五 = 4"],
        &[
            ("Calm", Some(1)),
            ("calm", Some(1)),
            ("_low", Some(2)),
            ("2nd", Some(3)),
            ("é五", Some(4)),
        ],
    );
}

#[test]
fn an_enum_can_lack_everything_but_its_name() {
    let front = "---\ntitle: Mood\nuid: enum-mood\n---\n\n# Mood Enum\n";
    let page = enumeration(front);
    assert!(page.members.rows.is_empty() && page.usage.lines.is_empty() && page.prose.is_none());
    let page = enumeration(&format!(
        "{front}\nHow a tree feels.\n\nOr looks.\n\n## Usage\n\n* [trees](../t.md).mood - Trees.\n"
    ));
    assert_eq!(
        page.prose.as_deref(),
        Some(&"How a tree feels.\n\nOr looks.".to_owned())
    );
    assert!(page.members.rows.is_empty());
    let page = enumeration(&format!(
        "{front}\n| Name | Value | Description |\n|------|-------|-------------|\n"
    ));
    assert!(page.members.rows.is_empty());
    let page = enumeration(&format!(
        "{front}\n| Name | Value | Description |\n|---|---|---|\n| Calm | 0 | Not \\| wild |\n"
    ));
    assert_eq!(*page.members.rows[0].description, "Not \\| wild");
}

#[test]
fn usage_has_one_place_a_line() {
    let lines = [
        "Property Tree.Mood",
        "Property Tree._odata.mood",
        "Request property v1GardenAgent_Prune.Mood",
        "Parameter v1GardenAgent_Prune.tree.leaf.mood",
        "Parameter v1GardenAgent_Prune.$mood",
        "Request v1GardenAgent_Prune",
        "Response v1GardenAgent_Prune",
        "[trees](../trees.md).mood - All the trees; and the shrubs (mood != 0).",
    ];
    let page = enumeration(&enum_page("Mood", &["Calm"], &lines).1);
    let found: Vec<_> = page
        .usage
        .lines
        .iter()
        .map(|line| line.value.to_string())
        .collect();
    assert_eq!(found, lines);
    let page = carrier(&type_page("Leaf", &["Width | int32"], &lines).1);
    assert_eq!(page.usage.lines.len(), lines.len());
    for wrong in [
        "Tree.Mood",
        "Property Tree",
        "Property Tree.",
        "Property .Mood",
        "Property A tree.Mood",
        "Request property v1GardenAgent_Prune",
        "Parameter v1GardenAgent_Prune",
        "Request ",
        "Request two words",
        "Response v1GardenAgent_Prune.Mood",
        "property Tree.Mood",
    ] {
        let text = enum_page("Mood", &["Calm"], &[wrong]).1;
        let (_, diagnostics) = parse_enum(&source("enums/Mood.md", text));
        let codes: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, ["invalid-usage"], "{wrong}");
    }
}

#[test]
fn types_hold_types_to_any_depth() {
    use TypeLabel::{Any, ArrayOf, Int32, Named, ObjectOf, String, TimeSpan};
    let array = |of| ArrayOf(Box::new(of));
    let object = |of| ObjectOf(Box::new(of));
    let tree = || Named("Tree".into());
    for (text, expected) in [
        ("time-span", TimeSpan),
        ("any", Any),
        ("array of int32", array(Int32)),
        ("array of array of string", array(array(String))),
        ("object of any", object(Any)),
        ("object of array of time-span", object(array(TimeSpan))),
        ("array of object of Tree", array(object(tree()))),
        ("object of object of any", object(object(Any))),
    ] {
        assert_eq!(TypeLabel::parse(text), Ok(expected.clone()), "{text}");
        assert_eq!(expected.lower().to_string(), text);
        let capitalized = expected.capitalized().to_string();
        assert_eq!(TypeLabel::parse(&capitalized), Ok(expected.clone()));
        // In the table of a type page, and in those of an operation's.
        let page = carrier(&type_page("Leaf", &[&format!("Width | {text}")], &[]).1);
        assert_eq!(page.properties.rows[0].label.value, expected);
        let row = format!("Width | {text}");
        let (path, text) = crate::support::garden::operation("v1GardenAgent_Prune")
            .query(&row)
            .request(&[&row], "")
            .response("Tree", &[&row], "null")
            .page();
        let page = crate::support::parsed(&source(&path, text));
        let label = |rows: &[Spanned<xtask::page::PropertyRow>]| rows[0].label.value.clone();
        let request = page.request.and_then(|request| request.properties);
        assert_eq!(label(&request.expect("there is a table").rows), expected);
        let response = page.response.properties.expect("there is a table");
        assert_eq!(label(&response.rows), expected);
        let query = page.query.expect("there is a table").section.table;
        assert_eq!(query.rows[0].label.value, expected);
    }
    for wrong in [
        "array of ",
        "array of",
        "object of array of ",
        "array of two words",
        "array  of int32",
        "timespan",
        "Any thing",
    ] {
        assert!(TypeLabel::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_type_page_says_what_its_table_says() {
    let (_, text) = type_page(
        "Leaf",
        &[
            "Width | int32",
            "Parent | Tree",
            "Mood | ",
            "odata.next | string",
        ],
        &["Property Tree.Leaf"],
    );
    let text = text.replace("| Width | int32 | |", "| Width | int32 | In centimetres |");
    let text = text.replace("# Leaf Type\n", "# Leaf Type\n\nOf a tree.\n");
    let page = carrier(&text);
    insta::assert_snapshot!("leaf", write_type(&page));
    let (_, text) = flags_page(
        "Care",
        &["None = 0", "Water = 1", "Feed"],
        &["Property Tree.Care"],
    );
    insta::assert_snapshot!("care", write_enum(&enumeration(&text)));
}

#[test]
fn places_of_cells_and_lines_are_those_of_the_file() {
    let (path, text) = flags_page("Care", &["None = 0", "Water = -1"], &["Property Tree.Care"]);
    let file = source(&path, text);
    let page = parsed_by(parse_enum, &file);
    let check = |span: Span, expected: &str, line: usize, column: usize| {
        assert_eq!(&file.text[span.range()], expected);
        let found = file.locate(span.start());
        assert_eq!((found.line, found.column), (line, column), "{expected}");
        assert_eq!(found.path, Path::new(&path));
    };
    check(page.name.span, "Care", 7, 3);
    check(page.members.rows[1].name.span, "Water", 12, 2);
    check(page.members.rows[1].value.value.span, "-1", 12, 8);
    check(page.usage.lines[0].span, "Property Tree.Care", 16, 3);
}

/// A member's description is often more than one word for it.
#[test]
#[ignore = "needs ../shared/corpus"]
fn upstreams_pages_about_enums_are_read_to_their_last_line() {
    for release in ["10.2.1", "10.2.2"] {
        let sources = xtask::read::read(&corpus(release)).expect("the corpus can be read");
        let of_database =
            |file: &&std::sync::Arc<SourceFile>| file.relative.contains("database/tables/enums/");
        let files: Vec<_> = sources.enums.iter().filter(of_database).collect();
        assert_eq!(files.len(), sources.enums.len(), "{release}");
        // One more file lies there, the start page.
        assert_eq!(files.len(), 126, "{release}");
        let mut without_members = 0;
        for file in files {
            let page = round(file, parse_enum, write_enum);
            covers(file, enum_spans(&page));
            assert!(!page.usage.lines.is_empty(), "{}", file.relative);
            let uid = format!("enum-{}", page.name.to_ascii_lowercase());
            assert_eq!(*page.front.uid, uid);
            without_members += usize::from(page.members.rows.is_empty());
        }
        assert_eq!(without_members, 18, "{release}");
    }
}

#[test]
fn the_references_pages_about_types_are_read_to_their_last_line() {
    let reference = workspace().join("docs/reference");
    let sources = xtask::read::read_types(&reference).expect("the reference can be read");
    assert!(sources.diagnostics.is_empty(), "{:?}", sources.diagnostics);
    assert!(sources.operations.is_empty() && sources.other.is_empty());
    for file in &sources.enums {
        let page = round(file, parse_enum, write_enum);
        covers(file, enum_spans(&page));
        assert_eq!(file.text, write_enum(&page), "{}", file.relative);
        named_as(file, &page.name, "enum", &page.front);
    }
    for file in &sources.types {
        let page = round(file, parse_type, write_type);
        covers(file, type_spans(&page));
        assert_eq!(file.text, write_type(&page), "{}", file.relative);
        named_as(file, &page.name, "type", &page.front);
    }
}

/// File, title, identifier and heading say the same name.
fn named_as(file: &SourceFile, name: &str, kind: &str, front: &FrontMatter) {
    assert_eq!(
        file.path.file_stem().and_then(|stem| stem.to_str()),
        Some(name)
    );
    assert_eq!(*front.title, *name);
    assert_eq!(*front.uid, format!("{kind}-{}", name.to_ascii_lowercase()));
}
