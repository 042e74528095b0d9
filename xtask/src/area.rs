//! The two kinds of areas that the API has.

/// The two styles of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaKind {
    /// Remote procedure calls, always by POST.
    Agent,
    /// Resources.
    Rest,
}

impl AreaKind {
    /// The word for all of them, in paths and names: `agents` or `rest`.
    pub fn word(self) -> &'static str {
        match self {
            AreaKind::Agent => "agents",
            AreaKind::Rest => "rest",
        }
    }

    /// The page of the official site about all areas of a kind; it has none for an operation.
    pub fn site(self) -> &'static str {
        match self {
            AreaKind::Agent => "https://docs.superoffice.com/en/api/reference/restful/agent/",
            AreaKind::Rest => "https://docs.superoffice.com/en/api/reference/restful/rest/",
        }
    }
}
