//! What `gen` makes of mutants, each with the rest of the reference beside it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use xtask::console::Console;
use xtask::diagnostic::Diagnostic;
use xtask::page::{Documentation, EnumPage, Page, PageFile, TypePage};
use xtask::read::read_memory;
use xtask::resolve::resolve;
use xtask::source::SourceFile;

use super::facts_of::{Stated, facts_of};
use super::mutate::Mutant;

/// How many mutants are resolved together, each of another page: first many, for the errors that hide
/// others, then few, since contradictions of one kind are told of while they are few.
const TOGETHER: [usize; 3] = [150, 150, 12];

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// An error of this code names it.
    Refused(&'static str),
    /// The API is the same.
    Same,
    /// Nothing is said, and the API is another: what is, before and after.
    Accepted(Vec<(String, String)>),
}

/// The pages of a reference, and what they say together.
pub struct Reference {
    root: PathBuf,
    pages: Vec<Any>,
    stated: Stated,
}

/// A page of any kind.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all pages are the large one"
)]
#[derive(Clone, Debug, PartialEq)]
enum Any {
    Operation(Same<Page>),
    Enum(Same<EnumPage>),
    Type(Same<TypePage>),
    /// Not read as one.
    Absent,
}

/// Equal if the pages say the same.
#[derive(Clone, Debug)]
struct Same<P>(PageFile<P>);

impl<P: PartialEq> PartialEq for Same<P> {
    fn eq(&self, other: &Self) -> bool {
        self.0.page == other.0.page
    }
}

impl Reference {
    /// Reads all pages; they have to be good ones.
    pub fn read(root: &Path) -> Self {
        let sources = xtask::read::read(root).expect("the folder can be read");
        let (documentation, diagnostics) = xtask::load::parsed(sources, &Console::default());
        assert!(diagnostics.is_empty(), "{}", super::report(&diagnostics));
        let mut reference = Self {
            root: root.to_owned(),
            pages: any(documentation),
            stated: Stated::default(),
        };
        let (stated, diagnostics) = reference.resolved(&HashMap::new());
        assert!(diagnostics.is_empty(), "{}", super::report(&diagnostics));
        reference.stated = stated;
        reference
    }

    /// The texts of all pages.
    pub fn files(&self) -> Vec<Arc<SourceFile>> {
        self.pages.iter().filter_map(Any::file).cloned().collect()
    }

    /// What `gen` makes of each mutant.
    pub fn judge(&mut self, mutants: &[Mutant]) -> Vec<Verdict> {
        let mut verdicts = vec![Verdict::Same; mutants.len()];
        let mut waiting = Vec::new();
        for (at, mutant) in mutants.iter().enumerate() {
            match self.parsed(mutant) {
                Err(code) => verdicts[at] = Verdict::Refused(code),
                Ok(page) if page == self.pages[mutant.page] => {}
                // What follows from a page that is not there is found on others.
                Ok(Any::Absent) => {
                    let alone = vec![(at, mutant.page, Any::Absent)];
                    self.together(alone, &mut verdicts);
                }
                Ok(page) => waiting.push((at, mutant.page, page)),
            }
        }
        for round in 0.. {
            let most = TOGETHER[round.min(TOGETHER.len() - 1)];
            let mut open = Vec::new();
            while !waiting.is_empty() {
                let mut pages = BTreeSet::new();
                let (batch, later) = waiting
                    .into_iter()
                    .partition(|(_, page, _)| pages.len() < most && pages.insert(*page));
                waiting = later;
                open.extend(self.together(batch, &mut verdicts));
            }
            if open.is_empty() {
                break;
            }
            waiting = open;
        }
        verdicts
    }

    /// Judges mutants of several pages at once, as far as it is clear what is the fault of which, and
    /// gives the others.
    fn together(&mut self, batch: Vec<Waiting>, verdicts: &mut [Verdict]) -> Vec<Waiting> {
        let (stated, diagnostics) = self.resolved(&replaced(&batch));
        let errors = || diagnostics.iter().filter(|found| found.is_error());
        if errors().next().is_none() && stated == self.stated {
            return Vec::new();
        }
        if let [(at, ..)] = batch[..] {
            verdicts[at] = match errors().next() {
                Some(error) => Verdict::Refused(error.code),
                None => Verdict::Accepted(self.stated.differences(&stated)),
            };
            return Vec::new();
        }
        let by_path: HashMap<&Path, usize> = batch
            .iter()
            .filter_map(|(at, _, page)| Some((page.file()?.path.as_path(), *at)))
            .collect();
        let mut refused = HashMap::new();
        for error in errors() {
            let named = error.labels.iter();
            let named: BTreeSet<usize> = named
                .filter_map(|label| by_path.get(label.path.as_path()).copied())
                .collect();
            if let (Some(at), 1) = (named.first(), named.len()) {
                refused.insert(*at, error.code);
            }
        }
        for (at, code) in &refused {
            verdicts[*at] = Verdict::Refused(code);
        }
        let is_open = |(at, ..): &Waiting| !refused.contains_key(at);
        let mut open: Vec<Waiting> = batch.into_iter().filter(is_open).collect();
        if !refused.is_empty() {
            return open;
        }
        let half = open.split_off(open.len() / 2);
        let mut open = self.together(open, verdicts);
        open.extend(self.together(half, verdicts));
        open
    }

    /// The page of a mutant, read as `gen` reads it, or the code of what is wrong.
    fn parsed(&self, mutant: &Mutant) -> Result<Any, &'static str> {
        let path = &self.pages[mutant.page].file().expect("a page").path;
        let mut files = vec![(path.clone(), mutant.text.clone().into_bytes())];
        // Pages about types alone are no documentation.
        let operations = self.pages.iter().filter_map(Any::file).take(2);
        let beside = operations.filter(|file| file.path != *path).take(1);
        files.extend(beside.map(|file| (file.path.clone(), file.text.clone().into_bytes())));
        let none = |_: &Path, _: u64| Err(std::io::Error::other("nothing is beside it").into());
        let Ok(sources) = read_memory(&self.root, files, &none) else {
            return Ok(Any::Absent);
        };
        let (documentation, diagnostics) = xtask::load::parsed(sources, &Console::default());
        match diagnostics.iter().find(|found| found.is_error()) {
            Some(error) => Err(error.code),
            None => {
                let mut pages = any(documentation).into_iter();
                let page = pages.find(|page| page.file().is_some_and(|file| file.path == *path));
                Ok(page.unwrap_or(Any::Absent))
            }
        }
    }

    /// What all pages say, some replaced.
    fn resolved(&mut self, replaced: &HashMap<usize, &Any>) -> (Stated, Vec<Diagnostic>) {
        let mut documentation = Documentation::default();
        let base: Vec<Any> = std::mem::take(&mut self.pages);
        let mut order = Vec::with_capacity(base.len());
        let mut kept = HashMap::new();
        for (at, page) in base.into_iter().enumerate() {
            let page = match replaced.get(&at) {
                Some(other) => {
                    kept.insert(at, page);
                    (*other).clone()
                }
                None => page,
            };
            order.push(page.push(&mut documentation));
        }
        let (api, diagnostics) = resolve(&documentation);
        let stated = facts_of(&api);
        drop(api);
        let mut operations = documentation
            .operations
            .into_iter()
            .map(|page| Any::Operation(Same(page)));
        let mut enums = documentation
            .enums
            .into_iter()
            .map(|page| Any::Enum(Same(page)));
        let mut types = documentation
            .types
            .into_iter()
            .map(|page| Any::Type(Same(page)));
        for (at, kind) in order.into_iter().enumerate() {
            let page = match kind {
                0 => operations.next(),
                1 => enums.next(),
                2 => types.next(),
                _ => None,
            };
            let page = kept.remove(&at).or(page);
            self.pages.push(page.unwrap_or(Any::Absent));
        }
        (stated, diagnostics)
    }
}

/// The mutant's number, its page's, and its page.
type Waiting = (usize, usize, Any);

fn replaced(batch: &[Waiting]) -> HashMap<usize, &Any> {
    batch
        .iter()
        .map(|(_, page, parsed)| (*page, parsed))
        .collect()
}

fn any(documentation: Documentation) -> Vec<Any> {
    let operations = documentation.operations.into_iter();
    let operations = operations.map(|page| Any::Operation(Same(page)));
    let enums = documentation
        .enums
        .into_iter()
        .map(|page| Any::Enum(Same(page)));
    let types = documentation
        .types
        .into_iter()
        .map(|page| Any::Type(Same(page)));
    operations.chain(enums).chain(types).collect()
}

impl Any {
    fn file(&self) -> Option<&Arc<SourceFile>> {
        match self {
            Self::Operation(page) => Some(&page.0.file),
            Self::Enum(page) => Some(&page.0.file),
            Self::Type(page) => Some(&page.0.file),
            Self::Absent => None,
        }
    }

    fn push(self, documentation: &mut Documentation) -> u8 {
        match self {
            Self::Operation(page) => documentation.operations.push(page.0),
            Self::Enum(page) => {
                documentation.enums.push(page.0);
                return 1;
            }
            Self::Type(page) => {
                documentation.types.push(page.0);
                return 2;
            }
            Self::Absent => return 3,
        }
        0
    }
}

/// How often something was seen.
pub fn tally<T: Ord>(of: impl IntoIterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for one in of {
        *counts.entry(one).or_default() += 1;
    }
    counts
}
