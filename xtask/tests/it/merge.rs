//! An import merges: what upstream has more arrives, what a person wrote stays, what is gone is
//! dropped and listed.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::garden::{Text, enum_page, flags_page, type_page};
use crate::support::swagger::{array, body, garden, named, ok, operation, plant_pair};
use crate::support::{copy, fixture, plant, tree, xtask, xtask_outside};
use serde_json::{Value, json};
use xtask::console::Console;
use xtask::model::Api;

const GARDENER: &str = "types/Gardener.md";
const CONDITION: &str = "enums/Condition.md";
const PRUNE: &str = "agent/Garden_Agent/v1GardenAgent_Prune.md";
const PUT_TREE: &str = "rest/Tree/v1TreeEntity_PutTreeEntity.md";

/// Upstream's documentation and a reference.
struct World(tempfile::TempDir);

impl World {
    fn new(document: &Value) -> Self {
        let world = Self(tempfile::tempdir().expect("a temporary folder can be made"));
        world.publish(document);
        world
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Upstream publishes other documents.
    fn publish(&self, document: &Value) {
        plant_pair(&self.folder().join("upstream"), document);
    }

    /// Upstream has a page about an enum.
    fn publish_enum(&self, name: &str, members: &[&str]) {
        let (_, text) = enum_page(name, members, &[]);
        let path = format!(
            "upstream/en/database/tables/enums/{}.md",
            name.to_lowercase()
        );
        plant(self.folder(), &[(&path, text.as_bytes())]);
    }

    /// A person writes pages.
    fn write(&self, pages: &[Text]) {
        for (path, text) in pages {
            plant(&self.folder().join("reference"), &[(path, text.as_bytes())]);
        }
    }

    /// What an import warns of.
    fn import(&self, more: &[&str]) -> String {
        let arguments = ["import", "--from", "upstream", "--to", "reference"];
        let output = xtask_outside(&[&arguments, more].concat(), self.folder());
        let text = |bytes| String::from_utf8(bytes).expect("the output is text");
        let warned = text(output.stderr);
        assert!(output.status.success(), "{warned}");
        warned
    }

    /// The reference.
    fn pages(&self) -> BTreeMap<String, String> {
        let text = |(path, content)| (path, String::from_utf8(content).expect("pages are text"));
        tree(&self.folder().join("reference"))
            .into_iter()
            .map(text)
            .collect()
    }

    fn page(&self, path: &str) -> String {
        self.pages()
            .remove(path)
            .unwrap_or_else(|| panic!("{path} is there"))
    }

    fn has(&self, path: &str) -> bool {
        self.folder().join("reference").join(path).exists()
    }

    /// A further import changes nothing, and the pages agree.
    fn is_settled(&self) {
        let before = self.pages();
        let model = model(&self.folder().join("reference"));
        self.import(&[]);
        assert_eq!(self.pages(), before);
        assert!(!model.areas.is_empty());
    }
}

fn model(docs: &Path) -> Api {
    let console = Console::default();
    let documentation = xtask::load::documentation(&[docs.to_owned()], &console);
    let documentation = documentation.expect("the pages are good");
    xtask::load::model(&documentation, &console).expect("the pages agree")
}

/// The garden with a property more of a carrier, behind others or at the end.
fn with_property(carrier: &str, at: usize, name: &str, schema: Value) -> Value {
    let mut document = garden();
    let properties =
        &mut document["definitions"][format!("Green.Services.{carrier}")]["properties"];
    let fields = properties.as_object_mut().expect("properties");
    let at = at.min(fields.len());
    fields.shift_insert(at, name.into(), schema);
    document
}

fn with_members(members: &[&str]) -> Value {
    let mut document = garden();
    put_members(&mut document, members);
    document
}

/// Replaces the members of the one list that stands in several places.
fn put_members(value: &mut Value, members: &[&str]) {
    match value {
        Value::Object(fields) => {
            if fields.get("enum").is_some_and(|list| list[0] == "Unknown") {
                fields["enum"] = json!(members);
            }
            fields
                .values_mut()
                .for_each(|value| put_members(value, members));
        }
        Value::Array(values) => values
            .iter_mut()
            .for_each(|value| put_members(value, members)),
        _ => {}
    }
}

#[test]
fn members_arrive_in_a_persons_page_with_their_values() {
    let check = |kept: &[&str], upstream: &[&str], page: &[&str], expected: &str| {
        let world = World::new(&with_members(upstream));
        world.publish_enum("Condition", page);
        world.write(&[enum_page("Condition", kept, &["Property Tree.Condition"])]);
        assert_eq!(world.import(&[]), "");
        let text = world.page(CONDITION);
        assert!(text.contains(expected), "{text}");
        assert!(text.contains("* Property Tree.Condition\n"), "{text}");
        assert!(!text.contains("generated"), "{text}");
        world.is_settled();
    };
    let three = ["Unknown", "Calm", "Wild"];
    let numbered = ["Unknown = 0", "Calm = 1", "Wild = 2"];
    let rows = "|Unknown|0||\n|Calm|1||\n|Wild|2||\n\n";
    check(&["Unknown = 0", "Calm = 1"], &three, &numbered, rows);
    check(&["Unknown", "Calm"], &three, &numbered, rows);
    check(
        &["Unknown = 0", "Calm = 1"],
        &three,
        &[],
        "|Calm|1||\n|Wild|||\n\n",
    );
    // A member that upstream lost is somebody's.
    check(&numbered, &["Unknown", "Calm"], &[], rows);
    check(
        &["Wild = 2", "Calm = 1"],
        &three,
        &numbered,
        "|Wild|2||\n|Calm|1||\n|Unknown|0||\n\n",
    );
}

#[test]
fn what_a_person_wrote_about_an_enum_wins() {
    let world = World::new(&garden());
    world.publish_enum("Condition", &["Unknown = 0", "Calm = 1", "Wild = 7"]);
    let (path, text) = flags_page(
        "Condition",
        &["Unknown = 0", "Calm = 1", "Wild = 2"],
        &["Property Tree.Condition"],
    );
    let text = text.replace("|Calm|1||", "|Calm|1|Hardly moves|");
    let text = text.replace("# Condition Enum\n", "# Condition Enum\n\nHow it is.\n");
    world.write(&[(path, text.clone())]);
    for prose in ["facts", "full"] {
        let warned = world.import(&["--prose", prose]);
        assert!(warned.starts_with("warning[conflicting-enum]"), "{warned}");
        // Both places are shown.
        assert!(
            warned.contains("upstream as pages/enums/Condition.md:13:"),
            "{warned}"
        );
        assert!(
            warned.contains("reference/enums/Condition.md:15:"),
            "{warned}"
        );
        assert_eq!(world.page(CONDITION), text);
    }
}

#[test]
fn what_a_person_wrote_about_a_carrier_wins() {
    let check = |kept: &str, upstream: Value, expected: &str| {
        let world = World::new(&with_property("Gardener", 9, "Detail", upstream));
        let rows = ["Name | string", "Condition | Condition", kept];
        world.write(&[type_page("Gardener", &rows, &[])]);
        assert_eq!(world.import(&[]), "", "{kept}");
        let text = world.page(GARDENER);
        assert!(text.contains(&format!("| Detail | {expected}")), "{text}");
        assert!(!text.contains("generated"), "{text}");
        world.is_settled();
    };
    let text = json!({"type": "string"});
    let integer = json!({"type": "integer", "format": "int32"});
    let time = json!({"type": "string", "format": "date-time"});
    check("Detail | time-span | ", text.clone(), "time-span |");
    check("Detail | date | ", time.clone(), "date |");
    check(
        "Detail | string | In centimetres",
        text.clone(),
        "string | In centimetres |",
    );
    // What upstream says more exactly is taken.
    check("Detail | array", array(&text), "array of string |");
    check(
        "Detail | object",
        json!({"type": "object", "additionalProperties": integer}),
        "object of int32 |",
    );
    check("Detail | ", named("Green.Services.Branch"), "Branch |");
    // Nothing is said of what is the same.
    check(
        "Detail | array of int32 | ",
        array(&integer),
        "array of int32 |",
    );
}

#[test]
fn two_types_that_exclude_each_other_are_both_shown() {
    let world = World::new(&garden());
    let page = type_page("Gardener", &["Name | int32", "Condition | Condition"], &[]);
    world.write(std::slice::from_ref(&page));
    let warned = world.import(&[]);
    let folder = world.folder().display().to_string();
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("conflicting_types", warned.replace(&folder, ""));
    });
    assert_eq!(world.page(GARDENER), page.1);
}

#[test]
fn properties_arrive_at_their_place() {
    let check = |kept: &[&str], expected: &[&str]| {
        let mut document = with_property("Gardener", 1, "Age", json!({"type": "integer"}));
        let properties = &mut document["definitions"]["Green.Services.Gardener"]["properties"];
        properties["Phone"] = json!({"type": "string"});
        let world = World::new(&document);
        world.write(&[type_page("Gardener", kept, &["Property Tree.Keeper"])]);
        assert_eq!(world.import(&[]), "");
        let page = world.page(GARDENER);
        let rows = page
            .lines()
            .filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
        let names: Vec<_> = rows.skip(1).collect();
        assert_eq!(names, expected, "{page}");
        world.is_settled();
    };
    let whole = ["Name", "Age", "Condition", "Phone"];
    check(&["Name | string", "Condition | Condition"], &whole);
    check(&["Condition | Condition"], &whole);
    check(
        &[
            "Name | string",
            "Age | int32",
            "Condition | Condition",
            "Phone | string",
        ],
        &whole,
    );
    // An order of one's own stays.
    check(
        &["Condition | Condition", "Name | string"],
        &["Condition", "Phone", "Name", "Age"],
    );
}

/// Operations describe a tree: a page about it says only what they lack.
#[test]
fn a_page_about_a_part_of_a_carrier_stays_one() {
    let world = World::new(&garden());
    let page = type_page("Tree", &["Height | double"], &[]);
    world.write(std::slice::from_ref(&page));
    assert_eq!(world.import(&[]), "");
    assert_eq!(world.page("types/Tree.md"), page.1);
    assert!(!world.has("types/Branch.md"));
}

#[test]
fn what_is_gone_upstream_is_dropped_and_listed() {
    let world = World::new(&with_property(
        "Gardener",
        9,
        "Tool",
        json!({"type": "string"}),
    ));
    world.write(&[
        enum_page(
            "Condition",
            &["Unknown = 0", "Calm = 1", "Wild = 2"],
            &[
                "Property Tree.Condition",
                "Response v1GardenAgent_GetCondition",
            ],
        ),
        enum_page(
            "GardenDepth",
            &["Light = 0", "Hard = 1"],
            &["Request property v1GardenAgent_Prune.Depth"],
        ),
        type_page(
            "Gardener",
            &["Name | string", "Condition | Condition", "Tool | string"],
            &["Property Tree.Keeper"],
        ),
        type_page("v1GardenAgent_Prune", &["Depth | GardenDepth"], &[]),
    ]);
    assert_eq!(world.import(&[]), "");
    let mut document = garden();
    let paths = document["paths"].as_object_mut().expect("paths");
    paths.remove("/api/v1/Agents/Garden/GetCondition");
    paths.remove("/api/v1/Agents/Garden/Prune");
    world.publish(&document);
    let warned = world.import(&[]);
    for what in [
        "`Response v1GardenAgent_GetCondition`",
        "any use for the enum `GardenDepth`",
        "`Gardener.Tool`",
        "any use for `v1GardenAgent_Prune`",
    ] {
        assert!(
            warned.contains(&format!("upstream has no longer {what}: dropped")),
            "{warned}"
        );
    }
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("dropped", warned);
    });
    let condition = world.page(CONDITION);
    assert!(
        condition.ends_with("## Usage\n\n* Property Tree.Condition\n"),
        "{condition}"
    );
    assert!(!world.page(GARDENER).contains("Tool"));
    for path in [
        "enums/GardenDepth.md",
        "types/v1GardenAgent_Prune.md",
        PRUNE,
    ] {
        assert!(!world.has(path), "{path}");
    }
    world.is_settled();
    assert_eq!(world.import(&[]), "");
}

#[test]
fn pages_that_an_import_wrote_are_written_anew_or_go_and_no_others() {
    let world = World::new(&garden());
    assert_eq!(world.import(&[]), "");
    for path in [GARDENER, CONDITION] {
        assert!(world.page(path).contains("\ngenerated: true\n"), "{path}");
    }
    // Somebody edits what is not theirs.
    let page = world.page(CONDITION).replace("|Calm|", "|Quiet|");
    world.write(&[(CONDITION.into(), page)]);
    world.publish(&with_members(&["Unknown", "Calm", "Wild", "Ill"]));
    assert_eq!(world.import(&[]), "");
    let rows = "|Unknown|||\n|Calm|||\n|Wild|||\n|Ill|||\n";
    assert!(world.page(CONDITION).ends_with(rows));

    // Without the mark it is somebody's.
    let page = world.page(CONDITION).replace("generated: true\n", "");
    world.write(&[(CONDITION.into(), page.replace("|Ill|", "|Sick|"))]);
    assert_eq!(world.import(&[]), "");
    assert!(world.page(CONDITION).contains("|Sick|"));

    let mut document = garden();
    let definitions = document["definitions"]
        .as_object_mut()
        .expect("definitions");
    let tree = definitions["Green.Services.Tree"]["properties"]
        .as_object_mut()
        .expect("properties");
    tree.remove("Keeper");
    let request = &mut definitions["Green.Carriers.GardenCarriers.PruneRequest"]["properties"];
    request.as_object_mut().expect("properties").remove("Depth");
    world.publish(&document);
    world.write(&[("enums/notes.txt".into(), "mine".into())]);
    let warned = world.import(&[]);
    assert!(warned.contains("any use for `Gardener`"), "{warned}");
    assert!(
        warned.contains("any use for the enum `GardenDepth`"),
        "{warned}"
    );
    assert!(!world.has(GARDENER) && !world.has("enums/GardenDepth.md"));
    assert!(world.has(CONDITION) && world.has("enums/notes.txt"));
    world.is_settled();
}

/// The glossary is a person's: nothing of upstream is in it, and no import writes it.
#[test]
fn an_import_leaves_the_glossary_alone() {
    const GLOSSARY: &str = "---\ntitle: Glossary\nuid: glossary\n---\n\n\
         | Property | Meaning |\n|---|---|\n| Depth | How deep the cut is. |\n";
    let world = World::new(&garden());
    world.write(&[("glossary.md".into(), GLOSSARY.into())]);
    assert_eq!(world.import(&[]), "");
    assert_eq!(world.import(&["--remove"]), "");
    assert_eq!(world.page("glossary.md"), GLOSSARY);
    let model = model(&world.folder().join("reference"));
    let said = model.glossary.property(None, "Depth");
    assert_eq!(said, Some("How deep the cut is."));
    world.is_settled();
}

/// A name that users have stays, whatever a better guess would be.
#[test]
fn names_in_use_stay() {
    let world = World::new(&garden());
    world.import(&[]);
    assert!(world.has("enums/GardenDepth.md"));
    let script = "items:\n- uid: CRMScript.NetServer.Cut\n  type: Enum\n- uid: \
                  CRMScript.NetServer.Cut.Light\n- uid: CRMScript.NetServer.Cut.Hard\n";
    let path = "upstream/api-sources/crmscript/CRMScript.NetServer.Cut.yml";
    plant(world.folder(), &[(path, script.as_bytes())]);
    let before = world.pages();
    assert_eq!(world.import(&[]), "");
    assert_eq!(world.pages(), before);
    // Another place with the list has the name as well, and a longer list keeps it.
    let mut document = with_property(
        "Branch",
        9,
        "Cut",
        json!({"type": "string", "enum": ["Light", "Hard", "Full"]}),
    );
    let request = "Green.Carriers.GardenCarriers.PruneRequest";
    document["definitions"][request]["properties"]["Depth"]["enum"] =
        json!(["Light", "Hard", "Full"]);
    world.publish(&document);
    assert_eq!(world.import(&[]), "");
    assert!(world.page(PRUNE).contains("| Depth | GardenDepth |"));
    let branches = world.page("rest/Tree/v1TreeEntity_SaveBranches.md");
    assert!(branches.contains("| Cut | GardenDepth |"), "{branches}");
    assert!(!world.has("enums/Cut.md"));
    // A page lies where it lay.
    world.is_settled();
}

/// What came with a release, as the pages say it.
fn marked(pages: &BTreeMap<String, String>, release: &str) -> Vec<String> {
    let sentence = format!("Since release {release}.");
    let lines = pages.iter().flat_map(|(path, text)| {
        let lines = text.lines().filter(|line| line.contains(&sentence));
        lines.map(move |line| format!("{path}: {line}"))
    });
    lines.map(|line| line.replace(&sentence, "*")).collect()
}

/// The garden with something new of each kind.
fn grown() -> Value {
    let mut document = with_members(&["Unknown", "Calm", "Wild", "Ill"]);
    let definitions = &mut document["definitions"];
    definitions["Green.Services.Tree"]["properties"]["Moss"] = named("Green.Services.Moss");
    definitions["Green.Services.Gardener"]["properties"]["Age"] = json!({"type": "integer"});
    definitions["Green.Services.Moss"] = json!({
        "type": "object",
        "properties": {
            "Colour": {"type": "string"},
            "Softness": {"type": "string", "enum": ["Soft", "Rough"]},
        },
    });
    definitions["Green.Carriers.GardenCarriers.PruneRequest"]["properties"]["Tool"] =
        json!({"type": "string"});
    let paths = &mut document["paths"];
    let parameters = &mut paths["/api/v1/Tree"]["get"]["parameters"];
    let parameters = parameters.as_array_mut().expect("parameters");
    parameters.push(json!({"name": "limit", "in": "query", "type": "integer"}));
    let ids = array(&json!({"type": "integer", "format": "int32"}));
    paths["/api/v1/Tree/Fell"] = json!({
        "post": operation(
            "v1TreeEntity_Fell",
            "Tree",
            &json!([body("ids", &ids)]),
            &ok(&named("Green.Services.Tree")),
        ),
    });
    document
}

#[test]
fn what_is_new_says_since_when_and_goes_on_saying_it() {
    let world = World::new(&garden());
    let notes = "upstream/release-notes/api/changes/changes-webapi-";
    plant(
        world.folder(),
        &[(&format!("{notes}7.1.5.0.md"), b"# Changes")],
    );
    assert_eq!(world.import(&[]), "");
    // There is nothing to compare a first import with.
    assert_eq!(marked(&world.pages(), "7.1"), Vec::<String>::new());
    // And nothing came with a release that changed nothing.
    plant(
        world.folder(),
        &[(&format!("{notes}7.2.9.0.md"), b"# Changes")],
    );
    assert_eq!(world.import(&[]), "");
    assert_eq!(marked(&world.pages(), "7.2"), Vec::<String>::new());

    world.publish(&grown());
    // What a person says beforehand of a new operation stays as it is.
    let about = type_page("v1TreeEntity_Fell", &["ids | array of int32"], &[]);
    world.write(std::slice::from_ref(&about));
    assert_eq!(world.import(&[]), "");
    assert_eq!(world.page("types/v1TreeEntity_Fell.md"), about.1);
    let first = marked(&world.pages(), "7.2");
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("since", first.join("\n"));
    });
    world.is_settled();
    // The next release brings nothing of it.
    assert_eq!(world.import(&["--release", "7.3"]), "");
    assert_eq!(marked(&world.pages(), "7.2"), first);
    assert_eq!(marked(&world.pages(), "7.3"), Vec::<String>::new());

    let api = model(&world.folder().join("reference"));
    let of_type = |name: &str| api.carriers[name].since.as_deref();
    assert_eq!((of_type("Moss"), of_type("Tree")), (Some("7.2"), None));
    assert_eq!(api.enums["Softness"].since.as_deref(), Some("7.2"));
    let members = api.enums["Condition"].members.iter();
    let members: Vec<_> = members.map(|member| member.since.as_deref()).collect();
    assert_eq!(members, [None, None, None, Some("7.2")]);

    // A page that becomes a person's says it too.
    let page = world.page("types/Moss.md").replace("generated: true\n", "");
    world.write(&[("types/Moss.md".into(), page.clone())]);
    assert_eq!(world.import(&["--release", "7.4"]), "");
    assert_eq!(world.page("types/Moss.md"), page);
}

#[test]
fn the_option_is_stronger_than_what_the_checkout_says() {
    let world = World::new(&garden());
    let path = "upstream/release-notes/api/changes/changes-webapi-7.1.5.0.md";
    plant(world.folder(), &[(path, b"# Changes")]);
    world.import(&[]);
    world.publish(&grown());
    assert_eq!(world.import(&["--release", "8.0"]), "");
    assert_eq!(marked(&world.pages(), "7.1"), Vec::<String>::new());
    assert!(marked(&world.pages(), "8.0").len() > 8);
    // Without either, nothing is marked.
    let world = World::new(&garden());
    world.import(&[]);
    world.publish(&grown());
    world.import(&[]);
    assert!(
        world
            .pages()
            .values()
            .all(|page| !page.contains("Since release"))
    );
    // What is no release is refused.
    let arguments = [
        "import",
        "--from",
        "upstream",
        "--to",
        "reference",
        "--release",
        "the newest",
    ];
    let output = xtask_outside(&arguments, world.folder());
    assert_eq!(output.status.code(), Some(2));
}

/// A parameter whose name differs in case alone is no new one.
#[test]
fn another_case_is_no_news() {
    let world = World::new(&garden());
    world.import(&[]);
    let mut document = garden();
    document["paths"]["/api/v1/Tree"]["get"]["parameters"][0]["name"] = json!("Ids");
    world.publish(&document);
    world.import(&["--release", "7.2"]);
    assert_eq!(marked(&world.pages(), "7.2"), Vec::<String>::new());
}

/// The model as lines, without what decided it.
fn types(docs: &Path) -> Vec<String> {
    let lines = crate::support::garden::types(&model(docs)).into_iter();
    let lines = lines.filter(|line| !line.contains(" by "));
    let lines = lines.map(|line| match line.rsplit_once(", ") {
        Some((place, _)) if !line.starts_with("enum ") && !line.starts_with("flags ") => {
            place.to_owned()
        }
        _ => line,
    });
    lines.collect()
}

/// The newest release of the Markdown pages, and those before it.
#[test]
#[ignore = "needs ../shared/corpus"]
fn older_releases_are_imported_and_imported_again() {
    for release in ["2022", "10.2.1", "10.2.2"] {
        let from = crate::support::corpus(release);
        let folder = crate::support::scratch(&format!("merge-{release}"));
        let from = from.to_str().expect("a path in UTF-8");
        for expected in ["", " 0 written, 0 removed\n"] {
            let output = xtask(&["import", "--from", from, "--to", "reference"], &folder);
            let warned = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{release}: {warned}");
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(said.ends_with(expected), "{release}: {said}");
        }
        model(&folder.join("reference"));
    }
}

/// Descriptions alone are what the pages of the reference leave out.
#[test]
#[ignore = "needs ../shared/corpus/12.2.tar.xz"]
fn an_import_with_all_words_has_the_types_of_the_reference() {
    let from = crate::support::corpus("12.2");
    let folder = crate::support::scratch("merge-full");
    let from = from.to_str().expect("a path in UTF-8");
    let arguments = ["import", "--from", from, "--to", "full", "--prose", "full"];
    let output = xtask(&arguments, &folder);
    let warned = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{warned}");
    assert_eq!(warned, "");
    let full = types(&folder.join("full"));
    let reference = types(&crate::support::workspace().join("docs/reference"));
    let difference = |a: &[String], b: &[String]| {
        let lines = a.iter().filter(|line| !b.contains(line));
        lines.cloned().collect::<Vec<_>>()
    };
    assert_eq!(difference(&full, &reference), Vec::<String>::new());
    assert_eq!(difference(&reference, &full), Vec::<String>::new());
    let words = std::fs::read_to_string(folder.join("full/types/Contact.md"));
    assert!(words.is_ok_and(|page| page.lines().count() > 20));
}

#[test]
fn descriptions_arrive_where_they_are_asked_for_and_change_no_type() {
    let world = World::new(&grown());
    world.import(&[]);
    let facts = world.folder().join("facts");
    copy(&world.folder().join("reference"), &facts);
    std::fs::remove_dir_all(world.folder().join("reference")).expect("it is ours");
    world.import(&["--prose", "full"]);
    let full = world.folder().join("reference");
    assert_eq!(types(&full), types(&facts));
    for (path, words) in [
        (GARDENER, "Who cares for a tree"),
        ("types/Tree.md", "A tree of the garden"),
        (PUT_TREE, "| Species | String | Latin name |"),
        (PRUNE, "Cuts | trims."),
    ] {
        assert!(
            world.page(path).contains(words),
            "{path}: {}",
            world.page(path)
        );
    }
    let all: String = tree(&facts)
        .values()
        .map(|page| String::from_utf8_lossy(page))
        .collect();
    for words in ["Who cares", "A tree of", "Latin", "trims"] {
        assert!(!all.contains(words), "{words}");
    }
    world.is_settled_with("full");
}

impl World {
    fn is_settled_with(&self, prose: &str) {
        let before = self.pages();
        self.import(&["--prose", prose]);
        assert_eq!(self.pages(), before);
    }
}

/// The samples of an import are what the types allow.
#[test]
fn operations_without_samples_get_neutral_ones() {
    let world = World::new(&garden());
    world.import(&[]);
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("sample_of_an_agent", world.page(PRUNE));
        insta::assert_snapshot!("sample_of_a_patch", world.page("rest/Tree/v1TreeEntity_PatchTreeEntity.md"));
    });
    let arguments = ["lint", "--docs", "reference"];
    let output = xtask(&arguments, world.folder());
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A reference that begins with nothing begins with what the workspace knows of the same API.
#[test]
fn an_empty_reference_is_lent_the_pages_that_it_needs() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let reference = crate::support::workspace().join("docs/reference");
    copy(
        &reference.join("rest/User"),
        &folder.path().join("upstream/rest/User"),
    );
    let arguments = ["import", "--from", "upstream", "--to", "reference"];
    for expected in ["", " 0 written, 0 removed\n"] {
        let output = xtask(&arguments, folder.path());
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success() && said.ends_with(expected),
            "{said}"
        );
    }
    let all = tree(&reference);
    let pages = tree(&folder.path().join("reference"));
    let lent = pages.iter().filter(|(path, _)| !path.starts_with("rest/"));
    let lent: Vec<_> = lent.collect();
    assert!((5..50).contains(&lent.len()), "{}", lent.len());
    for (path, _) in lent {
        assert!(all.contains_key(path), "{path}");
    }
    let known = types(&reference);
    let lines = types(&folder.path().join("reference"));
    for line in lines.iter().filter(|line| {
        let carrier = line.split('.').next().unwrap_or_default();
        pages.contains_key(&format!("types/{carrier}.md"))
    }) {
        assert!(known.contains(line), "{line}");
    }

    // Another API has no use for them.
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy(&fixture("d2"), &folder.path().join("upstream"));
    let output = xtask(&arguments, folder.path());
    assert!(output.status.success() && output.stderr.is_empty());
    let pages = tree(&folder.path().join("reference"));
    assert!(
        pages
            .keys()
            .all(|path| path.starts_with("agent/") || path.starts_with("rest/"))
    );
}

#[test]
fn pages_of_the_newest_dialect_are_imported() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let upstream = folder.path().join("upstream");
    copy(&fixture("d4"), &upstream);
    let import = || {
        let arguments = ["import", "--from", "upstream", "--to", "reference"];
        let output = xtask_outside(&arguments, folder.path());
        let warned = String::from_utf8(output.stderr).expect("the output is text");
        assert!(output.status.success(), "{warned}");
        warned
    };
    // One missing file is shown where it is missed.
    let warned = import();
    assert!(warned.starts_with("warning[include-not-found]"), "{warned}");
    assert!(warned.contains("v1GardenAgent_Prune.md:"), "{warned}");
    let find = "agent/Garden_Agent/v1GardenAgent_FindTrees.md";
    let before = tree(&folder.path().join("reference"));

    // Several are one line.
    let samples = upstream.join("samples");
    std::fs::remove_dir_all(samples.join("request")).expect("it is ours");
    let warned = import();
    let lines: Vec<_> = warned.lines().collect();
    assert_eq!(lines.len(), 1, "{warned}");
    assert!(
        lines[0].contains("cannot read 3 included files"),
        "{warned}"
    );
    assert!(lines[0].contains("v1GardenAgent_FindTrees.md:"), "{warned}");

    // A text in place of a sample is none.
    for text in [
        "No sample available",
        "```http!\nNo sample available\n```\n",
        "No sample available.\n",
    ] {
        for name in ["FindTrees", "Prune"] {
            for kind in ["request", "response"] {
                let path = format!("{kind}/v1GardenAgent_{name}.md");
                plant(&samples, &[(&path, text.as_bytes())]);
            }
        }
        assert_eq!(import(), "", "{text}");
        let pages = tree(&folder.path().join("reference"));
        let page = String::from_utf8_lossy(&pages[find]).into_owned();
        assert!(!page.to_lowercase().contains("sample"), "{page}");
        assert_eq!(
            pages.keys().collect::<Vec<_>>(),
            before.keys().collect::<Vec<_>>()
        );
    }
}

/// The heading of a PATCH has one word in the newest dialect.
#[test]
fn a_patch_needs_no_type_in_its_heading() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy(&fixture("d2"), folder.path());
    let lines = || crate::support::garden::types(&model(folder.path()));
    let before = lines();
    let path = "rest/Tree/v1TreeEntity_PatchTreeEntity.md";
    let page = std::fs::read_to_string(folder.path().join(path)).expect("the page is there");
    let page = crate::support::edit(
        &page,
        "## Request Body: changes string ",
        "## Request Body: changes ",
    );
    plant(folder.path(), &[(path, page.as_bytes())]);
    assert_eq!(lines(), before);
}
