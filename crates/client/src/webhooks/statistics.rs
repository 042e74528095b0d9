//! How a webhook gets on.

use crate::collection::{Filter, Row, column};
use crate::error::Error;

/// How often a webhook was called, and how often that failed.
///
/// The archive `dynamic` knows it, in all releases that have webhooks:
///
/// ```ignore
/// use bindings::client::webhooks::WebhookStatistics;
/// use bindings::rest::archive;
///
/// let request = archive::get_archive_get("dynamic")
///     .select(WebhookStatistics::COLUMNS)
///     .filter(WebhookStatistics::of_webhook(17));
/// if let Some(row) = request.rows(&client).next().await {
///     println!("{:?}", WebhookStatistics::from_row(row?)?);
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebhookStatistics {
    /// The webhook.
    pub webhook_id: Option<i32>,
    /// How often it was called.
    pub total_calls: Option<i32>,
    /// How often that failed.
    pub total_errors: Option<i32>,
    /// How often it has failed since it last succeeded.
    pub consecutive_errors: Option<i32>,
    /// What was wrong the last time that it failed.
    pub last_error: Option<String>,
}

const ID: &str = "webhook_usage.webhook_usage_id";
const CALLS: &str = "webhook_usage.total_calls";
const ERRORS: &str = "webhook_usage.total_errors";
const CONSECUTIVE: &str = "webhook_usage.consecutive_errors";
const LAST: &str = "webhook_usage.last_error";

impl WebhookStatistics {
    /// The columns to ask for.
    pub const COLUMNS: [&str; 5] = [ID, CALLS, ERRORS, CONSECUTIVE, LAST];

    /// Restricts the rows to that of the webhook `webhook_id`.
    #[must_use]
    pub fn of_webhook(webhook_id: i32) -> Filter {
        column(ID).eq(webhook_id)
    }

    /// Reads a row of the archive `dynamic`.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if a column has another type.
    pub fn from_row(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            webhook_id: row.value(ID)?,
            total_calls: row.value(CALLS)?,
            total_errors: row.value(ERRORS)?,
            consecutive_errors: row.value(CONSECUTIVE)?,
            last_error: row.value(LAST)?,
        })
    }
}
