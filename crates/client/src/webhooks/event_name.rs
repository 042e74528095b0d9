//! What has happened.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The name of an event, such as `contact.changed`.
///
/// New ones come with releases, and every installation has some of its own, so any string is one:
///
/// ```
/// use client::webhooks::EventName;
///
/// let event = EventName::from("contact.changed");
/// assert_eq!(event, EventName::CONTACT_CHANGED);
/// assert_eq!((event.entity(), event.action()), ("contact", "changed"));
///
/// // Rows of a list, by its name or by its identifier, and rows of an extra table.
/// assert_eq!(EventName::from("list.category.softdeleted").entity(), "list.category");
/// assert_eq!(EventName::from("y_car.created").action(), "created");
/// ```
///
/// The constants are the events that are documented, but for those of lists, which are named
/// `list.NAME.created`, `.changed` and `.softdeleted`, and of extra tables, `TABLE.created`,
/// `.changed` and `.deleted`. A webhook for the state of another one, such as that with the
/// identifier 123, is registered for `webhook123.started`, `.stopped` and `.errors`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventName(Cow<'static, str>);

macro_rules! events {
    ($($constant:ident: $name:literal,)*) => {
        impl EventName {
            $(
                #[doc = concat!("`", $name, "`")]
                pub const $constant: Self = Self(Cow::Borrowed($name));
            )*

            /// The events that have a constant.
            #[must_use]
            pub fn members() -> &'static [Self] {
                const MEMBERS: &[EventName] = &[$(EventName::$constant),*];
                MEMBERS
            }
        }
    };
}

events! {
    ACTIVITY_CREATED: "activity.created",
    ACTIVITY_CHANGED: "activity.changed",
    ACTIVITY_DELETED: "activity.deleted",
    ASSOCIATE_CREATED: "associate.created",
    ASSOCIATE_CHANGED: "associate.changed",
    ASSOCIATE_DELETED: "associate.deleted",
    CHATSESSION_CREATED: "chatsession.created",
    CHATSESSION_CHANGED: "chatsession.changed",
    CHATSESSION_MESSAGE: "chatsession.message",
    CONTACT_CREATED: "contact.created",
    CONTACT_CHANGED: "contact.changed",
    CONTACT_DELETED: "contact.deleted",
    CONTACT_SOFTDELETED: "contact.softdeleted",
    DOCUMENT_CREATED: "document.created",
    DOCUMENT_CHANGED: "document.changed",
    DOCUMENT_DELETED: "document.deleted",
    DOCUMENT_EDITED: "document.edited",
    PERSON_CREATED: "person.created",
    PERSON_CHANGED: "person.changed",
    PERSON_DELETED: "person.deleted",
    PERSON_CONSENTED: "person.consented",
    PERSON_UNCONSENTED: "person.unconsented",
    PROJECT_CREATED: "project.created",
    PROJECT_CHANGED: "project.changed",
    PROJECT_DELETED: "project.deleted",
    PROJECTMEMBER_CREATED: "projectmember.created",
    PROJECTMEMBER_CHANGED: "projectmember.changed",
    PROJECTMEMBER_DELETED: "projectmember.deleted",
    QUOTE_APPROVED: "quote.approved",
    QUOTE_REJECTED: "quote.rejected",
    QUOTE_SENT: "quote.sent",
    QUOTE_ORDERED: "quote.ordered",
    RELATION_CREATED: "relation.created",
    RELATION_CHANGED: "relation.changed",
    RELATION_DELETED: "relation.deleted",
    SALE_CREATED: "sale.created",
    SALE_CHANGED: "sale.changed",
    SALE_DELETED: "sale.deleted",
    SALE_COMPLETED: "sale.completed",
    SALE_LOST: "sale.lost",
    SALE_SOLD: "sale.sold",
    SALESTAKEHOLDER_CREATED: "salestakeholder.created",
    SALESTAKEHOLDER_CHANGED: "salestakeholder.changed",
    SALESTAKEHOLDER_DELETED: "salestakeholder.deleted",
    TICKET_CREATED: "ticket.created",
    TICKET_CHANGED: "ticket.changed",
    WEBHOOK_STARTED: "webhook.started",
    WEBHOOK_STOPPED: "webhook.stopped",
    WEBHOOK_ERRORS: "webhook.errors",
    TEST: "test",
}

impl EventName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the event is about: what stands before the last dot. The identifier in
    /// `webhook123.errors` is left out.
    #[must_use]
    pub fn entity(&self) -> &str {
        let entity = self.0.rsplit_once('.').map_or(&*self.0, |(it, _)| it);
        match self.webhook_id() {
            Some(_) => "webhook",
            None => entity,
        }
    }

    /// What has happened: what stands after the last dot; empty if there is none, as in `test`.
    #[must_use]
    pub fn action(&self) -> &str {
        self.0.rsplit_once('.').map_or("", |(_, action)| action)
    }

    /// The identifier of the webhook that `webhook123.errors` and the like are about.
    #[must_use]
    pub fn webhook_id(&self) -> Option<i32> {
        let digits = self.0.strip_prefix("webhook")?.split('.').next()?;
        crate::time::digits(digits, 1..=usize::MAX)
    }
}

impl fmt::Debug for EventName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EventName({:?})", self.0)
    }
}

impl fmt::Display for EventName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl AsRef<str> for EventName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for EventName {
    fn from(name: &str) -> Self {
        Self(Cow::Owned(name.to_owned()))
    }
}

impl From<String> for EventName {
    fn from(name: String) -> Self {
        Self(Cow::Owned(name))
    }
}

impl From<EventName> for String {
    fn from(name: EventName) -> Self {
        name.0.into_owned()
    }
}

impl PartialEq<str> for EventName {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for EventName {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl Serialize for EventName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for EventName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
