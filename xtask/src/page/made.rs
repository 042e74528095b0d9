//! Pages and rows that were made, and not read from anywhere.

use super::{
    EnumPage, FrontMatter, HeaderRow, MemberRow, PropertyRow, Structure, Table, TypeLabel,
    TypePage, Usage, UsedBy,
};
use crate::source::Spanned;

impl FrontMatter {
    pub(crate) fn made(title: impl Into<String>, uid: impl Into<String>) -> Self {
        Self {
            block: Structure::default(),
            title: Spanned::made(title.into()),
            uid: Spanned::made(uid.into()),
        }
    }
}

impl EnumPage {
    /// The page of an enum that says no more than its members.
    pub(crate) fn made(name: &str, members: impl IntoIterator<Item = MemberRow>) -> Self {
        Self {
            front: FrontMatter::made(name, format!("enum-{}", name.to_ascii_lowercase())),
            flags: false,
            generated: true,
            name: Spanned::made(name.to_owned()),
            prose: None,
            sample: None,
            members: Table::made(members),
            usage: Usage::default(),
        }
    }
}

impl TypePage {
    /// The page of a carrier that says no more than its properties.
    pub(crate) fn made(name: &str, properties: Table<PropertyRow>) -> Self {
        Self {
            front: FrontMatter::made(name, format!("type-{}", name.to_ascii_lowercase())),
            generated: true,
            name: Spanned::made(name.to_owned()),
            prose: None,
            sample: None,
            properties,
            usage: Usage::default(),
        }
    }
}

impl<Row> Table<Row> {
    pub(crate) fn made(rows: impl IntoIterator<Item = Row>) -> Self {
        Self {
            head: Structure::default(),
            rows: rows.into_iter().map(Spanned::made).collect(),
        }
    }
}

impl PropertyRow {
    pub(crate) fn made(name: &str, label: TypeLabel, description: String) -> Self {
        Self {
            name: Spanned::made(name.to_owned()),
            label: Spanned::made(label),
            description: Spanned::made(description),
        }
    }
}

impl MemberRow {
    pub(crate) fn made(name: &str, value: Option<i64>, description: String) -> Self {
        Self {
            name: Spanned::made(name.to_owned()),
            value: Spanned::made(value),
            description: Spanned::made(description),
        }
    }
}

impl HeaderRow {
    pub(crate) fn made(name: &str, description: impl Into<String>) -> Self {
        Self {
            name: Spanned::made(name.to_owned()),
            description: Spanned::made(description.into()),
        }
    }
}

impl UsedBy {
    pub(crate) fn property(carrier: &str, property: &str) -> Self {
        Self::Property {
            carrier: carrier.to_owned(),
            property: property.to_owned(),
        }
    }

    pub(crate) fn argument(uid: &str, property: &str) -> Self {
        Self::Argument {
            uid: uid.to_owned(),
            property: property.to_owned(),
        }
    }

    pub(crate) fn parameter(uid: &str, parameter: &str) -> Self {
        Self::Parameter {
            uid: uid.to_owned(),
            parameter: parameter.to_owned(),
        }
    }

    pub(crate) fn request(uid: &str) -> Self {
        Self::Request {
            uid: uid.to_owned(),
        }
    }

    pub(crate) fn response(uid: &str) -> Self {
        Self::Response {
            uid: uid.to_owned(),
        }
    }
}
