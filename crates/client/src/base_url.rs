//! The address of a tenant.

use url::Url;

use crate::error::ConfigurationError;

/// The address of the web API of a tenant: `https://host/Cust12345/api/`.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl(String);

impl BaseUrl {
    /// Reads the address in each form that the documentation and the service use for it: with or
    /// without `/api`, `/api/v1` and a trailing slash.
    pub(crate) fn parse(text: &str) -> Result<Self, ConfigurationError> {
        // No message repeats the text: it can contain a password.
        let url = Url::parse(text).map_err(|error| {
            ConfigurationError::new(format!(
                "the base URL cannot be read ({error}): write it as https://host/tenant"
            ))
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(ConfigurationError::new(format!(
                "the base URL has the scheme `{}`: only https and http are supported",
                url.scheme()
            )));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ConfigurationError::new(
                "the base URL has a user name or a password: give them as `Credentials::basic`",
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(ConfigurationError::new(
                "the base URL has a query or a fragment: end it with the path of the tenant",
            ));
        }
        let path = url.path().trim_end_matches('/');
        let tenant = without_suffix(path, "/api/v1")
            .or_else(|| without_suffix(path, "/api"))
            .unwrap_or(path);
        if format!("{tenant}/").to_ascii_lowercase().contains("/api/") {
            return Err(ConfigurationError::new(
                "the base URL is the address of an operation: end it with the path of the tenant",
            ));
        }
        let origin = url.origin().ascii_serialization();
        Ok(Self(format!("{origin}{tenant}/api/")))
    }

    /// Whether nobody on the way can read what is sent there.
    pub(crate) fn is_secure(&self) -> bool {
        self.0.starts_with("https:")
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

fn without_suffix<'a>(path: &'a str, suffix: &str) -> Option<&'a str> {
    // Servers match paths without regard to case.
    let (start, end) = path.split_at_checked(path.len().checked_sub(suffix.len())?)?;
    end.eq_ignore_ascii_case(suffix).then_some(start)
}
