//! Items of lists by their names.

use client::error::NameErrorKind;
use client::names::{MdoList, MdoLists};
use client::testing::{FakeResponse, FakeTransport};
use client::{Json, Request};

const ITEMS: &str = r#"[
    {"Id":1,"Name":"Customer","ToolTip":"Buys","Deleted":false,"FullName":"Customer"},
    {"Id":2,"Name":"Old","Deleted":true},
    {"Id":10,"Name":"Nordic","Type":"heading","ChildItems":[
        {"Id":3,"Name":"Partner","FullName":"Nordic/Partner","ChildItems":[]},
        {"Id":1,"Name":"Customer","FullName":"Nordic/Customer"}]},
    {"Id":11,"Name":"Other","ChildItems":[
        {"Id":4,"Name":"Partner","FullName":"Other/Partner"},{"Id":5,"Name":"Zoo","ChildItems":null}]},
    {"Name":"no number"}, {"Id":99999999999,"Name":"too large"}]"#;

fn service() -> (FakeTransport, MdoLists) {
    let service = FakeTransport::new();
    service.respond("v1Test_List", FakeResponse::json(ITEMS));
    let lists = MdoLists::new(&service.client(), |name| {
        let request: Request<Vec<Json>> = Request::get("v1Test_List", "v1/List/{name}");
        request.path("name", &name)
    });
    (service, lists)
}

#[tokio::test]
async fn items_are_found_by_name_and_number() {
    let (_, lists) = service();
    let list = lists.list("category").get().await.unwrap();
    let names: Vec<(i32, &str)> = list.iter().map(|item| (item.id, &*item.text)).collect();
    let expected = [
        (1, "Customer"),
        (10, "Nordic"),
        (3, "Partner"),
        (1, "Customer"),
        (11, "Other"),
        (4, "Partner"),
        (5, "Zoo"),
    ];
    assert_eq!(names, expected);
    let customer = list.by_name("customer").unwrap();
    assert_eq!(
        (customer.id, &*customer.tooltip),
        (1, "Buys"),
        "one item at two places"
    );
    assert_eq!(list.by_name("Zoo").unwrap().id, 5);
    assert_eq!(list.by_name("Nordic/Partner").unwrap().id, 3);
    assert_eq!(list.by_id(4).unwrap().text, "Partner");
    assert_eq!(
        list.by_id(2).unwrap().text,
        "Old",
        "entities can have it still"
    );
    assert_eq!(list.by_id(7), None);
}

#[tokio::test]
async fn a_name_that_is_not_there_is_an_error_with_those_that_are_near() {
    let (_, lists) = service();
    let list = lists.list("category").get().await.unwrap();
    let error = list.by_name("Custmer").unwrap_err();
    assert_eq!(
        (error.kind(), error.name()),
        (NameErrorKind::ListItem, "Custmer")
    );
    assert_eq!(
        error.to_string(),
        "no item of the list is called `Custmer`: did you mean `Customer`?"
    );
    let error = list.by_name("Old").unwrap_err();
    assert!(error.near().is_empty(), "it is deleted: {error}");
    let error = list.by_name("Partner").unwrap_err();
    assert!(error.is_ambiguous());
    assert_eq!(error.near(), ["Nordic/Partner (3)", "Other/Partner (4)"]);
}

#[tokio::test]
async fn each_list_is_asked_for_once() {
    let (service, lists) = service();
    let (category, business) = (lists.list("category"), lists.list("business"));
    assert!(service.requests().is_empty(), "nobody wants them");
    for _ in 0..2 {
        category.get().await.unwrap();
        business.get().await.unwrap();
        lists.clone().list("category").get().await.unwrap();
    }
    let paths = || -> Vec<String> {
        let requests = service.requests();
        requests
            .iter()
            .map(|it| it.uri().path().to_owned())
            .collect()
    };
    let path = |name: &str| format!("/Cust12345/api/v1/List/{name}");
    assert_eq!(paths(), [path("category"), path("business")]);
    lists.list("category").refresh().await.unwrap();
    assert_eq!(paths().len(), 3);
    assert_eq!(
        format!("{lists:?}"),
        r#"MdoLists(["business", "category"])"#
    );
}

#[tokio::test]
async fn a_message_does_not_get_long() {
    let items: Vec<String> = (0..12)
        .map(|id| format!(r#"{{"Id":{id},"Name":"x"}}"#))
        .collect();
    let service = FakeTransport::new();
    service.respond(
        "v1Test_List",
        FakeResponse::json(format!("[{}]", items.join(","))),
    );
    let request: Request<Vec<Json>> = Request::get("v1Test_List", "v1/List");
    let list = MdoList::cached(&service.client(), request);
    let error = list.get().await.unwrap().by_name("x").unwrap_err();
    assert_eq!(error.near().len(), 12);
    let message = error.to_string();
    assert!(
        message.starts_with("several items of the list are called `x`: `x (0)`, "),
        "{message}"
    );
    assert!(message.ends_with("`x (9)`, …"), "{message}");
}
