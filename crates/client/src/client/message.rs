//! The HTTP request of a call.

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Uri};

use super::defaults::{Defaults, RESERVED};
use crate::base_url::BaseUrl;
use crate::call::{Body, Parts};
use crate::error::{RequestError, RequestErrorKind};
use crate::header;
use crate::transport::Operation;

/// The request of a call, its body yet to come. `defaults` is what the client sets and the call
/// does not.
pub(super) fn request(
    parts: &Parts,
    base: &BaseUrl,
    credentials: &HeaderMap,
    defaults: &Defaults,
    accept: &'static str,
) -> Result<http::Request<()>, RequestError> {
    let address = parts.address(base.as_str())?;
    // A link is as long as the server has made it.
    if address.len() > defaults.longest_address && parts.link.is_none() {
        let (length, longest) = (address.len(), defaults.longest_address);
        let excess = format!("{length} characters, more than the {longest}");
        return Err(parts.fault(RequestErrorKind::Address, &excess));
    }
    let uri = Uri::try_from(address).map_err(|_| parts.fault(RequestErrorKind::Address, ""))?;
    let mut request = http::Request::new(());
    *request.method_mut() = parts.method.clone();
    *request.uri_mut() = uri;
    *request.headers_mut() = headers(parts, credentials, defaults, accept)?;
    request.extensions_mut().insert(Operation {
        id: parts.operation,
        template: parts.template,
    });
    Ok(request)
}

fn headers(
    parts: &Parts,
    credentials: &HeaderMap,
    defaults: &Defaults,
    accept: &'static str,
) -> Result<HeaderMap, RequestError> {
    let mut headers = credentials.clone();
    headers.insert(ACCEPT, HeaderValue::from_static(accept));
    match &parts.body {
        Body::None => {}
        Body::Json(_) | Body::JsonUploads(..) => {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Body::Content(content) => {
            let media_type = header::media_type(&content.media_type)
                .ok_or_else(|| parts.fault(RequestErrorKind::MediaType, &content.media_type))?;
            headers.insert(CONTENT_TYPE, media_type);
        }
        Body::File(file) => {
            headers.insert(CONTENT_TYPE, file.media_type());
        }
    }
    parts
        .locale
        .write(&defaults.locale, &mut headers)
        .map_err(|(kind, name)| parts.fault(kind, name))?;
    for (name, value) in &defaults.headers {
        headers.insert(name, value.clone());
    }
    for (name, value) in &parts.headers {
        // No server can read a form without the boundary that its type names.
        let is_of_form = *name == CONTENT_TYPE && matches!(parts.body, Body::File(_));
        if is_of_form || RESERVED.contains(name) {
            return Err(parts.fault(RequestErrorKind::ReservedHeader, name.as_str()));
        }
        headers.insert(name, value.clone());
    }
    Ok(headers)
}
