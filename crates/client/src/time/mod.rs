//! Days, times and lengths of time, as the service writes them.
//!
//! Each keeps the string that the service sent, so what is not changed goes back as it came.

mod date;
mod date_time;
mod scan;
mod string_type;
mod time_of_day;
mod time_span;

pub use self::date::{Date, DateError};
#[cfg(feature = "jiff")]
pub use self::date_time::DateTimeError;
pub use self::date_time::{DateTime, ParseDateTimeError};
pub(crate) use self::scan::{TimeParts, digits, fraction};
pub use self::time_of_day::TimeOfDay;
pub use self::time_span::{TimeSpan, TimeSpanError};
