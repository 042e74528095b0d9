//! Places on a page that say nothing.

use crate::source::Span;

/// Places whose text carries no fact of its own. Always equal: they belong to
/// the form of a page, and are kept to account for every line.
#[derive(Clone, Debug, Default)]
pub struct Structure(pub Vec<Span>);

impl PartialEq for Structure {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl From<Span> for Structure {
    fn from(span: Span) -> Self {
        Self(vec![span])
    }
}

impl Structure {
    /// The first place, for pointing at.
    pub fn span(&self) -> Span {
        self.0.first().copied().unwrap_or_default()
    }
}
