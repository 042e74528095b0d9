//! Carrier names in running text, and words as type names.

use crate::facts::is_name;

/// The carrier that the text of a response or property names.
pub fn carrier_in_text(text: &str) -> Option<String> {
    if let Some((_, rest)) = text.split_once("Carrier object for ") {
        return rest
            .split_once('.')
            .map(|(name, _)| name)
            .filter(|name| is_name(name))
            .map(str::to_owned);
    }
    text.lines().find_map(|line| {
        if let Some((name, _)) = line.split_once(" entity with API _Links added") {
            return is_name(name).then(|| format!("{name}WithLinks"));
        }
        let partial = line.strip_prefix("Partial ")?.split_once(" class")?.0;
        is_name(partial).then(|| partial.to_owned())
    })
}

/// A word for one of several: `Links` gives `Link`.
pub(crate) fn singular(word: &str) -> String {
    let keep = ["ss", "us", "is", "ews"]
        .iter()
        .any(|end| word.ends_with(end));
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        format!("{stem}y")
    } else if let Some(stem) = ["sses", "uses", "shes", "ches", "xes"]
        .iter()
        .find_map(|end| word.ends_with(end).then(|| &word[..word.len() - 2]))
    {
        stem.to_owned()
    } else if !keep && word.len() > 3 && word.ends_with('s') {
        word[..word.len() - 1].to_owned()
    } else {
        word.to_owned()
    }
}

/// A wire name as a type name: `_Links` gives `Links`, `odata.nextLink` gives `OdataNextLink`.
pub(crate) fn type_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut upper = true;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(if upper { c.to_ascii_uppercase() } else { c });
            upper = false;
        } else {
            upper = true;
        }
    }
    if out.is_empty() || out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert_str(0, "Value");
    }
    out
}

/// What an operation deals with: `GetAllItems` gives `Item`.
pub(crate) fn subject(operation: &str) -> String {
    const VERBS: &str = "\
        CreateDefault CreateOrUpdate CreateAndSave GetAll Get Save Create Find Search Add \
        Update Set Calculate Validate Default";
    let rest = VERBS
        .split(' ')
        .find_map(|verb| operation.strip_prefix(verb))
        .unwrap_or(operation);
    let rest = rest
        .find("From")
        .or_else(|| rest.find("By"))
        .filter(|&at| at > 2)
        .map_or(rest, |at| &rest[..at]);
    let rest = rest
        .strip_suffix("List")
        .filter(|stem| stem.len() > 2)
        .unwrap_or(rest);
    if rest.is_empty() {
        type_name(operation)
    } else {
        type_name(&singular(rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_names() {
        let check = |given: &str, expected| assert_eq!(singular(given), expected);
        check("Links", "Link");
        check("Addresses", "Address");
        check("Categories", "Category");
        check("Status", "Status");
        check("VisibleFor", "VisibleFor");
        assert_eq!(type_name("_Links"), "Links");
        assert_eq!(type_name("odata.nextLink"), "OdataNextLink");
        assert_eq!(subject("CreateDefaultRecurrenceByDate"), "Recurrence");
        assert_eq!(subject("GetContactList"), "Contact");
        assert_eq!(subject("Get"), "Get");
    }

    #[test]
    fn text_names_carriers() {
        let check = |given: &str, expected: Option<&str>| {
            assert_eq!(carrier_in_text(given).as_deref(), expected)
        };
        check(
            "Some words.\nCarrier object for Thing.\nMore",
            Some("Thing"),
        );
        check(
            "Thing entity with API _Links added.",
            Some("ThingWithLinks"),
        );
        check("Partial Thing class", Some("Thing"));
        check("A thing", None);
    }
}
