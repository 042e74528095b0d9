//! Links from one page to the next.

use url::Url;

use crate::base_url::BaseUrl;
use crate::error::{LinkError, LinkErrorKind};

/// What stands behind the address of the client in the link to a next page.
///
/// The server can know itself by another name than the client knows it, when a proxy is between
/// them. So the host of a link does not count: the client goes on where it has been. The path of the
/// tenant has to be the same, since nothing else shows that the link is one of this tenant.
pub(crate) fn relative(
    operation: &'static str,
    link: &str,
    base: &BaseUrl,
) -> Result<String, LinkError> {
    let refuse = |kind, shown: String| LinkError::new(operation, kind, shown);
    let here =
        Url::parse(base.as_str()).map_err(|_| refuse(LinkErrorKind::Unreadable, String::new()))?;
    let link = here
        .join(link.trim())
        .map_err(|_| refuse(LinkErrorKind::Unreadable, String::new()))?;
    // The query of a link can hold what the user was looking for.
    let shown = format!("{}{}", link.origin().ascii_serialization(), link.path());
    let is_web = matches!(link.scheme(), "http" | "https");
    let path = without_prefix(link.path(), here.path()).filter(|path| !path.is_empty());
    match path {
        Some(path) if is_web && link.username().is_empty() && link.password().is_none() => {
            let query = link.query().map(|query| format!("?{query}"));
            Ok(format!("{path}{}", query.unwrap_or_default()))
        }
        _ => Err(refuse(LinkErrorKind::Elsewhere, shown)),
    }
}

/// Servers match paths without regard to case.
fn without_prefix<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, end) = path.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(end)
}
