//! What is far too long or too deep is named, whatever it is.

use std::path::Path;

use crate::support::garden::{enum_page, operation, type_page};
use crate::support::{WHOLE, WHOLE_PATH, edit, plant, scratch, xtask};

/// Runs a command that has to fail with words, and gives them.
fn fails(folder: &Path, arguments: &[&str]) -> String {
    let output = xtask(arguments, folder);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let start: String = text.chars().take(2000).collect();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {start}");
    text
}

const GEN: [&str; 5] = ["gen", "--docs", "docs", "--out", "crate"];

/// The run over one changed page names `code`, and no more than a screen of text.
fn is_named(code: &str, what: &str, files: &[(&str, String)]) {
    let folder = scratch(&format!("deep/{what}"));
    for (path, text) in files {
        plant(&folder.join("docs"), &[(path, text.as_bytes())]);
    }
    let text = fails(&folder, &GEN);
    let start: String = text.chars().take(2000).collect();
    assert!(text.contains(&format!("error[{code}]")), "{what}: {start}");
    assert!(!folder.join("crate/src").exists(), "{what}");
}

#[test]
fn types_nested_without_end_are_named() {
    let deep = "array of ".repeat(10_000);
    let both = "Object of Array of ".repeat(5_000);
    for (what, find, put) in [
        (
            "property",
            "| Height | int32 |",
            format!("| Height | {deep}int32 |"),
        ),
        (
            "argument",
            "| Light | Boolean |",
            format!("| Light | {both}Boolean |"),
        ),
        (
            "response",
            "Response body: Growth",
            format!("Response body: {deep}Growth"),
        ),
        (
            "request",
            "Request Body: request",
            format!("Request Body: request {deep}Growth"),
        ),
        ("open", "| Height | int32 |", format!("| Height | {deep}|")),
    ] {
        let text = edit(WHOLE, find, &put);
        is_named("unknown-type", what, &[(WHOLE_PATH, text)]);
    }
    let row = format!("Width | {deep}int32");
    let (path, text) = type_page("Leaf", &[&row], &[]);
    is_named(
        "unknown-type",
        "type-page",
        &[(WHOLE_PATH, WHOLE.into()), (&path, text)],
    );
    // As deep as anybody needs.
    let folder = scratch("deep/good");
    let row = format!("Width | {}int32", "array of ".repeat(8));
    let page = operation("v1TreeAgent_Grow")
        .response("Leaf", &[&row], "{}")
        .page();
    plant(&folder.join("docs"), &[(&page.0, page.1.as_bytes())]);
    assert!(xtask(&GEN, &folder).status.success());
}

#[test]
fn names_without_end_are_named() {
    let long = format!("L{}", "ong".repeat(100));
    let row = format!("{long} | string");
    let grow = || operation("v1TreeAgent_Grow");
    // The file's name is another matter.
    let one = |what: &str, page: (String, String)| {
        is_named("name-too-long", what, &[("v1Page.md", page.1)]);
    };
    one("uid", operation(&format!("v1TreeAgent_{long}")).page());
    one("area", operation(&format!("v1{long}Agent_Grow")).page());
    one("query", grow().query(&row).page());
    one(
        "path",
        grow()
            .at(&format!("GET /api/v1/Tree/{{{long}}}"))
            .path(&row)
            .page(),
    );
    one("argument", grow().request(&[&row], "{}").page());
    one("property", grow().response("Growth", &[&row], "{}").page());
    one(
        "carrier",
        grow().response(&long, &["Height | int32"], "{}").page(),
    );
    let sample = format!("{{\"Leaf\": {{\"{long}\": 1, \"B\": \"x\", \"C\": true}}}}");
    one(
        "sample",
        grow().response("Growth", &["Leaf | "], &sample).page(),
    );
    let members = format!("Mood | Enum: Calm, {long}");
    one("label", grow().query(&members).page());
    let moody = grow().response("Growth", &["Mood | string"], "{}").page();
    for (what, name, member) in [("enum", &*long, "Calm"), ("member", "Mood", &*long)] {
        let (path, text) = enum_page(name, &[member], &["Property Growth.Mood"]);
        let path = path.replace(&long, "Long");
        is_named(
            "name-too-long",
            what,
            &[(&moody.0, moody.1.clone()), (&path, text)],
        );
    }
}

#[test]
fn names_of_samples_are_as_good_as_those_of_tables() {
    for (at, name) in [r"a\u001bb", r"a\nb", r#"a\"b"#, r"a\\b", "a`b"]
        .iter()
        .enumerate()
    {
        let sample = format!("{{\"Leaf\": {{\"{name}\": 1, \"B\": \"x\", \"C\": true}}}}");
        let grow = operation("v1TreeAgent_Grow");
        let page = grow.response("Growth", &["Leaf | "], &sample).page();
        is_named("invalid-name", &format!("name-{at}"), &[(&page.0, page.1)]);
    }
}

#[test]
fn samples_nested_without_end_are_named() {
    for (what, open, close) in [
        ("arrays", "[", "]"),
        ("objects", "{\"a\":", "}"),
        ("open", "[", ""),
    ] {
        let inner = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        for (side, page) in [
            (
                "request",
                operation("v1TreeAgent_Grow").request(&["A | Object"], &inner),
            ),
            (
                "response",
                operation("v1TreeAgent_Grow").response("B", &["A | object"], &inner),
            ),
        ] {
            let page = page.page();
            is_named(
                "invalid-sample-json",
                &format!("{side}-{what}"),
                &[(&page.0, page.1)],
            );
        }
    }
}

/// Markdown and front matter nest too; what they hold is prose, so the page is good or is named.
#[test]
fn markdown_nested_without_end_ends_nobody() {
    for (what, text) in [
        ("quotes", ">".repeat(50_000)),
        ("lists", "- ".repeat(50_000)),
        ("brackets", "[".repeat(50_000)),
        ("images", "![".repeat(50_000)),
        ("stars", "*a ".repeat(50_000)),
        ("backticks", "`a``".repeat(20_000)),
        ("tags", "<a ".repeat(50_000)),
    ] {
        let folder = scratch(&format!("deep/markdown-{what}"));
        let page = edit(
            WHOLE,
            "| Path Part | Type",
            &format!("{text}\n\n| Path Part | Type"),
        );
        plant(&folder.join("docs"), &[(WHOLE_PATH, page.as_bytes())]);
        let output = xtask(&GEN, &folder);
        assert!(output.status.code().is_some_and(|code| code < 2), "{what}");
    }
    let folder = scratch("deep/front");
    let yaml = format!("tags: {}\n", "[".repeat(100_000));
    let page = edit(
        WHOLE,
        "uid: v1TreeEntity_GrowTree\n",
        &format!("uid: v1TreeEntity_GrowTree\n{yaml}"),
    );
    plant(&folder.join("docs"), &[(WHOLE_PATH, page.as_bytes())]);
    assert!(xtask(&GEN, &folder).status.success());
    let toml = format!("allow = {}", "[".repeat(100_000));
    plant(&folder.join("docs"), &[("lint.toml", toml.as_bytes())]);
    fails(&folder, &["lint", "--docs", "docs"]);
}

/// A document of one operation that responds with `schema`, with these definitions.
fn swagger(schema: &str, definitions: &str) -> String {
    format!(
        r#"{{"swagger": "2.0", "paths": {{"/api/v1/Tree/Grow": {{"get": {{
            "operationId": "v1Tree_Grow", "tags": ["Tree"],
            "responses": {{"200": {{"description": "OK", "schema": {schema}}}}}}}}}}},
            "definitions": {{{definitions}}}}}"#
    )
}

#[test]
fn schemas_nested_without_end_are_named() {
    let folder = scratch("deep/swagger");
    let check = |text: String, code: &str| {
        plant(&folder, &[("api.json", text.as_bytes())]);
        let said = fails(&folder, &["stats", "--docs", "api.json"]);
        let start: String = said.chars().take(2000).collect();
        assert!(said.contains(&format!("error[{code}]")), "{start}");
    };
    let array = r#"{"type": "array", "items": "#;
    let deep = |count| format!("{}{{}}{}", array.repeat(count), "}".repeat(count));
    check(swagger(&deep(100_000), ""), "not-json");
    check(swagger(&deep(50), ""), "unknown-type");
    let link = |at: usize| {
        let next = at + 1;
        format!(r##""A{at}": {{"type": "array", "items": {{"$ref": "#/definitions/A{next}"}}}}"##)
    };
    let links: Vec<_> = (0..10_000).map(link).collect();
    let first = r##"{"$ref": "#/definitions/A0"}"##;
    check(swagger(first, &links.join(",")), "unreadable-schema");
    // To other files no reference leads.
    for elsewhere in [
        "other.json#/definitions/A",
        "file:///etc/passwd",
        "/etc/passwd#/a",
        "../a.json",
    ] {
        let schema = format!(r#"{{"$ref": "{elsewhere}"}}"#);
        check(swagger(&schema, ""), "unreadable-schema");
    }
}

/// Carriers that hold each other one after the other are no mistake, however many there are.
#[test]
fn a_long_chain_of_carriers_is_read() {
    let link = |at: usize| {
        let next = at + 1;
        format!(
            r##""A{at}": {{"properties": {{"Next": {{"$ref": "#/definitions/A{next}"}}, "Own{at}": {{"type": "string"}}}}}}"##
        )
    };
    let mut links: Vec<_> = (0..2_000).map(link).collect();
    links.push(r#""A2000": {"properties": {"Height": {"type": "string"}}}"#.into());
    let folder = scratch("deep/chain");
    let text = swagger(r##"{"$ref": "#/definitions/A0"}"##, &links.join(","));
    plant(&folder, &[("api.json", text.as_bytes())]);
    let output = xtask(&["gen", "--docs", "api.json", "--out", "crate"], &folder);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
