//! What of the API has a type: areas, operations and the rules that decided.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::area::AreaKind;
use crate::emit::{Function, Module, surface};
use crate::model::{
    Api, Area, Body, Operation, Parameter, ResponseBody, TypeEntry, TypeName, Value, closures,
    decisions, decisions_of,
};
use crate::stats::word;
use crate::words;

/// Counts of one area.
#[derive(Debug, Serialize)]
pub(super) struct AreaRow {
    /// `Agents/Appointment`
    pub(super) name: String,
    /// The feature of the bindings that brings it.
    pub(super) feature: String,
    pub(super) operations: usize,
    /// Operations of which every value has a type.
    pub(super) typed: usize,
    /// Types that the operations need.
    pub(super) types: usize,
}

/// One operation.
#[derive(Debug)]
pub(super) struct OperationRow {
    /// The index of its area.
    pub(super) area: usize,
    pub(super) uid: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) takes: String,
    pub(super) gives: String,
    /// Values without a type that a caller meets, such as `Webhook.Properties`.
    pub(super) untyped: Vec<String>,
    /// The release that brought it.
    pub(super) since: Option<String>,
    /// The module and the name of its function, such as `agents::appointment::accept`.
    pub(super) function: String,
    /// The function as Rust declares it.
    pub(super) declaration: String,
    /// What the operation does, in words.
    pub(super) says: String,
}

impl OperationRow {
    /// For the page's script, which knows the order.
    pub(super) fn json(&self) -> Json {
        json!([
            self.area,
            self.uid,
            self.method,
            self.path,
            self.takes,
            self.gives,
            self.untyped,
            self.since,
            self.function,
            self.declaration,
            self.says
        ])
    }
}

/// How often a rule decided.
#[derive(Debug, Default)]
pub(super) struct RuleRow {
    pub(super) properties: usize,
    pub(super) arguments: usize,
    pub(super) bodies: usize,
}

impl RuleRow {
    pub(super) fn sum(&self) -> usize {
        self.properties + self.arguments + self.bodies
    }
}

/// The areas with their counts, and all operations.
pub(super) fn areas(api: &Api) -> (Vec<AreaRow>, Vec<OperationRow>) {
    let untyped = untyped_carriers(api);
    let mut types = vec![0; api.areas.len()];
    for area in closures(api).into_values().flatten() {
        types[area] += 1;
    }
    let mut rows = Vec::new();
    let mut operations = Vec::new();
    for (index, module) in surface(api).modules.iter().enumerate() {
        let area = module.area;
        let first = operations.len();
        let all = module.functions.iter();
        operations.extend(all.map(|function| row(index, module, function, &untyped)));
        let is_typed = |row: &&OperationRow| row.untyped.is_empty();
        rows.push(AreaRow {
            name: name(area),
            feature: module.feature.clone(),
            operations: area.operations.len(),
            typed: operations[first..].iter().filter(is_typed).count(),
            types: types[index],
        });
    }
    (rows, operations)
}

/// What decided types, the most frequent rule first.
pub(super) fn rules(api: &Api) -> Vec<(&'static str, RuleRow)> {
    let mut rules: BTreeMap<_, RuleRow> = BTreeMap::new();
    for decision in decisions(api) {
        let rule = rules.entry(word(decision.evidence)).or_default();
        match decision.value {
            Value::Property => rule.properties += 1,
            Value::Argument => rule.arguments += 1,
            Value::Body => rule.bodies += 1,
        }
    }
    let mut rules: Vec<_> = rules.into_iter().collect();
    rules.sort_by_key(|(_, rule)| std::cmp::Reverse(rule.sum()));
    rules
}

fn name(area: &Area) -> String {
    match area.kind {
        AreaKind::Agent => format!("Agents/{}", area.name),
        AreaKind::Rest => format!("REST/{}", area.name),
    }
}

fn row(
    area: usize,
    module: &Module<'_>,
    function: &Function<'_>,
    untyped: &BTreeMap<&TypeName, BTreeSet<String>>,
) -> OperationRow {
    let operation = function.operation;
    let own = decisions_of(operation);
    let own = own.filter(TypeEntry::is_untyped).map(leaf);
    let carried = operation
        .types()
        .filter_map(|ty| untyped.get(ty.reference()?))
        .flatten()
        .cloned();
    OperationRow {
        area,
        uid: operation.uid.clone(),
        method: operation.method.clone(),
        path: operation.path.clone(),
        takes: takes(operation),
        gives: match &operation.response {
            ResponseBody::Nothing => String::new(),
            ResponseBody::Json(ty, _) => ty.to_string(),
            ResponseBody::Bytes => "bytes".into(),
        },
        untyped: own
            .chain(carried)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        since: operation.facts.since.clone(),
        function: format!("{}::{}", module.path, function.name),
        declaration: function.declaration(),
        says: words::operation(module.area, operation),
    }
}

/// Parameters and body: `id: int32, archived?: bool, $select, body: ContactEntity`.
/// The options of queries are the same everywhere, so their names are enough.
fn takes(operation: &Operation) -> String {
    let parameter = |parameter: &Parameter| {
        if parameter.name.starts_with('$') {
            return parameter.name.clone();
        }
        let mark = if parameter.required { "" } else { "?" };
        format!("{}{mark}: {}", parameter.name, parameter.ty)
    };
    let parameters = operation.parameters().map(parameter);
    let body = match &operation.request {
        None => Vec::new(),
        Some(Body::Content | Body::File(_)) => vec!["body: bytes".into()],
        Some(Body::Json(ty, _)) => vec![format!("body: {ty}")],
        Some(Body::Arguments(properties)) => properties
            .iter()
            .map(|property| format!("{}: {}", property.name, property.ty))
            .collect(),
    };
    parameters.chain(body).collect::<Vec<_>>().join(", ")
}

/// The carriers that hold values without a type, in themselves or in what they hold.
fn untyped_carriers(api: &Api) -> BTreeMap<&TypeName, BTreeSet<String>> {
    let mut untyped: BTreeMap<&TypeName, BTreeSet<String>> = BTreeMap::new();
    for decision in decisions(api).filter(TypeEntry::is_untyped) {
        if let Some((name, _)) = api.carriers.get_key_value(decision.owner) {
            untyped.entry(name).or_default().insert(leaf(decision));
        }
    }
    // What holds a carrier, so that what is new of one goes to those that hold it.
    let mut holders: BTreeMap<&TypeName, Vec<&TypeName>> = BTreeMap::new();
    for (name, carrier) in &api.carriers {
        let held = carrier.properties.iter();
        for held in held.filter_map(|property| property.ty.reference()) {
            holders.entry(held).or_default().push(name);
        }
    }
    let mut open: Vec<(&TypeName, String)> = untyped
        .iter()
        .flat_map(|(name, leaves)| leaves.iter().map(|leaf| (*name, leaf.clone())))
        .collect();
    while let Some((held, leaf)) = open.pop() {
        for &holder in holders.get(held).into_iter().flatten() {
            if untyped.entry(holder).or_default().insert(leaf.clone()) {
                open.push((holder, leaf.clone()));
            }
        }
    }
    untyped
}

fn leaf(decision: TypeEntry<'_>) -> String {
    format!("{}.{}", decision.owner, decision.name)
}
