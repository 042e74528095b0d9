//! What a client says of calls that say nothing else.

use std::sync::Arc;

use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName};

use crate::error::ConfigurationError;
use crate::header;
use crate::settings::Locale;

/// Servers are known to refuse queries of 2,048 characters, and have to take the address too.
const LONGEST_ADDRESS: usize = 2_000;

/// More than any known response, and less than what would be noticed.
const MAX_RESPONSE_SIZE: u64 = 100 * 1024 * 1024;

/// Shorter values of headers are settings, such as a version, and no secrets.
const SHORTEST_SECRET: usize = 8;

/// Headers that belong to each message, and that no setting can replace.
pub(super) const RESERVED: [HeaderName; 3] = [CONTENT_LENGTH, HOST, TRANSFER_ENCODING];

/// What a client says of calls that say nothing else.
pub(super) struct Defaults {
    pub(super) locale: Locale,
    pub(super) headers: HeaderMap,
    /// What no message may repeat of the headers.
    pub(super) secrets: Arc<[String]>,
    /// How many characters an address may have.
    pub(super) longest_address: usize,
    /// How many bytes of a response may be read into memory.
    pub(super) max_response_size: u64,
}

impl Default for Defaults {
    fn default() -> Self {
        Self {
            locale: Locale::default(),
            headers: HeaderMap::new(),
            secrets: Arc::default(),
            longest_address: LONGEST_ADDRESS,
            max_response_size: MAX_RESPONSE_SIZE,
        }
    }
}

impl Defaults {
    /// Adds a header to all calls.
    pub(super) fn add_header(&mut self, name: &str, value: &str) -> Result<(), ConfigurationError> {
        let key = HeaderName::from_bytes(name.as_bytes()).ok();
        let value = header::sensitive(value).filter(|value| !value.is_empty());
        let (Some(key), Some(value)) = (key, value) else {
            return Err(ConfigurationError::new(format!(
                "the default header `{name}` is empty or has characters that no header can have"
            )));
        };
        if RESERVED.contains(&key) || key == CONTENT_TYPE {
            return Err(ConfigurationError::new(format!(
                "the default header `{name}` is set by the client for each call: leave it out"
            )));
        }
        if key == AUTHORIZATION {
            return Err(ConfigurationError::new(
                "credentials are no default header: give them as `authorization`, for example by \
                 `Credentials::other`",
            ));
        }
        self.headers.insert(key, value);
        self.secrets = self
            .headers
            .values()
            .filter_map(|value| value.to_str().ok())
            .filter(|value| value.len() >= SHORTEST_SECRET)
            .map(str::to_owned)
            .collect();
        Ok(())
    }
}
