//! Pages about one type: a sample, a table, and the places where the type is used.

use serde_json::Value;

use super::cursor::Cursor;
use super::front::{front_matter, heading};
use super::head::{TableKind, table_kind};
use super::message::json;
use super::rows::{members, properties};
use crate::diagnostic::Diagnostic;
use crate::page::markdown::{Block, BlockKind, blocks, bullet_lines, trim};
use crate::page::{EnumPage, FrontMatter, TypePage, Usage, UsedBy};
use crate::source::{SourceFile, Span, Spanned};

/// Reads an enum's page.
pub fn parse_enum(file: &SourceFile) -> (Option<EnumPage>, Vec<Diagnostic>) {
    read(file, |cursor| {
        let head = head(cursor, "Enum", TableKind::Members)?;
        let flags = front_flag(cursor, &head.front, "flags");
        let generated = front_flag(cursor, &head.front, "generated");
        // Upstream has pages that say what an enum is for and nothing more.
        let members = cursor
            .tables(TableKind::Members, members)
            .unwrap_or_default();
        Some(EnumPage {
            front: head.front,
            flags,
            generated,
            name: head.name,
            prose: head.prose,
            sample: head.sample,
            members,
            usage: usage(cursor),
        })
    })
}

/// Reads a carrier's page.
pub fn parse_type(file: &SourceFile) -> (Option<TypePage>, Vec<Diagnostic>) {
    read(file, |cursor| {
        let head = head(cursor, "Type", TableKind::Property)?;
        let Some(properties) = cursor.tables(TableKind::Property, properties) else {
            cursor.missing(
                "missing-properties",
                "the page has no table `| Property Name | Type | Description |`",
            );
            return None;
        };
        let generated = front_flag(cursor, &head.front, "generated");
        Some(TypePage {
            front: head.front,
            generated,
            name: head.name,
            prose: head.prose,
            sample: head.sample,
            properties,
            usage: usage(cursor),
        })
    })
}

struct Head {
    front: FrontMatter,
    name: Spanned<String>,
    prose: Option<Spanned<String>>,
    sample: Option<Spanned<Value>>,
}

fn read<Page>(
    file: &SourceFile,
    page: impl FnOnce(&mut Cursor<'_>) -> Option<Page>,
) -> (Option<Page>, Vec<Diagnostic>) {
    let blocks = blocks(&file.text);
    let mut cursor = Cursor::new(file, &blocks);
    let page = page(&mut cursor);
    cursor.report_rest("heading, prose, sample, table, Usage");
    (page, cursor.into_diagnostics())
}

fn head(cursor: &mut Cursor<'_>, kind: &str, table: TableKind) -> Option<Head> {
    let front = front_matter(cursor);
    let name = heading(cursor).filter(|heading| heading.ends_with(kind));
    let Some(name) = name else {
        cursor.missing(
            "missing-heading",
            &format!("the page has no top heading `# Name {kind}`"),
        );
        return None;
    };
    let bare = name.value.trim_end_matches(kind).trim().to_owned();
    let span = Span::new(name.span.start(), name.span.start() + bare.len());
    if !is_name(&bare) {
        cursor.error(
            "invalid-type-name",
            span,
            format!("`{bare}` cannot be a type's name"),
            "write one word of letters and digits",
        );
        return None;
    }
    let prose = cursor.text_until(|cursor, block| {
        table_kind(cursor.text(), block) == Some(table)
            || cursor.section(block).is_some()
            || sample_in(cursor.text(), block).is_some()
    });
    let sample = cursor
        .peek()
        .and_then(|block| sample_in(cursor.text(), block));
    Some(Head {
        front: front?,
        name: Spanned::new(bare, span),
        prose,
        sample: sample.and_then(|span| {
            cursor.next += 1;
            json(cursor, span)
        }),
    })
}

/// The text of a fence that holds an object of JSON.
fn sample_in(text: &str, block: &Block) -> Option<Span> {
    let BlockKind::Fence { content, .. } = block.kind else {
        return None;
    };
    let content = trim(text, content);
    text[content.range()].starts_with('{').then_some(content)
}

fn front_flag(cursor: &Cursor<'_>, front: &FrontMatter, key: &str) -> bool {
    let mut lines = cursor.text()[front.block.span().range()].lines();
    lines.any(|line| {
        line.split_once(':')
            .is_some_and(|(found, value)| found == key && value.trim() == "true")
    })
}

fn usage(cursor: &mut Cursor<'_>) -> Usage {
    let heading = cursor.take_if(|cursor, block| {
        cursor
            .section(block)
            .is_some_and(|name| name.eq_ignore_ascii_case("Usage"))
    });
    let Some(heading) = heading else {
        return Usage::default();
    };
    let mut usage = Usage {
        heading: heading.span.into(),
        lines: Vec::new(),
    };
    while let Some(block) = cursor.take_if(|_, block| block.kind == BlockKind::Text) {
        for line in bullet_lines(cursor.text(), block.span) {
            match UsedBy::parse(line.value) {
                Ok(used_by) => usage.lines.push(Spanned::new(used_by, line.span)),
                Err(reason) => cursor.error(
                    "invalid-usage",
                    line.span,
                    reason,
                    "write `* Property Carrier.Property`, `* Request property uid.Property`, `* Parameter uid.name`, `* Request uid` or `* Response uid`",
                ),
            }
        }
    }
    usage
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
