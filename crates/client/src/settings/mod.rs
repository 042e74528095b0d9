//! What a client is set to, and some of it a single call: how it retries, how fast it may be, and
//! the language it asks for.

mod locale;
mod rate_limit;
mod retry;

pub use self::locale::{Language, TimeZone};
pub(crate) use self::locale::{Locale, SO_TIME_ZONE};
pub use self::rate_limit::RateLimit;
pub use self::retry::Retry;
pub(crate) use self::retry::{Budget, is_transient};
