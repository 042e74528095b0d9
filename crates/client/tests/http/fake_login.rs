//! Logins without the service.

use client::Client;
use client::http::StatusCode;
use client::tenant::Environment;
use client::testing::{FakeLogin, FakeResponse, FakeTransport};

use crate::ping;

#[cfg(feature = "system-user")]
mod system_user {
    use client::Error;
    use client::auth::{PrivateKey, SystemUser};

    use super::*;

    fn client(service: &FakeTransport) -> Client {
        let key = PrivateKey::generate().expect("a key");
        let user = SystemUser::new(Environment::Sod, "Cust12345", "App-abc", "secret", key);
        Client::builder("https://fake.invalid/Cust12345")
            .authorization(user)
            .transport(service.clone())
            .build()
            .expect("a client")
    }

    #[tokio::test]
    async fn a_system_user_gets_a_ticket() {
        let (service, login) = (FakeTransport::new(), FakeLogin::new());
        service
            .respond("LoginKeys", login.keys())
            .respond(
                "SystemUserTicket",
                login.system_user_ticket("Cust12345", "7T:one"),
            )
            .respond(
                "SystemUserTicket",
                login.system_user_ticket("Cust12345", "7T:two"),
            )
            .respond("v1Test_Ping", FakeResponse::default())
            .respond(
                "v1Test_Ping",
                FakeResponse::error(StatusCode::UNAUTHORIZED, "expired"),
            )
            .respond("v1Test_Ping", FakeResponse::default());
        let client = client(&service);
        ping().send(&client).await.expect("a response");
        ping().send(&client).await.expect("a response");
        let requests = service.requests();
        let calls = requests
            .iter()
            .filter(|request| request.operation().is_some());
        let tickets: Vec<_> = calls.map(|call| call.header("Authorization")).collect();
        let (one, two) = (Some("SOTicket 7T:one"), Some("SOTicket 7T:two"));
        assert_eq!(tickets, [one, one, two]);
        assert!(requests[0].json().expect("JSON")["SignedSystemToken"].is_string());
    }

    #[tokio::test]
    async fn a_token_says_where_the_tenant_is() {
        let (service, login) = (FakeTransport::new(), FakeLogin::new());
        let login = login.with_tenants_at("http://127.0.0.1:8080/");
        service.respond("LoginKeys", login.keys()).respond(
            "SystemUserTicket",
            login.system_user_ticket("Cust7", "7T:one"),
        );
        let key = PrivateKey::generate().expect("a key");
        let user = SystemUser::new(Environment::Sod, "Cust7", "App-abc", "secret", key);
        let client = service.client();
        let ticket = user.authenticate(client.transport()).await;
        let ticket = ticket.expect("it is signed");
        let address = ticket.claims().webapi_url();
        assert_eq!(address, Some("http://127.0.0.1:8080/Cust7/api"));
    }

    #[tokio::test]
    async fn a_ticket_is_verified() {
        let (service, login) = (FakeTransport::new(), FakeLogin::new());
        service
            .respond("LoginKeys", login.keys())
            .respond("v1Test_Ping", FakeResponse::default())
            .respond(
                "SystemUserTicket",
                login.system_user_ticket("Cust99999", "7T:one"),
            )
            .respond("SystemUserTicket", login.system_user_refused("no approval"));
        let client = client(&service);
        for expected in ["of another tenant", "no approval"] {
            let error = ping().send(&client).await.unwrap_err();
            assert!(matches!(error, Error::Authorization(_)), "{error:?}");
            assert!(error.to_string().contains(expected), "{error}");
        }
    }

    #[tokio::test]
    async fn a_login_without_a_response_is_named() {
        let service = FakeTransport::new();
        service.respond("v1Test_Ping", FakeResponse::default());
        let error = ping().send(&client(&service)).await.unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("no response for `SystemUserTicket`"),
            "{text}"
        );
    }
}

#[cfg(feature = "oauth")]
mod oauth {
    use client::auth::OAuth;
    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn a_person_logs_in_and_stays_so() {
        let (service, login) = (FakeTransport::new(), FakeLogin::new());
        let tokens =
            |token: &str| login.oauth_tokens(&Environment::Sod, "application", "Cust12345", token);
        service
            .respond("LoginKeys", login.keys())
            .respond("OAuthTokens", tokens("8A:one"))
            .respond("OAuthTokens", tokens("8A:two"))
            .respond(
                "v1Test_Ping",
                FakeResponse::error(StatusCode::UNAUTHORIZED, "expired"),
            )
            .respond("v1Test_Ping", FakeResponse::default());
        let redirect = "https://app.example.com/back";
        let oauth = OAuth::public(Environment::Sod, "application", redirect);
        let started = oauth.login(None).expect("a login");
        let response = format!("code=abc&state={}", started.state());
        let tokens = oauth.exchange(&started, &response, &service).await;
        let tokens = tokens.expect("tokens");
        let claims = tokens.claims().expect("claims");
        assert_eq!(claims.context(), Some("Cust12345"));
        assert_eq!(claims.serial(), Some("1234567890"));
        let address = claims.webapi_url().expect("an address");
        assert_eq!(address, "https://fake.invalid/Cust12345/api");

        let client = Client::builder(address)
            .authorization(oauth.session(tokens.clone()))
            .transport(service.clone())
            .build()
            .expect("a client");
        ping().send(&client).await.expect("a response");
        let requests = service.requests();
        let last = requests.last().expect("a request");
        assert_eq!(last.header("Authorization"), Some("Bearer 8A:two"));
    }

    #[tokio::test]
    async fn a_token_can_say_anything() {
        let (service, login) = (FakeTransport::new(), FakeLogin::new());
        let oauth = OAuth::public(Environment::Sod, "application", "https://app.example.com");
        let started = oauth.login(None).expect("a login");
        let response = format!("code=abc&state={}", started.state());
        service.respond("LoginKeys", login.keys());
        let issuer = Environment::Sod.url();
        for (claims, expected) in [
            (json!({"iss": issuer, "aud": "another"}), "somebody else"),
            (
                json!({"iss": issuer, "aud": "application", "exp": 1}),
                "has expired",
            ),
        ] {
            let service = FakeTransport::new();
            service.respond("LoginKeys", login.keys());
            let tokens = json!({"access_token": "8A:x", "id_token": login.sign(claims)});
            service.respond("OAuthTokens", FakeResponse::json(tokens.to_string()));
            let error = oauth.exchange(&started, &response, &service).await;
            let error = error.expect_err("a refusal");
            assert!(error.to_string().contains(expected), "{error}");
        }
    }
}
