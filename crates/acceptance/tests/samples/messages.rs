//! The sample messages of the pages.

use acceptance::{Reference, json};
use serde_json::Value;
use xtask::page::{Page, SourcePage};

/// A side of an operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Message {
    Request,
    Response,
}

/// The samples with a JSON body, as the pages have it.
pub(crate) fn messages(
    reference: &Reference,
    message: Message,
) -> impl Iterator<Item = (&SourcePage, &str)> {
    reference.pages.iter().filter_map(move |page| {
        let sample = match message {
            Message::Request => &page.page.sample_request,
            Message::Response => &page.page.sample_response,
        };
        Some((page, json(page, sample.as_ref())?))
    })
}

/// Whether a body is the `null` by which pages show that an operation responds with nothing.
pub(crate) fn is_nothing(page: &Page, message: Message, json: &str) -> bool {
    message == Message::Response && page.response.is_void() && json == "null"
}

/// How many samples have a JSON body, found in the text alone: what the parser does not see is
/// missed here.
pub(crate) fn count_in_text(reference: &Reference, message: Message) -> usize {
    let fence = match message {
        Message::Request => "\n```http!\n",
        Message::Response => "\n```http_\n",
    };
    let body = |page: &SourcePage| -> Option<Value> {
        let (_, sample) = page.file.text.split_once(fence)?;
        let (sample, _) = sample.split_once("\n```")?;
        let (_, body) = sample.split_once("\n\n")?;
        serde_json::from_str(body).ok()
    };
    reference.pages.iter().filter_map(body).count()
}
