//! What wire names are called in Rust.

use crate::support::api;
use xtask::area::AreaKind;
use xtask::emit::surface;
use xtask::model::{Api, Type};

/// The fields of a carrier with these properties.
fn fields(names: &[&str]) -> Vec<String> {
    let properties = names.iter().map(|name| api::property(name, Type::Bool));
    let api = api::api(vec![api::carrier("Own", properties.collect())], vec![]);
    let surface = surface(&api);
    let fields = surface.structs["Own"].fields.iter();
    fields.map(|field| field.name.clone()).collect()
}

#[test]
fn properties_have_names_of_fields() {
    let check = |wire: &str, expected: &str| assert_eq!(fields(&[wire]), [expected], "{wire}");
    check("AppointmentId", "appointment_id");
    check("Type", "type_");
    check("Move", "move_");
    check("$select", "select");
    check("odata.metadata", "odata_metadata");
    check("odata.nextLink", "odata_next_link");
    check("Links", "links");
    check("_Links", "api_links");
    check("EMailAddress", "email_address");
    check("UDListDefinitionId", "ud_list_definition_id");
    check(
        "mergedTicketEntity.createdBy.type",
        "merged_ticket_entity_created_by_type",
    );
    check("cRMScriptEntityId", "crm_script_entity_id");
    check("eMailAccountId", "email_account_id");
    check("xAxis", "x_axis");
    check("iPv4", "i_pv4");
    check("2nd", "_2nd");
    check("Self", "self_");
    check("gen", "gen_");
    check("日本", "ri_ben");
    check("²", "_2");
    check("<", "less");
    check("", "blank");
}

#[test]
fn equal_names_get_numbers() {
    let given = ["Url", "URL", "url", "additional_properties"];
    assert_eq!(
        fields(&given),
        ["url", "url_2", "url_3", "additional_properties_2"]
    );
}

#[test]
fn types_keep_their_names_but_for_the_prelude() {
    let check = |name: &str, expected: &str| {
        let api = api::api(vec![api::carrier(name, vec![])], vec![]);
        assert_eq!(surface(&api).structs[name].name, expected);
    };
    check("Option", "OptionCarrier");
    check("Task", "Task");
    check("task", "Task");
}

#[test]
fn members_have_names_of_variants_and_of_constants() {
    let check = |flags: bool, member: &str, expected: &str| {
        let mut own = api::enumeration("Own", &[member]);
        own.flags = flags;
        let api = api::api(vec![], vec![own]);
        let (name, _) = &surface(&api).enums["Own"].members[0];
        assert_eq!(name, expected);
    };
    check(false, "inDiary", "InDiary");
    check(false, "FULL", "FULL");
    check(false, "Self", "ValueSelf");
    check(false, "err", "ValueErr");
    check(false, "<=", "LessEqual");
    check(false, "日本", "RiBen");
    check(true, "²", "_2");
    check(true, "é", "E");
    check(true, "%", "PERCENT");
}

#[test]
fn areas_have_modules_and_features() {
    let check = |kind: AreaKind, name: &str, module: &str, feature: &str| {
        let api = Api {
            areas: vec![api::area(kind, name, vec![])],
            ..Api::default()
        };
        let found = &surface(&api).modules[0];
        assert_eq!((&*found.path, &*found.feature), (module, feature));
    };
    check(AreaKind::Agent, "Aux", "agents::aux_", "agents-aux");
    check(AreaKind::Agent, "COM1", "agents::com1_", "agents-com1");
    check(AreaKind::Agent, "Com", "agents::com", "agents-com");
    check(AreaKind::Rest, "Größe", "rest::grosse", "rest-grosse");
    check(AreaKind::Agent, "EMail", "agents::email", "agents-email");
}

#[test]
fn arguments_of_operations_have_structs() {
    let check = |operation: &str, expected: &str| {
        let mut own = api::operation(operation);
        own.query_parameters = vec![api::parameter("Depth", Type::Int32, false)];
        let api = Api {
            areas: vec![api::area(AreaKind::Agent, "Tree", vec![own])],
            ..Api::default()
        };
        let surface = surface(&api);
        let query = surface.modules[0].functions[0].query.as_ref();
        assert_eq!(query.map(|query| &*query.name), Some(expected));
    };
    check("SaveImage_POST", "SaveImagePostQuery");
    check("1", "Operation1Query");
    check("getX", "GetXQuery");
}
