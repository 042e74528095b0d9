//! `cargo xtask import`: upstream's documentation as pages, in one dialect, with neutral sample
//! values, without the defects that can be repaired, and with the facts of its prose alone unless
//! the words are asked for. What a person has added to the pages about types stays.

mod agree;
mod draft;
mod finish;
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

use anyhow::{Result, bail};

use crate::area::AreaKind;
use crate::console::Console;
use crate::corrections::Corrections;
use crate::diagnostic::{Diagnostic, any_error};
use crate::facts::is_release;
use crate::load::{self, Upstream};
use crate::output::{OutputError, Transaction, compare_tree};
use crate::page::{Page, SampleBody, SourcePage, write};
use crate::read::is_page;
use crate::resolve::resolve;
use crate::workspace;
use agree::{agree, follow};
use draft::ReferenceDraft;
use finish::Finish;
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
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A checkout of the upstream documentation, or a folder or page of it
    #[arg(long, value_name = "DIR")]
    pub from: PathBuf,
    /// Where to write the pages [default: docs/reference]
    #[arg(
        long,
        value_name = "DIR",
        default_value_os_t = workspace::reference(),
        hide_default_value = true
    )]
    pub to: PathBuf,
    /// What becomes of descriptions: the facts in them, or all their words
    #[arg(long, value_enum, default_value_t)]
    pub prose: Prose,
    /// Go on even if upstream lacks more than half of the pages that are there
    #[arg(long)]
    pub remove: bool,
    /// The release that brings what is new, such as `12.2` [default: what the checkout says]
    #[arg(long, value_name = "RELEASE", value_parser = release_number)]
    pub release: Option<String>,
}

/// A release that was named on the command line.
pub(crate) fn release_number(text: &str) -> Result<String, String> {
    if is_release(text) {
        Ok(text.to_owned())
    } else {
        Err("write numbers with dots between them, such as `12.2`".into())
    }
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
pub struct NewReference {
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
pub fn prepare(options: &Options, console: &Console) -> Result<NewReference> {
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
    Ok(NewReference {
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
    let draft = ReferenceDraft::new(
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

impl NewReference {
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
