//! What operations, types and properties are in words, by their names.

use crate::support::api;
use xtask::area::AreaKind;
use xtask::model::{Body, Glossary, ResponseBody, Type};
use xtask::words;

/// What is said of an operation with these arguments: `[]` is a list of ids, and `rows` says what it
/// gives.
fn sentence(kind: AreaKind, area: &str, name: &str, arguments: &[&str]) -> String {
    let mut operation = api::operation(name);
    for argument in arguments {
        match *argument {
            "[]" => {
                let ids = Type::List(Box::new(Type::Int32));
                operation.request = Some(Body::Json(ids, api::evidence()));
            }
            "rows" => {
                let filter = api::parameter("$filter", Type::String, false);
                operation.query_parameters.push(filter);
                let rows = Type::Carrier("Rows".into());
                operation.response = ResponseBody::Json(rows, api::evidence());
            }
            name => {
                let own = api::parameter(name, Type::Int32, true);
                operation.path_parameters.push(own);
            }
        }
    }
    words::operation(&api::area(kind, area, Vec::new()), &operation)
}

/// `Agent.Contact.GetContactEntity id` and what is said of it.
fn check(operation: &str, expected: &str) {
    let mut parts = operation.split(' ');
    let operation = parts.next().unwrap_or_default();
    let arguments: Vec<_> = parts.collect();
    let [kind, area, name] = operation.split('.').collect::<Vec<_>>()[..] else {
        panic!("{operation} has no kind, area and name");
    };
    let kind = match kind {
        "Rest" => AreaKind::Rest,
        _ => AreaKind::Agent,
    };
    let said = sentence(kind, area, name, &arguments);
    assert_eq!(said, expected, "{operation}");
}

#[test]
fn a_name_becomes_a_sentence() {
    check(
        "Rest.Contact.GetContactEntity id",
        "Gets the contact with this id.",
    );
    check(
        "Agent.Contact.GetContactEntity contactEntityId",
        "Gets the contact with this id.",
    );
    check(
        "Agent.Contact.GetContactList []",
        "Gets the contacts with these ids.",
    );
    check("Agent.Contact.SaveContactEntity", "Saves a contact.");
    check(
        "Rest.Contact.PutContactEntity id",
        "Saves the contact with this id.",
    );
    check(
        "Rest.Contact.PatchContactEntity id",
        "Changes properties of the contact with this id.",
    );
    check("Rest.Contact.PostContactEntity", "Creates a contact.");
    check(
        "Rest.Appointment.PostAppointmentEntity",
        "Creates an appointment.",
    );
    check("Agent.Selection.DeleteSelections", "Deletes selections.");
    check(
        "Agent.Appointment.CreateDefaultAppointmentEntityByTypeAndAssociate Type AssociateId",
        "Creates a default appointment of a type for an associate.",
    );
    check(
        "Rest.Sale.DefaultSaleEntity",
        "Gets a sale with default values.",
    );
    check(
        "Rest.Contact.Persons id rows",
        "Gets the persons of the contact with this id, as rows.",
    );
    check("Rest.Contact.GetAll rows", "Gets contacts as rows.");
    check(
        "Agent.Document.GetSaleDocuments SaleId",
        "Gets the documents of the sale with this id.",
    );
    check(
        "Agent.Project.GetProjectsFromPerson PersonId",
        "Gets the projects of the person with this id.",
    );
    check(
        "Agent.Contact.GetMyContacts",
        "Gets the current user's contacts.",
    );
    check("Agent.List.GetAllSaleType", "Gets all sale types.");
    check(
        "Agent.EMail.DeleteEmails EmailItemIds",
        "Deletes the emails with these ids.",
    );
    check("Agent.X.GetSMTPServer", "Gets the SMTP server.");
    check("Agent.X.CreateMDOList", "Creates an MDO list.");
    check(
        "Agent.X.CreateURLAndSendEmail",
        "Creates a URL and sends an email.",
    );
    check(
        "Agent.X.CreateAndAcceptInvitation",
        "Creates and accepts the invitation.",
    );
    check("Agent.X.GetVATNumber2", "Gets the VAT number (version 2).");
    check("Rest.X.SaveThing_POST", "Saves a thing, by `POST`.");
    check(
        "Rest.BusinessList.GetBusinessHeadings",
        "Gets the headings of the business list.",
    );
    check("Rest.BusinessList.GetAllBusiness", "Gets all businesses.");
    check(
        "Agent.X.HasGuide saleId",
        "Tells whether the sale with this id has a guide.",
    );
}

#[test]
fn names_that_nobody_has_thought_of_make_sentences_too() {
    const NAMES: [&str; 12] = [
        "",
        "_",
        "X",
        "Get",
        "By",
        "GetBy",
        "And",
        "GetAnd",
        "2",
        "GetByAndOf",
        "größe",
        "日本",
    ];
    for name in NAMES {
        for (kind, arguments) in [
            (AreaKind::Rest, &["id"][..]),
            (AreaKind::Agent, &["Id", "Ids", ""]),
            (AreaKind::Rest, &[]),
        ] {
            for area in ["", "List", "Contact", "XList"] {
                let said = sentence(kind, area, name, arguments);
                assert!(
                    said.ends_with('.') && !said.contains("  "),
                    "{area}.{name}: {said}"
                );
            }
        }
    }
}

fn glossary() -> Glossary {
    let mut glossary = Glossary::default();
    let says = |text: &str| text.to_owned();
    glossary
        .types
        .insert(says("TreeEntity"), says("A tree in a park."));
    glossary
        .properties
        .insert(says("Height"), says("How high it is, in meters."));
    glossary
        .properties
        .insert(says("Hill.Height"), says("In feet."));
    glossary
}

#[test]
fn a_type_says_what_the_glossary_does_or_its_name() {
    let glossary = glossary();
    assert_eq!(words::carrier(&glossary, "TreeEntity"), "A tree in a park.");
    assert_eq!(
        words::carrier(&glossary, "TreeEntityWithLinks"),
        "A tree in a park. With the addresses of what can be done next."
    );
    assert_eq!(
        words::carrier(&glossary, "SmtpTestResult"),
        "An SMTP test result."
    );
    assert_eq!(
        words::carrier(&glossary, "ActivityInformation"),
        "Activity information."
    );
    assert_eq!(words::carrier(&glossary, "WithLinks"), "With links.");
    assert_eq!(
        words::enumeration(&glossary, "SaleStatus"),
        "The status of a sale."
    );
    assert_eq!(words::enumeration(&glossary, "Weekday"), "A weekday.");
}

#[test]
fn a_property_says_what_the_glossary_does_or_its_name() {
    let glossary = glossary();
    let check = |ty: Option<&str>, name: &str, of: Type, expected: &str| {
        let said = words::property(&glossary, ty, &api::property(name, of));
        assert_eq!(said, expected, "{name}");
    };
    check(None, "Height", Type::Int32, "How high it is, in meters.");
    check(
        Some("Tree"),
        "Height",
        Type::Int32,
        "How high it is, in meters.",
    );
    check(Some("Hill"), "Height", Type::Int32, "In feet.");
    check(None, "ParkEntityId", Type::Int32, "The id of the park.");
    check(None, "TreeIds", Type::Int32, "The ids of the trees.");
    check(None, "IsGreen", Type::Bool, "Whether it is green.");
    check(None, "HasURL", Type::Bool, "Whether it has a URL.");
    check(None, "MergeTrees", Type::Bool, "Whether to merge trees.");
    check(None, "Evergreen", Type::Bool, "A flag: evergreen.");
    check(None, "IsGreen", Type::String, "The is green.");
    check(None, "TreeName", Type::String, "The name of the tree.");
    check(None, "LeavesCount", Type::Int32, "The number of leaves.");
    check(None, "SmtpServer", Type::String, "The SMTP server.");
    check(None, "_", Type::String, "A value.");
    let check = |name: &str, expected: &str| {
        let parameter = api::parameter(name, Type::Int32, true);
        assert_eq!(words::parameter(&glossary, &parameter), expected, "{name}");
    };
    check("height", "How high it is, in meters.");
    check("parkId", "The id of the park.");
    check("", "A value.");
}

#[test]
fn one_and_many() {
    for (one, many) in [
        ("contact", "contacts"),
        ("currency", "currencies"),
        ("address", "addresses"),
        ("status", "statuses"),
        ("index", "indexes"),
        ("branch", "branches"),
        ("key", "keys"),
        ("person", "persons"),
        ("database", "databases"),
        ("license", "licenses"),
        ("URL", "URLs"),
    ] {
        check(
            &format!("Rest.{many}.Trees id rows"),
            &format!("Gets the trees of the {one} with this id, as rows."),
        );
        for entity in [one, many] {
            check(
                &format!("Rest.{entity}.GetAll rows"),
                &format!("Gets {many} as rows."),
            );
        }
    }
    check("Rest.information.GetAll rows", "Gets information as rows.");
}

#[test]
fn articles_follow_the_sound() {
    let check = |article: &str, nouns: &str| {
        for noun in nouns.split(' ') {
            let said = words::carrier(&Glossary::default(), &format!("{noun}_Tree"));
            assert_eq!(said, format!("{article} {noun} tree."));
        }
    };
    check("An", "appointment email SMTP MDO hour ERP HTML RSS ISO");
    check("A", "contact user URL UID VAT CRM unique BCC CSS");
}
