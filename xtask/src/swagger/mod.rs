//! Swagger 2.0 and OpenAPI 3.0 as pages: the same ones that Markdown is read into, so that
//! everything behind them stays one path.

mod docfx;
mod document;
mod enums;
mod locate;
mod naming;
mod pages;
mod places;
mod schema;
mod short_names;
mod spec;
mod words;

use std::path::Path;
use std::sync::Arc;

use crate::corrections::Corrections;
use crate::diagnostic::Diagnostic;
use crate::page::{EnumPage, write, write_enum, write_type};
use crate::read::PublishedApi;
use crate::source::SourceFile;

pub use places::EnumNames;

/// Texts of pages, as if they had been read from a folder.
#[derive(Debug, Default)]
pub struct PageTexts {
    /// The pages of operations.
    pub operations: Vec<Arc<SourceFile>>,
    /// The pages of enums.
    pub enums: Vec<Arc<SourceFile>>,
    /// The pages of carriers.
    pub types: Vec<Arc<SourceFile>>,
    /// What is wrong with the documents.
    pub diagnostics: Vec<Diagnostic>,
}

/// Writes the pages that documents amount to, below the place where they lie.
///
/// `known` are the names of enums in use, `enums` upstream's pages about enums.
pub fn read(
    root: &Path,
    set: usize,
    published: &PublishedApi,
    enums: &[&EnumPage],
    known: &EnumNames,
    corrections: &Corrections,
) -> PageTexts {
    let (spec, mut diagnostics) = document::read(&published.documents);
    let places = places::Places::new(&spec);
    let evidence = naming::NameSources {
        known,
        corrections,
        published,
        pages: enums,
    };
    let enums = enums::SpecEnums::name(&places, &evidence);
    let mut pages = pages::write(&spec, &places, &enums);
    pages.correct(root, corrections, &mut diagnostics);
    // Nobody shall look for a file that is not there.
    let shown = Path::new(&format!("{} as pages", root.display())).to_owned();
    PageTexts {
        operations: files(&shown, set, pages.operations, write),
        enums: files(&shown, set, pages.enums, write_enum),
        types: files(&shown, set, pages.types, write_type),
        diagnostics,
    }
}

fn files<Page>(
    folder: &Path,
    set: usize,
    pages: Vec<(String, Page)>,
    write: fn(&Page) -> String,
) -> Vec<Arc<SourceFile>> {
    let pages = pages.into_iter().map(|(path, page)| {
        let mut file = SourceFile::new(folder.join(&path), path, write(&page));
        file.set = set;
        Arc::new(file)
    });
    pages.collect()
}
