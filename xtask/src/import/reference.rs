//! The reference as it is before an import.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use super::Texts;
use crate::console::Console;
use crate::diagnostic::Diagnostic;
use crate::first::first_of_each;
use crate::load;
use crate::model::Api;
use crate::page::{Documentation, Page, parse, write};
use crate::read::read_sets;
use crate::resolve::resolve;
use crate::source::SourceFile;
use crate::swagger::EnumNames;
use crate::workspace;

/// Its pages, and the model of them as far as they make one.
#[derive(Debug, Default)]
pub(super) struct Reference {
    pub(super) documentation: Documentation,
    pub(super) api: Api,
    /// Whether its pages about types are those of the workspace: nothing is lost if one is left out.
    pub(super) is_lent: bool,
    /// The names of enums that are in use, here or where the pages about types come from.
    names: EnumNames,
    /// Where the pages of operations lie, by identifier.
    paths: BTreeMap<String, String>,
}

impl Reference {
    /// Reads a folder that may not be there yet.
    ///
    /// Pages of operations are about to be written anew, so that nothing has to be right about them.
    pub(super) fn read(folder: &Path, console: &Console) -> Result<Self> {
        let types = load::types(folder, console)?;
        let sources = read_sets(&[folder.to_owned()]).unwrap_or_default();
        let (mut documentation, _) = load::parsed(sources, &Console::default());
        let paths = documentation
            .operations
            .iter()
            .map(|source| (source.uid().to_owned(), source.file.relative.clone()))
            .collect();
        documentation.enums = types.enums;
        documentation.types = types.types;
        let api = match documentation.operations.is_empty() {
            true => Api::default(),
            false => resolve(&documentation).0,
        };
        Ok(Self {
            names: EnumNames::from_model(&api),
            documentation,
            api,
            is_lent: false,
            paths,
        })
    }

    /// The reference that a folder without pages about types begins with: that of the workspace,
    /// if it is one of the same API. They hold what upstream leaves out.
    pub(super) fn lender(&self, folder: &Path, console: &Console) -> Result<Option<Self>> {
        let lender = workspace::reference();
        let documentation = &self.documentation;
        let is_empty = documentation.enums.is_empty() && documentation.types.is_empty();
        if !is_empty || lender == folder || !lender.exists() {
            return Ok(None);
        }
        Self::read(&lender, console).map(Some)
    }

    /// Takes the pages about types of another reference, if upstream's operations are those of it.
    pub(super) fn borrow_types(&mut self, lender: Self, upstream: &Documentation) {
        let all = upstream.operations.len();
        let is_known = |uid: &str| lender.paths.contains_key(uid);
        let uids = upstream.operations.iter().map(|source| source.uid());
        if uids.filter(|uid| is_known(uid)).count() * 2 > all {
            self.documentation.enums = lender.documentation.enums;
            self.documentation.types = lender.documentation.types;
            self.is_lent = true;
        }
    }

    /// Leaves out lent pages that have not become some of this reference.
    pub(super) fn keep_types(&mut self, texts: &Texts) {
        let documentation = &mut self.documentation;
        let is_kept = |kind: &str, path: &str| {
            let path = path.rsplit('/').next().unwrap_or(path);
            texts[kind].contains_key(path)
        };
        documentation
            .enums
            .retain(|source| is_kept("enums", &source.file.relative));
        documentation
            .types
            .retain(|source| is_kept("types", &source.file.relative));
    }

    /// The names of enums that are in use.
    pub(super) fn names(&self) -> &EnumNames {
        &self.names
    }

    /// Where the page of an operation lies.
    pub(super) fn path(&self, uid: &str) -> Option<String> {
        let path = self.paths.get(uid)?;
        (path.starts_with("agent/") || path.starts_with("rest/")).then(|| path.clone())
    }

    /// The pages of PATCH operations whose PUT upstream still has, by path. Their tables follow
    /// those of the PUT.
    pub(super) fn patches(
        &self,
        operations: &BTreeMap<String, String>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> BTreeMap<String, String> {
        diagnostics.push(
            Diagnostic::warning(
                "patch-missing",
                "the documents of single areas lack PATCH; its pages in the reference stay where \
                 there still is a PUT",
            )
            .help("import from downloads/api/Swagger-v1-Agents.zip and …-REST.zip to have all"),
        );
        let puts = first_of_each(operations.values().flat_map(|text| {
            let paths = text.lines().filter_map(|line| line.strip_prefix("PUT "));
            paths.map(move |path| (path, text))
        }));
        let mut patches = BTreeMap::new();
        for source in &self.documentation.operations {
            let page = &source.page;
            if page.http.method == "PATCH"
                && let Some(put) = puts.get(page.http.path.as_str())
            {
                let page = following(page, put);
                patches.insert(source.file.relative.clone(), write(&page));
            }
        }
        patches
    }
}

/// The page with the response of another one for the same path.
fn following(page: &Page, put: &str) -> Page {
    let mut page = page.clone();
    let file = SourceFile::new("", "", put);
    if let (Some(put), _) = parse(&file)
        && put.response.body == page.response.body
    {
        page.response.properties = put.response.properties;
    }
    page
}
