//! The two programs that are compared.

use std::hint::black_box;

use bindings::rest::contact;
use client::settings::RateLimit;
use client::{Client, Credentials};
use reqwest::header::ACCEPT;

const TOKEN: &str = "8A:Cust12345.secret";

/// Gets one contact at a time.
pub(crate) trait Side: Send + Sync + 'static {
    /// Whether there is the contact.
    fn call(&self) -> impl Future<Output = bool> + Send;
}

pub(crate) struct Bindings(Client);

impl Bindings {
    pub(crate) fn new(base: &str) -> Self {
        let client = Client::builder(base)
            .authorization(Credentials::bearer(TOKEN))
            .rate_limit(RateLimit::unlimited())
            .no_proxy()
            .build();
        Self(client.expect("valid settings"))
    }
}

impl Side for Bindings {
    async fn call(&self) -> bool {
        let request = contact::get_contact_entity(17);
        request.send(&self.0).await.map(black_box).is_ok()
    }
}

/// The program that one writes without this client.
pub(crate) struct Plain {
    client: reqwest::Client,
    base: String,
}

impl Plain {
    pub(crate) fn new(base: &str) -> Self {
        let client = reqwest::Client::builder().no_proxy().build();
        Self {
            client: client.expect("valid settings"),
            base: base.to_owned(),
        }
    }

    async fn get(&self) -> Result<derived::ContactEntity, Box<dyn std::error::Error>> {
        let response = self
            .client
            .get(format!("{}/api/v1/Contact/{}", self.base, 17))
            .header(ACCEPT, "application/json")
            .bearer_auth(TOKEN)
            .send()
            .await?
            .error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }
}

impl Side for Plain {
    async fn call(&self) -> bool {
        self.get().await.map(black_box).is_ok()
    }
}

/// The largest types with serde's derives.
mod derived {
    #![allow(
        dead_code,
        reason = "only one of the types is asked for, and only decoded"
    )]

    use serde::Deserialize;

    use super::{derived as types, scalars as client};

    macro_rules! twin {
        ($name:ident { $($field:ident: $property:literal => $ty:ty,)* }) => {
            #[derive(Deserialize)]
            pub(super) struct $name {
                $(
                    #[serde(rename = $property, default)]
                    $field: Option<$ty>,
                )*
            }
        };
    }

    macro_rules! largest {
        ($($anything:tt)*) => {};
    }

    include!(concat!(env!("OUT_DIR"), "/twins.rs"));
}

/// The types that their fields name, as a program without this client has them.
mod scalars {
    #![allow(
        unused_imports,
        dead_code,
        reason = "which of them the largest types hold depends on the pages"
    )]

    pub(super) use client::Json;

    pub(super) mod carrier {
        use std::collections::BTreeMap;

        pub(crate) use client::carrier::Base64;

        pub(crate) type Dictionary<T> = BTreeMap<String, Option<T>>;
    }

    pub(super) mod time {
        use serde::Deserialize;

        #[derive(Deserialize)]
        pub(crate) struct DateTime(Box<str>);
    }
}
