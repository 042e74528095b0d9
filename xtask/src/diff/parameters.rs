//! Path and query parameters.

use std::collections::{HashMap, HashSet};

use super::class::{self, Classification};
use super::collect::Difference;
use super::context::{TypeClaim, Verdict};
use super::describe;
use super::pair::OperationPair;
use super::pairs::Both;
use super::report::{ChangeKind, Item};
use super::rows::spot;
use crate::emit::{Function, function_name};
use crate::first::first_of_each;
use crate::model::Parameter;

/// Adds what the parameters of two descriptions differ in.
pub(super) fn compare(pair: &mut OperationPair<'_, '_>) {
    path(pair);
    query(pair);
}

fn path<'a>(pair: &mut OperationPair<'_, 'a>) {
    let Both { old, new } = pair.both;
    let (old, new) = (
        &old.operation.path_parameters,
        &new.operation.path_parameters,
    );
    let retyped = class::path_parameter(ChangeKind::Retyped);
    if old.len() == new.len() {
        let names: HashSet<&str> = old.iter().map(|before| before.name.as_str()).collect();
        // Arguments in the same place are the same, whatever their names.
        for (before, after) in old.iter().zip(new) {
            if argument(before) != argument(after) {
                let is_elsewhere = names.contains(after.name.as_str());
                let class = class::renamed_parameter(is_elsewhere);
                add(pair, ChangeKind::Renamed, class, Some(before), Some(after));
            }
            types(pair, retyped, before, after);
        }
        return;
    }
    let arguments =
        |parameters: &'a [Parameter]| first_of_each(parameters.iter().map(|p| (argument(p), p)));
    let (were, are) = (arguments(old), arguments(new));
    for before in old {
        match are.get(&argument(before)) {
            Some(after) => types(pair, retyped, before, after),
            None => {
                let class = class::path_parameter(ChangeKind::Removed);
                add(pair, ChangeKind::Removed, class, Some(before), None);
            }
        }
    }
    for after in new {
        if !were.contains_key(&argument(after)) {
            let class = class::path_parameter(ChangeKind::Added);
            add(pair, ChangeKind::Added, class, None, Some(after));
        }
    }
}

/// What two parameters that are one have in common: in another case, a name is the same for the
/// service, and so is the argument, as long as its name in Rust is.
fn argument(parameter: &Parameter) -> (String, String) {
    let name = &parameter.name;
    (name.to_ascii_lowercase(), function_name(name))
}

/// Parameters by name.
struct ByName<'p> {
    exact: HashMap<&'p str, &'p Parameter>,
    any_case: HashMap<String, &'p Parameter>,
}

impl<'p> ByName<'p> {
    fn new(parameters: &'p [Parameter]) -> Self {
        let all = parameters.iter();
        Self {
            exact: first_of_each(all.clone().map(|one| (one.name.as_str(), one))),
            any_case: first_of_each(all.map(|one| (one.name.to_ascii_lowercase(), one))),
        }
    }

    /// The parameter of the same name, or else of the same name in another case.
    fn same(&self, parameter: &Parameter) -> Option<&'p Parameter> {
        let exact = self.exact.get(parameter.name.as_str());
        exact
            .or_else(|| self.any_case.get(&parameter.name.to_ascii_lowercase()))
            .copied()
    }
}

fn query<'a>(pair: &mut OperationPair<'_, 'a>) {
    let Both { old, new } = pair.both;
    let functions = (old.function, new.function);
    let class =
        |kind, parameter: &Parameter| class::parameter(kind, parameter, functions.0, functions.1);
    let (old, new) = (
        &old.operation.query_parameters,
        &new.operation.query_parameters,
    );
    let (were, are) = (ByName::new(old), ByName::new(new));
    let fields = (fields(functions.0), fields(functions.1));
    for before in old {
        let Some(after) = are.same(before) else {
            let class = class(ChangeKind::Removed, before);
            add(pair, ChangeKind::Removed, class, Some(before), None);
            continue;
        };
        if before.required != after.required {
            let kind = match after.required {
                true => ChangeKind::Required,
                false => ChangeKind::Optional,
            };
            add(pair, kind, class(kind, before), Some(before), Some(after));
        }
        let fields = (
            fields.0.get(before.name.as_str()),
            fields.1.get(after.name.as_str()),
        );
        if let (Some(was), Some(is)) = fields
            && was != is
        {
            let class = class(ChangeKind::Renamed, before);
            add(pair, ChangeKind::Renamed, class, Some(before), Some(after));
        }
        types(pair, class(ChangeKind::Retyped, before), before, after);
    }
    for after in new {
        if were.same(after).is_none() {
            let class = class(ChangeKind::Added, after);
            add(pair, ChangeKind::Added, class, None, Some(after));
        }
    }
    order(pair, (old, &were), (new, &are), class);
}

/// The methods of optional parameters, by the parameter's name.
fn fields<'a>(function: &'a Function<'_>) -> HashMap<&'a str, &'a str> {
    let fields = function.query.iter().flat_map(|query| &query.fields);
    fields
        .map(|field| (field.of.name.as_str(), field.name.as_str()))
        .collect()
}

/// Required parameters are arguments in the order of the page.
fn order<'a>(
    pair: &mut OperationPair<'_, 'a>,
    (old, were): (&'a [Parameter], &ByName<'a>),
    (new, are): (&'a [Parameter], &ByName<'a>),
    class: impl Fn(ChangeKind, &Parameter) -> Classification,
) {
    let kept = |these: &'a [Parameter], others: &ByName<'a>| -> Vec<&'a Parameter> {
        let is_kept = |found: &&Parameter| {
            found.required && others.same(found).is_some_and(|other| other.required)
        };
        these.iter().filter(is_kept).collect()
    };
    let (old, new) = (kept(old, are), kept(new, were));
    let places = old.iter().enumerate();
    let places =
        first_of_each(places.map(|(index, before)| (before.name.to_ascii_lowercase(), index)));
    for (index, after) in new.iter().enumerate() {
        let place = places.get(&after.name.to_ascii_lowercase()).copied();
        if let Some(place) = place.filter(|place| *place != index) {
            let (kind, before) = (ChangeKind::Moved, old[place]);
            add(pair, kind, class(kind, after), Some(before), Some(after));
        }
    }
}

/// Types and descriptions.
fn types<'a>(
    pair: &mut OperationPair<'_, 'a>,
    class: Classification,
    before: &'a Parameter,
    after: &'a Parameter,
) {
    let known = |parameter: &'a Parameter| TypeClaim::stated(&parameter.ty);
    if let Verdict::Changed(kind) = pair.context.verdict(known(before), known(after)) {
        add(pair, kind, class, Some(before), Some(after));
    }
    let name = format!("{}.{}", pair.subject.uid, after.name);
    let spots = (Some(spot(&before.origin)), Some(spot(&after.origin)));
    let facts = (&before.facts, &after.facts);
    for found in describe::compare((Item::Parameter, false), &name, facts, spots) {
        pair.add(found);
    }
}

fn add<'a>(
    pair: &mut OperationPair<'_, 'a>,
    kind: ChangeKind,
    class: Classification,
    before: Option<&'a Parameter>,
    after: Option<&'a Parameter>,
) {
    let name = after.or(before).map_or("", |found| found.name.as_str());
    let text = |found: &Parameter| match kind {
        ChangeKind::Renamed => Some(found.name.clone()),
        ChangeKind::Required | ChangeKind::Optional | ChangeKind::Moved => None,
        _ => Some(found.ty.to_string()),
    };
    let place = |found: &'a Parameter| spot(&found.origin);
    let name = format!("{}.{name}", pair.subject.uid);
    let found = Difference {
        class,
        texts: (before.and_then(text), after.and_then(text)),
        spots: (
            before.map(place).or(pair.both.old.spot()),
            after.map(place).or(pair.both.new.spot()),
        ),
        ..Difference::new(Item::Parameter, name, kind)
    };
    pair.add(found);
}
