//! What a model states, apart from its prose.

use std::collections::BTreeMap;

use xtask::model::{Api, Body, Operation, Parameter, Property, ResponseBody};

/// Operations and types by name, each with what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated(BTreeMap<String, Vec<String>>);

impl Stated {
    /// What is no longer stated, and what is instead.
    pub fn differences(&self, other: &Self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let nothing = Vec::new();
        let names: std::collections::BTreeSet<_> = self.0.keys().chain(other.0.keys()).collect();
        for name in names {
            let old = self.0.get(name).unwrap_or(&nothing);
            let new = other.0.get(name).unwrap_or(&nothing);
            let only = |one: &[String], other: &[String]| {
                let only = one.iter().filter(|fact| !other.contains(fact)).cloned();
                only.take(4).collect::<Vec<_>>().join("; ")
            };
            if old != new {
                found.push((
                    format!("{name}: {}", only(old, new)),
                    format!("{name}: {}", only(new, old)),
                ));
            }
        }
        found
    }
}

/// The facts of a model.
pub fn facts_of(api: &Api) -> Stated {
    let mut stated = BTreeMap::new();
    for area in &api.areas {
        for operation in &area.operations {
            let mut facts = operation_facts(operation);
            facts.push(format!("area {:?} {}", area.kind, area.name));
            stated.insert(format!("operation {}", operation.uid), facts);
        }
    }
    for (name, carrier) in &api.carriers {
        // A struct's fields have no order.
        let mut facts: Vec<_> = carrier.properties.iter().map(property).collect();
        facts.sort();
        stated.insert(format!("carrier {name}"), facts);
    }
    for (name, enumeration) in &api.enums {
        let members = enumeration.members.iter();
        let mut facts: Vec<_> = members
            .map(|member| format!("{} = {:?}", member.name, member.value))
            .collect();
        facts.sort();
        facts.push(format!("flags {}", enumeration.flags));
        stated.insert(format!("enum {name}"), facts);
    }
    Stated(stated)
}

fn operation_facts(operation: &Operation) -> Vec<String> {
    let mut facts = vec![format!("{} {}", operation.method, operation.path)];
    facts.extend(
        operation
            .path_parameters
            .iter()
            .map(|of| parameter("path", of)),
    );
    facts.extend(
        operation
            .query_parameters
            .iter()
            .map(|of| parameter("query", of)),
    );
    match &operation.request {
        None => {}
        Some(Body::Arguments(arguments)) => {
            let mut arguments: Vec<_> = arguments.iter().map(property).collect();
            arguments.sort();
            facts.extend(
                arguments
                    .into_iter()
                    .map(|argument| format!("argument {argument}")),
            );
            facts.push("arguments".into());
        }
        Some(Body::Json(ty, _)) => facts.push(format!("request {ty}")),
        Some(Body::Content) => facts.push("request of content".into()),
        Some(Body::File(name)) => facts.push(format!("request of file {name}")),
    }
    facts.push(match &operation.response {
        ResponseBody::Nothing => "no response".into(),
        ResponseBody::Json(ty, _) => format!("response {ty}"),
        ResponseBody::Bytes => "response of bytes".into(),
    });
    let mut statuses: Vec<_> = operation.statuses.iter().map(|(code, _)| *code).collect();
    statuses.sort_unstable();
    facts.push(format!("statuses {statuses:?}"));
    facts.push(format!("media types {:?}", operation.media_types));
    facts
}

fn parameter(kind: &str, of: &Parameter) -> String {
    let required = if of.required { ", required" } else { "" };
    format!("{kind} {}: {}{required}", of.name, of.ty)
}

fn property(of: &Property) -> String {
    let secret = if of.facts.secret { ", secret" } else { "" };
    format!("{}: {}{secret}", of.name, of.ty)
}
