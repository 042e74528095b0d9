//! From an address to the operation.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use super::{Operation, Type, scalar};

/// All paths, segment by segment.
///
/// Some operations differ in the type of an argument alone, as `List/{id}` and `List/{name}` do. So
/// a part of the path that is text as it stands goes first, then an argument of a type that the
/// segment fits, then one that it does not fit, which is an error to tell.
#[derive(Debug, Default)]
pub(super) struct Router(Node);

#[derive(Debug, Default)]
struct Node {
    /// By the text in small letters.
    literals: HashMap<String, Node>,
    arguments: Vec<(Type, Node)>,
    /// Indexes of the operations whose path ends here.
    ends: Vec<usize>,
}

/// What an address leads to.
#[derive(Debug)]
pub(crate) enum Route {
    Operation(MatchedOperation),
    /// The path is known, by other methods.
    OtherMethods(Vec<&'static str>),
    Unknown,
}

impl Route {
    /// The operation, if there is one.
    pub(crate) fn operation(&self) -> Option<&'static Operation> {
        match self {
            Self::Operation(found) => Some(found.operation),
            Self::OtherMethods(_) | Self::Unknown => None,
        }
    }
}

/// An operation with its arguments in the path.
#[derive(Debug)]
pub(crate) struct MatchedOperation {
    pub(crate) operation: &'static Operation,
    pub(crate) arguments: Vec<String>,
}

impl Router {
    pub(super) fn new(operations: &[Operation]) -> Self {
        let mut root = Node::default();
        for (index, operation) in operations.iter().enumerate() {
            let mut types = operation.path_parameters().map(|item| item.ty);
            let mut node = &mut root;
            for segment in operation.template.split('/') {
                node = match segment.starts_with('{') {
                    true => node.argument(types.next().unwrap_or(Type::String)),
                    false => node
                        .literals
                        .entry(segment.to_ascii_lowercase())
                        .or_default(),
                };
            }
            node.ends.push(index);
        }
        Self(root)
    }

    pub(super) fn find(&self, operations: &'static [Operation], method: &str, path: &str) -> Route {
        let segments = path.trim_end_matches('/').split('/');
        let segments: Vec<_> = segments
            .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
            .collect();
        let mut ends = Vec::new();
        self.0.walk(&segments, &mut Vec::new(), &mut ends);
        let mut methods = Vec::new();
        for (index, arguments) in ends {
            let operation = &operations[index];
            if operation.method.eq_ignore_ascii_case(method) {
                return Route::Operation(MatchedOperation {
                    operation,
                    arguments,
                });
            }
            if !methods.contains(&operation.method) {
                methods.push(operation.method);
            }
        }
        match methods.is_empty() {
            true => Route::Unknown,
            false => Route::OtherMethods(methods),
        }
    }
}

impl Node {
    fn argument(&mut self, ty: Type) -> &mut Self {
        let known = self.arguments.iter().position(|(known, _)| *known == ty);
        let index = known.unwrap_or_else(|| {
            self.arguments.push((ty, Self::default()));
            self.arguments.len() - 1
        });
        &mut self.arguments[index].1
    }

    /// Adds all ends that a path leads to, the best first.
    fn walk(
        &self,
        segments: &[String],
        arguments: &mut Vec<String>,
        ends: &mut Vec<(usize, Vec<String>)>,
    ) {
        let Some((segment, rest)) = segments.split_first() else {
            ends.extend(self.ends.iter().map(|index| (*index, arguments.clone())));
            return;
        };
        if let Some(node) = self.literals.get(&segment.to_ascii_lowercase()) {
            node.walk(rest, arguments, ends);
        }
        let mut nodes: Vec<_> = self.arguments.iter().collect();
        nodes.sort_by_key(|(ty, _)| rank(ty, segment));
        for (_, node) in nodes {
            arguments.push(segment.clone());
            node.walk(rest, arguments, ends);
            arguments.pop();
        }
    }
}

/// How well a segment fits an argument: the lower the better. Any string is a string, and numbers
/// stand for the members of enums.
fn rank(ty: &Type, segment: &str) -> u8 {
    match ty {
        Type::String => 2,
        ty if !scalar(ty, segment) => 3,
        Type::Named(_) => 1,
        _ => 0,
    }
}
