//! The sample sections: two headings and fences, or one heading and two fences.

use super::super::Sample;
use super::super::markdown::BlockKind;
use super::super::sample::sample;
use super::context::{Context, is};
use crate::source::include_target;

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
            BlockKind::Text
                if is_heading && include_target(&context.text()[fence.span.range()]).is_some() =>
            {
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
        *slot = sample(context, &fence);
        if let (Some(sample), true) = (slot, is_heading) {
            sample.heading = block.span.into();
        }
    }
    (request, response)
}
