//! Optional query parameters.

use client::Request;
use client::request::{Plain, Query, QueryParameters};
use client::testing::FakeTransport;

#[derive(Debug, Default)]
struct ListQuery(QueryParameters);

impl ListQuery {
    fn flat(self, flat: bool) -> Self {
        Self(self.0.set("flat", &flat))
    }

    fn ids(self, ids: &[i32]) -> Self {
        Self(self.0.set("ids", &ids))
    }

    fn text(self, text: Option<&str>) -> Self {
        Self(self.0.set("text", &text))
    }
}

impl Query for ListQuery {
    fn into_parameters(self) -> QueryParameters {
        self.0
    }
}

fn list() -> Request<(), Plain, ListQuery> {
    Request::get("v1Test_List", "v1/Test")
}

async fn sent(request: Request<(), Plain, ListQuery>) -> String {
    let service = FakeTransport::new();
    service.given(list()).with_any_arguments().respond(());
    let response = request.send(&service.client()).await;
    response.expect("the service has a response");
    let uri = service.requests()[0].uri().clone();
    uri.query().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn parameters_are_sent_if_they_are_set() {
    assert_eq!(sent(list()).await, "");
    assert_eq!(sent(list().with(|query| query)).await, "");
    let request = list().with(|query| query.flat(true).ids(&[1, 2]).text(Some("a b")));
    assert_eq!(sent(request).await, "flat=true&ids=1&ids=2&text=a%20b");
    let request = list().with(|query| query.ids(&[]).text(None));
    assert_eq!(sent(request).await, "");
}

#[tokio::test]
async fn the_last_value_counts_and_others_stay() {
    let request = list().with(|query| query.ids(&[1, 2]).flat(true).ids(&[3]));
    assert_eq!(sent(request).await, "flat=true&ids=3");
    let request = list()
        .with(|query| query.ids(&[1, 2]).flat(true))
        .with(|query| query.ids(&[3]));
    assert_eq!(sent(request).await, "flat=true&ids=3");
    let request = list()
        .with(|query| query.ids(&[1]))
        .with(|query| query.text(None).ids(&[]));
    assert_eq!(sent(request).await, "");
}

#[test]
fn values_are_not_shown() {
    let query = ListQuery::default().text(Some("Ida"));
    assert_eq!(format!("{query:?}"), r#"ListQuery(["text"])"#);
    let request = list().with(|query| query.text(Some("Ida")));
    assert!(!format!("{request:?}").contains("Ida"));
}
