//! Every place that a page was read from, for proving that none was passed over.

use super::{Page, Sample, Structure, Table};
use crate::source::{Span, Spanned};

impl Page {
    /// The places of everything on the page. Together they cover the page but for blank space.
    pub fn spans(&self) -> Vec<Span> {
        let mut spans = Vec::new();
        structure(&mut spans, &self.front.block);
        structure(&mut spans, &self.structure);
        whole_heading(&mut spans, self.heading.span);
        spans.push(self.http.span);
        spans.extend(self.prose.as_ref().map(|prose| prose.span));
        table(&mut spans, &self.path_parameters);
        if let Some(query) = &self.query {
            structure(&mut spans, &query.section.heading);
            table(&mut spans, &query.section.table);
            spans.extend(query.examples.iter().map(|example| example.span));
        }
        structure(&mut spans, &self.headers.heading);
        table(&mut spans, &self.headers.table);
        if let Some(request) = &self.request {
            structure(&mut spans, &request.heading);
            spans.extend(request.text.as_ref().map(|text| text.span));
            request
                .properties
                .iter()
                .for_each(|properties| table(&mut spans, properties));
        }
        let response = &self.response;
        structure(&mut spans, &response.heading);
        spans.extend(response.text.as_ref().map(|text| text.span));
        table(&mut spans, &response.statuses);
        structure(&mut spans, &response.body_heading);
        response
            .properties
            .iter()
            .for_each(|properties| table(&mut spans, properties));
        self.sample_request
            .iter()
            .chain(&self.sample_response)
            .for_each(|found| sample(&mut spans, found));
        spans
    }
}

fn structure(spans: &mut Vec<Span>, structure: &Structure) {
    spans.extend(&structure.0);
}

/// The span of a heading's text begins after its `#` and blank.
fn whole_heading(spans: &mut Vec<Span>, text: Span) {
    spans.push(Span::new(
        text.start().saturating_sub("# ".len()),
        text.end(),
    ));
}

fn table<Row>(spans: &mut Vec<Span>, table: &Table<Row>) {
    structure(spans, &table.head);
    spans.extend(table.rows.iter().map(|row: &Spanned<Row>| row.span));
}

fn sample(spans: &mut Vec<Span>, sample: &Sample) {
    structure(spans, &sample.heading);
    structure(spans, &sample.fence);
    spans.push(sample.start_line.span);
    spans.extend(sample.headers.iter().map(|header| header.span));
    spans.extend(sample.body.as_ref().map(|body| body.span));
}
