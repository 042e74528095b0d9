//! The facts of all pages in the form in which they are compared.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::stated::{Context, Stated};
use crate::page::{EnumPage, ParameterRow, TypePage};
use crate::resolve::{SourcePage, Sourced};
use crate::source::{SourceFile, Span, Spanned};

/// A place that becomes file and line when it is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    pub(super) file: &'a Arc<SourceFile>,
    pub(super) span: Span,
}

/// All that one side states.
pub(super) struct Facts<'a> {
    pub(super) operations: Vec<Operation<'a>>,
    pub(super) enums: BTreeMap<&'a str, &'a Sourced<EnumPage>>,
    pub(super) types: BTreeMap<&'a str, Carrier<'a>>,
    /// The carriers by their properties, where one alone has them.
    pub(super) by_shape: HashMap<Vec<&'a str>, Option<&'a str>>,
}

/// What a page states of one operation.
pub(super) struct Operation<'a> {
    pub(super) page: &'a SourcePage,
    pub(super) request: Option<Body<'a>>,
    pub(super) response: Body<'a>,
}

/// A property or a parameter.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    pub(super) name: &'a str,
    pub(super) ty: Stated,
    pub(super) required: bool,
    pub(super) description: &'a str,
    /// The properties of the elements, where the sample shows them.
    pub(super) elements: Option<&'a Map<String, Value>>,
    pub(super) spot: Spot<'a>,
}

/// A request or response body.
pub(super) struct Body<'a> {
    pub(super) form: Form,
    /// The carrier that the page names for the table, where that can be trusted.
    pub(super) carrier: Option<&'a str>,
    pub(super) properties: Vec<Item<'a>>,
    pub(super) spot: Spot<'a>,
}

/// The properties of a table, and where it is.
#[derive(Clone, Copy)]
pub(super) struct Listed<'f, 'a> {
    pub(super) properties: &'f [Item<'a>],
    pub(super) spot: Spot<'a>,
}

/// The form of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// None.
    Nothing,
    /// The arguments of the operation.
    Arguments,
    /// Bytes.
    Bytes,
    /// JSON.
    Json(Stated),
}

/// A page about a carrier.
pub(super) struct Carrier<'a> {
    pub(super) page: &'a Sourced<TypePage>,
    pub(super) properties: Vec<Item<'a>>,
}

impl<'a> Carrier<'a> {
    pub(super) fn table(&self) -> Listed<'_, 'a> {
        Listed {
            properties: &self.properties,
            spot: Spot {
                file: &self.page.file,
                span: self.page.page.name.span,
            },
        }
    }
}

/// The names that tell carriers apart; requests leave two of them out.
pub(super) fn shape<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let names = names.into_iter();
    names
        .filter(|name| !matches!(*name, "TableRight" | "FieldProperties"))
        .collect()
}

impl<'a> Body<'a> {
    pub(super) fn table(&self) -> Listed<'_, 'a> {
        Listed {
            properties: &self.properties,
            spot: self.spot,
        }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.properties.iter().map(|property| property.name)
    }
}

impl<'a> Operation<'a> {
    pub(super) fn spot(&self) -> Spot<'a> {
        spot(self.page, self.page.page.http.span)
    }

    /// Path parameters in the order of the path, which is that of the function's arguments.
    pub(super) fn path_parameters(&self) -> Vec<Item<'a>> {
        let path = &self.page.page.http.path;
        let rows = self.page.page.path_parameters.rows.iter();
        let mut items: Vec<_> = rows.map(|row| parameter(self.page, row)).collect();
        items.sort_by_key(|item| path.find(&format!("{{{}}}", item.name)));
        items
    }

    pub(super) fn query_parameters(&self) -> Vec<Item<'a>> {
        let rows = self.page.page.query_parameters();
        rows.map(|row| parameter(self.page, row)).collect()
    }

    pub(super) fn statuses(&self) -> impl Iterator<Item = (u16, Spot<'a>)> {
        let rows = self.page.page.response.statuses.rows.iter();
        rows.map(|row| (*row.code, spot(self.page, row.code.span)))
    }

    pub(super) fn prose(&self) -> &'a str {
        let prose = self.page.page.prose.as_ref();
        prose.map_or("", |prose| prose.value.as_str())
    }
}

fn parameter<'a>(page: &'a SourcePage, row: &'a Spanned<ParameterRow>) -> Item<'a> {
    let context = Context {
        spelling: "",
        is_placeholder: false,
        sample: None,
    };
    Item {
        name: &row.name,
        ty: Stated::of(&row.label, context),
        required: row.required,
        description: &row.description,
        elements: None,
        spot: spot(page, row.name.span),
    }
}

pub(super) fn spot(page: &SourcePage, span: Span) -> Spot<'_> {
    Spot {
        file: &page.file,
        span,
    }
}
