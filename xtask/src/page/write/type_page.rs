//! Pages about one type as Markdown.

use std::fmt::{self, Write};

use serde_json::Value;

use super::operation::{PROPERTY_HEAD, write_row};
use crate::page::{EnumPage, FrontMatter, TypePage, Usage};

/// The page as Markdown. Reading it again gives the same page.
pub fn write_enum(page: &EnumPage) -> String {
    let mut out = front(&page.front, page.flags, page.generated);
    let mut write = || -> fmt::Result {
        writeln!(out, "# {} Enum\n", *page.name)?;
        if let Some(prose) = &page.prose {
            writeln!(out, "{}\n", **prose)?;
        }
        write_sample(&mut out, page.sample.as_deref())?;
        if !page.members.rows.is_empty() {
            out.push_str("| Name | Value | Description |\n|------|-------|-------------|\n");
        }
        for row in &page.members.rows {
            let value = row
                .value
                .value
                .map(|value| value.to_string())
                .unwrap_or_default();
            writeln!(out, "|{}|{value}|{}|", *row.name, *row.description)?;
        }
        write_usage(&mut out, &page.usage)
    };
    write().expect("writing to a string cannot fail");
    out
}

/// The page as Markdown. Reading it again gives the same page.
pub fn write_type(page: &TypePage) -> String {
    let mut out = front(&page.front, false, page.generated);
    let mut write = || -> fmt::Result {
        writeln!(out, "# {} Type\n", *page.name)?;
        if let Some(prose) = &page.prose {
            writeln!(out, "{}\n", **prose)?;
        }
        write_sample(&mut out, page.sample.as_deref())?;
        out.push_str(PROPERTY_HEAD);
        for row in &page.properties.rows {
            write_row(&mut out, &row.name, row.label.lower(), &row.description)?;
        }
        write_usage(&mut out, &page.usage)
    };
    write().expect("writing to a string cannot fail");
    out
}

fn front(front: &FrontMatter, flags: bool, generated: bool) -> String {
    let flags = if flags { "flags: true\n" } else { "" };
    let generated = if generated { "generated: true\n" } else { "" };
    format!(
        "---\ntitle: {}\nuid: {}\n{flags}{generated}---\n\n",
        *front.title, *front.uid
    )
}

fn write_sample(out: &mut String, sample: Option<&Value>) -> fmt::Result {
    sample.map_or(Ok(()), |sample| writeln!(out, "```json\n{sample:#}\n```\n"))
}

fn write_usage(out: &mut String, usage: &Usage) -> fmt::Result {
    if usage.lines.is_empty() {
        return Ok(());
    }
    out.push_str("\n## Usage\n\n");
    usage
        .lines
        .iter()
        .try_for_each(|line| writeln!(out, "* {}", **line))
}
