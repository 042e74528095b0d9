//! The login service of a server.

use client::auth::OAuthLogin;
use url::Url;

use super::Application;
use super::oauth::Parameters;
use crate::check::pairs;
use crate::server::MockServer;

impl MockServer {
    /// The application that its login service knows.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// use bindings::client::auth::SystemUser;
    /// use bindings::rest::contact;
    /// use mock::MockServer;
    ///
    /// let server = MockServer::start().await?;
    /// let application = server.application();
    /// let user = SystemUser::new(
    ///     server.environment(),
    ///     "Cust12345",
    ///     application.system_user_token(),
    ///     application.client_secret(),
    ///     application.private_key(),
    /// );
    /// let client = server.client_builder().authorization(user).build()?;
    /// contact::get_contact_entity(17).send(&client).await?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # }).unwrap();
    /// ```
    #[must_use]
    pub fn application(&self) -> &Application {
        self.service().login.application()
    }

    /// Lets a person log in, as if a browser were led to the address of a login: returns the address
    /// that the browser is sent to, for
    /// [`OAuth::exchange`](client::auth::OAuth::exchange).
    ///
    /// # Panics
    ///
    /// If it is a login to another application, or its redirect address is none.
    #[must_use]
    pub fn log_in(&self, login: &OAuthLogin) -> String {
        let address = Url::parse(login.url()).expect("a login has an address");
        let query = Parameters(pairs(address.query().unwrap_or_default()));
        let called = self.service().login.authorized(&query);
        called.unwrap_or_else(|why| panic!("{why}")).into()
    }

    /// Lets all access tokens and tickets expire that its login service has issued.
    pub fn expire_logins(&self) {
        self.service().login.expire();
    }

    /// Takes back what people have approved of: refresh tokens are good no more.
    pub fn revoke_logins(&self) {
        self.service().login.revoke();
    }

    /// Refuses all calls from now on whose credentials its login service has not issued.
    pub fn require_login(&self) {
        self.service().login.require();
    }
}
