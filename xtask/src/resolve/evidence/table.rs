//! The tables of the pages, and the carriers that they are said to describe.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::amendment::{Amendment, RowChange};
use super::terms::carrier_in_text;
use crate::model::Naming;
use crate::page::{Placeholders, PropertyRow, SourcePage, TypeLabel};
use crate::source::{Place, Span, Spanned};

/// Two properties that upstream leaves out of request tables and samples.
pub const OMITTED_IN_REQUESTS: [&str; 2] = ["TableRight", "FieldProperties"];

/// A table of properties on the page of an operation.
#[derive(Clone, Debug)]
pub(crate) struct PropertyTable<'p> {
    pub(crate) page: &'p SourcePage,
    pub(crate) rows: &'p [Spanned<PropertyRow>],
    /// Whether it describes a request: older dialects know fewer types there, and leave two
    /// properties out.
    pub(crate) request: bool,
    /// Whether the heading says whose table it is.
    pub(crate) named: bool,
    /// What names the body.
    pub(crate) head: Span,
    /// Where each property stands, once that has been asked.
    indices: OnceCell<HashMap<String, usize>>,
}

/// The tables under one name.
#[derive(Debug)]
pub(crate) struct NamedTables<'p> {
    pub(crate) naming: Naming,
    pub(crate) name: String,
    pub(crate) tables: Vec<PropertyTable<'p>>,
}

impl<'p> PropertyTable<'p> {
    /// The table of a request whose heading does not say whose it is.
    pub(crate) fn of_unnamed_request(
        page: &'p SourcePage,
        rows: &'p [Spanned<PropertyRow>],
        head: Span,
    ) -> Self {
        Self {
            named: false,
            ..Self::new(page, rows, true, head)
        }
    }

    fn new(
        page: &'p SourcePage,
        rows: &'p [Spanned<PropertyRow>],
        request: bool,
        head: Span,
    ) -> Self {
        Self {
            page,
            rows,
            request,
            named: true,
            head,
            indices: OnceCell::new(),
        }
    }

    /// The table of a response that has a body.
    pub(crate) fn of_response(page: &'p SourcePage) -> Option<Self> {
        let response = &page.page.response;
        let rows = response.properties.as_ref()?.rows.as_slice();
        let body = response.body.as_ref();
        let head = body.map_or(response.heading.span(), |body| body.span);
        let is_table = !response.is_void() && !rows.is_empty();
        is_table.then(|| Self::new(page, rows, false, head))
    }

    /// The table of a request whose heading says the type of the body.
    fn of_named_request(page: &'p SourcePage) -> Option<(&'p str, Self)> {
        let request = page.page.request.as_ref()?;
        let rows = request.properties.as_ref()?.rows.as_slice();
        let label = request.label.as_ref()?;
        match label.leaf() {
            TypeLabel::Named(name) if *request.name != "request" => {
                Some((name, Self::new(page, rows, true, label.span)))
            }
            _ => None,
        }
    }

    /// The names of the properties in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'p str> + Clone + use<'p> {
        self.rows.iter().map(|row| row.name.as_str())
    }

    /// The row of a property; `expected` is looked at first.
    pub(crate) fn row(&self, name: &str, expected: usize) -> Option<&'p PropertyRow> {
        let here = self.rows.get(expected).filter(|row| *row.name == name);
        let indices = || {
            self.indices.get_or_init(|| {
                let rows = self.rows.iter().enumerate();
                rows.map(|(index, row)| (row.name.value.clone(), index))
                    .collect()
            })
        };
        let row = here.or_else(|| Some(&self.rows[*indices().get(name)?]))?;
        Some(&row.value)
    }

    /// Whether the table says nothing of a property by not having it.
    pub(crate) fn may_lack(&self, name: &str) -> bool {
        self.request && (!self.named || OMITTED_IN_REQUESTS.contains(&name))
    }

    /// A change of the row of a property.
    pub(crate) fn amended(&self, property: &str, change: RowChange) -> Amendment {
        Amendment::of_row(self.page.uid(), self.request, property, change)
    }

    /// Where the body is named.
    pub(crate) fn place(&self) -> Place {
        self.page.place(self.head)
    }
}

/// All tables whose carriers the pages name, those of responses first.
pub(crate) fn named_tables<'p>(
    pages: &[&'p SourcePage],
    placeholders: &Placeholders,
) -> Vec<NamedTables<'p>> {
    let mut groups: Vec<NamedTables<'p>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut add = |naming, name: String, table| match known.get(&name) {
        Some(&index) => groups[index].tables.push(table),
        None => {
            known.insert(name.clone(), groups.len());
            groups.push(NamedTables {
                naming,
                name,
                tables: vec![table],
            });
        }
    };
    for &page in pages {
        if let Some(table) = PropertyTable::of_response(page)
            && let Some((naming, name)) = response_name(page, placeholders)
        {
            add(naming, name, table);
        }
    }
    for &page in pages {
        if let Some((name, table)) = PropertyTable::of_named_request(page) {
            add(Naming::Heading, name.to_owned(), table);
        }
    }
    groups
}

/// The tables of the first documentation set that has any: later sets only fill gaps.
pub(crate) fn of_first_set<'t, 'p>(tables: &'t [PropertyTable<'p>]) -> Vec<&'t PropertyTable<'p>> {
    let set = |table: &&PropertyTable<'p>| table.page.file.set;
    let first = tables.iter().map(|table| set(&table)).min();
    let is_first = |table: &&PropertyTable<'p>| Some(set(table)) == first;
    tables.iter().filter(is_first).collect()
}

/// The properties that most tables have, in the order that most tables have them in.
pub(crate) fn majority<'p>(tables: &[PropertyTable<'p>]) -> Vec<&'p str> {
    let own = of_first_set(tables);
    let Some(&first) = own.first() else {
        return Vec::new();
    };
    if own.iter().all(|table| table.names().eq(first.names())) {
        return first.names().collect();
    }
    let mut orders: Vec<(Vec<&str>, (bool, usize))> = Vec::new();
    for table in &own {
        let order: Vec<_> = table.names().collect();
        match orders.iter_mut().find(|(known, _)| *known == order) {
            Some((_, (_, count))) => *count += 1,
            None => orders.push((order, (!table.request, 1))),
        }
    }
    // Of several that are equally frequent the first one, by the identifiers of operations.
    orders.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut known = HashSet::new();
    let names = orders.into_iter().flat_map(|(order, _)| order);
    let mut names: Vec<&str> = names.filter(|name| known.insert(*name)).collect();
    names.retain(|name| {
        let (having, lacking) = by_presence(&own, name);
        having.len() >= lacking.len()
    });
    names
}

/// The tables that have a property, and those that lack it where they should not.
pub(crate) fn by_presence<'t, 'p>(
    own: &[&'t PropertyTable<'p>],
    name: &str,
) -> (Vec<&'t PropertyTable<'p>>, Vec<&'t PropertyTable<'p>>) {
    let (having, lacking): (Vec<&PropertyTable<'p>>, Vec<_>) = own
        .iter()
        .copied()
        .partition(|table| table.row(name, 0).is_some());
    let lacking = lacking.into_iter().filter(|table| !table.may_lack(name));
    (having, lacking.collect())
}

/// The name of a response's carrier, where it can be relied on.
pub(crate) fn response_name(
    page: &SourcePage,
    placeholders: &Placeholders,
) -> Option<(Naming, String)> {
    let response = &page.page.response;
    let label = &response.body.as_ref()?.value;
    match label {
        TypeLabel::ArrayOf(_) | TypeLabel::ObjectOf(_) => match label.leaf() {
            TypeLabel::Named(name) => Some((Naming::Heading, name.clone())),
            _ => None,
        },
        TypeLabel::Named(name) if !placeholders.is_wrong(page, name) => {
            Some((Naming::Heading, name.clone()))
        }
        TypeLabel::Named(_) | TypeLabel::Object => {
            let name = carrier_in_text(response.text.as_ref()?)?;
            Some((Naming::Description, name))
        }
        _ => None,
    }
}
