//! The enums of a document, with their names and what is known of their members.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::docfx;
use super::naming::{EnumNaming, NameSources, WITH_LINKS};
use super::places::Places;
use super::spec::Type;
use crate::first::first_of_each;
use crate::page::{EnumPage, MemberRow, TypeLabel, UsedBy};

/// The enums of a spec, named.
#[derive(Debug, Default)]
pub(super) struct SpecEnums {
    by_place: HashMap<UsedBy, String>,
    /// Members in the order in which they were met.
    members: BTreeMap<String, Vec<String>>,
    time_spans: BTreeSet<(String, String)>,
    days: BTreeSet<(String, String)>,
    /// What is known of members, by enum.
    rows: HashMap<String, EnumPage>,
    flags: BTreeSet<String>,
}

impl SpecEnums {
    pub(super) fn name(places: &Places<'_>, evidence: &NameSources<'_>) -> Self {
        let mut lists: Vec<(UsedBy, &Vec<String>)> = Vec::new();
        let mut naming = EnumNaming::new(places, evidence);
        let mut listless = Vec::new();
        places.visit(|place, ty| match ty.leaf() {
            Type::Enum(members) => lists.push((place, members)),
            Type::String => listless.push(place),
            _ => {}
        });
        let listless: Vec<_> = listless
            .into_iter()
            .filter_map(|place| Some((naming.stated(&place)?, place)))
            .collect();
        let sure: Vec<_> = lists
            .iter()
            .map(|(place, _)| naming.by_place(place))
            .collect();
        for ((_, members), name) in lists.iter().zip(&sure) {
            if let Some(name) = name {
                naming.take(name, members);
            }
        }
        let mut enums = Self {
            time_spans: time_spans(evidence),
            days: days(evidence),
            flags: evidence.corrections.flags().map(str::to_owned).collect(),
            ..Self::default()
        };
        let mut known = HashMap::new();
        for ((place, members), sure) in lists.into_iter().zip(sure) {
            let name = sure.unwrap_or_else(|| naming.by_members(&place, members));
            let all = enums.members.entry(name.clone()).or_default();
            let known: &mut HashSet<String> = known.entry(name.clone()).or_default();
            for member in members {
                if known.insert(member.clone()) {
                    all.push(member.clone());
                }
            }
            enums.by_place.insert(place, name);
        }
        for page in evidence.pages {
            enums.rows.insert(page.name.value.clone(), (*page).clone());
        }
        for page in evidence.corrections.enum_pages() {
            enums.rows.insert(page.name.value.clone(), page);
        }
        for (name, place) in listless {
            if let Some(page) = enums.rows.get(&name) {
                let members = page.members.rows.iter().map(|row| row.name.value.clone());
                enums
                    .members
                    .entry(name.clone())
                    .or_insert_with(|| members.collect());
            }
            enums.by_place.insert(place, name);
        }
        enums
    }

    /// What a Type cell says at a place.
    pub(super) fn label(&self, ty: &Type, place: &UsedBy, places: &Places<'_>) -> TypeLabel {
        match ty {
            Type::Bool => TypeLabel::Bool,
            Type::Int32 => TypeLabel::Int32,
            Type::Int64 => TypeLabel::Int64,
            Type::Double => TypeLabel::Double,
            // Lists of members that can be combined are lost upstream.
            Type::String if self.by_place.contains_key(place) => {
                TypeLabel::Named(self.by_place[place].clone())
            }
            Type::String if is_one_of(place, &self.time_spans) => TypeLabel::TimeSpan,
            Type::String => TypeLabel::String,
            Type::DateTime if is_one_of(place, &self.days) => TypeLabel::Date,
            Type::DateTime => TypeLabel::DateTime,
            Type::Byte => TypeLabel::Byte,
            Type::Binary => TypeLabel::Binary,
            Type::Any => TypeLabel::Any,
            Type::Array(inner) => TypeLabel::ArrayOf(Box::new(self.label(inner, place, places))),
            Type::Dictionary(inner) => {
                TypeLabel::ObjectOf(Box::new(self.label(inner, place, places)))
            }
            Type::Named(full) => TypeLabel::Named(places.name(full).to_owned()),
            Type::Enum(_) => match self.by_place.get(place) {
                Some(name) => TypeLabel::Named(name.clone()),
                None => TypeLabel::String,
            },
        }
    }

    /// A page for each enum.
    pub(super) fn pages(&self) -> impl Iterator<Item = EnumPage> {
        self.members.iter().map(|(name, members)| {
            let known = self.rows.get(name);
            let rows = known.into_iter().flat_map(|page| &page.members.rows);
            let rows = first_of_each(rows.map(|row| (&row.name.value, row)));
            let rows = members.iter().map(|member| match rows.get(member) {
                Some(row) => row.value.clone(),
                None => MemberRow::made(member, None, String::new()),
            });
            EnumPage {
                flags: self.flags.contains(name) || known.is_some_and(|page| page.flags),
                prose: known.and_then(|page| page.prose.clone()),
                ..EnumPage::made(name, rows)
            }
        })
    }
}

/// Whether a place is one of these properties of carriers.
fn is_one_of(place: &UsedBy, properties: &BTreeSet<(String, String)>) -> bool {
    match place {
        UsedBy::Property { carrier, property } => {
            properties.contains(&(carrier.clone(), property.clone()))
        }
        _ => false,
    }
}

fn days(evidence: &NameSources<'_>) -> BTreeSet<(String, String)> {
    with_links(evidence.corrections.days())
}

fn time_spans(evidence: &NameSources<'_>) -> BTreeSet<(String, String)> {
    let crmscript = evidence.published.crmscript.iter();
    let by_setter = crmscript
        .filter_map(|text| docfx::time_spans(text))
        .flat_map(|(carrier, properties)| {
            let pair = move |property| (carrier, property);
            properties.into_iter().map(pair)
        });
    with_links(by_setter.chain(evidence.corrections.time_spans()))
}

/// Properties of carriers, and the same of the carriers that have links as well.
fn with_links<'a>(
    properties: impl Iterator<Item = (&'a str, &'a str)>,
) -> BTreeSet<(String, String)> {
    properties
        .flat_map(|(carrier, property)| {
            let linked = format!("{carrier}{WITH_LINKS}");
            [carrier.to_owned(), linked].map(|carrier| (carrier, property.to_owned()))
        })
        .collect()
}
