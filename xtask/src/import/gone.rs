//! What pages about types say of things that upstream no longer has.

use std::collections::{HashMap, HashSet};

use super::kept::dropped;
use crate::diagnostic::Diagnostic;
use crate::model::{Api, Body, Operation, ResponseBody};
use crate::page::{EnumPage, PageFile, SourcePage, TypePage, Usage, UsedBy};
use crate::source::SourceFile;

/// The API as it is now, beside what it was.
pub(super) struct Present<'a> {
    api: &'a Api,
    old: &'a Api,
    /// Whether pages that nothing needs were lent, so that nobody misses them.
    is_lent: bool,
    operations: HashMap<&'a str, &'a Operation>,
    /// The properties of carriers and the arguments and parameters of operations.
    parts: HashSet<(PartOfOwner, &'a str, &'a str)>,
    /// The names of bodies without a table.
    bodies: HashMap<&'a str, &'a str>,
}

/// What can be a part of a carrier or an operation.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum PartOfOwner {
    Property,
    Argument,
    Parameter,
}

/// Everything that the API has, by the carrier or operation and the name.
fn parts(api: &Api) -> HashSet<(PartOfOwner, &str, &str)> {
    let mut parts = HashSet::new();
    for carrier in api.carriers.values() {
        let properties = carrier.properties.iter();
        parts.extend(
            properties.map(|own| (PartOfOwner::Property, &*carrier.name, own.name.as_str())),
        );
    }
    for operation in api.operations() {
        let uid = operation.uid.as_str();
        let parameters = operation.parameters();
        parts.extend(parameters.map(|own| (PartOfOwner::Parameter, uid, own.name.as_str())));
        if let Some(Body::Arguments(arguments)) = &operation.request {
            let arguments = arguments.iter();
            parts.extend(arguments.map(|own| (PartOfOwner::Argument, uid, own.name.as_str())));
        }
    }
    parts
}

impl<'a> Present<'a> {
    pub(super) fn new(api: &'a Api, old: &'a Api, pages: &'a [SourcePage], is_lent: bool) -> Self {
        let body = |page: &'a SourcePage| {
            let request = page.page.request.as_ref()?;
            Some((page.uid(), request.name.value.as_str()))
        };
        Self {
            api,
            old,
            is_lent,
            operations: api.operations_by_uid(),
            parts: parts(api),
            bodies: pages.iter().filter_map(body).collect(),
        }
    }

    pub(super) fn operation(&self, uid: &str) -> Option<&'a Operation> {
        self.operations.get(uid).copied()
    }

    /// An enum's page without usages that are gone; none if that was all that it was about.
    pub(super) fn enumeration(
        &self,
        source: &PageFile<EnumPage>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<EnumPage> {
        let mut page = source.page.clone();
        let had_usage = is_used(&page.usage);
        self.usage(&source.file, &mut page.usage, diagnostics);
        let name = page.name.value.as_str();
        if self.api.enums.contains_key(name) {
            return Some(page);
        }
        let lost_use = (had_usage && !is_used(&page.usage)) || self.old.enums.contains_key(name);
        if lost_use && !self.is_lent {
            let what = format!("any use for the enum `{name}`");
            diagnostics.push(dropped(&source.file, source.page.name.span, &what));
        }
        // Upstream has pages about enums that nothing uses; they do no harm.
        let is_harmless = !lost_use && !page.generated && !self.is_lent;
        is_harmless.then_some(page)
    }

    /// A carrier's page without properties and usages that are gone; none if the carrier is.
    pub(super) fn carrier(
        &self,
        source: &PageFile<TypePage>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<TypePage> {
        let mut page = source.page.clone();
        let name = page.name.value.clone();
        let carrier = self.api.carriers.get(name.as_str());
        let operation = self.operations.get(name.as_str());
        let part = |part, property: &str| self.parts.contains(&(part, name.as_str(), property));
        let has = |property: &str| match (carrier, operation) {
            (Some(_), _) => part(PartOfOwner::Property, property),
            (None, Some(_)) => {
                let is_body = self.bodies.get(name.as_str()) == Some(&property);
                part(PartOfOwner::Argument, property) || is_body
            }
            (None, None) => false,
        };
        if carrier.is_none() && operation.is_none() {
            let was_there = !page.generated || self.old.carriers.contains_key(name.as_str());
            if was_there && !self.is_lent {
                let what = format!("any use for `{name}`");
                diagnostics.push(dropped(&source.file, source.page.name.span, &what));
            }
            return None;
        }
        page.properties.rows.retain(|row| {
            let is_there = has(&row.name);
            if !is_there && !self.is_lent {
                let what = format!("`{name}.{}`", *row.name);
                diagnostics.push(dropped(&source.file, row.name.span, &what));
            }
            is_there
        });
        self.usage(&source.file, &mut page.usage, diagnostics);
        Some(page)
    }

    fn usage(&self, file: &SourceFile, usage: &mut Usage, diagnostics: &mut Vec<Diagnostic>) {
        usage.lines.retain(|line| {
            let is_there = self.has(line);
            if !is_there && !self.is_lent {
                let what = format!("`{}`", line.value);
                diagnostics.push(dropped(file, line.span, &what));
            }
            is_there
        });
    }

    fn has(&self, place: &UsedBy) -> bool {
        let operation = |uid: &String| self.operation(uid);
        let part = |part, owner: &str, name: &str| self.parts.contains(&(part, owner, name));
        match place {
            UsedBy::Property { carrier, property } => {
                part(PartOfOwner::Property, carrier, property)
            }
            UsedBy::Argument { uid, property } => part(PartOfOwner::Argument, uid, property),
            UsedBy::Parameter { uid, parameter } => part(PartOfOwner::Parameter, uid, parameter),
            UsedBy::Request { uid } => operation(uid).is_some_and(|found| found.request.is_some()),
            UsedBy::Response { uid } => {
                operation(uid).is_some_and(|found| !matches!(found.response, ResponseBody::Nothing))
            }
            UsedBy::Column(_) => true,
        }
    }
}

fn is_used(usage: &Usage) -> bool {
    let is_column = |place: &UsedBy| matches!(place, UsedBy::Column(_));
    usage.lines.iter().any(|line| !is_column(line))
}
