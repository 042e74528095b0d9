//! Responses that a middleware keeps are never mixed up.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use client::bytes::Bytes;
use client::settings::RateLimit;
use client::transport::{CacheKey, Middleware, Next, RequestBody, ResponseFuture};
use client::{ClientBuilder, Credentials, Request};

use crate::builder;
use crate::server::{Server, ServerResponse};

/// Keeps each response for ever.
#[derive(Clone, Default)]
struct Cache(Arc<Mutex<HashMap<CacheKey, Bytes>>>);

impl Middleware for Cache {
    fn handle<'a>(
        &'a self,
        request: http::Request<RequestBody>,
        next: Next<'a>,
    ) -> ResponseFuture<'a> {
        Box::pin(async move {
            let Some(key) = CacheKey::from_request(&request) else {
                return next.send(request).await;
            };
            let kept = self.0.lock().unwrap().get(&key).cloned();
            if let Some(body) = kept {
                return Ok(http::Response::new(body.into()));
            }
            let (head, body) = next.send(request).await?.into_parts();
            let body = body.collect().await.expect("a body");
            self.0.lock().unwrap().insert(key, body.clone());
            Ok(http::Response::from_parts(head, body.into()))
        })
    }
}

/// Responds with what tells requests apart.
fn echo() -> Server {
    Server::respond(|received| {
        let headers = ["Authorization", "SO-Language", "SO-Culture", "SO-TimeZone"];
        let headers = headers.map(|name| received.header(name).unwrap_or_default());
        let body = String::from_utf8_lossy(&received.body);
        let line = &received.line;
        ServerResponse::json(&serde_json::json!(format!("{line} {headers:?} {body}")).to_string())
    })
}

fn get(path: &'static str) -> Request<String> {
    Request::get("v1Test_Get", path)
}

#[tokio::test]
async fn only_the_same_request_gets_the_same_response() {
    let (one, two) = (echo(), echo());
    let cache = Cache::default();
    let client = |builder: ClientBuilder, token: &str| {
        let builder = builder
            .middleware(cache.clone())
            .rate_limit(RateLimit::unlimited());
        let builder = builder.authorization(Credentials::bearer(token));
        builder.build().unwrap()
    };
    let clients = [
        client(builder(&one), "8A:Cust1.a"),
        client(builder(&one), "8A:Cust1.b"),
        client(builder(&two), "8A:Cust1.a"),
    ];
    let requests = [
        get("v1/Person/123"),
        get("v1/Contact/123"),
        get("v1/Contact/123").query("$select", &"Name"),
        get("v1/Contact/123").language("en"),
        get("v1/Contact/123").language("nb-no"),
        get("v1/Contact/123").language("en").culture("sv"),
        get("v1/Contact/123").time_zone("UTC"),
        Request::post("v1Test_Post", "v1/Contact/123"),
        Request::post("v1Test_Post", "v1/Contact/123").json(&1),
        Request::post("v1Test_Post", "v1/Contact/123").json(&2),
    ];

    let mut responses = Vec::new();
    for client in &clients {
        for request in &requests {
            let first = request.clone().send(client).await.unwrap();
            let again = request.clone().send(client).await.unwrap();
            assert_eq!(first, again);
            responses.push(first);
        }
    }
    let sent = |server: &Server| std::iter::from_fn(|| server.next_received()).count();
    assert_eq!(sent(&one), 2 * requests.len());
    assert_eq!(sent(&two), requests.len());
    // The two servers see the same words.
    responses.truncate(2 * requests.len());
    responses.sort();
    responses.dedup();
    assert_eq!(responses.len(), 2 * requests.len());
}

#[tokio::test]
async fn a_key_shows_no_secret() {
    let mut request = http::Request::new(RequestBody::Bytes("secret".into()));
    *request.uri_mut() = "https://example.com/Cust1?token=secret".parse().unwrap();
    let headers = request.headers_mut();
    headers.insert("authorization", "secret".parse().unwrap());

    let key = CacheKey::from_request(&request).expect("a key");
    assert_eq!(format!("{key:?}"), "CacheKey(GET /Cust1)");
}
