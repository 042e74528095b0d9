//! The enums of a document, with their names and what is known of their members.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::docfx;
use super::naming::{EnumNaming, NameSources, WITH_LINKS};
use super::places::Places;
use super::spec::Type;
use crate::page::{EnumPage, FrontMatter, MemberRow, Structure, Table, TypeLabel, Usage, UsedBy};
use crate::source::Spanned;

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
            Type::String => match place {
                place if self.by_place.contains_key(place) => {
                    TypeLabel::Named(self.by_place[place].clone())
                }
                UsedBy::Property { carrier, property }
                    if self
                        .time_spans
                        .contains(&(carrier.clone(), property.clone())) =>
                {
                    TypeLabel::TimeSpan
                }
                _ => TypeLabel::String,
            },
            Type::DateTime => match place {
                UsedBy::Property { carrier, property }
                    if self.days.contains(&(carrier.clone(), property.clone())) =>
                {
                    TypeLabel::Date
                }
                _ => TypeLabel::DateTime,
            },
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
            let mut rows = HashMap::new();
            for row in known.into_iter().flat_map(|page| &page.members.rows) {
                rows.entry(&row.name.value).or_insert(row);
            }
            let row = |member: &String| {
                let known = rows.get(member);
                Spanned::made(MemberRow {
                    name: Spanned::made(member.clone()),
                    value: Spanned::made(known.and_then(|row| row.value.value.value)),
                    description: Spanned::made(
                        known
                            .map(|row| row.description.value.clone())
                            .unwrap_or_default(),
                    ),
                })
            };
            EnumPage {
                front: FrontMatter {
                    block: Structure::default(),
                    title: Spanned::made(name.clone()),
                    uid: Spanned::made(format!("enum-{}", name.to_ascii_lowercase())),
                },
                flags: self.flags.contains(name) || known.is_some_and(|page| page.flags),
                generated: true,
                name: Spanned::made(name.clone()),
                prose: known.and_then(|page| page.prose.clone()),
                members: Table {
                    head: Structure::default(),
                    rows: members.iter().map(row).collect(),
                },
                usage: Usage::default(),
            }
        })
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
