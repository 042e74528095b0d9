//! Why something has its type: what decided it, and what each page says of it.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use serde_json::{Value as Json, json};

use super::word;
use crate::model::{Api, Type, decisions};
use crate::near::nearest;
use crate::resolve::{Statement, Statements};
use crate::source::{Place, shown_path};

/// How many places that describe one property are listed for people.
const SHOWN: usize = 20;

/// Something that has a type.
struct TypedItem<'a> {
    name: &'a str,
    ty: &'a Type,
    decided_by: &'static str,
    places: Vec<&'a Place>,
}

/// What of an owner has a type: properties, arguments, bodies, and parameters after them.
fn found<'a>(api: &'a Api, owner: &str) -> Vec<TypedItem<'a>> {
    let decided = decisions(api).filter(|found| found.owner == owner);
    let mut all: Vec<_> = decided
        .map(|found| TypedItem {
            name: found.name,
            ty: found.ty,
            decided_by: word(found.evidence),
            places: found.evidence.places.iter().collect(),
        })
        .collect();
    let operations = api.operations();
    for operation in operations.filter(|operation| operation.uid == owner) {
        let parameters = operation.parameters();
        all.extend(parameters.map(|parameter| TypedItem {
            name: &parameter.name,
            ty: &parameter.ty,
            decided_by: "the row of the parameter",
            places: vec![&parameter.origin],
        }));
    }
    all
}

/// All types of a carrier or an operation, or one of them, for programs.
///
/// # Errors
/// Nothing has the name.
pub(super) fn to_json(api: &Api, statements: &Statements, name: &str) -> Result<Json> {
    // Of a name that is none, the error is the same.
    explain(api, statements, name)?;
    let (owner, member) = split(name);
    let all = found(api, owner).into_iter();
    let all = all.filter(|found| member.is_none_or(|member| found.name == member));
    let types = all.map(|found| {
        let described = statements.get(found.name);
        json!({
            "name": format!("{owner}.{}", found.name),
            "type": found.ty.to_string(),
            "decided_by": found.decided_by,
            "places": found.places.into_iter().map(location).collect::<Vec<_>>(),
            "described": described.into_iter().flatten().map(statement).collect::<Vec<_>>(),
        })
    });
    let members = api.enums.get(name).map(|found| {
        let names = found.members.iter().map(|member| member.name.as_str());
        names.collect::<Vec<_>>()
    });
    Ok(json!({
        "version": 1,
        "types": types.collect::<Vec<_>>(),
        "members": members,
    }))
}

fn split(name: &str) -> (&str, Option<&str>) {
    match name.split_once('.') {
        Some((owner, member)) => (owner, Some(member)),
        None => (name, None),
    }
}

fn location(place: &Place) -> Json {
    let location = place.location();
    json!({
        "file": shown_path(&location.path),
        "line": location.line,
        "column": location.column,
    })
}

/// A place, and what it says: null if it lacks the row, empty if the cell is.
fn statement(statement: &Statement) -> Json {
    let mut json = location(&statement.place);
    json["says"] = json!(statement.says);
    json["agrees"] = json!(statement.agrees);
    json
}

/// All types of a carrier or an operation, or one of them with its places.
///
/// # Errors
/// Nothing has the name.
pub(super) fn explain(api: &Api, statements: &Statements, name: &str) -> Result<String> {
    let (owner, member) = match split(name) {
        (owner, Some(member)) => (owner, member),
        (_, None) => return members(api, name),
    };
    let all = found(api, owner);
    let Some(found) = all.into_iter().find(|found| found.name == member) else {
        bail!("nothing is called `{name}`{}", proposal(api, name));
    };
    let mut text = format!("{name} is {}\ndecided by: {}", found.ty, found.decided_by);
    for place in found.places {
        text.push_str(&show(place));
    }
    if let Some(all) = statements.get(member) {
        text.push_str(&described(all));
    }
    Ok(text)
}

/// How many places describe a property, whether they agree, and the first of them: those that do
/// not agree before the others.
fn described(all: &[Statement]) -> String {
    let (agreeing, others): (Vec<_>, Vec<_>) = all.iter().partition(|found| found.agrees);
    let count = match all.len() {
        1 => "1 place".into(),
        count => format!("{count} places"),
    };
    let verdict = match (all.len(), others.len()) {
        (1, 0) => String::new(),
        (_, 0) => ", which agree".into(),
        (_, 1) => ", 1 of which does not agree".into(),
        (_, count) => format!(", {count} of which do not agree"),
    };
    let mut text = format!("\ndescribed in {count}{verdict}");
    for found in others.iter().chain(&agreeing).take(SHOWN) {
        let location = found.place.location();
        let says = match found.says.as_deref() {
            Some("") => "no type".into(),
            Some(says) => format!("`{says}`"),
            None => "no such row".into(),
        };
        let mark = if found.agrees { "" } else { ", does not agree" };
        text.push_str(&format!("\n  {location}: {says}{mark}"));
    }
    match all.len().saturating_sub(SHOWN) {
        0 => {}
        rest => text.push_str(&format!("\n  and {rest} more")),
    }
    text
}

/// What of a carrier, an operation or an enum has a type, and what decided it.
fn members(api: &Api, name: &str) -> Result<String> {
    let all = found(api, name);
    let line =
        |item: &TypedItem<'_>| format!("  {name}.{}: {} ({})", item.name, item.ty, item.decided_by);
    let lines: Vec<_> = all.iter().map(line).collect();
    if !lines.is_empty() {
        return Ok(format!("{name} has\n{}", lines.join("\n")));
    }
    if let Some(found) = api.enums.get(name) {
        let names: Vec<_> = found.members.iter().map(|member| &*member.name).collect();
        return Ok(format!("{name} is an enum of {}", names.join(", ")));
    }
    bail!(
        "nothing is called `{name}`; write a carrier, an operation's identifier, \
         `Carrier.Property`, `uid.Argument`, `uid.parameter`, `uid.request` or `uid.response`{}",
        proposal(api, name)
    );
}

/// The name that must be meant, if there is one that is like it.
fn proposal(api: &Api, name: &str) -> String {
    let owner_of = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    let mut owners: BTreeSet<&str> = decisions(api).map(|found| found.owner).collect();
    let operations = api.operations();
    owners.extend(operations.map(|operation| operation.uid.as_str()));
    let enums = api.enums.keys().map(|name| &**name);
    let given = owner_of(name);
    let known = owners.contains(given.as_str());
    let owner = match known {
        true => Some(given.as_str()),
        false => nearest(&given, owners.iter().copied().chain(enums)),
    };
    let Some(owner) = owner else {
        return "; names are those of the wire, with their capitals".into();
    };
    let Some((_, member)) = name.split_once('.') else {
        return format!("; is `{owner}` meant?");
    };
    let members = found(api, owner);
    let members: Vec<_> = members.iter().map(|found| found.name).collect();
    let same = members.iter().find(|known| **known == member).copied();
    match same.or_else(|| nearest(member, members.iter().copied())) {
        Some(member) => format!("; is `{owner}.{member}` meant?"),
        None => format!("; `{owner}` has {}", members.join(", ")),
    }
}

/// File, line and column, and the line.
fn show(place: &Place) -> String {
    let excerpt = place.file.excerpt(place.span);
    let line = excerpt.text[excerpt.lines()].lines().next();
    let line = line.unwrap_or_default();
    format!("\n  {}\n    {line}", excerpt.location())
}
