//! Making sure that a webhook is there.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::EventName;
use crate::carrier::{Value, decode, encode};
use crate::client::Client;
use crate::collection::find;
use crate::debug::debug_without_secrets;
use crate::error::{ConfigurationError, Error};
use crate::request::Request;

const ACTIVE: &str = "Active";
const TOO_MANY_ERRORS: &str = "TooManyErrors";

/// A webhook as it has to be.
///
/// ```
/// use client::webhooks::{EventName, WebhookRegistration};
///
/// let registration = WebhookRegistration::new(
///     "Contacts to my shop",
///     "https://shop.example.com/superoffice",
///     "secret of the webhook",
///     [EventName::CONTACT_CREATED, EventName::CONTACT_CHANGED],
/// )?;
/// # Ok::<(), client::Error>(())
/// ```
///
/// Debug output leaves out the secret.
#[derive(Clone)]
pub struct WebhookRegistration {
    name: String,
    target_url: String,
    secret: String,
    events: BTreeSet<EventName>,
}

/// What was done to have a webhook as it has to be, and the webhook.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RegistrationOutcome<T> {
    /// There was none with that name.
    Created(T),
    /// It was different.
    Updated(T),
    /// The service had disabled it because of too many errors. It may have been different as well.
    Reactivated(T),
    /// It was so already.
    Unchanged(T),
}

impl<T> RegistrationOutcome<T> {
    /// The webhook.
    #[must_use]
    pub fn webhook(&self) -> &T {
        match self {
            Self::Created(webhook)
            | Self::Updated(webhook)
            | Self::Reactivated(webhook)
            | Self::Unchanged(webhook) => webhook,
        }
    }
}

impl WebhookRegistration {
    /// The webhook called `name`, which is what it is known by: it sends the events to
    /// `target_url`, signed with `secret`.
    ///
    /// # Errors
    ///
    /// If one of them is empty, or if the URL is not one of https, which SuperOffice asks for.
    pub fn new(
        name: impl Into<String>,
        target_url: impl Into<String>,
        secret: impl Into<String>,
        events: impl IntoIterator<Item: Into<EventName>>,
    ) -> Result<Self, ConfigurationError> {
        let registration = Self {
            name: name.into(),
            target_url: target_url.into(),
            secret: secret.into(),
            events: events.into_iter().map(Into::into).collect(),
        };
        registration.check()?;
        Ok(registration)
    }

    /// Creates the webhook if there is none of this name, changes it if its events, its target or
    /// its secret are others, and activates it again if the service has disabled it because of too
    /// many errors. What else it has stays as it is; one that somebody has stopped stays stopped.
    ///
    /// `all`, `default` and `save` are functions of the agent `Webhook`, such as that of the
    /// bindings:
    ///
    /// ```ignore
    /// use bindings::agents::webhook;
    ///
    /// let all = webhook::get_all_webhooks(&Default::default());
    /// let default = webhook::create_default_webhook();
    /// let registered = registration.ensure(&client, all, default, webhook::save_webhook).await?;
    /// ```
    ///
    /// The service sends a test to the target when a webhook is saved, so the receiver has to be
    /// running. A service that does not show the secret of a webhook gets it again each time. Two
    /// programs that do this at the same moment can create two webhooks.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] if there are several webhooks of this name, and what can go wrong
    /// with the calls.
    pub async fn ensure<T, Options, Query>(
        &self,
        client: &Client,
        all: Request<Vec<T>, Options, Query>,
        default: Request<T>,
        save: impl Fn(&T) -> Request<T>,
    ) -> Result<RegistrationOutcome<T>, Error>
    where
        T: Value + Send,
    {
        let existing = self.only(all.send(client).await?)?;
        let Some(existing) = existing else {
            let default = default.send(client).await?;
            let mut webhook = properties(&default)?;
            self.apply(&mut webhook);
            set(&mut webhook, "Name", self.name.as_str().into());
            set(&mut webhook, "State", ACTIVE.into());
            let saved = save(&carrier(webhook)?).send(client).await?;
            return Ok(RegistrationOutcome::Created(saved));
        };
        let mut webhook = properties(&existing)?;
        let is_disabled = text(&webhook, "State") == Some(TOO_MANY_ERRORS);
        if is_disabled {
            set(&mut webhook, "State", ACTIVE.into());
        } else if self.fits(&webhook) {
            return Ok(RegistrationOutcome::Unchanged(existing));
        }
        self.apply(&mut webhook);
        let saved = save(&carrier(webhook)?).send(client).await?;
        Ok(match is_disabled {
            true => RegistrationOutcome::Reactivated(saved),
            false => RegistrationOutcome::Updated(saved),
        })
    }

    fn check(&self) -> Result<(), ConfigurationError> {
        let mistake = if self.name.trim().is_empty() {
            "has no name"
        } else if self.secret.is_empty() {
            "has no secret: nobody could tell who has sent a notification"
        } else if self.events.is_empty() {
            "has no events"
        } else if !is_https(&self.target_url) {
            "has a target that is no address of https, which SuperOffice asks for"
        } else {
            return Ok(());
        };
        Err(ConfigurationError::new(format!("the webhook {mistake}")))
    }

    /// The webhook of this name.
    fn only<T: Value>(&self, all: Vec<T>) -> Result<Option<T>, Error> {
        let mut found = Vec::new();
        for webhook in all {
            if text(&properties(&webhook)?, "Name") == Some(&self.name) {
                found.push(webhook);
            }
        }
        match found.len() {
            0 | 1 => Ok(found.pop()),
            count => Err(Error::Configuration(ConfigurationError::new(format!(
                "there are {count} webhooks of the name of the one to register: delete all but one"
            )))),
        }
    }

    fn fits(&self, webhook: &Map<String, Json>) -> bool {
        let events = find(webhook, "Events").and_then(Json::as_array);
        let events: Option<BTreeSet<&str>> =
            events.map(|events| events.iter().filter_map(Json::as_str).collect());
        events.is_some_and(|events| events.into_iter().eq(self.names()))
            && text(webhook, "TargetUrl") == Some(&self.target_url)
            && text(webhook, "Secret") == Some(&self.secret)
    }

    fn apply(&self, webhook: &mut Map<String, Json>) {
        set(webhook, "Events", self.names().collect::<Vec<_>>().into());
        set(webhook, "TargetUrl", self.target_url.as_str().into());
        set(webhook, "Secret", self.secret.as_str().into());
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(EventName::as_str)
    }
}

debug_without_secrets!(WebhookRegistration {
    name,
    target_url,
    events
});

fn is_https(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|url| url.scheme() == "https" && url.has_host())
}

fn properties<T: Value>(webhook: &T) -> Result<Map<String, Json>, Error> {
    let json = encode(webhook);
    super::notification::object(&json).map_err(Error::from)
}

fn carrier<T: Value>(properties: Map<String, Json>) -> Result<T, Error> {
    Ok(decode(Json::Object(properties).to_string().as_bytes())?)
}

fn text<'a>(webhook: &'a Map<String, Json>, name: &str) -> Option<&'a str> {
    find(webhook, name)?.as_str()
}

fn set(webhook: &mut Map<String, Json>, name: &str, value: Json) {
    webhook.insert(name.to_owned(), value);
}
