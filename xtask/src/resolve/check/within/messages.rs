//! The sample messages beside what they are samples of.

use super::PageCheck;
use super::examples::fits;

impl PageCheck<'_> {
    /// Without a part of its path a request would be another one.
    pub(super) fn path(&mut self) {
        let page = &self.source.page;
        for row in page.path_parameters.rows.iter().filter(|row| !row.required) {
            let message = format!(
                "`{}` is a part of the path, and not `**Required**`",
                *row.name
            );
            self.error(
                "conflicting-description",
                row.span,
                message,
                self.http_line(),
            );
        }
    }

    /// The sample request has the operation's method and path, the sample response one of its statuses.
    pub(super) fn start_lines(&mut self) {
        let page = &self.source.page;
        let http = &page.http;
        if let Some(sample) = &page.sample_request {
            let line = &sample.start_line;
            let is_same = line.split_once(' ').is_some_and(|(method, path)| {
                method == http.method && is_path_of(path, &http.path)
            });
            if !is_same {
                let message = format!("the sample requests `{}`", line.value);
                self.sample(line.span, message, self.http_line());
            }
            let path = line.split([' ', '?']).nth(1).unwrap_or_default();
            for (part, shown) in http.path.split('/').zip(path.split('/')) {
                let mut rows = page.path_parameters.rows.iter();
                let row = rows.find(|row| format!("{{{}}}", *row.name) == part && part != shown);
                if let Some(row) = row.filter(|row| !fits(&row.label, shown)) {
                    let label = row.label.lower();
                    let message = format!(
                        "the sample shows `{shown}`, and `{}` is `{label}`",
                        *row.name
                    );
                    self.sample(line.span, message, (row.label.span, "described here"));
                }
            }
        }
        if let Some(sample) = &page.sample_response {
            let line = &sample.start_line;
            let code = sample.status();
            let statuses = &page.response.statuses;
            let is_listed = statuses.rows.iter().any(|row| Some(*row.code) == code);
            let is_void = code == Some(204) && !statuses.rows.iter().any(|row| row.is_success());
            if !is_listed && !is_void {
                let message = format!("the sample shows `{}`, which no row lists", line.value);
                self.sample(line.span, message, (statuses.head.span(), "the statuses"));
            }
        }
    }

    /// What the sample request is sent as is among the media types.
    pub(super) fn media_types(&mut self) {
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
            && !page.media_types().iter().any(|name| name == media_type)
        {
            let message =
                format!("the sample request is `{media_type}`, which no row `Content-Type` lists");
            let head = row.map_or(page.headers.heading.span(), |row| row.span);
            self.sample(span, message, (head, "the headers"));
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
