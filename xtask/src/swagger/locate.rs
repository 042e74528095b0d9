//! Where a document says something.

use crate::source::Span;

/// The place of a text in quotes.
pub(super) fn locate(text: &str, name: &str) -> Span {
    let quoted = format!("\"{name}\"");
    match text.find(&quoted) {
        Some(at) => Span::new(at, at + quoted.len()),
        None => Span::new(0, 0),
    }
}

/// The place of a name in quotes, or of a property behind the name of what it belongs to.
pub(super) fn locate_schema(text: &str, place: &str) -> Span {
    let mut owner = place;
    let found = locate(text, place);
    if !found.range().is_empty() {
        return found;
    }
    while let Some((head, _)) = owner.rsplit_once('.') {
        owner = head;
        let at = [format!("\"{owner}\":"), format!("\"{owner}\"")]
            .iter()
            .find_map(|quoted| text.find(quoted));
        if let Some(at) = at {
            let property = locate(&text[at..], &place[owner.len() + 1..]);
            return match property.range().is_empty() {
                true => locate(text, owner),
                false => Span::new(at + property.start(), at + property.end()),
            };
        }
    }
    found
}
