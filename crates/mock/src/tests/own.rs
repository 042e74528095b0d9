//! What is the caller's own, and appointments by time.

use serde_json::{Value as Json, json};

use super::call;
use crate::service::Service;

const AGENTS: &str = "POST v1/Agents";

async fn get(service: &Service, line: &str, json: Json) -> Json {
    let (status, body) = call(service, line, json).await;
    assert_eq!(status, 200, "{line}: {body}");
    body
}

async fn names(service: &Service, path: &str, arguments: Json, name: &str) -> Vec<Json> {
    let found = get(service, &format!("{AGENTS}/{path}"), arguments).await;
    let found = found.as_array().expect("an array").clone();
    found.iter().map(|one| one[name].clone()).collect()
}

#[tokio::test]
async fn the_caller_is_one_of_the_people_that_are_there() {
    let service = Service::default();
    let none = || json!(null);
    let associate = get(&service, "GET v1/User/currentAssociate", none()).await;
    assert_eq!(associate["FullName"], "Marit Solheim");
    let user = get(&service, "GET v1/User/current", none()).await;
    assert_eq!(user["AssociateId"], associate["AssociateId"]);
    assert_eq!(user["Person"]["FullName"], "Marit Solheim");
    let principal = get(&service, "GET v1/User/currentPrincipal", none()).await;
    assert_eq!(principal["Associate"], associate["Name"]);
    assert_eq!(principal["ContactId"], 17);
    let line = format!("{AGENTS}/Person/GetMyPerson");
    let person = get(&service, &line, json!({})).await;
    assert_eq!(person["PersonId"], associate["PersonId"]);
    let line = format!("{AGENTS}/Contact/GetMyContact");
    let contact = get(&service, &line, json!({})).await;
    assert_eq!(contact["Name"], "Tindefjell Teknikk");

    let change = json!({ "Lastname": "Moen" });
    get(&service, "PATCH v1/Person/9", change).await;
    let renamed = get(&service, "GET v1/User/currentAssociate", none()).await;
    assert_eq!(renamed["FullName"], "Marit Moen");
}

#[tokio::test]
async fn what_somebody_makes_is_that_persons_own() {
    let service = Service::default();
    let before = names(&service, "Contact/GetMyContacts", json!({}), "Name").await;
    get(&service, "POST v1/Contact", json!({ "Name": "Ida Ltd" })).await;
    let other = json!({ "Name": "Ada Ltd", "Associate": { "AssociateId": 7 } });
    get(&service, "POST v1/Contact", other).await;
    let after = names(&service, "Contact/GetMyContacts", json!({}), "Name").await;
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after.last(), Some(&json!("Ida Ltd")));
    let line = format!("{AGENTS}/Contact/CreateDefaultContactEntity");
    let default = get(&service, &line, json!({})).await;
    assert_eq!(default["Associate"]["AssociateId"], 5);
    let recent = json!({ "SourceType": "All" });
    let recent = names(&service, "Contact/GetMyRecentContacts", recent, "Name").await;
    assert_eq!(recent.first(), Some(&json!("Ida Ltd")));
    let one = json!({ "Count": 1 });
    let sales = names(&service, "Sale/GetMyOpportunities", one, "SaleId").await;
    assert_eq!(sales, [1]);
    let sold = json!({ "Status": "Sold" });
    get(&service, "PATCH v1/Sale/1", sold).await;
    let sales = names(&service, "Sale/GetMyOpportunities", json!({}), "SaleId").await;
    assert_eq!(sales, [2]);
}

#[tokio::test]
async fn appointments_are_found_by_whose_they_are_and_when() {
    let service = Service::default();
    let diary = async |path: &str, more: Json| {
        let mut arguments = json!({ "StartTime": "2026-05-20T11:00:00", "Count": 10 });
        for (name, value) in more.as_object().expect("an object") {
            arguments[name] = value.clone();
        }
        names(
            &service,
            &format!("Appointment/{path}"),
            arguments,
            "AppointmentId",
        )
        .await
    };
    let to = |day: &str| json!({ "EndTime": format!("2026-05-{day}T00:00:00") });
    // The first one has begun, and ends later.
    assert_eq!(diary("GetMyDiary", to("21")).await, [1]);
    assert_eq!(diary("GetMyDiary", to("22")).await, [1, 2]);
    assert_eq!(diary("GetMyAppointments", json!({})).await, [1, 2]);
    assert_eq!(
        diary("GetMyDiary", json!({ "StartTime": null, "Count": 2 })).await,
        [3, 1]
    );
    assert_eq!(diary("GetPersonDiary", json!({ "PersonId": 4 })).await, [2]);
    let of = json!({ "ContactId": 1 });
    assert_eq!(diary("GetContactAppointments", of).await, [1]);
    let of = json!({ "AssociateIds": [4, 5] });
    assert_eq!(diary("GetAssociatesDiary", of).await, [1, 2]);
    assert_eq!(
        diary("GetAssociateDiary", json!({ "AssociateId": 4 })).await,
        [0; 0]
    );

    let task = json!({ "Title": "Sew", "Type": "inChecklist", "StartDate": "2026-05-20T12:00:00" });
    let task = get(&service, "POST v1/Appointment", task).await;
    let task = task["AppointmentId"].clone();
    assert_eq!(diary("GetMyDiary", to("21")).await, [1]);
    assert_eq!(
        diary("GetMyAppointments", to("21")).await,
        [json!(1), task.clone()]
    );
    let tasks = json!({ "Count": 5 });
    let tasks = names(&service, "Appointment/GetMyTasks", tasks, "AppointmentId").await;
    assert_eq!(tasks, std::slice::from_ref(&task));
    let id = &task;
    let later = json!({ "StartDate": "2026-06-01T12:00:00" });
    get(&service, &format!("PATCH v1/Appointment/{id}"), later).await;
    assert_eq!(diary("GetMyAppointments", to("22")).await, [1, 2]);
    let removed = call(&service, "DELETE v1/Appointment/1", json!(null)).await;
    assert_eq!(removed.0, 204);
    assert_eq!(diary("GetMyDiary", to("22")).await, [2]);
}
