//! `cargo xtask diff`: what has changed in the API between two documentation
//! sets, and what that means for a program that uses the bindings.
//!
//! Compared are two models, and what a program sees of the bindings that would be
//! generated from them. How and where the pages state a thing is no difference.

mod class;
mod collect;
mod context;
mod counterpart;
mod describe;
mod direction;
mod input;
mod lend;
mod operation;
mod pair;
mod pairs;
mod parameters;
mod properties;
mod render;
mod report;
mod revision;
mod rows;
mod side;
mod signature;
mod types;

use std::mem::ManuallyDrop;

use anyhow::{Context as _, Result, bail};

use crate::console::Console;
use crate::diagnostic::{Diagnostic, any_error};
use crate::emit::surface;
use crate::load;
use crate::model::Api;
use crate::page::Documentation;
use crate::resolve::resolve;
use crate::swagger::EnumNames;
use collect::Changes;
use context::Context;
use lend::with_types_of;
use side::Side;

pub use render::Format;
pub use report::{Change, ChangeKind, Class, FileLine, Item, Report, Step, Summary};

/// What to compare.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// A folder of pages, a page, or `REVISION:path` in the git repository of the current
    /// folder, such as `HEAD:docs/reference`
    pub old: String,
    /// The other side, in any of the same forms
    pub new: String,
}

/// Compares two documentation sets.
///
/// # Errors
/// One of them cannot be read or used; its pages have been reported.
pub fn diff(options: &Options, console: &Console) -> Result<Report> {
    let (old, new) = models(options, console)?;
    // Of both, before one of them ends the run.
    let reported = [(&options.old, &old), (&options.new, &new)].map(|(side, model)| {
        load::report(&model.2, console).with_context(|| format!("{side} cannot be used"))
    });
    reported.into_iter().collect::<Result<Vec<()>>>()?;
    Ok(compare_models(options, old, new))
}

/// Compares with pages of the past. In what they contradict each other nobody can mend them any
/// more: it is not reported.
///
/// # Errors
/// One of the sets cannot be read.
pub(crate) fn diff_past(options: &Options, console: &Console) -> Result<Report> {
    let (old, new) = models(options, console)?;
    if old.1.areas.is_empty() && any_error(&old.2) {
        bail!("some pages of {} cannot be read", options.old);
    }
    Ok(compare_models(options, old, new))
}

fn compare_models(options: &Options, old: Model, new: Model) -> Report {
    // The program ends with the report: to take all pages apart would cost a tenth of its time.
    let (old, new) = (ManuallyDrop::new(old), ManuallyDrop::new(new));
    compare_versions(version(&options.old, &old), version(&options.new, &new))
}

/// Reads and resolves both sides. Swagger documents leave enums nameless: they have the names of the
/// side that has names.
fn models(options: &Options, console: &Console) -> Result<(Model, Model)> {
    let (old, new) = at_once(
        || input::sources(&options.old),
        || input::sources(&options.new),
    );
    let (old, new) = (old?, new?);
    let read = |sources, known: &EnumNames| model(input::read(sources, known, console));
    let nothing = EnumNames::default();
    Ok(match (old.published.is_empty(), new.published.is_empty()) {
        (true, false) => {
            let old = read(old, &nothing);
            let known = EnumNames::from_model(&old.1);
            (old, read(new, &known))
        }
        (false, true) => {
            let new = read(new, &nothing);
            let known = EnumNames::from_model(&new.1);
            (read(old, &known), new)
        }
        _ => at_once(|| read(old, &nothing), || read(new, &nothing)),
    })
}

fn version<'a>(name: &'a str, (documentation, api, _): &'a Model) -> Version<'a> {
    Version {
        name,
        documentation,
        api,
    }
}

/// One side of a comparison.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    /// The name to show.
    pub name: &'a str,
    /// The pages.
    pub documentation: &'a Documentation,
    /// Their model.
    pub api: &'a Api,
}

/// Compares two documentation sets that were read before and whose pages do not contradict each
/// other, each with the name to show.
pub fn compare(old: (&str, &Documentation), new: (&str, &Documentation)) -> Report {
    let (old_model, new_model) = at_once(|| resolve(old.1).0, || resolve(new.1).0);
    let version = |(name, documentation), api| Version {
        name,
        documentation,
        api,
    };
    compare_versions(version(old, &old_model), version(new, &new_model))
}

/// Compares two documentation sets, each with its model.
pub fn compare_versions(old: Version<'_>, new: Version<'_>) -> Report {
    let lent = (
        with_types_of(old.documentation, new.documentation),
        with_types_of(new.documentation, old.documentation),
    );
    // What a lent page cannot say of this side is no fault of its pages.
    let models = (
        lent.0.as_ref().map(|pages| resolve(pages).0),
        lent.1.as_ref().map(|pages| resolve(pages).0),
    );
    let apis = (
        models.0.as_ref().unwrap_or(old.api),
        models.1.as_ref().unwrap_or(new.api),
    );
    let documentation = (
        lent.0.as_ref().unwrap_or(old.documentation),
        lent.1.as_ref().unwrap_or(new.documentation),
    );
    let surfaces = (surface(apis.0), surface(apis.1));
    let (summary, changes) = changes(Context::new(
        Side::new(documentation.0, apis.0, &surfaces.0),
        Side::new(documentation.1, apis.1, &surfaces.1),
    ));
    Report {
        old: old.name.to_owned(),
        new: new.name.to_owned(),
        summary,
        changes,
    }
}

fn changes(context: Context<'_>) -> (Summary, Vec<Change>) {
    let mut changes = Changes::default();
    for operation in &context.pairs.removed {
        operation::whole(&mut changes, operation, ChangeKind::Removed);
    }
    for operation in &context.pairs.added {
        operation::whole(&mut changes, operation, ChangeKind::Added);
    }
    for both in &context.pairs.both {
        operation::compare(&mut changes, &context, *both);
    }
    types::compare(&mut changes, &context);
    signature::compare(&mut changes, &context);
    changes.finish()
}

/// A side's pages, their model, and all that is wrong with the pages.
type Model = (Documentation, Api, Vec<Diagnostic>);

/// The model of a side that was read, and all that is wrong with its pages.
fn model((documentation, mut found): input::ReadSide) -> Model {
    if any_error(&found) {
        return (documentation, Api::default(), found);
    }
    let (api, more) = resolve(&documentation);
    found.extend(more);
    (documentation, api, found)
}

/// Does the same for both sides, each on a thread.
fn at_once<T: Send>(old: impl FnOnce() -> T + Send, new: impl FnOnce() -> T) -> (T, T) {
    std::thread::scope(|scope| {
        let old = scope.spawn(old);
        let new = new();
        let old = old
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (old, new)
    })
}
