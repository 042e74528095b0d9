//! Names for the enums, which the documents leave nameless.
//!
//! A place that has a name keeps it, so that nobody's program changes because of a better guess.
//! What is new is named by the neighbours of the documentation, and last by its property.

use std::collections::{BTreeSet, HashMap};

use super::docfx;
use super::places::{EnumNames, Places};
use crate::corrections::Corrections;
use crate::page::{EnumPage, UsedBy};
use crate::read::PublishedApi;

/// What tells the names of enums, the strongest first.
pub(super) struct NameSources<'a> {
    pub(super) known: &'a EnumNames,
    pub(super) corrections: &'a Corrections,
    pub(super) published: &'a PublishedApi,
    /// Upstream's pages about enums.
    pub(super) pages: &'a [&'a EnumPage],
}

/// What the name of a carrier ends with that is another one with links added.
pub(super) const WITH_LINKS: &str = "WithLinks";

/// Finds a name for each list.
pub(super) struct EnumNaming<'a> {
    evidence: &'a NameSources<'a>,
    /// The types of agents' arguments and results, by place; all types, not enums alone.
    dotnet: HashMap<UsedBy, String>,
    /// Names by members, from CRMScript and the pages of enums.
    by_members: HashMap<Vec<String>, BTreeSet<String>>,
    /// The lists of names that are taken, and the names of carriers, which are too.
    taken: HashMap<String, BTreeSet<Vec<String>>>,
    /// The names that a list has.
    names: HashMap<Vec<String>, BTreeSet<String>>,
    /// The number that a name was last given to be told apart.
    numbers: HashMap<String, usize>,
}

impl<'a> EnumNaming<'a> {
    pub(super) fn new(places: &Places<'_>, evidence: &'a NameSources<'a>) -> Self {
        let mut dotnet = HashMap::new();
        for method in evidence
            .published
            .dotnet
            .iter()
            .flat_map(|text| docfx::methods(text))
        {
            let response = UsedBy::response(&method.uid);
            dotnet
                .entry(response)
                .or_insert_with(|| method.returns.to_owned());
            for (name, ty) in method.parameters {
                let place = UsedBy::argument(&method.uid, &name.to_ascii_lowercase());
                dotnet.entry(place).or_insert_with(|| ty.to_owned());
            }
        }
        let mut by_members: HashMap<Vec<String>, BTreeSet<String>> = HashMap::new();
        let mut add = |name: &str, members: Vec<String>| {
            by_members
                .entry(sorted(members))
                .or_default()
                .insert(name.to_owned());
        };
        let crmscript = evidence.published.crmscript.iter();
        for (name, members) in crmscript.filter_map(|text| docfx::enumeration(text)) {
            add(name, members.into_iter().map(str::to_owned).collect());
        }
        for page in evidence.pages {
            let members = page.members.rows.iter().map(|row| row.name.value.clone());
            add(&page.name, members.collect());
        }
        let carriers = places.carriers();
        Self {
            evidence,
            dotnet,
            by_members,
            taken: carriers
                .map(|(name, _)| (name.to_owned(), BTreeSet::new()))
                .collect(),
            names: HashMap::new(),
            numbers: HashMap::new(),
        }
    }

    /// A name that the place itself is known to have.
    pub(super) fn by_place(&self, place: &UsedBy) -> Option<String> {
        let found = self.stated(place);
        found.or_else(|| {
            let dotnet = match place {
                UsedBy::Argument { uid, property } => {
                    let place = UsedBy::argument(uid, &property.to_ascii_lowercase());
                    self.dotnet.get(&place)
                }
                place => self.dotnet.get(place),
            };
            dotnet.filter(|name| is_enum_name(name)).cloned()
        })
    }

    /// A name that a person has given to the place.
    pub(super) fn stated(&self, place: &UsedBy) -> Option<String> {
        let known = |place: &UsedBy| {
            let corrections = self.evidence.corrections;
            let known = self.evidence.known.at(place);
            let name = corrections.corrected_enum(place).or(known);
            name.or_else(|| corrections.enum_at(place))
                .map(str::to_owned)
        };
        let base = match place {
            UsedBy::Property { carrier, property } => {
                let base = carrier.strip_suffix(WITH_LINKS);
                base.map(|base| UsedBy::property(base, property))
            }
            _ => None,
        };
        known(place).or_else(|| known(&base?))
    }

    /// Notes that a name stands for a list.
    pub(super) fn take(&mut self, name: &str, members: &[String]) {
        let lists = self.taken.entry(name.to_owned()).or_default();
        lists.insert(members.to_vec());
        let names = self.names.entry(members.to_vec()).or_default();
        names.insert(name.to_owned());
    }

    /// A name for a list at a place that nothing names.
    pub(super) fn by_members(&mut self, place: &UsedBy, members: &[String]) -> String {
        let property = property_name(place);
        let same = self.names.get(members);
        let same: Vec<_> = same.into_iter().flatten().cloned().collect();
        let documented = self.by_members.get(&sorted(members.to_vec()));
        let documented: Vec<_> = documented.into_iter().flatten().cloned().collect();
        let fits = |names: &[String]| -> Option<String> {
            let named = names.iter().find(|name| property.ends_with(name.as_str()));
            named
                .or(names.first().filter(|_| names.len() == 1))
                .cloned()
        };
        let name = fits(&same)
            .or_else(|| fits(&documented).filter(|name| self.is_free(name, members)))
            .unwrap_or_else(|| self.of_property(place, &property, members));
        self.take(&name, members);
        name
    }

    fn is_free(&self, name: &str, members: &[String]) -> bool {
        self.taken
            .get(name)
            .is_none_or(|lists| lists.contains(members))
    }

    /// The property's name, else with its owner's in front.
    fn of_property(&mut self, place: &UsedBy, property: &str, members: &[String]) -> String {
        let owner = match place {
            UsedBy::Property { carrier, .. } => carrier.clone(),
            UsedBy::Argument { uid, .. }
            | UsedBy::Parameter { uid, .. }
            | UsedBy::Request { uid }
            | UsedBy::Response { uid } => {
                let area = uid.split_once('_').map_or(uid.as_str(), |(area, _)| area);
                capitalized(area.trim_start_matches("v1").trim_end_matches("Agent"))
            }
            UsedBy::Column(_) => String::new(),
        };
        // A word such as `Type` alone says nothing.
        let own = (property.len() > "Status".len()).then(|| property.to_owned());
        let owned = format!("{owner}{property}");
        let mut candidates = own.into_iter().chain([owned.clone()]);
        if let Some(free) = candidates.find(|name| self.is_free(name, members)) {
            return free;
        }
        // The list itself can have such a name; all other numbers up to the last one are taken.
        let number = |name: &str| name.strip_prefix(&owned)?.parse::<usize>().ok();
        let own = self.names.get(members).into_iter().flatten();
        if let Some(number) = own.filter_map(|name| number(name)).min() {
            return format!("{owned}{number}");
        }
        let last = self.numbers.get(&owned).copied().unwrap_or(1);
        let mut numbers = last + 1..;
        let free = numbers.find(|number| self.is_free(&format!("{owned}{number}"), members));
        let number = free.unwrap_or(last);
        let name = format!("{owned}{number}");
        self.numbers.insert(owned, number);
        name
    }
}

fn is_enum_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && !matches!(
            name,
            "String" | "Task" | "Int32" | "Int64" | "Boolean" | "DateTime" | "Object"
        )
}

/// `Type` of `Webhook.Type`, `State` of `…state`; an operation's own name for a whole body.
fn property_name(place: &UsedBy) -> String {
    let name = match place {
        UsedBy::Property { property, .. } | UsedBy::Argument { property, .. } => property,
        UsedBy::Parameter { parameter, .. } => parameter,
        UsedBy::Request { uid } | UsedBy::Response { uid } => {
            uid.split_once('_').map_or(uid.as_str(), |(_, name)| name)
        }
        UsedBy::Column(name) => name,
    };
    let last = name.rsplit('.').next().unwrap_or(name);
    let plain: String = last.chars().filter(char::is_ascii_alphanumeric).collect();
    capitalized(&plain)
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn sorted(mut members: Vec<String>) -> Vec<String> {
    members.sort();
    members
}
