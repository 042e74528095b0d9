//! The page that says what the words of the API mean: a sentence for each agent, resource, type and
//! property.

use crate::source::Spanned;

/// A page of terms with their meanings.
#[derive(Clone, Debug, PartialEq)]
pub struct GlossaryPage {
    /// The terms, in the order of the page.
    pub terms: Vec<Term>,
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it names.
    pub kind: TermKind,
    /// The name; that of a property of one type alone follows that of the type and a dot.
    pub name: Spanned<String>,
    /// A sentence or several.
    pub meaning: Spanned<String>,
}

/// What a term names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermKind {
    /// An agent.
    Agent,
    /// A REST resource.
    Resource,
    /// A carrier or an enum.
    Type,
    /// A property.
    Property,
}

impl TermKind {
    pub(super) const ALL: [Self; 4] = [Self::Agent, Self::Resource, Self::Type, Self::Property];

    /// The head of the first column, which tells the tables apart.
    pub fn head(self) -> &'static str {
        match self {
            Self::Agent => "Agent",
            Self::Resource => "Resource",
            Self::Type => "Type",
            Self::Property => "Property",
        }
    }
}
