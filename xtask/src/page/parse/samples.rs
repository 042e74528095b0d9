//! The sample sections: two headings and fences, or one heading and two fences.

use super::cursor::{Cursor, is};
use super::message::message;
use crate::page::Sample;
use crate::page::markdown::BlockKind;
use crate::source::{include_target, is_no_sample};

pub(super) fn samples(cursor: &mut Cursor<'_>) -> (Option<Sample>, Option<Sample>) {
    let (mut request, mut response) = (None, None);
    while let Some(block) = cursor.peek().cloned() {
        let heading = cursor
            .section(&block)
            .filter(|name| is(name, "Sample request") || is(name, "Sample response"));
        let is_heading = heading.is_some();
        let fence = if is_heading {
            cursor.blocks.get(cursor.next + 1).cloned()
        } else {
            Some(block.clone())
        };
        let Some(fence) = fence else {
            cursor.structure.0.push(block.span);
            cursor.next += 1;
            break;
        };
        let slot = match &fence.kind {
            BlockKind::Fence { info, .. } if info == "http!" => &mut request,
            BlockKind::Fence { info, .. } if info == "http_" => &mut response,
            BlockKind::Text if is_heading && says_nothing(&cursor.text()[fence.span.range()]) => {
                cursor.structure.0.extend([block.span, fence.span]);
                cursor.next += 2;
                continue;
            }
            _ if is_heading => {
                cursor.structure.0.push(block.span);
                cursor.next += 1;
                continue;
            }
            _ => break,
        };
        if slot.is_some() {
            break;
        }
        cursor.next += if is_heading { 2 } else { 1 };
        if let BlockKind::Fence { content, .. } = &fence.kind
            && is_no_sample(&cursor.text()[content.range()])
        {
            cursor.structure.0.extend(is_heading.then_some(block.span));
            cursor.structure.0.push(fence.span);
            continue;
        }
        *slot = message(cursor, &fence);
        if let (Some(sample), true) = (slot, is_heading) {
            sample.heading = block.span.into();
        }
    }
    (request, response)
}

/// An include without its file, or a text in place of a sample.
fn says_nothing(text: &str) -> bool {
    include_target(text).is_some() || is_no_sample(text)
}
