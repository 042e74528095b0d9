//! Two descriptions of one operation.

use std::collections::BTreeSet;

use super::class;
use super::collect::{Changes, Difference};
use super::context::{Context, TypeClaim, Verdict, subject};
use super::counterpart::body_type;
use super::direction::Direction;
use super::pair::OperationPair;
use super::pairs::Both;
use super::parameters;
use super::properties::Structs;
use super::report::{ChangeKind, Item};
use super::side::{DescribedOperation, Side};
use crate::facts::OperationFacts;
use crate::model::{Body, ResponseBody, Type};

/// Adds an operation that only one side has.
pub(super) fn whole<'a>(
    changes: &mut Changes<'a>,
    operation: &DescribedOperation<'a>,
    kind: ChangeKind,
) {
    let (spot, route) = (operation.spot(), Some(route(operation)));
    let (texts, spots) = match kind {
        ChangeKind::Added => ((None, route), (None, spot)),
        _ => ((route, None), (spot, None)),
    };
    let found = Difference {
        texts,
        spots,
        ..Difference::new(Item::Operation, &operation.operation.uid, kind)
    };
    changes.add([subject(operation)], found);
}

/// Adds what two descriptions of one operation differ in.
pub(super) fn compare<'a>(changes: &mut Changes<'a>, context: &Context<'a>, both: Both<'a>) {
    let mut pair = OperationPair {
        both,
        context,
        subject: context.subject(&both),
        changes,
    };
    pair.identity();
    parameters::compare(&mut pair);
    pair.bodies();
    pair.statuses();
    pair.prose();
}

impl<'c, 'a> OperationPair<'c, 'a> {
    fn identity(&mut self) {
        let Both { old, new } = self.both;
        let class = class::renamed(&old, &new);
        let name = |described: &DescribedOperation<'a>| {
            if self.both.is_renamed() {
                described.operation.uid.clone()
            } else {
                format!("{}::{}", described.module.path, described.function.name)
            }
        };
        let is_moved = old.route() != new.route();
        // If nothing else says so, the name of the function has gone to another operation.
        let is_elsewhere = !class::is_same_function(&old, &new) && !is_moved;
        if self.both.is_renamed() || is_elsewhere {
            self.add(Difference {
                class,
                texts: (Some(name(&old)), Some(name(&new))),
                spots: (old.spot_of_uid(), new.spot_of_uid()),
                ..self.whole(Item::Operation, ChangeKind::Renamed)
            });
        }
        if is_moved {
            self.add(Difference {
                class,
                texts: (Some(route(&old)), Some(route(&new))),
                ..self.whole(Item::Operation, ChangeKind::Moved)
            });
        }
    }

    fn bodies(&mut self) {
        let Both { old, new } = self.both;
        self.count_sets();
        let (before, after) = (&old.operation.request, &new.operation.request);
        let kind = match (before, after) {
            (Some(Body::Arguments(_)), Some(Body::Arguments(_))) => {
                self.arguments();
                None
            }
            (Some(Body::Json(before, one)), Some(Body::Json(after, two))) => self.json(
                Direction::Request,
                TypeClaim::new(before, one),
                TypeClaim::new(after, two),
            ),
            (None, None)
            | (Some(Body::Content | Body::File(_)), Some(Body::Content | Body::File(_))) => None,
            (Some(_), Some(_)) => Some(ChangeKind::Retyped),
            (Some(_), None) => Some(ChangeKind::Removed),
            (None, Some(_)) => Some(ChangeKind::Added),
        };
        let text = |body: &Option<Body>| body.as_ref().map(|body| self.request(body));
        self.body(Direction::Request, kind, (text(before), text(after)));
        let (before, after) = (&old.operation.response, &new.operation.response);
        let kind = match (before, after) {
            (ResponseBody::Json(before, one), ResponseBody::Json(after, two)) => self.json(
                Direction::Response,
                TypeClaim::new(before, one),
                TypeClaim::new(after, two),
            ),
            (ResponseBody::Nothing, ResponseBody::Nothing)
            | (ResponseBody::Bytes, ResponseBody::Bytes) => None,
            _ => Some(ChangeKind::Retyped),
        };
        let texts = (Some(self.response(before)), Some(self.response(after)));
        self.body(Direction::Response, kind, texts);
    }

    /// What has become of the type of a body.
    fn json(
        &mut self,
        direction: Direction,
        old: TypeClaim<'_>,
        new: TypeClaim<'_>,
    ) -> Option<ChangeKind> {
        let kind = match self.context.verdict(old, new) {
            Verdict::Same => return None,
            Verdict::Agreed => {
                self.changes.agreed.insert(self.subject.uid);
                return None;
            }
            Verdict::Changed(kind) => kind,
        };
        let is_list_of =
            |list: &Type, one: &Type| matches!(list, Type::List(inner) if **inner == *one);
        let before = self.context.counterparts.translated(old.ty());
        let Both { old, new: after } = self.both;
        Some(match direction {
            Direction::Request if old.leaves_out_array() && is_list_of(new.ty(), &before) => {
                ChangeKind::Typed
            }
            Direction::Request if after.leaves_out_array() && is_list_of(&before, new.ty()) => {
                ChangeKind::Untyped
            }
            _ => kind,
        })
    }

    fn body(
        &mut self,
        direction: Direction,
        kind: Option<ChangeKind>,
        texts: (Option<String>, Option<String>),
    ) {
        let Some(kind) = kind else { return };
        let item = match direction {
            Direction::Request => Item::RequestBody,
            Direction::Response => Item::ResponseBody,
        };
        let Both { old, new } = self.both;
        self.add(Difference {
            texts,
            spots: (
                old.spot_of_body(direction).or(old.spot()),
                new.spot_of_body(direction).or(new.spot()),
            ),
            ..self.whole(item, kind)
        });
    }

    /// A request body as a reader knows it.
    fn request(&self, body: &Body) -> String {
        match body {
            Body::Arguments(_) => "arguments".into(),
            Body::Json(ty, evidence) => self.context.text(TypeClaim::new(ty, evidence)),
            Body::Content => "bytes".into(),
            Body::File(_) => "file".into(),
        }
    }

    /// A response body as a reader knows it.
    fn response(&self, body: &ResponseBody) -> String {
        match body {
            ResponseBody::Nothing => "none".into(),
            ResponseBody::Json(ty, evidence) => self.context.text(TypeClaim::new(ty, evidence)),
            ResponseBody::Bytes => "bytes".into(),
        }
    }

    fn arguments(&mut self) {
        let Both { old, new } = self.both;
        let (Some(before), Some(after)) = (&old.function.request, &new.function.request) else {
            return;
        };
        let spot = |side: &'c Side<'a>, found: DescribedOperation<'a>| {
            move |name: &str| {
                side.spot_of_row(&found.operation.uid, Direction::Request, name)
                    .or_else(|| found.spot_of_body(Direction::Request))
            }
        };
        let is_argument =
            |found: &DescribedOperation<'_>| found.function.request_struct().is_none();
        let structs = Structs {
            old: before,
            new: after,
            owner: format!("{}.request", self.subject.uid),
            subjects: BTreeSet::from([self.subject.clone()]),
            is_described: true,
            are_arguments: (is_argument(&old), is_argument(&new)),
            old_spot: spot(&self.context.old, old),
            new_spot: spot(&self.context.new, new),
        };
        structs.compare(self.context, self.changes);
    }

    /// Counts an operation that has other properties in a body.
    fn count_sets(&mut self) {
        if self.both.is_renamed() {
            return;
        }
        let differs = |direction| {
            let Both { old, new } = self.both;
            properties(&old, &self.context.old, direction)
                != properties(&new, &self.context.new, direction)
        };
        let (request, response) = (differs(Direction::Request), differs(Direction::Response));
        self.changes.request_property_sets += usize::from(request);
        self.changes.response_property_sets += usize::from(response);
    }

    fn statuses(&mut self) {
        let Both { old, new } = self.both;
        let codes = |described: &DescribedOperation<'a>| -> BTreeSet<u16> {
            let statuses = described.operation.statuses.iter();
            statuses.map(|(code, _)| *code).collect()
        };
        let (before, after) = (codes(&old), codes(&new));
        let spot = |side: &Side<'a>, found: &DescribedOperation<'a>, code| {
            let row = side.spot_of_status(&found.operation.uid, code);
            row.or(found.spot())
        };
        for code in before.symmetric_difference(&after) {
            let kind = if after.contains(code) {
                ChangeKind::Added
            } else {
                ChangeKind::Removed
            };
            self.add(Difference {
                name: format!("{}.{code}", self.subject.uid),
                class: class::status(*code, old.function, new.function),
                spots: (
                    spot(&self.context.old, &old, *code),
                    spot(&self.context.new, &new, *code),
                ),
                ..self.whole(Item::Status, kind)
            });
        }
    }

    fn prose(&mut self) {
        let Both { old, new } = self.both;
        let (old, new) = (&old.operation.facts, &new.operation.facts);
        let restriction = |facts: &OperationFacts| {
            let restricted = facts.restricted.as_ref();
            restricted.map(|restriction| restriction.to_string())
        };
        if old.restricted != new.restricted {
            let kind = if new.restricted.is_some() {
                ChangeKind::Restricted
            } else {
                ChangeKind::Unrestricted
            };
            self.add(Difference {
                texts: (restriction(old), restriction(new)),
                ..self.whole(Item::Operation, kind)
            });
        }
        // The release is the same whether the pages name it or not.
        let rest = |facts: &OperationFacts| {
            let facts = OperationFacts {
                restricted: None,
                since: None,
                ..facts.clone()
            };
            facts.to_string().replace("\n\n", " ")
        };
        let (before, after) = (rest(old), rest(new));
        if before != after {
            let text = |text: String| Some(text).filter(|text| !text.is_empty());
            self.add(Difference {
                texts: (text(before), text(after)),
                ..self.whole(Item::Operation, ChangeKind::Described)
            });
        }
    }
}

/// `GET /api/v1/Tree/{id}`
fn route(operation: &DescribedOperation<'_>) -> String {
    let operation = operation.operation;
    format!("{} {}", operation.method, operation.path)
}

/// The names of the properties that a body has.
fn properties<'a>(
    operation: &DescribedOperation<'a>,
    side: &Side<'a>,
    direction: Direction,
) -> BTreeSet<&'a str> {
    let own = operation
        .own_arguments()
        .filter(|_| direction == Direction::Request);
    let properties = own.or_else(|| {
        let name = body_type(operation.operation, direction)?.reference()?;
        Some(&*side.api.carriers.get(name)?.properties)
    });
    let properties = properties.unwrap_or_default().iter();
    properties.map(|property| property.name.as_str()).collect()
}
