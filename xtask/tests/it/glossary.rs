//! The page of words, and what is wrong with one.

use xtask::page::{Term, parse_glossary};
use xtask::source::SourceFile;

fn parse(text: &str) -> (Vec<Term>, Vec<String>) {
    let file = SourceFile::new("glossary.md", "glossary.md", text);
    let (page, diagnostics) = parse_glossary(&file);
    let told = diagnostics.iter().map(|found| {
        let label = &found.labels[0];
        format!("{}:{} {}", label.line, label.column, found.code)
    });
    (
        page.map(|page| page.terms).unwrap_or_default(),
        told.collect(),
    )
}

#[test]
fn terms_are_read_with_their_meanings() {
    let (terms, told) = parse(
        "# Glossary\n\nWords.\n\n| Agent | Meaning |\n|---|---|\n| Tree | Trees. |\n\n\
         | Property | Meaning |\n|---|---|\n| Tree.Height | In meters \\| feet. |\n| Height | How high? |\n",
    );
    assert!(told.is_empty(), "{told:?}");
    let said: Vec<_> = terms
        .iter()
        .map(|term| format!("{} {}: {}", term.kind.head(), *term.name, *term.meaning))
        .collect();
    assert_eq!(
        said,
        [
            "Agent Tree: Trees.",
            "Property Tree.Height: In meters | feet.",
            "Property Height: How high?",
        ]
    );
}

#[test]
fn a_page_that_breaks_off_never_stops_the_program() {
    let text =
        "---\nuid: glossary\n---\n\n| Agent | Meaning |\n|---|---|\n| Größe | Ü \\| `x`. |\n";
    for (at, _) in text.char_indices() {
        parse(&text[..at]);
        parse(&text[at..]);
    }
}

#[test]
fn bad_rows_are_told_with_their_places() {
    let check = |rows: &str, expected: &[&str]| {
        let (_, told) = parse(&format!("| Property | Meaning |\n|---|---|\n{rows}"));
        assert_eq!(told, expected, "{rows}");
    };
    check("| A | One. |\n| A | Two. |\n", &["4:3 duplicate-row"]);
    check(
        "| A | One. |\n\n| Property | Meaning |\n|---|---|\n| A | Two. |\n",
        &["7:3 duplicate-row"],
    );
    check("| A | One. | more |\n", &["3:1 wrong-cell-count"]);
    check("| A | |\n", &["3:3 no-sentence"]);
    check("| A | one. |\n", &["3:7 no-sentence"]);
    check("| A | One |\n", &["3:7 no-sentence"]);
    check("| | One. |\n", &["3:1 empty-name"]);
    check("", &["1:1 missing-terms"]);
    let (_, told) = parse("| Proprety | Meaning |\n|---|---|\n| A | One. |\n");
    assert_eq!(told, ["1:1 unknown-table"]);
}
