//! What changed last, from the history of the pages in git.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::History;
use crate::console::Console;
use crate::diff::{Options, diff_past};
use crate::workspace::{folder_around, known};

/// Compares the pages with those of a revision; without one, with those before
/// the last commit that changed them.
///
/// # Errors
/// A revision was asked for, and cannot be compared with.
pub(super) fn since(
    docs: &[PathBuf],
    revision: Option<&str>,
    console: &Console,
) -> Result<History> {
    let [docs] = docs else {
        if revision.is_some() {
            bail!("several documentation sets have no revision in common; name one");
        }
        return Ok(History::None(
            "Several documentation sets have no history in common.".into(),
        ));
    };
    let found = match revision {
        Some(revision) => Ok(revision.to_owned()),
        None => before_last_change(docs),
    };
    let before = found.and_then(|revision| Ok(format!("{revision}:{}", below_top(docs)?)));
    let compared = match before {
        Ok(old) => {
            let new = docs.display().to_string();
            diff_past(&Options { old, new }, console)
        }
        Err(reason) if revision.is_some() => bail!("{reason}"),
        Err(reason) => return Ok(History::None(reason)),
    };
    let mut report = match compared {
        Ok(report) => report,
        Err(error) if revision.is_some() => return Err(error),
        Err(error) => {
            return Ok(History::None(format!(
                "There is nothing to compare with: {error:#}."
            )));
        }
    };
    report.new = known(docs).display().to_string();
    let home = known(docs);
    for place in report
        .changes
        .iter_mut()
        .filter_map(|change| change.new.as_mut())
    {
        if let Ok(below) = place.file.strip_prefix(docs) {
            place.file = home.join(below);
        }
    }
    Ok(History::Changes(report))
}

/// The revision before the last commit that changed the pages, by a short name.
fn before_last_change(docs: &Path) -> Result<String, String> {
    if top(docs).is_none() {
        return Err(
            "The pages lie in no git repository, so nothing is known of their history.".into(),
        );
    }
    let format = ["log", "-1", "--abbrev=12", "--format=%h %p", "--", "."];
    let log = git(docs, &format).unwrap_or_default();
    let mut names = log.split_whitespace();
    match (names.next(), names.next()) {
        (Some(_), Some(before)) => Ok(before.to_owned()),
        (Some(_), None) => {
            Err("The history of the repository begins with the pages as they are.".into())
        }
        _ => Err("No commit of the repository has the pages.".into()),
    }
}

/// The path of the pages from the top of their repository, which has to be that of the current folder.
fn below_top(docs: &Path) -> Result<String, String> {
    if top(docs).is_none() || top(docs) != top(Path::new(".")) {
        return Err("The current folder is not in the git repository of the pages.".into());
    }
    let prefix = git(docs, &["rev-parse", "--show-prefix"]).unwrap_or_default();
    let file = docs.file_name().filter(|_| !docs.is_dir());
    let file = file.map(|name| name.to_string_lossy()).unwrap_or_default();
    Ok(format!("{prefix}{file}").trim_end_matches('/').to_owned())
}

/// The top of the repository that something lies in.
fn top(place: &Path) -> Option<String> {
    git(place, &["rev-parse", "--show-toplevel"])
}

/// What git says of a folder, or of the folder of a file.
fn git(place: &Path, arguments: &[&str]) -> Option<String> {
    let folder = if place.is_dir() {
        place
    } else {
        folder_around(place)
    };
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
