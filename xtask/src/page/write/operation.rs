//! A page as Markdown, in the dialect of release 10.2.2.

use std::fmt::{Display, Write};

use crate::page::{
    Page, ParameterRow, PropertyRow, RequestBody, Response, Sample, SampleBody, Table, TypeLabel,
};

/// Header and separator of a table of properties.
pub(super) const PROPERTY_HEAD: &str = "\
| Property Name | Type |  Description |
|----------------|------|--------------|
";
const PARAMETER_HEAD: &str =
    "| Parameter Name | Type |  Description |\n|----------------|------|--------------|\n";
const HEADER_HEAD: &str = "| Parameter Name | Description |\n|----------------|-------------|\n";
const STATUS_HEAD: &str = "| Response | Description |\n|----------------|-------------|\n";
const PATH_HEAD: &str = "| Path Part | Type | Description |\n|-----------|------|-------------|\n";

/// The page's Markdown, with a final newline.
///
/// Parsing it again gives the same page. Blank lines stand where Markdown
/// needs them and nowhere else.
pub fn write(page: &Page) -> String {
    let mut out = String::new();
    write_page(&mut out, page).expect("writing to a string cannot fail");
    out
}

fn write_page(out: &mut String, page: &Page) -> std::fmt::Result {
    writeln!(
        out,
        "---\ntitle: {}\nuid: {}\n---\n",
        *page.front.title, *page.front.uid
    )?;
    writeln!(out, "# {}\n", *page.heading)?;
    writeln!(
        out,
        "```http\n{} {}\n```\n",
        page.http.method, page.http.path
    )?;
    if let Some(prose) = &page.prose {
        writeln!(out, "{}\n", **prose)?;
    }
    if !page.path_parameters.rows.is_empty() {
        out.push_str(PATH_HEAD);
        for row in &page.path_parameters.rows {
            let text = joined(&row.description, mark(row));
            write_row(out, &row.name, row.label.lower(), &text)?;
        }
        out.push('\n');
    }
    if let Some(query) = &page.query {
        writeln!(out, "## Query String Parameters\n")?;
        out.push_str(PARAMETER_HEAD);
        for row in &query.section.table.rows {
            let text = joined(mark(row), &row.description);
            write_row(out, &row.name, row.label.lower(), &text)?;
        }
        out.push('\n');
        if !query.examples.is_empty() {
            out.push_str("```http\n");
            for example in &query.examples {
                writeln!(out, "{}", **example)?;
            }
            out.push_str("```\n\n");
        }
    }
    writeln!(out, "## Request Headers\n")?;
    out.push_str(HEADER_HEAD);
    for row in &page.headers.table.rows {
        writeln!(out, "| {} | {} |", *row.name, *row.description)?;
    }
    out.push('\n');
    if let Some(request) = &page.request {
        write_request(out, request)?;
    }
    write_response(out, &page.response)?;
    write_sample(out, "Sample request", "http!", page.sample_request.as_ref())?;
    write_sample(
        out,
        "Sample response",
        "http_",
        page.sample_response.as_ref(),
    )?;
    out.truncate(out.trim_end().len());
    out.push('\n');
    Ok(())
}

fn write_request(out: &mut String, request: &RequestBody) -> std::fmt::Result {
    let label = request.label.as_deref().unwrap_or(&TypeLabel::Blank);
    let name = joined(&request.name, &label.lower().to_string());
    writeln!(out, "## Request Body: {name}\n")?;
    if let Some(text) = &request.text {
        writeln!(out, "{}\n", **text)?;
    }
    if let Some(properties) = &request.properties {
        write_properties(out, properties, |label| label.capitalized().to_string())?;
    }
    Ok(())
}

fn write_response(out: &mut String, response: &Response) -> std::fmt::Result {
    let label = response.body.as_deref().unwrap_or(&TypeLabel::Blank);
    match label.is_keyword() {
        true => writeln!(out, "## Response:{}\n", label.lower())?,
        false => writeln!(out, "## Response:\n")?,
    }
    if let Some(text) = &response.text {
        writeln!(out, "{}\n", **text)?;
    }
    out.push_str(STATUS_HEAD);
    for row in &response.statuses.rows {
        writeln!(out, "| {} | {} |", *row.code, *row.description)?;
    }
    let heading = format!("### Response body: {}", label.lower());
    writeln!(out, "\n{}\n", heading.trim_end())?;
    if let Some(properties) = &response.properties {
        write_properties(out, properties, |label| label.lower().to_string())?;
    }
    Ok(())
}

/// What is added to the text of a parameter.
fn mark(row: &ParameterRow) -> &'static str {
    if row.required { "**Required**" } else { "" }
}

/// A row of a table of typed things.
pub(super) fn write_row(
    out: &mut String,
    name: &str,
    label: impl Display,
    text: &str,
) -> std::fmt::Result {
    writeln!(out, "| {name} | {label} | {text} |")
}

fn write_properties(
    out: &mut String,
    table: &Table<PropertyRow>,
    spell: impl Fn(&TypeLabel) -> String,
) -> std::fmt::Result {
    out.push_str(PROPERTY_HEAD);
    for row in &table.rows {
        write_row(out, &row.name, spell(&row.label), &row.description)?;
    }
    out.push('\n');
    Ok(())
}

fn write_sample(
    out: &mut String,
    heading: &str,
    info: &str,
    sample: Option<&Sample>,
) -> std::fmt::Result {
    let Some(sample) = sample else { return Ok(()) };
    writeln!(out, "## {heading}\n\n```{info}\n{}", *sample.start_line)?;
    for header in &sample.headers {
        writeln!(out, "{}", **header)?;
    }
    match sample.body.as_deref() {
        Some(SampleBody::Json(value)) => writeln!(out, "\n{value:#}")?,
        Some(SampleBody::Raw(text)) => writeln!(out, "\n{text}")?,
        None => {}
    }
    writeln!(out, "```\n")
}

/// Two texts with a blank between them, or the one that there is.
fn joined(first: &str, second: &str) -> String {
    [first, second]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
