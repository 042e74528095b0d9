//! Pages that describe one carrier decide together what it consists of.

mod support;

use support::garden::{Text, documentation, enum_page, operation, type_page, types};
use support::report;
use xtask::resolve::resolve;

/// The properties of a tree, as the pages have them.
const TREE: [&str; 4] = [
    "TreeId | int32",
    "Bark | Bark",
    "Rings | array of int32",
    "Planted | date-time | Time in UTC.",
];

/// What a sample shows of a tree; nothing that could decide a type.
const NOTHING: &str = "{}";

/// A page that answers with a tree, one row being another one.
fn gives(uid: &str, row: Option<(&str, &str)>) -> Text {
    operation(uid).response("Tree", &rows(row), NOTHING).page()
}

/// A page that takes a tree.
fn takes(uid: &str, row: Option<(&str, &str)>) -> Text {
    operation(uid).body("tree Tree", &rows(row), NOTHING).page()
}

fn rows<'a>(row: Option<(&'a str, &'a str)>) -> Vec<&'a str> {
    let put = |known: &'a str| match row {
        Some((find, put)) if find == known => (!put.is_empty()).then_some(put),
        _ => Some(known),
    };
    TREE.iter().copied().filter_map(put).collect()
}

fn bark() -> Text {
    type_page("Bark", &["Colour | string"], &[])
}

/// What a page says instead of a row of [`TREE`]; an empty row is a row that is not there.
const FAULTS: [(&str, &str, &str); 9] = [
    ("Bark | Bark", "Bark | Barc", "conflicting-type"),
    ("Bark | Bark", "Bark | Mood", "conflicting-type"),
    ("Bark | Bark", "Bark | string", "conflicting-type"),
    ("TreeId | int32", "TreeId | string", "conflicting-type"),
    ("TreeId | int32", "TreeId | int64", "conflicting-type"),
    (
        "Rings | array of int32",
        "Rings | array of string",
        "conflicting-type",
    ),
    ("TreeId | int32", "TreeIb | int32", "conflicting-carrier"),
    ("Rings | array of int32", "", "conflicting-carrier"),
    (
        "Planted | date-time | Time in UTC.",
        "Planted | date-time | ",
        "conflicting-description",
    ),
];

const UIDS: [&str; 4] = [
    "v1GardenAgent_First",
    "v1GardenAgent_Second",
    "v1GardenAgent_Third",
    "v1TreeEntity_Fourth",
];

/// The codes of what is found, and the lines of the model.
fn resolved(pages: &[Text]) -> (Vec<&'static str>, Vec<String>, String) {
    let (api, found) = resolve(&documentation(&[pages]));
    let codes = found.iter().map(|found| found.code).collect();
    (codes, types(&api), report(&found))
}

#[test]
fn one_page_of_several_decides_nothing() {
    let others = || [bark(), enum_page("Mood", &["Calm"], &[])];
    let whole: Vec<_> = UIDS
        .iter()
        .map(|uid| gives(uid, None))
        .chain(others())
        .collect();
    let (codes, expected, text) = resolved(&whole);
    assert!(codes.is_empty(), "{text}");
    for (find, put, code) in FAULTS {
        for odd in UIDS {
            for page in [gives, takes] {
                let row = |uid: &str| (uid == odd).then_some((find, put));
                let pages: Vec<_> = UIDS
                    .iter()
                    .map(|uid| match row(uid) {
                        Some(row) => page(uid, Some(row)),
                        None => gives(uid, None),
                    })
                    .chain(others())
                    .collect();
                let (codes, lines, text) = resolved(&pages);
                assert_eq!(codes, [code], "{put:?} on {odd}: {text}");
                let of_tree = |lines: &[String]| -> Vec<String> {
                    let is_of_tree = |line: &&String| line.starts_with("Tree");
                    lines.iter().filter(is_of_tree).cloned().collect()
                };
                assert_eq!(of_tree(&lines), of_tree(&expected), "{put:?} on {odd}");
                assert!(text.contains(odd), "{text}");
                assert_eq!(text.matches(".md:").count(), 2, "both places: {text}");
            }
        }
    }
}

#[test]
fn one_page_against_another_is_an_error_that_shows_both() {
    for (find, put, code) in FAULTS {
        for odd in &UIDS[..2] {
            let row = |uid: &str| (uid == *odd).then_some((find, put));
            let pages = UIDS[..2].iter().map(|uid| gives(uid, row(uid)));
            let pages: Vec<_> = pages
                .chain([bark(), enum_page("Mood", &["Calm"], &[])])
                .collect();
            let (codes, _, text) = resolved(&pages);
            assert!(codes.contains(&code), "{put:?} on {odd}: {text}");
            assert!(UIDS[..2].iter().all(|uid| text.contains(uid)), "{text}");
            assert!(text.starts_with("error"), "{text}");
        }
    }
}

#[test]
fn neither_the_order_of_files_nor_their_names_decide() {
    for (find, put, _) in FAULTS {
        let row = |uid: &str| (uid == UIDS[0]).then_some((find, put));
        let pages = UIDS.iter().map(|uid| gives(uid, row(uid)));
        let mut pages: Vec<_> = pages
            .chain([bark(), enum_page("Mood", &["Calm"], &[])])
            .collect();
        let (codes, lines, _) = resolved(&pages);
        pages.reverse();
        let reversed = resolved(&pages);
        assert_eq!((&codes, &lines), (&reversed.0, &reversed.1), "{put:?}");
        for (index, (path, _)) in pages.iter_mut().enumerate() {
            if path.starts_with("operations/") {
                *path = format!("operations/{index}.md");
            }
        }
        let renamed = resolved(&pages);
        assert_eq!((&codes, &lines), (&renamed.0, &renamed.1), "{put:?}");
    }
}

#[test]
fn tables_of_requests_may_know_less() {
    let tree = |row: &str| {
        let rows = ["TreeId | int32", row, "TableRight | Right"];
        operation("v1TreeEntity_GetTree")
            .response("Tree", &rows, NOTHING)
            .page()
    };
    let save = |row: &str| {
        let rows = ["TreeId | Integer", row];
        operation("v1TreeEntity_SaveTree")
            .body("tree Tree", &rows, NOTHING)
            .page()
    };
    let right = || type_page("Right", &["Mask | string"], &[]);
    for (response, request, is_fine) in [
        ("Planted | date-time", "Planted | String", true),
        ("Leaf | byte", "Leaf | String", true),
        ("Rings | array of int32", "Rings | Array", true),
        ("Planted | string", "Planted | date-time", false),
        ("Height | int32", "Height | String", false),
        ("Height | int32", "Height | Boolean", false),
    ] {
        let (codes, _, text) = resolved(&[tree(response), save(request), right()]);
        let expected: &[_] = if is_fine { &[] } else { &["conflicting-type"] };
        assert_eq!(codes, expected, "{response}, {request}: {text}");
    }
}

#[test]
fn a_name_that_nothing_describes_is_an_error_wherever_it_stands() {
    let page = || operation("v1GardenAgent_Prune");
    let sample = "{\"Bark\": {\"Colour\": \"grey\"}}";
    for (text, near) in [
        (
            page().response("Tree", &["Bark | Barc"], sample).page(),
            "Bark",
        ),
        (
            page()
                .response("Tree", &["Bark | array of Barc"], "{}")
                .page(),
            "Bark",
        ),
        (page().request(&["Bark | Barc"], sample).page(), "Bark"),
        (page().request(&["Bark | Integr"], "{}").page(), "Integer"),
        (page().body("bark Barc", &[], "{}").page(), "Bark"),
        (page().query("mood | Moood").page(), "Mood"),
        (page().response("Barc", &[], "{}").page(), "Bark"),
        (page().response("array of Barc", &[], "[]").page(), "Bark"),
        (type_page("Twig", &["Bark | Barc"], &[]), "Bark"),
    ] {
        let pages = [text, bark(), enum_page("Mood", &["Calm"], &[])];
        let (codes, _, text) = resolved(&pages);
        assert_eq!(codes, ["unknown-type-name"], "{text}");
        assert!(text.contains(&format!("did you mean `{near}`?")), "{text}");
    }
}

#[test]
fn a_name_like_no_other_is_an_error_where_nearly_all_have_pages() {
    let page = || operation("v1GardenAgent_Prune");
    for (described, is_error) in [(49, true), (48, false)] {
        let bark = page().response("Tree", &["Bark | Lichen"], "{}").page();
        let others = (0..described).map(|number| {
            let name = format!("Twig{number}");
            type_page(&name, &["Age | int32"], &[])
        });
        let pages: Vec<_> = others.chain([bark]).collect();
        let (codes, _, text) = resolved(&pages);
        let expected: &[_] = if is_error {
            &["unknown-type-name"]
        } else {
            &[]
        };
        assert_eq!(codes, expected, "{text}");
        assert_eq!(text.contains("add a page for the type"), is_error, "{text}");
    }
}
