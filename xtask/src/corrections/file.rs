//! The form of `corrections.toml`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use super::{Corrections, TypeCorrection};
use crate::page::{EnumPage, MemberRow, PropertyRow, Table, TypeLabel, TypePage, UsedBy};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    time_spans: Vec<String>,
    #[serde(default)]
    days: Vec<String>,
    #[serde(default)]
    place: Vec<PlaceFacts>,
    #[serde(default)]
    request: Vec<RequestFacts>,
    #[serde(default)]
    r#type: Vec<TypeFacts>,
    #[serde(default)]
    r#enum: Vec<EnumFacts>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceFacts {
    /// In the words of a page's usage list.
    at: String,
    is: String,
    /// What pages are known to say instead.
    not: Vec<String>,
    reason: String,
}

/// A body in place of query parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RequestFacts {
    operation: String,
    #[serde(rename = "reason")]
    _reason: String,
    properties: toml::Table,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TypeFacts {
    name: String,
    properties: toml::Table,
}

/// What is known of an enum.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct EnumFacts {
    pub(super) name: String,
    #[serde(default)]
    pub(super) flags: bool,
    /// Whether the numbers are right where the reference has others.
    #[serde(default)]
    pub(super) is_right: bool,
    /// Members with their numbers; an empty string where the number is not known.
    #[serde(default)]
    pub(super) members: toml::Table,
    /// Where it is used, in the words of a page's usage list.
    #[serde(default)]
    at: Vec<String>,
}

impl File {
    pub(super) fn corrections(self) -> Result<Corrections, String> {
        let requests = self.request.iter().map(|facts| &facts.operation);
        once(requests)?;
        let types = self.r#type.iter().map(|facts| &facts.name);
        once(types.chain(self.r#enum.iter().map(|facts| &facts.name)))?;
        let mut places = HashMap::new();
        for facts in self.place {
            let not = facts.not.iter().map(|label| TypeLabel::parse(label));
            let place = TypeCorrection {
                is: TypeLabel::parse(&facts.is)?,
                not: not.collect::<Result<_, _>>()?,
                reason: facts.reason,
            };
            if places.insert(UsedBy::parse(&facts.at)?, place).is_some() {
                return Err(format!("`{}` stands twice", facts.at));
            }
        }
        let mut enum_places = HashMap::new();
        for (index, facts) in self.r#enum.iter().enumerate() {
            for place in &facts.at {
                if enum_places.insert(UsedBy::parse(place)?, index).is_some() {
                    return Err(format!("`{place}` stands twice"));
                }
            }
        }
        let requests = self
            .request
            .iter()
            .map(|facts| Ok((facts.operation.clone(), labels(&facts.properties)?)))
            .collect::<Result<BTreeMap<_, _>, String>>()?;
        Ok(Corrections {
            places,
            requests,
            types: self
                .r#type
                .iter()
                .map(TypeFacts::page)
                .collect::<Result<_, _>>()?,
            enums: self.r#enum,
            enum_places,
            time_spans: pairs(&self.time_spans)?,
            days: pairs(&self.days)?,
        })
    }
}

impl TypeFacts {
    fn page(&self) -> Result<TypePage, String> {
        let rows = labels(&self.properties)?.into_iter();
        let rows = rows.map(|(name, label)| PropertyRow::made(&name, label, String::new()));
        Ok(TypePage::made(&self.name, Table::made(rows)))
    }
}

impl EnumFacts {
    pub(super) fn page(&self) -> EnumPage {
        let rows = self.members.iter();
        let rows =
            rows.map(|(name, value)| MemberRow::made(name, value.as_integer(), String::new()));
        EnumPage {
            flags: self.flags,
            ..EnumPage::made(&self.name, rows)
        }
    }
}

fn labels(properties: &toml::Table) -> Result<Vec<(String, TypeLabel)>, String> {
    let label = |(name, label): (&String, &toml::Value)| {
        let text = label
            .as_str()
            .ok_or_else(|| format!("`{name}` has no type"))?;
        Ok((name.clone(), TypeLabel::parse(text)?))
    };
    properties.iter().map(label).collect()
}

/// Of two facts about one thing, one would be passed over.
fn once<'n>(names: impl Iterator<Item = &'n String>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(format!("`{name}` stands twice"));
        }
    }
    Ok(())
}

fn pairs(all: &[String]) -> Result<Vec<(String, String)>, String> {
    let pair = |text: &String| {
        let pair = text.split_once('.');
        let (carrier, property) = pair.ok_or_else(|| format!("`{text}` is no property"))?;
        Ok((carrier.to_owned(), property.to_owned()))
    };
    all.iter().map(pair).collect()
}
