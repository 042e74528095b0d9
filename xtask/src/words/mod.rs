//! What things are, in words: a sentence for each operation, made from its name, its arguments and
//! its response, and what the glossary says of the rest, or else their names (`meaning`).
//!
//! A name parts into words (`split`), the first of which is a verb (`verb`). What follows is its
//! object, with what tells which one is meant (`call`), and the words behind prepositions. A table
//! (`exceptions`) has the operations of which these rules make no good sentence.

mod alias;
mod call;
mod exceptions;
mod meaning;
mod noun;
mod operation;
mod phrase;
mod split;
mod verb;

use crate::area::AreaKind;
use crate::model::{Area, Body, Operation, Parameter, ResponseBody, Type};
use call::Call;

pub use alias::type_aliases;
pub use meaning::{area, carrier, enumeration, parameter, property};

/// What an operation does: `Gets the contact with this id.`
pub fn operation(area: &Area, operation: &Operation) -> String {
    operation::sentence(&call(area, operation))
}

/// Phrases by which people may search for an operation, that its name does not match.
pub fn operation_aliases(area: &Area, operation: &Operation) -> Vec<String> {
    alias::of_operation(&call(area, operation))
}

fn call<'a>(area: &'a Area, operation: &'a Operation) -> Call<'a> {
    let required = |parameter: &&Parameter| parameter.required;
    let path = operation.path_parameters.iter();
    let query = operation.query_parameters.iter().filter(required);
    let arguments = path.chain(query).map(|parameter| &*parameter.name);
    let properties = operation.arguments().iter();
    let properties = properties.map(|property| &*property.name);
    let takes_ids = match &operation.request {
        Some(Body::Json(Type::List(element), _)) => **element == Type::Int32,
        _ => false,
    };
    Call {
        is_rest: area.kind == AreaKind::Rest,
        area: &area.name,
        name: &operation.name,
        arguments: arguments.chain(properties).collect(),
        takes_ids,
        gives_rows: gives_rows(operation),
    }
}

/// Whether the response is rows, whose columns the caller chooses.
fn gives_rows(operation: &Operation) -> bool {
    let mut options = operation.query_parameters.iter();
    let is_query = options.any(|parameter| parameter.name == "$filter");
    is_query && matches!(operation.response, ResponseBody::Json(Type::Carrier(_), _))
}

#[cfg(test)]
mod tests {
    use super::*;
    use call::Call;

    /// `Agent.Contact.GetContactEntity id` and what is said of it.
    fn check(operation: &str, expected: &str) {
        let (operation, arguments) = operation.split_once(' ').unwrap_or((operation, ""));
        let mut parts = operation.split('.');
        let mut part = || parts.next().unwrap_or_default();
        let call = Call {
            is_rest: part() == "Rest",
            area: part(),
            name: part(),
            takes_ids: arguments == "[]",
            gives_rows: arguments.ends_with(" rows"),
            arguments: arguments
                .split(' ')
                .filter(|name| !matches!(*name, "" | "[]" | "rows"))
                .collect(),
        };
        assert_eq!(operation::sentence(&call), expected, "{operation}");
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
        for name in [
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
        ] {
            for (is_rest, arguments) in [
                (true, vec!["id"]),
                (false, vec!["Id", "Ids", ""]),
                (true, vec![]),
            ] {
                for area in ["", "List", "Contact", "XList"] {
                    let arguments = arguments.clone();
                    let call = Call {
                        is_rest,
                        area,
                        name,
                        arguments,
                        takes_ids: false,
                        gives_rows: false,
                    };
                    let said = operation::sentence(&call);
                    assert!(
                        said.ends_with('.') && !said.contains("  "),
                        "{area}.{name}: {said}"
                    );
                }
            }
        }
    }
}
