//! The examples of a query, and the query of the sample request, beside its table.

use super::PageCheck;
use crate::page::TypeLabel;
use crate::resolve::rules::sample::is_date_time;
use crate::source::Span;

impl PageCheck<'_> {
    /// Each parameter has its example, and each example is one of a parameter.
    pub(super) fn examples(&mut self) {
        let page = &self.source.page;
        let start = format!("{} {}?", page.http.method, page.http.path);
        let mut shown = Vec::new();
        for example in page.query.iter().flat_map(|query| &query.examples) {
            match example.strip_prefix(start.as_str()) {
                Some(arguments) => shown.push((arguments, example.span)),
                None => {
                    let message = format!("the example does not begin with `{start}`");
                    self.example(example.span, message, self.http_line());
                }
            }
        }
        self.queries("example-contradicts-table", "example", &shown);
        let sample = page
            .sample_request
            .as_ref()
            .map(|sample| &sample.start_line);
        if let Some(line) = sample
            && let Some((_, arguments)) = line.split_once('?')
        {
            self.queries(
                "sample-contradicts-table",
                "sample",
                &[(arguments, line.span)],
            );
        }
    }

    fn queries(&mut self, code: &'static str, what: &str, shown: &[(&str, Span)]) {
        let Some((_, first)) = shown.first() else {
            return;
        };
        let page = &self.source.page;
        let query = page.query.as_ref();
        let head = query.map_or(page.http.span, |query| query.section.heading.span());
        let pairs = shown.iter().flat_map(|(arguments, span)| {
            let pairs = arguments.split('&');
            pairs.map(move |pair| (pair.split_once('=').unwrap_or((pair, "")), *span))
        });
        let mut left: Vec<_> = pairs.collect();
        let unknown = left
            .iter()
            .filter(|((name, _), _)| page.query_parameters().all(|row| *row.name != *name));
        for ((name, _), span) in unknown {
            let message = format!("the {what} shows `{name}`, which no row describes");
            self.error(code, *span, message, (head, "the table"));
        }
        for row in page.query_parameters() {
            let own = left.extract_if(.., |((name, _), _)| *name == *row.name);
            let (values, spans): (Vec<_>, Vec<_>) =
                own.map(|((_, value), span)| (value, span)).unzip();
            let values = values.join(",");
            match spans.first() {
                None => {
                    let message = format!("no {what} shows `{}`", *row.name);
                    self.omission(code, row.name.span, message, *first);
                }
                Some(span) if !fits(&row.label, &values) => {
                    let label = row.label.lower();
                    let message = format!(
                        "the {what} shows `{values}`, and `{}` is `{label}`",
                        *row.name
                    );
                    self.error(code, *span, message, (row.label.span, "described here"));
                }
                Some(_) => {}
            }
        }
    }
}

/// Whether a value that is shown can be one of the parameter's type, and of no other.
pub(super) fn fits(label: &TypeLabel, value: &str) -> bool {
    let is_bool = matches!(value, "true" | "false");
    let is_word = value.parse::<f64>().is_err() && !is_bool && !is_date_time(value);
    match label {
        TypeLabel::Bool => is_bool,
        TypeLabel::Int32 => value.parse::<i32>().is_ok(),
        TypeLabel::Int64 => value
            .parse::<i64>()
            .is_ok_and(|value| i32::try_from(value).is_err()),
        TypeLabel::Double => value.parse::<i64>().is_err() && value.parse::<f64>().is_ok(),
        TypeLabel::DateTime => is_date_time(value) && !value.ends_with("T00:00:00"),
        TypeLabel::Date => is_date_time(value) && value.ends_with("T00:00:00"),
        TypeLabel::TimeSpan => is_word && value.contains(':'),
        TypeLabel::Enum(members) => members.iter().any(|member| member == value),
        TypeLabel::ArrayOf(element) => {
            value.contains(',') && value.split(',').all(|part| fits(element, part.trim()))
        }
        TypeLabel::Array => is_word,
        _ => is_word && !value.contains([',', ':']),
    }
}
