//! The service over the network.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::{fmt, io};

use axum::Router;
use axum::extract::{Request, State};
use client::response::FromResponse;
use client::settings::{RateLimit, Retry};
use client::tenant::{Environment, TenantState};
use client::testing::{Expectation, FakeRequest};
use client::{Client, ClientBuilder};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::fault::Fault;
use crate::service::Service;

/// A stand-in for the service, on the loopback interface of this machine.
///
/// It responds to every operation of the reference with the documented status and a value that is
/// valid for its type, and checks what it is sent: an argument or a property of a wrong type, a
/// parameter that the operation does not have, or a missing body are refused as the service refuses
/// them. [`given`](Self::given) says what it is to respond instead, [`fail_next`](Self::fail_next)
/// how it is to fail.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// use bindings::rest::contact;
/// use bindings::types::ContactEntityWithLinks;
/// use mock::MockServer;
///
/// let server = MockServer::start().await?;
/// let ida = ContactEntityWithLinks { name: Some("Ida Ltd".into()), ..Default::default() };
/// server.given(contact::get_contact_entity(17)).respond(ida);
///
/// let client = server.client();
/// let contact = contact::get_contact_entity(17).send(&client).await?;
/// assert_eq!(contact.name.as_deref(), Some("Ida Ltd"));
/// assert_eq!(server.received()[0].uri().path(), "/Cust12345/api/v1/Contact/17");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
///
/// It ends when it is dropped.
pub struct MockServer {
    address: SocketAddr,
    service: Arc<Service>,
    /// The server ends when this is dropped.
    _running: oneshot::Sender<()>,
}

impl MockServer {
    /// Starts a stand-in on a free port, within the Tokio runtime of the caller.
    ///
    /// # Errors
    ///
    /// When no port of the loopback interface can be had.
    pub async fn start() -> io::Result<Self> {
        Self::start_on(0).await
    }

    /// Starts a stand-in on a port.
    ///
    /// # Errors
    ///
    /// When the port is taken.
    pub async fn start_on(port: u16) -> io::Result<Self> {
        Self::serve(port, Service::default()).await
    }

    /// Starts a stand-in on a port that keeps what it is told in a file, for the next one that is
    /// started with it. If there is no such file, it makes one. Logins, failures and what was given
    /// are not in it.
    ///
    /// What is changed is in the file before the response is sent, so that nothing is lost if the
    /// process is killed.
    ///
    /// # Errors
    ///
    /// When the port is taken, and when the file cannot be used: another process has it open, it was
    /// written by another program, it is damaged, or it cannot be written. Then it stays as it is,
    /// and the error has a [`StoreError`](crate::StoreError) as its inner error.
    #[cfg(feature = "store")]
    pub async fn start_with_store(
        port: u16,
        file: impl AsRef<std::path::Path>,
    ) -> io::Result<Self> {
        let service = Service::open(file.as_ref()).map_err(io::Error::other)?;
        Self::serve(port, service).await
    }

    async fn serve(port: u16, service: Service) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let service = Arc::new(service);
        let respond = |State(service): State<Arc<Service>>, request: Request| async move {
            service.respond(request).await
        };
        let router = Router::new().fallback(respond);
        let router = router.with_state(Arc::clone(&service));
        let (running, ended) = oneshot::channel();
        let server = axum::serve(listener, router).with_graceful_shutdown(async {
            // It is never sent: it ends when the sender is dropped.
            let _ = ended.await;
        });
        tokio::spawn(server.into_future());
        Ok(Self {
            address,
            service,
            _running: running,
        })
    }

    /// The address of its tenant, such as `http://127.0.0.1:49152/Cust12345`, for
    /// [`Client::builder`]. Any other name of a tenant does as well.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/Cust12345", self.address)
    }

    /// It as an environment, for what asks the login service and for the state of tenants:
    /// [`Tenant`](client::tenant::Tenant) and, with the feature `login`, logins.
    #[must_use]
    pub fn environment(&self) -> Environment {
        Environment::Custom(format!("http://{}", self.address))
    }

    /// Says that its tenants are in a state, which is `Running` before.
    pub fn set_tenant_state(&self, state: TenantState) {
        self.service.set_tenant_state(state);
    }

    /// A client of it, without credentials, retries and limits.
    #[must_use]
    pub fn client(&self) -> Client {
        let builder = self.client_builder().retry(Retry::never());
        builder.build().expect("the settings are valid")
    }

    /// The same with the client's own retries, to be set up as a test needs it.
    pub fn client_builder(&self) -> ClientBuilder {
        let builder = Client::builder(self.base_url());
        builder.no_proxy().rate_limit(RateLimit::unlimited())
    }

    /// Says what the response to a request is: to one that calls the same operation with the same
    /// arguments, as in [`FakeTransport::given`](client::testing::FakeTransport::given). Such a request is
    /// not checked.
    ///
    /// The response has the type of the operation, or it does not compile:
    ///
    /// ```compile_fail,E0308
    /// # async fn example() {
    /// use bindings::rest::contact;
    /// use bindings::types::Person;
    /// use mock::MockServer;
    ///
    /// let server = MockServer::start().await.unwrap();
    /// server.given(contact::get_contact_entity(17)).respond(Person::default());
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// If the request cannot be sent, as when an argument is empty.
    #[track_caller]
    pub fn given<T: FromResponse, Options, Query>(
        &self,
        request: client::Request<T, Options, Query>,
    ) -> Expectation<'_, T, Options> {
        self.service.given.given(request)
    }

    /// Lets the next call fail, and the ones after it by what is said in further calls of this.
    pub fn fail_next(&self, fault: Fault) {
        self.service.fail_next(fault);
    }

    /// Lets all calls fail until [`recover`](Self::recover).
    pub fn fail_all(&self, fault: Fault) {
        self.service.fail_all(Some(fault));
    }

    /// Ends the failures of [`fail_all`](Self::fail_all).
    pub fn recover(&self) {
        self.service.fail_all(None);
    }

    #[cfg(feature = "login")]
    pub(crate) fn service(&self) -> &Service {
        &self.service
    }

    /// The requests so far, the oldest first: those as well that failed or were refused. Of more
    /// than 10,000 requests, and of bodies of more than 64 MiB together, the last ones.
    #[must_use]
    pub fn received(&self) -> Vec<FakeRequest> {
        self.service.received()
    }
}

impl fmt::Debug for MockServer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MockServer")
            .field("base_url", &self.base_url())
            .field("given", &self.service.given)
            .finish()
    }
}
