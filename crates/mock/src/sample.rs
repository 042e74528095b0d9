//! Values made up for their types.

use serde_json::{Map, Value as Json, json};

use crate::catalog::{Item, Type, catalog};

/// How deep carriers stand in carriers; deeper ones are null.
const DEEPEST: usize = 3;

/// A value of a type, for a property of a name.
pub(crate) fn sample(ty: &Type, name: &str) -> Json {
    at_depth(ty, name, 0)
}

fn at_depth(ty: &Type, name: &str, depth: usize) -> Json {
    match ty {
        Type::Bool => json!(false),
        Type::Int32 | Type::Int64 => json!(1),
        Type::Double => json!(1.5),
        Type::String => json!(text(name)),
        Type::DateTime => json!("2026-05-13T09:30:00"),
        Type::Date => json!("1986-02-24T00:00:00"),
        Type::TimeSpan => json!("00:15:00"),
        // "sample"
        Type::Bytes => json!("c2FtcGxl"),
        Type::Any => Json::Null,
        Type::List(element) => match at_depth(element, name, depth) {
            Json::Null => json!([]),
            element => json!([element]),
        },
        Type::Dictionary(value) => match at_depth(value, "value", depth) {
            Json::Null => json!({}),
            value => json!({ "key": value }),
        },
        Type::Named(carrier) => match catalog().properties(carrier) {
            Some(_) if depth == DEEPEST => Json::Null,
            Some(properties) => object(&properties, depth),
            None => member(carrier),
        },
    }
}

fn object(properties: &[Item], depth: usize) -> Json {
    let values = properties.iter().map(|item| {
        let value = at_depth(&item.ty, &item.name, depth + 1);
        (item.name.clone().into_owned(), value)
    });
    values.collect::<Map<_, _>>().into()
}

/// The first member that says something.
fn member(name: &str) -> Json {
    let members = catalog().enumeration(name).into_iter();
    let members: Vec<_> = members.flat_map(|found| found.members()).collect();
    let telling = members
        .iter()
        .find(|name| !matches!(&***name, "Unknown" | "None"));
    telling
        .or(members.first())
        .map_or(Json::Null, |name| json!(name))
}

/// What a property of a name could hold.
fn text(name: &str) -> String {
    const KNOWN: [(&str, &str); 12] = [
        ("email", "ida@nordlys.example"),
        ("phone", "+47 22 00 11 22"),
        ("fax", "+47 22 00 11 23"),
        ("url", "https://nordlys.example/"),
        ("firstname", "Ida"),
        ("lastname", "Berg"),
        ("fullname", "Ida Berg"),
        ("city", "Oslo"),
        ("country", "Norway"),
        ("zipcode", "0150"),
        ("address1", "Fjordgata 7"),
        ("description", "Made up by the stand-in"),
    ];
    let small = name.to_ascii_lowercase();
    match KNOWN.iter().find(|(part, _)| small.contains(part)) {
        Some((_, text)) => (*text).to_owned(),
        None if small == "name" => "Nordlys AS".to_owned(),
        None => words(name),
    }
}

/// `OrgNr` as `Org nr`.
fn words(name: &str) -> String {
    let mut words = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        match words.is_empty() {
            true => words.extend(character.to_uppercase()),
            false => words.extend(character.to_lowercase()),
        }
    }
    words
}
