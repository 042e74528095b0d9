//! Lists, preferences and the layout of user-defined fields: by REST and by agents the same.

use serde_json::{Value as Json, json};

use super::call;
use super::kept::{NONE, get};
use crate::service::Service;

fn names(items: &Json) -> Vec<&str> {
    let items = items.as_array().expect("an array").iter();
    items.filter_map(|item| item["Name"].as_str()).collect()
}

#[tokio::test]
async fn preferences_are_set_and_read() {
    let service = Service::default();
    let path = "v1/Preference/MyApp/Colour";
    assert_eq!(
        get(&service, &format!("GET {path}"), NONE).await["RawValue"],
        ""
    );
    get(
        &service,
        &format!("PUT {path}"),
        json!({ "RawValue": "red" }),
    )
    .await;
    let read = get(&service, &format!("GET {path}"), NONE).await;
    assert_eq!(read["RawValue"], "red");
    assert_eq!(
        read["Specification"],
        json!({ "Section": "MyApp", "Key": "Colour" })
    );
    let line = format!("PUT {path}/SystemWide?value=blue");
    get(&service, &line, NONE).await;
    assert_eq!(
        get(&service, &format!("GET {path}/SystemWide"), NONE).await,
        "blue"
    );

    let asked = json!({ "PrefSection": "myapp", "PrefKey": "colour", "PrefLevel": "SystemWide" });
    let agents = "POST v1/Agents/Preference";
    let read = get(&service, &format!("{agents}/GetPreferenceByName"), asked).await;
    assert_eq!(read["RawValue"], "blue");
    let size = json!({ "Specification": { "Section": "MyApp", "Key": "Size" }, "RawValue": "7" });
    let line = format!("{agents}/SavePreferenceEntity");
    let saved = get(&service, &line, json!({ "Preference": size })).await;
    assert_eq!(saved["RawValue"], "7");
    let specs = json!({ "Specifications": [{ "Section": "MyApp", "Key": "Size" }] });
    let read = get(&service, &format!("{agents}/GetPreferences"), specs).await;
    assert_eq!(read[0]["RawValue"], "7");
    let keys = get(&service, "GET v1/Preference/MyApp", NONE).await;
    assert_eq!(names(&keys), ["Colour", "Size"]);
    let sections = get(&service, "GET v1/Preference", NONE).await;
    assert!(names(&sections).contains(&"MyApp"));
    let line = format!("{agents}/DeletePreference");
    get(&service, &line, json!({ "Id": saved["UserPreferenceId"] })).await;
    let keys = get(&service, "GET v1/Preference/MyApp", NONE).await;
    assert_eq!(names(&keys), ["Colour"]);
}

#[tokio::test]
async fn items_of_lists_are_kept() {
    let service = Service::default();
    let items = "v1/List/Business/Items";
    let before = get(&service, &format!("GET {items}"), NONE).await;
    assert!(names(&before).contains(&"Food and drink"), "{before}");
    let made = get(
        &service,
        &format!("POST {items}"),
        json!({ "Name": "Boats" }),
    )
    .await;
    let one = format!("{items}/{}", made["Id"]);
    let mut item = get(&service, &format!("GET {one}"), NONE).await;
    item["Name"] = json!("Ships");
    get(&service, &format!("PUT {one}"), item).await;
    for line in ["GET v1/MDOList/business", "GET v1/List/Business/MDOItems"] {
        let chosen = get(&service, line, NONE).await;
        assert!(names(&chosen).contains(&"Ships"), "{line}: {chosen}");
    }
    let businesses = get(&service, "POST v1/Agents/List/GetBusinesses", NONE).await;
    let businesses = businesses.as_array().expect("an array").iter();
    assert!(
        businesses
            .map(|it| &it["Value"])
            .any(|value| value == "Ships")
    );

    // An entity that refers to an item has its name.
    let contact = json!({ "Name": "Ida", "Business": { "Id": made["Id"] } });
    let contact = get(&service, "POST v1/Contact", contact).await;
    assert_eq!(contact["Business"]["Value"], "Ships");

    let agents = "POST v1/Agents/List";
    let named = json!({ "UdListDefinitionName": "Business", "IncludeDeleted": false });
    let all = get(&service, &format!("{agents}/GetAllFromListName"), named).await;
    assert!(names(&all).contains(&"Ships"));
    get(&service, &format!("DELETE {one}"), NONE).await;
    assert_eq!(call(&service, &format!("GET {one}"), NONE).await.0, 404);
}

#[tokio::test]
async fn lists_that_users_make_have_items_of_their_own() {
    let service = Service::default();
    let list = get(&service, "POST v1/List", json!({ "Name": "Knots" })).await;
    let by_id = format!("v1/List/{}/Items", list["Id"]);
    let other = get(&service, "POST v1/List", json!({ "Name": "Sails" })).await;
    let made = get(
        &service,
        &format!("POST {by_id}"),
        json!({ "Name": "Bowline" }),
    )
    .await;
    assert_eq!(made["UdListDefinitionId"], list["Id"]);
    let agents = "POST v1/Agents/List";
    let item = json!({ "UdListDefinitionName": "Knots", "Item": { "Name": "Reef" } });
    get(&service, &format!("{agents}/AddFromListName"), item).await;
    let all = get(&service, "GET v1/List/Knots/Items", NONE).await;
    assert_eq!(names(&all), ["Bowline", "Reef"]);
    let others = get(
        &service,
        &format!("GET v1/List/{}/Items", other["Id"]),
        NONE,
    )
    .await;
    assert_eq!(names(&others), [""; 0]);
    let elsewhere = format!("GET v1/List/{}/Items/{}", other["Id"], made["Id"]);
    assert_eq!(call(&service, &elsewhere, NONE).await.0, 404);
    let one = json!({ "UdListDefinitionId": list["Id"], "Id": made["Id"] });
    let read = get(
        &service,
        &format!("{agents}/GetFromListDefinition"),
        one.clone(),
    )
    .await;
    assert_eq!(read["Name"], "Bowline");
    get(
        &service,
        &format!("{agents}/DeleteFromListDefinition"),
        one.clone(),
    )
    .await;
    let gone = get(&service, &format!("{agents}/GetFromListDefinition"), one).await;
    assert_eq!(gone, NONE);
    let (missing, why) = call(&service, "GET v1/List/Hulls/Items", NONE).await;
    assert_eq!(missing, 404, "{why}");
    get(&service, "DELETE v1/List/Knots/Items", NONE).await;
    assert_eq!(
        get(&service, "GET v1/List/Knots/Items", NONE).await,
        json!([])
    );
}

#[tokio::test]
async fn user_defined_fields_have_a_layout() {
    let service = Service::default();
    let layout = "v1/Contact/UdefLayout";
    let line = format!("POST {layout}?udefFieldType=Number");
    let mut field = get(&service, &line, NONE).await;
    assert_eq!(field["ProgId"], "SuperOffice:2");
    field["FieldLabel"] = json!("Boats");
    let saved = get(&service, &format!("PUT {layout}"), json!([field])).await;
    assert_eq!(saved[0]["UDefFieldId"], field["UDefFieldId"]);
    let one = format!("GET {layout}/boats");
    assert_eq!(get(&service, &one, NONE).await["FieldType"], "Number");
    let published = format!("GET {layout}/Published/Boats");
    assert_eq!(call(&service, &published, NONE).await.0, 404);
    get(&service, &format!("POST {layout}/Publish"), NONE).await;
    get(&service, &published, NONE).await;
    let agents = "POST v1/Agents/UserDefinedFieldInfo";
    let asked = json!({ "OwnerType": "Contact" });
    let all = get(
        &service,
        &format!("{agents}/GetUserDefinedFieldList"),
        asked,
    )
    .await;
    let labels = all.as_array().expect("an array").iter();
    let labels: Vec<_> = labels.map(|field| field["FieldLabel"].as_str()).collect();
    assert_eq!(labels, [Some("Season"), Some("Boats")]);
    let changed = format!("POST {layout}/Boats/ChangeTo/Decimal");
    assert_eq!(get(&service, &changed, NONE).await["FieldType"], "Decimal");
    get(&service, &format!("DELETE {layout}/Boats"), NONE).await;
    assert_eq!(call(&service, &one, NONE).await.0, 404);
    let others = get(&service, "GET v1/Sale/UdefLayout", NONE).await;
    assert_eq!(others.as_array().map(Vec::len), Some(1));
}
