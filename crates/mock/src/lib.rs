//! A stand-in for the SuperOffice WebAPI, for tests and for a first look: no account, no network.
//!
//! [`MockServer`] responds to every operation of the reference under its real path. What an
//! operation is it knows from `data/api.txt`, which `cargo xtask gen` writes together with the
//! bindings from the same model.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod address;
mod catalog;
mod check;
mod control;
#[cfg(feature = "store")]
mod disk;
mod fault;
mod journal;
#[cfg(feature = "login")]
mod login;
mod page;
mod problem;
mod respond;
mod sample;
mod server;
mod service;
mod state;
mod tenant;
#[cfg(test)]
mod tests;
#[cfg(feature = "webhooks")]
mod webhooks;

pub use client::testing::{Expectation, FakeRequest, FakeResponse, FakeRow};

#[cfg(feature = "store")]
pub use self::disk::StoreError;
pub use self::fault::{Fault, ParseFaultError};
#[cfg(feature = "login")]
pub use self::login::Application;
pub use self::server::MockServer;
