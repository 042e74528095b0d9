//! The bodies beside statuses, headers and lists of arguments.

use super::PageCheck;

impl PageCheck<'_> {
    /// A success has a body or has none.
    pub(super) fn statuses(&mut self) {
        let page = &self.source.page;
        let rows = &page.response.statuses.rows;
        let success = |is_empty: bool| {
            let mut rows = rows.iter().filter(|row| row.is_success());
            rows.find(|row| (*row.code == 204) == is_empty)
        };
        if let (Some(empty), Some(other)) = (success(true), success(false)) {
            let message = "a success has a body or has none, and both are listed".to_owned();
            self.error(
                "conflicting-status",
                empty.span,
                message,
                (other.span, "with a body"),
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
                self.error("conflicting-status", row.span, message, self.http_line());
            }
        }
    }

    /// A request has a media type if it has a body, and a response if no status says there is none.
    pub(super) fn headers(&mut self) {
        let page = &self.source.page;
        let rows = &page.headers.table.rows;
        let head = page.headers.heading.span();
        let row = |name: &str| rows.iter().find(|row| row.name.eq_ignore_ascii_case(name));
        match (&page.request, row("Content-Type")) {
            (Some(request), None) => self.body(
                request.name.span,
                "a request body is described, and no row `Content-Type`",
                (head, "the headers"),
            ),
            (None, Some(row)) => self.body(
                row.span,
                "a media type is listed, and no request body is described",
                self.operation(),
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
            self.body(row.span, message, (statuses.head.span(), "the statuses"));
        }
        if let Some(request) = page.request.as_ref().filter(|body| body.name.is_empty()) {
            self.body(
                request.name.span,
                "the request body has no name",
                self.operation(),
            );
        }
    }

    /// The text above a table of arguments lists their names.
    pub(super) fn arguments(&mut self) {
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
            self.sample(text.span, message, (head, "the table"));
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
