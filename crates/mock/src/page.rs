//! A page for a browser: what has been called, and what can be.

use std::fmt::Write;
use std::sync::LazyLock;

use serde_json::{Value as Json, json};

use crate::catalog::{Operation, catalog};

/// A call as the page shows it.
#[derive(Clone, Debug)]
pub(crate) struct RecentCall {
    pub(crate) method: String,
    pub(crate) uri: String,
    pub(crate) operation: Option<&'static str>,
    pub(crate) status: u16,
}

/// The calls for the script of the page, the newest first.
pub(crate) fn calls<'a>(calls: impl Iterator<Item = &'a RecentCall>) -> Json {
    let calls = calls.map(|call| {
        json!({
            "method": call.method,
            "uri": call.uri,
            "operation": call.operation,
            "status": call.status,
        })
    });
    calls.collect()
}

/// The page, which asks for the calls itself.
pub(crate) fn page() -> &'static str {
    static PAGE: LazyLock<String> = LazyLock::new(|| {
        let count = catalog().operations.len();
        TEMPLATE
            .replace("{count}", &count.to_string())
            .replace("{operations}", &operations())
    });
    &PAGE
}

/// All operations, by the area that stands in their path.
fn operations() -> String {
    let mut text = String::new();
    let mut open = String::new();
    for operation in &catalog().operations {
        let area = area(operation);
        if area != open {
            let end = if open.is_empty() {
                ""
            } else {
                "</table></details>\n"
            };
            writeln!(
                text,
                "{end}<details><summary>{}</summary><table>",
                escaped(&area)
            )
            .expect("a string takes all");
            open = area;
        }
        let Operation {
            method,
            template,
            id,
            ..
        } = operation;
        writeln!(
            text,
            "<tr><td>{method}<td><code>/api/{}</code><td>{}",
            escaped(template),
            escaped(id)
        )
        .expect("a string takes all");
    }
    text.push_str("</table></details>\n");
    text
}

fn area(operation: &Operation) -> String {
    let mut segments = operation.template.split('/').skip(1);
    match segments.next().unwrap_or_default() {
        agents @ "Agents" => format!("{agents}/{}", segments.next().unwrap_or_default()),
        resource => resource.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

const TEMPLATE: &str = include_str!("../data/page.html");
