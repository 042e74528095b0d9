//! What is wrong with documentation itself: where, and what to do.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use crate::support::{WHOLE, WHOLE_PATH, corpus, edit, plant, scratch, source, workspace};
use xtask::console::Console;
use xtask::diagnostic::Diagnostic;
use xtask::lint::{Config, Format, Options, RULES, findings, lint};
use xtask::read::{Sources, read};

/// A page that responds without a body and names the placeholder `Peat`, as upstream has them.
const VOID: &str = include_str!("../fixtures/d2/rest/Tree/v1TreeEntity_DeleteTrees.md");
const VOID_PATH: &str = "rest/Tree/v1TreeEntity_DeleteTrees.md";

fn found(pages: &[(&str, &str)], config: &Config) -> Vec<Diagnostic> {
    let file = |(path, text): &(&str, &str)| Arc::new(source(path, *text));
    let sources = Sources {
        operations: pages.iter().map(file).collect(),
        enums: Vec::new(),
        types: Vec::new(),
        glossaries: Vec::new(),
        other: Vec::new(),
        diagnostics: Vec::new(),
        published: Vec::new(),
    };
    findings(sources, config, &Console::default())
}

/// Rule, line and column of each finding on the whole page with one part changed.
fn check(find: &str, put: &str, expected: &[(&str, usize, usize)]) {
    let page = edit(WHOLE, find, put);
    let all = found(
        &[(WHOLE_PATH, &page), (VOID_PATH, VOID)],
        &Config::default(),
    );
    let of_page = all.iter().filter_map(|finding| {
        let label = finding.labels.first().expect("a place");
        assert!(finding.help.is_some(), "{finding:?} proposes nothing");
        (label.path == Path::new(WHOLE_PATH)).then_some((finding.code, label.line, label.column))
    });
    assert_eq!(of_page.collect::<Vec<_>>(), expected, "{put}");
}

#[test]
fn each_rule_finds_its_defect() {
    check("Makes a tree", "Makes a big tree", &[]);
    // Titles.
    let title = "title: PUT Tree/{id}/Grow";
    check(
        title,
        "title: PUTS Tree/{id}/Grow",
        &[("title-mismatch", 2, 8)],
    );
    check(
        title,
        "title: PUT Tree/{treeId}/Grow",
        &[("title-mismatch", 2, 8)],
    );
    check(title, "title: PUT Tree/Grow", &[("title-mismatch", 2, 8)]);
    check(title, "title: PUT A tree grows", &[]);
    check(title, "title: Growth", &[]);
    // Names.
    let body = "### Response body: Growth";
    check(
        body,
        "### Response body: Peat",
        &[("placeholder-body", 59, 20)],
    );
    let row = "| Height | int32 | In centimetres |";
    check(
        row,
        "| Height | Peat | In centimetres |",
        &[("placeholder-row", 63, 12)],
    );
    check(
        row,
        "| Height | int32 | In |\n| Peat | Peat | |\n| Pea | Peat | |",
        &[],
    );
    let argument = "| Water | Number | Litres |";
    check(
        argument,
        "| Water | Peat | Litres |",
        &[("placeholder-row", 47, 11)],
    );
    check(
        "\"Water\": 1.5",
        "\"Water\": 1.5,\n  \"Soil\": { \"a\": 1 }",
        &[],
    );
    // Samples.
    let height = "\"Height\": 255";
    check(height, "\"Height\": null", &[]);
    check(
        height,
        "\"Height\": 2.5",
        &[("sample-contradicts-table", 63, 12)],
    );
    check(
        height,
        "\"Height\": \"255\"",
        &[("sample-contradicts-table", 63, 12)],
    );
    check("\"Water\": 1.5", "\"Water\": 1", &[]);
    check(
        "\"Light\": true",
        "\"Light\": \"on\"",
        &[("sample-contradicts-table", 48, 11)],
    );
    check(
        "200 OK\nContent-Type",
        "200 OK\nLast-Modified: Sat, 31 Jan 1998 14:19:10 G1T\nContent-Type",
        &[("malformed-date", 85, 1)],
    );
    check(
        "200 OK\nContent-Type",
        "200 OK\nLast-Modified: Sat, 31 Jan 1998 14:19:10 GMT\nContent-Type",
        &[],
    );
    check("?by=5", "?by=5,6", &[]);
    // Tables.
    check(
        "| **Required** In centimetres |",
        "| **Required** In\ncentimetres |",
        &[("split-row", 26, 1)],
    );
    check(row, "| Height | int32 |", &[("unreadable-page", 63, 1)]);
}

#[test]
fn arrays_come_value_by_value() {
    let page = edit(WHOLE, "| by | int32 |", "| by | array |");
    let page = edit(&page, "?by=5", "?by=5,6");
    let all = found(&[(WHOLE_PATH, &page)], &Config::default());
    let [finding] = &all[..] else {
        panic!("{all:?}")
    };
    assert_eq!(finding.code, "comma-separated-array");
    assert_eq!(finding.help.as_deref(), Some("write `by=5&by=6`"));
}

#[test]
fn a_dictionary_is_no_entity() {
    let page = edit(WHOLE, "| Light | Boolean |", "| Light | Growth |");
    let with = |shown: &str| edit(&page, "\"Light\": true", &format!("\"Light\": {shown}"));
    for (shown, expected) in [
        (r#"{ "a": 1 }"#, vec!["entity-for-dictionary"]),
        (r#"{ "Height": 1 }"#, vec![]),
        ("null", vec![]),
    ] {
        let all = found(&[(WHOLE_PATH, &with(shown))], &Config::default());
        let codes: Vec<_> = all.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, expected, "{shown}");
    }
}

#[test]
fn a_table_that_begins_again() {
    let head =
        "| Property Name | Type |  Description |\n|----------------|------|--------------|\n";
    let row = "| Height | int32 | In centimetres |\n";
    let page = edit(WHOLE, row, &format!("{row}\n{head}"));
    let all = found(&[(WHOLE_PATH, &page)], &Config::default());
    let restarted: Vec<_> = all
        .iter()
        .filter(|finding| finding.code == "restarted-table")
        .map(|finding| finding.labels[0].line)
        .collect();
    assert_eq!(restarted, [65], "{all:?}");
}

#[test]
fn a_response_without_a_body_has_neither_name_nor_sample() {
    let all = found(&[(VOID_PATH, VOID)], &Config::default());
    let codes: Vec<_> = all.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["void-body-name", "void-body-sample"]);
}

fn config(text: &str) -> (Config, Vec<Diagnostic>) {
    Config::parse(source("lint.toml", text))
}

#[test]
fn findings_can_be_allowed() {
    for (allowed, left) in [
        ("void-body-name = true", 1),
        (
            "void-body-name = [\"rest/Tree\"]\nvoid-body-sample = [\"rest\"]",
            0,
        ),
        (
            "void-body-name = [\"rest/Tree/v1TreeEntity_DeleteTrees.md\"]",
            1,
        ),
        ("void-body-name = [\"rest/Tre\"]", 2),
        ("void-body-name = [\"agent\"]", 2),
    ] {
        let (config, diagnostics) = config(&format!("[allow]\n{allowed}\n"));
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        assert_eq!(
            found(&[(VOID_PATH, VOID)], &config).len(),
            left,
            "{allowed}"
        );
    }
}

#[test]
fn mistakes_in_the_configuration_are_named() {
    for (text, line, column, message) in [
        (
            "[allow]\nvoid-body = true\n",
            2,
            1,
            "there is no rule `void-body`",
        ),
        (
            "[allow]\nvoid-body-name = false\n",
            2,
            18,
            "this does not say where `void-body-name` is allowed",
        ),
        (
            "[allow]\nvoid-body-name = []\n",
            2,
            18,
            "this does not say where `void-body-name` is allowed",
        ),
        ("[deny]\n", 1, 2, "`deny` is no setting"),
    ] {
        let (_, diagnostics) = config(text);
        let [diagnostic] = &diagnostics[..] else {
            panic!("{text}: {diagnostics:?}")
        };
        assert_eq!(diagnostic.message, message);
        let label = &diagnostic.labels[0];
        assert_eq!((label.line, label.column), (line, column), "{text}");
    }
    let (_, diagnostics) = config("[allow\n");
    assert!(!diagnostics.is_empty());
}

#[test]
fn each_page_about_a_rule_belongs_to_a_rule() {
    let folder = workspace().join("docs/lint");
    let pages = std::fs::read_dir(folder).expect("the folder can be read");
    let mut names: Vec<_> = pages
        .map(|page| page.expect("a file").path())
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    let ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(names, ids);
    for rule in RULES {
        assert!(rule.page.starts_with(&format!("# `{}`\n", rule.id)));
        assert!(rule.page.contains(rule.summary), "{}", rule.id);
    }
}

fn folder(name: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    let page = edit(WHOLE, "\"Height\": 255", "\"Height\": \"tall\"");
    plant(
        &folder,
        &[(WHOLE_PATH, page.as_bytes()), (VOID_PATH, VOID.as_bytes())],
    );
    folder
}

#[test]
fn each_format() {
    let docs = folder("lint-formats");
    for format in [Format::Human, Format::Json, Format::Github, Format::Sarif] {
        let options = Options {
            docs: docs.clone(),
            config: None,
            format,
            all: false,
        };
        let outcome = lint(&options, &Console::default()).expect("the folder can be read");
        assert_eq!(outcome.findings, 3);
        let text = match format {
            Format::Sarif => results(&outcome.text),
            _ => outcome.text,
        };
        let name = format!("{format:?}").to_lowercase();
        insta::with_settings!({filters => vec![
            (r"(file:///)?[^ =:\x22]*lint-formats", "[docs]"),
        ]}, {
            insta::assert_snapshot!(name, text);
        });
    }
}

/// The results of a SARIF document; the rest of it is looked at here.
fn results(text: &str) -> String {
    let document: serde_json::Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(document["version"], "2.1.0");
    let run = &document["runs"][0];
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string());
    let rules = driver["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), RULES.len());
    let results = run["results"].as_array().expect("results");
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index");
        let rule = &rules[usize::try_from(index).expect("an index")];
        assert_eq!(rule["id"], result["ruleId"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        for part in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(region[part].as_u64().expect(part) > 0);
        }
    }
    format!("{:#}", results[0])
}

#[test]
fn findings_make_the_command_fail() {
    let docs = folder("lint-command");
    let run = |docs: &Path| {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["lint", "--docs"])
            .arg(docs)
            .output()
            .expect("the program starts")
    };
    let output = run(&docs);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("error: 3 findings"));

    let allowed = "[allow]\nsample-contradicts-table = true\nvoid-body-name = true\nvoid-body-sample = true\nsplit-row = true\n";
    plant(&docs, &[("lint.toml", allowed.as_bytes())]);
    let output = run(&docs);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "no findings\n");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("no finding of `split-row` is allowed by this"),
        "{said}"
    );
}

fn counts(docs: &Path) -> BTreeMap<&'static str, usize> {
    let sources = read(docs).expect("the folder can be read");
    let mut counts = BTreeMap::new();
    for finding in findings(sources, &Config::default(), &Console::default()) {
        *counts.entry(finding.code).or_default() += 1;
    }
    counts
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn upstream_has_these() {
    let expected = BTreeMap::from([
        ("comma-separated-array", 11),
        ("entity-for-dictionary", 14),
        ("malformed-date", 29),
        ("placeholder-body", 43),
        // Twelve of them in tables of requests.
        ("placeholder-row", 966),
        ("sample-contradicts-table", 2),
        ("split-row", 8),
        // `DEL` on 165 pages, another name of a parameter on 278.
        ("title-mismatch", 443),
        ("void-body-name", 538),
        ("void-body-sample", 538),
    ]);
    assert_eq!(counts(&corpus("10.2.2")), expected);
}

#[test]
fn the_reference_has_none() {
    assert_eq!(counts(&workspace().join("docs/reference")), BTreeMap::new());
}
