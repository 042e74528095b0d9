//! Names for the enums, which the documents leave nameless.
//!
//! A place that has a name keeps it, so that nobody's program changes because of a better guess.
//! What is new is named by the neighbours of the documentation, and last by its property.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::docfx;
use super::pages::{short_names, spanned};
use super::spec::{Spec, Type};
use crate::corrections::Corrections;
use crate::model::{self, Api, Body, Reply};
use crate::page::{EnumPage, FrontMatter, MemberRow, Structure, Table, TypeLabel, Usage, UsedBy};
use crate::read::Published;

/// The names that are in use, by the places that have them.
#[derive(Debug, Default)]
pub struct Known(HashMap<UsedBy, String>);

impl Known {
    /// The enums of a model.
    pub fn of(api: &Api) -> Self {
        let mut known = Self::default();
        for carrier in api.carriers.values() {
            for property in &carrier.properties {
                known.add(&property.ty, || UsedBy::Property {
                    carrier: carrier.name.to_string(),
                    property: property.name.clone(),
                });
            }
        }
        for operation in api.areas.iter().flat_map(|area| &area.operations) {
            let uid = || operation.uid.clone();
            let parameters = operation
                .path_parameters
                .iter()
                .chain(&operation.query_parameters);
            for parameter in parameters {
                known.add(&parameter.ty, || UsedBy::Parameter {
                    uid: uid(),
                    parameter: parameter.name.clone(),
                });
            }
            match &operation.request {
                Some(Body::Arguments(arguments)) => {
                    for argument in arguments {
                        known.add(&argument.ty, || UsedBy::Argument {
                            uid: uid(),
                            property: argument.name.clone(),
                        });
                    }
                }
                Some(Body::Json(ty, _)) => known.add(ty, || UsedBy::Request { uid: uid() }),
                Some(Body::Content | Body::File(_)) | None => {}
            }
            if let Reply::Json(ty, _) = &operation.response {
                known.add(ty, || UsedBy::Response { uid: uid() });
            }
        }
        known
    }

    fn add(&mut self, ty: &model::Type, place: impl Fn() -> UsedBy) {
        if let model::Type::Enum(name) = ty.leaf() {
            self.0.insert(place(), name.to_string());
        }
    }
}

/// The carriers of a spec by their short names, and the places of their properties.
#[derive(Debug)]
pub(super) struct Places<'s> {
    spec: &'s Spec,
    /// Full names by short ones.
    by_name: BTreeMap<String, String>,
    by_full: HashMap<String, String>,
}

impl<'s> Places<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        let by_name = short_names(spec, &reached(spec));
        let by_full = by_name
            .iter()
            .map(|(name, full)| (full.clone(), name.clone()))
            .collect();
        Self {
            spec,
            by_name,
            by_full,
        }
    }

    /// Short and full names.
    pub(super) fn carriers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_name
            .iter()
            .map(|(name, full)| (name.as_str(), full.as_str()))
    }

    pub(super) fn name(&self, full: &str) -> &str {
        self.by_full.get(full).map_or("", String::as_str)
    }

    /// Whether a schema is a step of a JSON Patch.
    pub(super) fn is_patch(&self, full: &str) -> bool {
        self.spec.schemas.get(full).is_some_and(|schema| {
            let names = schema
                .properties
                .iter()
                .map(|property| property.name.as_str());
            names.eq(["op", "path", "value"])
        })
    }

    pub(super) fn property(&self, carrier: &str, property: &str) -> UsedBy {
        UsedBy::Property {
            carrier: carrier.into(),
            property: property.into(),
        }
    }

    pub(super) fn argument(&self, uid: &str, property: &str) -> UsedBy {
        UsedBy::Argument {
            uid: uid.into(),
            property: property.into(),
        }
    }

    pub(super) fn parameter(&self, uid: &str, parameter: &str) -> UsedBy {
        UsedBy::Parameter {
            uid: uid.into(),
            parameter: parameter.into(),
        }
    }

    pub(super) fn request(&self, uid: &str) -> UsedBy {
        UsedBy::Request { uid: uid.into() }
    }

    pub(super) fn response(&self, uid: &str) -> UsedBy {
        UsedBy::Response { uid: uid.into() }
    }

    /// Calls back for every place that has a type of its own.
    fn visit(&self, mut at: impl FnMut(UsedBy, &'s Type)) {
        for (name, full) in self.carriers() {
            if self.is_patch(full) {
                continue;
            }
            for property in &self.spec.schemas[full].properties {
                at(self.property(name, &property.name), &property.ty);
            }
        }
        for (uid, operation) in &self.spec.operations {
            let parameters = operation
                .path_parameters
                .iter()
                .chain(&operation.query_parameters);
            for parameter in parameters {
                at(self.parameter(uid, &parameter.name), &parameter.ty);
            }
            if let Some(body) = &operation.body {
                match &body.ty {
                    Type::Named(full) if body.name == "request" => {
                        for property in &self.spec.schemas[full].properties {
                            at(self.argument(uid, &property.name), &property.ty);
                        }
                    }
                    ty => at(self.request(uid), ty),
                }
            }
            if let Some(ty) = &operation.response {
                at(self.response(uid), ty);
            }
        }
    }
}

/// The schemas that operations lead to, but for the arguments that are theirs alone.
fn reached(spec: &Spec) -> BTreeSet<&str> {
    let mut open: Vec<&Type> = Vec::new();
    for operation in spec.operations.values() {
        let parameters = operation
            .path_parameters
            .iter()
            .chain(&operation.query_parameters);
        open.extend(parameters.map(|parameter| &parameter.ty));
        open.extend(&operation.response);
        match &operation.body {
            Some(body) => match &body.ty {
                Type::Named(full) if body.name == "request" => {
                    let properties = spec.schemas[full].properties.iter();
                    open.extend(properties.map(|property| &property.ty));
                }
                ty => open.push(ty),
            },
            None => {}
        }
    }
    let mut reached = BTreeSet::new();
    while let Some(ty) = open.pop() {
        if let Type::Named(full) = ty.leaf()
            && reached.insert(full.as_str())
        {
            let properties = spec.schemas[full].properties.iter();
            open.extend(properties.map(|property| &property.ty));
        }
    }
    reached
}

/// What tells the names of enums, the strongest first.
pub(super) struct Evidence<'a> {
    pub(super) known: &'a Known,
    pub(super) corrections: &'a Corrections,
    pub(super) published: &'a Published,
    /// Upstream's pages about enums.
    pub(super) pages: &'a [&'a EnumPage],
}

/// The enums of a spec, named.
#[derive(Debug, Default)]
pub(super) struct Enums {
    by_place: HashMap<UsedBy, String>,
    /// Members in the order in which they were met.
    members: BTreeMap<String, Vec<String>>,
    time_spans: BTreeSet<(String, String)>,
    days: BTreeSet<(String, String)>,
    /// What is known of members, by enum.
    rows: HashMap<String, EnumPage>,
    flags: BTreeSet<String>,
}

impl Enums {
    pub(super) fn name(places: &Places<'_>, evidence: &Evidence<'_>) -> Self {
        let mut lists: Vec<(UsedBy, &Vec<String>)> = Vec::new();
        let mut naming = Naming::new(places, evidence);
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
        for ((place, members), sure) in lists.into_iter().zip(sure) {
            let name = sure.unwrap_or_else(|| naming.by_members(&place, members));
            let all = enums.members.entry(name.clone()).or_default();
            for member in members {
                if !all.contains(member) {
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
            let rows = known.map_or(&[][..], |page| &page.members.rows);
            let row = |member: &String| {
                let known = rows.iter().find(|row| *row.name == *member);
                spanned(MemberRow {
                    name: spanned(member.clone()),
                    value: spanned(known.and_then(|row| row.value.value.value)),
                    description: spanned(
                        known
                            .map(|row| row.description.value.clone())
                            .unwrap_or_default(),
                    ),
                })
            };
            EnumPage {
                front: FrontMatter {
                    block: Structure::default(),
                    title: spanned(name.clone()),
                    uid: spanned(format!("enum-{}", name.to_ascii_lowercase())),
                },
                flags: self.flags.contains(name) || known.is_some_and(|page| page.flags),
                generated: true,
                name: spanned(name.clone()),
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

fn days(evidence: &Evidence<'_>) -> BTreeSet<(String, String)> {
    let days = evidence.corrections.days();
    days.map(|(carrier, property)| (carrier.to_owned(), property.to_owned()))
        .flat_map(|(carrier, property)| {
            let with_links = format!("{carrier}{WITH_LINKS}");
            [(carrier, property.clone()), (with_links, property)]
        })
        .collect()
}

fn time_spans(evidence: &Evidence<'_>) -> BTreeSet<(String, String)> {
    let crmscript = evidence.published.crmscript.iter();
    let by_setter = crmscript
        .filter_map(|text| docfx::time_spans(text))
        .flat_map(|(carrier, properties)| {
            let pair = move |property: &str| (carrier.to_owned(), property.to_owned());
            properties.into_iter().map(pair)
        });
    let mut found: BTreeSet<_> = by_setter
        .chain(
            evidence
                .corrections
                .time_spans()
                .map(|(carrier, property)| (carrier.to_owned(), property.to_owned())),
        )
        .collect();
    let with_links: Vec<_> = found
        .iter()
        .map(|(carrier, property)| (format!("{carrier}{WITH_LINKS}"), property.clone()))
        .collect();
    found.extend(with_links);
    found
}

/// What the name of a carrier ends with that is another one with links added.
const WITH_LINKS: &str = "WithLinks";

struct Naming<'a> {
    evidence: &'a Evidence<'a>,
    /// The types of agents' arguments and results, by place; all types, not enums alone.
    dotnet: HashMap<UsedBy, String>,
    /// Names by members, from CRMScript and the pages of enums.
    by_members: HashMap<Vec<String>, BTreeSet<String>>,
    /// The lists of names that are taken, and the names of carriers, which are too.
    taken: HashMap<String, BTreeSet<Vec<String>>>,
}

impl<'a> Naming<'a> {
    fn new(places: &Places<'_>, evidence: &'a Evidence<'a>) -> Self {
        let mut dotnet = HashMap::new();
        for method in evidence
            .published
            .dotnet
            .iter()
            .flat_map(|text| docfx::methods(text))
        {
            let response = UsedBy::Response {
                uid: method.uid.clone(),
            };
            dotnet
                .entry(response)
                .or_insert_with(|| method.returns.to_owned());
            for (name, ty) in method.parameters {
                let place = UsedBy::Argument {
                    uid: method.uid.clone(),
                    property: name.to_ascii_lowercase(),
                };
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
        }
    }

    /// A name that the place itself is known to have.
    fn by_place(&self, place: &UsedBy) -> Option<String> {
        let found = self.stated(place);
        found.or_else(|| {
            let dotnet = match place {
                UsedBy::Argument { uid, property } => self.dotnet.get(&UsedBy::Argument {
                    uid: uid.clone(),
                    property: property.to_ascii_lowercase(),
                }),
                place => self.dotnet.get(place),
            };
            dotnet.filter(|name| is_enum_name(name)).cloned()
        })
    }

    /// A name that a person has given to the place.
    fn stated(&self, place: &UsedBy) -> Option<String> {
        let known = |place: &UsedBy| {
            let corrections = self.evidence.corrections;
            let known = self.evidence.known.0.get(place).map(String::as_str);
            let name = corrections.corrected_enum(place).or(known);
            name.or_else(|| corrections.enum_at(place))
                .map(str::to_owned)
        };
        let base = match place {
            UsedBy::Property { carrier, property } => {
                carrier
                    .strip_suffix(WITH_LINKS)
                    .map(|base| UsedBy::Property {
                        carrier: base.to_owned(),
                        property: property.clone(),
                    })
            }
            _ => None,
        };
        known(place).or_else(|| known(&base?))
    }

    /// Notes that a name stands for a list.
    fn take(&mut self, name: &str, members: &[String]) {
        let lists = self.taken.entry(name.to_owned()).or_default();
        lists.insert(members.to_vec());
    }

    /// A name for a list at a place that nothing names.
    fn by_members(&mut self, place: &UsedBy, members: &[String]) -> String {
        let property = property_name(place);
        let taken = self.taken.iter();
        let mut same: Vec<_> = taken
            .filter(|(_, lists)| lists.contains(members))
            .map(|(name, _)| name.clone())
            .collect();
        same.sort();
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
    fn of_property(&self, place: &UsedBy, property: &str, members: &[String]) -> String {
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
        let numbered = (2..).map(|number| format!("{owner}{property}{number}"));
        let mut candidates = own.into_iter().chain([owned]).chain(numbered);
        let free = candidates.find(|name| self.is_free(name, members));
        free.unwrap_or_else(|| property.to_owned())
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
