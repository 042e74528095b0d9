//! How every page begins: front matter and heading.

use super::cursor::{Cursor, heading_text};
use super::near_miss::check_front;
use crate::page::FrontMatter;
use crate::page::markdown::{BlockKind, lines};
use crate::source::{Span, Spanned};

/// The text of the top heading.
pub(super) fn heading(cursor: &mut Cursor<'_>) -> Option<Spanned<String>> {
    let block = cursor.take_if(|_, block| block.kind == BlockKind::Heading(1))?;
    Some(heading_text(cursor, block))
}

/// Title and identifier.
pub(super) fn front_matter(cursor: &mut Cursor<'_>) -> Option<FrontMatter> {
    let front = read(cursor);
    if front.is_none() {
        cursor.missing(
            "missing-front-matter",
            "the page has no front matter with a `title` and a `uid`",
        );
    }
    front
}

fn read(cursor: &mut Cursor<'_>) -> Option<FrontMatter> {
    let block = cursor.take_if(|_, block| block.kind == BlockKind::FrontMatter)?;
    check_front(&mut cursor.found, block.span);
    let value = |keys: [&str; 2]| {
        lines(cursor.text(), block.span).find_map(|line| {
            let (key, value) = line.value.split_once(':')?;
            let value = value.trim();
            let start = line.span.end() - line.value.trim_end_matches(' ').len().min(value.len());
            keys.contains(&key).then(|| {
                Spanned::new(
                    value.trim_matches('"').to_owned(),
                    Span::new(start.min(line.span.end()), line.span.end()),
                )
            })
        })
    };
    Some(FrontMatter {
        title: value(["title"; 2])?,
        uid: value(["uid", "id"]).filter(|uid| !uid.is_empty())?,
        block: block.span.into(),
    })
}
