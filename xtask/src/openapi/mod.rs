//! `cargo xtask openapi`: the model as an OpenAPI 3.1 document.
//!
//! The document is written from the same [`Api`] as the Rust, so what the two
//! say cannot differ. What the model leaves open is decided here, once:
//!
//! * A property can be absent or null: nothing is `required`, and `null` is a
//!   value of each property. It is also what agents respond with if there is no
//!   such entity.
//! * Any operation can fail: `4XX` and `5XX` stand for the statuses that its
//!   page does not list. Where a page lists none of success, `2XX` does.
//! * A body of arguments is a schema of its own, named after the operation:
//!   `v1AppointmentAgent_AcceptRequest`.
//! * The values of an enum are open: the names that are known, or any text.
//!   What OpenAPI has no word for has a key that begins with `x-`.
//! * Values go as `application/json`, bytes as any media type of the page. What
//!   else a server would take is left out, as in the Rust.
//! * Paths stand as the pages have them, below a server without `/api`.
//!
//! **Paths that look the same.** The API tells some operations apart by the
//! value alone: `GET /api/v1/List/{id}` takes a number and
//! `GET /api/v1/List/{name}` a text. OpenAPI calls such templates identical and
//! has no other way to write them: joined into one path, one of the two
//! operations would be lost, and a fragment or another server would change
//! the path. The templates differ as text, so each is a key of its own, which
//! validators accept; `x-same-path` of such an operation names the others, for
//! tools that have to choose.

mod document;
mod operation;
mod schema;

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::console::{Console, count};
use crate::load;
use crate::model::Api;
use crate::output::write_file;
use crate::visible::visible_json;
use crate::workspace;

pub use document::document;

/// What to describe, and where.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A folder of reference pages, or one page; of several the first wins, and the others
    /// show what it leaves out [default: docs/reference]
    #[arg(
        long,
        value_name = "PATH",
        default_values_os_t = [workspace::reference()],
        hide_default_value = true
    )]
    pub docs: Vec<PathBuf>,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// What the document calls its version, such as the release that the pages describe
    #[arg(long, value_name = "VERSION", default_value = env!("CARGO_PKG_VERSION"))]
    pub api_version: String,
}

/// Describes the API. Gives what belongs on standard output: the document, or
/// what was written to the file.
///
/// # Errors
/// A page cannot be used, or the file cannot be written.
pub fn openapi(options: &Options, console: &Console) -> Result<String> {
    let documentation = load::documentation(&options.docs, console)?;
    let api = load::model(&documentation, console)?;
    let document = document(&api, &options.api_version);
    let text = serde_json::to_string_pretty(&document).context("the document is no JSON")?;
    let text = visible_json(&text).into_owned();
    match &options.out {
        Some(path) => {
            write_file(path, &format!("{text}\n"), console)?;
            Ok(format!("{}: {}", path.display(), summary(&api)))
        }
        None => Ok(text),
    }
}

fn summary(api: &Api) -> String {
    let counts = api.counts();
    format!(
        "{}, {}",
        count(counts.operations, "operation"),
        count(counts.types, "type")
    )
}

/// A JSON object; its keys stay in order.
type Object = Map<String, Value>;

/// An object with some keys.
fn object<const N: usize>(entries: [(&str, Value); N]) -> Object {
    entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

/// Adds a key if there is a value for it.
fn insert(object: &mut Object, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object.insert(key.to_owned(), value.into());
    }
}

/// Adds a key that says yes.
fn flag(object: &mut Object, key: &str, holds: bool) {
    insert(object, key, holds.then_some(true));
}
