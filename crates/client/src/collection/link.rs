//! Links from one page to the next.

use url::Url;

use crate::base_url::BaseUrl;
use crate::error::{LinkError, LinkErrorKind};

const API: &str = "api/";
const VERSION: &str = "v1/";

/// What stands behind the address of the client in the link to a next page.
///
/// The server can know itself by another name than the client knows it, when a proxy is between
/// them. So the host of a link does not count: the client goes on where it has been. The path of
/// the tenant has to be the same, since nothing else shows that the link is one of this tenant.
///
/// A link without a host is relative to the page that it stands on, whose path and query behind
/// `base` is `page`.
pub(crate) fn relative(
    operation: &'static str,
    link: &str,
    base: &BaseUrl,
    page: &str,
) -> Result<String, LinkError> {
    let refuse = |kind, shown: String| LinkError::new(operation, kind, shown);
    let unreadable = |_| refuse(LinkErrorKind::Unreadable, String::new());
    let here = Url::parse(base.as_str()).map_err(unreadable)?;
    let link = link.trim();
    let link = match without_prefix(link, API).unwrap_or(link) {
        // What starts with the version of the API is meant from its root.
        link if without_prefix(link, VERSION).is_some() => here.join(link),
        _ => here.join(page).and_then(|page| page.join(link)),
    };
    let link = link.map_err(unreadable)?;
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
