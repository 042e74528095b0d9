//! Type labels as types.

use super::drafts::Drafts;
use super::enums::Enums;
use crate::area::AreaKind;
use crate::model::Type;
use crate::page::{Placeholders, TypeLabel};

/// What is needed to know what a label means.
#[derive(Clone, Copy)]
pub(crate) struct Labels<'a, 'p> {
    pub(crate) drafts: &'a Drafts<'p>,
    pub(crate) enums: &'a Enums,
    pub(crate) placeholders: &'a Placeholders,
}

impl Labels<'_, '_> {
    /// The type that a label says, if it says one. `kind` is that of the page;
    /// a page about a type has none, and no placeholders.
    pub(crate) fn ty(&self, label: &TypeLabel, kind: Option<AreaKind>) -> Option<Type> {
        Some(match label {
            TypeLabel::Bool => Type::Bool,
            TypeLabel::Int32 => Type::Int32,
            TypeLabel::Int64 => Type::Int64,
            TypeLabel::Double => Type::Double,
            TypeLabel::String => Type::String,
            TypeLabel::DateTime => Type::DateTime,
            TypeLabel::Date => Type::Date,
            TypeLabel::TimeSpan => Type::TimeSpan,
            TypeLabel::Byte | TypeLabel::Binary => Type::Bytes,
            TypeLabel::Any => Type::Json,
            TypeLabel::Enum(members) => self.enums.with_members(members),
            TypeLabel::ArrayOf(element) => Type::List(Box::new(self.ty(element, kind)?)),
            TypeLabel::ObjectOf(value) => Type::Dictionary(Box::new(self.ty(value, kind)?)),
            TypeLabel::Named(name) if self.placeholders.contains(kind, name) => return None,
            TypeLabel::Named(name) => return self.named(name),
            TypeLabel::Array | TypeLabel::Object | TypeLabel::Blank => return None,
        })
    }

    /// The carrier or enum with this name.
    pub(crate) fn named(&self, name: &str) -> Option<Type> {
        let carrier = self
            .drafts
            .named(name)
            .map(|id| Type::Carrier(self.drafts[id].type_name()));
        carrier.or_else(|| self.enums.named(name).map(Type::Enum))
    }

    /// The names of the carriers and enums that a table or a page of their own describes.
    pub(crate) fn described(&self) -> impl Iterator<Item = &str> {
        let carriers = self.drafts.names().filter(|name| self.is_table(name));
        carriers.chain(self.enums.names())
    }

    /// Whether a table or a page describes the carrier or enum.
    pub(crate) fn is_described(&self, name: &str) -> bool {
        self.is_table(name) || self.enums.named(name).is_some()
    }

    fn is_table(&self, name: &str) -> bool {
        let draft = self.drafts.named(name).map(|id| &self.drafts[id]);
        draft.is_some_and(|draft| !draft.is_shown_only())
    }
}
