//! Why the service did not let somebody log in.

use std::fmt;

use crate::one_line::one_line;

/// Why the service did not let somebody log in.
///
/// It is the source of the error of [`OAuth::exchange`](crate::auth::OAuth::exchange):
///
/// ```
/// # use std::error::Error;
/// use client::auth::OAuthError;
/// use client::error::AuthorizationError;
///
/// fn was_denied(error: &AuthorizationError) -> bool {
///     let refusal = error.source().and_then(|source| source.downcast_ref());
///     refusal == Some(&OAuthError::Denied)
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OAuthError {
    /// 0: nothing is wrong.
    NoError,
    /// 1: the tenant's approval of the application was taken back.
    Revoked,
    /// 2: the redirect address is not one that the service knows.
    InvalidRedirectUrl,
    /// 3: the tenant's approval of the application has expired.
    Expired,
    /// 4: the person or the tenant did not approve of the application.
    Denied,
    /// 5: the tenant has to approve of the application once more.
    NeedsReapproval,
    /// 6: the time of the request is wrong.
    InvalidTimestamp,
    /// 7: the signature of the request is wrong.
    InvalidSignature,
    /// Another one, by its code.
    Other(String),
}

/// In the order of their numbers.
const NAMED: [(OAuthError, &str, &str); 8] = [
    (OAuthError::NoError, "NoError", "nothing is wrong"),
    (
        OAuthError::Revoked,
        "Revoked",
        "the approval of the application was taken back",
    ),
    (
        OAuthError::InvalidRedirectUrl,
        "InvalidRedirectUrl",
        "the redirect address is not one that the service knows",
    ),
    (
        OAuthError::Expired,
        "Expired",
        "the approval of the application has expired",
    ),
    (
        OAuthError::Denied,
        "Denied",
        "the application was not approved",
    ),
    (
        OAuthError::NeedsReapproval,
        "NeedsReapproval",
        "the application has to be approved once more",
    ),
    (
        OAuthError::InvalidTimestamp,
        "InvalidTimestamp",
        "the time of the request is wrong",
    ),
    (
        OAuthError::InvalidSignature,
        "InvalidSignature",
        "the signature of the request is wrong",
    ),
];

impl OAuthError {
    /// Reads a number or a name of the service, or a code of the OAuth standard.
    pub(super) fn parse(text: &str) -> Self {
        let number = text.parse().ok();
        let named = NAMED.into_iter().enumerate().find(|(index, (_, name, _))| {
            number == Some(*index) || name.eq_ignore_ascii_case(text)
        });
        match named {
            Some((_, (refusal, ..))) => refusal,
            None if text == "access_denied" => Self::Denied,
            None => Self::Other(text.chars().filter(|c| !c.is_control()).take(100).collect()),
        }
    }
}

impl fmt::Display for OAuthError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = NAMED.iter().find(|(refusal, ..)| refusal == self);
        match (self, named) {
            (Self::Other(code), _) => write!(formatter, "`{}`", one_line(code)),
            (_, Some((.., meaning))) => formatter.write_str(meaning),
            (_, None) => formatter.write_str("unknown"),
        }
    }
}

impl std::error::Error for OAuthError {}
