//! What a webhook has to be.

use client::webhooks::{EventName, WebhookRegistration};

use super::vectors::SECRET;

const URL: &str = "https://shop.example.com/hook";

#[test]
fn what_cannot_be_registered_is_an_error() {
    let register = |name: &str, url: &str, secret: &str, events: &[&str]| {
        let events = events.iter().copied();
        WebhookRegistration::new(name, url, secret, events).map_err(|error| error.to_string())
    };
    let event = EventName::SALE_SOLD;
    let events = [event.as_str()];
    for (result, expected) in [
        (register(" ", URL, SECRET, &events), "has no name"),
        (
            register("a", URL, "", &events),
            "has no secret: nobody could tell who has sent a notification",
        ),
        (register("a", URL, SECRET, &[]), "has no events"),
    ] {
        assert_eq!(result.unwrap_err(), format!("the webhook {expected}"));
    }
    for url in [
        "",
        "shop.example.com",
        "http://shop.example.com",
        "https:",
        "https://",
    ] {
        let error = register("a", url, SECRET, &events).unwrap_err();
        assert_eq!(
            error,
            "the webhook has a target that is no address of https, which SuperOffice asks for"
        );
    }
    let registration = register("a", URL, SECRET, &events).expect("a registration");
    let shown = format!("{registration:?}");
    assert!(
        shown.contains("sale.sold") && !shown.contains(SECRET),
        "{shown}"
    );
}
