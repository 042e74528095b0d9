//! Logins of people.

use http::Method;
use serde_json::{Map, Value};
use url::form_urlencoded::Serializer;

use super::credentials::trimmed;
use super::login::{Claims, LoginRequest, TokenVerifier};
use crate::debug::debug_without_secrets;
use crate::error::AuthorizationError;
use crate::service::Service;
use crate::tenant::Environment;
use crate::transport::Transport;

mod callback;
mod error;
mod login;
mod session;
mod tokens;

pub use self::callback::OAuthCallback;
pub use self::error::OAuthError;
pub use self::login::OAuthLogin;
pub use self::session::OAuthSession;
pub use self::tokens::OAuthTokens;

/// An application that people log in to by OAuth 2.0, with a code and a proof of who asked for it.
///
/// 1. [`login`](Self::login) makes the address that the browser is sent to. Keep the login, in the
///    person's session for example.
/// 2. The service sends the browser to the redirect address. [`exchange`](Self::exchange) makes
///    tokens of what that address was called with.
/// 3. [`session`](Self::session) makes the tokens the authorization of a client, and refreshes
///    them.
///
/// ```no_run
/// # async fn example(called: &str) -> Result<(), Box<dyn std::error::Error>> {
/// use client::auth::OAuth;
/// use client::tenant::Environment;
/// use client::Client;
///
/// let oauth = OAuth::new(Environment::Sod, "client id", "client secret", "https://app.example.com/callback");
/// let login = oauth.login(None)?;
/// println!("send the browser to {}", login.url());
///
/// let service = Client::builder(Environment::Sod.url()).build()?;
/// let tokens = oauth.exchange(&login, called, service.transport()).await?;
/// let address = tokens.claims().and_then(|claims| claims.webapi_url()).ok_or("no address")?;
/// let client = Client::builder(address).authorization(oauth.session(tokens.clone())).build()?;
/// # Ok(())
/// # }
/// ```
///
/// Clones share the keys of the service.
#[derive(Clone)]
pub struct OAuth {
    environment: Environment,
    client_id: String,
    client_secret: String,
    redirect_uri: String,
    verifier: TokenVerifier,
}

impl OAuth {
    /// The application `client_id`, which has a secret. The redirect address has to be one that the
    /// service knows.
    pub fn new(
        environment: Environment,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Self {
        let client_id = trimmed(client_id);
        Self {
            verifier: TokenVerifier::new(environment.clone(), &*client_id),
            environment,
            client_id,
            client_secret: trimmed(client_secret),
            redirect_uri: trimmed(redirect_uri),
        }
    }

    /// The application `client_id`, which can keep no secret because people have it on their own
    /// devices. The proof of who asked for the code is all that the service gets.
    pub fn public(
        environment: Environment,
        client_id: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Self {
        Self::new(environment, client_id, "", redirect_uri)
    }

    /// Starts a login, to a certain tenant such as `Cust12345` or to one that the person chooses.
    ///
    /// # Errors
    ///
    /// When the operating system has no random numbers.
    pub fn login(&self, tenant: Option<&str>) -> Result<OAuthLogin, AuthorizationError> {
        let (state, verifier) = (login::random()?, login::random()?);
        let mut query = Serializer::new(String::new());
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.client_id)
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("scope", "openid")
            .append_pair("state", &state)
            .append_pair("code_challenge", &login::challenge(&verifier))
            .append_pair("code_challenge_method", "S256");
        if let Some(tenant) = tenant {
            query.append_pair("acr_values", &format!("tenant:{tenant}"));
        }
        let url = format!(
            "{}/login/common/oauth/authorize?{}",
            self.environment.url(),
            query.finish()
        );
        Ok(OAuthLogin::new(url, state, verifier))
    }

    /// Makes tokens of the `response` to a login: the address that the browser was sent to, or the
    /// query of it. The service accepts it once and within ten minutes.
    ///
    /// # Errors
    ///
    /// When the response is not one to this login, when the service refused it (then an
    /// [`OAuthError`] is the source of the error), and when the service cannot be reached or
    /// responds with a token that it has not signed for this application.
    pub async fn exchange(
        &self,
        login: &OAuthLogin,
        response: &str,
        transport: &dyn Transport,
    ) -> Result<OAuthTokens, AuthorizationError> {
        let callback = OAuthCallback::from_query(response)?;
        self.redeem(login, &callback, transport).await
    }

    /// Makes the `callback` that is the response to a login the authorization of a client: compares
    /// the `state`, makes tokens of the code and verifies what they say. The service accepts a code
    /// once and within ten minutes.
    ///
    /// ```no_run
    /// # async fn example(
    /// #     oauth: client::auth::OAuth,
    /// #     logins: std::collections::HashMap<String, client::auth::OAuthLogin>,
    /// #     body: &[u8],
    /// #     service: client::Client,
    /// # ) -> Result<(), Box<dyn std::error::Error>> {
    /// use client::auth::OAuthCallback;
    /// use client::Client;
    ///
    /// // The service has posted a form to the redirect address.
    /// let callback = OAuthCallback::from_form(body)?;
    /// let login = callback.state().and_then(|state| logins.get(state)).ok_or("no such login")?;
    /// let session = oauth.accept(login, &callback, service.transport()).await?;
    /// let address = session.claims().and_then(|it| it.webapi_url().map(str::to_owned));
    /// let client = Client::builder(address.ok_or("no address")?).authorization(session).build()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`exchange`](Self::exchange).
    pub async fn accept(
        &self,
        login: &OAuthLogin,
        callback: &OAuthCallback,
        transport: &dyn Transport,
    ) -> Result<OAuthSession, AuthorizationError> {
        Ok(self.session(self.redeem(login, callback, transport).await?))
    }

    async fn redeem(
        &self,
        login: &OAuthLogin,
        callback: &OAuthCallback,
        transport: &dyn Transport,
    ) -> Result<OAuthTokens, AuthorizationError> {
        let code = login.code(callback)?;
        let parameters = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &*self.redirect_uri),
            ("code_verifier", login.verifier()),
        ];
        let secrets = [code, login.verifier()];
        let service = Service::over(transport);
        let response = self
            .tokens("the login", &parameters, &secrets, service)
            .await?;
        let claims = self.claims(&response, service).await?.ok_or_else(|| {
            AuthorizationError::new("the login: the login service responded without an `id_token`")
        })?;
        OAuthTokens::read(&response, None, Some(claims))
    }

    /// Makes new tokens of the refresh token. What the service does not send again stays as it was.
    ///
    /// # Errors
    ///
    /// When there is no refresh token, and when the service cannot be reached, refuses it, or
    /// responds with a token that it has not signed for this application.
    pub async fn refresh(
        &self,
        tokens: &OAuthTokens,
        transport: &dyn Transport,
    ) -> Result<OAuthTokens, AuthorizationError> {
        self.refreshed(tokens, Service::over(transport)).await
    }

    async fn refreshed(
        &self,
        tokens: &OAuthTokens,
        service: Service<'_>,
    ) -> Result<OAuthTokens, AuthorizationError> {
        let refresh_token = tokens.refresh_token().ok_or_else(|| {
            AuthorizationError::new(
                "the access token is used up and there is no refresh token: log in again",
            )
        })?;
        let parameters = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token),
            ("redirect_uri", &*self.redirect_uri),
        ];
        let secrets = [refresh_token, tokens.access_token()];
        let response = self
            .tokens("the refresh of the login", &parameters, &secrets, service)
            .await?;
        let claims = self.claims(&response, service).await?;
        OAuthTokens::read(
            &response,
            Some(refresh_token),
            claims.or(tokens.claims().cloned()),
        )
    }

    /// The authorization of a client by `tokens`, which it refreshes.
    #[must_use]
    pub fn session(&self, tokens: OAuthTokens) -> OAuthSession {
        OAuthSession::new(self.clone(), tokens)
    }

    /// Asks for tokens. The parameters go in the body, as addresses are logged on their way.
    async fn tokens(
        &self,
        purpose: &'static str,
        parameters: &[(&str, &str)],
        secrets: &[&str],
        service: Service<'_>,
    ) -> Result<Map<String, Value>, AuthorizationError> {
        let body = self.form(parameters);
        let request = LoginRequest {
            purpose,
            method: Method::POST,
            url: format!("{}/login/common/oauth/tokens", self.environment.url()),
            body: Some(("application/x-www-form-urlencoded", body.into_bytes())),
            secrets: secrets
                .iter()
                .copied()
                .chain([&*self.client_secret])
                .collect(),
        };
        request.send(service).await
    }

    /// The parameters with who asks. An application without a secret sends none: an empty one would
    /// be a wrong one.
    fn form(&self, parameters: &[(&str, &str)]) -> String {
        let mut form = Serializer::new(String::new());
        form.extend_pairs(parameters)
            .append_pair("client_id", &self.client_id);
        if !self.client_secret.is_empty() {
            form.append_pair("client_secret", &self.client_secret);
        }
        form.finish()
    }

    async fn claims(
        &self,
        response: &Map<String, Value>,
        service: Service<'_>,
    ) -> Result<Option<Claims>, AuthorizationError> {
        let Some(token) = response.get("id_token").and_then(Value::as_str) else {
            return Ok(None);
        };
        Ok(Some(self.verifier.id_token(token, service).await?))
    }
}

debug_without_secrets!(OAuth {
    environment,
    client_id,
    redirect_uri
});
