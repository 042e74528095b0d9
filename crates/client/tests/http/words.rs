//! What servers say, in messages.

use crate::server::{Server, ServerResponse};
use crate::{client, ping};

#[tokio::test]
async fn the_words_of_servers_stand_on_one_line() {
    let long = "a".repeat(1_000);
    let body = format!(
        r#"{{"Error":true,"ErrorType":"X\r\nY","Message":"one\n\u001b[31mtwo \u202ethree\u0000 {long}"}}"#
    );
    let server =
        Server::start(ServerResponse::new("400 Bad Request").with_body("application/json", body));
    let error = ping().send(&client(&server)).await.unwrap_err();
    let shown = error.to_string();
    assert!(
        shown.starts_with("v1Test_Ping responded with 400 Bad Request, X Y: one [31mtwo three a"),
        "{shown}"
    );
    assert!(shown.ends_with("a…"), "{shown}");
    assert!(shown.len() < 500);
    let debug = format!("{error:?}");
    assert!(debug.len() < 1_000 && !debug.contains('\n'), "{debug}");
    // Whole in the fields.
    let message = error
        .server()
        .and_then(|error| error.message())
        .expect("a message");
    assert!(message.contains("\u{202e}") && message.ends_with(&long));
}

#[tokio::test]
async fn invalid_fields_are_part_of_the_error() {
    let body = r#"{"Message":"The request is invalid.","ModelState":{
        "entity.StartDate":["Could not convert string to DateTime: 31.12.2024.\nPath 'StartDate'","Missing."],
        "entity.Person":{"Errors":[{"ErrorMessage":"","Exception":"Not an object"}]},
        "":"Nothing fits","ok":[]}}"#;
    let server =
        Server::start(ServerResponse::new("400 Bad Request").with_body("application/json", body));
    let error = ping().send(&client(&server)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "v1Test_Ping responded with 400 Bad Request: The request is invalid.: entity.StartDate: Could \
         not convert string to DateTime: 31.12.2024. Path 'StartDate' Missing.; entity.Person: Not \
         an object; Nothing fits"
    );
    let fields = error.server().expect("an error").invalid_fields();
    let found: Vec<_> = fields
        .iter()
        .map(|field| (field.name(), field.messages().len()))
        .collect();
    assert_eq!(
        found,
        [("entity.StartDate", 2), ("entity.Person", 1), ("", 1)]
    );
}

#[tokio::test]
async fn an_empty_message_hides_no_other() {
    let body = r#"{"Error":true,"Message":"  ","ErrorMessage":"No such contact"}"#;
    let server =
        Server::start(ServerResponse::new("404 Not Found").with_body("application/json", body));
    let error = ping().send(&client(&server)).await.unwrap_err();
    assert_eq!(
        error.server().and_then(|error| error.message()),
        Some("No such contact")
    );
}
