//! Pages of a revision, from git.

use std::collections::{BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, anyhow, bail};

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

    /// Writes the Markdown files of the path below a folder, those that they include
    /// too, and gives the place of the path in it.
    pub(super) fn check_out(&self, folder: &Path) -> Result<PathBuf> {
        let commit = self.commit()?;
        let listed = git(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", &commit])?;
        let is_wanted = |path: &&str| {
            let below = path.strip_prefix(self.path);
            let is_below = below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            (is_below || self.path.is_empty()) && path.ends_with(".md")
        };
        let all: BTreeSet<&str> = listed.split('\0').collect();
        let mut open: VecDeque<String> = all
            .iter()
            .copied()
            .filter(is_wanted)
            .map(str::to_owned)
            .collect();
        if open.is_empty() {
            bail!(
                "{}:{}: the revision has no Markdown file there; paths begin at the top of the repository",
                self.name,
                self.path
            );
        }
        let mut objects = Objects::open(&commit)?;
        let mut known: BTreeSet<String> = open.iter().cloned().collect();
        while let Some(path) = open.pop_front() {
            let content = objects.read(&path)?;
            for included in includes(&path, &content) {
                if all.contains(included.as_str()) && known.insert(included.clone()) {
                    open.push_back(included);
                }
            }
            write(&folder.join(&path), &content)?;
        }
        objects.close()?;
        Ok(folder.join(self.path))
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

/// Why git gave no answer.
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

/// The files of a commit, through one process.
struct Objects {
    commit: String,
    process: Child,
    answers: BufReader<std::process::ChildStdout>,
}

impl Objects {
    fn open(commit: &str) -> Result<Self> {
        let mut process = Command::new("git")
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(cannot_start)?;
        let answers = process.stdout.take().context("git has no output")?;
        Ok(Self {
            commit: commit.to_owned(),
            process,
            answers: BufReader::new(answers),
        })
    }

    /// `<hash> blob <size>`, the content, and a line break.
    fn read(&mut self, path: &str) -> Result<Vec<u8>> {
        if path.contains('\n') {
            bail!("{path:?}: a path with a line break cannot be read from a revision");
        }
        let questions = self.process.stdin.as_mut().context("git has no input")?;
        writeln!(questions, "{}:{path}", self.commit)?;
        questions.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let size = head.trim_end().rsplit_once(" blob ");
        let size = size.and_then(|(_, size)| size.parse().ok());
        let size: usize =
            size.with_context(|| format!("{path}: git says {:?}", head.trim_end()))?;
        let mut content = vec![0; size + 1];
        self.answers.read_exact(&mut content)?;
        content.pop();
        Ok(content)
    }

    fn close(mut self) -> Result<()> {
        drop(self.process.stdin.take());
        self.process.wait()?;
        Ok(())
    }
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

fn write(path: &Path, content: &[u8]) -> Result<()> {
    let show = || format!("cannot write {}", path.display());
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).with_context(show)?;
    std::fs::write(path, content).with_context(show)
}
