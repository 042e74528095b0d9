//! Path and query parameters.

use super::class::{self, Classed};
use super::collect::Found;
use super::context::{Known, Verdict};
use super::describe;
use super::operation::Pair;
use super::pairs::Both;
use super::report::{Item, Kind};
use super::side::spot;
use crate::emit::{Function, function_name};
use crate::model::Parameter;

/// Adds what the parameters of two descriptions differ in.
pub(super) fn compare(pair: &mut Pair<'_, '_>) {
    path(pair);
    query(pair);
}

fn path(pair: &mut Pair<'_, '_>) {
    let Both { old, new } = pair.both;
    let (old, new) = (
        &old.operation.path_parameters,
        &new.operation.path_parameters,
    );
    if old.len() == new.len() {
        // Arguments in the same place are the same, whatever their names.
        for (before, after) in old.iter().zip(new) {
            if !is_same_argument(before, after) {
                let is_elsewhere = old.iter().any(|other| other.name == after.name);
                let class = class::renamed_parameter(is_elsewhere);
                add(pair, Kind::Renamed, class, Some(before), Some(after));
            }
            types(pair, class::path_parameter(Kind::Retyped), before, after);
        }
        return;
    }
    for before in old {
        match new.iter().find(|after| is_same_argument(before, after)) {
            Some(after) => types(pair, class::path_parameter(Kind::Retyped), before, after),
            None => {
                let class = class::path_parameter(Kind::Removed);
                add(pair, Kind::Removed, class, Some(before), None);
            }
        }
    }
    for after in new {
        if !old.iter().any(|before| is_same_argument(before, after)) {
            let class = class::path_parameter(Kind::Added);
            add(pair, Kind::Added, class, None, Some(after));
        }
    }
}

/// Whether two parameters are one: in another case, a name is the same for the service, and so
/// is the argument, as long as its name in Rust is.
fn is_same_argument(old: &Parameter, new: &Parameter) -> bool {
    old.name == new.name
        || (is_same_on_wire(old, new) && function_name(&old.name) == function_name(&new.name))
}

fn is_same_on_wire(old: &Parameter, new: &Parameter) -> bool {
    old.name.eq_ignore_ascii_case(&new.name)
}

/// The parameter of the same name, or else of the same name in another case.
fn same<'p>(parameter: &Parameter, others: &'p [Parameter]) -> Option<&'p Parameter> {
    let exact = others.iter().find(|other| other.name == parameter.name);
    exact.or_else(|| {
        others
            .iter()
            .find(|other| is_same_on_wire(parameter, other))
    })
}

fn query(pair: &mut Pair<'_, '_>) {
    let Both { old, new } = pair.both;
    let functions = (old.function, new.function);
    let class =
        |kind, parameter: &Parameter| class::parameter(kind, parameter, functions.0, functions.1);
    let (old, new) = (
        &old.operation.query_parameters,
        &new.operation.query_parameters,
    );
    for before in old {
        let Some(after) = same(before, new) else {
            add(
                pair,
                Kind::Removed,
                class(Kind::Removed, before),
                Some(before),
                None,
            );
            continue;
        };
        let kind = match (before.required, after.required) {
            (false, true) => Some(Kind::Required),
            (true, false) => Some(Kind::Optional),
            _ => None,
        };
        if let Some(kind) = kind {
            add(pair, kind, class(kind, before), Some(before), Some(after));
        }
        let fields = (field(functions.0, before), field(functions.1, after));
        if let (Some(was), Some(is)) = fields
            && was != is
        {
            let class = class(Kind::Renamed, before);
            add(pair, Kind::Renamed, class, Some(before), Some(after));
        }
        types(pair, class(Kind::Retyped, before), before, after);
    }
    for after in new {
        if same(after, old).is_none() {
            let class = class(Kind::Added, after);
            add(pair, Kind::Added, class, None, Some(after));
        }
    }
    order(pair, old, new, class);
}

/// The field of an optional parameter.
fn field<'a>(function: &'a Function<'_>, parameter: &Parameter) -> Option<&'a str> {
    let fields = &function.query.as_ref()?.fields;
    let field = fields
        .iter()
        .find(|field| std::ptr::eq(field.of, parameter));
    field.map(|field| field.name.as_str())
}

/// Required parameters are arguments in the order of the page.
fn order<'a>(
    pair: &mut Pair<'_, 'a>,
    old: &'a [Parameter],
    new: &'a [Parameter],
    class: impl Fn(Kind, &Parameter) -> Classed,
) {
    let kept = |these: &'a [Parameter], others: &'a [Parameter]| -> Vec<&'a Parameter> {
        let is_kept = |found: &&Parameter| {
            found.required && same(found, others).is_some_and(|other| other.required)
        };
        these.iter().filter(is_kept).collect()
    };
    let (old, new) = (kept(old, new), kept(new, old));
    for (index, after) in new.iter().enumerate() {
        let place = old.iter().position(|before| is_same_on_wire(before, after));
        if let Some(place) = place.filter(|place| *place != index) {
            let class = class(Kind::Moved, after);
            add(pair, Kind::Moved, class, Some(old[place]), Some(after));
        }
    }
}

/// Types and descriptions.
fn types<'a>(pair: &mut Pair<'_, 'a>, class: Classed, before: &'a Parameter, after: &'a Parameter) {
    let known = |parameter: &'a Parameter| Known::stated(&parameter.ty);
    if let Verdict::Changed(kind) = pair.context.verdict(known(before), known(after)) {
        add(pair, kind, class, Some(before), Some(after));
    }
    let name = format!("{}.{}", pair.subject.uid, after.name);
    let spots = (Some(spot(&before.origin)), Some(spot(&after.origin)));
    let facts = (&before.facts, &after.facts);
    for found in describe::compare(Item::Parameter, &name, facts, spots) {
        pair.add(found);
    }
}

fn add<'a>(
    pair: &mut Pair<'_, 'a>,
    kind: Kind,
    class: Classed,
    before: Option<&'a Parameter>,
    after: Option<&'a Parameter>,
) {
    let name = after.or(before).map_or("", |found| found.name.as_str());
    let text = |found: &Parameter| match kind {
        Kind::Renamed => Some(found.name.clone()),
        Kind::Required | Kind::Optional | Kind::Moved => None,
        _ => Some(found.ty.to_string()),
    };
    let found = Found {
        item: Item::Parameter,
        name: format!("{}.{name}", pair.subject.uid),
        kind,
        class,
        before: before.and_then(text),
        after: after.and_then(text),
        old: before
            .map(|found| spot(&found.origin))
            .or(pair.both.old.spot()),
        new: after
            .map(|found| spot(&found.origin))
            .or(pair.both.new.spot()),
        by_page: false,
    };
    pair.add(found);
}
