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
use crate::model::{Api, Counts, Evidence, Rule, decisions};
use crate::page::Documentation;
use crate::resolve::{resolve, statements};
use crate::source::Place;
use crate::workspace;

/// What to count, or to explain.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A folder of reference pages, or one page; of several the first wins, and the others
    /// show what it leaves out [default: docs/reference]
    #[arg(
        long,
        value_name = "PATH",
        default_values_os_t = [workspace::reference()],
        hide_default_value = true
    )]
    pub docs: Vec<PathBuf>,
    /// Explain one type, with the places that decided it and all that describe it:
    /// `Carrier.Property`, `uid.Argument`, `uid.parameter`, `uid.request` or `uid.response`; of
    /// a carrier or an operation, all that it has
    #[arg(long, value_name = "TYPE[.FIELD]")]
    pub evidence: Option<String>,
    /// How the response is written
    #[arg(long, value_enum, default_value_t)]
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
            "untyped": untyped.map(ToString::to_string).collect::<Vec<_>>(),
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
            .try_for_each(|leaf| write!(f, "\n        {leaf}"))
    }
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
