//! Where the API is described for everybody.

use super::AreaKind;

impl AreaKind {
    /// The page of the official site about all areas of a kind; it has none for an operation.
    pub fn site(self) -> &'static str {
        match self {
            AreaKind::Agent => "https://docs.superoffice.com/en/api/reference/restful/agent/",
            AreaKind::Rest => "https://docs.superoffice.com/en/api/reference/restful/rest/",
        }
    }
}
