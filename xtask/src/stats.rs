//! `cargo xtask stats`: how much of the API has a type, and why each has it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;

use anyhow::{Result, bail};
use serde_json::{Value as Json, json};

use crate::console::{Console, Format};
use crate::load;
use crate::model::{Api, Body, Counts, Evidence, Operation, Place, Property, Reply, Rule, Type};
use crate::near::nearest;
use crate::source::shown_path;

/// What to count, or to explain.
#[derive(Debug)]
pub struct Options {
    /// Folders of pages, or single pages; the first wins.
    pub docs: Vec<PathBuf>,
    /// A carrier or an operation, `Carrier.Property`, `uid.Argument`, `uid.request` or
    /// `uid.response`.
    pub evidence: Option<String>,
    /// How the answer is written.
    pub format: Format,
}

/// Counts, or explains one decision.
///
/// # Errors
/// A page cannot be used, or nothing has the name that is to be explained.
pub fn stats(options: &Options, console: &Console) -> Result<String> {
    let documentation = load::documentation(&options.docs, console)?;
    let api = load::model(&documentation, console)?;
    match (&options.evidence, options.format) {
        (Some(name), Format::Human) => explain(&api, name),
        (Some(name), Format::Json) => {
            // Of a name that is none, the error is the same.
            explain(&api, name)?;
            Ok(pretty(&evidence(&api, name)))
        }
        (None, Format::Human) => Ok(Statistics::of(&api).to_string()),
        (None, Format::Json) => Ok(pretty(&Statistics::of(&api).json())),
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
    fn of(api: &Api) -> Self {
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

/// All types of a carrier or an operation, or one of them.
fn evidence(api: &Api, name: &str) -> Json {
    let (owner, member) = match name.split_once('.') {
        Some((owner, member)) => (owner, Some(member)),
        None => (name, None),
    };
    let found = decisions(api).filter(|found| found.owner == owner);
    let found = found.filter(|found| member.is_none_or(|member| found.name == member));
    let place = |place: &Place| {
        let location = place.file.locate(place.span.start());
        json!({
            "file": shown_path(&location.path),
            "line": location.line,
            "column": location.column,
        })
    };
    let decision = |found: Decision<'_>| {
        let places = found.evidence.places.iter().map(place);
        json!({
            "name": format!("{}.{}", found.owner, found.name),
            "type": found.ty.to_string(),
            "decided_by": word(found.evidence),
            "places": places.collect::<Vec<_>>(),
        })
    };
    let members = api.enums.get(name).map(|found| {
        let names = found.members.iter().map(|member| member.name.as_str());
        names.collect::<Vec<_>>()
    });
    json!({
        "version": 1,
        "types": found.map(decision).collect::<Vec<_>>(),
        "members": members,
    })
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
pub struct Decision<'a> {
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

impl Decision<'_> {
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
pub fn decisions(api: &Api) -> impl Iterator<Item = Decision<'_>> {
    let carriers = api
        .carriers
        .values()
        .flat_map(|carrier| of_properties(Value::Property, &carrier.name, &carrier.properties));
    let operations = api.areas.iter().flat_map(|area| &area.operations);
    carriers.chain(operations.flat_map(decisions_of))
}

/// The types that were decided for one operation.
pub fn decisions_of(operation: &Operation) -> impl Iterator<Item = Decision<'_>> {
    let owner = operation.uid.as_str();
    let arguments: &[Property] = match &operation.request {
        Some(Body::Arguments(properties)) => properties,
        _ => &[],
    };
    let request = match &operation.request {
        Some(Body::Json(ty, evidence)) => Some(("request", ty, evidence)),
        _ => None,
    };
    let response = match &operation.response {
        Reply::Json(ty, evidence) => Some(("response", ty, evidence)),
        _ => None,
    };
    let bodies = request.into_iter().chain(response);
    let bodies = bodies.map(move |(name, ty, evidence)| Decision {
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
) -> impl Iterator<Item = Decision<'a>> {
    properties.iter().map(move |property| Decision {
        value,
        owner,
        name: &property.name,
        ty: &property.ty,
        evidence: &property.evidence,
    })
}

fn explain(api: &Api, name: &str) -> Result<String> {
    let (owner, member) = match name.split_once('.') {
        Some(pair) => pair,
        None => return members(api, name),
    };
    let found = decisions(api).find(|found| found.owner == owner && found.name == member);
    let Some(Decision { ty, evidence, .. }) = found else {
        bail!("nothing is called `{name}`{}", proposal(api, name));
    };
    let mut text = format!("{name} is {ty}\ndecided by: {}", word(evidence));
    for place in &evidence.places {
        text.push_str(&show(place));
    }
    Ok(text)
}

/// What of a carrier, an operation or an enum has a type, and what decided it.
fn members(api: &Api, name: &str) -> Result<String> {
    let of_name = decisions(api).filter(|found| found.owner == name);
    let lines: Vec<_> = of_name
        .map(|found| {
            format!(
                "  {name}.{}: {} ({})",
                found.name,
                found.ty,
                word(found.evidence)
            )
        })
        .collect();
    if !lines.is_empty() {
        return Ok(format!("{name} has\n{}", lines.join("\n")));
    }
    if let Some(found) = api.enums.get(name) {
        let names: Vec<_> = found.members.iter().map(|member| &*member.name).collect();
        return Ok(format!("{name} is an enum of {}", names.join(", ")));
    }
    bail!(
        "nothing is called `{name}`; write a carrier, an operation's identifier, \
         `Carrier.Property`, `uid.Argument`, `uid.request` or `uid.response`{}",
        proposal(api, name)
    );
}

/// The name that must be meant, if there is one that is like it.
fn proposal(api: &Api, name: &str) -> String {
    let owner_of = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    let owners: BTreeSet<&str> = decisions(api).map(|found| found.owner).collect();
    let enums = api.enums.keys().map(|name| &**name);
    let given = owner_of(name);
    let known = owners.contains(given.as_str());
    let owner = match known {
        true => Some(given.as_str()),
        false => nearest(&given, owners.iter().copied().chain(enums)),
    };
    let Some(owner) = owner else {
        return "; names are those of the wire, with their capitals".into();
    };
    let Some((_, member)) = name.split_once('.') else {
        return format!("; is `{owner}` meant?");
    };
    let members = decisions(api).filter(|found| found.owner == owner);
    let members: Vec<_> = members.map(|found| found.name).collect();
    let same = members.iter().find(|known| **known == member).copied();
    match same.or_else(|| nearest(member, members.iter().copied())) {
        Some(member) => format!("; is `{owner}.{member}` meant?"),
        None => format!("; `{owner}` has {}", members.join(", ")),
    }
}

/// File, line and column, and the line.
fn show(place: &Place) -> String {
    let excerpt = place.file.excerpt(place.span);
    let location = excerpt.location();
    let line = excerpt.text[excerpt.lines()]
        .lines()
        .next()
        .unwrap_or_default();
    format!(
        "\n  {}:{}:{}\n    {line}",
        shown_path(&location.path),
        location.line,
        location.column
    )
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
