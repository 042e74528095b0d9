//! Swagger and OpenAPI documents as pages: what they say, where they are found, and what is wrong
//! with them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::garden::{enum_page, operation};
use crate::support::swagger::{
    self, garden, named, ok, openapi, pages_of, pages_with, part, plant_areas, plant_pair, zip,
};
use crate::support::{plant, tree, xtask_outside};
use serde_json::{Value, json};
use xtask::console::Console;
use xtask::corrections::Corrections;
use xtask::model::Api;
use xtask::read::read_sets;
use xtask::swagger::EnumNames;

/// The model of pages.
fn model(pages: &BTreeMap<String, String>) -> Api {
    let folder = temporary();
    for (path, text) in pages {
        plant(folder.path(), &[(path, text.as_bytes())]);
    }
    let console = Console::default();
    let documentation = xtask::load::documentation(&[folder.path().to_owned()], &console);
    let documentation = documentation.expect("the pages are good");
    xtask::load::model(&documentation, &console).expect("the pages agree")
}

fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

#[test]
fn both_versions_give_the_same_pages() {
    let old = pages_of(&garden());
    assert_eq!(old.len(), 16, "{:?}", old.keys());
    let new = pages_of(&openapi(&garden()));
    for (path, text) in &old {
        // A form has one media type there, and what has no content has none.
        let text = text.replace(
            "`image/png`, `multipart/form-data`",
            "`multipart/form-data`",
        );
        let accept = "Accept | Media types of the response: ";
        let text = match text.contains("| 204 |") {
            true => text.replace(
                &format!("{accept}`application/json`, `application/xml`"),
                &format!("{accept}none"),
            ),
            false => text,
        };
        assert_eq!(new.get(path), Some(&text), "{path}");
    }
    assert_eq!(new.len(), old.len());
}

/// Not every converter notes what a body was called.
#[test]
fn bodies_without_a_name_have_the_same_types() {
    let mut document = openapi(&garden());
    for item in document["paths"]
        .as_object_mut()
        .expect("paths")
        .values_mut()
    {
        for operation in item.as_object_mut().expect("methods").values_mut() {
            let fields = operation.as_object_mut().expect("an operation");
            fields.remove("x-codegen-request-body-name");
        }
    }
    let types = |document: &Value| crate::support::garden::types(&model(&pages_of(document)));
    assert_eq!(types(&document), types(&garden()));
}

#[test]
fn pages_say_what_documents_say() {
    let pages = pages_of(&garden());
    for (name, path) in [
        ("agent", "agent/Garden_Agent/v1GardenAgent_Prune.md"),
        ("byte", "agent/Garden_Agent/v1GardenAgent_GetPicture.md"),
        ("binary", "agent/Garden_Agent/v1GardenAgent_GetSound.md"),
        ("entity", "rest/Tree/v1TreeEntity_PutTreeEntity.md"),
        ("patch", "rest/Tree/v1TreeEntity_PatchTreeEntity.md"),
        ("query", "rest/Tree/v1TreeEntity_GetNames.md"),
        ("array_of_scalars", "rest/Tree/v1TreeEntity_DeleteTrees.md"),
        (
            "array_of_carriers",
            "rest/Tree/v1TreeEntity_SaveBranches.md",
        ),
        ("file", "rest/Tree/v1TreeEntity_SavePicture.md"),
        ("raw", "rest/Tree/v1TreeEntity_SetSound.md"),
        ("carrier", "types/Gardener.md"),
        ("enumeration", "enums/Condition.md"),
    ] {
        insta::assert_snapshot!(name, pages[path]);
    }
    let mut lines = crate::support::garden::types(&model(&pages));
    lines.sort();
    insta::assert_snapshot!("model", lines.join("\n"));
}

/// A type of a schema, alone in a response, and the label that it has on the page.
#[test]
fn every_type_has_its_label() {
    let check = |schema: &Value, expected: &str| {
        let mut document = garden();
        document["paths"]["/api/v1/Tree"]["get"]["responses"] = ok(schema);
        for document in [document.clone(), openapi(&document)] {
            let page = &pages_of(&document)["rest/Tree/v1TreeEntity_GetNames.md"];
            let heading = format!("### Response body: {expected}\n");
            assert!(page.contains(&heading), "{schema}: {page}");
        }
    };
    let plain = |ty: &str, format: &str| json!({"type": ty, "format": format});
    check(&plain("integer", "int32"), "int32");
    check(&json!({"type": "integer"}), "int32");
    check(&plain("integer", "int64"), "int64");
    check(&plain("number", "double"), "double");
    check(&json!({"type": "number"}), "double");
    check(&json!({"type": "boolean"}), "bool");
    check(&plain("string", "date-time"), "date-time");
    check(&plain("string", "uuid"), "string");
    check(&json!({"type": "string"}), "string");
    check(&plain("string", "byte"), "byte");
    check(&plain("string", "binary"), "binary");
    check(&json!({"type": "object"}), "any");
    check(&json!({}), "any");
    check(&json!({"type": "array"}), "array of any");
    check(&json!({"type": "array", "items": {}}), "array of any");
    check(
        &swagger::array(&swagger::array(&json!({"type": "boolean"}))),
        "array of array of bool",
    );
    check(
        &swagger::dictionary(&plain("integer", "int64")),
        "object of int64",
    );
    check(
        &json!({"type": "object", "additionalProperties": true}),
        "object of any",
    );
    check(
        &swagger::dictionary(&swagger::array(&named("Green.Services.Branch"))),
        "object of array of Branch",
    );
    // Lists have the name that another place has for the same one.
    check(
        &swagger::array(&json!({"type": "string", "enum": ["Unknown", "Calm", "Wild"]})),
        "array of Condition",
    );
}

/// Whatever words describe something, its types stay what they are.
#[test]
fn descriptions_of_any_kind_do_no_harm() {
    let types = |words: &str| {
        let mut document = garden();
        describe(&mut document["paths"], words);
        describe(&mut document["definitions"], words);
        crate::support::garden::types(&model(&pages_of(&document)))
    };
    let expected = types("Some words");
    for words in [
        "## Request Headers",
        "# A heading",
        "## Response:",
        "### Response body: Leaf",
        "## Request Body: request",
        "## Query String Parameters",
        "## Sample request",
        "Before\r\n\r\n## Response: after\r\n",
        "```js\r\n[1]\r\n```",
        "```js\r\n[1]",
        "~~~",
        "```http\r\nGET /api/v1/Tree\r\n```",
        "| Path Part | Type | Description |\n|---|---|---|\n| id | int32 | |",
        "| Response | Description |\n|---|---|\n| 200 | OK |",
        "a | b \\| c \\",
        "---",
        "---\nuid: x\n---",
        "* one\n* two",
        "[!include[x](../y.md)]",
        "<para />See <see cref=\"T:Green.Tree\">Tree</see>",
        "No sample available",
        "Title\n=====",
        "    indented",
        "> quoted",
        "\u{202e}é五\u{0}",
    ] {
        assert_eq!(types(words), expected, "{words:?}");
    }
}

/// Describes everything that has a type or a name.
fn describe(value: &mut Value, words: &str) {
    match value {
        Value::Object(fields) => {
            let text = |key: &str| fields.get(key).is_some_and(Value::is_string);
            if ["type", "operationId", "in"].into_iter().any(text) || fields.contains_key("schema")
            {
                fields.insert("description".into(), json!(words));
            }
            if fields.contains_key("operationId") {
                fields.insert("summary".into(), json!(words));
            }
            fields.values_mut().for_each(|value| describe(value, words));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| describe(value, words)),
        _ => {}
    }
}

/// The operations that are found in a folder, and whether PATCH is missing.
fn found(from: &Path) -> Result<(Vec<String>, bool), String> {
    let sources = read_sets(&[from.to_owned()]).map_err(|error| error.to_string())?;
    let lacks_patch = sources
        .published
        .iter()
        .any(|(_, _, found)| found.lacks_patch);
    let sources = xtask::load::with_published(sources, &EnumNames::default());
    assert!(sources.diagnostics.is_empty());
    let names = sources.operations.iter().map(|file| {
        let name = file.path.file_stem().expect("a page has a name");
        name.to_string_lossy().into_owned()
    });
    Ok((names.collect(), lacks_patch))
}

#[test]
fn the_pair_of_zips_comes_first() {
    let folder = temporary();
    let mut newer = garden();
    newer["paths"]["/api/v1/Tree/{id}"]["put"]["operationId"] = json!("v1TreeEntity_Put");
    plant_areas(folder.path(), &garden());
    let (names, lacks_patch) = found(folder.path()).expect("there are documents");
    assert_eq!(names.len(), 10, "{names:?}");
    assert!(names.contains(&"v1TreeEntity_PutTreeEntity".into()) && lacks_patch);
    plant_pair(folder.path(), &newer);
    let (names, lacks_patch) = found(folder.path()).expect("there are documents");
    assert_eq!(names.len(), 11, "{names:?}");
    assert!(names.contains(&"v1TreeEntity_Put".into()) && !lacks_patch);
    assert!(names.contains(&"v1TreeEntity_PatchTreeEntity".into()));
    // Half a pair is none.
    let half = folder.path().join("downloads/api/Swagger-v1-REST.zip");
    std::fs::remove_file(half).expect("it is ours");
    assert!(found(folder.path()).expect("there are documents").1);
}

#[test]
fn documents_are_found_wherever_they_lie() {
    let agents = swagger::text(&part(&garden(), true));
    let rest = swagger::text(&part(&garden(), false));
    let agents_zip = zip(&[
        ("in/it/Swagger-v1-Agents.json", &agents),
        ("readme.txt", b"About"),
    ]);
    let both_zip = zip(&[("b.json", &rest), ("a.json", &agents)]);
    let check = |files: &[(&str, &[u8])], from: &str, expected: usize| {
        let folder = temporary();
        plant(folder.path(), files);
        let (names, lacks_patch) = found(&folder.path().join(from)).expect(from);
        assert_eq!(
            (names.len(), lacks_patch),
            (expected, false),
            "{from}: {names:?}"
        );
    };
    check(&[("garden.json", &agents)], "garden.json", 4);
    check(&[("garden.zip", &agents_zip)], "garden.zip", 4);
    check(&[("garden.zip", &both_zip)], "garden.zip", 11);
    check(
        &[("a/garden.json", &agents), ("b/tree.json", &rest)],
        "",
        11,
    );
    // Other JSON is no business of ours.
    check(
        &[
            ("garden.json", &agents),
            ("package.json", b"{\"name\": \"x\"}"),
        ],
        "",
        4,
    );
    check(&[("garden.json", &agents), ("broken.json", b"{")], "", 4);
    let pair: [(&str, &[u8]); 2] = [
        ("Swagger-v1-Agents.zip", &zip(&[("a.json", &agents)])),
        ("Swagger-v1-REST.zip", &zip(&[("b.json", &rest)])),
    ];
    check(&pair, "", 11);
}

#[test]
fn what_holds_no_api_is_explained() {
    let document = swagger::text(&garden());
    let stale = zip(&[("Swagger-v1.json", &document)]);
    let fails = |files: &[(&str, &[u8])], from: &str, expected: &[&str]| {
        let folder = temporary();
        plant(folder.path(), files);
        let error = found(&folder.path().join(from)).expect_err(from);
        for words in expected {
            assert!(error.contains(words), "{error}");
        }
    };
    let nothing = [
        "Swagger-v1-Agents.zip",
        "api-sources/openapi",
        "SuperOfficeDocs/docs",
    ];
    fails(&[("readme.txt", b"About")], "", &nothing);
    fails(
        &[("en/api/index.md", b"# About"), ("package.json", b"{}")],
        "",
        &nothing,
    );
    fails(&[("downloads/api/readme.txt", b"About")], "", &nothing);
    fails(
        &[("downloads/api/Swagger-v1-Agents.zip", &stale)],
        "",
        &nothing,
    );
    let stale_alone = ["Swagger-v1.zip", "name that file itself"];
    fails(
        &[("downloads/api/Swagger-v1.zip", &stale)],
        "",
        &stale_alone,
    );
    fails(&[("Swagger-v1.zip", &stale)], "", &stale_alone);
    fails(
        &[("garden.zip", b"PK")],
        "garden.zip",
        &["garden.zip", "no zip"],
    );
    let no_json = zip(&[("readme.txt", b"About")]);
    fails(
        &[("garden.zip", &no_json)],
        "garden.zip",
        &["no JSON document"],
    );
    fails(
        &[("garden.json", b"{\"a\": \"\xff\"}")],
        "garden.json",
        &["not UTF-8"],
    );
    fails(&[], "nowhere.json", &["nowhere.json", "no such file"]);

    let folder = temporary();
    plant(folder.path(), &[("Swagger-v1.zip", &stale)]);
    let (names, _) = found(&folder.path().join("Swagger-v1.zip")).expect("it was named itself");
    assert_eq!(names.len(), 11);
}

#[test]
fn the_newest_notes_tell_the_release() {
    let release = |notes: &[&str]| {
        let folder = temporary();
        plant_pair(folder.path(), &garden());
        for name in notes {
            let path = format!("release-notes/api/changes/{name}");
            plant(folder.path(), &[(&path, b"# Changes")]);
        }
        let sources = read_sets(&[folder.path().to_owned()]).expect("there are documents");
        sources.published[0].2.release.clone()
    };
    let check = |notes: &[&str], expected: Option<&str>| {
        assert_eq!(release(notes).as_deref(), expected, "{notes:?}");
    };
    check(&[], None);
    check(&["changes-webapi-12.2.2072.0.md"], Some("12.2"));
    check(
        &["changes-webapi-9.9.1.md", "changes-webapi-10.2.1.0.md"],
        Some("10.2"),
    );
    check(
        &["changes-webapi-12.10.1.0.md", "changes-webapi-12.9.9.9.md"],
        Some("12.10"),
    );
    check(
        &["changes-webapi-12.1.1412.md", "changes-webapi-12.1.md"],
        Some("12.1"),
    );
    check(
        &[
            "changes-netserver-13.0.1.0.md",
            "index.md",
            "changes-webapi-x.md",
            "changes-webapi-7.md",
        ],
        None,
    );
}

const IMPORT: [&str; 5] = ["import", "--from", "upstream", "--to", "reference"];

/// What an import says on both outputs.
fn import(folder: &Path, arguments: &[&str]) -> (bool, String, String) {
    let output = xtask_outside(arguments, folder);
    let text = |bytes| String::from_utf8(bytes).expect("the output is text");
    (
        output.status.success(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn without_patch_the_pages_of_the_reference_stay() {
    let folder = temporary();
    let folder = folder.path();
    plant_pair(&folder.join("upstream"), &garden());
    assert_eq!(import(folder, &IMPORT).2, "");
    let patch = "rest/Tree/v1TreeEntity_PatchTreeEntity.md";
    let before = tree(&folder.join("reference"));

    std::fs::remove_dir_all(folder.join("upstream")).expect("it is ours");
    plant_areas(&folder.join("upstream"), &garden());
    let (is_good, said, warned) = import(folder, &IMPORT);
    assert!(is_good, "{warned}");
    assert!(warned.starts_with("warning[patch-missing]"), "{warned}");
    assert!(warned.contains("Swagger-v1-Agents.zip"), "{warned}");
    assert_eq!(said, "10 pages read, 0 written, 0 removed\n");
    assert_eq!(tree(&folder.join("reference")), before);

    // A property more arrives in both pages.
    let mut newer = garden();
    newer["definitions"]["Green.Services.Tree"]["properties"]["Age"] = json!({"type": "integer"});
    plant_areas(&folder.join("upstream"), &newer);
    assert!(import(folder, &IMPORT).0);
    let after = tree(&folder.join("reference"));
    let page = String::from_utf8_lossy(&after[patch]).into_owned();
    assert!(page.contains("| Age | int32 |"), "{page}");

    // Without its PUT, nothing says that it is still there.
    newer["paths"]
        .as_object_mut()
        .expect("paths")
        .remove("/api/v1/Tree/{id}");
    plant_areas(&folder.join("upstream"), &newer);
    assert!(import(folder, &IMPORT).0);
    assert!(!tree(&folder.join("reference")).contains_key(patch));
}

/// One half of the pair is a part, however many operations it has.
#[test]
fn agents_alone_remove_no_entities() {
    let folder = temporary();
    let folder = folder.path();
    plant_pair(&folder.join("upstream"), &garden());
    assert!(import(folder, &IMPORT).0);
    let before = tree(&folder.join("reference"));
    for (half, kept) in [("Agents", 4), ("REST", 7)] {
        let half = format!("upstream/downloads/api/Swagger-v1-{half}.zip");
        let arguments = ["import", "--from", &half, "--to", "reference"];
        let (is_good, _, error) = import(folder, &arguments);
        assert!(
            !is_good && error.contains(&format!("upstream has {kept} of the 11 pages")),
            "{error}"
        );
        assert_eq!(tree(&folder.join("reference")), before);
    }
    let rest = "upstream/downloads/api/Swagger-v1-REST.zip";
    let arguments = ["import", "--from", rest, "--to", "reference", "--remove"];
    let (is_good, said, warned) = import(folder, &arguments);
    assert!(
        is_good && said.starts_with("7 pages read, "),
        "{said}{warned}"
    );
}

/// What is known beside the documents.
#[derive(Default)]
struct Beside<'a> {
    /// Pages of a reference.
    reference: &'a [(String, String)],
    corrections: &'a str,
    /// Files of the checkout.
    files: &'a [(&'a str, &'a str)],
}

const DOTNET: &str = "api-sources/webapi/Green.WebApi.Agents.GardenAgent.yml";
const CRMSCRIPT: &str = "api-sources/crmscript/CRMScript.NetServer.Temper.yml";

/// The signatures of an agent, as its documentation has them.
fn dotnet(signatures: &[&str]) -> String {
    let items = signatures.iter().map(|signature| {
        format!("- uid: Green.WebApi.Agents.GardenAgent.Do\n  syntax:\n    content: {signature}\n")
    });
    format!(
        "### YamlMime:ManagedReference\nitems:\n- uid: Green.WebApi.Agents.GardenAgent\n  type: \
         Class\n{}",
        items.collect::<String>()
    )
}

fn crmscript(name: &str, members: &[&str]) -> String {
    let uid = format!("CRMScript.NetServer.{name}");
    let members = members
        .iter()
        .map(|member| format!("- uid: {uid}.{member}\n  type: Field\n"));
    format!(
        "items:\n- uid: {uid}\n  type: Enum\n{}",
        members.collect::<String>()
    )
}

/// The enum at each place of the garden that has one, `place: name`.
fn names(document: &Value, beside: &Beside<'_>) -> Vec<String> {
    let folder = temporary();
    plant_pair(folder.path(), document);
    for (path, text) in beside.files {
        plant(folder.path(), &[(path, text.as_bytes())]);
    }
    let known = match beside.reference {
        [] => EnumNames::default(),
        pages => {
            let pages = pages.iter().cloned().collect();
            EnumNames::from_model(&model(&pages))
        }
    };
    let corrections = Corrections::parse(beside.corrections).expect("they are good");
    let (pages, diagnostics) = pages_with(folder.path(), &known, &corrections);
    assert!(
        diagnostics.is_empty(),
        "{}",
        crate::support::report(&diagnostics)
    );
    let api = model(&pages);
    let lines = crate::support::garden::types(&api)
        .into_iter()
        .filter_map(|line| {
            let (place, ty) = line
                .split_once(": ")
                .or_else(|| line.split_once(" gives "))?;
            let name = ty
                .split([',', ' '])
                .find(|word| api.enums.contains_key(*word))?;
            (!place.starts_with("enum ") && !place.starts_with("flags "))
                .then(|| format!("{place}: {name}"))
        });
    let mut lines: Vec<_> = lines.collect();
    lines.sort();
    lines
}

#[test]
fn enums_have_the_name_that_the_strongest_evidence_gives() {
    let document = garden();
    let check = |beside: &Beside<'_>, place: &str, name: &str| {
        let names = names(&document, beside);
        let line = format!("{place}: {name}");
        assert!(names.contains(&line), "{line}\n{names:#?}");
    };
    let depth = "v1GardenAgent_Prune.Depth";
    let nothing = Beside::default();
    // The property's name; a short one has its owner's before it.
    check(&nothing, depth, "GardenDepth");
    check(&nothing, "Tree.Condition", "Condition");
    check(
        &nothing,
        "v1TreeEntity_GetNames(season)",
        "TreeEntitySeason",
    );
    // A list that CRMScript names, or a page, whatever the order of its members.
    let script = crmscript("Cut", &["Hard", "Light"]);
    let by_script = [(CRMSCRIPT, script.as_str())];
    check(
        &Beside {
            files: &by_script,
            ..nothing
        },
        depth,
        "Cut",
    );
    let (_, page) = enum_page("Slice", &["Light = 0", "Hard = 1"], &[]);
    let path = "en/database/tables/enums/slice.md";
    check(
        &Beside {
            files: &[(path, &page)],
            ..Beside::default()
        },
        depth,
        "Slice",
    );
    // Two of one list: the property says which, or neither has it.
    let both = [(CRMSCRIPT, script.as_str()), (path, page.as_str())];
    check(
        &Beside {
            files: &both,
            ..Beside::default()
        },
        depth,
        "GardenDepth",
    );
    let named_so = crmscript("Depth", &["Light", "Hard"]);
    let both = [(CRMSCRIPT, named_so.as_str()), (path, page.as_str())];
    check(
        &Beside {
            files: &both,
            ..Beside::default()
        },
        depth,
        "Depth",
    );
    // Another list is another enum.
    let other = crmscript("Cut", &["Hard", "Light", "None"]);
    check(
        &Beside {
            files: &[(CRMSCRIPT, &other)],
            ..Beside::default()
        },
        depth,
        "GardenDepth",
    );

    // The .NET client says it of the place.
    let client = dotnet(&[
        "public Task<Tree> PruneAsync(int treeId, Cutting? depth, Tree[] others, RequestOptions \
         requestOptions = null)",
        "public Task<State> GetConditionAsync(int treeId)",
    ]);
    let by_client = [(DOTNET, client.as_str()), (CRMSCRIPT, script.as_str())];
    let client = Beside {
        files: &by_client,
        ..Beside::default()
    };
    check(&client, depth, "Cutting");
    check(&client, "v1GardenAgent_GetCondition", "State");
    // What one place is sure of, others of the same list have too.
    check(&client, "Tree.Condition", "State");

    // A correction says it of the place, where nobody uses another name.
    let corrections =
        "[[enum]]\nname = \"Snip\"\nat = [\"Request property v1GardenAgent_Prune.Depth\"]\n";
    let corrected = Beside {
        files: &by_client,
        corrections,
        ..Beside::default()
    };
    check(&corrected, depth, "Snip");
    let reference = [
        operation("v1GardenAgent_Prune")
            .request(
                &["TreeId | int32", "Depth | Reach"],
                "{\"TreeId\": 1, \"Depth\": \"Light\"}",
            )
            .page(),
        enum_page("Reach", &["Light", "Hard"], &[]),
    ];
    let kept = Beside {
        files: &by_client,
        corrections,
        reference: &reference,
    };
    check(&kept, depth, "Reach");
    // A fact about the place is stronger than what the reference says.
    let corrections = "[[place]]\nat = \"Request property v1GardenAgent_Prune.Depth\"\nis = \"Bite\"\n\
         not = [\"Reach\"]\nreason = \"Everybody says so.\"\n\n[[enum]]\nname = \"Bite\"\n";
    let corrected = Beside {
        files: &by_client,
        corrections,
        reference: &reference,
    };
    check(&corrected, depth, "Bite");
}

#[test]
fn two_lists_never_have_one_name() {
    let mut document = garden();
    let definitions = &mut document["definitions"];
    definitions["Green.Services.Gardener"]["properties"]["Condition"]["enum"] =
        json!(["Well", "Ill"]);
    let found = names(&document, &Beside::default());
    assert_eq!(
        found,
        [
            "Gardener.Condition: Condition",
            "Tree.Condition: TreeCondition",
            "v1GardenAgent_GetCondition: TreeCondition",
            "v1GardenAgent_Prune.Depth: GardenDepth",
            "v1TreeEntity_GetNames(season): TreeEntitySeason",
        ]
    );
    // A carrier's name is taken, and so is one that another list has.
    let definitions = &mut document["definitions"];
    definitions["Green.Services.Gardener"]["properties"]["Condition"]["enum"] = json!(["A", "B"]);
    definitions["Green.Services.Condition"] = json!({
        "type": "object",
        "properties": {"TreeCondition": {"type": "string", "enum": ["C", "D"]}},
    });
    definitions["Green.Services.Tree"]["properties"]["More"] = named("Green.Services.Condition");
    let found = names(&document, &Beside::default());
    assert_eq!(
        found,
        [
            "Condition.TreeCondition: TreeCondition",
            "Gardener.Condition: GardenerCondition",
            "Tree.Condition: TreeCondition2",
            "v1GardenAgent_GetCondition: TreeCondition2",
            "v1GardenAgent_Prune.Depth: GardenDepth",
            "v1TreeEntity_GetNames(season): TreeEntitySeason",
        ]
    );
}

#[test]
fn carriers_with_links_have_what_their_base_has() {
    let mut document = garden();
    let mut linked = document["definitions"]["Green.Services.Gardener"].clone();
    linked["properties"]["Break"] = json!({"type": "string"});
    linked["properties"]["Born"] = json!({"type": "string", "format": "date-time"});
    document["definitions"]["Green.Services.Gardener"] = linked.clone();
    document["definitions"]["Green.Services.GardenerWithLinks"] = linked;
    document["paths"]["/api/v1/Tree"]["get"]["responses"] =
        ok(&named("Green.Services.GardenerWithLinks"));
    let folder = temporary();
    plant_pair(folder.path(), &document);
    let known = [
        operation("v1GardenAgent_Hire")
            .response("Gardener", &["Condition | Health"], "null")
            .page(),
        enum_page("Health", &["Unknown", "Calm", "Wild"], &[]),
    ];
    let known = EnumNames::from_model(&model(&known.into_iter().collect()));
    let corrections = "time-spans = [\"Gardener.Break\"]\ndays = [\"Gardener.Born\"]\n";
    let corrections = Corrections::parse(corrections).expect("they are good");
    let (pages, _) = pages_with(folder.path(), &known, &corrections);
    let lines = crate::support::garden::types(&model(&pages));
    for carrier in ["Gardener", "GardenerWithLinks"] {
        for property in ["Condition: Health", "Break: time-span", "Born: date"] {
            let start = format!("{carrier}.{property}, ");
            assert!(
                lines.iter().any(|line| line.starts_with(&start)),
                "{start}\n{lines:#?}"
            );
        }
    }
}

#[test]
fn setters_of_crmscript_tell_time_spans() {
    let mut document = garden();
    document["definitions"]["Green.Services.Gardener"]["properties"]["Break"] =
        json!({"type": "string"});
    let folder = temporary();
    plant_pair(folder.path(), &document);
    let class = "items:\n- uid: CRMScript.NetServer.NSGardener\n  type: Class\n- uid: \
                 CRMScript.NetServer.NSGardener.SetBreak\n  syntax:\n    content: Void \
                 SetBreak(TimeSpan break)\n";
    let path = "api-sources/crmscript/CRMScript.NetServer.NSGardener.yml";
    plant(folder.path(), &[(path, class.as_bytes())]);
    let (pages, _) = swagger::pages(folder.path());
    let page = &pages["types/Gardener.md"];
    assert!(page.contains("| Break | time-span |"), "{page}");
}

/// Members that can be combined stand in no list: only a person can say so.
#[test]
fn flags_whose_list_is_lost_keep_their_page() {
    let mut document = garden();
    document["definitions"]["Green.Services.Gardener"]["properties"]["Skills"] =
        json!({"type": "string"});
    let corrections = "[[enum]]\nname = \"Skill\"\nflags = true\nat = [\"Property Gardener.Skills\"]\n\
                       members = { None = 0, Dig = 1, Water = 2 }\n";
    let folder = temporary();
    plant_pair(folder.path(), &document);
    let corrections = Corrections::parse(corrections).expect("they are good");
    let (pages, _) = pages_with(folder.path(), &EnumNames::default(), &corrections);
    let lines = crate::support::garden::types(&model(&pages));
    assert!(
        lines.contains(&"flags Skill: Dig = 1, None = 0, Water = 2".to_owned()),
        "{lines:#?}"
    );
    assert!(
        lines.contains(&"Gardener.Skills: Skill, TypePage".to_owned()),
        "{lines:#?}"
    );
}

/// A document with something wrong: which code, where, and what is said; nothing is written.
#[test]
fn wrong_documents_are_named_and_nothing_is_written() {
    let good = serde_json::to_string_pretty(&garden()).expect("it is JSON");
    let new = serde_json::to_string_pretty(&openapi(&garden())).expect("it is JSON");
    let edited = |path: &[&str], value: Value| {
        let mut document = garden();
        let (last, way) = path.split_last().expect("a way");
        let parent = way
            .iter()
            .fold(&mut document, |value, key| &mut value[*key]);
        match value {
            Value::Null => drop(parent.as_object_mut().expect("an object").remove(*last)),
            value => parent[*last] = value,
        }
        serde_json::to_string_pretty(&document).expect("it is JSON")
    };
    let put = ["paths", "/api/v1/Tree/{id}", "put"];
    let put_field = |field: &'static str| [put[0], put[1], put[2], field];
    let species = [
        "definitions",
        "Green.Services.Tree",
        "properties",
        "Species",
    ];
    let cases: [(&str, String); 15] = [
        ("not-json", good.replacen("\"put\": {", "\"put\": [", 1)),
        ("not-json-of-nothing", String::new()),
        ("not-an-api", "[]".into()),
        ("not-an-api-of-an-object", "{\"name\": \"garden\"}".into()),
        ("unknown-version", new.replacen("3.0.0", "3.1.0", 1)),
        (
            "unknown-version-of-swagger",
            good.replacen("\"2.0\"", "\"1.2\"", 1),
        ),
        (
            "unreadable-schema-of-reference",
            edited(&species, named("Green.Services.Moss")),
        ),
        (
            "unreadable-schema-of-type",
            edited(&species, json!({"type": "text"})),
        ),
        (
            "unreadable-schema-of-union",
            edited(
                &species,
                json!({"oneOf": [{"type": "string"}, {"type": "integer"}]}),
            ),
        ),
        (
            "unreadable-schema-of-circle",
            edited(
                &["definitions", "Green.Services.Branch"],
                swagger::array(&named("Green.Services.Branch")),
            ),
        ),
        (
            "unreadable-operation-of-paths",
            edited(&["paths"], Value::Null),
        ),
        (
            "unreadable-operation-of-twins",
            edited(&put_field("operationId"), json!("v1TreeEntity_GetNames")),
        ),
        (
            "unreadable-operation-of-nobody",
            edited(&put_field("operationId"), Value::Null),
        ),
        (
            "unreadable-operation-of-parameter",
            edited(
                &put_field("parameters"),
                json!([{"$ref": "#/parameters/id"}]),
            ),
        ),
        (
            "unreadable-operation-of-place",
            edited(
                &put_field("parameters"),
                json!([{"name": "id", "in": "cookie", "type": "string"}]),
            ),
        ),
    ];
    for (name, text) in cases {
        let folder = temporary();
        plant(folder.path(), &[("garden.json", text.as_bytes())]);
        let arguments = ["import", "--from", "garden.json", "--to", "reference"];
        let (is_good, said, error) = import(folder.path(), &arguments);
        assert!(!is_good && said.is_empty(), "{name}: {said}{error}");
        let code = name.split("-of-").next().unwrap_or(name);
        assert!(error.contains(&format!("error[{code}]")), "{name}: {error}");
        assert!(error.contains("garden.json:"), "{name}: {error}");
        assert!(error.ends_with("nothing was written\n"), "{name}: {error}");
        assert!(!folder.path().join("reference").exists(), "{name}");
        insta::with_settings!({omit_expression => true}, {
            insta::assert_snapshot!(name, error);
        });
    }
}

/// Whatever is cut out of a document, there are pages or there is an error.
#[test]
fn documents_with_something_left_out_never_stop_the_program() {
    let corrections = Corrections::parse("").expect("they are good");
    for document in [garden(), openapi(&garden())] {
        let mut ways = Vec::new();
        collect(&document, &mut Vec::new(), &mut ways);
        for (index, way) in ways.iter().enumerate() {
            let values = [json!(null), json!([]), json!("x"), json!({})];
            for value in [None, Some(values[index % values.len()].clone())] {
                let text = serde_json::to_string(&put(&document, way, value)).expect("JSON");
                let file = crate::support::source("garden.json", text);
                let published = xtask::read::PublishedApi {
                    documents: vec![file.into()],
                    ..Default::default()
                };
                let known = EnumNames::default();
                let root = Path::new("");
                let files = xtask::swagger::read(root, 0, &published, &[], &known, &corrections);
                assert!(
                    !files.operations.is_empty() || !files.diagnostics.is_empty(),
                    "{way:?}"
                );
            }
        }
    }
}

fn collect(value: &Value, way: &mut Vec<String>, ways: &mut Vec<Vec<String>>) {
    let entries: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(values) => values
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        _ => return,
    };
    for (key, value) in entries {
        way.push(key);
        ways.push(way.clone());
        collect(value, way, ways);
        way.pop();
    }
}

/// A copy with another value at the end of a way, or none.
fn put(value: &Value, way: &[String], new: Option<Value>) -> Value {
    let mut copy = value.clone();
    let (last, before) = way.split_last().expect("a way");
    let parent = before.iter().fold(&mut copy, |value, key| match value {
        Value::Array(values) => &mut values[key.parse::<usize>().expect("a number")],
        value => &mut value[key],
    });
    match (parent, new) {
        (Value::Object(fields), Some(new)) => drop(fields.insert(last.clone(), new)),
        (Value::Object(fields), None) => drop(fields.remove(last)),
        (Value::Array(values), new) => {
            let at = last.parse::<usize>().expect("a number");
            match new {
                Some(new) => values[at] = new,
                None => drop(values.remove(at)),
            }
        }
        _ => {}
    }
    copy
}
