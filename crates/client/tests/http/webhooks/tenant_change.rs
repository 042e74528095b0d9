//! Messages that the state of a tenant changes.

use client::Error;
use client::auth::TokenVerifier;
use client::tenant::Environment;
use client::testing::{FakeLogin, FakeTransport};
use client::webhooks::{TenantChange, TenantChangeType, WebhookError};
use serde_json::{Value, json};

async fn verify(body: &str) -> Result<TenantChange, Error> {
    let service = FakeTransport::new();
    service.respond("LoginKeys", FakeLogin::new().keys());
    let verifier = TokenVerifier::new(Environment::Sod, "App-abc");
    TenantChange::verify(body.as_bytes(), &verifier, &service).await
}

fn message(token: &str) -> Value {
    json!({
        "ChangeType": 5,
        "ContextIdentifier": "Cust12345",
        "VersionName": "Release_12.2",
        "FileVersion": "12.2.1.100",
        "Token": token,
        "PublicEndpoint": "sod3.superoffice.com",
        "Extra": "hunter22",
    })
}

#[tokio::test]
async fn a_message_is_read_when_its_token_is_verified() {
    let login = FakeLogin::new();
    let id_token = login.id_token(&Environment::Sod, "App-abc", "Cust12345");
    for token in [login.tenant_token("Cust12345"), id_token] {
        let change = verify(&message(&token).to_string())
            .await
            .expect("a change");
        assert_eq!(change.change_type, TenantChangeType::Move);
        assert_eq!(change.context_identifier, "Cust12345");
        assert_eq!(change.version_name.as_deref(), Some("Release_12.2"));
        assert_eq!(change.file_version.as_deref(), Some("12.2.1.100"));
        assert_eq!(
            change.public_endpoint.as_deref(),
            Some("sod3.superoffice.com")
        );
        assert_eq!(change.claims.context(), Some("Cust12345"));
        assert_eq!(change.environment, Environment::Sod);
        let extra = change.additional_properties.get("Extra");
        assert_eq!(extra, Some(&json!("hunter22")));
        assert_eq!(change.additional_properties.len(), 1);
        let shown = format!("{change:?}");
        assert!(
            !shown.contains("hunter22") && !shown.contains(&token),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn nothing_is_believed_without_the_token() {
    let login = FakeLogin::new();
    let other = login.tenant_token("Cust99999");
    let stranger = login.id_token(&Environment::Sod, "App-xyz", "Cust12345");
    let elsewhere = login.id_token(&Environment::Online, "App-abc", "Cust12345");
    for (token, expected) in [
        (
            &*other,
            "the token of the login service is that of another tenant",
        ),
        (
            &stranger,
            "the token of the login service was issued for somebody else",
        ),
        (
            &elsewhere,
            "the token of the login service was issued by somebody else",
        ),
        (
            "a.b.c",
            "the token of the login service has a header that cannot be read",
        ),
    ] {
        let error = verify(&message(token).to_string()).await.unwrap_err();
        assert!(matches!(error, Error::Authorization(_)), "{error:?}");
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn what_is_no_message_says_where() {
    let with = |name: &str, value: Value| {
        let mut message = message("a.b.c");
        message[name] = value;
        message.to_string()
    };
    for (body, expected) in [
        (String::new(), "at `.`: it is not the expected JSON"),
        ("[]".to_owned(), "at `.`: expected an object"),
        (
            with("ChangeType", Value::Null),
            "at `ChangeType`: expected the type of a change",
        ),
        (
            with("ChangeType", json!([])),
            "at `ChangeType`: expected the type of a change",
        ),
        (
            with("ContextIdentifier", Value::Null),
            "at `ContextIdentifier`: expected the identifier of a tenant",
        ),
        (
            with("Token", Value::Null),
            "at `Token`: expected a token of the login service",
        ),
        (with("Token", json!(5)), "at `Token`: expected a string"),
    ] {
        let error = verify(&body).await.unwrap_err();
        let Error::Webhook(error) = error else {
            panic!("{error:?}");
        };
        assert!(matches!(*error, WebhookError::Decode(_)));
        assert_eq!(
            error.to_string(),
            format!("the body of the webhook cannot be read {expected}")
        );
    }
}

#[test]
fn changes_have_numbers_and_names() {
    for (number, name, change) in [
        ("0", "Upgrade", TenantChangeType::Upgrade),
        ("1", "BackupRestored", TenantChangeType::BackupRestored),
        ("2", "Suspend", TenantChangeType::Suspend),
        ("3", "Resume", TenantChangeType::Resume),
        ("4", "Delete", TenantChangeType::Delete),
        ("5", "Move", TenantChangeType::Move),
        ("6", "6", TenantChangeType::Other("6".to_owned())),
    ] {
        assert_eq!(TenantChangeType::from(number), change);
        assert_eq!(TenantChangeType::from(name), change);
        assert_eq!(TenantChangeType::from(&*name.to_lowercase()), change);
        assert_eq!(
            (change.as_str(), change.to_string()),
            (name, name.to_owned())
        );
    }
}
