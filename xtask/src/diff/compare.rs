//! Which operations belong together, and what they differ in.

use std::collections::{BTreeMap, BTreeSet};

use super::class;
use super::collect::{Changes, Found, Owner};
use super::describe;
use super::facts::{Body, Facts, Form, Operation, Spot};
use super::pair::{Pair, route, subject};
use super::parameters;
use super::properties::{self, Side};
use super::report::{Class, Item, Kind};
use super::types;
use crate::facts::OperationFacts;

/// All that the two sides differ in.
pub(super) fn compare<'a>(old: &Facts<'a>, new: &Facts<'a>) -> Changes<'a> {
    let mut changes = Changes::default();
    let pairs = Pairs::new(old, new);
    for operation in &pairs.removed {
        add_whole(&mut changes, operation, Kind::Removed);
    }
    for operation in &pairs.added {
        add_whole(&mut changes, operation, Kind::Added);
    }
    for (before, after) in &pairs.both {
        let mut pair = Pair {
            old: before,
            new: after,
            subject: subject(after),
            changes: &mut changes,
            class: None,
        };
        pair.identity();
        parameters::compare(&mut pair);
        pair.bodies(old, new);
        pair.statuses();
        pair.prose();
        match pair.class {
            Some(Class::Documentation) => changes.summary.operations_described += 1,
            Some(_) => changes.summary.operations_changed += 1,
            None => {}
        }
    }
    types::compare(&mut changes, old, new);
    changes
}

/// The operations by where they are.
struct Pairs<'f, 'a> {
    both: Vec<(&'f Operation<'a>, &'f Operation<'a>)>,
    removed: Vec<&'f Operation<'a>>,
    added: Vec<&'f Operation<'a>>,
}

impl<'f, 'a> Pairs<'f, 'a> {
    /// By identifier, and by method and path what then is left.
    fn new(old: &'f Facts<'a>, new: &'f Facts<'a>) -> Self {
        let mut by_uid: BTreeMap<_, _> = new
            .operations
            .iter()
            .map(|operation| (operation.page.uid(), operation))
            .collect();
        let mut both = Vec::new();
        let mut left = Vec::new();
        for operation in &old.operations {
            match by_uid.remove(operation.page.uid()) {
                Some(same) => both.push((operation, same)),
                None => left.push(operation),
            }
        }
        let mut by_route: BTreeMap<_, _> = by_uid
            .into_values()
            .map(|operation| (operation.page.route(), operation))
            .collect();
        let mut removed = Vec::new();
        for operation in left {
            match by_route.remove(&operation.page.route()) {
                Some(same) => both.push((operation, same)),
                None => removed.push(operation),
            }
        }
        Self {
            both,
            removed,
            added: by_route.into_values().collect(),
        }
    }
}

fn add_whole<'a>(changes: &mut Changes<'a>, operation: &Operation<'a>, kind: Kind) {
    let spot = Some(operation.spot());
    let route = Some(route(operation));
    let is_new = kind == Kind::Added;
    let (old, new) = if is_new { (None, spot) } else { (spot, None) };
    let (before, after) = if is_new { (None, route) } else { (route, None) };
    let found = Found {
        owner: Owner::Itself,
        item: Item::Operation,
        name: operation.page.uid().to_owned(),
        kind,
        class: class::plain(Item::Operation, kind),
        before,
        after,
        old,
        new,
    };
    changes.add(Some(&subject(operation)), found);
}

impl<'a> Pair<'_, 'a> {
    fn identity(&mut self) {
        let (old, new) = (self.old.page, self.new.page);
        if self.is_renamed() {
            self.add(Found {
                class: class::renamed(self.old, self.new),
                before: Some(old.uid().to_owned()),
                after: Some(new.uid().to_owned()),
                old: Some(spot_of_uid(self.old)),
                new: Some(spot_of_uid(self.new)),
                ..self.whole(Item::Operation, Kind::Renamed)
            });
        }
        if old.route() != new.route() {
            self.add(Found {
                class: class::renamed(self.old, self.new),
                before: Some(route(self.old)),
                after: Some(route(self.new)),
                ..self.whole(Item::Operation, Kind::Moved)
            });
        }
    }

    fn bodies(&mut self, old: &Facts<'a>, new: &Facts<'a>) {
        match (&self.old.request, &self.new.request) {
            (Some(before), Some(after)) => {
                self.body(Item::RequestBody, before, after, (old, new));
            }
            (Some(body), None) => {
                if !body.properties.is_empty() {
                    self.count_set(Item::RequestBody);
                }
                let found = self.whole(Item::RequestBody, Kind::Removed);
                self.add(Found {
                    before: Some(describe::form(&body.form)),
                    old: Some(body.spot),
                    ..found
                });
            }
            (None, Some(body)) => {
                if !body.properties.is_empty() {
                    self.count_set(Item::RequestBody);
                }
                let found = self.whole(Item::RequestBody, Kind::Added);
                self.add(Found {
                    after: Some(describe::form(&body.form)),
                    new: Some(body.spot),
                    ..found
                });
            }
            (None, None) => {}
        }
        let (before, after) = (&self.old.response, &self.new.response);
        self.body(Item::ResponseBody, before, after, (old, new));
    }

    fn body(
        &mut self,
        item: Item,
        before: &Body<'a>,
        after: &Body<'a>,
        (old, new): (&Facts<'a>, &Facts<'a>),
    ) {
        let names = |body: &Body<'a>| -> BTreeSet<&str> {
            body.properties
                .iter()
                .map(|property| property.name)
                .collect()
        };
        if names(before) != names(after) {
            self.count_set(item);
        }
        if !agree(&before.form, &after.form) {
            let found = self.whole(item, Kind::Retyped);
            self.add(Found {
                before: Some(describe::form(&before.form)),
                after: Some(describe::form(&after.form)),
                old: Some(before.spot),
                new: Some(after.spot),
                ..found
            });
            return;
        }
        let side = match item {
            Item::RequestBody => Side::Request,
            _ => Side::Response,
        };
        let owner = if self.is_renamed() {
            // The body can be another carrier, of which nothing tells.
            properties::nameless(side, after)
        } else {
            properties::owner(&self.subject.uid, side, (before, old), (after, new))
        };
        for found in properties::compare(&owner, before.table(), after.table()) {
            self.add(found);
        }
        let sides = ((&*before.properties, old), (&*after.properties, new));
        for found in properties::compare_elements(sides.0, sides.1) {
            self.add(found);
        }
    }

    fn statuses(&mut self) {
        let old: BTreeMap<_, _> = self.old.statuses().collect();
        let new: BTreeMap<_, _> = self.new.statuses().collect();
        let signatures = (
            class::Signature::of(self.old),
            class::Signature::of(self.new),
        );
        let codes: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
        for code in codes {
            let (before, after) = (old.get(&code).copied(), new.get(&code).copied());
            let kind = match (before, after) {
                (None, Some(_)) => Kind::Added,
                (Some(_), None) => Kind::Removed,
                _ => continue,
            };
            let is_condition = matches!(code, 304 | 412);
            let found = Found {
                owner: Owner::Operation(self.subject.uid.clone(), ""),
                name: code.to_string(),
                class: if is_condition {
                    class::status(&signatures.0, &signatures.1)
                } else {
                    class::status(&signatures.0, &signatures.0)
                },
                old: before.or(Some(self.old.spot())),
                new: after.or(Some(self.new.spot())),
                ..self.whole(Item::Status, kind)
            };
            self.add(found);
        }
    }

    fn prose(&mut self) {
        let (old, new) = (self.old.prose(), self.new.prose());
        if old == new {
            return;
        }
        let (old, new) = (OperationFacts::read(old), OperationFacts::read(new));
        let restriction = |facts: &OperationFacts| {
            let restricted = facts.restricted.as_ref();
            restricted.map(|restriction| restriction.to_string())
        };
        if old.restricted != new.restricted {
            let kind = if new.restricted.is_some() {
                Kind::Restricted
            } else {
                Kind::Unrestricted
            };
            let found = self.whole(Item::Operation, kind);
            self.add(Found {
                before: restriction(&old),
                after: restriction(&new),
                ..found
            });
        }
        let rest = |facts: &OperationFacts| {
            let facts = OperationFacts {
                restricted: None,
                ..facts.clone()
            };
            facts.to_string().replace("\n\n", " ")
        };
        let (before, after) = (rest(&old), rest(&new));
        if before != after {
            let found = self.whole(Item::Operation, Kind::Described);
            self.add(Found {
                before: Some(before).filter(|text| !text.is_empty()),
                after: Some(after).filter(|text| !text.is_empty()),
                ..found
            });
        }
    }
}

fn spot_of_uid<'a>(operation: &Operation<'a>) -> Spot<'a> {
    Spot {
        file: &operation.page.file,
        span: operation.page.page.front.uid.span,
    }
}

fn agree(old: &Form, new: &Form) -> bool {
    match (old, new) {
        (Form::Json(old), Form::Json(new)) => old.agrees_with(new),
        _ => old == new,
    }
}
