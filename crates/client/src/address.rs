//! Where the requests of a client go.

use std::fmt;
use std::sync::Arc;

use tokio::time::Instant;

use crate::base_url::BaseUrl;
use crate::error::Error;
use crate::service::{Service, SharedService};
use crate::single_flight::{Fault, SingleFlight, TimedValue};
#[cfg(feature = "webhooks")]
use crate::tenant::Environment;
use crate::tenant::{self, LookUpFailure, Tenant};

/// Where the requests of a client go.
pub(crate) struct Address(AddressKind);

enum AddressKind {
    Fixed(Arc<BaseUrl>),
    Tenant {
        tenant: Tenant,
        base: SingleFlight<BaseUrl, LookUpFailure>,
    },
}

impl Address {
    pub(crate) fn fixed(base: BaseUrl) -> Self {
        Self(AddressKind::Fixed(Arc::new(base)))
    }

    pub(crate) fn tenant(tenant: Tenant) -> Self {
        Self(AddressKind::Tenant {
            tenant,
            base: SingleFlight::default(),
        })
    }

    /// The base URL for the next request.
    pub(crate) async fn current(
        &self,
        service: &SharedService,
        deadline: Instant,
    ) -> Result<Arc<BaseUrl>, Error> {
        match &self.0 {
            AddressKind::Fixed(base) => Ok(base.clone()),
            AddressKind::Tenant { tenant, base } => {
                let found = base.get(deadline, |_| {
                    let (tenant, service) = (tenant.clone(), service.clone());
                    async move { find(&tenant, service.get()).await }
                });
                Ok(found.await?)
            }
        }
    }

    /// Notes that the service has responded at `base` with a status of 421, or that nobody was
    /// there: the next request looks for another address.
    pub(crate) fn note(&self, base: &Arc<BaseUrl>, fault: Fault) {
        if let AddressKind::Tenant { base: current, .. } = &self.0 {
            current.note(base, fault);
        }
    }

    /// Notes that somebody was there.
    pub(crate) fn note_response(&self) {
        if let AddressKind::Tenant { base, .. } = &self.0 {
            base.note_success();
        }
    }

    /// Notes that something about a tenant has changed: if it is this one, the next request asks
    /// where it is. Says whether it is this one.
    #[cfg(feature = "webhooks")]
    pub(crate) fn note_change(&self, environment: &Environment, customer_id: &str) -> bool {
        let AddressKind::Tenant { tenant, base } = &self.0 else {
            return false;
        };
        let is_this = tenant.environment().url() == environment.url()
            && tenant.customer_id().eq_ignore_ascii_case(customer_id);
        if is_this {
            base.note_change();
        }
        is_this
    }

    /// The base URL in place of one with a fault; `None` if there is no other.
    pub(crate) async fn replacement(
        &self,
        faulty: &Arc<BaseUrl>,
        service: &SharedService,
        deadline: Instant,
    ) -> Result<Option<Arc<BaseUrl>>, Error> {
        let current = self.current(service, deadline).await?;
        Ok((current.as_str() != faulty.as_str()).then_some(current))
    }

    /// What to do about a status of 421 that is left after all. `was_tried` says whether there was
    /// a look at where the tenant is now.
    pub(crate) fn advice_if_misdirected(&self, was_tried: bool) -> &'static str {
        match &self.0 {
            AddressKind::Fixed(_) => {
                "the tenant has moved: make the client with `Client::builder_for`, which follows it"
            }
            AddressKind::Tenant { .. } if was_tried => {
                "the tenant has moved, but the service does not say where to: try again later"
            }
            AddressKind::Tenant { .. } => {
                "the tenant has moved, and a stream cannot be sent twice: call again with a new one, \
                 which goes to where the tenant is now"
            }
        }
    }
}

async fn find(tenant: &Tenant, service: Service<'_>) -> Result<TimedValue<BaseUrl>, LookUpFailure> {
    let status = tenant::look_up(tenant, service).await?;
    let base = status.base_url(tenant);
    Ok(TimedValue {
        value: base.map_err(|kind| LookUpFailure::of_tenant(tenant, kind))?,
        expires: Some(Instant::now() + status.validity()),
        // The tenant says itself when it is somewhere else.
        ends: None,
    })
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            AddressKind::Fixed(base) => base.as_str().fmt(formatter),
            AddressKind::Tenant { tenant, .. } => tenant.fmt(formatter),
        }
    }
}
