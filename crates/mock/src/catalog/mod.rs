//! What the API is: operations, carriers and enums, as `cargo xtask gen` has written them down.
//!
//! The text is a part of the program. At the start only the addresses of operations are read; what
//! an operation or a carrier consists of is read when it is asked for.

mod item;
mod operation;
mod router;
mod scalar;
mod ty;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use percent_encoding::percent_decode_str;

pub(crate) use self::item::{Item, items};
pub(crate) use self::operation::{Body, Operation, Response};
use self::router::Router;
pub(crate) use self::router::{MatchedOperation, Route};
pub(crate) use self::scalar::{described, is_enum_text, scalar};
pub(crate) use self::ty::Type;

const TEXT: &str = include_str!("../../data/api.txt");

/// The API.
pub(crate) struct Catalog {
    pub(crate) operations: Vec<Operation>,
    carriers: HashMap<&'static str, &'static str>,
    enums: HashMap<&'static str, Enumeration>,
    router: Router,
}

/// The members of an enum, not read yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Enumeration {
    pub(crate) is_flags: bool,
    members: &'static str,
}

/// The API, read when it is first asked for.
pub(crate) fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::read(TEXT));
    &CATALOG
}

impl Catalog {
    /// A line that is none of those that the head of the text describes has come from nowhere: the
    /// generator writes them, and a test reads all.
    fn read(text: &'static str) -> Self {
        let mut operations = Vec::new();
        let mut carriers = HashMap::new();
        let mut enums = HashMap::new();
        let lines = text.lines();
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (kind, rest) = line.split_once('\t').unwrap_or((line, ""));
            let mut fields = rest.split('\t');
            let mut field = || fields.next().unwrap_or_default();
            match kind {
                "enum" => {
                    let (name, flags, members) = (field(), field(), field());
                    let is_flags = flags == "flags";
                    enums.insert(name, Enumeration { is_flags, members });
                }
                "carrier" => {
                    carriers.insert(field(), field());
                }
                "operation" => operations.push(Operation::read(rest)),
                _ => panic!("data/api.txt has a line of an unknown kind: {kind}"),
            }
        }
        let router = Router::new(&operations);
        Self {
            operations,
            carriers,
            enums,
            router,
        }
    }

    /// The operation of a method and a path below `/api/`.
    pub(crate) fn find(&'static self, method: &str, path: &str) -> Route {
        self.router.find(&self.operations, method, path)
    }

    /// What a form to an operation may hold: the query of the operation that reads the same by
    /// `GET`.
    pub(crate) fn query_of_form(&self, operation: &Operation) -> Vec<Item> {
        let mut others = self.operations.iter();
        let read =
            others.find(|other| other.method == "GET" && other.template == operation.template);
        read.into_iter().flat_map(Operation::query).collect()
    }

    /// The properties of a carrier.
    pub(crate) fn properties(&self, carrier: &str) -> Option<Vec<Item>> {
        Some(items(self.carriers.get(carrier)?).collect())
    }

    /// An enum.
    pub(crate) fn enumeration(&self, name: &str) -> Option<Enumeration> {
        self.enums.get(name).copied()
    }
}

impl Enumeration {
    /// The members, by their names.
    pub(crate) fn members(self) -> impl Iterator<Item = Cow<'static, str>> {
        let members = item::words(self.members);
        members.map(|member| decoded(member.split('=').next().unwrap_or(member)))
    }
}

/// A name as it is on the wire.
fn decoded(name: &'static str) -> Cow<'static, str> {
    percent_decode_str(name).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_it_can_be_read() {
        let catalog = catalog();
        let is_known = |ty: &Type| match ty.leaf() {
            Type::Named(name) => {
                catalog.carriers.contains_key(name) != catalog.enums.contains_key(name)
            }
            _ => true,
        };
        for carrier in catalog.carriers.keys() {
            for item in catalog.properties(carrier).expect("it is a carrier") {
                assert!(is_known(&item.ty), "{carrier}.{}: {:?}", item.name, item.ty);
            }
        }
        for operation in &catalog.operations {
            let mut types: Vec<_> = operation.path_parameters().map(|item| item.ty).collect();
            types.extend(operation.query().map(|item| item.ty));
            match operation.request() {
                Body::Arguments(items) => types.extend(items.into_iter().map(|item| item.ty)),
                Body::Json(ty) => types.push(ty),
                Body::None | Body::Content(_) | Body::File(_) => {}
            }
            if let Response::Json(ty) = operation.response() {
                types.push(ty);
            }
            let unknown: Vec<_> = types.iter().filter(|ty| !is_known(ty)).collect();
            assert!(unknown.is_empty(), "{}: {unknown:?}", operation.id);
        }
        for (name, enumeration) in &catalog.enums {
            assert!(enumeration.members().count() > 0, "{name}");
        }
    }
}
