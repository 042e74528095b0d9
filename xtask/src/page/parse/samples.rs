//! The sample sections: two headings and fences, or one heading and two fences.

use super::super::Sample;
use super::super::markdown::BlockKind;
use super::super::sample::sample;
use super::context::{Context, is};
use crate::source::{include_target, is_no_sample};

pub(super) fn samples(context: &mut Context<'_>) -> (Option<Sample>, Option<Sample>) {
    let (mut request, mut response) = (None, None);
    while let Some(block) = context.peek().cloned() {
        let heading = context
            .section(&block)
            .filter(|name| is(name, "Sample request") || is(name, "Sample response"));
        let is_heading = heading.is_some();
        let fence = if is_heading {
            context.blocks.get(context.next + 1).cloned()
        } else {
            Some(block.clone())
        };
        let Some(fence) = fence else {
            context.structure.0.push(block.span);
            context.next += 1;
            break;
        };
        let slot = match &fence.kind {
            BlockKind::Fence { info, .. } if info == "http!" => &mut request,
            BlockKind::Fence { info, .. } if info == "http_" => &mut response,
            BlockKind::Text if is_heading && says_nothing(&context.text()[fence.span.range()]) => {
                context.structure.0.extend([block.span, fence.span]);
                context.next += 2;
                continue;
            }
            _ if is_heading => {
                context.structure.0.push(block.span);
                context.next += 1;
                continue;
            }
            _ => break,
        };
        if slot.is_some() {
            break;
        }
        context.next += if is_heading { 2 } else { 1 };
        if let BlockKind::Fence { content, .. } = &fence.kind
            && is_no_sample(&context.text()[content.range()])
        {
            context.structure.0.extend(is_heading.then_some(block.span));
            context.structure.0.push(fence.span);
            continue;
        }
        *slot = sample(context, &fence);
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
