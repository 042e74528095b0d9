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

/// In the order of their numbers. The service names them as they are named here.
const NAMED: [OAuthError; 8] = [
    OAuthError::NoError,
    OAuthError::Revoked,
    OAuthError::InvalidRedirectUrl,
    OAuthError::Expired,
    OAuthError::Denied,
    OAuthError::NeedsReapproval,
    OAuthError::InvalidTimestamp,
    OAuthError::InvalidSignature,
];

impl OAuthError {
    /// Reads a number or a name of the service, or a code of the OAuth standard.
    pub(super) fn parse(text: &str) -> Self {
        let number = text.parse().ok();
        let mut named = NAMED.into_iter().enumerate();
        let named = named.find(|(index, refusal)| {
            number == Some(*index) || format!("{refusal:?}").eq_ignore_ascii_case(text)
        });
        match named {
            Some((_, refusal)) => refusal,
            None if text == "access_denied" => Self::Denied,
            None => Self::Other(text.chars().filter(|c| !c.is_control()).take(100).collect()),
        }
    }
}

impl fmt::Display for OAuthError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoError => "nothing is wrong",
            Self::Revoked => "the approval of the application was taken back",
            Self::InvalidRedirectUrl => "the redirect address is not one that the service knows",
            Self::Expired => "the approval of the application has expired",
            Self::Denied => "the application was not approved",
            Self::NeedsReapproval => "the application has to be approved once more",
            Self::InvalidTimestamp => "the time of the request is wrong",
            Self::InvalidSignature => "the signature of the request is wrong",
            Self::Other(code) => return write!(formatter, "`{}`", one_line(code)),
        })
    }
}

impl std::error::Error for OAuthError {}
