//! `cargo xtask import`: upstream's documentation as pages, in one dialect, with neutral sample
//! values, without the defects that can be repaired, and with the facts of its prose alone unless
//! the words are asked for. What a person has added to the pages about types stays.

mod agree;
mod gone;
mod kept;
mod members;
mod neutral;
mod plan;
mod reference;
mod release;
mod removals;
mod repair;
mod rows;
mod samples;
mod wording;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::area::AreaKind;
use crate::console::Console;
use crate::corrections::Corrections;
use crate::diagnostic::{Diagnostic, any_error};
use crate::load::{self, Upstream};
use crate::model::Api;
use crate::output::{OutputError, Transaction, compare_tree};
use crate::page::{
    Documentation, EnumPage, Page, SampleBody, SourcePage, Sourced, TypeLabel, TypePage, write,
    write_enum, write_type,
};
use crate::read::is_page;
use crate::resolve::resolve;
use crate::source::SourceFile;
use agree::{agree, follow};
use gone::Present;
use members::Members;
pub use plan::{Plan, Summary};
use reference::Reference;
use release::Releases;
use removals::check_removals;
use repair::Repair;

/// What becomes of descriptions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Prose {
    /// The facts in them, in fixed wording
    #[default]
    Facts,
    /// All their words
    Full,
}

/// What to import, and where to.
#[derive(Debug)]
pub struct Options {
    /// Upstream's documentation.
    pub from: PathBuf,
    /// The folder of the reference.
    pub to: PathBuf,
    /// What becomes of descriptions.
    pub prose: Prose,
    /// Whether more than half of the pages may go.
    pub remove: bool,
    /// The release that brings what the reference lacks, where upstream does not tell.
    pub release: Option<String>,
}

/// Reads upstream's documentation and writes it to the reference.
///
/// Pages that upstream no longer has are removed; other files stay.
///
/// # Errors
/// A page cannot be used, or a file cannot be read or written. Nothing has
/// changed then.
pub fn import(options: &Options, console: &Console) -> Result<Summary> {
    let mut transaction = begin(&options.to, &[], console)?;
    let prepared = prepare(options, console)?;
    let plan = prepared.plan(&options.to)?;
    plan.add_to(&mut transaction);
    transaction.commit()?;
    Ok(plan.summary())
}

/// Begins to change a reference, and what lies in other folders together with it.
///
/// # Errors
/// As for [`Transaction::begin`].
pub fn begin(to: &Path, others: &[&Path], console: &Console) -> Result<Transaction, OutputError> {
    let kinds = KINDS.map(|kind| to.join(kind));
    let folders = [to].into_iter().chain(kinds.iter().map(PathBuf::as_path));
    let folders: Vec<_> = folders.chain(others.iter().copied()).collect();
    Transaction::begin(&folders, console)
}

/// Upstream's documentation as the reference will have it.
#[derive(Debug)]
pub struct Prepared {
    pages: usize,
    /// The release that upstream describes, where it is known.
    pub release: Option<String>,
    texts: Texts,
}

/// The folders of a reference.
const KINDS: [&str; 4] = ["agent", "rest", "enums", "types"];

/// Reads upstream's documentation and merges it with the reference. Reports where the two disagree
/// and what upstream no longer has. Nothing is written.
///
/// # Errors
/// A page cannot be used, or a file cannot be read.
pub fn prepare(options: &Options, console: &Console) -> Result<Prepared> {
    let mut reference = Reference::read(&options.to, console)?;
    let lender = reference.lender(&options.to, console)?;
    let names = lender.as_ref().unwrap_or(&reference).names();
    let mut upstream = load::upstream(&options.from, names, console)?;
    if let Some(lender) = lender {
        reference.borrow_types(lender, &upstream.documentation);
    }
    let mut diagnostics = Vec::new();
    let amended = agree(
        &mut upstream.documentation,
        &reference.documentation,
        &mut diagnostics,
    );
    let (texts, found) = match reference.is_lent {
        // Pages that nothing needs must not tell what samples mean.
        true => {
            let (texts, _) = merged(options, &upstream, &amended, &reference, console)?;
            reference.keep_types(&texts);
            merged(options, &upstream, &amended, &reference, console)?
        }
        false => merged(options, &upstream, &amended, &reference, console)?,
    };
    diagnostics.extend(found);
    console.report(&diagnostics);
    if any_error(&diagnostics) {
        bail!("nothing was written");
    }
    Ok(Prepared {
        pages: upstream.documentation.operations.len(),
        release: options.release.clone().or(upstream.release),
        texts,
    })
}

/// The texts of pages, by folder and by path below it.
type Texts = BTreeMap<&'static str, BTreeMap<String, String>>;

/// The texts of all pages, and what is to be told of them.
fn merged(
    options: &Options,
    upstream: &Upstream,
    amended: &BTreeSet<String>,
    reference: &Reference,
    console: &Console,
) -> Result<(Texts, Vec<Diagnostic>)> {
    let mut diagnostics = Vec::new();
    let (mut operations, corrected) =
        rewrite(upstream, reference, options.prose, &mut diagnostics)?;
    if upstream.lacks_patch {
        operations.extend(reference.patches(&operations, &mut diagnostics));
    }
    if !options.remove {
        check_removals(&options.to, &operations)?;
    }
    let draft = Draft::new(
        &options.to,
        operations,
        upstream,
        reference,
        options,
        &mut diagnostics,
    );
    let mut documentation = draft.documentation(console)?;
    let followed = follow(&mut documentation);
    // Where pages contradict each other is for `gen` to say, when all of them are in their place.
    let (api, _) = resolve(&documentation);
    if api.areas.is_empty() {
        console.report(&diagnostics);
        load::model(&documentation, console)?;
    }

    let release = options.release.as_deref().or(upstream.release.as_deref());
    let releases = Releases::new(&reference.api, release);
    let finish = Finish {
        api: &api,
        followed: &followed,
        present: Present::new(
            &api,
            &reference.api,
            &documentation.operations,
            reference.is_lent,
        ),
        releases,
        without_samples: |uid: &str| {
            upstream.is_published
                || corrected.contains(uid)
                || amended.contains(uid)
                || followed.contains(uid)
        },
    };
    let texts = finish.texts(&documentation, &mut diagnostics);
    Ok((texts, diagnostics))
}

impl Prepared {
    /// Compares the pages with those of a folder with a reference, or of one that will hold one.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn plan(&self, to: &Path) -> Result<Plan<'_>> {
        let mut parts = Vec::new();
        for kind in KINDS {
            let folder = to.join(kind);
            let texts = &self.texts[kind];
            let is_page = |path: &str, text: &[u8]| is_page(Path::new(path), text);
            let comparison = compare_tree(&folder, texts, is_page)?;
            parts.push((folder, texts, comparison));
        }
        Ok(Plan {
            pages: self.pages,
            parts,
        })
    }
}

/// The pages of operations by path, and the identifiers of those that were corrected.
fn rewrite(
    upstream: &Upstream,
    reference: &Reference,
    prose: Prose,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(BTreeMap<String, String>, BTreeSet<String>)> {
    let pages = &upstream.documentation.operations;
    let members = Members::collect(pages, &reference.documentation);
    let repair = Repair::new(pages);
    let corrections = Corrections::shipped();
    let mut texts = BTreeMap::new();
    let mut corrected = BTreeSet::new();
    for source in pages {
        let mut page = source.page.clone();
        wording::name_body(&mut page);
        repair.apply(source, &mut page);
        if corrections.correct_operation(&source.file, &mut page, diagnostics) {
            corrected.insert(source.uid().to_owned());
        }
        neutral::neutralize(&mut page, &members);
        match prose {
            Prose::Facts => wording::reduce(&mut page),
            Prose::Full => {}
        }
        let path = reference.path(source.uid()).unwrap_or_else(|| path(source));
        if texts.insert(path.clone(), write(&page)).is_some() {
            bail!("two pages would be written to {path}; nothing was written");
        }
    }
    Ok((texts, corrected))
}

/// `agent/Appointment_Agent/v1AppointmentAgent_Accept.md`: upstream's own folders, below whatever they lie in.
fn path(source: &SourcePage) -> String {
    let path = &source.file.path;
    let mut parts = path.iter().rev().filter_map(|part| part.to_str());
    if let (Some(file), Some(folder), Some(kind @ ("agent" | "rest"))) =
        (parts.next(), parts.next(), parts.next())
    {
        return format!("{kind}/{folder}/{file}");
    }
    match source.kind() {
        AreaKind::Agent => {
            format!("agent/{}_Agent/{}.md", source.area(), source.uid())
        }
        AreaKind::Rest => format!("rest/{}/{}.md", source.area(), source.uid()),
    }
}

/// All texts of the reference to be, before samples and releases.
struct Draft<'a> {
    to: &'a Path,
    operations: BTreeMap<String, String>,
    enums: BTreeMap<String, String>,
    types: BTreeMap<String, String>,
}

impl<'a> Draft<'a> {
    fn new(
        to: &'a Path,
        operations: BTreeMap<String, String>,
        upstream: &Upstream,
        reference: &Reference,
        options: &Options,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let kept = &reference.documentation;
        let described = described(&upstream.documentation);
        let releases = Releases::new(
            &reference.api,
            options.release.as_deref().or(upstream.release.as_deref()),
        );
        let is_needed = |page: &TypePage| {
            !described.contains(page.name.as_str())
                || releases.is_new_carrier(&page.name)
                || (options.prose == Prose::Full && page.prose.is_some())
        };
        let corrections = Corrections::shipped();
        let enums = kept::enums(
            &with_numbers(&upstream.documentation.enums, kept, corrections),
            &kept.enums,
            options.prose,
            corrections,
        );
        let theirs = with_corrected(&upstream.documentation.types, corrections);
        let types = kept::types(&theirs, &kept.types, options.prose, corrections, is_needed);
        diagnostics.extend(enums.diagnostics);
        diagnostics.extend(types.diagnostics);
        Self {
            to,
            operations,
            enums: enums.texts,
            types: types.texts,
        }
    }

    fn documentation(&self, console: &Console) -> Result<Documentation> {
        load::parse_sources(
            crate::read::Sources {
                operations: sources(self.to, "", &self.operations),
                enums: sources(self.to, "enums/", &self.enums),
                types: sources(self.to, "types/", &self.types),
                ..crate::read::Sources::default()
            },
            console,
        )
    }
}

fn sources(to: &Path, folder: &str, texts: &BTreeMap<String, String>) -> Vec<Arc<SourceFile>> {
    let source = |(path, text): (&String, &String)| {
        let relative = format!("{folder}{path}");
        Arc::new(SourceFile::new(to.join(&relative), relative, text.clone()))
    };
    texts.iter().map(source).collect()
}

/// Upstream's pages about enums, with those that corrections lead to and nobody has.
fn with_numbers(
    upstream: &[Sourced<EnumPage>],
    kept: &Documentation,
    corrections: &Corrections,
) -> Vec<Sourced<EnumPage>> {
    let mut pages = upstream.to_vec();
    for page in corrections.enum_pages() {
        let mut known = pages.iter().chain(&kept.enums);
        if !known.any(|known| known.page.name == page.name) {
            pages.push(Sourced {
                file: Arc::new(SourceFile::new("corrections.toml", "", "")),
                page,
            });
        }
    }
    pages
}

/// Upstream's pages about carriers, with those that corrections lead to.
fn with_corrected(
    upstream: &[Sourced<TypePage>],
    corrections: &Corrections,
) -> Vec<Sourced<TypePage>> {
    let mut pages = upstream.to_vec();
    for page in corrections.type_pages() {
        if !pages.iter().any(|known| known.page.name == page.name) {
            pages.push(Sourced {
                file: Arc::new(SourceFile::new("corrections.toml", "", "")),
                page: page.clone(),
            });
        }
    }
    pages
}

/// The carriers that the tables of operations describe.
fn described(documentation: &Documentation) -> BTreeSet<&str> {
    let tables = documentation.operations.iter().flat_map(|source| {
        let page = &source.page;
        let response = page.response.properties.is_some();
        let response = page.response.body.as_ref().filter(|_| response);
        let request = page.request.as_ref();
        let request = request.filter(|request| request.properties.is_some());
        let request = request.and_then(|request| request.label.as_ref());
        response.into_iter().chain(request)
    });
    tables
        .filter_map(|label| match label.leaf() {
            TypeLabel::Named(name) => Some(name.as_str()),
            _ => None,
        })
        .collect()
}

/// The last touches, for which the model has to be there.
struct Finish<'a, F> {
    api: &'a Api,
    /// The pages that no longer say what their files do.
    followed: &'a BTreeSet<String>,
    present: Present<'a>,
    releases: Releases<'a>,
    without_samples: F,
}

impl<F: Fn(&str) -> bool> Finish<'_, F> {
    fn texts(&self, documentation: &Documentation, diagnostics: &mut Vec<Diagnostic>) -> Texts {
        let mut texts: Texts = KINDS.iter().map(|kind| (*kind, BTreeMap::new())).collect();
        let mut add = |relative: &str, text: String| {
            let (kind, path) = relative.split_once('/').unwrap_or(("", relative));
            if let Some(kind) = KINDS.iter().find(|known| **known == kind) {
                texts.entry(kind).or_default().insert(path.to_owned(), text);
            }
        };
        for source in &documentation.operations {
            let uid = source.uid();
            let mut page = source.page.clone();
            if let Some(operation) = self.present.operation(uid) {
                self.releases.operation(&mut page, operation);
                if (self.without_samples)(uid) {
                    samples::fill(&mut page, operation, self.api);
                }
            }
            let text = match self.followed.contains(uid) {
                true => write(&page),
                false => text(source, &page, write),
            };
            add(&source.file.relative, text);
        }
        for source in &documentation.enums {
            if let Some(mut page) = self.present.enumeration(source, diagnostics) {
                if self.api.enums.contains_key(page.name.as_str()) {
                    self.releases.enumeration(&mut page);
                }
                add(&source.file.relative, text(source, &page, write_enum));
            }
        }
        for source in &documentation.types {
            if let Some(mut page) = self.present.carrier(source, diagnostics) {
                self.releases.carrier(&mut page);
                add(&source.file.relative, text(source, &page, write_type));
            }
        }
        texts
    }
}

/// A page as it was, if nothing about it has changed.
fn text<P: PartialEq>(source: &Sourced<P>, page: &P, write: fn(&P) -> String) -> String {
    if source.page == *page {
        source.file.text.clone()
    } else {
        write(page)
    }
}

/// The JSON bodies of a page's samples.
fn bodies(page: &mut Page) -> impl Iterator<Item = &mut SampleBody> {
    let samples = page
        .sample_request
        .iter_mut()
        .chain(&mut page.sample_response);
    samples
        .filter_map(|sample| sample.body.as_mut())
        .map(|body| &mut body.value)
}
