//! `cargo xtask stats`: how much of the API has a type, and why each has it.

mod evidence;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::{Value as Json, json};

use crate::console::{Console, Format};
use crate::diagnostic::Severity;
use crate::load;
use crate::model::{Api, Body, Counts, Evidence, Operation, Property, ResponseBody, Rule, Type};
use crate::page::Documentation;
use crate::resolve::{resolve, statements};
use crate::source::Place;

/// What to count, or to explain.
#[derive(Debug)]
pub struct Options {
    /// Folders of pages, or single pages; the first wins.
    pub docs: Vec<PathBuf>,
    /// A carrier or an operation, `Carrier.Property`, `uid.Argument`, `uid.parameter`,
    /// `uid.request` or `uid.response`.
    pub evidence: Option<String>,
    /// How the response is written.
    pub format: Format,
}

/// Counts, or explains one decision.
///
/// # Errors
/// A page cannot be used, or nothing has the name that is to be explained.
pub fn stats(options: &Options, console: &Console) -> Result<String> {
    let documentation = load::documentation(&options.docs, console)?;
    if let Some(name) = &options.evidence {
        return evidence_of(name, &documentation, options.format, console);
    }
    let statistics = Statistics::new(&load::model(&documentation, console)?);
    Ok(match options.format {
        Format::Human => statistics.to_string(),
        Format::Json => pretty(&statistics.json()),
    })
}

/// Errors that are warnings here: whether pages agree is what is asked.
const CONFLICTS: [&str; 3] = [
    "conflicting-type",
    "conflicting-carrier",
    "conflicting-description",
];

fn evidence_of(
    name: &str,
    documentation: &Documentation,
    format: Format,
    console: &Console,
) -> Result<String> {
    let (api, mut diagnostics) = resolve(documentation);
    for found in &mut diagnostics {
        if CONFLICTS.contains(&found.code) {
            found.severity = Severity::Warning;
        }
    }
    load::report(&diagnostics, console)?;
    let owner = name.split('.').next().unwrap_or_default();
    let statements = statements(documentation, owner);
    match format {
        Format::Human => evidence::explain(&api, &statements, name),
        Format::Json => Ok(pretty(&evidence::to_json(&api, &statements, name)?)),
    }
}

/// Counts of the whole model.
#[derive(Debug)]
struct Statistics {
    counts: Counts,
    carriers: usize,
    enums: usize,
    rules: BTreeMap<&'static str, usize>,
}

impl Statistics {
    fn new(api: &Api) -> Self {
        let mut rules = BTreeMap::new();
        for decision in decisions(api) {
            *rules.entry(word(decision.evidence)).or_default() += 1;
        }
        Self {
            counts: api.counts(),
            carriers: api.carriers.len(),
            enums: api.enums.len(),
            rules,
        }
    }
}

fn pretty(json: &Json) -> String {
    format!("{json:#}")
}

impl Statistics {
    /// `version` changes when a reader of the document would have to.
    fn json(&self) -> Json {
        let untyped = self.counts.untyped.iter();
        json!({
            "version": 1,
            "operations": self.counts.operations,
            "carriers": self.carriers,
            "enums": self.enums,
            "properties": self.counts.properties,
            "decided_by": self.rules,
            "untyped": untyped
                .map(|leaf| format!("{}.{}", leaf.owner, leaf.name))
                .collect::<Vec<_>>(),
        })
    }
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts {
            operations,
            properties,
            untyped,
            ..
        } = &self.counts;
        writeln!(f, "{operations:>7} operations")?;
        writeln!(f, "{:>7} carriers", self.carriers)?;
        writeln!(f, "{:>7} enums", self.enums)?;
        writeln!(f, "{properties:>7} properties")?;
        writeln!(f, "\nTypes of properties and bodies, by what decided them:")?;
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|(word, count)| (std::cmp::Reverse(**count), **word));
        for (word, count) in rules {
            writeln!(f, "{count:>7} {word}")?;
        }
        write!(f, "\n{:>7} untyped", untyped.len())?;
        untyped
            .iter()
            .try_for_each(|leaf| write!(f, "\n        {}.{}", leaf.owner, leaf.name))
    }
}

/// A type that was decided.
#[derive(Clone, Copy, Debug)]
pub struct TypeEntry<'a> {
    /// What it is the type of.
    pub value: Value,
    /// The carrier or the operation.
    pub owner: &'a str,
    /// The property, or `request` or `response` for a whole body.
    pub name: &'a str,
    /// The type.
    pub ty: &'a Type,
    /// How it was decided.
    pub evidence: &'a Evidence,
}

impl TypeEntry<'_> {
    /// Whether nothing is known of the type. Rows with columns of the caller's
    /// choice and JSON Patch values are any JSON by nature.
    pub fn is_untyped(&self) -> bool {
        let by_nature = matches!(self.evidence.rule, Rule::DynamicColumns | Rule::PatchValue);
        *self.ty.leaf() == Type::Json && !by_nature
    }
}

/// What has a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A property of a carrier.
    Property,
    /// An argument of an operation.
    Argument,
    /// A whole request or response body.
    Body,
}

/// Every type that was decided.
pub fn decisions(api: &Api) -> impl Iterator<Item = TypeEntry<'_>> {
    let carriers = api
        .carriers
        .values()
        .flat_map(|carrier| of_properties(Value::Property, &carrier.name, &carrier.properties));
    let operations = api.areas.iter().flat_map(|area| &area.operations);
    carriers.chain(operations.flat_map(decisions_of))
}

/// The types that were decided for one operation.
pub fn decisions_of(operation: &Operation) -> impl Iterator<Item = TypeEntry<'_>> {
    let owner = operation.uid.as_str();
    let arguments = operation.arguments();
    let request = match &operation.request {
        Some(Body::Json(ty, evidence)) => Some(("request", ty, evidence)),
        _ => None,
    };
    let response = match &operation.response {
        ResponseBody::Json(ty, evidence) => Some(("response", ty, evidence)),
        _ => None,
    };
    let bodies = request.into_iter().chain(response);
    let bodies = bodies.map(move |(name, ty, evidence)| TypeEntry {
        value: Value::Body,
        owner,
        name,
        ty,
        evidence,
    });
    of_properties(Value::Argument, owner, arguments).chain(bodies)
}

fn of_properties<'a>(
    value: Value,
    owner: &'a str,
    properties: &'a [Property],
) -> impl Iterator<Item = TypeEntry<'a>> {
    properties.iter().map(move |property| TypeEntry {
        value,
        owner,
        name: &property.name,
        ty: &property.ty,
        evidence: &property.evidence,
    })
}

/// What a rule is called, or that a later set decided.
pub fn word(evidence: &Evidence) -> &'static str {
    let is_older = |place: &Place| place.file.set > 0;
    if !evidence.places.is_empty() && evidence.places.iter().all(is_older) {
        return "a later documentation set";
    }
    match evidence.rule {
        Rule::Table => "a table or a heading",
        Rule::Shape => "the properties of a sample or a table, which are those of one carrier",
        Rule::Sample => "a sample",
        Rule::Name => "the name of the property",
        Rule::Description => "a description",
        Rule::TypePage => "the page of a carrier",
        Rule::EnumPage => "the page of an enum",
        Rule::DynamicColumns => "nothing: rows with columns of the caller's choice",
        Rule::PatchValue => "nothing: a JSON Patch value",
        Rule::Unknown => "nothing",
    }
}
