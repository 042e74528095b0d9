//! The stand-in, as programs meet it.

#[cfg(feature = "login")]
mod login;
#[cfg(any(feature = "login", feature = "store", feature = "webhooks"))]
mod served;
mod server;
mod state;
#[cfg(feature = "store")]
mod store;
#[cfg(feature = "webhooks")]
mod webhooks;
