//! Pages of a size that nobody writes: what is said of them stays short and right. What they cost is
//! for the benches to say.

use std::path::Path;

use crate::support::{WHOLE, WHOLE_PATH, edit, plant, xtask};
use xtask::source::{SourceFile, Span};

/// Rows of a table of properties.
fn rows(count: usize, row: impl Fn(usize) -> String) -> String {
    (0..count).map(row).collect()
}

/// The page with other rows in the table of its request.
fn with_rows(rows: &str) -> String {
    edit(
        WHOLE,
        "| Water | Number | Litres |\n| Light | Boolean |  |\n",
        rows,
    )
}

/// A folder with one page.
fn with_page(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = format!("docs/{WHOLE_PATH}");
    plant(folder.path(), &[(&path, text.as_bytes())]);
    folder
}

/// What a command says on standard error.
fn says(folder: &Path, arguments: &[&str]) -> String {
    let output = xtask(arguments, folder);
    assert!(output.status.code().is_some(), "the program ends by itself");
    String::from_utf8(output.stderr).expect("the output is text")
}

const GEN: [&str; 5] = ["gen", "--docs", "docs", "--out", "crate"];

#[test]
fn of_a_page_with_very_many_mistakes_the_first_are_shown_and_the_others_counted() {
    let bad = rows(10_000, |index| format!("| Leaf{index} | no type | |\n"));
    let folder = with_page(&with_rows(&bad));
    let text = says(folder.path(), &GEN);
    assert_eq!(text.matches("error[unknown-type]").count(), 20, "{text}");
    assert!(
        text.contains("error[more-diagnostics]: the page has 9980 more errors"),
        "{text}"
    );
    assert!(text.ends_with("error: 10000 errors in 1 page; nothing was written\n"));
    assert!(text.len() < 10_000, "{} bytes", text.len());

    for format in ["json", "github"] {
        let text = says(
            folder.path(),
            &[&GEN[..], &["--message-format", format]].concat(),
        );
        assert_eq!(
            text.lines().count(),
            22,
            "20, the rest, and the end: {text}"
        );
    }
}

#[test]
fn a_mistake_on_a_very_long_line_is_shown_with_its_place_and_what_is_around_it() {
    let long = "é".repeat(500_000);
    let page = with_rows(&format!("| {long} | Number | |\n| Water | {long} | |\n"));
    let page = page.replace("| 200 | OK |", &format!("| 200 | {long} | more |"));
    let text = says(with_page(&page).path(), &GEN);
    let line = |wanted: &str| page.lines().position(|line| line.contains(wanted));
    let row = line("| Water |").expect("the row is there") + 1;
    assert!(text.contains(&format!(":{row}:11\n")), "the cell: {text}");
    let row = line("| more |").expect("the row is there") + 1;
    assert!(text.contains(&format!(":{row}:1\n")), "the row: {text}");
    assert!(text.len() < 20_000, "{} bytes", text.len());

    // A place far behind the start of its line.
    let page = edit(
        WHOLE,
        "{\n  \"Water\"",
        &format!("{{ \"é\": \"{long}\", x\n  \"Water\""),
    );
    let text = says(with_page(&page).path(), &GEN);
    let row = page.lines().position(|line| line.contains("\", x"));
    let row = row.expect("the line is there") + 1;
    assert!(text.contains(&format!(":{row}:500012\n")), "{text}");
    assert!(text.len() < 5_000, "{} bytes", text.len());
}

#[test]
fn a_place_is_found_between_many_included_files() {
    let includes = "[!include[x](part.md)]\n\n".repeat(30);
    let page = edit(WHOLE, "Makes a tree taller.\n", &includes);
    let page = edit(&page, "| Light | Boolean |", "| Light | no type |");
    let row = page.lines().position(|line| line.starts_with("| Light |"));
    let folder = with_page(&page);
    let part = Path::new(WHOLE_PATH).with_file_name("part.md");
    let part = format!("docs/{}", part.display());
    plant(folder.path(), &[(&part, b"It\ngrows.\n")]);
    let text = says(folder.path(), &GEN);
    let row = row.expect("the row is there") + 1;
    assert!(
        text.contains(&format!("v1TreeEntity_GrowTree.md:{row}:11")),
        "{text}"
    );
}

#[test]
fn places_are_those_that_counting_from_the_start_finds() {
    let text = "a\n\nßü|日本\n".repeat(700) + "the end";
    for text in [&*text, ""] {
        let file = SourceFile::new("page.md", "page.md", text);
        for (offset, _) in text.char_indices().chain([(text.len(), 'x')]) {
            let before = &text[..offset];
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let found = file.excerpt(Span::new(offset, offset));
            let place = found.location();
            assert_eq!(place.line, before.matches('\n').count() + 1);
            assert_eq!(place.column, before[start..].chars().count() + 1);
            let rest = &text[offset..];
            let end = rest.find('\n').map_or(text.len(), |at| offset + at);
            assert_eq!(found.lines(), start..end);
        }
    }
}
