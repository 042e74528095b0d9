//! Corrections, applied to pages.

use super::Corrections;
use crate::diagnostic::Diagnostic;
use crate::page::{
    EnumPage, HeaderRow, Page, PropertyRow, RequestBody, Structure, Table, TypeLabel, TypePage,
    UsedBy,
};
use crate::source::{SourceFile, Spanned};

/// A page that is being corrected, and where it stands.
struct PageCorrection<'a> {
    file: &'a SourceFile,
    changed: bool,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Corrections {
    /// Corrects an operation's page. Samples that show what was wrong are dropped; says whether
    /// any were.
    pub fn correct_operation(
        &self,
        file: &SourceFile,
        page: &mut Page,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> bool {
        let uid = page.front.uid.value.clone();
        let mut applied = PageCorrection {
            file,
            changed: false,
            diagnostics,
        };
        if let Some(body) = &mut page.request {
            let (is_arguments, span) = (*body.name == "request", body.name.span);
            for row in body.properties.iter_mut().flat_map(|table| &mut table.rows) {
                if is_arguments {
                    let place = UsedBy::argument(&uid, &row.name);
                    self.correct(&place, &mut row.value.label, &mut applied);
                }
            }
            if !is_arguments {
                let place = UsedBy::request(&uid);
                if body.label.is_some() || !self.places.contains_key(&place) {
                    if let Some(label) = &mut body.label {
                        self.correct(&place, label, &mut applied);
                    }
                } else {
                    body.label = Some(Spanned::new(self.places[&place].is.clone(), span));
                    body.text = None;
                    applied.changed = true;
                }
            }
        }
        if let Some(label) = &mut page.response.body {
            let before = applied.changed;
            applied.changed = false;
            self.correct(&UsedBy::response(&uid), label, &mut applied);
            if applied.changed {
                page.response.properties = None;
            }
            applied.changed |= before;
        }
        if let TypeLabel::Named(carrier) = page
            .response
            .body
            .as_deref()
            .map_or(&TypeLabel::Blank, TypeLabel::leaf)
        {
            let carrier = carrier.clone();
            let rows = page.response.properties.iter_mut();
            self.correct_rows(
                &carrier,
                rows.flat_map(|table| &mut table.rows),
                &mut applied,
            );
        }
        let mut changed = applied.changed;
        if let Some(properties) = self.requests.get(&uid)
            && page.request.is_none()
        {
            replace_query(page, properties);
            changed = true;
        }
        if changed {
            page.sample_request = None;
            page.sample_response = None;
        }
        changed
    }

    /// Corrects a carrier's page: its rows, and where it says it is used.
    pub fn correct_type(
        &self,
        file: &SourceFile,
        page: &mut TypePage,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut applied = PageCorrection {
            file,
            changed: false,
            diagnostics,
        };
        let name = page.name.value.clone();
        self.correct_rows(&name, page.properties.rows.iter_mut(), &mut applied);
        let lines = &mut page.usage.lines;
        lines.retain(|line| self.allows(line, &name));
    }

    /// Corrects an enum's page: its numbers, and where it says it is used.
    pub fn correct_enum(&self, page: &mut EnumPage) {
        let name = page.name.value.clone();
        page.usage.lines.retain(|line| self.allows(line, &name));
        let facts = self.enums.iter().find(|facts| facts.name == name);
        let Some(facts) = facts else { return };
        page.flags |= facts.flags;
        for row in &mut page.members.rows {
            let known = facts.members.get(row.name.value.as_str());
            let known = known.and_then(toml::Value::as_integer);
            let value = &mut row.value.value.value;
            if facts.is_right || value.is_none() {
                *value = known.or(*value);
            }
        }
    }

    fn correct_rows<'r>(
        &self,
        carrier: &str,
        rows: impl Iterator<Item = &'r mut Spanned<PropertyRow>>,
        applied: &mut PageCorrection<'_>,
    ) {
        for row in rows {
            let place = UsedBy::property(carrier, &row.name);
            self.correct(&place, &mut row.value.label, applied);
        }
    }

    fn correct(
        &self,
        place: &UsedBy,
        label: &mut Spanned<TypeLabel>,
        applied: &mut PageCorrection<'_>,
    ) {
        let Some(correction) = self.places.get(place) else {
            return;
        };
        if label.value == correction.is {
            return;
        }
        // An empty cell says nothing.
        if label.value != TypeLabel::Blank && !correction.not.contains(&label.value) {
            let message = format!(
                "a correction no longer applies: `{place}` is `{}` here, and the correction knows \
                 `{}` and what is right, `{}`",
                label.value.lower(),
                correction
                    .not
                    .iter()
                    .map(|label| label.lower().to_string())
                    .collect::<Vec<_>>()
                    .join("`, `"),
                correction.is.lower(),
            );
            let help = format!(
                "look at what is right now, and change or remove it in xtask/corrections.toml; its \
                 reason was: {}",
                correction.reason
            );
            let found = Diagnostic::error("stale-correction", message);
            applied
                .diagnostics
                .push(found.at(applied.file, label.span).help(help));
            return;
        }
        label.value = correction.is.clone();
        applied.changed = true;
    }

    /// Whether a page may say that its type is used at a place.
    fn allows(&self, place: &UsedBy, name: &str) -> bool {
        self.places.get(place).is_none_or(
            |correction| matches!(correction.is.leaf(), TypeLabel::Named(right) if right == name),
        )
    }
}

/// Puts a body in the place of the query parameters that it holds.
fn replace_query(page: &mut Page, properties: &[(String, TypeLabel)]) {
    let is_held = |name: &str| {
        properties.iter().any(|(held, _)| {
            name == held
                || name
                    .strip_prefix(held.as_str())
                    .is_some_and(|rest| rest.starts_with('.'))
        })
    };
    if let Some(query) = &mut page.query {
        query.section.table.rows.retain(|row| !is_held(&row.name));
        query.examples.retain(|example| {
            let name = example.split_once('?').map_or("", |(_, rest)| rest);
            !is_held(name.split('=').next().unwrap_or_default())
        });
        if query.section.table.rows.is_empty() {
            page.query = None;
        }
    }
    let rows = properties.iter();
    let rows = rows.map(|(name, label)| PropertyRow::made(name, label.clone(), String::new()));
    page.request = Some(RequestBody {
        heading: Structure::default(),
        name: Spanned::made("request".into()),
        label: None,
        text: None,
        properties: Some(Table::made(rows)),
    });
    let has_type = |name: &str| name.eq_ignore_ascii_case("Content-Type");
    let says = "Media type of the request body: `application/json`";
    let headers = &mut page.headers.table.rows;
    if let Some(row) = headers.iter_mut().find(|row| has_type(&row.name)) {
        row.value.description.value = says.into();
    } else {
        let mut names = headers.iter().map(|row| &row.name);
        let at = names.position(|name| name.eq_ignore_ascii_case("Accept"));
        let row = HeaderRow::made("Content-Type", says);
        headers.insert(at.unwrap_or(headers.len()), Spanned::made(row));
    }
}
