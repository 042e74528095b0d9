//! The Rust that is written for pages of each kind.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::garden::{self, Text, enum_page, flags_page, operation, type_page};
use crate::support::{
    WHOLE, WHOLE_PATH, cargo, edit, emitted, fixture, good_pages, model, pages, plant, report,
    scratch,
};
use pulldown_cmark::{Event, Options, Parser, Tag};
use xtask::console::Console;
use xtask::emit::{Files, Manifest, emit};
use xtask::generate::{self, generate};
use xtask::model::{Body, ResponseBody, Rule, Type};
use xtask::resolve::resolve;
use xtask::visible::visible;

/// The crate for a folder or a page of the fixtures.
fn from_fixture(path: &str) -> Files {
    let (pages, _) = pages(&fixture(path));
    emitted(&pages)
}

/// The crate for the whole page with some changes.
fn from_edits(edits: &[(&str, &str)]) -> Files {
    let text = edits
        .iter()
        .fold(WHOLE.to_owned(), |text, (find, put)| edit(&text, find, put));
    emitted(&good_pages([(WHOLE_PATH, text)]))
}

/// The items of a file that define or are about one of these names.
fn items(files: &Files, path: &str, names: &[&str]) -> String {
    let text = files
        .get(path)
        .unwrap_or_else(|| panic!("no {path} in {:?}", files.keys()));
    let is_about = |item: &&str| {
        names.iter().any(|name| {
            ["fn ", "struct ", "impl ", "enum ", "carrier!(", "mod "]
                .iter()
                .any(|word| {
                    item.match_indices(&format!("{word}{name}")).any(|(at, _)| {
                        let rest = &item[at + word.len() + name.len()..];
                        rest.starts_with(['(', ' ', ';', '\n'])
                    })
                })
        })
    };
    let found: Vec<_> = text.split("\n\n").filter(is_about).collect();
    assert!(!found.is_empty(), "{names:?} in {path}:\n{text}");
    found.join("\n\n")
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn operations_of_each_kind() {
    let check = |name: &str, fixture: &str, path: &str, names: &[&str]| {
        snapshot(name, &items(&from_fixture(fixture), path, names));
    };
    let (garden, tree) = ("src/agents/garden.rs", "src/rest/tree.rs");
    check(
        "agent_with_arguments",
        "d2",
        garden,
        &["find_trees", "FindTreesRequest"],
    );
    check(
        "agent_without_response",
        "d2",
        garden,
        &["prune", "PruneRequest"],
    );
    check(
        "agent_with_keywords",
        "d2",
        garden,
        &["move_", "MoveRequest"],
    );
    check("bytes_response", "d2", garden, &["get_picture"]);
    check(
        "path_and_query",
        "d2",
        tree,
        &["get_tree_entity", "GetTreeEntityQuery"],
    );
    check("path_in_its_order", "d2", tree, &["get_choice"]);
    check("carrier_body", "d2", tree, &["put_tree_entity"]);
    check("array_body", "d2", tree, &["save_branches"]);
    check("keys_body", "d2", tree, &["delete_trees"]);
    check("patch_body", "d2", tree, &["patch_tree_entity"]);
    check("content_body", "d2", tree, &["set_picture"]);
    check("dictionary_response", "d2", tree, &["get_names"]);
    check("collection", "d2", tree, &["get_trees"]);
    check("nothing", "d2", tree, &["delete_tree_entity"]);
    check("experimental", "d4", garden, &["prune", "PruneRequest"]);
    check(
        "dotted_names",
        "d3",
        tree,
        &["merge_trees", "MergeTreesQuery"],
    );
    check("older_bytes_response", "d1", garden, &["get_picture"]);
    check("older_nothing", "d1", garden, &["rest"]);
}

#[test]
fn types_of_each_kind() {
    let check = |name: &str, fixture: &str, path: &str, names: &[&str]| {
        snapshot(name, &items(&from_fixture(fixture), path, names));
    };
    check("carrier", "d2", "src/types/tree.rs", &["Tree"]);
    check(
        "carrier_with_a_reserved_name",
        "d2",
        "src/types/option.rs",
        &["OptionCarrier"],
    );
    check(
        "carrier_of_a_collection",
        "d2",
        "src/types/tree_tree.rs",
        &["TreeTree"],
    );
    let (season, manifest) = ("src/types/season.rs", "Cargo.toml");
    let files = from_fixture("d2");
    snapshot("enumeration", &files[season]);
    snapshot("manifest", &files[manifest]);
    snapshot("index", &files["src/rest/mod.rs"]);
}

/// rustdoc's search knows no aliases of what stands in private modules.
#[test]
fn phrases_for_types_stand_where_types_are_public() {
    let files = from_edits(&[("Response body: Growth", "Response body: SaleEntity")]);
    let index = &files["src/types/mod.rs"];
    let line = "    #[doc(alias(\"sales opportunity\"))]\n    sale_entity::SaleEntity";
    assert!(index.contains(line), "{index}");
    assert!(!files["src/types/sale_entity.rs"].contains("doc(alias"));
}

/// A tree with values that pages about types describe.
fn with_types() -> Vec<Text> {
    let (path, care) = flags_page(
        "Care",
        &[
            "None = 0",
            "Water = 1",
            "DeepWater = 3",
            "NoValue",
            "2nd = 4",
            "water = 1",
        ],
        &[
            "Property Tree.Care",
            "Property Tree.Cares",
            "Parameter v1TreeEntity_GetTree.care",
        ],
    );
    let care = edit(
        &care,
        "|Water|1||",
        "|Water|1|Rain is *no* `water` [at] all|",
    );
    vec![
        operation("v1TreeEntity_GetTree")
            .at("GET /api/v1/Tree/{mood}")
            .path("mood | string")
            .query("care | string")
            .response(
                "Tree",
                &["Mood | string", "Moods | array", "Care | string", "Cares | array", "Leaf | object"],
                "{\"Mood\": \"Calm\", \"Moods\": [], \"Care\": \"None\", \"Cares\": [], \"Leaf\": {}}",
            )
            .page(),
        enum_page(
            "Mood",
            &["Calm = 0", "calm = 0", "Other = -1", "Self", "2nd = 5"],
            &["Property Tree.Mood", "Property Tree.Moods", "Parameter v1TreeEntity_GetTree.mood"],
        ),
        (path, care),
        type_page(
            "Leaf",
            &["Age | time-span", "Ages | array of time-span", "ByMood | object of Mood", "Any | any", "Rows | array of array of string"],
            &["Property Tree.Leaf"],
        ),
    ]
}

fn emitted_of(pages: &[Text]) -> Files {
    let (api, diagnostics) = resolve(&garden::documentation(&[pages]));
    assert!(diagnostics.is_empty(), "{}", report(&diagnostics));
    emit(
        &api,
        &Manifest {
            client: "../client".into(),
            workspace: false,
            version: "0.1.0".into(),
            rust_version: "1.88".into(),
        },
    )
}

#[test]
fn pages_about_types_give_enums_flags_and_carriers() {
    let files = emitted_of(&with_types());
    for name in ["mood", "care", "leaf"] {
        snapshot(
            &format!("page_about_{name}"),
            &files[&format!("src/types/{name}.rs")],
        );
    }
    snapshot(
        "operation_with_enums",
        &items(&files, "src/rest/tree.rs", &["get_tree", "GetTreeQuery"]),
    );
}

/// An archive can be asked for by an address or a form, and describes itself.
#[test]
fn a_collection_that_is_also_a_form_takes_long_filters() {
    let archive = |uid: &str, route: &str| {
        operation(uid).at(route).path("name | string").response(
            "ODataSlimResponse",
            &["odata.metadata | string", "odata.nextLink | string", "value | array"],
            "{\"odata.metadata\": \"text\", \"odata.nextLink\": \"text\", \"value\": [{\"PrimaryKey\": 1, \"a\": \"text\"}]}",
        )
    };
    let options = [
        "$select",
        "$filter",
        "$orderBy",
        "$entities",
        "$top",
        "$skip",
        "$mode",
        "$options",
        "$context",
        "$format",
        "$jsonSafe",
        "$output",
    ];
    let get = archive("v1Archive_GetArchive_GET", "GET /api/v1/Archive/{name}");
    let get = options
        .iter()
        .fold(get, |get, name| get.query(&format!("{name} | string")));
    let files = emitted_of(&[
        get.page(),
        archive("v1Archive_PostArchive", "POST /api/v1/Archive/{name}").page(),
        archive(
            "v1Archive_GetMetadata",
            "GET /api/v1/Archive/{name}/$metadata",
        )
        .page(),
    ]);
    snapshot(
        "archive_with_a_form",
        &items(
            &files,
            "src/rest/archive.rs",
            &["get_archive_get", "post_archive", "get_metadata"],
        ),
    );
}

/// Names that pages about types share with each other, with Rust, and with carriers.
#[test]
fn types_of_one_name_become_different_types() {
    let check = |name: &str, leaf: &str| {
        let usage = format!("Property {leaf}.Mood");
        let pages = [
            operation("v1TreeEntity_GetTree")
                .query("kind | Enum: Tall, Low")
                .response("Tree", &["Leaf | object"], "{\"Leaf\": {}}")
                .page(),
            type_page(leaf, &["Mood | string"], &["Property Tree.Leaf"]),
            enum_page(name, &["Calm", "Wild"], &[&usage]),
        ];
        let files = emitted_of(&pages);
        let index = &files["src/types/mod.rs"];
        let mut modules = BTreeSet::new();
        let (_, list) = index
            .split_once("\ntypes! {\n")
            .expect("the types are listed");
        for line in list.lines().filter_map(|line| line.split_once("::")) {
            let module = line.0.trim();
            assert!(
                modules.insert(module.to_ascii_lowercase()),
                "{name}, {leaf}: {index}"
            );
            assert!(
                files.contains_key(&format!("src/types/{module}.rs")),
                "{module}"
            );
        }
        // The tree, the leaf, the enum of the parameter and that of the page.
        assert_eq!(modules.len(), 4, "{name}, {leaf}: {index}");
    };
    check("Mood", "Leaf");
    check("Kind", "Leaf");
    check("Vec", "Option");
    check("Type", "String");
    check("Mod", "Self");
    check("Result", "Fn");
}

#[test]
fn a_crate_with_enums_flags_and_time_spans_compiles() {
    let folder = scratch("pages-about-types");
    for (path, text) in with_types() {
        plant(&folder.join("docs"), &[(&path, text.as_bytes())]);
    }
    let out = folder.join("crate");
    let options = generate::Options {
        docs: vec![folder.join("docs")],
        out: out.clone(),
        check: false,
        remove: false,
    };
    generate(&options, &Console::default()).expect("the pages are good");
    cargo(&out, &["check"], &[("RUSTFLAGS", "-Dwarnings")]);
}

#[test]
fn one_older_page_alone_has_typed_carriers() {
    let files = from_fixture("d1/agent/Garden_Agent/v1GardenAgent_GetTree.md");
    let types: Vec<_> = files
        .iter()
        .filter(|(path, _)| path.starts_with("src/types/") && !path.ends_with("mod.rs"))
        .map(|(_, text)| text.lines().skip(2).collect::<Vec<_>>().join("\n"))
        .collect();
    snapshot("one_older_page", &types.join("\n\n"));
}

#[test]
fn a_name_for_nothing_is_no_type() {
    let (pages, _) = pages(&fixture("d2"));
    let api = model(&pages);
    for placeholder in ["Compost", "Peat"] {
        assert!(!api.carriers.contains_key(placeholder), "{placeholder}");
    }
    let operation = |uid: &str| {
        let mut all = api.areas.iter().flat_map(|area| &area.operations);
        all.find(|operation| operation.uid == uid)
            .unwrap_or_else(|| panic!("no {uid}"))
    };
    let prune = operation("v1GardenAgent_Prune");
    let Some(Body::Arguments(arguments)) = &prune.request else {
        panic!("{:?}", prune.request)
    };
    assert!(matches!(prune.response, ResponseBody::Nothing));
    // The table says `Compost`, the sample shows what it is.
    assert_eq!(arguments[1].ty, Type::Carrier("Tool".into()));
    assert_eq!(arguments[1].evidence.rule, Rule::Sample);
    // A name that no page without a body prints is taken at its word.
    assert_eq!(arguments[0].ty, Type::Carrier("Tree".into()));
    assert_eq!(arguments[0].evidence.rule, Rule::Table);
}

#[test]
fn the_order_of_the_pages_does_not_matter() {
    let (mut pages, _) = pages(&fixture("d2"));
    let expected = emitted(&pages);
    for step in 0..pages.len() {
        pages.rotate_left(step % 4 + 1);
        let last = pages.len() - 1;
        pages.swap(step, last - step);
        assert_eq!(emitted(&pages), expected, "step {step}");
    }
}

#[test]
fn names_that_rust_needs_are_given_others() {
    let check = |edits: &[(&str, &str)], path: &str, expected: &[&str]| {
        let files = from_edits(edits);
        let text = files
            .get(path)
            .unwrap_or_else(|| panic!("no {path} in {:?}", files.keys()));
        for line in expected {
            assert!(text.contains(line), "{line} in:\n{text}");
        }
    };
    let area = "src/rest/tree.rs";
    check(
        &[("| by |", "| type |"), ("?by=", "?type=")],
        area,
        &["type_: i32", ".query(\"type\", &type_)"],
    );
    check(
        &[("| by |", "| body |")],
        area,
        &["body_2: i32", ".query(\"body\", &body_2)", ".json(body)"],
    );
    check(
        &[("| Water |", "| additional_properties |")],
        area,
        &["additional_properties_2: \"additional_properties\""],
    );
    check(
        &[("| Water |", "| Links |"), ("| Light |", "| _Links |")],
        area,
        &["links: \"Links\"", "api_links: \"_Links\""],
    );
    check(
        &[("| Water |", "| URL |"), ("| Light |", "| Url |")],
        area,
        &["url: \"URL\"", "url_2: \"Url\""],
    );
    check(
        &[("| Water |", "| odata.nextLink |")],
        area,
        &["odata_next_link: \"odata.nextLink\""],
    );
    check(
        &[("body: Growth", "body: Vec")],
        "src/types/vec.rs",
        &["pub struct VecCarrier"],
    );
    check(
        &[("body: Growth", "body: Type")],
        "src/types/type_.rs",
        &["pub struct Type"],
    );
    check(
        &[(
            "| by | int32 |",
            "| kind | Enum: other, Other, Self, self |",
        )],
        "src/types/kind.rs",
        &[": \"other\",", ": \"Other\",", ": \"Self\",", ": \"self\","],
    );
}

/// An enum's variants are different names, whatever its members are.
#[test]
fn members_of_an_enum_become_different_variants() {
    for members in [
        "other, Other",
        "a, A",
        "Other, Unlisted",
        "self, Self",
        "1, Value1",
    ] {
        let members = format!("| kind | Enum: {members} |");
        let files = from_edits(&[("| by | int32 |", &members)]);
        let text = &files["src/types/kind.rs"];
        let (_, rest) = text
            .split_once("pub enum Kind {")
            .expect("there is an enum");
        let (body, _) = rest.split_once("\n}").expect("the enum ends");
        let variants: Vec<_> = body
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with("///"))
            .map(|line| line.trim_end_matches("(String),").trim_end_matches(','))
            .collect();
        let different: BTreeSet<_> = variants.iter().collect();
        assert_eq!(different.len(), variants.len(), "{members}: {variants:?}");
    }
}

/// Descriptions that mean something in Markdown, rustdoc, HTML or Rust.
const HOSTILE: [&str; 48] = [
    "[link]",
    "a [link] to [`Tree`](other) and [ref][x]",
    "[Vec](https://example.test/x)",
    "[^1] footnote",
    "[ ] task",
    "``` fence",
    "```rust",
    "~~~ tildes",
    "~~struck~~",
    "<script>alert(1)</script>",
    "<b>bold</b> <!-- comment",
    "</div> <img src=x onerror=y>",
    "&lt;i&gt; &amp;copy; &copy; &#60;",
    "`backticks` and ``two`` and one `",
    "# heading",
    "###### deep",
    "    four spaces",
    "a      b",
    "\tindented",
    "*/ ends a comment /* and begins one",
    "*emphasis* **strong** _low_ __line__",
    "snake_case_name and *star",
    "- item",
    "+ item",
    "* item",
    "1. first",
    "12) twelfth",
    "> quotation",
    "--- rule",
    "===",
    "***",
    "a | b",
    "$x^2$ and $$y$$",
    "see https://example.test/a_b*c.",
    "see (https://example.test/a_b) there",
    "\"https://example.test\", or so",
    "at:https://example.test/x,https://example.test/y",
    "https://example.test/<x>`y`",
    "http:// alone, https://x",
    "mail someone@example.test or <someone@example.test>",
    "back\\slash \\[ \\` \\\\ end\\",
    "\"quotes\" and 'quotes' -- and ... dots",
    "![image](https://example.test/x.png)",
    "Deprecated: use `a` [b] `c`.",
    "Deprecated: Use {A.`a` [b] `c`} instead.",
    "MDO list: `a\\` [b] <c>`.",
    "Use MDO List name \"`a` [b]\" to get list items.",
    "\u{202e}right to left\u{0} and \u{7}bell",
];

/// A page that has a text wherever a page has one.
fn hostile_page(number: usize, text: &str) -> String {
    let cell = text.replace('|', "\\|");
    // Prose that is a section of its own would be no part of the prose.
    let prose = format!(
        "{text}\n\nA second paragraph: {text}\n\n{text} and more words\nover two lines {text}"
    );
    let prose = if text.starts_with("```") || text.starts_with("~~~") {
        format!("{prose}\n\n{}\n", &text[..3])
    } else {
        prose
    };
    let mut page = WHOLE.replace("GrowTree", &format!("GrowTree{number}"));
    page = page.replace("/Grow", &format!("/Grow{number}"));
    page = page.replace("Growth", &format!("Growth{number}"));
    page = edit(&page, "Makes a tree taller.", &prose);
    page = edit(&page, "| Primary key ", &format!("| {cell} "));
    page = edit(
        &page,
        "**Required** In centimetres |\n",
        &format!("**Required** {cell} |\n| to | int32 | {cell} |\n"),
    );
    page = edit(&page, "Litres", &cell);
    page = edit(&page, "| 200 | OK |", &format!("| 200 | {cell} |"));
    edit(&page, "One a year", &cell)
}

/// The doc comments of a file, each as one text.
fn comments(text: &str) -> Vec<String> {
    let mut comments = vec![String::new()];
    for line in text.lines() {
        let line = line.trim_start();
        match line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"))
        {
            Some(words) => {
                let last = comments.last_mut().expect("there is one");
                last.push_str(words.strip_prefix(' ').unwrap_or(words));
                last.push('\n');
            }
            None => comments.push(String::new()),
        }
    }
    comments.retain(|comment| !comment.is_empty());
    comments
}

/// What a doc comment shows and what it shows as code, if nothing in it has a
/// form but what the generator gives it.
fn shown(comment: &str) -> Result<(String, Vec<String>), String> {
    // What rustdoc reads.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut shown = String::new();
    let mut code = Vec::new();
    for event in Parser::new_ext(comment, options) {
        match event {
            Event::Text(text) => shown.push_str(&text),
            Event::Code(text) => code.push(text.into_string()),
            Event::SoftBreak => shown.push(' '),
            Event::Start(Tag::Paragraph | Tag::List(None) | Tag::Item) => shown.push('\n'),
            Event::Start(Tag::Link { .. }) | Event::End(_) => {}
            other => return Err(format!("{other:?}")),
        }
    }
    Ok((shown, code))
}

fn squeezed(text: &str) -> String {
    let words = xtask::facts::plain(text);
    words
        .split_whitespace()
        .map(|word| word.replace(|c: char| c.is_control(), ""))
        .collect::<Vec<_>>()
        .join(" ")
}

/// All that the documentation shows, and the code in it, for a page with this text.
fn documentation(text: &str) -> (String, Vec<String>) {
    let files = emitted(&good_pages([(WHOLE_PATH, hostile_page(0, text))]));
    let mut all = (String::new(), Vec::new());
    for (path, content) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        for comment in comments(content) {
            let (shown, code) = shown(&comment)
                .unwrap_or_else(|event| panic!("{text:?} gives {event} in {path}:\n{comment}"));
            all.0.push_str(&shown);
            all.0.push('\n');
            all.1.extend(code);
        }
    }
    all
}

#[test]
fn no_description_gives_documentation_another_form() {
    let (_, expected_code) = documentation("plain words");
    for text in HOSTILE {
        let (all, code) = documentation(text);
        assert_eq!(code, expected_code, "{text}");
        // Whatever the text is, it is there to read.
        let all = squeezed(&all.replace('\\', ""));
        let word = squeezed(&visible(text)).replace('\\', "");
        let longest = word.split(' ').max_by_key(|word| word.len());
        let longest = longest.unwrap_or_default().trim_matches(['#', '`', '~']);
        assert!(all.contains(longest), "{longest:?} of {text:?} in:\n{all}");
    }
}

/// Members and carriers of pages about types are described in running text too.
#[test]
fn no_description_on_a_page_about_a_type_gives_documentation_another_form() {
    for text in HOSTILE {
        let cell = text.replace('|', "\\|");
        let mut pages = with_types();
        for (path, page) in &mut pages {
            let (find, put) = match path.as_str() {
                "enums/Mood.md" => ("|Calm|0||", format!("|Calm|0|{cell}|")),
                "enums/Care.md" => ("|None|0||", format!("|None|0|{cell}|")),
                "types/Leaf.md" => (
                    "| Age | time-span | |",
                    format!("| Age | time-span | {cell} |"),
                ),
                _ => continue,
            };
            *page = edit(page, find, &put);
        }
        let files = emitted_of(&pages);
        for (path, content) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
            for comment in comments(content) {
                if let Err(event) = shown(&comment) {
                    panic!("{text:?} gives {event} in {path}:\n{comment}");
                }
            }
        }
    }
}

#[test]
fn rustdoc_accepts_every_description() {
    let folder = scratch("hostile");
    let texts: Vec<_> = HOSTILE
        .into_iter()
        .enumerate()
        .map(|(number, text)| {
            let path = format!("docs/rest/Tree/v1TreeEntity_GrowTree{number}.md");
            (path, hostile_page(number, text))
        })
        .collect();
    for (path, text) in &texts {
        plant(&folder, &[(path, text.as_bytes())]);
    }
    let out = folder.join("crate");
    let options = generate::Options {
        docs: vec![folder.join("docs")],
        out: out.clone(),
        check: false,
        remove: false,
    };
    generate(&options, &Console::default()).expect("the pages are good");
    // Without the client's own documentation; `-D` makes every lint an error.
    cargo(
        &out,
        &["doc", "--no-deps"],
        &[("RUSTDOCFLAGS", "-Dwarnings -Drustdoc::unescaped_backticks")],
    );
    let html = html_of(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("check/doc/bindings"));
    for forbidden in [
        "<script>alert",
        "<img src=x",
        "<del>",
        "<em>",
        "<strong>emph",
    ] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
}

/// All pages of the functions and structs, in one.
fn html_of(folder: &Path) -> String {
    let files = crate::support::tree(folder);
    let pages = files
        .into_iter()
        .filter(|(path, _)| path.contains("fn.grow_tree") || path.contains("struct.Growth"));
    let html: Vec<_> = pages
        .map(|(_, content)| String::from_utf8_lossy(&content).into_owned())
        .collect();
    assert!(html.len() >= 2 * HOSTILE.len(), "{} pages", html.len());
    html.concat()
}

#[test]
fn secrets_are_marked_in_the_table_of_the_carrier() {
    let files = from_edits(&[(
        "| Height | int32 | In centimetres |",
        "| Height | int32 | Secret. |",
    )]);
    let growth = items(&files, "src/types/growth.rs", &["Growth"]);
    assert!(
        growth.contains("/// `Height`: The height. Secret."),
        "{growth}"
    );
    let (_, file) = files
        .iter()
        .find(|(path, _)| path.ends_with("growth.rs"))
        .expect("a file");
    assert!(file.contains("height: \"Height\" secret,\n"), "{file}");
}

#[test]
fn facts_stand_in_fixed_words_and_full_prose_stands_as_it_is() {
    let facts = "Deprecated: use `Rings`. The property is read-only. Time in UTC.";
    let full = "Use {Green.Api.Tree.Rings} *now*. The property is read-only.";
    for (name, words) in [("facts", facts), ("full_prose", full)] {
        let files = from_edits(&[(
            "| Height | int32 | In centimetres |",
            &format!("| Height | int32 | {words} |"),
        )]);
        snapshot(name, &items(&files, "src/types/growth.rs", &["Growth"]));
    }
}

/// The list of steps is what the table says, whatever a sample shows.
#[test]
fn a_patch_without_its_sample_is_one_all_the_same() {
    let path = "rest/Tree/v1TreeEntity_PatchTreeEntity.md";
    let whole = std::fs::read_to_string(fixture("d2").join(path)).expect("the fixture is there");
    let (head, rest) = whole.split_once("## Sample request").expect("it has one");
    let (_, response) = rest.split_once("## Sample response").expect("it has one");
    let merged = edit(
        &whole,
        "[\n  {\n    \"op\": \"replace\",\n    \"path\": \"Species\",\n    \"value\": {\n      \"a\": 1\n    }\n  }\n]",
        "{\n  \"Species\": \"Acer\"\n}",
    );
    let expected = generated(&whole);
    assert!(expected.contains("patch::Form"), "{expected}");
    for other in [
        head,
        &format!("{head}## Sample response{response}"),
        &merged,
    ] {
        assert_eq!(generated(other), expected);
    }

    fn generated(page: &str) -> String {
        let (mut pages, _) = pages(&fixture("d2"));
        let uid = "v1TreeEntity_PatchTreeEntity";
        pages.retain(|page| page.page.front.uid.value != uid);
        pages.extend(crate::support::good_pages([(uid, page.to_owned())]));
        let files = emitted(&pages);
        let text = &files["src/rest/tree.rs"];
        let start = text.find("pub fn patch_tree_entity").expect("it is there");
        let length = text[start..].find("\n}\n").expect("it ends");
        text[start..start + length].to_owned()
    }
}
