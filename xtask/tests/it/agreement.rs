//! Pages that describe one carrier decide together what it consists of.

use std::path::Path;

use crate::support::garden::{Text, documentation, enum_page, operation, type_page, types};
use crate::support::{plant, report, tree, xtask_outside};
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

/// A page that responds with a tree, one row being another one.
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

/// Upstream's pages in a folder of their own.
fn upstream(pages: &[Text]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (path, text) in pages {
        let path = format!("upstream/{path}");
        plant(folder.path(), &[(&path, text.as_bytes())]);
    }
    folder
}

/// What an import warns of, and the pages of operations without their samples.
fn imported(folder: &Path) -> (String, Vec<String>) {
    let output = xtask_outside(&["import", "--from", "upstream", "--to", "docs"], folder);
    let warned = String::from_utf8(output.stderr).expect("the output is text");
    assert!(output.status.success(), "{warned}");
    let pages = tree(&folder.join("docs"));
    let pages = pages.into_iter().filter(|(path, _)| !path.contains("s/"));
    let tables = pages.map(|(_, text)| {
        let text = String::from_utf8(text).expect("pages are text");
        let tables = text.split("## Sample request").next();
        tables.expect("a page has a beginning").to_owned()
    });
    (warned, tables.collect())
}

const GEN: [&str; 5] = ["gen", "--docs", "docs", "--out", "crate"];

#[test]
fn an_import_writes_what_most_of_upstreams_pages_say() {
    let others = || [bark(), enum_page("Mood", &["Calm"], &[])];
    for (odd, page) in [(UIDS[0], gives as fn(_, _) -> _), (UIDS[3], takes)] {
        let with = |row: Option<(&'static str, &'static str)>| {
            let pages = UIDS.iter().map(|uid| match *uid == odd {
                true => page(uid, row),
                false => gives(uid, None),
            });
            upstream(&pages.chain(others()).collect::<Vec<_>>())
        };
        let (warned, expected) = imported(with(None).path());
        assert_eq!((warned.as_str(), expected.len()), ("", UIDS.len()));
        for (find, put, code) in FAULTS {
            let folder = with(Some((find, put)));
            let folder = folder.path();
            let (warned, tables) = imported(folder);
            let what = format!("{put:?} on {odd}: {warned}");
            assert!(warned.starts_with(&format!("warning[{code}]")), "{what}");
            assert_eq!(warned.matches("warning[").count(), 1, "{what}");
            assert_eq!(warned.matches(".md:").count(), 2, "both places: {what}");
            assert!(warned.contains("written as most others say"), "{what}");
            assert_eq!(tables, expected, "{what}");
            let output = xtask_outside(&GEN, folder);
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{what}{said}");
            let again = imported(folder);
            assert_eq!(again, (warned, tables), "a second import changes nothing");
        }
    }
}

#[test]
fn an_import_does_not_choose_between_two() {
    // A name that no page describes, as the first one's, has no vote.
    for (find, put, code) in &FAULTS[1..] {
        let row = |uid: &str| (uid == UIDS[0]).then_some((*find, *put));
        let pages = UIDS[..2].iter().map(|uid| gives(uid, row(uid)));
        let others = [bark(), enum_page("Mood", &["Calm"], &[])];
        let folder = upstream(&pages.chain(others).collect::<Vec<_>>());
        let (warned, tables) = imported(folder.path());
        assert!(warned.contains(&format!("warning[{code}]")), "{warned}");
        assert!(warned.contains("`gen` will stop here"), "{warned}");
        assert_ne!(tables[0], tables[1].replace(UIDS[1], UIDS[0]), "{put:?}");
        let output = xtask_outside(&GEN, folder.path());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{put:?}");
        assert!(said.contains(&format!("error[{code}]")), "{said}");
    }
}

#[test]
fn an_update_takes_what_most_of_upstreams_pages_say() {
    let (find, put, code) = FAULTS[0];
    let row = |uid: &str| (uid == UIDS[1]).then_some((find, put));
    let pages = UIDS.iter().map(|uid| gives(uid, row(uid)));
    let folder = upstream(&pages.chain([bark()]).collect::<Vec<_>>());
    let from = ["update", "--from", "upstream", "--docs", "docs"];
    let to = ["--out", "crate", "--changelog", "CHANGELOG.md"];
    let output = xtask_outside(&[&from[..], &to].concat(), folder.path());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains(&format!("warning[{code}]")), "{said}");
    let output = xtask_outside(&[&GEN[..], &["--check"]].concat(), folder.path());
    assert!(
        output.status.success(),
        "the bindings are those of the pages"
    );
}

/// What `stats` says of one name; the conflicts that it warns of come after it.
fn evidence(folder: &Path, name: &str, more: &[&str]) -> (String, String) {
    let arguments = ["stats", "--docs", "upstream", "--evidence", name];
    let output = xtask_outside(&[&arguments[..], more].concat(), folder);
    let text = |bytes| String::from_utf8(bytes).expect("the output is text");
    let warned = text(output.stderr);
    assert!(output.status.success(), "{warned}");
    (text(output.stdout), warned)
}

#[test]
fn evidence_shows_all_places_and_whether_they_agree() {
    let query = || operation("v1GardenAgent_Prune").query("mood | Mood");
    let whole = || {
        let arguments = query().request(&["Bark | Bark"], NOTHING).page();
        let pages = UIDS.iter().map(|uid| gives(uid, None));
        let of_argument = type_page("v1GardenAgent_Prune", &["Bark | Bark"], &[]);
        let others = [
            arguments,
            of_argument,
            bark(),
            enum_page("Mood", &["Calm"], &[]),
        ];
        pages.chain(others).collect::<Vec<_>>()
    };
    let mut all = String::new();
    let mut show = |name: &str, said: &str, warned: &str| {
        all.push_str(&format!("{name}\n\n{said}\n{warned}\n"));
    };
    let folder = upstream(&whole());
    for name in [
        "Tree.Bark",
        "v1GardenAgent_Prune.Bark",
        "v1GardenAgent_Prune.mood",
    ] {
        let (said, warned) = evidence(folder.path(), name, &[]);
        show(name, &said, &warned);
    }
    // A request may say less, a page may lack the row, say another type or none.
    let mut pages = whole();
    for (uid, page) in [
        (
            UIDS[0],
            gives(UIDS[0], Some(("Bark | Bark", "Bark | Barc"))),
        ),
        (UIDS[1], gives(UIDS[1], Some(("Bark | Bark", "")))),
        (
            UIDS[2],
            takes(UIDS[2], Some(("Bark | Bark", "Bark | Object"))),
        ),
    ] {
        let old = pages.iter_mut().find(|(path, _)| path.contains(uid));
        *old.expect("the page is there") = page;
    }
    pages.push(gives("v1GardenAgent_Water", None));
    pages.push(gives("v1GardenAgent_Weed", None));
    let folder = upstream(&pages);
    let (said, warned) = evidence(folder.path(), "Tree.Bark", &[]);
    show("Tree.Bark, with others", &said, &warned);
    let (said, _) = evidence(folder.path(), "Tree.Bark", &["--format", "json"]);
    show("Tree.Bark, for programs", &said, "");
    insta::assert_snapshot!("evidence", all);
}

#[test]
fn evidence_of_arguments_and_parameters_shows_those_of_other_operations() {
    let page = |uid: &str, argument: &str, parameter: &str| {
        let page = operation(uid).query(parameter);
        page.request(&[argument], NOTHING).page()
    };
    let folder = upstream(&[
        page("v1GardenAgent_Prune", "Height | Integer", "depth | int32"),
        page("v1GardenAgent_Trim", "Height | Integer", "depth | int32"),
        page("v1GardenAgent_Weed", "Height | Number", "depth | bool"),
        // What another agent means by an argument is its own affair.
        page("v1CellarAgent_Heat", "Height | Boolean", "depth | string"),
    ]);
    let check = |name: &str, expected: &[&str]| {
        let (said, _) = evidence(folder.path(), name, &[]);
        let lines = said
            .lines()
            .skip_while(|line| !line.starts_with("described"));
        let lines: Vec<_> = lines
            .map(|line| line.rsplit('/').next().unwrap_or(line))
            .collect();
        assert_eq!(lines, expected, "{said}");
    };
    check(
        "v1GardenAgent_Prune.Height",
        &[
            "described in 3 places, 1 of which does not agree",
            "v1GardenAgent_Weed.md:28:12: `double`, does not agree",
            "v1GardenAgent_Prune.md:28:12: `int32`",
            "v1GardenAgent_Trim.md:28:12: `int32`",
        ],
    );
    check(
        "v1GardenAgent_Weed.depth",
        &[
            "described in 4 places, 1 of which does not agree",
            "v1GardenAgent_Weed.md:16:11: `bool`, does not agree",
            "v1CellarAgent_Heat.md:16:11: `string`",
            "v1GardenAgent_Prune.md:16:11: `int32`",
            "v1GardenAgent_Trim.md:16:11: `int32`",
        ],
    );
}

#[test]
fn of_many_places_the_odd_one_is_shown_and_the_rest_counted() {
    let names = (0..30).map(|number| format!("v1GardenAgent_Give{number:02}"));
    let pages = names.map(|uid| {
        let row = uid
            .ends_with("29")
            .then_some(("TreeId | int32", "TreeId | string"));
        gives(&uid, row)
    });
    let folder = upstream(&pages.chain([bark()]).collect::<Vec<_>>());
    let (said, _) = evidence(folder.path(), "Tree.TreeId", &[]);
    let (_, list) = said
        .split_once("described in 30 places, 1 of which does not agree\n")
        .expect("all are counted");
    let lines: Vec<_> = list.lines().collect();
    assert!(lines[0].contains("Give29.md:"), "{said}");
    assert!(lines[0].ends_with("`string`, does not agree"), "{said}");
    assert_eq!((lines.len(), lines[20]), (21, "  and 10 more"), "{said}");
}

#[test]
fn a_page_that_dissents_is_found_by_lint() {
    let others = || [bark(), enum_page("Mood", &["Calm"], &[])];
    let found = |row: Option<(&'static str, &'static str)>| {
        let pages = UIDS
            .iter()
            .map(|uid| gives(uid, row.filter(|_| *uid == UIDS[2])));
        let folder = upstream(&pages.chain(others()).collect::<Vec<_>>());
        let output = xtask_outside(&["lint", "--docs", "upstream"], folder.path());
        String::from_utf8(output.stdout).expect("the output is text")
    };
    let whole = found(None);
    assert!(!whole.contains("conflicting"), "{whole}");
    for (find, put, code) in FAULTS {
        let text = found(Some((find, put)));
        let finding = format!("warning[{code}]");
        assert_eq!(text.matches(&finding).count(), 1, "{put:?}: {text}");
        assert!(text.contains(UIDS[2]), "{put:?}: {text}");
    }
}

/// Pages about types may say more than those of operations, and nothing else.
#[test]
fn a_page_about_a_type_names_no_other_type_than_the_tables() {
    let mood = || enum_page("Mood", &["Calm"], &[]);
    let page = |row: &str| type_page("Tree", &["TreeId | int32", row], &[]);
    let gives = |row: &str| {
        operation(UIDS[0])
            .response("Tree", &["TreeId | int32", row], NOTHING)
            .page()
    };
    let twig = || type_page("Twig", &["Bark | Bark", "Mood | Mood"], &[]);
    for (table, own, is_fine) in [
        ("Bark | Bark", "Bark | Bark", true),
        ("Bark | ", "Bark | Bark", true),
        ("Bark | object", "Bark | object of Bark", true),
        ("Bark | string", "Bark | Mood", true),
        ("Bark | Bark", "Bark | Twig", false),
        ("Bark | Bark", "Bark | Mood", false),
        ("Bark | Mood", "Bark | Bark", false),
        ("Bark | Bark", "Bark | double", false),
        ("Bark | Mood", "Bark | string", false),
        ("Bark | Bark", "Bark | array of Bark", false),
    ] {
        let (codes, _, text) = resolved(&[gives(table), page(own), bark(), twig(), mood()]);
        let expected: &[_] = if is_fine { &[] } else { &["conflicting-type"] };
        assert_eq!(codes, expected, "{table}, {own}: {text}");
        assert!(is_fine || text.contains("types/Tree.md"), "{text}");
        assert!(is_fine || text.contains(UIDS[0]), "{text}");
    }
}

/// A conflict in tables that no heading names tells the operation.
#[test]
fn a_table_without_a_name_is_told_by_its_operation() {
    let pages: Vec<_> = UIDS
        .iter()
        .map(|uid| {
            let height = if *uid == UIDS[2] { "string" } else { "int32" };
            let height = format!("Height | {height}");
            let rows = [height.as_str(), "Colour | string"];
            operation(uid).response("array", &rows, "[]").page()
        })
        .collect();
    let (codes, _, text) = resolved(&pages);
    assert_eq!(codes, ["conflicting-type"], "{text}");
    assert!(text.contains("`v1GardenAgent_First.Height` is"), "{text}");
}

/// Operations that share a parameter decide together what it is.
#[test]
fn one_parameter_of_many_decides_nothing() {
    let uids: Vec<_> = (0..12)
        .map(|number| format!("v1GardenAgent_Look{number:02}"))
        .collect();
    for (put, is_fine) in [
        ("int32", true),
        // What a path or a query holds can be called a text everywhere.
        ("string", true),
        ("int64", false),
        ("bool", false),
        ("array of int32", false),
        ("Mood", false),
    ] {
        let look = |uid: &String, label: &str| {
            let query = format!("depth | {label}");
            operation(uid).query(&query).page()
        };
        let pages = uids.iter().map(|uid| match uid == &uids[5] {
            true => look(uid, put),
            false => look(uid, "int32"),
        });
        let mut pages: Vec<_> = pages.chain([enum_page("Mood", &["Calm"], &[])]).collect();
        let (codes, lines, text) = resolved(&pages);
        let expected: &[_] = if is_fine { &[] } else { &["conflicting-type"] };
        assert_eq!(codes, expected, "{put}: {text}");
        pages.reverse();
        let reversed = resolved(&pages);
        assert_eq!((&codes, &lines), (&reversed.0, &reversed.1), "{put}");
        if is_fine {
            continue;
        }
        assert!(text.contains(&uids[5]), "{text}");
        assert_eq!(text.matches(".md:").count(), 2, "both places: {text}");
        let folder = upstream(&pages);
        let (warned, tables) = imported(folder.path());
        assert!(warned.starts_with("warning[conflicting-type]"), "{warned}");
        assert!(warned.contains("written as most others say"), "{warned}");
        assert!(
            tables
                .iter()
                .all(|table| table.contains("| depth | int32 |")),
            "{tables:?}"
        );
        let output = xtask_outside(&GEN, folder.path());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        let output = xtask_outside(&["lint", "--docs", "upstream"], folder.path());
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(
            said.matches("warning[conflicting-type]").count(),
            1,
            "{said}"
        );
    }
}
