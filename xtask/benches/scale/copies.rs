//! Several copies of documentation, whose areas, operations and types have names of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use xtask::console::Console;
use xtask::load;
use xtask::page::{
    Documentation, EnumPage, FrontMatter, Page, PropertyRow, SampleBody, TypeLabel, TypePage,
    UsedBy, write, write_enum, write_type,
};
use xtask::source::Spanned;

/// What is different about the pages.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Edit {
    /// Nothing.
    None,
    /// As an older release might be: all statuses of failures are missing, members have other numbers.
    Older,
}

/// Writes the pages of a folder to another one, `count` times.
pub(crate) fn write_all(from: &Path, to: &Path, count: usize, edit: Edit) {
    let console = Console::default();
    let documentation =
        load::documentation(&[from.to_owned()], &console).expect("the pages are good");
    let contested = contested(&documentation);
    for copy in 0..count {
        let names = Names {
            // Letters: numbers behind names have a meaning of their own.
            suffix: ["", "B", "C", "D", "E", "F", "G", "H", "I", "J"][copy],
            contested: &contested,
        };
        for source in &documentation.operations {
            let mut page = source.page.clone();
            names.operation(&mut page);
            if edit == Edit::Older {
                let rows = &mut page.response.statuses.rows;
                rows.retain(|row| row.is_success());
            }
            let folder = source
                .file
                .relative
                .rsplit_once('/')
                .map_or("rest", |(folder, _)| folder);
            let path = format!("{folder}{}/{}.md", names.suffix, *page.front.uid);
            put(&to.join(path), &write(&page));
        }
        for source in &documentation.enums {
            let mut page = source.page.clone();
            names.enumeration(&mut page);
            if edit == Edit::Older {
                for row in &mut page.members.rows {
                    row.value.value.value = row.value.value.value.map(|value| value + 1);
                }
                if let Some(sample) = &page.sample {
                    page.sample = Some(Spanned::new(page.shown().into(), sample.span));
                }
            }
            put(
                &to.join(format!("enums/{}.md", *page.name)),
                &write_enum(&page),
            );
        }
        for source in &documentation.types {
            let mut page = source.page.clone();
            names.carrier(&mut page);
            put(
                &to.join(format!("types/{}.md", *page.name)),
                &write_type(&page),
            );
        }
    }
}

fn put(path: &Path, text: &str) {
    let folder = path.parent().expect("a page lies in a folder");
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(path, text).expect("the page can be written");
}

/// Properties that have several types. With ten times as many of the usual one, the others would be
/// errors.
fn contested(documentation: &Documentation) -> BTreeSet<String> {
    let mut labels: BTreeMap<&str, BTreeSet<&TypeLabel>> = BTreeMap::new();
    let operations = documentation.operations.iter();
    let operations = operations.flat_map(|source| source.page.response.properties.iter());
    let types = documentation.types.iter();
    let types = types.map(|source| &source.page.properties);
    for row in operations.chain(types).flat_map(|table| &table.rows) {
        labels.entry(&row.name).or_default().insert(&row.label);
    }
    labels.retain(|_, labels| labels.len() > 1);
    labels.into_keys().map(str::to_owned).collect()
}

/// The names of one copy.
struct Names<'a> {
    suffix: &'static str,
    contested: &'a BTreeSet<String>,
}

impl Names<'_> {
    /// `ContactEntityBWithLinks`
    fn ty(&self, name: &str) -> String {
        const LINKS: &str = "WithLinks";
        match name.strip_suffix(LINKS) {
            Some(base) => format!("{base}{}{LINKS}", self.suffix),
            None => format!("{name}{}", self.suffix),
        }
    }

    /// `v1AppointmentBAgent_Accept`
    fn uid(&self, uid: &str) -> String {
        let (area, operation) = uid.split_once('_').unwrap_or((uid, ""));
        for kind in ["Agent", "Entity"] {
            if let Some(base) = area.strip_suffix(kind) {
                return format!("{base}{}{kind}_{operation}", self.suffix);
            }
        }
        format!("{area}{}_{operation}", self.suffix)
    }

    /// The name of a page about a carrier, or about the request of an operation.
    fn of_page(&self, name: &str) -> String {
        match name.starts_with("v1") {
            true => self.uid(name),
            false => self.ty(name),
        }
    }

    /// `/api/v1/Agents/AppointmentB/Accept`
    fn path(&self, path: &str) -> String {
        let mut parts: Vec<_> = path.split('/').map(str::to_owned).collect();
        let area = if path.contains("/Agents/") { 4 } else { 3 };
        if let Some(part) = parts.get_mut(area) {
            part.push_str(self.suffix);
        }
        parts.join("/")
    }

    fn property(&self, name: &mut String) {
        if self.contested.contains(name) {
            name.push_str(self.suffix);
        }
    }

    fn properties<'r>(&self, rows: impl IntoIterator<Item = &'r mut Spanned<PropertyRow>>) {
        for row in rows {
            self.property(&mut row.value.name.value);
            self.label(&mut row.value.label.value);
        }
    }

    fn json(&self, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                let old = std::mem::take(fields);
                fields.extend(old.into_iter().map(|(mut name, mut value)| {
                    self.property(&mut name);
                    self.json(&mut value);
                    (name, value)
                }));
            }
            Value::Array(elements) => elements.iter_mut().for_each(|element| self.json(element)),
            _ => {}
        }
    }

    fn label(&self, label: &mut TypeLabel) {
        match label {
            TypeLabel::Named(name) => *name = self.ty(name),
            TypeLabel::ArrayOf(inner) | TypeLabel::ObjectOf(inner) => self.label(inner),
            _ => {}
        }
    }

    fn front(&self, front: &mut FrontMatter, uid: String, title: String) {
        front.uid.value = uid;
        front.title.value = title;
    }

    fn operation(&self, page: &mut Page) {
        page.http.value.path = self.path(&page.http.path);
        let title = format!("{} {}", page.http.method, page.http.short_path());
        let uid = self.uid(&page.front.uid);
        self.front(&mut page.front, uid, title.clone());
        page.heading.value = title;
        let start = format!("{} {}", page.http.method, page.http.path);
        if let Some(query) = &mut page.query {
            for example in &mut query.examples {
                let query = example.value.split_once('?').map(|(_, query)| query);
                example.value = format!("{start}?{}", query.unwrap_or_default());
            }
        }
        if let Some(sample) = &mut page.sample_request {
            let line = sample.start_line.value.as_str();
            let (path, query) = line.split_once('?').unwrap_or((line, ""));
            let question = if query.is_empty() { "" } else { "?" };
            sample.start_line.value = format!("{}{question}{query}", self.path(path));
        }
        let query = page.query.iter_mut();
        let parameters = page.path_parameters.rows.iter_mut();
        let parameters = parameters.chain(query.flat_map(|query| &mut query.section.table.rows));
        for row in parameters {
            self.label(&mut row.value.label.value);
        }
        let request = page.request.iter_mut();
        let tables = request.flat_map(|request| &mut request.properties);
        let tables = tables.chain(&mut page.response.properties);
        self.properties(tables.flat_map(|table| &mut table.rows));
        let samples = [&mut page.sample_request, &mut page.sample_response];
        for body in samples
            .into_iter()
            .flatten()
            .flat_map(|sample| &mut sample.body)
        {
            if let SampleBody::Json(value) = &mut body.value {
                self.json(value);
            }
        }
        let request = page.request.iter_mut();
        let bodies = request.flat_map(|request| &mut request.label);
        for label in bodies.chain(&mut page.response.body) {
            self.label(&mut label.value);
        }
    }

    fn enumeration(&self, page: &mut EnumPage) {
        page.name.value = self.ty(&page.name);
        let uid = format!("enum-{}", page.name.to_ascii_lowercase());
        let title = page.name.value.clone();
        self.front(&mut page.front, uid, title);
        for line in &mut page.usage.lines {
            line.value = self.used_by(&line.value);
        }
    }

    fn carrier(&self, page: &mut TypePage) {
        page.name.value = self.of_page(&page.name);
        let uid = format!("type-{}", page.name.to_ascii_lowercase());
        let title = page.name.value.clone();
        self.front(&mut page.front, uid, title);
        if let Some(sample) = &mut page.sample {
            self.json(&mut sample.value);
        }
        self.properties(&mut page.properties.rows);
        for line in &mut page.usage.lines {
            line.value = self.used_by(&line.value);
        }
    }

    fn used_by(&self, place: &UsedBy) -> UsedBy {
        let mut place = place.clone();
        match &mut place {
            UsedBy::Property { carrier, property } => {
                *carrier = self.ty(carrier);
                self.property(property);
            }
            UsedBy::Argument { uid, property } => {
                *uid = self.uid(uid);
                self.property(property);
            }
            UsedBy::Parameter { uid, .. } | UsedBy::Request { uid } | UsedBy::Response { uid } => {
                *uid = self.uid(uid)
            }
            UsedBy::Column(_) => {}
        }
        place
    }
}
