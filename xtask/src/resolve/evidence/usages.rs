//! Where the pages about types say that their type is used.

use std::collections::HashMap;
use std::sync::Arc;

use super::discover::Discovery;
use super::enums::Enums;
use super::members::{no_member, texts};
use crate::diagnostic::Diagnostic;
use crate::first::first_of_each;
use crate::model::{Rule, Type, TypeName};
use crate::page::{Documentation, PageFile, SourcePage, TypeLabel, Usage, UsedBy};
use crate::source::{Place, SourceFile, Spanned};

/// The places that have a type by its page, and the place of the line that says so.
#[derive(Debug, Default)]
pub(crate) struct Usages(HashMap<UsedBy, (Type, Rule, Place)>);

impl Usages {
    /// The type that a page says a place has.
    pub(crate) fn get(&self, used_by: &UsedBy) -> Option<&(Type, Rule, Place)> {
        self.0.get(used_by)
    }

    /// The types of properties.
    pub(crate) fn properties(&self) -> impl Iterator<Item = (&str, &str, &(Type, Rule, Place))> {
        self.0.iter().filter_map(|(used_by, usage)| match used_by {
            UsedBy::Property { carrier, property } => {
                Some((carrier.as_str(), property.as_str(), usage))
            }
            _ => None,
        })
    }

    /// The types of arguments.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = (&str, &str, &(Type, Rule, Place))> {
        self.0.iter().filter_map(|(used_by, usage)| match used_by {
            UsedBy::Argument { uid, property } => Some((uid.as_str(), property.as_str(), usage)),
            _ => None,
        })
    }
}

/// Collects the usages, and checks that each names something that is there.
pub(crate) fn collect(
    documentation: &Documentation,
    pages: &[&SourcePage],
    discovery: &Discovery<'_>,
    enums: &Enums,
    diagnostics: &mut Vec<Diagnostic>,
) -> Usages {
    let mut usages = Usages::default();
    let known = UsageTargets {
        pages: pages.iter().map(|page| (page.uid(), *page)).collect(),
        arguments: argument_indices(discovery),
        parameters: parameters(pages),
        discovery,
        enums,
    };
    let name = |name: &Spanned<String>| TypeName::from(name.as_str());
    for PageFile { file, page } in &documentation.types {
        let new = (Type::Carrier(name(&page.name)), Rule::TypePage);
        usages.add(file, &page.usage, new, &known, diagnostics);
    }
    for PageFile { file, page } in &documentation.enums {
        let new = (Type::Enum(name(&page.name)), Rule::EnumPage);
        usages.add(file, &page.usage, new, &known, diagnostics);
    }
    usages
}

struct UsageTargets<'a, 'p> {
    pages: HashMap<&'a str, &'a SourcePage>,
    arguments: HashMap<(&'a str, &'a str), usize>,
    parameters: HashMap<(&'a str, &'a str), &'a TypeLabel>,
    discovery: &'a Discovery<'p>,
    enums: &'a Enums,
}

impl Usages {
    fn add(
        &mut self,
        file: &Arc<SourceFile>,
        usage: &Usage,
        (ty, rule): (Type, Rule),
        known: &UsageTargets<'_, '_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut found = Vec::new();
        let wrong = |found: Diagnostic, line: &Spanned<UsedBy>| {
            let found = found.at(file, line.span);
            found.help("correct the line, or remove it")
        };
        for line in &usage.lines {
            if matches!(line.value, UsedBy::Column(_)) {
                continue;
            }
            if let Some(missing) = known.missing(line) {
                let message = format!("{missing}, which `{}` names", line.value);
                found.push(wrong(Diagnostic::error("unknown-usage", message), line));
                continue;
            }
            if let Some(unfit) = known.unfit(line, &ty).filter(|_| file.set == 0) {
                let message = format!("{unfit}; it cannot be `{ty}`");
                found.push(wrong(Diagnostic::error("conflicting-type", message), line));
                continue;
            }
            let new = (ty.clone(), rule, Place::new(file, line.span));
            found.extend(known.shows_no_member(line, &ty, &new.2));
            match self.0.get(&line.value) {
                Some((other, _, first)) if *other != ty => {
                    let message = format!("two pages give a type to `{}`", line.value);
                    found.push(
                        Diagnostic::error("conflicting-usage", message)
                            .at(file, line.span)
                            .beside(Some(first), "the other one")
                            .help("remove one of the lines"),
                    );
                }
                Some(_) => {}
                None => {
                    self.0.insert(line.value.clone(), new);
                }
            }
        }
        // A later set may know an API that the first one does not have.
        if file.set == 0 {
            diagnostics.extend(found);
        }
    }
}

/// The arguments of all operations, by identifier and name: their places in the request.
pub(crate) fn argument_indices<'a>(
    discovery: &'a Discovery<'_>,
) -> HashMap<(&'a str, &'a str), usize> {
    let arguments = discovery.arguments.iter();
    first_of_each(arguments.flat_map(|(uid, arguments)| {
        let arguments = arguments.iter().enumerate();
        arguments.map(|(index, argument)| ((*uid, argument.name), index))
    }))
}

/// The types of all parameters, by identifier and name.
fn parameters<'a>(pages: &[&'a SourcePage]) -> HashMap<(&'a str, &'a str), &'a TypeLabel> {
    first_of_each(pages.iter().flat_map(|page| {
        let rows = page.page.parameters();
        rows.map(|row| ((page.uid(), row.name.as_str()), &row.label.value))
    }))
}

/// Whether a label says just this type; to say it again is no contradiction.
fn says(label: &TypeLabel, ty: &Type) -> bool {
    matches!((label.leaf(), ty.reference()), (TypeLabel::Named(label), Some(name)) if **label == **name)
}

impl UsageTargets<'_, '_> {
    /// What a whole body or a parameter is, if it cannot have the type that a usage gives it.
    fn unfit(&self, used_by: &UsedBy, ty: &Type) -> Option<String> {
        let is_enum = matches!(ty, Type::Enum(_));
        match used_by {
            UsedBy::Response { uid } => {
                let response = &self.pages.get(uid.as_str())?.page.response;
                let label = &response.body.as_ref()?.value;
                let fits = says(label, ty)
                    || match label {
                        TypeLabel::String => is_enum,
                        TypeLabel::Array | TypeLabel::Object => response.properties.is_none(),
                        TypeLabel::Named(_) | TypeLabel::Blank => !is_enum,
                        _ => false,
                    };
                (!fits).then(|| format!("`{uid}` responds with `{}`", label.lower()))
            }
            UsedBy::Request { uid } => {
                let request = self.pages.get(uid.as_str())?.page.request.as_ref()?;
                let is_said = request
                    .label
                    .as_deref()
                    .is_some_and(|label| says(label, ty));
                (request.properties.is_some() && !is_said)
                    .then(|| format!("a table describes the request of `{uid}`"))
            }
            UsedBy::Parameter { uid, parameter } => {
                let label = self.parameters.get(&(uid.as_str(), parameter.as_str()))?;
                let is_text = matches!(
                    label,
                    TypeLabel::String | TypeLabel::Enum(_) | TypeLabel::Array
                );
                (!(is_enum && is_text || says(label, ty))).then(|| {
                    format!(
                        "the parameter `{parameter}` of `{uid}` is `{}`",
                        label.lower()
                    )
                })
            }
            UsedBy::Property { .. } | UsedBy::Argument { .. } | UsedBy::Column(_) => None,
        }
    }

    /// A sample response that shows what is no member of its enum.
    fn shows_no_member(&self, used_by: &UsedBy, ty: &Type, usage: &Place) -> Option<Diagnostic> {
        let (UsedBy::Response { uid }, Type::Enum(name)) = (used_by, ty) else {
            return None;
        };
        let page = self.pages.get(uid.as_str())?;
        let (value, span) = page.page.sample_response.as_ref()?.json_body()?;
        let mut shown = texts(value).into_iter();
        let text = shown.find(|text| !self.enums.has_member(name, text))?;
        Some(no_member(uid, text, name, &page.place(span), usage))
    }

    /// What a usage names that is not there.
    fn missing(&self, used_by: &UsedBy) -> Option<String> {
        let page = match used_by {
            UsedBy::Parameter { uid, .. } | UsedBy::Request { uid } | UsedBy::Response { uid } => {
                match self.pages.get(uid.as_str()) {
                    None => return Some(format!("there is no operation `{uid}`")),
                    Some(page) => Some(&page.page),
                }
            }
            UsedBy::Property { .. } | UsedBy::Argument { .. } | UsedBy::Column(_) => None,
        };
        match used_by {
            UsedBy::Property { carrier, property } => {
                let Some(id) = self.discovery.drafts.named(carrier) else {
                    return Some(format!("there is no carrier `{carrier}`"));
                };
                let is_there = self.discovery.drafts[id].position(property, 0).is_some();
                (!is_there).then(|| format!("`{carrier}` has no property `{property}`"))
            }
            UsedBy::Argument { uid, property } => {
                if !self.discovery.arguments.contains_key(uid.as_str()) {
                    return Some(format!("there is no operation `{uid}` with arguments"));
                }
                let place = (uid.as_str(), property.as_str());
                let is_there = self.arguments.contains_key(&place);
                (!is_there).then(|| format!("`{uid}` has no argument `{property}`"))
            }
            UsedBy::Parameter { uid, parameter } => {
                let place = (uid.as_str(), parameter.as_str());
                let is_there = self.parameters.contains_key(&place);
                (!is_there).then(|| format!("`{uid}` has no parameter `{parameter}`"))
            }
            UsedBy::Request { uid } => {
                let is_there = page.is_some_and(|page| page.request.is_some());
                (!is_there).then(|| format!("`{uid}` has no request body"))
            }
            UsedBy::Response { uid } => {
                let is_there = page.is_some_and(|page| !page.response.is_void());
                (!is_there).then(|| format!("`{uid}` has no response body"))
            }
            UsedBy::Column(_) => None,
        }
    }
}
