//! Pages with their files, and all pages together.

use std::sync::Arc;

use super::{EnumPage, GlossaryPage, Page, TypePage};
use crate::area::AreaKind;
use crate::source::{Place, SourceFile, Span};

/// A page and the file it was read from.
#[derive(Clone, Debug)]
pub struct PageFile<Page> {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What it says.
    pub page: Page,
}

/// The page of an operation.
pub type SourcePage = PageFile<Page>;

/// All pages of all documentation sets.
#[derive(Clone, Debug, Default)]
pub struct Documentation {
    /// The pages of operations.
    pub operations: Vec<SourcePage>,
    /// The pages of enums.
    pub enums: Vec<PageFile<EnumPage>>,
    /// The pages of carriers.
    pub types: Vec<PageFile<TypePage>>,
    /// The pages that say what words mean.
    pub glossaries: Vec<PageFile<GlossaryPage>>,
}

impl From<Vec<SourcePage>> for Documentation {
    fn from(operations: Vec<SourcePage>) -> Self {
        Self {
            operations,
            ..Self::default()
        }
    }
}

impl SourcePage {
    pub(crate) fn uid(&self) -> &str {
        &self.page.front.uid
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        Place::new(&self.file, span)
    }

    /// Method and path, which servers do not tell apart by case.
    pub(crate) fn route(&self) -> (String, String) {
        let http = &self.page.http;
        (
            http.method.to_ascii_lowercase(),
            http.path.to_ascii_lowercase(),
        )
    }

    pub(crate) fn kind(&self) -> AreaKind {
        if self.page.http.path.contains("/Agents/") {
            AreaKind::Agent
        } else {
            AreaKind::Rest
        }
    }

    /// `Appointment` of `v1AppointmentAgent_Accept`.
    pub(crate) fn area(&self) -> &str {
        let uid = self.uid();
        let prefix = uid.split_once('_').map_or(uid, |(prefix, _)| prefix);
        let prefix = prefix.strip_prefix('v').map_or(prefix, |rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_digit())
        });
        let suffix = match self.kind() {
            AreaKind::Agent => "Agent",
            AreaKind::Rest => "Entity",
        };
        prefix
            .strip_suffix(suffix)
            .filter(|name| !name.is_empty())
            .unwrap_or(prefix)
    }

    /// `Accept` of `v1AppointmentAgent_Accept`.
    pub(crate) fn operation_name(&self) -> &str {
        let uid = self.uid();
        uid.split_once('_').map_or(uid, |(_, name)| name)
    }
}
