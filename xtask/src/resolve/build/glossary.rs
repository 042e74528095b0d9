//! The glossaries of all sets as one, and terms that nothing in the API has.

use std::collections::BTreeSet;

use crate::area::AreaKind;
use crate::diagnostic::Diagnostic;
use crate::model::{Api, Glossary, Operation, Property};
use crate::near::nearest;
use crate::page::{Documentation, PageFile, Term, TermKind};
use crate::source::SourceFile;

/// What words mean. The first set that has a term says it.
pub(crate) fn collect(
    documentation: &Documentation,
    api: &Api,
    diagnostics: &mut Vec<Diagnostic>,
) -> Glossary {
    let mut glossary = Glossary::default();
    if documentation.glossaries.is_empty() {
        return glossary;
    }
    let known = TermNames::new(api);
    for PageFile { file, page } in &documentation.glossaries {
        for term in &page.terms {
            diagnostics.extend(known.check(file, term));
            let (name, meaning) = (term.name.value.clone(), term.meaning.value.clone());
            match term.kind {
                TermKind::Agent => {
                    let area = (AreaKind::Agent, name);
                    glossary.areas.entry(area).or_insert(meaning);
                }
                TermKind::Resource => {
                    let area = (AreaKind::Rest, name);
                    glossary.areas.entry(area).or_insert(meaning);
                }
                TermKind::Type => {
                    glossary.types.entry(name).or_insert(meaning);
                }
                TermKind::Property => {
                    glossary.properties.entry(name).or_insert(meaning);
                }
            }
        }
    }
    glossary
}

/// All names that a term can have.
struct TermNames<'a> {
    agents: BTreeSet<&'a str>,
    resources: BTreeSet<&'a str>,
    types: BTreeSet<&'a str>,
    properties: BTreeSet<&'a str>,
    api: &'a Api,
}

impl<'a> TermNames<'a> {
    fn new(api: &'a Api) -> Self {
        let areas = |kind| {
            let of_kind = api.areas.iter().filter(move |area| area.kind == kind);
            of_kind.map(|area| area.name.as_str()).collect()
        };
        let types = api.carriers.keys().chain(api.enums.keys());
        let operations = api.operations();
        let properties = api
            .carriers
            .values()
            .flat_map(|carrier| &carrier.properties);
        let properties = properties.chain(operations.flat_map(Operation::arguments));
        Self {
            agents: areas(AreaKind::Agent),
            resources: areas(AreaKind::Rest),
            types: types.map(|name| &**name).collect(),
            properties: properties
                .map(|property: &Property| property.name.as_str())
                .collect(),
            api,
        }
    }

    /// A warning if nothing has the name.
    fn check(&self, file: &SourceFile, term: &Term) -> Option<Diagnostic> {
        let name = term.name.value.as_str();
        let (known, what) = match term.kind {
            TermKind::Agent => (&self.agents, "agent"),
            TermKind::Resource => (&self.resources, "REST resource"),
            TermKind::Type => (&self.types, "type"),
            TermKind::Property => (&self.properties, "property"),
        };
        if known.contains(name) {
            return None;
        }
        let near = match name
            .split_once('.')
            .filter(|_| term.kind == TermKind::Property)
        {
            Some((ty, property)) => {
                let carrier = self.api.carriers.get(ty);
                let names = carrier.map(|carrier| carrier.properties.iter());
                let mut names = names.into_iter().flatten().map(|own| own.name.as_str());
                if names.clone().any(|own| own == property) {
                    return None;
                }
                match carrier {
                    Some(_) => nearest(property, &mut names).map(|near| format!("{ty}.{near}")),
                    None => nearest(ty, self.types.iter().copied())
                        .map(|near| format!("{near}.{property}")),
                }
            }
            None => nearest(name, known.iter().copied()).map(str::to_owned),
        };
        let found = Diagnostic::warning("unknown-term", format!("no {what} is called `{name}`"))
            .at(file, term.name.span);
        Some(match near {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help("remove the row, or correct the name"),
        })
    }
}
