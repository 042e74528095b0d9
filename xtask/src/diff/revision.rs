//! Pages of a revision, from git.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Error, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, bail};

use crate::read::{Refusal, Sources, read_memory, root_of};
use crate::source::include_target;

/// `REVISION:path` of the repository around the current folder.
pub(super) struct Revision<'a> {
    /// A commit, branch or tag.
    pub(super) name: &'a str,
    /// From the top of the repository.
    path: &'a str,
}

impl<'a> Revision<'a> {
    /// Splits at the first colon; revisions have none.
    pub(super) fn named(side: &'a str) -> Option<Self> {
        let (name, path) = side.split_once(':')?;
        let path = path.trim_end_matches('/');
        // Git would take it for an option.
        (!name.is_empty() && !name.starts_with('-')).then_some(Self { name, path })
    }

    /// The pages below the path, with what they include.
    pub(super) fn read(&self) -> Result<Sources> {
        let commit = self.commit()?;
        let listed = git(&["ls-tree", "-r", "-z", "--full-tree", &commit])?;
        let objects: BTreeMap<&str, &str> = listed.split('\0').filter_map(blob).collect();
        let is_wanted = |path: &str| {
            let below = path.strip_prefix(self.path);
            let is_below = below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            (is_below || self.path.is_empty()) && path.ends_with(".md")
        };
        let mut known: BTreeSet<&str> = objects
            .keys()
            .copied()
            .filter(|path| is_wanted(path))
            .collect();
        if known.is_empty() {
            bail!(
                "{}:{}: the revision has no Markdown file there; paths begin at the top of the repository",
                self.name,
                self.path
            );
        }
        let pages: Vec<&str> = known.iter().copied().collect();
        let mut open = pages.clone();
        let mut files: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        while !open.is_empty() {
            let contents = contents(open.iter().map(|path| objects[path]))?;
            let mut included = Vec::new();
            for (path, content) in open.into_iter().zip(contents) {
                for target in includes(path, &content) {
                    if let Some((target, _)) = objects.get_key_value(target.as_str())
                        && known.insert(target)
                    {
                        included.push(*target);
                    }
                }
                files.insert(path, content);
            }
            open = included;
        }
        let shown = |path: &str| PathBuf::from(format!("{}:{path}", self.name));
        let is_there = |path: &Path| path.to_str().is_some_and(|path| objects.contains_key(path));
        let named = Path::new(self.path);
        let root = root_of(named, is_there(named), &is_there);
        let included = |path: &Path, limit: u64| {
            let path = path.to_str().and_then(|path| path.split_once(':'));
            let path = path.and_then(|(_, path)| plain(Path::new(path)));
            let path = path.filter(|path| Path::new(path).starts_with(root));
            let path = path.ok_or(Refusal::Outside)?;
            let content = files.get(path.as_str());
            let content = content.ok_or_else(|| Error::other("the revision has no such file"))?;
            if content.len() as u64 > limit {
                return Err(Refusal::TooLarge(limit));
            }
            let not_text = |_| Refusal::NotOrdinary("no UTF-8 text");
            String::from_utf8(content.clone()).map_err(not_text)
        };
        let pages = pages.iter().map(|path| (shown(path), files[path].clone()));
        Ok(read_memory(&shown(self.path), pages, &included)?)
    }

    fn commit(&self) -> Result<String> {
        let commit = format!("{}^{{commit}}", self.name);
        let found = git(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ]);
        match found {
            Ok(text) => Ok(text.trim().to_owned()),
            Err(Failure::Missing(error)) => Err(error),
            Err(Failure::Said(_)) if git(&["rev-parse", "--git-dir"]).is_err() => Err(anyhow!(
                "{}:{}: there is no such file, and the current folder is in no git repository whose revision it could be",
                self.name,
                self.path
            )),
            Err(Failure::Said(_)) => Err(anyhow!(
                "{}:{}: there is no such file, and the repository has no revision `{}`; `git log` and `git tag` show those it has",
                self.name,
                self.path,
                self.name
            )),
        }
    }
}

/// Why git gave no response.
enum Failure {
    /// It cannot be started.
    Missing(anyhow::Error),
    /// It refused, and said this.
    Said(String),
}

impl From<Failure> for anyhow::Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Missing(error) => error,
            Failure::Said(text) => anyhow!("git: {text}"),
        }
    }
}

fn cannot_start(error: std::io::Error) -> anyhow::Error {
    anyhow::Error::new(error)
        .context("`git` cannot be started; install it, or name a folder instead of `REVISION:path`")
}

fn git(arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new("git")
        .args(arguments)
        .output()
        .map_err(|error| Failure::Missing(cannot_start(error)))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::Said(text.trim().to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Path and object of `<mode> blob <object>\t<path>`, unless it is a link.
fn blob(line: &str) -> Option<(&str, &str)> {
    let (head, path) = line.split_once('\t')?;
    let (mode, object) = head.split_once(" blob ")?;
    (mode != "120000").then_some((path, object))
}

/// The contents of objects, all through one process.
fn contents<'o>(objects: impl Iterator<Item = &'o str>) -> Result<Vec<Vec<u8>>> {
    let objects: Vec<_> = objects.collect();
    let mut process = Command::new("git")
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(cannot_start)?;
    let mut questions = process.stdin.take().context("git has no input")?;
    let mut responses = BufReader::new(process.stdout.take().context("git has no output")?);
    let question = objects.join("\n") + "\n";
    let contents = std::thread::scope(|scope| {
        // Git stops reading while nobody reads what it writes. If it ends, the responses end too.
        scope.spawn(move || questions.write_all(question.as_bytes()));
        let contents = objects.iter().map(|object| content(&mut responses, object));
        let contents = contents.collect::<Result<Vec<_>>>();
        if contents.is_err() {
            // It may have more to say than anybody will read, and would wait for that.
            let _ = process.kill();
        }
        contents
    });
    process.wait()?;
    contents
}

/// `<object> blob <size>`, the content, and a line break.
fn content(responses: &mut impl BufRead, object: &str) -> Result<Vec<u8>> {
    let mut head = String::new();
    responses.read_line(&mut head)?;
    let size = head.trim_end().rsplit_once(" blob ");
    let size = size.and_then(|(_, size)| size.parse().ok());
    let size: usize =
        size.with_context(|| format!("git says {:?} of {object}", head.trim_end()))?;
    let mut content = vec![0; size + 1];
    responses.read_exact(&mut content)?;
    content.pop();
    Ok(content)
}

/// The paths that a page includes.
fn includes(page: &str, content: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(content);
    let folder = Path::new(page).parent().unwrap_or(Path::new(""));
    let targets = text.lines().filter_map(|line| include_target(line.trim()));
    targets
        .filter_map(|target| plain(&folder.join(target)))
        .collect()
}

/// A path without `..`, if it stays in the repository.
fn plain(path: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}
