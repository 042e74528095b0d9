//! The modules depend on each other in one direction, and no file is long.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Each module with the modules that it may use, the lowest first: a module
/// may only use modules above it in this list.
const LAYERS: [(&str, &[&str]); 30] = [
    ("area", &[]),
    ("source", &[]),
    ("near", &[]),
    ("facts", &[]),
    ("workspace", &[]),
    ("visible", &[]),
    ("serve", &["workspace"]),
    ("diagnostic", &["source", "visible"]),
    ("console", &["diagnostic"]),
    ("output", &["diagnostic", "console"]),
    ("read", &["source", "diagnostic"]),
    ("page", &["area", "source", "near", "diagnostic"]),
    ("model", &["area", "source", "facts"]),
    ("words", &["area", "model"]),
    (
        "resolve",
        &[
            "area",
            "source",
            "near",
            "facts",
            "diagnostic",
            "page",
            "model",
        ],
    ),
    (
        "emit",
        &[
            "area",
            "source",
            "facts",
            "visible",
            "diagnostic",
            "model",
            "words",
        ],
    ),
    ("catalog", &["facts", "model"]),
    ("corrections", &["source", "diagnostic", "page"]),
    (
        "swagger",
        &[
            "source",
            "diagnostic",
            "read",
            "page",
            "model",
            "corrections",
        ],
    ),
    (
        "load",
        &[
            "source",
            "diagnostic",
            "console",
            "read",
            "page",
            "model",
            "resolve",
            "corrections",
            "swagger",
        ],
    ),
    (
        "diff",
        &[
            "area",
            "source",
            "facts",
            "visible",
            "diagnostic",
            "console",
            "read",
            "page",
            "model",
            "resolve",
            "emit",
            "corrections",
            "swagger",
            "load",
        ],
    ),
    (
        "lint",
        &[
            "source",
            "visible",
            "diagnostic",
            "console",
            "read",
            "page",
            "resolve",
            "load",
        ],
    ),
    (
        "stats",
        &[
            "source",
            "near",
            "diagnostic",
            "console",
            "page",
            "model",
            "resolve",
            "load",
        ],
    ),
    (
        "report",
        &[
            "area",
            "workspace",
            "visible",
            "diagnostic",
            "console",
            "output",
            "read",
            "model",
            "words",
            "emit",
            "load",
            "diff",
            "lint",
            "stats",
        ],
    ),
    (
        "openapi",
        &[
            "area", "facts", "visible", "console", "output", "model", "words", "load",
        ],
    ),
    (
        "generate",
        &[
            "source",
            "workspace",
            "diagnostic",
            "console",
            "output",
            "model",
            "emit",
            "catalog",
            "load",
        ],
    ),
    (
        "watch",
        &[
            "source",
            "visible",
            "diagnostic",
            "console",
            "read",
            "page",
            "model",
            "resolve",
            "load",
            "diff",
            "generate",
        ],
    ),
    (
        "import",
        &[
            "area",
            "source",
            "facts",
            "workspace",
            "diagnostic",
            "console",
            "output",
            "read",
            "page",
            "model",
            "resolve",
            "corrections",
            "swagger",
            "load",
        ],
    ),
    (
        "update",
        &[
            "workspace",
            "console",
            "output",
            "read",
            "page",
            "model",
            "load",
            "diff",
            "generate",
            "import",
        ],
    ),
    (
        "main",
        &[
            "near",
            "facts",
            "workspace",
            "visible",
            "serve",
            "diagnostic",
            "console",
            "output",
            "diff",
            "lint",
            "stats",
            "report",
            "openapi",
            "generate",
            "watch",
            "import",
            "update",
        ],
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("the folder can be read").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The words that come after `crate::` or `xtask::`, comments left out.
fn used(text: &str) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .flat_map(|line| [line, "\n"])
        .collect();
    let starts = ["crate::", "xtask::"].map(|start| code.split(start).skip(1));
    let names = starts.into_iter().flatten().flat_map(|rest| {
        let list = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or_default(),
            None => rest.split(';').next().unwrap_or_default(),
        };
        let names = list.split(',').map(|item| {
            let word = item
                .trim()
                .split(|c: char| !c.is_alphanumeric() && c != '_');
            word.into_iter().next().unwrap_or_default().to_owned()
        });
        let all = rest.starts_with('{');
        names
            .take(if all { usize::MAX } else { 1 })
            .collect::<Vec<_>>()
    });
    names.collect()
}

#[test]
fn modules_depend_on_those_above_them_alone() {
    let source = root().join("src");
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in rust_files(&source) {
        let below = path.strip_prefix(&source).expect("the file lies in src");
        let module = below.iter().next().and_then(|name| name.to_str());
        let module = module.unwrap_or_default().trim_end_matches(".rs");
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        found
            .entry(module.to_owned())
            .or_default()
            .extend(used(&text));
    }
    found.remove("lib");
    let names: BTreeSet<_> = LAYERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let modules: BTreeSet<_> = found.keys().cloned().collect();
    assert_eq!(modules, names, "every module has its place in the table");
    for (index, (module, allowed)) in LAYERS.iter().enumerate() {
        let above = &LAYERS[..index];
        for name in *allowed {
            assert!(
                above.iter().any(|(lower, _)| lower == name),
                "{module} may not use {name}, which stands below it"
            );
        }
        // What generated code names, such as `types`, is no module here.
        let uses: BTreeSet<_> = found[*module]
            .iter()
            .filter(|name| names.contains(*name) && name != module)
            .map(String::as_str)
            .collect();
        let allowed: BTreeSet<_> = allowed.iter().copied().collect();
        assert_eq!(uses, allowed, "what {module} uses, and what it may use");
    }
}

#[test]
fn no_source_file_is_long() {
    const MOST: usize = 500;
    let folders = [root().join("src"), root().join("../crates/client/src")];
    let long: Vec<_> = folders
        .iter()
        .flat_map(|folder| rust_files(folder))
        .filter_map(|path| {
            let text = std::fs::read_to_string(&path).expect("the file can be read");
            let lines = text.lines().count();
            (lines > MOST).then(|| format!("{}: {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "more than {MOST} lines: {long:#?}");
}

/// The modules of the client, the lowest first. Those of one line know each other: a value knows
/// the table of its carrier, which knows all values.
const CLIENT: [&[&str]; 34] = [
    &["one_line"],
    &["stream"],
    &["upload"],
    &["base64"],
    &[
        "carrier",
        "date",
        "date_time",
        "enumeration",
        "flags",
        "parameter",
        "time_span",
    ],
    &["custom_fields"],
    &["environment"],
    &["tenant_state"],
    &["error"],
    &["table"],
    &["base_url"],
    &["retry"],
    &["header"],
    &["suspect"],
    &["transport"],
    &["trace"],
    &["single_flight"],
    &["service"],
    &["cache_key"],
    &["tenant"],
    &["address"],
    &["authorization"],
    &["body"],
    &["patch"],
    &["locale"],
    &["call"],
    &["conditional", "selected", "options"],
    &["reply"],
    &["client"],
    &["collection", "download"],
    &["request"],
    &["names"],
    &["webhooks"],
    &["fake"],
];

#[test]
fn modules_of_the_client_depend_on_those_above_them_alone() {
    let source = root().join("../crates/client/src");
    let library = std::fs::read_to_string(source.join("lib.rs")).expect("the file can be read");
    let layer = |module: &str| CLIENT.iter().position(|layer| layer.contains(&module));
    let mut seen = BTreeSet::new();
    for path in rust_files(&source) {
        let below = path.strip_prefix(&source).expect("the file lies in src");
        let module = below.iter().next().and_then(|name| name.to_str());
        let module = module.unwrap_or_default().trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        let own = layer(module).unwrap_or_else(|| panic!("{module} has no place in the table"));
        seen.insert(module.to_owned());
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        for name in used(&text) {
            let used = if layer(&name).is_some() {
                name
            } else {
                exporting(&library, &name)
            };
            if let Some(other) = layer(&used) {
                assert!(
                    other <= own,
                    "{} uses {used}, which stands below it",
                    path.display()
                );
            }
        }
    }
    assert_eq!(seen.len(), CLIENT.iter().map(|layer| layer.len()).sum());
}

/// The module that the crate's root exports `name` from; empty if it is none.
fn exporting(library: &str, name: &str) -> String {
    let exports = library.split("pub use self::").skip(1);
    let found = exports
        .filter_map(|rest| rest.split(';').next()?.split_once("::"))
        .find(|(_, names)| {
            let mut words = names.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.any(|word| word == name)
        });
    found
        .map(|(module, _)| module.to_owned())
        .unwrap_or_default()
}
