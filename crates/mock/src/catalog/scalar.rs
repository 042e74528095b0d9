//! Values that are one string: arguments in paths and queries, and strings in JSON.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use client::time::{Date, DateTime, TimeSpan};

use super::{Type, catalog};

/// Whether a string is a value of a type.
pub(crate) fn scalar(ty: &Type, text: &str) -> bool {
    match ty {
        Type::Bool => ["true", "false"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word)),
        Type::Int32 => text.parse::<i32>().is_ok(),
        Type::Int64 => text.parse::<i64>().is_ok(),
        Type::Double => text.parse::<f64>().is_ok(),
        Type::DateTime => text.parse::<DateTime>().is_ok(),
        Type::Date => text.parse::<Date>().is_ok() || text.parse::<DateTime>().is_ok(),
        Type::TimeSpan => text.parse::<TimeSpan>().is_ok(),
        Type::Bytes => BASE64_STANDARD.decode(text).is_ok(),
        Type::Named(name) => is_enum_text(name, text),
        Type::String | Type::Any | Type::List(_) | Type::Dictionary(_) => true,
    }
}

/// Whether a string names members of an enum: one, or several of one whose members can be combined.
/// The service takes numbers too.
pub(crate) fn is_enum_text(name: &str, text: &str) -> bool {
    let Some(enumeration) = catalog().enumeration(name) else {
        return true;
    };
    let is_member = |word: &str| {
        let mut members = enumeration.members();
        word.parse::<i64>().is_ok() || members.any(|member| member.eq_ignore_ascii_case(word))
    };
    match enumeration.is_flags {
        true => text.split(',').all(|word| is_member(word.trim())),
        false => is_member(text.trim()),
    }
}

/// What a value of a type is, in words.
pub(crate) fn described(ty: &Type) -> String {
    match ty {
        Type::Bool => "`true` or `false`".to_owned(),
        Type::Int32 => "a number of 32 bits".to_owned(),
        Type::Int64 => "a number of 64 bits".to_owned(),
        Type::Double => "a number".to_owned(),
        Type::String => "a string".to_owned(),
        Type::DateTime => "a time such as `2026-05-13T09:30:00`".to_owned(),
        Type::Date => "a day such as `2026-05-13T00:00:00`".to_owned(),
        Type::TimeSpan => "a length of time such as `1.02:30:00`".to_owned(),
        Type::Bytes => "Base64".to_owned(),
        Type::Any => "any value".to_owned(),
        Type::List(element) => format!("a list, each of them {}", described(element)),
        Type::Dictionary(_) => "an object".to_owned(),
        Type::Named(name) => match catalog().enumeration(name) {
            Some(enumeration) => {
                let members: Vec<_> = enumeration.members().collect();
                format!("one of {}", members.join(", "))
            }
            None => format!("an object, a `{name}`"),
        },
    }
}
