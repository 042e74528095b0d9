//! What the login service has issued.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use client::testing::FakeRequest;

/// How long a code can be exchanged for tokens.
const CODE: Duration = Duration::from_secs(10 * 60);

/// How long an access token is good for.
pub(super) const ACCESS: Duration = Duration::from_secs(3600);

/// How long a ticket is good for after it was used last.
const TICKET: Duration = Duration::from_secs(6 * 3600);

/// What all that was issued here has in it, so that it is known when it is good no more.
const MARK: &str = ".stand-in-";

/// Codes, tokens and tickets that are good.
#[derive(Debug, Default)]
pub(super) struct Sessions {
    count: u64,
    codes: HashMap<String, (Authorization, SystemTime)>,
    /// Refresh tokens.
    grants: HashMap<String, Grant>,
    /// Access tokens and tickets, and until when they are good.
    credentials: HashMap<String, SystemTime>,
    is_required: bool,
}

/// What a person has logged in to.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    pub(super) tenant: String,
    /// Whether the application has shown no secret, but a proof that it has asked.
    pub(super) is_public: bool,
}

/// What a browser was led to the login page for.
#[derive(Clone, Debug)]
pub(super) struct Authorization {
    pub(super) tenant: String,
    pub(super) redirect_uri: String,
    pub(super) nonce: Option<String>,
    pub(super) challenge: Option<Challenge>,
}

/// What the verifier of a login has to prove.
#[derive(Clone, Debug)]
pub(super) struct Challenge {
    pub(super) text: String,
    pub(super) is_hashed: bool,
}

impl Sessions {
    pub(super) fn code(&mut self, authorization: Authorization) -> String {
        let code = self.name("code", &authorization.tenant);
        let until = SystemTime::now() + CODE;
        self.codes
            .retain(|_, (_, until)| *until > SystemTime::now());
        self.codes.insert(code.clone(), (authorization, until));
        code
    }

    /// What a code was issued for. It is good once.
    pub(super) fn redeem(&mut self, code: &str) -> Option<Authorization> {
        let (authorization, until) = self.codes.remove(code)?;
        (until > SystemTime::now()).then_some(authorization)
    }

    pub(super) fn refresh_token(&mut self, grant: Grant) -> String {
        let token = self.name("refresh", &grant.tenant);
        self.grants.insert(token.clone(), grant);
        token
    }

    pub(super) fn grant(&self, refresh_token: &str) -> Option<Grant> {
        self.grants.get(refresh_token).cloned()
    }

    pub(super) fn access_token(&mut self, tenant: &str) -> String {
        self.issue("8A:", tenant, ACCESS)
    }

    pub(super) fn ticket(&mut self, tenant: &str) -> String {
        self.issue("7T:", tenant, TICKET)
    }

    fn issue(&mut self, kind: &str, tenant: &str, validity: Duration) -> String {
        let now = SystemTime::now();
        self.credentials.retain(|_, until| *until > now);
        let name = self.name(kind, tenant);
        self.credentials.insert(name.clone(), now + validity);
        name
    }

    fn name(&mut self, kind: &str, tenant: &str) -> String {
        self.count += 1;
        format!("{kind}{tenant}{MARK}{}", self.count)
    }

    /// Lets all access tokens and tickets expire.
    pub(super) fn expire(&mut self) {
        self.credentials.clear();
    }

    /// Takes back what people have approved of: their refresh tokens are good no more.
    pub(super) fn revoke(&mut self) {
        self.grants.clear();
        self.codes.clear();
    }

    /// Lets no call pass without credentials that were issued here.
    pub(super) fn require(&mut self) {
        self.is_required = true;
    }

    /// Whether a call may pass. The use of a ticket makes it good for longer.
    pub(super) fn admit(&mut self, request: &FakeRequest, secret: &str) -> bool {
        let given = request.header("Authorization").unwrap_or_default();
        let (scheme, credentials) = given.split_once(' ').unwrap_or_default();
        let credentials = credentials.trim();
        if !credentials.contains(MARK) {
            return !self.is_required;
        }
        let now = SystemTime::now();
        let Some(until) = self.credentials.get_mut(credentials) else {
            return false;
        };
        let is_ticket = credentials.starts_with("7T:");
        let is_fitting = match is_ticket {
            true => {
                scheme.eq_ignore_ascii_case("SOTicket")
                    && request.header("SO-AppToken") == Some(secret)
            }
            false => scheme.eq_ignore_ascii_case("Bearer"),
        };
        let is_good = is_fitting && *until > now;
        if is_good && is_ticket {
            *until = now + TICKET;
        }
        is_good
    }
}
