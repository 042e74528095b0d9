//! What commands say of themselves, of names that are nearly right, and to programs.

use std::path::Path;

use crate::support::{WHOLE, WHOLE_PATH, copy, edit, fixture, plant, xtask};
use serde_json::Value;
use xtask::near::nearest;

const COMMANDS: [&str; 9] = [
    "gen", "watch", "stats", "report", "diff", "lint", "openapi", "import", "update",
];

/// Code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = xtask(arguments, folder);
    let text = |bytes| String::from_utf8(bytes).expect("the output is text");
    let code = output.status.code().expect("the program ends by itself");
    (code, text(output.stdout), text(output.stderr))
}

/// The garden, with its crate.
fn garden() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy(&fixture("d2"), &folder.path().join("docs"));
    let (code, _, err) = run(folder.path(), &["gen", "--docs", "docs", "--out", "crate"]);
    assert_eq!(code, 0, "{err}");
    folder
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("the output is JSON")
}

#[test]
fn help_of_each_command_stands_alone_and_has_two_examples() {
    for command in COMMANDS {
        let (code, out, _) = run(Path::new("."), &[command, "--help"]);
        assert_eq!(code, 0);
        let example = format!("\n  cargo xtask {command}");
        assert_eq!(out.matches(&example).count(), 2, "{out}");
        assert!(!out.contains("As for"), "{out}");
    }
    let (code, out, _) = run(Path::new("."), &["--version"]);
    assert_eq!((code, out.trim()), (0, "cargo xtask 0.1.0"));
}

#[test]
fn a_mistyped_command_is_proposed() {
    for (typed, meant) in [
        ("gne", "gen"),
        ("lnit", "lint"),
        ("wathc", "watch"),
        ("dif", "diff"),
    ] {
        let (code, _, err) = run(Path::new("."), &[typed]);
        assert_eq!(code, 2);
        assert!(err.contains(&format!("'{meant}'")), "{typed}: {err}");
    }
    let (_, _, err) = run(Path::new("."), &["bloom"]);
    assert!(!err.contains("similar"), "{err}");
}

#[test]
fn evidence_of_a_type_lists_what_it_has_and_a_misspelt_name_is_proposed() {
    let folder = garden();
    let evidence = |name| {
        let (code, out, err) = run(
            folder.path(),
            &["stats", "--docs", "docs", "--evidence", name],
        );
        if code == 0 { out } else { err }
    };
    let out = evidence("Tree");
    assert!(out.starts_with("Tree has\n  Tree."), "{out}");
    assert!(out.lines().count() > 3, "{out}");
    assert!(
        out.lines().skip(1).all(|line| line.starts_with("  Tree.")),
        "{out}"
    );
    let property = out
        .lines()
        .nth(1)
        .and_then(|line| line.trim().split(':').next());
    let property = property.expect("it has a property");
    assert!(
        evidence(property).starts_with(&format!("{property} is ")),
        "{property}"
    );

    let misspelt = format!("{property}x");
    let said = evidence(&misspelt);
    assert!(said.contains(&format!("is `{property}` meant?")), "{said}");
    let said = evidence("Tre");
    assert!(said.contains("is `Tree` meant?"), "{said}");
    let said = evidence("Season");
    assert!(said.starts_with("Season is an enum of Spring"), "{said}");
    let said = evidence("Tree.Quartz");
    assert!(said.contains("`Tree` has "), "{said}");
    let said = evidence("Quartz.Mine");
    assert!(said.contains("names are those of the wire"), "{said}");
}

#[test]
fn programs_read_what_is_counted_and_why() {
    let folder = garden();
    let stats = |more: &[&str]| {
        let arguments = [&["stats", "--docs", "docs", "--format", "json"], more].concat();
        let (code, out, err) = run(folder.path(), &arguments);
        assert_eq!(code, 0, "{err}");
        json(&out)
    };
    let all = stats(&[]);
    let decided = all["decided_by"].as_object().expect("an object");
    assert!(decided.values().all(Value::is_u64), "{all}");
    assert!(all["operations"].as_u64() > Some(5), "{all}");
    assert_eq!(all["version"], 1);
    let tree = stats(&["--evidence", "Tree"]);
    let types = tree["types"].as_array().expect("an array");
    assert!(types.len() > 2, "{tree}");
    let place = &types[0]["places"][0];
    let file = place["file"].as_str().expect("a file");
    assert!(
        folder.path().join(file).is_file() && !Path::new(file).is_absolute(),
        "{file}"
    );

    let report = [
        "report",
        "--docs",
        "docs",
        "--format",
        "json",
        "--out",
        "report.json",
    ];
    let (code, _, err) = run(folder.path(), &report);
    assert_eq!(code, 0, "{err}");
    let text = std::fs::read_to_string(folder.path().join("report.json"));
    let report = json(&text.expect("the report is there"));
    let operations = report["operations"].as_array().expect("an array");
    let prune = operations
        .iter()
        .find(|found| found["uid"] == "v1GardenAgent_Prune");
    let prune = prune.expect("the operation is there");
    assert_eq!(prune["function"], "agents::garden::prune");
    let declaration = prune["declaration"].as_str().expect("a text");
    assert!(
        declaration.starts_with("fn prune(body: &PruneRequest) -> Request<"),
        "{declaration}"
    );
}

#[test]
fn a_check_says_that_the_crate_is_up_to_date_or_what_is_not() {
    let folder = garden();
    let check = ["gen", "--docs", "docs", "--out", "crate", "--check"];
    let as_json = [&check[..], &["--format", "json"]].concat();
    let (code, out, _) = run(folder.path(), &check);
    assert_eq!(code, 0);
    assert!(out.contains("\ncrate is up to date, "), "{out}");
    let (code, out, _) = run(folder.path(), &as_json);
    assert_eq!((code, &json(&out)["up_to_date"]), (0, &Value::Bool(true)));

    let file = folder.path().join("crate/src/types/season.rs");
    let text = std::fs::read_to_string(&file).expect("the file is there");
    std::fs::write(&file, edit(&text, "    Spring,\n", "    Summer,\n")).expect("it is ours");
    let (code, out, err) = run(folder.path(), &as_json);
    assert_eq!(code, 1);
    assert!(err.contains("crate is not up to date"), "{err}");
    let said = json(&out);
    assert_eq!(said["up_to_date"], Value::Bool(false));
    assert_eq!(said["written"], serde_json::json!(["src/types/season.rs"]));
}

#[test]
fn places_are_shown_from_where_the_user_stands() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    // The system may have more than one name for the folder.
    let here = folder.path().canonicalize().expect("it is there");
    let bad = edit(WHOLE, "| Light | Boolean |", "| Light | no type |");
    plant(&here, &[(&format!("docs/{WHOLE_PATH}"), bad.as_bytes())]);
    let docs = here.join("docs").display().to_string();
    for format in ["human", "json", "github"] {
        let gen_at = [
            "gen",
            "--docs",
            &docs,
            "--out",
            "crate",
            "--message-format",
            format,
        ];
        let (code, _, err) = run(&here, &gen_at);
        assert_eq!(code, 1);
        assert!(err.contains(&format!("docs/{WHOLE_PATH}")), "{err}");
        assert!(!err.contains(&docs), "{format}: {err}");
    }
    let lint = ["lint", "--docs", &docs, "--format", "json"];
    let (_, out, _) = run(&here, &lint);
    assert!(!out.contains(&docs), "{out}");
}

#[test]
fn the_report_speaks_rust_and_leads_to_rustdoc_beside_it() {
    let folder = garden();
    let report = ["report", "--docs", "docs", "--out", "target/report.html"];
    let html = || {
        let (code, _, err) = run(folder.path(), &report);
        assert_eq!(code, 0, "{err}");
        let text = std::fs::read_to_string(folder.path().join("target/report.html"));
        text.expect("the report is there")
    };
    let text = html();
    for part in [
        "agents::garden::prune",
        "agents-garden",
        "fn prune(body: \\u0026PruneRequest)",
    ] {
        let plain = part.replace("\\u0026", "&");
        assert!(text.contains(part) || text.contains(&plain), "{part}");
    }
    assert!(
        text.contains("id=\"rustdoc\">null<"),
        "no rustdoc lies beside"
    );
    plant(folder.path(), &[("target/doc/bindings/index.html", b"")]);
    assert!(html().contains("id=\"rustdoc\">\"doc/bindings\"<"));
}

#[test]
fn a_name_is_meant_if_little_is_wrong_with_it() {
    let known = ["Contact", "ContactId", "Person", "Id"];
    let check = |name, expected| assert_eq!(nearest(name, known), expected, "{name}");
    check("Contakt", Some("Contact"));
    check("contact", Some("Contact"));
    check("Contcat", Some("Contact"));
    check("PersonX", Some("Person"));
    check("Pers", None);
    check("Ix", Some("Id"));
    check("Contract", Some("Contact"));
    check("Somebody", None);
}
