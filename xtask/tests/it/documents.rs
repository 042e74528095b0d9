//! What the documents for contributors name is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::workspace;

const DOCUMENTS: [&str; 3] = ["README.md", "CONTRIBUTING.md", "docs/architecture.md"];

fn read(document: &str) -> String {
    fs::read_to_string(workspace().join(document)).expect("the document can be read")
}

/// What stands between single backticks.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split("```")
        .step_by(2)
        .flat_map(|prose| prose.split('`').skip(1).step_by(2))
}

#[test]
fn paths_and_links_lead_somewhere() {
    let tops = ["crates/", "docs/", "fuzz/", "scripts/", "xtask/", ".ci/"];
    for document in DOCUMENTS {
        let text = read(document);
        let paths = code(&text)
            .filter(|code| tops.iter().any(|top| code.starts_with(top)))
            .filter(|code| !code.contains(['*', ' ', '…']));
        let paths = paths.map(|path| workspace().join(path));
        let folder = workspace().join(document);
        let links = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split([')', '#']).next());
        let links = links.filter(|link| !link.is_empty() && !link.contains(':'));
        let links = links.map(|link| folder.parent().expect("a folder").join(link));
        let named: BTreeSet<_> = paths.chain(links).collect();
        assert!(named.len() > 5, "{document} names only {named:?}");
        for path in named {
            assert!(path.exists(), "{document} names {}", path.display());
        }
    }
}

#[test]
fn modules_in_tables_are_there() {
    let text = read("docs/architecture.md");
    for name in ["xtask", "client", "mock"] {
        let sources = match name {
            "xtask" => workspace().join("xtask/src"),
            name => workspace().join("crates").join(name).join("src"),
        };
        let head = format!("| module of `{name}` |");
        let (_, table) = text.split_once(&head).expect("the table is there");
        let rows = table
            .lines()
            .skip(2)
            .take_while(|line| line.starts_with('|'));
        let modules: Vec<_> = rows
            .filter_map(|row| row.split('|').nth(1))
            .flat_map(code)
            .collect();
        assert!(modules.len() > 5, "{name}: {modules:?}");
        for module in modules {
            let path = module.replace("::", "/");
            let is_there =
                |end: &str| Path::new(&format!("{}/{path}{end}", sources.display())).is_file();
            assert!(
                is_there(".rs") || is_there("/mod.rs"),
                "{name} has no module {module}"
            );
        }
    }
}

/// A function whose name a list tells, so that the reader finds it.
#[test]
fn tests_in_lists_are_there() {
    let text = read("CONTRIBUTING.md");
    let tests =
        fs::read_to_string(workspace().join("xtask/tests/it/lint.rs")).expect("it can be read");
    for name in ["each_rule_finds_its_defect", "upstream_has_these"] {
        assert!(code(&text).any(|code| code == name));
        assert!(tests.contains(&format!("fn {name}()")), "{name}");
    }
}
