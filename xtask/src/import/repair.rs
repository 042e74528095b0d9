//! Upstream's defects that can be repaired: what `lint` finds, the reference does not have.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::page::{Page, Placeholders, ResponseCarriers, SampleBody, SourcePage, TypeLabel};

/// What is known of all pages together.
pub(super) struct Repair {
    placeholders: Placeholders,
    /// The names of types that some page prints where it means them.
    names: BTreeSet<String>,
    described: ResponseCarriers,
}

impl Repair {
    pub(super) fn new(pages: &[SourcePage]) -> Self {
        let placeholders = Placeholders::detect(pages);
        let mut names = BTreeSet::new();
        for source in pages {
            let response = &source.page.response;
            let body = response.body.iter().filter(|_| !response.is_void());
            let rows = source.page.properties().map(|row| &row.label);
            for label in rows.chain(body) {
                match label.leaf() {
                    TypeLabel::Named(name) if !placeholders.contains(source.kind(), name) => {
                        names.insert(name.clone());
                    }
                    _ => {}
                }
            }
        }
        Self {
            placeholders,
            names,
            described: ResponseCarriers::new(pages),
        }
    }

    /// Repairs a copy of a page.
    pub(super) fn apply(&self, source: &SourcePage, page: &mut Page) {
        title(page);
        if page.response.is_void() {
            page.response.body = None;
            if let Some(sample) = &mut page.sample_response {
                sample.body = None;
            }
        }
        if let Some(body) = &mut page.response.body
            && let TypeLabel::Named(name) = &body.value
            && self.placeholders.is_wrong(source, name)
        {
            // The table says what it consists of.
            body.value = TypeLabel::Object;
        }
        dictionaries(page, &self.described);
        for row in page.properties_mut() {
            if let TypeLabel::Named(name) = &row.label.value
                && self.placeholders.hides(source.kind(), &row.name, name)
            {
                let property = row.name.as_str();
                row.value.label.value = match self.names.get(property) {
                    Some(name) => TypeLabel::Named(name.clone()),
                    None => TypeLabel::Blank,
                };
            }
        }
    }
}

/// Method and path, as the HTTP line has them.
fn title(page: &mut Page) {
    let title = format!("{} {}", page.http.method, page.http.short_path());
    page.front.title.value.clone_from(&title);
    page.heading.value = title;
}

/// A named type whose sample has none of its properties is no such type.
fn dictionaries(page: &mut Page, described: &ResponseCarriers) {
    let sample = page.sample_request.as_ref();
    let body = sample.and_then(|sample| sample.body.as_ref());
    let Some(SampleBody::Json(Value::Object(sample))) = body.map(|body| &body.value) else {
        return;
    };
    let request = page.request.iter_mut();
    let tables = request.flat_map(|request| &mut request.properties);
    for row in tables.flat_map(|table| &mut table.rows) {
        let shown = sample.get(&row.name.value).and_then(Value::as_object);
        if let (TypeLabel::Named(name), Some(shown)) = (&row.label.value, shown)
            && described.is_dictionary(name, shown)
        {
            row.value.label.value = TypeLabel::Object;
        }
    }
}
