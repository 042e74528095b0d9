//! Keys and values of samples, and their first lines.

use super::{Draw, Kind};

pub(super) const KINDS: &[Kind] = &[
    ("sample-value", 6, |draw| {
        let line = draw.json_line()?;
        let text = draw.line(line).to_owned();
        let (key, value) = text.split_once("\": ")?;
        let comma = if value.ends_with(',') { "," } else { "" };
        let new = draw.one(&[
            "null",
            "1",
            "1.5",
            "true",
            "\"text\"",
            "\"2024-01-31T12:00:00Z\"",
            "\"00:15:00\"",
            "[]",
            "{}",
            "[1]",
            "{\"A\": 1}",
            "99999999999",
            "\"dGV4dA==\"",
        ])?;
        Some(draw.with_line(line, &format!("{key}\": {new}{comma}")))
    }),
    ("sample-key-misspelt", 3, |draw| {
        let line = draw.json_line()?;
        let text = draw.line(line).to_owned();
        let (key, value) = text.split_once("\": ")?;
        let (space, key) = key.split_once('"')?;
        let new = draw.misspelt(key)?;
        Some(draw.with_line(line, &format!("{space}\"{new}\": {value}")))
    }),
    ("sample-key-removed", 3, |draw| {
        let line = draw.json_line()?;
        if !draw.line(line).ends_with(',') {
            return None;
        }
        Some(draw.without_line(line))
    }),
    ("sample-key-more", 2, |draw| {
        let line = draw.json_line()?;
        let new = draw.one(&[
            "\"Colour\": 1,",
            "\"Name\": \"text\",",
            "\"Id\": null,",
            "\"Contact\": {},",
        ])?;
        Some(draw.with_lines(|lines| lines.insert(line, new)))
    }),
    ("sample-enum-other", 2, |draw| {
        let lines = draw.lines_that(|line| {
            line.starts_with(' ') && line.contains("\": \"") && !line.contains("\": \"text\"")
        });
        let line = draw.one(&lines)?;
        let text = draw.line(line).to_owned();
        let (key, value) = text.split_once("\": \"")?;
        let (value, comma) = value.split_once('"')?;
        let new = draw.misspelt(value)?;
        Some(draw.with_line(line, &format!("{key}\": \"{new}\"{comma}")))
    }),
    ("sample-status", 2, |draw| {
        let lines = draw.lines_that(|line| line.starts_with("HTTP/1.1 "));
        let line = draw.one(&lines)?;
        let new = draw.one(&[
            "HTTP/1.1 204 No Content",
            "HTTP/1.1 200 OK",
            "HTTP/1.1 404 Not Found",
            "HTTP/1.1 201 Created",
            "HTTP/1.1",
            "HTTP/1.1 OK",
        ])?;
        Some(draw.with_line(line, new))
    }),
    ("sample-header", 1, |draw| {
        let lines = draw
            .lines_that(|line| line.starts_with("Content-Type: ") || line.starts_with("Accept: "));
        let line = draw.one(&lines)?;
        let new = draw.one(&[
            "Content-Type: text/plain",
            "Content-Type: multipart/form-data",
            "Content-Type",
            "Accept: image/png",
            "Content-Type: application/octet-stream",
        ])?;
        Some(draw.with_line(line, new))
    }),
    ("media-types", 1, |draw| {
        let lines = draw.lines_that(|line| line.starts_with("| Content-Type "));
        let line = draw.one(&lines)?;
        let new = draw.one(&[
            "| Content-Type | Media type of the request body: `text/plain` |",
            "| Content-Type |  |",
            "| Content-Type | Media type of the request body: `multipart/form-data` |",
            "| Content-Typ | Media type of the request body: `application/json` |",
            "| Content-Type | Media type of the request body: `application/octet-stream` |",
        ])?;
        Some(draw.with_line(line, new))
    }),
];

impl Draw<'_> {
    /// A line with a key and its value.
    fn json_line(&mut self) -> Option<usize> {
        let lines = self.lines_that(|line| line.starts_with(' ') && line.contains("\": "));
        self.one(&lines)
    }
}
