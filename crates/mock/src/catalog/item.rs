//! Parameters, arguments and properties.

use std::borrow::Cow;

use super::{Type, decoded};

/// A named value of a type.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// The name on the wire.
    pub(crate) name: Cow<'static, str>,
    pub(crate) ty: Type,
    pub(crate) is_required: bool,
}

/// The items of a field of the text.
pub(crate) fn items(field: &'static str) -> impl Iterator<Item = Item> {
    words(field).map(Item::read)
}

/// What stands between blanks; `-` is nothing.
pub(super) fn words(field: &'static str) -> impl Iterator<Item = &'static str> {
    field
        .split(' ')
        .filter(|word| !word.is_empty() && *word != "-")
}

impl Item {
    fn read(word: &'static str) -> Self {
        let (name, ty) = word.split_once(':').unwrap_or((word, "any"));
        let bare = ty.trim_end_matches('*');
        let plain = bare.trim_end_matches('!');
        Self {
            name: decoded(name),
            ty: Type::read(plain),
            is_required: plain.len() < bare.len(),
        }
    }
}
