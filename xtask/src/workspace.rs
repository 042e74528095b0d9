//! Where things are, whatever folder the program is started in.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The top of the repository: the one around the current folder, else the one that Cargo runs the
/// program from.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let here = std::env::current_dir().unwrap_or_default();
        let around = here.ancestors().find(|folder| is_root(folder));
        let by_cargo = || {
            let manifest = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR")?);
            Some(manifest.parent()?.to_owned())
        };
        around.map(Path::to_owned).or_else(by_cargo).unwrap_or(here)
    });
    &ROOT
}

/// Whether a folder is the top of a clone.
fn is_root(folder: &Path) -> bool {
    ["Cargo.toml", "xtask/Cargo.toml", "crates/client/Cargo.toml"]
        .iter()
        .all(|file| folder.join(file).is_file())
}

/// The manifest of the clone, if there is one.
pub fn manifest() -> Option<PathBuf> {
    is_root(root()).then(|| root().join("Cargo.toml"))
}

/// The Cargo that runs this program, else the one that the system finds.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Where the reference pages are.
pub fn reference() -> PathBuf {
    in_clone("docs/reference")
}

/// Where the bindings are.
pub fn bindings() -> PathBuf {
    in_clone("crates/bindings")
}

/// Where it is told what has changed.
pub fn changelog() -> PathBuf {
    in_clone("CHANGELOG.md")
}

/// Where the report is written.
pub fn report(name: &str) -> PathBuf {
    in_clone("target").join(name)
}

/// Where the bindings of a single page are: they are no replacement for those of all pages.
pub fn bindings_of(page: &Path) -> PathBuf {
    let name = page.file_stem().unwrap_or_default();
    in_clone("target/bindings").join(name)
}

/// A path below the top of the repository, as the user would write it: from the current folder.
fn in_clone(below: &str) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    PathBuf::from(relative(&here, &root().join(below)))
}

/// A path as it is written down for others: from the top of the repository, if it lies there.
pub fn known(path: &Path) -> PathBuf {
    match real(path).strip_prefix(real(root())) {
        Ok(below) => below.to_owned(),
        Err(_) => path.to_owned(),
    }
}

/// Whether a folder lies below a workspace without being a member of it: Cargo
/// refuses such a package, unless it says that it is a workspace of its own.
pub fn is_stray(folder: &Path) -> bool {
    let folder = real(folder);
    for ancestor in folder.ancestors().skip(1) {
        let Ok(text) = std::fs::read_to_string(ancestor.join("Cargo.toml")) else {
            continue;
        };
        let Ok(manifest) = text.parse::<toml::Table>() else {
            continue;
        };
        let Some(workspace) = manifest.get("workspace") else {
            continue;
        };
        let below = folder.strip_prefix(ancestor).unwrap_or(&folder);
        let names = |key: &str| {
            let list = workspace.get(key).and_then(toml::Value::as_array);
            list.into_iter()
                .flatten()
                .filter_map(toml::Value::as_str)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let is_member = names("members")
            .iter()
            .any(|pattern| matches(pattern, below));
        let is_excluded = names("exclude").iter().any(|path| below.starts_with(path));
        return !is_member && !is_excluded;
    }
    false
}

/// What the workspace's manifest says of all crates that are for others: their version, and the
/// oldest compiler that can build them.
pub fn versions() -> (String, String) {
    let manifest: toml::Table = include_str!("../../Cargo.toml")
        .parse()
        .expect("Cargo has read the manifest");
    let package = &manifest["workspace"]["package"];
    let value = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
    (value("version"), value("rust-version"))
}

/// The way from one folder to another, with `/`.
pub fn relative(from: &Path, to: &Path) -> String {
    let way = way(&real(from), &real(to));
    if way.is_absolute() {
        return way.display().to_string();
    }
    let parts: Vec<_> = way.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// The way from one real folder to another.
pub(crate) fn way(from: &Path, to: &Path) -> PathBuf {
    let shared = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return to.to_owned();
    }
    let up = from.iter().skip(shared).map(|_| "..");
    let down = to.iter().skip(shared).map(Path::new);
    up.map(Path::new).chain(down).collect()
}

/// The folder that a file or a folder lies in.
pub(crate) fn folder_around(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A folder's real path, also when the end of it does not exist yet.
pub(crate) fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let real = |ancestor: &Path| {
        let rest = path.strip_prefix(ancestor).ok()?;
        let real = ancestor.canonicalize().ok()?;
        Some(rest.iter().fold(real, |real, part| real.join(part)))
    };
    path.ancestors().find_map(real).unwrap_or(path.clone())
}

/// A member pattern: a path in which `*` stands for one folder.
fn matches(pattern: &str, path: &Path) -> bool {
    let parts: Vec<_> = pattern
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    let names: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.len() == names.len()
        && parts
            .iter()
            .zip(&names)
            .all(|(part, name)| *part == "*" || part == name)
}
