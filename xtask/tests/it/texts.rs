//! Characters that hide, or change how others look, never leave the program as they are.

use std::path::Path;

use crate::support::garden::{enum_page, operation};
use crate::support::{cargo, edit, git, plant, scratch, xtask};
use xtask::visible::{visible, visible_json, visible_line};

/// Marks of direction, spaces without width, ends of lines that are none for most, controls,
/// tags: what pages may hold, since text of any script may need some of it.
const HIDDEN: &str = "\u{1b}[31m\u{0}\u{7}\u{202e}\u{2066}\u{200b}\u{200f}\u{feff}\u{2028}\u{85}\u{9b}\u{ad}\u{e0041}";

/// Pages with such characters in every place that people fill in.
fn pages(folder: &Path) {
    let odd = |text: &str| format!("{text}{HIDDEN}x");
    // A name has no control characters at all.
    let odd_name = |text: &str| odd(text).replace(|c: char| c.is_control() || c == '[', "");
    let row = format!("{} | string", odd_name("Height"));
    let text = format!("Told | string | {}", odd("It grows"));
    let page = operation("v1Odd_Grow")
        .at("GET /api/v1/Odd/Grow")
        .query(&format!("{} | string", odd_name("depth")))
        .response("Growth", &[&row, &text, "Mood | string"], "{}")
        .page();
    let prose = edit(
        &page.1,
        "## Query String",
        &format!("{}\n\n## Query String", odd("Some words")),
    );
    let (path, members) = enum_page("Mood", &[&odd_name("Calm")], &["Property Growth.Mood"]);
    let members = members.replace("||\n", &format!("|{}|\n", odd("Quiet")));
    plant(
        folder,
        &[(&page.0, prose.as_bytes()), (&path, members.as_bytes())],
    );
}

fn hidden(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| HIDDEN.contains(*c) && !c.is_ascii_graphic())
        .collect()
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = xtask(arguments, folder);
    let texts = [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("text"));
    texts.concat()
}

#[test]
fn a_crate_with_hidden_characters_compiles_and_shows_them() {
    let folder = scratch("texts/crate");
    pages(&folder.join("docs"));
    let out = said(&folder, &["gen", "--docs", "docs", "--out", "crate"]);
    for (path, content) in crate::support::tree(&folder.join("crate/src")) {
        let text = String::from_utf8(content).expect("sources are text");
        assert_eq!(hidden(&text), [], "{path}");
    }
    let file = folder.join("crate/src/types/growth.rs");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{error}: {out}"));
    assert!(text.contains("It grows\\u{1b}\\[31m\\u{0}"), "{text}");
    cargo(&folder.join("crate"), &["check"], &[]);
}

#[test]
fn no_output_has_hidden_characters() {
    let folder = scratch("texts/outputs");
    git(&folder, &["init", "--quiet"]);
    pages(&folder.join("docs"));
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "Seed"]);
    // The same page with another type, and two with a mistake beside such characters.
    copy_with(&folder, "new", "Told | string", "Told | int32");
    copy_with(&folder, "bad", "Told | string", "Told | so\u{202e} - so");
    copy_with(
        &folder,
        "lame",
        "| 200 | OK |",
        "| 200 | OK |\n| 200\u{202e} | OK |",
    );
    let kinds: [&[&str]; 18] = [
        &["stats", "--docs", "docs"],
        &["stats", "--docs", "docs", "--evidence", "Growth.Told"],
        &["report", "--docs", "docs", "--out", "report.html"],
        &["openapi", "--docs", "docs"],
        &["openapi", "--docs", "docs", "--out", "api.json"],
        &["diff", "docs", "new"],
        &["diff", "docs", "new", "--format", "md"],
        &["diff", "docs", "new", "--format", "json"],
        &["lint", "--docs", "bad"],
        &["lint", "--docs", "bad", "--format", "github"],
        &["lint", "--docs", "bad", "--format", "json"],
        &["lint", "--docs", "bad", "--format", "sarif"],
        &["gen", "--docs", "bad", "--out", "x"],
        &[
            "gen",
            "--docs",
            "bad",
            "--out",
            "x",
            "--message-format",
            "json",
        ],
        &[
            "gen",
            "--docs",
            "bad",
            "--out",
            "x",
            "--message-format",
            "github",
        ],
        &["gen", "--docs", "lame", "--out", "x"],
        &["gen", "--docs", "no\u{202e}where", "--out", "x"],
        &[
            "stats",
            "--docs",
            "docs",
            "--evidence",
            "Gr\u{202e}owth.Told",
        ],
    ];
    for arguments in kinds {
        let text = said(&folder, arguments);
        assert!(!text.is_empty(), "{arguments:?}");
        assert_eq!(hidden(&text), [], "{arguments:?}: {text}");
        let is_json = arguments.ends_with(&["json"]) || arguments.ends_with(&["sarif"]);
        if is_json && arguments[0] != "gen" {
            let json = text.split("\nerror: ").next().unwrap_or_default();
            let json: Result<serde_json::Value, _> = serde_json::from_str(json);
            assert!(json.is_ok(), "{arguments:?}: {text}");
        }
    }
    for file in ["report.html", "api.json"] {
        let text = std::fs::read_to_string(folder.join(file)).expect("it was written");
        assert_eq!(hidden(&text), [], "{file}");
    }
    let report = std::fs::read_to_string(folder.join("report.html")).expect("it was written");
    assert!(report.contains(r"\\u{202e}"), "the report shows them");
}

/// A copy of the documentation in which one text stands for another.
fn copy_with(folder: &Path, name: &str, find: &str, put: &str) {
    for (path, content) in crate::support::tree(&folder.join("docs")) {
        let text = String::from_utf8(content).expect("pages are text");
        let text = text.replace(find, put);
        plant(&folder.join(name), &[(&path, text.as_bytes())]);
    }
}

#[test]
fn hidden_characters_are_shown_by_their_numbers() {
    let check = |text, expected| assert_eq!(visible(text), expected, "{text:?}");
    check("plain, blåbær 日本\n\tline", "plain, blåbær 日本\n\tline");
    check("\u{1b}[31m", "\\u{1b}[31m");
    check("\u{9b}31m\u{7f}\0", "\\u{9b}31m\\u{7f}\\u{0}");
    check("a\rb", "a\\u{d}b");
    check("gpj.\u{202e}exe", "gpj.\\u{202e}exe");
    check(
        "\u{200b}\u{2066}\u{2028}\u{feff}\u{e0041}",
        "\\u{200b}\\u{2066}\\u{2028}\\u{feff}\\u{e0041}",
    );
    assert_eq!(visible_line("a\nb\tc"), "a\\u{a}b\\u{9}c");
}

#[test]
fn json_means_what_it_meant() {
    for text in ["plain", "\u{202e}a\u{9b}", "\u{e0041}\u{feff}\\\"\u{1b}\n"] {
        let json = format!("{:#}", serde_json::json!({ "key": [text], text: 1 }));
        let shown = visible_json(&json);
        assert_eq!(visible(&shown), shown);
        let (before, after): (serde_json::Value, serde_json::Value) = (
            serde_json::from_str(&json).expect("it is JSON"),
            serde_json::from_str(&shown).expect("it is still JSON"),
        );
        assert_eq!(before, after);
    }
}
