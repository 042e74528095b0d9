//! Where the requests of a client go.

use std::fmt;
use std::sync::Arc;

use crate::base_url::BaseUrl;
use crate::error::Error;
use crate::transport::Transport;

/// Where the requests of a client go.
pub(crate) struct Address(Kind);

enum Kind {
    Fixed(Arc<BaseUrl>),
}

impl Address {
    pub(crate) fn fixed(base: BaseUrl) -> Self {
        Self(Kind::Fixed(Arc::new(base)))
    }

    /// The base URL for the next request.
    #[expect(clippy::unused_async, reason = "a tenant is looked up")]
    pub(crate) async fn current(&self, _: &dyn Transport) -> Result<Arc<BaseUrl>, Error> {
        match &self.0 {
            Kind::Fixed(base) => Ok(base.clone()),
        }
    }

    /// The base URL in place of `refused`, which the service has answered to with a status of 421;
    /// `None` if there is no other.
    #[expect(clippy::unused_async, reason = "a tenant is looked up")]
    pub(crate) async fn replacement(
        &self,
        _refused: &Arc<BaseUrl>,
        _: &dyn Transport,
    ) -> Result<Option<Arc<BaseUrl>>, Error> {
        match &self.0 {
            Kind::Fixed(_) => Ok(None),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Fixed(base) => base.as_str().fmt(formatter),
        }
    }
}
