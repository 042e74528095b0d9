//! Where nearly all pages agree with themselves, one that does not is an error.

use std::path::Path;

use crate::support::{WHOLE, edit, garden, plant, scratch};
use xtask::diagnostic::{Diagnostic, MessageFormat, any_error, render};
use xtask::resolve::resolve;

/// A code, and what to put for which part of one page to get it.
const EDITS: [(&str, &str, &str); 17] = [
    (
        "title-mismatch",
        "title: PUT Tree/{id}/Grow\n",
        "title: PUT Tree/{id}/Glow\n",
    ),
    (
        "title-mismatch-of-file",
        "uid: v1TreeEntity_GrowTree\n",
        "uid: v1TreeEntity_GlowTree\n",
    ),
    (
        "example-contradicts-table",
        "| by | int32 | **Required** In centimetres |",
        "| by | bool | **Required** In centimetres |",
    ),
    (
        "example-contradicts-table-of-name",
        "| by | int32 | **Required** In centimetres |",
        "| buy | int32 | **Required** In centimetres |",
    ),
    (
        "sample-contradicts-table-of-argument",
        "Water, Light",
        "Water, Night",
    ),
    (
        "sample-contradicts-table-of-row",
        "| Light | Boolean |  |\n",
        "| Light | Boolean |  |\n| Wind | Boolean |  |\n",
    ),
    (
        "sample-contradicts-table-of-path",
        "```http!\nPUT /api/v1/Tree/{id}/Grow",
        "```http!\nPUT /api/v1/Tree/{id}/Glow",
    ),
    (
        "sample-contradicts-table-of-status",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 201 Created",
    ),
    (
        "sample-contradicts-table-of-media-type",
        "What is sent: `application/json`",
        "What is sent: `text/xml`",
    ),
    (
        "sample-contradicts-table",
        "| Light | Boolean |  |",
        "| Light | Integer |  |",
    ),
    (
        "sample-contradicts-table-of-name",
        "| Light | Boolean |",
        "| Night | Boolean |",
    ),
    (
        "conflicting-status",
        "| 200 | OK |\n",
        "| 200 | OK |\n| 204 | No Content |\n",
    ),
    (
        "conflicting-type-of-parameter",
        "| id | int32 | Primary key",
        "| id | int64 | Primary key",
    ),
    (
        "example-contradicts-table-of-array",
        "| by | int32 | **Required** In centimetres |",
        "| by | array of string | **Required** In centimetres |",
    ),
    (
        "body-contradicts-headers",
        "What is read: `application/json`",
        "What is read: none",
    ),
    (
        "body-contradicts-headers-of-name",
        "## Request Body: request",
        "## Request Body:",
    ),
    (
        "unknown-media-type",
        "What is read: `application/json`",
        "What is read: `application/jason`",
    ),
];

/// The whole page so many times, as operations of their own.
fn pages(count: usize) -> Vec<(String, String)> {
    let page = |number: usize| {
        let text = WHOLE.replace("GrowTree", &format!("GrowTree{number}"));
        let text = text.replace("/Grow", &format!("/Grow{number}"));
        (format!("rest/Tree/v1TreeEntity_GrowTree{number}.md"), text)
    };
    (0..count).map(page).collect()
}

fn diagnose(name: &str, pages: &[(String, String)]) -> Vec<Diagnostic> {
    let folder = scratch(&format!("contradictions/{name}"));
    let files: Vec<(&str, &[u8])> = pages
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_bytes()))
        .collect();
    plant(&folder, &files);
    let (documentation, diagnostics) = crate::support::documentation(std::slice::from_ref(&folder));
    assert!(
        !any_error(&diagnostics),
        "{}",
        crate::support::report(&diagnostics)
    );
    resolve(&documentation).1
}

fn snapshot(name: &str, diagnostics: &[Diagnostic]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("contradictions")
        .join(name);
    let text: String = diagnostics
        .iter()
        .map(|found| render(found, MessageFormat::Human, false))
        .collect();
    let text = text.replace(&folder.display().to_string(), "docs");
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn one_page_of_many_that_contradicts_itself_is_an_error() {
    let all = pages(100);
    assert!(diagnose("good", &all).is_empty());
    for (name, find, put) in EDITS {
        let mut pages = all.clone();
        let numbered = |text: &str| {
            text.replace("GrowTree", "GrowTree7")
                .replace("/Grow", "/Grow7")
                .replace("/Glow", "/Glow7")
        };
        pages[7].1 = edit(&pages[7].1, &numbered(find), &numbered(put));
        let found = diagnose(name, &pages);
        let code = name.split("-of-").next().expect("split gives something");
        assert!(found.iter().any(|found| found.code == code), "{name}");
        snapshot(name, &found);
    }
}

#[test]
fn a_page_about_a_type_that_has_another_name_is_an_error() {
    let mut all = pages(100);
    let (path, text) = garden::enum_page("Mood", &["Calm = 0"], &[]);
    all.push((path.clone(), text.clone()));
    assert!(diagnose("types", &all).is_empty());
    for (name, find, put) in [
        ("title-mismatch-of-heading", "# Mood Enum", "# Moot Enum"),
        ("title-mismatch-of-title", "title: Mood", "title: Moot"),
        ("title-mismatch-of-uid", "uid: enum-mood", "uid: enum-moot"),
    ] {
        let last = all.len() - 1;
        all[last] = (path.clone(), edit(&text, find, put));
        let found = diagnose(name, &all);
        assert_eq!(found.len(), 1, "{}", crate::support::report(&found));
        snapshot(name, &found);
    }
}

#[test]
fn a_type_that_only_a_sample_shows_is_an_error() {
    let mut all = pages(100);
    for (_, text) in &mut all {
        *text = edit(text, "| Rings | array |", "| Rings | array of int32 |");
    }
    assert!(diagnose("typed", &all).is_empty());
    all[7].1 = edit(&all[7].1, "| Light | Boolean |  |", "| Light |  |  |");
    let found = diagnose("undescribed-type", &all);
    assert!(found.iter().any(|found| found.code == "undescribed-type"));
    snapshot("undescribed-type", &found);
}

#[test]
fn a_page_about_a_carrier_that_nothing_has_is_an_error() {
    let mut all = pages(100);
    all.push(garden::type_page("Moss", &["Age | int32 |"], &[]));
    let found = diagnose("unused-type", &all);
    let codes: Vec<_> = found.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["unused-type"], "{}", crate::support::report(&found));
}

#[test]
fn few_pages_need_not_repeat_everything() {
    for (name, find, put) in EDITS {
        let mut pages = pages(1);
        let numbered = |text: &str| {
            text.replace("GrowTree", "GrowTree0")
                .replace("/Grow", "/Grow0")
                .replace("/Glow", "/Glow0")
        };
        pages[0].1 = edit(&pages[0].1, &numbered(find), &numbered(put));
        let found = diagnose("few", &pages);
        assert!(
            !any_error(&found),
            "{name}: {}",
            crate::support::report(&found)
        );
    }
}

#[test]
fn what_all_pages_of_a_kind_have_is_missed_on_one() {
    let mut all = pages(100);
    for (_, text) in &mut all {
        *text = edit(text, "| 200 | OK |\n", "| 200 | OK |\n| 404 | No tree |\n");
    }
    assert!(diagnose("alike", &all).is_empty());
    for (name, find, put, count) in [
        ("conflicting-status-of-all", "| 404 | No tree |\n", "", 1),
        (
            "conflicting-status-of-one",
            "| 404 | No",
            "| 404 | No |\n| 418 | No",
            1,
        ),
        ("conflicting-status-of-other", "| 404 | No", "| 405 | No", 2),
        ("conflicting-status-of-success", "| 200 |", "| 206 |", 1),
        (
            "conflicting-header",
            "| Authorization  |",
            "| Authorisation  |",
            2,
        ),
        (
            "conflicting-query",
            "| by | int32 | **Required** In centimetres |",
            "| to | int32 | **Required** In centimetres |",
            1,
        ),
        (
            "conflicting-header-of-row",
            "| Authorization  | Who asks |\n",
            "",
            1,
        ),
    ] {
        let mut pages = all.clone();
        pages[7].1 = edit(&pages[7].1, find, put);
        let found = diagnose(name, &pages);
        let code = name.split("-of-").next().expect("split gives something");
        let of_code = found.iter().filter(|found| found.code == code);
        assert_eq!(
            of_code.count(),
            count,
            "{name}: {}",
            crate::support::report(&found)
        );
        if ["conflicting-header", "conflicting-query"].contains(&name) {
            snapshot(name, &found);
        }
    }
}

/// A page about an enum, one about a carrier, and what to put for which part of them.
#[test]
fn a_page_about_a_type_that_its_sample_contradicts_is_an_error() {
    let shown = |(path, text): (String, String), heading: &str, sample: &str| {
        let put = format!("{heading}\n\n```json\n{sample}\n```\n\n");
        (path, edit(&text, &format!("{heading}\n\n"), &put))
    };
    let mood = shown(
        garden::flags_page("Mood", &["Calm = 1", "Wild = 2", "Odd"], &[]),
        "# Mood Enum",
        r#"{"Calm": 1, "Wild": 2, "Odd": null, "Calm, Wild": 3}"#,
    );
    let moss = shown(
        garden::type_page(
            "Moss",
            &[
                "Age | int32 |",
                "Size | int64 |",
                "Sown | date |",
                "Name | string |",
                "Kin | array of Moss |",
                "More | any |",
            ],
            &[],
        ),
        "# Moss Type",
        r#"{
  "Age": 1, "Size": 2147483648, "Sown": "1990-05-17T00:00:00", "Name": "text",
  "Kin": [{"Age": 1, "Size": 1, "Sown": "1990-05-17T00:00:00", "Name": "text", "Kin": [], "More": {}}],
  "More": {}
}"#,
    );
    let with = |page: &(String, String)| {
        let mut all = pages(1);
        all.push(page.clone());
        diagnose("samples", &all)
    };
    let edits = [
        (&mood, "|Calm|", "|Calms|"),
        (&mood, "|Wild|2|", "|Wild|4|"),
        (&mood, "|Odd|||\n", ""),
        (&mood, "|Odd||", "|Odd|4|"),
        (&mood, "flags: true\n", ""),
        (&mood, "\"Wild\": 2", "\"Wide\": 2"),
        (&moss, "| Age | int32 |", "| Age | int64 |"),
        (&moss, "| Age | int32 |", "| Aged | int32 |"),
        (&moss, "| Size | int64 |", "| Size | int32 |"),
        (&moss, "| Sown | date |", "| Sown | date-time |"),
        (&moss, "| Name | string |", "| Name | any |"),
        (&moss, "| Kin | array of Moss |", "| Kin | Moss |"),
        (&moss, "| More | any |", "| More | string |"),
        (&moss, "\"More\": {}\n", "\"More\": null\n"),
    ];
    for (page, find, put) in edits {
        assert!(
            with(page).is_empty(),
            "{}",
            crate::support::report(&with(page))
        );
        let wrong = (page.0.clone(), edit(&page.1, find, put));
        let found = with(&wrong);
        let text = crate::support::report(&found);
        assert_eq!(found.len(), 1, "{find} {put}: {text}");
        assert_eq!(found[0].code, "sample-contradicts-table", "{text}");
        assert_eq!(found[0].labels.len(), 2, "{find} {put}: {text}");
    }
}

#[test]
fn a_sample_request_shows_values_of_the_types_of_its_parameters() {
    let mut all = pages(100);
    for (number, (_, text)) in all.iter_mut().enumerate() {
        let path = format!("/Grow{number}");
        let find = format!("```http!\nPUT /api/v1/Tree/{{id}}{path}");
        *text = edit(
            text,
            &find,
            &format!("```http!\nPUT /api/v1/Tree/1{path}?by=1"),
        );
    }
    let good = diagnose("requests", &all);
    assert!(good.is_empty(), "{}", crate::support::report(&good));
    for (find, put) in [
        ("Tree/1/Grow7?by=1", "Tree/text/Grow7?by=1"),
        ("Tree/1/Grow7?by=1", "Tree/1/Grow7?by=text"),
        ("Tree/1/Grow7?by=1", "Tree/1/Grow7?to=1"),
    ] {
        let mut pages = all.clone();
        pages[7].1 = edit(&pages[7].1, find, put);
        let found = diagnose("requests", &pages);
        let is_it = |found: &Diagnostic| found.code == "sample-contradicts-table";
        assert!(
            found.iter().any(is_it),
            "{}",
            crate::support::report(&found)
        );
    }
}
