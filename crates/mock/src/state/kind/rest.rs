//! What the operations of REST resources do.

use super::{Action, Kinds, base};
use crate::catalog::{Body, Operation, Response, Type};

/// The shape of an operation.
struct Shape<'a> {
    operation: &'a Operation,
    carrier: &'static str,
}

impl Kinds {
    /// What an operation at a path below `v1/` does.
    pub(super) fn rest_action(
        &self,
        operation: &Operation,
        segments: &[&str],
    ) -> Option<(usize, Action)> {
        let (kind, rest) = match segments {
            ["List", list, _, ..] if self.list(list).is_some() => {
                let kind = self.list(list)?;
                return Some((kind, self.list_action(kind, operation, &segments[2..])?));
            }
            [area, rest @ ..] => (self.by_name(area)?, rest),
            [] => return None,
        };
        let shape = self.shape(kind, operation);
        let is_argument = |text: &str| text.starts_with('{') && shape.is_by_number();
        let action = match (operation.method, rest) {
            ("GET", []) if shape.is_rows() => Action::Rows,
            ("GET", []) if shape.is_array() => Action::All,
            ("POST", []) if shape.is_entity() => Action::Create,
            ("GET", ["default"]) if shape.is_entity() => Action::Default,
            ("GET", [id]) if is_argument(id) && shape.is_entity() => Action::Read,
            ("PUT", [id]) if is_argument(id) && shape.is_entity() => Action::Replace,
            ("PATCH", [id]) if is_argument(id) && shape.is_entity() => Action::Patch,
            ("DELETE", [id]) if is_argument(id) && shape.is_nothing() => Action::Delete,
            ("GET", [id, "Simple"]) if is_argument(id) && shape.is_entity() => Action::Read,
            ("GET", [id, "Content"]) if is_argument(id) && shape.is_bytes() => Action::ReadContent,
            ("PUT" | "POST", [id, "Content"]) if is_argument(id) && shape.takes_bytes() => {
                Action::WriteContent
            }
            ("GET", [id, rows]) if is_argument(id) && shape.is_rows() => {
                let others = rows.trim_end_matches('s');
                let own = format!("{}{others}", self.get(kind).area);
                Action::RowsOf(self.by_name(others).or_else(|| self.by_name(&own))?)
            }
            _ => return None,
        };
        Some((kind, action))
    }

    /// The kind of the items of a list in a path: one with a name, or one that users have made.
    fn list(&self, segment: &str) -> Option<usize> {
        match segment {
            "{udListDefinitionId}" | "{udListDefinitionName}" => Some(self.of_made_lists()),
            name => self.by_list(name),
        }
    }

    fn list_action(&self, kind: usize, operation: &Operation, rest: &[&str]) -> Option<Action> {
        let shape = self.shape(kind, operation);
        let is_argument = |text: &str| text.starts_with('{');
        Some(match (operation.method, rest) {
            ("GET", ["MDOItems"]) => Action::Choices,
            ("GET", ["Items"]) if shape.is_array() => Action::All,
            ("POST", ["Items"]) if shape.is_entity() => Action::Create,
            ("PUT", ["Items"]) if shape.is_array() => Action::SaveAll,
            ("DELETE", ["Items"]) => Action::DeleteAll,
            ("GET", ["Items", "Default"]) if shape.is_entity() => Action::Default,
            ("GET", ["Items", id]) if is_argument(id) && shape.is_entity() => Action::Read,
            ("PUT", ["Items", id]) if is_argument(id) && shape.is_entity() => Action::Replace,
            ("DELETE", ["Items", id]) if is_argument(id) => Action::Delete,
            _ => return None,
        })
    }

    fn shape<'a>(&self, kind: usize, operation: &'a Operation) -> Shape<'a> {
        Shape {
            operation,
            carrier: self.get(kind).carrier,
        }
    }
}

impl Shape<'_> {
    fn is_by_number(&self) -> bool {
        let mut parameters = self.operation.path_parameters();
        parameters.all(|item| item.ty == Type::Int32)
    }

    fn is_about(&self, ty: &Type) -> bool {
        matches!(ty, Type::Named(name) if base(name) == base(self.carrier))
    }

    fn is_entity(&self) -> bool {
        matches!(self.operation.response(), Response::Json(ty) if self.is_about(&ty))
    }

    fn is_array(&self) -> bool {
        matches!(self.operation.response(), Response::Json(Type::List(ty)) if self.is_about(&ty))
    }

    fn is_rows(&self) -> bool {
        let rows = Type::Named("ODataSlimResponse");
        matches!(self.operation.response(), Response::Json(ty) if ty == rows)
    }

    fn is_nothing(&self) -> bool {
        matches!(self.operation.response(), Response::Nothing)
    }

    fn is_bytes(&self) -> bool {
        matches!(self.operation.response(), Response::Bytes)
    }

    fn takes_bytes(&self) -> bool {
        matches!(self.operation.request(), Body::Content(_) | Body::File(_))
    }
}
