//! The installations of the service.

/// An installation of the online service: where people log in, and where the tenants are known.
///
/// The tenants themselves are at numbered addresses that change.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Environment {
    /// For development: `https://sod.superoffice.com`.
    Sod,
    /// For tests before a release: `https://qaonline.superoffice.com`.
    Stage,
    /// For production: `https://online.superoffice.com`.
    Online,
    /// Any other, by its address, as in `https://login.example.com`.
    Custom(String),
}

impl Environment {
    /// The address, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        match self {
            Self::Sod => "https://sod.superoffice.com",
            Self::Stage => "https://qaonline.superoffice.com",
            Self::Online => "https://online.superoffice.com",
            Self::Custom(url) => url.trim_end_matches('/'),
        }
    }
}
