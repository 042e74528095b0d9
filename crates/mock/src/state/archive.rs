//! Archives: rows by the names of their providers, of REST and of the agent.

use std::borrow::Cow;

use axum::body::Body;
use http::Response;
use serde_json::{Map, Value as Json, json};

use super::call::Call;
use super::column::{property, text};
use super::kind::{Kind, kinds};
use super::{Entity, Special, Store, members, rows};
use crate::catalog::Operation;
use crate::problem::Problem;

/// What an archive is about.
enum Provider {
    Kind(usize),
    /// The members of selections.
    Members,
}

pub(super) fn special(operation: &Operation) -> Option<Special> {
    let is_rest = operation.template == "v1/Archive/{archiveProviderName}";
    let is_agent = operation
        .template
        .starts_with("v1/Agents/Archive/GetArchiveList");
    match (is_rest, is_agent) {
        (true, _) => Some(|call, store| {
            let Some((kind, entities)) = entities(&call.text("archiveProviderName"), store) else {
                return Ok(None);
            };
            call.rows(kind, entities.iter().map(|it| &**it)).map(Some)
        }),
        (_, true) => Some(|call, store| {
            let Some((kind, entities)) = entities(&call.text("ProviderName"), store) else {
                return Ok(None);
            };
            let entities = entities.iter().map(|it| &**it);
            items(call, kind, entities, &query(call)?).map(Some)
        }),
        _ => None,
    }
}

/// What a provider has rows of; none if its name tells nothing.
fn entities<'s>(provider: &str, store: &'s Store) -> Option<(usize, Vec<Cow<'s, Entity>>)> {
    match self::provider(provider)? {
        Provider::Kind(kind) => Some((kind, store.entities(kind).map(Cow::Borrowed).collect())),
        Provider::Members => {
            let selections = store.numbers(members::kind());
            let all = selections.map(|id| members::of(store, id));
            let wanted = provider.to_ascii_lowercase();
            let is_wanted = |(kind, _): &(usize, _)| {
                let name = &kinds().get(*kind).name;
                wanted.starts_with(name.as_str()) || wanted.starts_with("selectionmember")
            };
            let mut all = all.filter(is_wanted);
            let (kind, mut entities) = all.next()?;
            entities.extend(
                all.filter(|(other, _)| *other == kind)
                    .flat_map(|(_, it)| it),
            );
            Some((kind, entities.into_iter().map(Cow::Owned).collect()))
        }
    }
}

fn provider(name: &str) -> Option<Provider> {
    let name = name.to_ascii_lowercase();
    let is_members = name == "selectionmember"
        || (name.ends_with("selection") && name != "selection" && name != "findselection");
    if is_members {
        return Some(Provider::Members);
    }
    let named = |(index, kind): (usize, &Kind)| {
        let is_in = !kinds().is_of_list(index) && name.contains(&kind.name);
        is_in.then_some((kind.name.len(), index))
    };
    let longest = kinds().iter().filter_map(named).max();
    longest.map(|(_, index)| Provider::Kind(index))
}

/// The rows as the agent writes them.
pub(super) fn items<'s>(
    call: &Call<'_>,
    kind: usize,
    entities: impl Iterator<Item = &'s Entity>,
    query: &[(String, String)],
) -> Result<Response<Body>, Problem> {
    let mut query = query.to_vec();
    query.push(("$mode".to_owned(), "Full".to_owned()));
    let page = rows::page(kinds().get(kind), entities, &query, "")?;
    let rows = page["value"].as_array().into_iter().flatten();
    let items: Vec<_> = rows.map(item).collect();
    let is_whole = call.found.operation.template.contains("WithHeader");
    Ok(call.value(match is_whole {
        true => json!({ "RowCount": items.len(), "Rows": items }),
        false => items.into(),
    }))
}

fn item(row: &Json) -> Json {
    let cells = row["Column"].as_object().into_iter().flatten();
    let cells = cells.map(|(name, cell)| {
        let cell = json!({ "DisplayValue": cell["DisplayValue"] });
        (name.clone(), cell)
    });
    json!({
        "EntityName": row["EntityName"],
        "PrimaryKey": row["PrimaryKey"],
        "ColumnData": cells.collect::<Map<_, _>>(),
    })
}

/// The arguments of the agent as the options of REST.
fn query(call: &Call<'_>) -> Result<Vec<(String, String)>, Problem> {
    let restriction = call
        .argument("Restriction")
        .or(call.argument("Restrictions"));
    let size = call.number("PageSize").unwrap_or_default().max(0);
    let page = call.number("Page").unwrap_or_default().max(0);
    let mut query = vec![
        (
            "$select",
            list(call.argument("Columns"), |column| {
                column.as_str().map(str::to_owned)
            }),
        ),
        (
            "$orderBy",
            list(call.argument("SortOrder"), |order| {
                let order = order.as_object()?;
                let name = property(order, "Name")?.as_str()?;
                Some(format!("{name} {}", text(order, "Direction")))
            }),
        ),
        (
            "$filter",
            match restriction {
                Some(Json::Array(terms)) => filter(&terms)?,
                other => list(other, |_| None),
            },
        ),
        ("$skip", (i64::from(page) * i64::from(size)).to_string()),
    ];
    // Without a size it is up to the service.
    if size > 0 {
        query.push(("$top", size.to_string()));
    }
    let query = query.into_iter();
    Ok(query.map(|(name, text)| (name.to_owned(), text)).collect())
}

/// A list as a string: it is one already, or is made one of its items.
fn list(argument: Option<Json>, item: impl Fn(&Json) -> Option<String>) -> String {
    match argument {
        Some(Json::String(text)) => text,
        Some(Json::Array(items)) => {
            let items: Vec<_> = items.iter().filter_map(item).collect();
            items.join(",")
        }
        _ => String::new(),
    }
}

/// Restrictions, all of which have to hold.
fn filter(terms: &[Json]) -> Result<String, Problem> {
    let quoted = |value: &Json| {
        let text = value.as_str().unwrap_or_default();
        format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
    };
    let term = |term: &Json| {
        let term = term.as_object()?;
        let name = property(term, "Name")?.as_str()?;
        let operator = property(term, "Operator")?.as_str()?;
        let values = property(term, "Values").and_then(Json::as_array);
        let values: Vec<_> = values.into_iter().flatten().map(quoted).collect();
        Some(match &values[..] {
            [] => format!("{name} {operator}"),
            values => format!("{name} {operator} ({})", values.join(",")),
        })
    };
    let terms: Option<Vec<_>> = terms.iter().map(term).collect();
    let terms = terms
        .ok_or_else(|| Problem::invalid("A restriction has to have a `Name` and an `Operator`."))?;
    Ok(terms.join(" and "))
}
