//! Values that are not what they are taken for.

use std::error::Error;
use std::fmt;

use super::table::TableError;
use crate::custom_fields::CustomFieldError;
use crate::error::DecodeError;
#[cfg(feature = "jiff")]
use crate::time::DateTimeError;
use crate::time::{DateError, ParseDateTimeError, TimeSpanError};

/// A value that was read, written or converted beside a call, and is not what it was taken for.
///
/// Neither its message nor its debug output has the value, which can be personal. The errors within
/// can quote it.
#[non_exhaustive]
pub enum ValueError {
    /// A custom field has another kind of value, or cannot have a value.
    CustomField(CustomFieldError),
    /// A string is no day.
    Date(DateError),
    /// A string is no time.
    DateTime(ParseDateTimeError),
    /// A time cannot be converted.
    #[cfg(feature = "jiff")]
    Conversion(DateTimeError),
    /// A string is no length of time.
    TimeSpan(TimeSpanError),
    /// Rows of a table cannot be written.
    Table(TableError),
    /// JSON is not what it was expected to be.
    Decode(DecodeError),
}

impl fmt::Display for ValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CustomField(error) => write!(
                formatter,
                "the value of the field `{}` is not {}",
                error.key(),
                error.expected()
            ),
            Self::Date(_) => formatter.write_str(
                "a string or three numbers are no day of the years 1 to 9999: expected `YYYY-MM-DD`",
            ),
            Self::DateTime(_) => {
                formatter.write_str("a string is no time: expected `YYYY-MM-DDThh:mm:ss`")
            }
            #[cfg(feature = "jiff")]
            Self::Conversion(error) => error.fmt(formatter),
            Self::TimeSpan(_) => {
                formatter.write_str("a value is no length of time: expected `[-][d.]hh:mm:ss`")
            }
            Self::Table(error) => error.fmt(formatter),
            Self::Decode(error) => write!(
                formatter,
                "the JSON cannot be read at `{}`: {}",
                error.path(),
                error.reason()
            ),
        }
    }
}

impl fmt::Debug for ValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ValueError({self})")
    }
}

/// The errors within are no sources, because chains of sources are printed.
impl Error for ValueError {}
