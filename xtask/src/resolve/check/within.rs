//! Whether a page agrees with itself: it says most things twice.

use super::contradictions::stem;
use crate::diagnostic::Diagnostic;
use crate::page::{METHODS, SourcePage, StatusRow, TypeLabel};
use crate::source::{Span, Spanned};

use crate::resolve::build::operations::media_types;
use crate::resolve::rules::sample::is_date_time;

/// Finds what a page of an operation says in two ways.
pub(crate) fn check(page: &SourcePage, found: &mut Vec<Diagnostic>) {
    let mut page = Checked {
        source: page,
        found,
    };
    page.title();
    page.identifier();
    page.examples();
    page.start_lines();
    page.statuses();
    page.media_types();
    page.headers();
    page.arguments();
}

struct Checked<'a> {
    source: &'a SourcePage,
    found: &'a mut Vec<Diagnostic>,
}

impl Checked<'_> {
    fn omission(&mut self, code: &'static str, span: Span, message: String, other: Span) {
        let file = &self.source.file;
        self.found.push(
            Diagnostic::error(code, message)
                .at(file, span)
                .label(file, other, "not shown here")
                .help("show it as the other pages do, or correct the table"),
        );
    }

    fn error(&mut self, code: &'static str, span: Span, message: String, other: Span, text: &str) {
        let file = &self.source.file;
        self.found.push(
            Diagnostic::error(code, message)
                .at(file, span)
                .label(file, other, text)
                .help("correct the one that is wrong"),
        );
    }

    /// Title and heading are the method and the path of the HTTP line, the identifier, or words.
    fn title(&mut self) {
        let page = &self.source.page;
        let http = &page.http;
        for title in [&page.front.title, &page.heading] {
            let is_right = match title.split_once(' ') {
                Some((method, path)) if METHODS.contains(&method) => {
                    method == http.method && [http.short_path(), &http.path].contains(&path)
                }
                Some(_) => true,
                None => title.value == page.front.uid.value,
            };
            if !is_right {
                let right = format!("{} {}", http.method, http.short_path());
                let message = format!("the title says `{}`, the HTTP line `{right}`", title.value);
                self.error(
                    "title-mismatch",
                    title.span,
                    message,
                    http.span,
                    "the HTTP line",
                );
            }
        }
    }

    /// The identifier is the name of the file.
    fn identifier(&mut self) {
        let source = self.source;
        let uid = &source.page.front.uid;
        let http = &source.page.http;
        let stem = stem(&source.file);
        if stem.starts_with('v') && stem.contains('_') && stem != uid.value {
            let message = format!(
                "the identifier says `{}`, the name of the file `{stem}`",
                uid.value
            );
            self.error(
                "title-mismatch",
                uid.span,
                message,
                http.span,
                "the operation",
            );
        }
    }

    /// Each parameter has its example, and each example is one of a parameter.
    fn examples(&mut self) {
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
                self.error(
                    "example-contradicts-table",
                    example.span,
                    message,
                    page.http.span,
                    "the HTTP line",
                );
                continue;
            };
            for pair in arguments.split('&') {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                shown.push(name);
                let head = query.section.heading.span();
                match rows.iter().find(|row| *row.name == name) {
                    None => {
                        let message = format!("the example shows `{name}`, which no row describes");
                        self.error(
                            "example-contradicts-table",
                            example.span,
                            message,
                            head,
                            "the table",
                        );
                    }
                    Some(row) if !fits(&row.label, value) => {
                        let message = format!(
                            "the example shows `{value}`, and `{name}` is `{}`",
                            row.label.lower()
                        );
                        self.error(
                            "example-contradicts-table",
                            example.span,
                            message,
                            row.label.span,
                            "described here",
                        );
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

    /// The sample request has the operation's method and path, the sample response one of its statuses.
    fn start_lines(&mut self) {
        let page = &self.source.page;
        let http = &page.http;
        if let Some(sample) = &page.sample_request {
            let line = &sample.start_line;
            let is_same = line.split_once(' ').is_some_and(|(method, path)| {
                method == http.method && is_path_of(path, &http.path)
            });
            if !is_same {
                let message = format!("the sample requests `{}`", line.value);
                self.error(
                    "sample-contradicts-table",
                    line.span,
                    message,
                    http.span,
                    "the HTTP line",
                );
            }
        }
        if let Some(sample) = &page.sample_response {
            let line = &sample.start_line;
            let code = line
                .split(' ')
                .nth(1)
                .and_then(|code| code.parse::<u16>().ok());
            let statuses = &page.response.statuses;
            let is_listed = statuses.rows.iter().any(|row| Some(*row.code) == code);
            let is_success = |row: &&Spanned<StatusRow>| matches!(*row.code, 200..=299);
            let is_void = code == Some(204) && !statuses.rows.iter().any(|row| is_success(&row));
            if !is_listed && !is_void {
                let message = format!("the sample shows `{}`, which no row lists", line.value);
                self.error(
                    "sample-contradicts-table",
                    line.span,
                    message,
                    statuses.head.span(),
                    "the statuses",
                );
            }
        }
    }

    /// A success has a body or has none.
    fn statuses(&mut self) {
        let page = &self.source.page;
        let rows = &page.response.statuses.rows;
        let success = |is_empty: bool| {
            let mut rows = rows.iter().filter(|row| matches!(*row.code, 200..=299));
            rows.find(|row| (*row.code == 204) == is_empty)
        };
        if let (Some(empty), Some(other)) = (success(true), success(false)) {
            let message = "a success has a body or has none, and both are listed".to_owned();
            self.error(
                "conflicting-status",
                empty.span,
                message,
                other.span,
                "with a body",
            );
        }
        for row in rows {
            let fits = match *row.code {
                304 => page.http.method == "GET",
                412 => !matches!(&*page.http.method, "GET" | "POST"),
                _ => true,
            };
            if !fits {
                let message = format!("{} is no status of a {}", *row.code, page.http.method);
                self.error(
                    "conflicting-status",
                    row.span,
                    message,
                    page.http.span,
                    "the HTTP line",
                );
            }
        }
    }

    /// A request has a media type if it has a body, and a response if no status says there is none.
    fn headers(&mut self) {
        let page = &self.source.page;
        let rows = &page.headers.table.rows;
        let head = page.headers.heading.span();
        let row = |name: &str| rows.iter().find(|row| row.name.eq_ignore_ascii_case(name));
        match (&page.request, row("Content-Type")) {
            (Some(request), None) => self.error(
                "body-contradicts-headers",
                request.name.span,
                "a request body is described, and no row `Content-Type`".to_owned(),
                head,
                "the headers",
            ),
            (None, Some(row)) => self.error(
                "body-contradicts-headers",
                row.span,
                "a media type is listed, and no request body is described".to_owned(),
                page.http.span,
                "the operation",
            ),
            _ => {}
        }
        let statuses = &page.response.statuses;
        let is_void = statuses.rows.iter().any(|row| *row.code == 204);
        let accept = row("Accept").filter(|row| is_void != row.description.ends_with("none"));
        if let Some(row) = accept {
            let message = match is_void {
                true => "a response has a media type, and 204 says that it has no body",
                false => "no response has a media type, and no status says that it has no body",
            };
            self.error(
                "body-contradicts-headers",
                row.span,
                message.to_owned(),
                statuses.head.span(),
                "the statuses",
            );
        }
        if let Some(request) = page.request.as_ref().filter(|body| body.name.is_empty()) {
            self.error(
                "body-contradicts-headers",
                request.name.span,
                "the request body has no name".to_owned(),
                page.http.span,
                "the operation",
            );
        }
    }

    /// What the sample request is sent as is among the media types.
    fn media_types(&mut self) {
        let page = &self.source.page;
        let Some(sample) = &page.sample_request else {
            return;
        };
        let header = sample.headers.iter().find_map(|header| {
            let (name, value) = header.split_once(':')?;
            let media_type = value.split(';').next()?.trim();
            name.eq_ignore_ascii_case("Content-Type")
                .then_some((header.span, media_type))
        });
        let rows = &page.headers.table.rows;
        let row = rows.iter().find(|row| *row.name == "Content-Type");
        // Pages of patches say that there is none.
        let is_free = row.is_some_and(|row| row.description.ends_with("none"));
        if let Some((span, media_type)) = header
            && !is_free
            && !media_types(self.source)
                .iter()
                .any(|name| name == media_type)
        {
            let message =
                format!("the sample request is `{media_type}`, which no row `Content-Type` lists");
            let head = row.map_or(page.headers.heading.span(), |row| row.span);
            self.error(
                "sample-contradicts-table",
                span,
                message,
                head,
                "the headers",
            );
        }
    }

    /// The text above a table of arguments lists their names.
    fn arguments(&mut self) {
        let Some(request) = &self.source.page.request else {
            return;
        };
        let (Some(text), Some(table)) = (&request.text, &request.properties) else {
            return;
        };
        if *request.name != "request" {
            return;
        }
        let names: Vec<&str> = text.split(", ").collect();
        if names.iter().any(|name| name.contains([' ', '.', '\n'])) {
            return;
        }
        let head = table.head.span();
        let has_row = |name: &&str| table.rows.iter().any(|row| *row.name == **name);
        if let Some(name) = names.iter().find(|name| !has_row(name)) {
            let message = format!("the list of arguments has `{name}`, which no row describes");
            self.error(
                "sample-contradicts-table",
                text.span,
                message,
                head,
                "the table",
            );
        } else if let Some(row) = table
            .rows
            .iter()
            .find(|row| !names.contains(&row.name.as_str()))
        {
            let message = format!("the list of arguments lacks `{}`", *row.name);
            self.omission(
                "sample-contradicts-table",
                row.name.span,
                message,
                text.span,
            );
        }
    }
}

/// Whether a path is one of a template.
fn is_path_of(path: &str, template: &str) -> bool {
    let (path, _) = path.split_once('?').unwrap_or((path, ""));
    let mut parts = path.split('/');
    let is_same = template.split('/').all(|part| {
        let found = parts.next();
        found == Some(part)
            || part.contains('{')
                && found.is_some_and(|found| !found.is_empty() && !found.starts_with('{'))
    });
    is_same && parts.next().is_none()
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
