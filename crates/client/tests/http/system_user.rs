//! Tickets of system users.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use client::auth::{PrivateKey, SystemUser};
use client::error::AuthorizationError;
use client::tenant::Environment;
use client::{Client, Error};
use serde_json::{Value, json};

use crate::login::{self, OTHER, SERVICE};
use crate::server::{Received, Server, ServerResponse};
use crate::{builder, client, many, ping};

mod outages;

const PKCS1: &str = include_str!("keys/system_user.pkcs1.pem");
const PKCS8: &str = include_str!("keys/system_user.pkcs8.pem");
const XML: &str = include_str!("keys/system_user.xml");

const TOKEN: &str = "App Name-hunter22";
const SECRET: &str = "hunter33";

fn claims(ticket: &str) -> Value {
    json!({
        "iss": "SuperOffice AS",
        "aud": "spn:1234567890",
        "exp": login::now() + 300,
        "nbf": login::now(),
        "http://schemes.superoffice.net/identity/ticket": ticket,
        "http://schemes.superoffice.net/identity/ctx": "Cust12345",
        "http://schemes.superoffice.net/identity/serial": "1234567890",
        "http://schemes.superoffice.net/identity/webapi_url": "https://sod2.superoffice.com/Cust12345/api",
        "http://schemes.superoffice.net/identity/netserver_url": "https://sod2.superoffice.com/Cust12345/Remote",
    })
}

fn granted(token: &str) -> ServerResponse {
    let response = json!({"IsSuccessful": true, "Token": token, "ErrorMessage": null});
    ServerResponse::json(&response.to_string())
}

fn user(server: &Server, key: &str) -> SystemUser {
    let key = match key {
        XML => PrivateKey::from_xml(key),
        _ => PrivateKey::from_pem(key),
    };
    let environment = Environment::Custom(server.origin());
    SystemUser::new(environment, "Cust12345", TOKEN, SECRET, key.expect("a key"))
}

/// A service that responds with `response` when it is asked for a ticket.
fn service(mut response: impl FnMut(&Received) -> ServerResponse + Send + 'static) -> Server {
    Server::respond(move |received| match received.target() {
        "/Login/api/PartnerSystemUser/Authenticate" => response(received),
        "/login/.well-known/jwks" => login::key_set(&[("0", OTHER), ("1", SERVICE)]),
        _ => ServerResponse::nothing(),
    })
}

async fn refusal(response: ServerResponse) -> AuthorizationError {
    let server = service(move |_| response.clone());
    let user = user(&server, PKCS8);
    let error = user.authenticate(client(&server).transport()).await;
    error.expect_err("a refusal")
}

#[tokio::test]
async fn a_ticket_is_asked_for_with_a_signature() {
    let server = service(|_| granted(&login::token(&claims("7T:abc"))));
    let user = user(&server, PKCS8);
    let ticket = user
        .authenticate(client(&server).transport())
        .await
        .expect("a ticket");
    assert_eq!(ticket.claims().context(), Some("Cust12345"));
    assert_eq!(ticket.claims().serial(), Some("1234567890"));
    assert_eq!(
        ticket.claims().webapi_url(),
        Some("https://sod2.superoffice.com/Cust12345/api")
    );
    assert_eq!(
        ticket.claims().netserver_url(),
        Some("https://sod2.superoffice.com/Cust12345/Remote")
    );

    let received = server.received();
    assert!(received.line.starts_with("POST "), "{}", received.line);
    assert_eq!(received.header("Content-Type"), Some("application/json"));
    assert_eq!(received.header("Authorization"), None);
    assert_eq!(received.header("SO-AppToken"), None);
    let body: Value = serde_json::from_slice(&received.body).expect("JSON");
    let signed = body["SignedSystemToken"].as_str().expect("a string");
    assert_eq!(
        body,
        json!({
            "SignedSystemToken": signed,
            "ApplicationToken": SECRET,
            "ContextIdentifier": "Cust12345",
            "ReturnTokenType": "JWT",
        })
    );
    let (message, signature) = signed.rsplit_once('.').expect("a signature");
    let (token, time) = message.rsplit_once('.').expect("a time");
    assert_eq!(token, TOKEN);
    assert!(
        time.len() == 12 && time.bytes().all(|byte| byte.is_ascii_digit()),
        "{time}"
    );
    let key = login::key(PKCS8);
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.public_key().as_ref())
        .verify(
            message.as_bytes(),
            &STANDARD.decode(signature).expect("Base64"),
        )
        .expect("the signature of the key");
}

#[tokio::test]
async fn each_format_is_the_same_key() {
    for format in [PKCS1, PKCS8, XML] {
        let server = service(|_| granted(&login::token(&claims("7T:abc"))));
        let user = user(&server, format);
        user.authenticate(client(&server).transport())
            .await
            .expect("a ticket");
        let body: Value = serde_json::from_slice(&server.received().body).expect("JSON");
        let signed = body["SignedSystemToken"].as_str().expect("a string");
        let (message, signature) = signed.rsplit_once('.').expect("a signature");
        // This kind of signature has nothing random: the same key and text give the same one.
        let key = login::key(PKCS8);
        let mut expected = vec![0; key.public_modulus_len()];
        key.sign(
            &aws_lc_rs::signature::RSA_PKCS1_SHA256,
            &aws_lc_rs::rand::SystemRandom::new(),
            message.as_bytes(),
            &mut expected,
        )
        .expect("a signature");
        assert_eq!(signature, STANDARD.encode(expected));
    }
}

#[tokio::test]
async fn a_key_knows_its_signatures_and_can_be_kept() {
    let key = PrivateKey::generate().expect("a key");
    let pem = key.to_pem().expect("it can be written");
    assert!(pem.lines().all(|line| line.len() <= 64), "{pem}");
    let server = service(|_| granted(&login::token(&claims("7T:abc"))));
    let user = user(&server, &pem);
    let ticket = user.authenticate(client(&server).transport()).await;
    ticket.expect("a ticket");
    let body: Value = serde_json::from_slice(&server.received().body).expect("JSON");
    let signed = body["SignedSystemToken"].as_str().expect("a string");
    let (message, signature) = signed.rsplit_once('.').expect("a signature");
    let signature = STANDARD.decode(signature).expect("Base64");
    assert!(key.has_signed(message.as_bytes(), &signature));
    assert!(!key.has_signed(b"App Name-y", &signature));
    let other = PrivateKey::generate().expect("a key");
    assert!(!other.has_signed(message.as_bytes(), &signature));
}

#[test]
fn unusable_keys_are_refused_without_repeating_them() {
    let modulus = XML.split("Modulus>").nth(1).expect("a modulus");
    let pems = [
        ("", "is not PEM"),
        (
            "-----BEGIN PRIVATE KEY-----\nhunter22\n-----END PRIVATE KEY-----\n",
            "",
        ),
        (
            "-----BEGIN EC PRIVATE KEY-----\naHVudGVyMjI=\n-----END EC PRIVATE KEY-----\n",
            "not one of RSA",
        ),
        (
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\naHVudGVyMjI=\n-----END ENCRYPTED PRIVATE KEY-----\n",
            "password",
        ),
        (XML, "from_xml"),
        (&PKCS8[..400], ""),
    ];
    for (pem, expected) in pems {
        check(PrivateKey::from_pem(pem), expected);
    }
    let xmls = [
        (String::new(), "not XML"),
        (PKCS8.to_owned(), "not XML"),
        (XML.replace("<D>", "<X>").replace("</D>", "</X>"), "no `D`"),
        (
            XML.replace("<D>", "<D>hunter22 ."),
            "`D` that is not Base64",
        ),
        (XML.replace("<D>", "<D>AQAB"), "not an RSA key"),
        (XML.replace(modulus, "AQAB</"), "not an RSA key"),
        (XML[..XML.len() / 2].to_owned(), ""),
    ];
    for (xml, expected) in xmls {
        check(PrivateKey::from_xml(&xml), expected);
    }

    fn check(result: Result<PrivateKey, AuthorizationError>, expected: &str) {
        let error = result.expect_err("an unusable key");
        let text = format!("{error} {error:?}");
        assert!(text.contains(expected), "{text}");
        assert!(text.starts_with("the private key "), "{text}");
        for secret in ["hunter22", "MII", "AQAB"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[tokio::test]
async fn calls_have_the_ticket_and_the_application_token() {
    let server = service(|_| granted(&login::token(&claims("7T:abc"))));
    let client = builder(&server)
        .authorization(user(&server, PKCS1))
        .build()
        .expect("a client");
    for _ in 0..2 {
        ping().send(&client).await.expect("a response");
    }
    let targets: Vec<Received> = (0..4).map(|_| server.received()).collect();
    assert!(server.is_untouched());
    assert!(targets[0].target().ends_with("/Authenticate"));
    assert!(targets[1].target().ends_with("/jwks"));
    for call in &targets[2..] {
        assert_eq!(call.header("Authorization"), Some("SOTicket 7T:abc"));
        assert_eq!(call.header("SO-AppToken"), Some(SECRET));
    }
}

#[tokio::test]
async fn fifty_calls_at_once_obtain_one_ticket() {
    let tickets = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&tickets);
    let server = service(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        granted(&login::token(&claims("7T:abc")))
    });
    let client = builder(&server)
        .authorization(user(&server, PKCS8))
        .rate_limit(client::settings::RateLimit::unlimited())
        .build()
        .expect("a client");
    for result in many(&client, 50).await {
        result.expect("a response");
    }
    assert_eq!(tickets.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_refused_ticket_is_replaced_once() {
    let mut tickets = 0;
    let server = Server::respond(move |received| match received.target() {
        "/Login/api/PartnerSystemUser/Authenticate" => {
            tickets += 1;
            granted(&login::token(&claims(&format!("7T:{tickets}"))))
        }
        "/login/.well-known/jwks" => login::key_set(&[("1", SERVICE)]),
        _ => match received.header("Authorization") {
            Some("SOTicket 7T:2") => ServerResponse::nothing(),
            _ => ServerResponse::new("401 Unauthorized"),
        },
    });
    let client = builder(&server)
        .authorization(user(&server, PKCS8))
        .build()
        .expect("a client");
    ping().send(&client).await.expect("a response");
    let targets: Vec<String> = (0..5)
        .map(|_| server.received().target().to_owned())
        .collect();
    assert!(server.is_untouched());
    let ends = ["/Authenticate", "/jwks", "/Ping", "/Authenticate", "/Ping"];
    for (target, end) in targets.iter().zip(ends) {
        assert!(target.ends_with(end), "{targets:?}");
    }
}

#[tokio::test]
async fn unknown_keys_are_looked_up_once_more() {
    let mut fetched = 0;
    let mut asked = 0;
    let server = Server::respond(move |received| {
        if received.target().ends_with("/jwks") {
            fetched += 1;
            return match fetched {
                1 => login::key_set(&[("0", OTHER)]),
                _ => login::key_set(&[("1", SERVICE)]),
            };
        }
        asked += 1;
        let header = match asked {
            1 => {
                return granted(&login::signed(
                    &json!({"alg": "RS256", "kid": "0"}),
                    &claims("7T:0"),
                    OTHER,
                ));
            }
            _ => json!({"alg": "RS256", "kid": "1"}),
        };
        granted(&login::signed(&header, &claims("7T:1"), SERVICE))
    });
    let user = user(&server, PKCS8);
    let client = client(&server);
    for _ in 0..3 {
        user.authenticate(client.transport())
            .await
            .expect("a ticket");
    }
    let targets: Vec<bool> = (0..5)
        .map(|_| server.received().target().ends_with("/jwks"))
        .collect();
    assert_eq!(targets, [false, true, false, true, false]);
    assert!(server.is_untouched());
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    for (token, expected) in login::forgeries(&claims("7T:hunter44")) {
        let error = refusal(granted(&token)).await;
        assert!(
            error.to_string().contains(expected),
            "{error}, not {expected}"
        );
        assert!(!format!("{error:?}").contains("hunter"), "{error:?}");
    }
    let name = "http://schemes.superoffice.net/identity/";
    let cases = [
        ("ctx", json!("Cust99999"), "another tenant"),
        ("ctx", Value::Null, "another tenant"),
        ("ticket", Value::Null, "no ticket"),
        ("serial", json!("1"), "issued for somebody else"),
        ("serial", Value::Null, "issued for somebody else"),
    ];
    for (claim, value, expected) in cases {
        let mut claims = claims("7T:hunter44");
        claims[format!("{name}{claim}")] = value;
        let error = refusal(granted(&login::token(&claims))).await;
        assert!(
            error.to_string().contains(expected),
            "{error}, not {expected}"
        );
    }
}

#[tokio::test]
async fn refusals_say_why_without_secrets() {
    let unsuccessful = |message: Value| {
        let response = json!({"IsSuccessful": false, "Token": null, "ErrorMessage": message});
        ServerResponse::json(&response.to_string())
    };
    let repeated = format!("{TOKEN} and {SECRET} are wrong");
    let cases = [
        (
            unsuccessful(json!("Unknown application.")),
            "refused the system user: Unknown application.",
        ),
        (
            unsuccessful(json!("InvalidTimestamp")),
            "InvalidTimestamp (is the clock of this computer right?)",
        ),
        (
            unsuccessful(json!(repeated)),
            "refused the system user: [redacted] and [redacted] are wrong",
        ),
        (unsuccessful(Value::Null), "does not say why"),
        (ServerResponse::json("{}"), "does not say why"),
        (
            ServerResponse::json("[]"),
            "something else than a JSON object",
        ),
        (
            ServerResponse::json(&format!("{{ {SECRET}")),
            "something else than a JSON object",
        ),
        (
            ServerResponse::new("503 Service Unavailable").with_body("text/html", SECRET),
            "503 Service Unavailable",
        ),
        (
            ServerResponse::new("400 Bad Request")
                .with_body("application/json", json!({"Message": repeated}).to_string()),
            "400 Bad Request: [redacted] and [redacted] are wrong",
        ),
    ];
    for (response, expected) in cases {
        let error = refusal(response).await;
        assert!(
            error.to_string().contains(expected),
            "{error}, not {expected}"
        );
        assert!(
            !format!("{error} {error:?}").contains("hunter"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_refusal_is_the_error_of_the_call() {
    let server =
        service(|_| ServerResponse::json(r#"{"IsSuccessful":false,"ErrorMessage":"No."}"#));
    let client = builder(&server)
        .authorization(user(&server, PKCS8))
        .build()
        .expect("a client");
    let error = ping().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Authorization(_)), "{error:?}");
}

#[tokio::test]
async fn nothing_prints_secrets() {
    let server = service(|_| granted(&login::token(&claims("7T:hunter44"))));
    let user = user(&server, PKCS8);
    let ticket = user
        .authenticate(client(&server).transport())
        .await
        .expect("a ticket");
    // Editors write a byte order mark before it.
    PrivateKey::from_pem(&format!("\u{feff}{PKCS8}")).expect("a key");
    let key = PrivateKey::from_pem(PKCS8).expect("a key");
    assert_eq!(format!("{key:?}"), "PrivateKey");
    let text = format!("{user:?} {ticket:?} {:?}", ticket.credentials());
    assert!(
        !text.contains("hunter") && !text.contains("1234567890"),
        "{text}"
    );
    let client = Client::builder("https://localhost/Cust1").authorization(user);
    assert!(!format!("{client:?}").contains("hunter"), "{client:?}");
}

#[test]
fn empty_settings_are_refused_when_the_client_is_built() {
    let cases = [
        ("", TOKEN, SECRET),
        ("Cust1", " ", SECRET),
        ("Cust1", TOKEN, ""),
        ("Cust1", TOKEN, "ø"),
    ];
    for (tenant, token, secret) in cases {
        let key = PrivateKey::from_pem(PKCS8).expect("a key");
        let user = SystemUser::new(Environment::Sod, tenant, token, secret, key);
        let builder = Client::builder("https://localhost/Cust1").authorization(user);
        let error = builder.build().unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    }
}
