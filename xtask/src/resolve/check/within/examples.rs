//! The examples of a query beside its table.

use super::PageCheck;
use crate::page::TypeLabel;
use crate::resolve::rules::sample::is_date_time;

impl PageCheck<'_> {
    /// Each parameter has its example, and each example is one of a parameter.
    pub(super) fn examples(&mut self) {
        let page = &self.source.page;
        let Some(query) = &page.query else { return };
        if query.examples.is_empty() {
            return;
        }
        let rows = &query.section.table.rows;
        let start = format!("{} {}?", page.http.method, page.http.path);
        let mut shown = Vec::new();
        for example in &query.examples {
            let Some(arguments) = example.strip_prefix(start.as_str()) else {
                let message = format!("the example does not begin with `{start}`");
                self.example(example.span, message, self.http_line());
                continue;
            };
            for pair in arguments.split('&') {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                shown.push(name);
                let head = query.section.heading.span();
                match rows.iter().find(|row| *row.name == name) {
                    None => {
                        let message = format!("the example shows `{name}`, which no row describes");
                        self.example(example.span, message, (head, "the table"));
                    }
                    Some(row) if !fits(&row.label, value) => {
                        let message = format!(
                            "the example shows `{value}`, and `{name}` is `{}`",
                            row.label.lower()
                        );
                        self.example(example.span, message, (row.label.span, "described here"));
                    }
                    Some(_) => {}
                }
            }
        }
        let lacks = rows.iter().find(|row| !shown.contains(&row.name.as_str()));
        if let (Some(row), Some(first)) = (lacks, query.examples.first()) {
            let message = format!("no example shows `{}`", *row.name);
            self.omission(
                "example-contradicts-table",
                row.name.span,
                message,
                first.span,
            );
        }
    }
}

/// Whether the value of an example can be one of the parameter's type.
fn fits(label: &TypeLabel, value: &str) -> bool {
    let is_number = value.parse::<i64>().is_ok();
    let is_bool = matches!(value, "true" | "false");
    let is_word = !is_number && !is_bool && !is_date_time(value);
    let each = |label: &TypeLabel| value.split(',').all(|part| fits(label, part.trim()));
    match label {
        TypeLabel::Bool => is_bool,
        TypeLabel::Int32 | TypeLabel::Int64 => is_number,
        TypeLabel::Double => !is_number && value.parse::<f64>().is_ok(),
        TypeLabel::DateTime | TypeLabel::Date => is_date_time(value),
        TypeLabel::TimeSpan => is_word && value.contains(':'),
        // An example may show a word for elements of any kind, or else several elements.
        TypeLabel::ArrayOf(element) => is_word || value.contains(',') && each(element),
        TypeLabel::Array => is_word,
        _ => is_word,
    }
}
