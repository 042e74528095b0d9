//! The address of a tenant.

use url::Url;

use crate::error::ConfigurationError;

/// The address of the web API of a tenant: `https://host/Cust12345/api/`.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl(String);

impl BaseUrl {
    /// Reads the address in each form that the documentation and the service use for it: with or
    /// without `/api`, `/api/v1` and a trailing slash. Slashes that are there twice count once.
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
        let path = single_slashes(url.path());
        let tenant = tenant(&path)?;
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

/// The path of a tenant, without that of its API.
fn tenant(path: &str) -> Result<&str, ConfigurationError> {
    let refused = |what: &str| {
        ConfigurationError::new(format!(
            "the base URL is {what}: end it with the path of the tenant"
        ))
    };
    // Whatever comes before it, as with a gateway: what ends like this is clear.
    if let Some(tenant) = without_suffix(path, "/api/v1").or_else(|| without_suffix(path, "/api")) {
        return Ok(tenant);
    }
    let lower = path.to_ascii_lowercase();
    let segments: Vec<&str> = lower.split('/').collect();
    let is_version = |text: &str| {
        let number = text.strip_prefix('v').unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    if segments
        .windows(2)
        .any(|pair| pair[0] == "api" && is_version(pair[1]))
    {
        return Err(refused("the address of an operation"));
    }
    let last = segments.last().copied().unwrap_or_default();
    if last.starts_with("services") && last["services".len()..].parse::<u8>().is_ok() {
        return Err(refused(
            "the address of the SOAP services, which stand beside the web API",
        ));
    }
    let extensions = [".aspx", ".ashx", ".asmx", ".svc", ".html", ".htm"];
    if extensions.iter().any(|extension| last.ends_with(extension)) {
        return Err(refused("the address of a page"));
    }
    Ok(path)
}

/// The path without slashes that are there twice, and none at the end.
fn single_slashes(path: &str) -> String {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.fold(String::new(), |path, segment| path + "/" + segment)
}

fn without_suffix<'a>(path: &'a str, suffix: &str) -> Option<&'a str> {
    // Servers match paths without regard to case.
    let (start, end) = path.split_at_checked(path.len().checked_sub(suffix.len())?)?;
    end.eq_ignore_ascii_case(suffix).then_some(start)
}
