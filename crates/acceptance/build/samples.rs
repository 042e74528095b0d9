//! The generated types by the operation that uses them.

use std::fmt::Write;

use xtask::emit::{Function, Module, Surface};
use xtask::model::{Body, ResponseBody, Type};

use crate::rust_type::{is_patch, rust_type};

/// An array with a tuple for each operation: its identifier, and the checks of its response and of
/// its request.
///
/// A check is `Some(round_trip::<T>)`, where `T` is the type of the body in JSON, or `None` where
/// the operation has no such body. `Some(|json| property::<T>("Name", json))` stands for an object
/// whose only property is an argument. The including module has to provide these functions, the
/// names `bindings`, `client` and `types`, and a `PatchStep` with what a step of a patch consists of.
pub(crate) fn write(surface: &Surface<'_>) -> String {
    let mut text = String::from("[\n");
    for module in &surface.modules {
        for function in &module.functions {
            let uid = &function.operation.uid;
            let response = check(response(function, surface));
            let request = request_check(function, module, surface);
            writeln!(text, "    ({uid:?}, {response}, {request}),")
                .expect("writing to a string cannot fail");
        }
    }
    text.push_str("]\n");
    text
}

fn check(ty: Option<String>) -> String {
    ty.map_or_else(|| "None".into(), |ty| format!("Some(round_trip::<{ty}>)"))
}

fn response(function: &Function<'_>, surface: &Surface<'_>) -> Option<String> {
    match &function.operation.response {
        ResponseBody::Nothing => None,
        ResponseBody::Json(ty, _) => Some(rust_type(ty, surface)),
        // Samples show bytes as JSON.
        ResponseBody::Bytes => Some(rust_type(&Type::Bytes, surface)),
    }
}

fn request_check(function: &Function<'_>, module: &Module<'_>, surface: &Surface<'_>) -> String {
    match &function.operation.request {
        Some(Body::Arguments(properties)) => match function.request_struct() {
            Some(found) => check(Some(format!("bindings::{}::{}", module.path, found.name))),
            None => {
                let [property] = &**properties else {
                    panic!("{} has a struct for its arguments", function.name)
                };
                let ty = rust_type(&property.ty, surface);
                format!("Some(|json| property::<{ty}>({:?}, json))", property.name)
            }
        },
        Some(Body::Json(ty, _)) if is_patch(ty, surface) => check(Some("Vec<PatchStep>".into())),
        Some(Body::Json(ty, _)) => check(Some(rust_type(ty, surface))),
        Some(Body::Content | Body::File(_)) | None => check(None),
    }
}
