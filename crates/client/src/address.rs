//! Where the requests of a client go.

use std::fmt;
use std::sync::Arc;

use tokio::time::Instant;

use crate::base_url::BaseUrl;
use crate::error::Error;
use crate::single_flight::{Obtained, SingleFlight};
use crate::tenant::{Failure, LookUp, Tenant};

/// Where the requests of a client go.
pub(crate) struct Address(Kind);

enum Kind {
    Fixed(Arc<BaseUrl>),
    Tenant {
        tenant: Tenant,
        base: Box<SingleFlight<BaseUrl, Failure>>,
    },
}

impl Address {
    pub(crate) fn fixed(base: BaseUrl) -> Self {
        Self(Kind::Fixed(Arc::new(base)))
    }

    pub(crate) fn tenant(tenant: Tenant) -> Self {
        Self(Kind::Tenant {
            tenant,
            base: Box::default(),
        })
    }

    /// The base URL for the next request.
    pub(crate) async fn current(&self, look_up: &LookUp<'_>) -> Result<Arc<BaseUrl>, Error> {
        match &self.0 {
            Kind::Fixed(base) => Ok(base.clone()),
            Kind::Tenant { tenant, base } => Ok(base.get(None, find(tenant, look_up)).await?),
        }
    }

    /// The base URL in place of `refused`, which the service has answered to with a status of 421;
    /// `None` if there is no other.
    pub(crate) async fn replacement(
        &self,
        refused: &Arc<BaseUrl>,
        look_up: &LookUp<'_>,
    ) -> Result<Option<Arc<BaseUrl>>, Error> {
        match &self.0 {
            Kind::Fixed(_) => Ok(None),
            Kind::Tenant { tenant, base } => {
                let replacement = base.get(Some(refused), find(tenant, look_up)).await?;
                Ok((replacement.as_str() != refused.as_str()).then_some(replacement))
            }
        }
    }

    /// What to do about a status of 421 that is left after all.
    pub(crate) fn advice_if_misdirected(&self) -> &'static str {
        match &self.0 {
            Kind::Fixed(_) => {
                "the tenant has moved: make the client with `Client::tenant`, which follows it"
            }
            Kind::Tenant { .. } => {
                "the tenant has moved, but the service does not say where to: try again later"
            }
        }
    }
}

async fn find(tenant: &Tenant, look_up: &LookUp<'_>) -> Result<Obtained<BaseUrl>, Failure> {
    let status = look_up.status(tenant).await?;
    let base = status.base_url(tenant);
    Ok(Obtained {
        value: base.map_err(|kind| Failure::of_tenant(tenant, kind))?,
        expires: Some(Instant::now() + status.validity()),
        // The tenant says itself when it is somewhere else.
        ends: None,
    })
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Fixed(base) => base.as_str().fmt(formatter),
            Kind::Tenant { tenant, .. } => tenant.fmt(formatter),
        }
    }
}
