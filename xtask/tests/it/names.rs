//! Names of every kind give a crate that compiles, and are told where they coincide.

use crate::support::garden::{Text, documentation, enum_page, flags_page, operation, type_page};
use crate::support::{cargo, plant, report, scratch, workspace};
use xtask::diagnostic::any_error;
use xtask::emit::{Bindings, Files, Manifest, emit, surface};
use xtask::model::Api;
use xtask::resolve::resolve;

/// Names that are words of Rust, names of the prelude or of generated code, or no names at all.
const ODD: [&str; 88] = [
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "gen",
    "async",
    "dyn",
    "try",
    "union",
    "raw",
    "macro_rules",
    "static",
    "where",
    "yield",
    "_",
    "__",
    "___",
    "2nd",
    "2",
    "0",
    "²",
    "½",
    "é",
    "É",
    "日本",
    "名前",
    "🌱",
    "ß",
    "Ω",
    "ω",
    "Жук",
    "жук",
    "한국",
    "العربية",
    "עברית",
    "हिन्दी",
    "ไทย",
    "i\u{307}",
    "a\u{301}",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}x",
    "<",
    ">",
    "<=",
    ">=",
    "=",
    "!=",
    "%",
    "+",
    "-",
    "*",
    "/",
    "&",
    "^",
    "~",
    "#",
    "@",
    "?",
    "!",
    ".",
    ":",
    ";",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "'",
    "$",
    "a b",
    "a-b",
    "a.b",
    "a_b",
    "aB",
    "AB",
    "Option",
    "Vec",
    "String",
    "Some",
    "None",
    "Ok",
    "Err",
    "Default",
    "Other",
    "additional_properties",
];

/// Names of operations, which are words.
const OPERATIONS: [&str; 31] = [
    "SaveX",
    "Save_X",
    "SavePOST",
    "Save_POST",
    "Y",
    "Y2",
    "Y_2",
    "YRequest",
    "YQuery",
    "Y_Request",
    "Request",
    "Query",
    "_",
    "__",
    "2",
    "Type",
    "Self",
    "Option",
    "Vec",
    "String",
    "Default",
    "Box",
    "Some",
    "Client",
    "Types",
    "Plain",
    "Whole",
    "Content",
    "日本",
    "ª",
    "gen",
];

/// Names of types: on pages about them any word, in headings those with a large initial.
const TYPES: [&str; 40] = [
    "Option",
    "Vec",
    "Box",
    "Some",
    "None",
    "Ok",
    "Err",
    "Result",
    "Default",
    "Clone",
    "Debug",
    "PartialEq",
    "Request",
    "Client",
    "Types",
    "Agents",
    "Rest",
    "Mod",
    "Aux",
    "Con",
    "Com1",
    "Self",
    "Super",
    "Crate",
    "Gen",
    "Core",
    "Std",
    "Alloc",
    "YRequest",
    "YQuery",
    "Y",
    "OptionCarrier",
    "Carrier",
    "Value",
    "Text",
    "Json",
    "Hash",
    "Future",
    "Sized",
    "Whole",
];

fn resolved(pages: &[Text]) -> Api {
    let (api, diagnostics) = resolve(&documentation(&[pages]));
    assert!(!any_error(&diagnostics), "{}", report(&diagnostics));
    api
}

fn written(api: &Api, folder: &std::path::Path) -> Files {
    let manifest = Manifest {
        client: workspace().join("crates/client").display().to_string(),
        workspace: true,
        version: "0.1.0".into(),
        rust_version: "1.88".into(),
    };
    let files = emit(api, &manifest);
    for (path, text) in &files {
        plant(folder, &[(path, text.as_bytes())]);
    }
    files
}

/// An area for each kind of names, so that one crate has them all.
fn every_kind() -> Vec<Text> {
    let mut pages = Vec::new();
    for (number, name) in OPERATIONS.iter().enumerate() {
        let page = operation(&format!("v1TreeAgent_{name}"))
            .at(&format!("POST /api/v1/Agents/Tree/N{number}"))
            .query("Depth | int32")
            .request(&["Water | Number", "Light | Boolean"], "{}");
        pages.push(page.page());
    }
    // Another version of the same operation, and two areas with one name.
    for (number, uid) in [
        "v11TreeAgent_Y",
        "v1Agent_Y",
        "v1AgentAgent_Y",
        "v1TREEAgent_Z",
        "v1日本Agent_Y",
    ]
    .iter()
    .enumerate()
    {
        let page = operation(uid).at(&format!("POST /api/v1/Agents/Others/N{number}"));
        pages.push(page.request(&["Water | Number"], "{}").page());
    }
    let rows: Vec<_> = ODD.iter().map(|name| format!("{name} | string")).collect();
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    pages.push(
        operation("v1Odd_Properties")
            .response("Odd", &rows, "{}")
            .page(),
    );
    pages.push(
        operation("v1OddAgent_Arguments")
            .request(&rows, "{}")
            .page(),
    );
    let mut parameters = operation("v1Odd_Parameters");
    for row in &rows {
        parameters = parameters.query(row);
    }
    for extra in ["body | string", "query | string", "content | string"] {
        parameters = parameters.query(extra);
    }
    pages.push(parameters.page());
    let path: String = ODD
        .iter()
        .filter(|name| !name.contains(['{', '}', '?', '#', '/', ' ']))
        .map(|name| format!("/{{{name}}}"))
        .collect();
    let mut page = operation("v1Odd_Path").at(&format!("GET /api/v1/Odd{path}"));
    for row in rows
        .iter()
        .filter(|row| !row[..row.len() - 9].contains(['{', '}', '?', '#', '/', ' ']))
    {
        page = page.path(row);
    }
    pages.push(page.page());
    pages.push(enum_page("Signs", &ODD, &["Property Odd.type"]));
    pages.push(enum_page("signs2", &["Calm"], &["Property Odd.gen"]));
    pages.push(enum_page("bool", &["Calm"], &["Property Odd.async"]));
    let numbered: Vec<_> = ODD
        .iter()
        .enumerate()
        .map(|(at, name)| format!("{name} = {at}"))
        .collect();
    let numbered: Vec<_> = numbered.iter().map(String::as_str).collect();
    pages.push(flags_page("Flags", &numbered, &["Property Odd.self"]));
    for name in TYPES {
        let row = format!("Only{name} | int32");
        let page = operation(&format!("v1Types_Get{name}"));
        pages.push(page.response(name, &[&row], "{}").page());
    }
    pages.push(
        operation("v1Odd_Growth")
            .response("Bush", &["Growth | object"], r#"{"Growth": null}"#)
            .page(),
    );
    pages.push(type_page(
        "growth",
        &["Height | int32"],
        &["Property Bush.Growth"],
    ));
    pages
}

#[test]
fn names_of_every_kind_compile() {
    let api = resolved(&every_kind());
    let folder = scratch("names/every");
    written(&api, &folder);
    cargo(&folder, &["check"], &[("RUSTFLAGS", "-Dwarnings")]);
}

#[test]
fn names_that_coincide_are_told_with_both_places() {
    let api = resolved(&every_kind());
    let told = Bindings::new(&api).coincidences();
    let said: Vec<_> = told.iter().map(|found| found.message.as_str()).collect();
    for expected in [
        "the operation `v1TreeAgent_Save_X` is `save_x_2` in Rust, since the operation `v1TreeAgent_SaveX` has its name",
        "the property `AB` is `ab_2` in Rust, since the property `aB` has its name",
        "the area `Tree` is `agents::tree_2` in Rust, since the area `TREE` has its name",
        "the operation `v1TreeAgent_Y_2` is `y_2_2` in Rust, since the operation `v1TreeAgent_Y` has its name",
        "the member `É` is `E2` in Rust, since the member `é` has its name",
    ] {
        assert!(said.contains(&expected), "{expected}: {said:#?}");
    }
    for found in &told {
        assert_eq!(found.code, "same-rust-name");
        assert_eq!(found.labels.len(), 2, "{found:?}");
    }
}

/// A name does not depend on which page was read first.
#[test]
fn names_do_not_depend_on_the_order_of_pages() {
    let mut pages = every_kind();
    let names = |pages: &[Text]| {
        let api = resolved(pages);
        let surface = surface(&api);
        let functions = surface.modules.iter().flat_map(|module| &module.functions);
        let functions = functions.map(|function| {
            let structs = [
                function.request.as_ref().map(|found| found.name.clone()),
                function.query.as_ref().map(|found| found.name.clone()),
            ];
            (
                function.operation.uid.clone(),
                function.name.clone(),
                structs,
            )
        });
        let functions: Vec<_> = functions.collect();
        let types = surface.structs.values().map(|found| found.name.clone());
        (functions, types.collect::<Vec<_>>())
    };
    let forward = names(&pages);
    pages.reverse();
    assert_eq!(names(&pages), forward);
}

/// Types of parameters, and whether a path and a query can hold them.
const PARAMETERS: [(&str, bool); 30] = [
    ("bool", true),
    ("int32", true),
    ("int64", true),
    ("double", true),
    ("string", true),
    ("date-time", true),
    ("date", true),
    ("time-span", true),
    ("Mood", true),
    ("Care", true),
    ("Enum: <, %", true),
    ("array", true),
    ("array of int32", true),
    ("array of date", true),
    ("array of Mood", true),
    ("array of Care", true),
    ("object", true),
    ("any", true),
    ("object of string", true),
    ("byte", false),
    ("binary", false),
    ("Growth", false),
    ("array of byte", false),
    ("array of binary", false),
    ("array of any", false),
    ("array of Growth", false),
    ("array of array of int32", false),
    ("array of object of string", false),
    ("array of object of Growth", false),
    ("array of object of array of byte", false),
];

fn with_parameters(rows: &[String]) -> Vec<Text> {
    let mut page = operation("v1TreeAgent_Grow").response("Growth", &["Height | int32"], "{}");
    for row in rows {
        page = page.query(row);
    }
    let mut path = operation("v1Tree_Walk").at(&format!(
        "GET /api/v1/Tree{}",
        (0..rows.len())
            .map(|at| format!("/{{p{at}}}"))
            .collect::<String>()
    ));
    for row in rows {
        path = path.path(row);
    }
    vec![
        page.page(),
        path.page(),
        operation("v1Tree_Look")
            .response("Mooded", &["A | string", "B | string"], "{}")
            .page(),
        enum_page("Mood", &["Calm = 0"], &["Property Mooded.A"]),
        flags_page("Care", &["Water = 1"], &["Property Mooded.B"]),
    ]
}

#[test]
fn parameters_of_every_type_compile_or_are_errors_at_the_cell() {
    let mut good = Vec::new();
    for (label, is_good) in PARAMETERS {
        let rows = [format!("p0 | {label}")];
        let pages = with_parameters(&rows);
        let (_, diagnostics) = resolve(&documentation(&[&pages]));
        if is_good {
            assert!(diagnostics.is_empty(), "{label}: {}", report(&diagnostics));
            good.push(format!("p{} | {label}", good.len()));
            continue;
        }
        let shown = report(&diagnostics);
        assert_eq!(diagnostics.len(), 2, "{label}: {shown}");
        for found in &diagnostics {
            assert_eq!(found.code, "invalid-parameter-type", "{shown}");
            let place = &found.labels[0];
            assert_eq!(&place.source[place.marked.clone()], label, "{shown}");
        }
    }
    let folder = scratch("names/parameters");
    written(&resolved(&with_parameters(&good)), &folder);
    cargo(&folder, &["check"], &[("RUSTFLAGS", "-Dwarnings")]);
}
