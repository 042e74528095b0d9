//! Why a notification is not accepted.

use std::error::Error;
use std::fmt;

use http::{HeaderName, StatusCode};

use crate::error::DecodeError;
use crate::one_line::one_line;

/// The header with the signature.
pub(crate) const SIGNATURE: HeaderName = HeaderName::from_static("x-superoffice-signature");

/// A notification that is not accepted.
///
/// Neither its message nor its debug output has anything of the secret, of the signature that would
/// have been right, or of the values in the body.
#[non_exhaustive]
pub enum WebhookError {
    /// There is no signature. SuperOffice sends none for a webhook without a secret.
    MissingSignature,
    /// There is more than one signature.
    RepeatedSignature,
    /// The signature is not what SuperOffice writes: 32 bytes in Base64.
    MalformedSignature,
    /// The body was signed with another secret, or was changed.
    WrongSignature,
    /// The signature is right, but the body is no notification. The error of the decoder can quote
    /// the body.
    Decode(DecodeError),
}

impl WebhookError {
    /// The status to respond with: 401 if the signature is the reason, and 400 otherwise.
    ///
    /// SuperOffice counts both as errors. It would take 410 as the wish to have the webhook
    /// disabled.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Decode(_) => StatusCode::BAD_REQUEST,
            _ => StatusCode::UNAUTHORIZED,
        }
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingSignature => write!(
                formatter,
                "the webhook is not signed, it has no header `{SIGNATURE}`: give the webhook a secret"
            ),
            Self::RepeatedSignature => {
                write!(formatter, "the webhook has the header `{SIGNATURE}` twice")
            }
            Self::MalformedSignature => write!(
                formatter,
                "the header `{SIGNATURE}` of the webhook is not the Base64 of 32 bytes"
            ),
            Self::WrongSignature => formatter.write_str(
                "the signature of the webhook is wrong: it was made with another secret, or for \
                 another body; verify the bytes as they were received",
            ),
            Self::Decode(error) => write!(
                formatter,
                "the body of the webhook cannot be read at `{}`: {}",
                one_line(error.path()),
                error.reason()
            ),
        }
    }
}

impl fmt::Debug for WebhookError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "WebhookError({self})")
    }
}

/// The error of the decoder is no source, because chains of sources are printed.
impl Error for WebhookError {}
