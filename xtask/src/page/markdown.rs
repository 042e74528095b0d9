//! A page as a flat list of Markdown blocks, by `pulldown-cmark`.

use pulldown_cmark::{
    CodeBlockKind, Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd,
};

use crate::source::{Span, Spanned};

/// A top-level block of a page.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// The block's text, without blank lines around it.
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// `---` … `---`
    FrontMatter,
    /// `#` is 1.
    Heading(u8),
    /// A fence with its info string; the span of what stands between the fence lines.
    Fence { info: String, content: Span },
    /// The places of the rows, header and separator left out.
    Table { rows: Vec<Span> },
    /// A paragraph, list, HTML or anything else that only prose holds.
    Text,
}

/// Splits a page into blocks. Every line that is not blank lies in one.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut blocks: Vec<Block> = Vec::new();
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    blocks.push(Block {
                        kind: kind(&tag),
                        span: trim(text, range.into()),
                    });
                } else if let (
                    Tag::TableRow,
                    Some(Block {
                        kind: BlockKind::Table { rows },
                        ..
                    }),
                ) = (&tag, blocks.last_mut())
                {
                    rows.push(trim(text, range.into()));
                }
                depth += 1;
            }
            Event::End(end) => {
                depth -= 1;
                if let (TagEnd::CodeBlock, 0, Some(block)) = (end, depth, blocks.last_mut()) {
                    finish_fence(text, block);
                }
            }
            // A thematic break is the one block that is no container.
            Event::Rule if depth == 0 => blocks.push(Block {
                kind: BlockKind::Text,
                span: trim(text, range.into()),
            }),
            _ => {}
        }
    }
    blocks
}

/// A span without the white space at its ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let slice = &text[span.range()];
    let start = span.start() + (slice.len() - slice.trim_start().len());
    let end = start + slice.trim().len();
    Span::new(start, end)
}

fn kind(tag: &Tag<'_>) -> BlockKind {
    match tag {
        Tag::MetadataBlock(MetadataBlockKind::YamlStyle) => BlockKind::FrontMatter,
        Tag::Heading { level, .. } => BlockKind::Heading(match level {
            HeadingLevel::H1 => 1,
            HeadingLevel::H2 => 2,
            HeadingLevel::H3 => 3,
            HeadingLevel::H4 => 4,
            HeadingLevel::H5 => 5,
            HeadingLevel::H6 => 6,
        }),
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => BlockKind::Fence {
            info: info.trim().to_owned(),
            content: Span::default(),
        },
        Tag::Table(_) => BlockKind::Table { rows: Vec::new() },
        _ => BlockKind::Text,
    }
}

/// The content of a fence is what stands between its first and its last line.
fn finish_fence(text: &str, block: &mut Block) {
    let BlockKind::Fence { content, .. } = &mut block.kind else {
        return;
    };
    let span = block.span;
    let slice = &text[span.range()];
    let start = slice.find('\n').map_or(slice.len(), |newline| newline + 1);
    let last = slice.rfind('\n').map_or(slice.len(), |newline| newline + 1);
    let closed = last >= start && slice[last..].trim_start().starts_with("```");
    let end = if closed { last } else { slice.len() };
    *content = Span::new(span.start() + start.min(end), span.start() + end);
}

/// The lines of a span that are not blank, each trimmed.
pub(super) fn lines(text: &str, span: Span) -> impl Iterator<Item = Spanned<&str>> {
    let mut at = span.start();
    text[span.range()]
        .split_inclusive('\n')
        .filter_map(move |line| {
            let trimmed = trim(text, Span::new(at, at + line.len()));
            at += line.len();
            (!trimmed.range().is_empty()).then(|| Spanned::new(&text[trimmed.range()], trimmed))
        })
}

/// The lines of a list, without their bullets.
pub(super) fn bullet_lines(text: &str, span: Span) -> impl Iterator<Item = Spanned<&str>> {
    lines(text, span).map(|line| {
        let bare = line.value.trim_start_matches(['*', '-']).trim_start();
        Spanned::new(
            bare,
            Span::new(line.span.end() - bare.len(), line.span.end()),
        )
    })
}

/// The opening and the closing line of a fence.
pub(super) fn fence_lines(fence: Span, content: Span) -> [Span; 2] {
    [
        Span::new(fence.start(), content.start()),
        Span::new(content.end(), fence.end()),
    ]
}
