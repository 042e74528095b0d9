//! Where the rows of a side stand, found once for each page and each carrier that is asked for.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::direction::Direction;
use crate::first::first_of_each;
use crate::model::{Api, Property};
use crate::page::{PropertyRow, SourcePage, Table};
use crate::source::{Place, SourceFile, Span};

/// A place that becomes file and line when it is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) span: Span,
}

pub(super) fn spot(place: &Place) -> Spot<'_> {
    Spot {
        file: &place.file,
        span: place.span,
    }
}

type Index<K, V> = OnceCell<HashMap<K, V>>;

/// The rows of one operation's page.
pub(super) struct PageRows<'a> {
    page: &'a SourcePage,
    request: Index<&'a str, Span>,
    response: Index<&'a str, Span>,
    statuses: Index<u16, Span>,
}

impl<'a> PageRows<'a> {
    pub(super) fn new(page: &'a SourcePage) -> Self {
        Self {
            page,
            request: OnceCell::new(),
            response: OnceCell::new(),
            statuses: OnceCell::new(),
        }
    }

    /// The name in the row of a property in the table of a body.
    pub(super) fn property(&self, direction: Direction, property: &str) -> Option<Spot<'a>> {
        let page = &self.page.page;
        let rows = |table: Option<&'a Table<PropertyRow>>| {
            let rows = table.into_iter().flat_map(|table| &table.rows);
            first_of_each(rows.map(|row| (row.name.value.as_str(), row.name.span)))
        };
        let index = match direction {
            Direction::Request => self.request.get_or_init(|| {
                let request = page.request.as_ref();
                rows(request.and_then(|request| request.properties.as_ref()))
            }),
            Direction::Response => self
                .response
                .get_or_init(|| rows(page.response.properties.as_ref())),
        };
        index.get(property).map(|span| self.at(*span))
    }

    /// The code in the row of a status.
    pub(super) fn status(&self, code: u16) -> Option<Spot<'a>> {
        let index = self.statuses.get_or_init(|| {
            let rows = self.page.page.response.statuses.rows.iter();
            first_of_each(rows.map(|row| (*row.code, row.code.span)))
        });
        index.get(&code).map(|span| self.at(*span))
    }

    fn at(&self, span: Span) -> Spot<'a> {
        let file = &self.page.file;
        Spot { file, span }
    }
}

/// The properties of carriers.
pub(super) struct Properties<'a>(HashMap<&'a str, CarrierIndex<'a>>);

type CarrierIndex<'a> = (&'a [Property], Index<&'a str, &'a Property>);

impl<'a> Properties<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let carriers = api.carriers.iter();
        let entry = carriers.map(|(name, carrier)| {
            let properties = carrier.properties.as_slice();
            (&**name, (properties, OnceCell::new()))
        });
        Self(entry.collect())
    }

    pub(super) fn get(&self, carrier: &str, property: &str) -> Option<&'a Property> {
        let (properties, index) = self.0.get(carrier)?;
        let index = index.get_or_init(|| {
            let names = properties.iter().map(|own| (own.name.as_str(), own));
            first_of_each(names)
        });
        index.get(property).copied()
    }
}
