//! Entities as rows, by the OData options of the request.

use std::cmp::Ordering;

use serde_json::{Map, Value as Json, json};

use super::Entity;
use super::column::column;
use super::filter::{Filter, text};
use super::kind::Kind;
use crate::problem::Problem;

/// How many rows a page has at most.
const PAGE: usize = 100;

/// What a request asks for.
#[derive(Debug, Default)]
struct Options {
    select: Vec<String>,
    filter: Option<Filter>,
    /// Columns, and whether they descend.
    order: Vec<(String, bool)>,
    top: Option<usize>,
    skip: usize,
    is_full: bool,
}

/// A page of rows. The link to the next one is `address` with other options.
pub(super) fn page<'a>(
    kind: &Kind,
    entities: impl Iterator<Item = &'a Entity>,
    query: &[(String, String)],
    address: &str,
) -> Result<Json, Problem> {
    let options = Options::read(query)?;
    let matches = |entity: &&Entity| {
        let filter = options.filter.as_ref();
        filter.is_none_or(|filter| filter.matches(&|name| column(entity, name)))
    };
    let mut found: Vec<_> = entities.filter(matches).collect();
    found.sort_by(|left, right| options.order(left, right));
    let size = options.top.unwrap_or(PAGE).min(PAGE);
    // A page of no rows has no next one, which would be the same again.
    let is_more = size > 0 && found.len() > options.skip.saturating_add(size);
    let rows = found.into_iter().skip(options.skip).take(size);
    let rows: Vec<_> = rows.map(|entity| options.row(kind, entity)).collect();
    let next = is_more.then(|| next_link(address, query, options.skip + size));
    Ok(json!({ "odata.metadata": null, "odata.nextLink": next, "value": rows }))
}

fn next_link(address: &str, query: &[(String, String)], skip: usize) -> String {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let is_skip = |name: &str| name.eq_ignore_ascii_case("$skip");
    let others = query.iter().filter(|(name, _)| !is_skip(name));
    let others = others.map(|(name, value)| format!("{}={}&", name, encode(value)));
    format!("{address}?{}$skip={skip}", others.collect::<String>())
}

impl Options {
    fn read(query: &[(String, String)]) -> Result<Self, Problem> {
        let mut options = Self::default();
        let list = |value: &str| {
            let items = value
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty());
            items.map(str::to_owned).collect::<Vec<_>>()
        };
        for (name, value) in query {
            match name.to_ascii_lowercase().as_str() {
                "$select" => options.select = list(value),
                "$filter" if !value.trim().is_empty() => {
                    let filter = Filter::parse(value).map_err(|error| {
                        Problem::invalid(format!("`$filter` cannot be read: {error}."))
                    })?;
                    options.filter = Some(filter);
                }
                "$orderby" => {
                    let columns = list(value).into_iter().map(|item| {
                        let (name, way) = item.split_once(' ').unwrap_or((item.as_str(), ""));
                        (name.to_owned(), way.trim().eq_ignore_ascii_case("desc"))
                    });
                    options.order = columns.collect();
                }
                "$top" => options.top = Some(count(name, value)?),
                "$skip" => options.skip = count(name, value)?,
                "$mode" => options.is_full = value.eq_ignore_ascii_case("full"),
                _ => {}
            }
        }
        Ok(options)
    }

    fn order(&self, left: &Entity, right: &Entity) -> Ordering {
        let orders = self.order.iter().map(|(name, is_descending)| {
            let order = compare(&column(left, name), &column(right, name));
            if *is_descending {
                order.reverse()
            } else {
                order
            }
        });
        orders.fold(Ordering::Equal, Ordering::then)
    }

    fn row(&self, kind: &Kind, entity: &Entity) -> Json {
        let key = entity
            .get(&kind.key)
            .and_then(Json::as_i64)
            .unwrap_or_default();
        let columns = match self.select.is_empty() {
            false => self.select.clone(),
            true => defaults(entity),
        };
        let values = columns.into_iter().map(|name| {
            let value = column(entity, &name);
            (name, value)
        });
        let mut row = Map::new();
        if self.is_full {
            row.insert("PrimaryKey".to_owned(), key.into());
            row.insert("EntityName".to_owned(), kind.name.clone().into());
            let cell = |value: Json| json!({ "DisplayValue": text(&value), "RawValue": value });
            let cells: Map<_, _> = values.map(|(name, value)| (name, cell(value))).collect();
            row.insert("Column".to_owned(), cells.into());
        } else {
            row.insert("PrimaryKey".to_owned(), key.to_string().into());
            row.insert("EntityName".to_owned(), kind.name.clone().into());
            row.extend(values);
        }
        row.into()
    }
}

fn count(name: &str, value: &str) -> Result<usize, Problem> {
    let invalid = |_| Problem::invalid(format!("`{name}` cannot be `{value}`: it is a count."));
    value.parse().map_err(invalid)
}

/// What is missing before all else, then booleans, numbers and strings.
fn compare(left: &Json, right: &Json) -> Ordering {
    let kind = |value: &Json| match value {
        Json::Null => 0,
        Json::Bool(_) => 1,
        Json::Number(_) => 2,
        Json::String(_) | Json::Array(_) | Json::Object(_) => 3,
    };
    let by_kind = kind(left).cmp(&kind(right));
    by_kind.then_with(|| match (left.as_f64(), right.as_f64()) {
        (Some(left), Some(right)) => left.total_cmp(&right),
        _ => text(left).to_lowercase().cmp(&text(right).to_lowercase()),
    })
}

/// The columns of a row if none are named: what of the entity is a plain value.
fn defaults(entity: &Entity) -> Vec<String> {
    let is_plain = |value: &Json| value.is_string() || value.is_number() || value.is_boolean();
    let plain = entity.iter().filter(|(_, value)| is_plain(value));
    plain.map(|(name, _)| small(name)).collect()
}

/// `ContactId` as `contactId`.
fn small(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_all_kinds_have_one_order() {
        let ordered = [
            json!(null),
            json!(false),
            json!(true),
            json!(-1),
            json!(2),
            json!(2.5),
            json!(10),
            json!("10"),
            json!("2"),
            json!("a"),
            json!("B"),
        ];
        for (at, left) in ordered.iter().enumerate() {
            for (other, right) in ordered.iter().enumerate() {
                assert_eq!(compare(left, right), at.cmp(&other), "{left} {right}");
            }
        }
        assert_eq!(compare(&json!("b"), &json!("B")), Ordering::Equal);
    }
}
