//! One side: its pages, its model, and what a program sees of its bindings.

use std::collections::{BTreeMap, HashMap};

use super::direction::Direction;
use super::rows::{PageRows, Properties, Spot, spot};
use crate::emit::{Function, Module, Struct, Surface};
use crate::model::{Api, Area, Body, Carrier, Naming, Operation, Property};
use crate::page::{Documentation, PageFile, RequestBody, SourcePage, UsedBy};
use crate::source::Span;

/// One side of the comparison.
pub(super) struct Side<'a> {
    pub(super) api: &'a Api,
    pub(super) surface: &'a Surface<'a>,
    /// The operations, by identifier.
    pub(super) operations: BTreeMap<&'a str, DescribedOperation<'a>>,
    /// Whether pages about types say where in the API the types are.
    pub(super) names_places: bool,
    rows: HashMap<&'a str, PageRows<'a>>,
    properties: Properties<'a>,
    types: HashMap<&'a str, Spots<'a>>,
    enums: HashMap<&'a str, Spots<'a>>,
}

/// An operation, its function and its page.
#[derive(Clone, Copy)]
pub(super) struct DescribedOperation<'a> {
    pub(super) area: &'a Area,
    pub(super) operation: &'a Operation,
    pub(super) module: &'a Module<'a>,
    pub(super) function: &'a Function<'a>,
    page: Option<&'a SourcePage>,
}

/// Where a page about a type says something.
struct Spots<'a> {
    name: Spot<'a>,
    rows: HashMap<&'a str, Spot<'a>>,
}

impl<'a> Side<'a> {
    pub(super) fn new(
        documentation: &'a Documentation,
        api: &'a Api,
        surface: &'a Surface<'a>,
    ) -> Self {
        // The first set describes an operation; later ones only show more of it.
        let mut pages: HashMap<&str, &SourcePage> = HashMap::new();
        for page in &documentation.operations {
            let first = pages.entry(page.uid()).or_insert(page);
            if page.file.set < first.file.set {
                *first = page;
            }
        }
        let functions = surface.modules.iter().flat_map(|module| {
            let functions = module.functions.iter();
            functions.map(move |function| (module, function))
        });
        let operations = functions.map(|(module, function)| {
            let uid = function.operation.uid.as_str();
            let described = DescribedOperation {
                area: module.area,
                operation: function.operation,
                module,
                function,
                page: pages.get(uid).copied(),
            };
            (uid, described)
        });
        let operations = operations.collect();
        let types = documentation.types.iter().map(|source| {
            let rows = source.page.properties.rows.iter();
            let rows = rows.map(|row| (row.name.value.as_str(), row.name.span));
            let name = &source.page.name;
            (name.as_str(), Spots::new(source, name.span, rows))
        });
        let enums = documentation.enums.iter().map(|source| {
            let rows = source.page.members.rows.iter();
            let rows = rows.map(|row| (row.name.value.as_str(), row.name.span));
            let name = &source.page.name;
            (name.as_str(), Spots::new(source, name.span, rows))
        });
        Self {
            api,
            surface,
            operations,
            names_places: names_places(documentation),
            rows: pages
                .iter()
                .map(|(uid, page)| (*uid, PageRows::new(page)))
                .collect(),
            properties: Properties::new(api),
            types: first_of_each(types),
            enums: first_of_each(enums),
        }
    }

    /// Whether a carrier has its name from the pages; otherwise the name is made up.
    pub(super) fn is_named(&self, carrier: &str) -> bool {
        let carrier = self.api.carriers.get(carrier);
        carrier
            .is_some_and(|carrier| !matches!(carrier.naming, Naming::Property | Naming::Operation))
    }

    /// Whether an enum has a page.
    pub(super) fn has_page(&self, name: &str) -> bool {
        self.enums.contains_key(name)
    }

    /// Where the page about a type, or else a page that shows it, names it.
    pub(super) fn spot_of_type(&self, carrier: &'a Carrier) -> Option<Spot<'a>> {
        let page = self.types.get(&*carrier.name).map(|spots| spots.name);
        page.or_else(|| carrier.origins.first().map(spot))
    }

    /// Where an enum, or a member of it, is described; the enum itself, where it lacks the member.
    pub(super) fn spot_of_enum(&self, name: &str, member: Option<&str>) -> Option<Spot<'a>> {
        let Some(spots) = self.enums.get(name) else {
            return self.api.enums.get(name)?.origins.first().map(spot);
        };
        let row = member.and_then(|member| spots.rows.get(member));
        Some(row.copied().unwrap_or(spots.name))
    }

    /// Where a property of a carrier is described, on the page of an operation if one has a table
    /// of it; where the carrier lacks it, where the carrier is described.
    pub(super) fn spot_of_property(
        &self,
        carrier: &'a Carrier,
        property: &str,
        (uid, direction): (Option<&str>, Direction),
    ) -> Option<Spot<'a>> {
        let operation = uid.and_then(|uid| self.operations.get(uid));
        let in_table = uid.and_then(|uid| self.spot_of_row(uid, direction, property));
        let on_page = || {
            let spots = self.types.get(&*carrier.name)?;
            spots.rows.get(property).copied()
        };
        let by_evidence = || {
            let property = self.properties.get(&carrier.name, property)?;
            property.evidence.places.first().map(spot)
        };
        let of_body = || operation?.spot_of_table(direction);
        in_table
            .or_else(on_page)
            .or_else(by_evidence)
            .or_else(of_body)
            .or_else(|| self.spot_of_type(carrier))
    }

    /// The row of a property in the table of an operation's body.
    pub(super) fn spot_of_row(
        &self,
        uid: &str,
        direction: Direction,
        property: &str,
    ) -> Option<Spot<'a>> {
        self.rows.get(uid)?.property(direction, property)
    }

    /// The row of a status of an operation.
    pub(super) fn spot_of_status(&self, uid: &str, code: u16) -> Option<Spot<'a>> {
        self.rows.get(uid)?.status(code)
    }

    /// The structs of carriers.
    pub(super) fn structure(&self, carrier: &str) -> Option<&'a Struct<'a, Property>> {
        self.surface.structs.get(carrier)
    }
}

impl<'a> DescribedOperation<'a> {
    /// Method and path, which servers do not tell apart by case.
    pub(super) fn route(&self) -> (String, String) {
        (
            self.operation.method.to_ascii_lowercase(),
            self.operation.path.to_ascii_lowercase(),
        )
    }

    pub(super) fn spot(&self) -> Option<Spot<'a>> {
        let span = self.page.map(|page| page.page.http.span);
        span.and_then(|span| self.at(span))
            .or_else(|| self.spot_of_uid())
    }

    pub(super) fn spot_of_uid(&self) -> Option<Spot<'a>> {
        Some(spot(&self.operation.origin))
    }

    /// What names a body.
    pub(super) fn spot_of_body(&self, direction: Direction) -> Option<Spot<'a>> {
        let page = &self.page?.page;
        let span = match direction {
            Direction::Request => page.request.as_ref()?.name.span,
            Direction::Response => {
                let heading = page.response.heading.span();
                page.response
                    .body
                    .as_ref()
                    .map_or(heading, |body| body.span)
            }
        };
        self.at(span)
    }

    /// Whether nothing says that a request body is an array, nor that it is none.
    pub(super) fn leaves_out_array(&self) -> bool {
        let Some(page) = self.page else {
            return false;
        };
        let says = |request: &RequestBody| request.label.is_some();
        let shown = page.page.sample_request.as_ref();
        let is_shown = shown.is_some_and(|sample| sample.json().is_some());
        !is_shown && !page.page.request.as_ref().is_some_and(says)
    }

    /// What names a body that has a table.
    fn spot_of_table(&self, direction: Direction) -> Option<Spot<'a>> {
        let page = &self.page?.page;
        let has_table = match direction {
            Direction::Request => page.request.as_ref()?.properties.is_some(),
            Direction::Response => page.response.properties.is_some(),
        };
        if has_table {
            self.spot_of_body(direction)
        } else {
            None
        }
    }

    fn at(&self, span: Span) -> Option<Spot<'a>> {
        Some(Spot {
            file: &self.page?.file,
            span,
        })
    }

    /// The properties that are an operation's own.
    pub(super) fn own_arguments(&self) -> Option<&'a [Property]> {
        match &self.operation.request {
            Some(Body::Arguments(properties)) => Some(properties),
            _ => None,
        }
    }
}

impl<'a> Spots<'a> {
    fn new<Page>(
        source: &'a PageFile<Page>,
        name: Span,
        rows: impl Iterator<Item = (&'a str, Span)>,
    ) -> Self {
        let spot = |span| Spot {
            file: &source.file,
            span,
        };
        Self {
            name: spot(name),
            rows: rows.map(|(name, span)| (name, spot(span))).collect(),
        }
    }
}

/// The page of a set that comes first wins.
fn first_of_each<'a>(
    pages: impl Iterator<Item = (&'a str, Spots<'a>)>,
) -> HashMap<&'a str, Spots<'a>> {
    let mut first: HashMap<&str, Spots<'_>> = HashMap::new();
    for (name, spots) in pages {
        let known = first.get(name).map(|known| known.name.file.set);
        if known.is_none_or(|set| spots.name.file.set < set) {
            first.insert(name, spots);
        }
    }
    first
}

/// Whether pages about types say where in the API the types are. Upstream's own pages about enums
/// are those of its database, and say nothing of the API.
pub(super) fn names_places(documentation: &Documentation) -> bool {
    let mut lines = documentation
        .enums
        .iter()
        .flat_map(|source| &source.page.usage.lines);
    !documentation.types.is_empty() || lines.any(|line| !matches!(line.value, UsedBy::Column(_)))
}
