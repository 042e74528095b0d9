//! What a person's browser does, for the examples that have pages.

use std::time::Duration;

use axum::http::header::{COOKIE, LOCATION, SET_COOKIE};
use bindings::client::reqwest::{Client, Url, redirect};

/// Goes to an address and wherever it is sent from there, tells the way, and returns the text of the
/// page where it ends. Cookies go to the host that has set them.
pub(crate) async fn browse(address: &str) -> Result<String, Box<dyn std::error::Error>> {
    let browser = Client::builder()
        .no_proxy()
        .redirect(redirect::Policy::none())
        .timeout(Duration::from_secs(10))
        .build()?;
    let mut address: Url = address.parse()?;
    let home = address.authority().to_owned();
    let mut cookie = String::new();
    for _ in 0..10 {
        println!("{}{}", address.authority(), address.path());
        let mut request = browser.get(address.clone());
        if address.authority() == home {
            request = request.header(COOKIE, &cookie);
        }
        let response = request.send().await?;
        if let Some(set) = response.headers().get(SET_COOKIE) {
            cookie = set.to_str()?.split(';').next().unwrap_or("").to_owned();
        }
        let Some(next) = response.headers().get(LOCATION) else {
            return Ok(response.error_for_status()?.text().await?);
        };
        address = address.join(next.to_str()?)?;
    }
    Err("sent on too often".into())
}
