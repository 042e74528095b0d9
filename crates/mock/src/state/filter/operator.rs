//! How columns are compared with values.

use std::cmp::Ordering;

use serde_json::Value as Json;

use super::text;

/// How a column is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    Different,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Begins,
    NotBegins,
    Contains,
    NotContains,
    Ends,
    Between,
    OneOf,
    NotOneOf,
    Set,
    Null,
    NotNull,
}

/// What operators are called, in any case.
const OPERATORS: [(&str, Operator); 35] = [
    ("eq", Operator::Equal),
    ("equals", Operator::Equal),
    ("is", Operator::Equal),
    ("on", Operator::Equal),
    ("ne", Operator::Different),
    ("notequals", Operator::Different),
    ("isnot", Operator::Different),
    ("lt", Operator::Less),
    ("before", Operator::Less),
    ("beforetime", Operator::Less),
    ("le", Operator::LessOrEqual),
    ("gt", Operator::Greater),
    ("after", Operator::Greater),
    ("aftertime", Operator::Greater),
    ("ge", Operator::GreaterOrEqual),
    ("begins", Operator::Begins),
    ("startswith", Operator::Begins),
    ("notbegins", Operator::NotBegins),
    ("contains", Operator::Contains),
    ("notcontains", Operator::NotContains),
    ("ends", Operator::Ends),
    ("endswith", Operator::Ends),
    ("between", Operator::Between),
    ("oneof", Operator::OneOf),
    ("in", Operator::OneOf),
    ("notoneof", Operator::NotOneOf),
    ("set", Operator::Set),
    ("isnull", Operator::Null),
    ("=", Operator::Equal),
    ("!=", Operator::Different),
    ("<>", Operator::Different),
    ("<", Operator::Less),
    ("<=", Operator::LessOrEqual),
    (">", Operator::Greater),
    (">=", Operator::GreaterOrEqual),
];

impl Operator {
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let mut known = OPERATORS.iter().chain(&[("isnotnull", Self::NotNull)]);
        known
            .find(|(known, _)| *known == name)
            .map(|(_, operator)| *operator)
    }

    /// How many values it takes: least and most.
    pub(super) fn takes(self) -> (usize, usize) {
        match self {
            Self::Null | Self::NotNull => (0, 0),
            Self::Between => (2, 2),
            Self::OneOf | Self::NotOneOf => (1, usize::MAX),
            _ => (1, 1),
        }
    }

    pub(super) fn holds(self, value: &Json, values: &[String]) -> bool {
        let first = values.first().map_or("", |text| text);
        let text = text(value).to_lowercase();
        let order = |other: &str| compare(value, other);
        let is = |orders: &[Ordering]| order(first).is_some_and(|found| orders.contains(&found));
        let is_one = || {
            values
                .iter()
                .any(|other| order(other) == Some(Ordering::Equal))
        };
        match self {
            Self::Equal => is(&[Ordering::Equal]),
            Self::Different => !is(&[Ordering::Equal]),
            Self::Less => is(&[Ordering::Less]),
            Self::LessOrEqual => is(&[Ordering::Less, Ordering::Equal]),
            Self::Greater => is(&[Ordering::Greater]),
            Self::GreaterOrEqual => is(&[Ordering::Greater, Ordering::Equal]),
            Self::Begins => text.starts_with(&first.to_lowercase()),
            Self::NotBegins => !text.starts_with(&first.to_lowercase()),
            Self::Contains => text.contains(&first.to_lowercase()),
            Self::NotContains => !text.contains(&first.to_lowercase()),
            Self::Ends => text.ends_with(&first.to_lowercase()),
            Self::Between => {
                let least = order(first).is_some_and(Ordering::is_ge);
                let most = values.get(1).and_then(|most| order(most));
                least && most.is_some_and(Ordering::is_le)
            }
            Self::OneOf => is_one(),
            Self::NotOneOf => !is_one(),
            Self::Set => is_set(value) == first.eq_ignore_ascii_case("true"),
            Self::Null => value.is_null(),
            Self::NotNull => !value.is_null(),
        }
    }
}

/// How a value of a row stands to one of a restriction. Numbers are compared as numbers, all else
/// as text in any case; times are such strings that this is right for them.
fn compare(value: &Json, other: &str) -> Option<Ordering> {
    match value {
        Json::Null => None,
        Json::Number(number) => number.as_f64()?.partial_cmp(&other.parse().ok()?),
        value => Some(text(value).to_lowercase().cmp(&other.to_lowercase())),
    }
}

fn is_set(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(value) => *value,
        Json::Number(number) => number.as_f64() != Some(0.0),
        Json::String(text) => !text.is_empty(),
        Json::Array(items) => !items.is_empty(),
        Json::Object(_) => true,
    }
}
