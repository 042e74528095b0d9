//! How much of a reference an import may remove.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use walkdir::WalkDir;

/// A part of upstream's documentation is no reason to remove the rest.
pub(super) fn check_removals(to: &Path, texts: &BTreeMap<String, String>) -> Result<()> {
    let kinds = ["agent", "rest"].map(|kind| to.join(kind));
    let files = kinds
        .iter()
        .flat_map(|kind| WalkDir::new(kind).into_iter().flatten());
    let relative = files.filter_map(|file| {
        let path = file.path().strip_prefix(to).ok()?;
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        let path = parts.join("/");
        path.ends_with(".md").then_some(path)
    });
    let (kept, gone): (Vec<_>, Vec<_>) = relative.partition(|path| texts.contains_key(path));
    // Agents alone are no reason to remove the entities.
    let lacks = |kind: &str| {
        let is_of_kind = |path: &&String| path.split('/').next() == Some(kind);
        gone.iter().any(|path| is_of_kind(&path)) && !kept.iter().any(|path| is_of_kind(&path))
    };
    if gone.len() > kept.len() || ["agent", "rest"].into_iter().any(lacks) {
        bail!(
            "upstream has {} of the {} pages that are there: name the whole documentation, or \
             add `--remove` if the others are to go; nothing was written",
            kept.len(),
            kept.len() + gone.len()
        );
    }
    Ok(())
}
