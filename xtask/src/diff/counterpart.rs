//! Which types of the two sides are the same.
//!
//! The wire shows no name of a type. A name that the pages give decides; one that was
//! made up, after a property or an operation, says nothing, so such a type is the same
//! as the one that stands in its places on the other side.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::direction::Direction;
use super::pairs::Both;
use super::side::Side;
use crate::first::first_of_each;
use crate::model::{Body, Operation, Parameter, Property, ResponseBody, Type, TypeName};

/// A type of the old side and its counterpart on the new one.
pub(super) type TypePair<'a> = (&'a str, &'a str);

/// The types that are the same on both sides.
#[derive(Default)]
pub(super) struct Counterparts<'a> {
    pub(super) carriers: BTreeMap<&'a str, &'a str>,
    pub(super) enums: BTreeMap<&'a str, &'a str>,
}

impl<'a> Counterparts<'a> {
    pub(super) fn new(old: &Side<'a>, new: &Side<'a>, both: &[Both<'a>]) -> Self {
        let mut walk = Matching {
            old,
            new,
            carriers: HashMap::new(),
            enums: HashMap::new(),
            seen: HashSet::new(),
        };
        // Another operation in the same place can have other types.
        for pair in both.iter().filter(|pair| !pair.is_renamed()) {
            walk.operation(pair.old.operation, pair.new.operation);
        }
        let carriers = matched(
            &walk.carriers,
            |name| old.is_named(name),
            |name| new.is_named(name),
            (old.api.carriers.keys(), new.api.carriers.keys()),
        );
        let enums = matched(
            &walk.enums,
            |name| old.has_page(name),
            |name| new.has_page(name),
            (old.api.enums.keys(), new.api.enums.keys()),
        );
        Self { carriers, enums }
    }

    /// A type of the old side with the names of the new one.
    pub(super) fn translated(&self, ty: &Type) -> Type {
        let name = |names: &BTreeMap<&str, &str>, old: &TypeName| {
            names
                .get(&**old)
                .map_or(old.clone(), |new| TypeName::from(*new))
        };
        match ty {
            Type::List(inner) => Type::List(Box::new(self.translated(inner))),
            Type::Dictionary(inner) => Type::Dictionary(Box::new(self.translated(inner))),
            Type::Carrier(old) => Type::Carrier(name(&self.carriers, old)),
            Type::Enum(old) => Type::Enum(name(&self.enums, old)),
            other => other.clone(),
        }
    }

    pub(super) fn has_carriers(&self, pair: TypePair<'_>) -> bool {
        self.carriers.get(pair.0) == Some(&pair.1)
    }

    pub(super) fn has_enums(&self, pair: TypePair<'_>) -> bool {
        self.enums.get(pair.0) == Some(&pair.1)
    }
}

/// The carrier in a body's JSON: the body itself, its elements or its values.
pub(super) fn body_type(operation: &Operation, direction: Direction) -> Option<&Type> {
    match direction {
        Direction::Request => match operation.request.as_ref()? {
            Body::Json(ty, _) => Some(ty),
            Body::Arguments(_) | Body::Content | Body::File(_) => None,
        },
        Direction::Response => match &operation.response {
            ResponseBody::Json(ty, _) => Some(ty),
            ResponseBody::Nothing | ResponseBody::Bytes => None,
        },
    }
}

/// What two descriptions of an operation have in the same place: their bodies and parameters, each
/// with the name of the place.
pub(super) fn same_places<'a>(
    old: &'a Operation,
    new: &'a Operation,
) -> impl Iterator<Item = (&'a Type, &'a Type, &'a str)> {
    let bodies = [Direction::Response, Direction::Request].into_iter();
    let bodies = bodies.filter_map(|direction| {
        let (old, new) = (body_type(old, direction)?, body_type(new, direction)?);
        Some((old, new, direction.word()))
    });
    let path = old.path_parameters.iter().zip(&new.path_parameters);
    let query = new.query_parameters.iter();
    let query = first_of_each(query.map(|new| (new.name.to_ascii_lowercase(), new)));
    let same = move |old: &'a Parameter| Some((old, *query.get(&old.name.to_ascii_lowercase())?));
    let parameters = path.chain(old.query_parameters.iter().filter_map(same));
    bodies.chain(parameters.map(|(old, new)| (&old.ty, &new.ty, &*new.name)))
}

/// Goes through both models at once and counts which types stand in the same places.
struct Matching<'s, 'a> {
    old: &'s Side<'a>,
    new: &'s Side<'a>,
    carriers: HashMap<TypePair<'a>, usize>,
    enums: HashMap<TypePair<'a>, usize>,
    seen: HashSet<TypePair<'a>>,
}

impl<'a> Matching<'_, 'a> {
    fn operation(&mut self, old: &'a Operation, new: &'a Operation) {
        for (old, new, _) in same_places(old, new) {
            self.types(old, new);
        }
        if let (Some(Body::Arguments(old)), Some(Body::Arguments(new))) =
            (&old.request, &new.request)
        {
            self.properties(old, new);
        }
    }

    fn types(&mut self, old: &'a Type, new: &'a Type) {
        match (old.leaf(), new.leaf()) {
            (Type::Carrier(old), Type::Carrier(new)) => self.carrier((old, new)),
            (Type::Enum(old), Type::Enum(new)) => {
                *self.enums.entry((old, new)).or_default() += 1;
            }
            _ => {}
        }
    }

    fn carrier(&mut self, pair: TypePair<'a>) {
        *self.carriers.entry(pair).or_default() += 1;
        let (Some(old), Some(new)) = (
            self.old.api.carriers.get(pair.0),
            self.new.api.carriers.get(pair.1),
        ) else {
            return;
        };
        if self.seen.insert(pair) {
            self.properties(&old.properties, &new.properties);
        }
    }

    fn properties(&mut self, old: &'a [Property], new: &'a [Property]) {
        let by_name: HashMap<&str, &Type> = new
            .iter()
            .map(|property| (property.name.as_str(), &property.ty))
            .collect();
        for property in old {
            if let Some(ty) = by_name.get(property.name.as_str()) {
                self.types(&property.ty, ty);
            }
        }
    }
}

/// The pairs, the surest first: names that both sides' pages give, then what stands in
/// the most places that are the same, then equal names.
fn matched<'a>(
    counts: &HashMap<TypePair<'a>, usize>,
    is_old_named: impl Fn(&str) -> bool,
    is_new_named: impl Fn(&str) -> bool,
    (old, new): (
        impl Iterator<Item = &'a TypeName>,
        impl Iterator<Item = &'a TypeName>,
    ),
) -> BTreeMap<&'a str, &'a str> {
    let new: BTreeSet<&str> = new.map(|name| &**name).collect();
    let equal: Vec<&str> = old
        .map(|name| &**name)
        .filter_map(|name| new.get(name).copied())
        .collect();
    let mut matched = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let mut add = |(old, new): TypePair<'a>| {
        if !matched.contains_key(old) && taken.insert(new) {
            matched.insert(old, new);
        }
    };
    for name in &equal {
        if is_old_named(name) && is_new_named(name) {
            add((name, name));
        }
    }
    let mut places: Vec<_> = counts
        .iter()
        .filter(|((old, new), _)| !(is_old_named(old) && is_new_named(new)))
        .map(|(pair, count)| (std::cmp::Reverse(*count), pair.0 != pair.1, *pair))
        .collect();
    places.sort_unstable();
    for (_, _, pair) in places {
        add(pair);
    }
    for name in equal {
        add((name, name));
    }
    matched
}
