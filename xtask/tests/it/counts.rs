//! How much of the API has a type, by release and in the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

use crate::support::{corpus, documentation, report, workspace};
use xtask::model::{
    Api, Body, Carrier, Evidence, Naming, Property, ResponseBody, Rule, Type, TypeName,
};
use xtask::page::{Documentation, TypeLabel, UsedBy};
use xtask::resolve::resolve;

/// The model of some sets; nothing is wrong with them.
fn model(sets: &[PathBuf]) -> (Documentation, Api) {
    let (documentation, diagnostics) = documentation(sets);
    assert!(diagnostics.is_empty(), "{}", report(&diagnostics));
    let (api, diagnostics) = resolve(&documentation);
    let errors: Vec<_> = diagnostics
        .into_iter()
        .filter(xtask::diagnostic::Diagnostic::is_error)
        .collect();
    assert!(errors.is_empty(), "{}", report(&errors));
    (documentation, api)
}

fn reference() -> (Documentation, Api) {
    model(&[workspace().join("docs/reference")])
}

/// Rows whose columns the caller chooses, and patch values, are any JSON by nature.
fn is_untyped(ty: &Type, rule: Rule) -> bool {
    *ty.leaf() == Type::Json && !matches!(rule, Rule::DynamicColumns | Rule::PatchValue)
}

fn has_untyped(properties: &[Property]) -> bool {
    properties
        .iter()
        .any(|property| is_untyped(&property.ty, property.evidence.rule))
}

/// The carriers that hold an untyped value, or a carrier that does.
fn untyped_carriers(api: &Api) -> BTreeSet<TypeName> {
    let mut untyped = BTreeSet::new();
    loop {
        let reaches = |carrier: &&Carrier| {
            let holds = |property: &Property| {
                let reference = property.ty.reference();
                reference.is_some_and(|name| untyped.contains(name))
            };
            !untyped.contains(&carrier.name)
                && (has_untyped(&carrier.properties) || carrier.properties.iter().any(holds))
        };
        let found = api.carriers.values().filter(reaches);
        let found: Vec<_> = found.map(|carrier| carrier.name.clone()).collect();
        if found.is_empty() {
            return untyped;
        }
        untyped.extend(found);
    }
}

/// The operations from which an untyped value is reached, by what it is reached from.
fn untyped_operations(api: &Api) -> BTreeMap<String, BTreeSet<&'static str>> {
    let carriers = untyped_carriers(api);
    let reaches = |ty: &Type| {
        let reference = ty.reference();
        reference.is_some_and(|name| carriers.contains(name))
    };
    let whole = |ty: &Type, evidence: &Evidence| is_untyped(ty, evidence.rule) || reaches(ty);
    let mut untyped = BTreeMap::new();
    for operation in api.areas.iter().flat_map(|area| &area.operations) {
        let mut parts = BTreeSet::new();
        let parameters = operation.path_parameters.iter();
        for parameter in parameters.chain(&operation.query_parameters) {
            if *parameter.ty.leaf() == Type::Json || reaches(&parameter.ty) {
                parts.insert("parameters");
            }
        }
        let request = match &operation.request {
            Some(Body::Arguments(properties)) => {
                has_untyped(properties) || properties.iter().any(|found| reaches(&found.ty))
            }
            Some(Body::Json(ty, evidence)) => whole(ty, evidence),
            Some(Body::Content | Body::File(_)) | None => false,
        };
        if request {
            parts.insert("request");
        }
        if let ResponseBody::Json(ty, evidence) = &operation.response
            && whole(ty, evidence)
        {
            parts.insert("response");
        }
        if !parts.is_empty() {
            untyped.insert(operation.uid.clone(), parts);
        }
    }
    untyped
}

/// The numbers of a model, one a line.
fn numbers(api: &Api) -> String {
    let counts = api.counts();
    let untyped = untyped_operations(api);
    let from = |part: &str| {
        untyped
            .values()
            .filter(|parts| parts.contains(part))
            .count()
    };
    let mut out = String::new();
    for (name, number) in [
        ("operations", counts.operations),
        ("carriers", api.carriers.len()),
        ("enums", api.enums.len()),
        ("properties", counts.properties),
        ("untyped values", counts.untyped.len()),
        ("operations that reach one", untyped.len()),
        ("from parameters", from("parameters")),
        ("from the request", from("request")),
        ("from the response", from("response")),
    ] {
        writeln!(out, "{number:6} {name}").expect("a string grows");
    }
    out
}

/// How many operations of a release reach an untyped value.
fn check(name: &str, releases: &[&str], most: usize) {
    let sets: Vec<_> = releases.iter().map(|release| corpus(release)).collect();
    let (_, api) = model(&sets);
    let untyped = untyped_operations(&api).len();
    assert!(untyped <= most, "{name}: {untyped} operations, not {most}");
    insta::assert_snapshot!(name, numbers(&api));
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn the_newest_release_alone() {
    check("newest", &["10.2.2"], 400);
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn an_older_release_behind_the_newest() {
    check("newest_and_2022", &["10.2.2", "2022"], 270);
}

/// With an older set there is more to know, and no operation, named carrier or
/// property goes. Shapes without a name may get another one: more of them are known.
#[test]
#[ignore = "needs ../shared/corpus"]
fn an_older_release_removes_nothing() {
    let (newest, older) = (corpus("10.2.2"), corpus("2022"));
    let (_, alone) = model(std::slice::from_ref(&newest));
    let (_, both) = model(&[newest, older]);
    let operations = |api: &Api| -> BTreeSet<String> {
        let all = api.areas.iter().flat_map(|area| &area.operations);
        all.map(|operation| operation.uid.clone()).collect()
    };
    let (before, after) = (operations(&alone), operations(&both));
    let gone: Vec<_> = before.difference(&after).collect();
    assert!(gone.is_empty(), "{gone:?}");
    let mut changed = String::new();
    let mut line = |text: String| writeln!(changed, "{text}").expect("a string grows");
    for (name, carrier) in &alone.carriers {
        let is_named = matches!(carrier.naming, Naming::Heading | Naming::Description);
        let Some(now) = both.carriers.get(name) else {
            assert!(!is_named, "{name} is gone");
            line(format!("{name} is gone"));
            continue;
        };
        let names = |carrier: &Carrier| -> Vec<String> {
            let properties = carrier.properties.iter();
            properties.map(|property| property.name.clone()).collect()
        };
        if names(carrier) != names(now) {
            assert!(!is_named, "{name} has other properties");
            line(format!("{name} is another"));
            continue;
        }
        for (old, new) in carrier.properties.iter().zip(&now.properties) {
            if *old.ty.leaf() != Type::Json && old.ty != new.ty {
                line(format!("{name}.{}: {} is {}", old.name, old.ty, new.ty));
            }
        }
    }
    insta::assert_snapshot!("changed_by_2022", changed);
}

#[test]
fn the_reference_leaves_five_values_open() {
    let (_, api) = reference();
    insta::assert_snapshot!("reference", numbers(&api));
    let mut names = String::new();
    for leaf in api.counts().untyped {
        writeln!(names, "{}.{}", leaf.owner, leaf.name).expect("a string grows");
    }
    insta::assert_snapshot!("reference_untyped", names);
    let bodies = api.areas.iter().flat_map(|area| &area.operations);
    for operation in bodies {
        let uid = &operation.uid;
        // What a page says can be anything is known to be.
        if let Some(Body::Json(ty, evidence)) = &operation.request {
            assert!(evidence.rule != Rule::Unknown, "{uid} takes {ty}");
        }
        if let ResponseBody::Json(ty, evidence) = &operation.response {
            assert!(!is_untyped(ty, evidence.rule), "{uid} gives {ty}");
        }
    }
}

#[test]
fn nothing_is_wrong_with_the_reference() {
    let (documentation, _) = reference();
    let (_, diagnostics) = resolve(&documentation);
    assert!(diagnostics.is_empty(), "{}", report(&diagnostics));
}

#[test]
fn every_enum_of_the_reference_has_members_and_is_used_where_it_says() {
    let (documentation, api) = reference();
    let mut unused = Vec::new();
    for source in &documentation.enums {
        let page = &source.page;
        let name: TypeName = page.name.as_str().into();
        assert!(!page.members.rows.is_empty(), "{name} has no members");
        let values: Vec<_> = page
            .members
            .rows
            .iter()
            .filter_map(|row| *row.value.value)
            .collect();
        if page.flags {
            // -1 is all of them.
            assert!(
                values.iter().all(|value| *value >= -1),
                "{name}: {values:?}"
            );
        }
        if !api.enums.contains_key(&name) {
            unused.push(name.to_string());
            assert!(
                page.usage.lines.is_empty(),
                "{name} has usage that leads nowhere"
            );
            continue;
        }
        for line in &page.usage.lines {
            assert_eq!(used(&api, line), Some(name.clone()), "{}: {}", name, **line);
        }
    }
    insta::assert_snapshot!("enums_unused", unused.join("\n"));
}

#[test]
fn every_page_about_a_carrier_is_used() {
    let (documentation, api) = reference();
    let uids: BTreeSet<_> = api
        .areas
        .iter()
        .flat_map(|area| &area.operations)
        .map(|operation| operation.uid.as_str())
        .collect();
    for source in &documentation.types {
        let page = &source.page;
        let name = page.name.as_str();
        for line in &page.usage.lines {
            assert_eq!(
                used(&api, line).as_deref(),
                Some(name),
                "{name}: {}",
                **line
            );
        }
        if uids.contains(name) {
            continue;
        }
        let carrier = api.carriers.get(name);
        let carrier = carrier.unwrap_or_else(|| panic!("{name} is used by nothing"));
        for row in &page.properties.rows {
            let found = carrier
                .properties
                .iter()
                .find(|property| property.name == *row.name);
            let found = found.unwrap_or_else(|| panic!("{name} has no {}", *row.name));
            let is_word = !matches!(
                *row.label,
                TypeLabel::Blank | TypeLabel::Array | TypeLabel::Object
            );
            if is_word && !matches!(found.evidence.rule, Rule::EnumPage) {
                assert_eq!(
                    found.ty.to_string(),
                    row.label.lower().to_string(),
                    "{name}.{}",
                    *row.name
                );
            }
        }
    }
}

/// The carrier or enum that a place has.
fn used(api: &Api, used_by: &UsedBy) -> Option<TypeName> {
    let operation = |uid: &str| {
        let mut all = api.areas.iter().flat_map(|area| &area.operations);
        all.find(|operation| operation.uid == uid)
    };
    let ty = match used_by {
        UsedBy::Property { carrier, property } => {
            let carrier = api.carriers.get(carrier.as_str())?;
            let mut properties = carrier.properties.iter();
            &properties.find(|found| found.name == *property)?.ty
        }
        UsedBy::Argument { uid, property } => match &operation(uid)?.request {
            Some(Body::Arguments(arguments)) => {
                let mut arguments = arguments.iter();
                &arguments.find(|found| found.name == *property)?.ty
            }
            _ => return None,
        },
        UsedBy::Parameter { uid, parameter } => {
            let operation = operation(uid)?;
            let path = operation.path_parameters.iter();
            let mut all = path.chain(&operation.query_parameters);
            &all.find(|found| found.name == *parameter)?.ty
        }
        UsedBy::Request { uid } => match &operation(uid)?.request {
            Some(Body::Json(ty, _)) => ty,
            _ => return None,
        },
        UsedBy::Response { uid } => match &operation(uid)?.response {
            ResponseBody::Json(ty, _) => ty,
            _ => return None,
        },
        UsedBy::Column(_) => return None,
    };
    ty.reference().cloned()
}
