//! Calls of the generated functions, with the samples of the pages as their bodies.

use std::collections::HashMap;
use std::fmt::Write;

use serde_json::Value;
use xtask::emit::{Argument, Function, Module, Source, Surface};
use xtask::model::{Body, Parameter, Type};
use xtask::page::{SampleBody, SourcePage};

use crate::rust_type::{is_patch, rust_type};

/// An array with a pair for each of `count` operations, from all areas in turn: its identifier, and a
/// closure that calls its function by a client, and drops the response once it is read.
///
/// The including module has to provide `called` and `read`, and the names `bindings`, `client` and
/// `types`.
pub(crate) fn write(surface: &Surface<'_>, pages: &[SourcePage], count: usize) -> String {
    let bodies: HashMap<_, _> = pages.iter().filter_map(body).collect();
    let mut text = String::from("[\n");
    for (module, function) in in_turn(surface).take(count) {
        let uid = &function.operation.uid;
        let body = bodies.get(uid.as_str());
        let arguments = function.arguments.iter();
        let arguments = arguments.map(|it| argument(it, function, module, surface, body));
        let arguments = arguments.collect::<Vec<_>>().join(", ");
        let (path, name) = (&module.path, &function.name);
        writeln!(
            text,
            "    ({uid:?}, |client| called(bindings::{path}::{name}({arguments}), client)),"
        )
        .expect("writing to a string cannot fail");
    }
    text.push_str("]\n");
    text
}

/// The first functions of all areas, then the second ones, and so on.
///
/// Left out are operations whose path is that of another one but for the names of its parameters:
/// OpenAPI cannot say which of the two is meant.
fn in_turn<'a>(
    surface: &'a Surface<'a>,
) -> impl Iterator<Item = (&'a Module<'a>, &'a Function<'a>)> {
    let modules = &surface.modules;
    let functions = modules.iter().flat_map(|module| &module.functions);
    let mut shapes = HashMap::<_, usize>::new();
    functions.for_each(|function| *shapes.entry(shape(function)).or_default() += 1);
    let most = modules.iter().map(|module| module.functions.len()).max();
    let nth = |index| {
        let has = move |module: &'a Module<'a>| Some((module, module.functions.get(index)?));
        modules.iter().filter_map(has)
    };
    let all = (0..most.unwrap_or_default()).flat_map(nth);
    all.filter(move |(_, function)| shapes[&shape(function)] == 1)
}

/// The method and the path of an operation, without the names of parameters.
fn shape<'a>(function: &'a Function<'a>) -> (&'a str, String) {
    let operation = function.operation;
    let parts = operation.path.split('/');
    let parts = parts.map(|part| match part.starts_with('{') {
        true => "{}",
        false => part,
    });
    (&operation.method, parts.collect::<Vec<_>>().join("/"))
}

/// The JSON of the sample request of a page.
fn body(page: &SourcePage) -> Option<(&str, Value)> {
    let sample = page.page.sample_request.as_ref()?.body.as_ref()?;
    match &sample.value {
        SampleBody::Json(_) => {
            let json = &page.file.text[sample.span.range()];
            Some((&page.page.front.uid, serde_json::from_str(json).ok()?))
        }
        _ => None,
    }
}

/// An expression for an argument.
fn argument(
    argument: &Argument<'_>,
    function: &Function<'_>,
    module: &Module<'_>,
    surface: &Surface<'_>,
    body: Option<&Value>,
) -> String {
    match argument.source {
        Source::Path(parameter) | Source::Query(parameter) => word(parameter, surface),
        Source::Property(property) => {
            let value = body.and_then(|body| body.get(&property.name));
            given(&property.ty, value, surface)
        }
        Source::Body => whole(function, module, surface, body),
    }
}

/// Anything that can stand in an address.
fn word(parameter: &Parameter, surface: &Surface<'_>) -> String {
    let example: Value = match parameter.ty.leaf() {
        Type::Int32 => 1.into(),
        Type::Bool => true.into(),
        Type::DateTime => "2026-05-13T09:30:00".into(),
        Type::Enum(name) => surface.enums[name].members[0].1.name.as_str().into(),
        _ => "seven".into(),
    };
    let example = match parameter.ty {
        Type::List(_) => vec![example].into(),
        _ => example,
    };
    given(&parameter.ty, Some(&example), surface)
}

fn whole(
    function: &Function<'_>,
    module: &Module<'_>,
    surface: &Surface<'_>,
    body: Option<&Value>,
) -> String {
    let operation = function.operation;
    match operation.request.as_ref().expect("it has a body") {
        Body::Arguments(_) => {
            let found = function.request_struct().expect("it has several");
            let ty = format!("bindings::{}::{}", module.path, found.name);
            read(&ty, body.unwrap_or(&Value::Object(Default::default())))
        }
        Body::Json(ty, _) if is_patch(ty, surface) => {
            r#"&client::Patch::operations().replace("/Name", "seven")"#.to_owned()
        }
        Body::Json(ty, _) => given(ty, body, surface),
        Body::Content | Body::File(_) => {
            let media_type = operation.media_types.first();
            let media_type = media_type.map_or("image/png", String::as_str);
            format!("client::body::Content::new({media_type:?}, \"content\")")
        }
    }
}

/// A value as functions take it: by reference, unless it is a number.
fn given(ty: &Type, value: Option<&Value>, surface: &Surface<'_>) -> String {
    let written = rust_type(ty, surface);
    let value = match (ty, value) {
        (_, Some(value)) if !value.is_null() => value.clone(),
        (Type::List(_), _) => Value::Array(Vec::new()),
        (Type::Carrier(_) | Type::Dictionary(_), _) => Value::Object(Default::default()),
        (Type::Int32, _) => 1.into(),
        (Type::Bool, _) => true.into(),
        _ => "seven".into(),
    };
    match ty {
        Type::Int32 | Type::Bool => value.to_string(),
        _ => read(&written, &value),
    }
}

fn read(ty: &str, value: &Value) -> String {
    format!("&read::<{ty}>({:?})", value.to_string())
}
