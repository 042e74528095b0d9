//! An operation's name, arguments and response as a sentence.

use super::call::{Call, Key, without_entity};
use super::exceptions;
use super::phrase::{a, is_many, many, one, plain, the};
use super::split::words;
use super::verb::{self, Verb, VerbKind};

/// Words between the parts of a name.
const PREPOSITIONS: &str = "\
    as at between by for from in including into of on to using via when with without";

/// What something can be marked as.
const STATES: [&str; 5] = ["handled", "important", "read", "spam", "unread"];

/// Words of a name that follow a preposition, or none.
struct NamePart {
    preposition: String,
    words: Vec<String>,
}

/// What an operation does, as a sentence.
pub(super) fn sentence(call: &Call<'_>) -> String {
    if let Some(said) = exceptions::find(call) {
        return said;
    }
    let (name, method) = match call.name.rsplit_once('_') {
        Some((name, method)) if is_method(method) => (name, Some(method)),
        _ => (call.name, None),
    };
    let mut said = words(name);
    let mut version = None;
    if said.last().is_some_and(|word| word.parse::<u8>().is_ok()) && said.len() > 1 {
        version = said.pop();
        if said.last().is_some_and(|word| word == "v") {
            said.pop();
        }
    }
    let mut sentence = match verb::split(&said) {
        Some((verb, rest)) => verb_sentence(verb, rest, call),
        None => noun_sentence(&said, call),
    };
    if let Some(version) = version {
        sentence = format!("{sentence} (version {version})");
    }
    if let Some(method) = method {
        sentence = format!("{sentence}, by `{method}`");
    }
    sentence.push('.');
    sentence
}

fn is_method(text: &str) -> bool {
    matches!(text, "DELETE" | "GET" | "PATCH" | "POST" | "PUT")
}

/// A name without a verb: what is read.
fn noun_sentence(said: &[String], call: &Call<'_>) -> String {
    let get = verb::find("get").expect("the table has it");
    let default = said.first().is_some_and(|word| word == "default");
    if default && said.len() > 1 {
        let thing = without_entity(said[1..].to_vec());
        return format!("Gets {} with default values", a(&thing));
    }
    let sentence = verb_sentence(get, said, call);
    if call.gives_rows {
        format!("{sentence}, as rows")
    } else {
        sentence
    }
}

fn verb_sentence(verb: &Verb, rest: &[String], call: &Call<'_>) -> String {
    let (rest, second) = second_verb(rest);
    let mut parts = parts(rest);
    let first = parts.remove(0);
    let keys = call.keys();
    let mut said = match (verb.kind, &second) {
        (VerbKind::Question, _) => question(verb, &first.words, call, &keys),
        // `CreateAndAccept` creates and accepts.
        (_, Some((second, rest))) if first.words.is_empty() => {
            let also = verb_sentence(second, rest, call);
            return format!("{} and {}", verb.says, lower_first(&also));
        }
        _ => {
            let first = without_entity(first.words);
            format!(
                "{} {}",
                verb.says,
                object(verb, &first, call, &keys, &parts)
            )
        }
    };
    for part in parts.iter().filter(|part| !is_id(part, &keys)) {
        let tail = tail(part, verb, call, &keys);
        let comma = said.ends_with(" id") || said.ends_with(" ids");
        let comma = comma && tail.starts_with("with ");
        said.push_str(if comma { ", " } else { " " });
        said.push_str(&tail);
    }
    if let Some((second, rest)) = second {
        let object = object(second, rest, call, &[], &[]);
        said.push_str(&format!(" and {} {object}", lower_first(second.says)));
    }
    said
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// The words before a second verb; the verb, and those behind it.
fn second_verb(rest: &[String]) -> (&[String], Option<(&'static Verb, &[String])>) {
    for (at, word) in rest.iter().enumerate() {
        if word == "and"
            && let Some((verb, behind)) = verb::split(&rest[at + 1..])
            && !(behind.is_empty() && at > 0)
        {
            return (&rest[..at], Some((verb, behind)));
        }
    }
    (rest, None)
}

/// The words before the first preposition, and those behind each.
fn parts(rest: &[String]) -> Vec<NamePart> {
    let part = |preposition: &str| NamePart {
        preposition: preposition.to_owned(),
        words: Vec::new(),
    };
    let mut parts = vec![part("")];
    let mut words = rest.iter().peekable();
    while let Some(word) = words.next() {
        let Some(last) = parts.last_mut() else { break };
        // The number of something is one thing.
        let is_inside = word == "of" && last.words.last().is_some_and(|last| last == "number");
        if PREPOSITIONS.split(' ').any(|known| known == word)
            && words.peek().is_some()
            && !is_inside
        {
            parts.push(part(word));
        } else {
            last.words.push(word.clone());
        }
    }
    parts
}

/// `ById`, `FromId`: the key of the object itself.
fn is_id(part: &NamePart, keys: &[Key]) -> bool {
    let is_key = match &*part.words {
        [id] => id == "id" || id == "ids",
        [unique, id] => unique == "unique" && id == "id" && keys.iter().any(|key| key.unique),
        _ => false,
    };
    is_key && matches!(part.preposition.as_str(), "by" | "from" | "for")
}

/// Whether a part of the name speaks of the entity of a key.
fn names(part: &NamePart, key: &Key) -> bool {
    let said: Vec<String> = part
        .words
        .split(|word| word == "and" || word == "or")
        .map(|said| one(&without_entity(without_id(said))).join(" "))
        .collect();
    let of = key.of.join(" ");
    said.iter()
        .any(|said| *said == of || of.ends_with(&format!(" {said}")))
}

fn without_id(said: &[String]) -> Vec<String> {
    match said {
        [before @ .., id] if (id == "id" || id == "ids") && !before.is_empty() => before.to_vec(),
        _ => said.to_vec(),
    }
}

/// The object of a verb, with what tells which one is meant.
fn object(
    verb: &Verb,
    said: &[String],
    call: &Call<'_>,
    keys: &[Key],
    parts: &[NamePart],
) -> String {
    let entity = call.entity();
    let said = if said.is_empty() {
        entity.clone()
    } else {
        said.to_vec()
    };
    let by_id = parts.iter().any(|part| is_id(part, keys));
    let is_named = |key: &Key| !key.of.is_empty() && parts.iter().any(|part| names(part, key));
    let keys: Vec<&Key> = keys.iter().filter(|key| !is_named(key)).collect();
    let kept = verb.kind != VerbKind::New || by_id;
    let listed = without_list(&said);
    // The thing itself by its key.
    for key in &keys {
        let thing = one(&said);
        let is_it = if key.of.is_empty() {
            !call.is_rest && !key.many || thing == entity
        } else {
            thing == key.of
                || ends_with(&thing, &key.of) && !key.many
                || by_id && keys.len() == 1 && !starts_with(&said, &key.of)
        };
        if is_it && !key.many && kept {
            return format!("{} {}", the(&said), with(key));
        }
        let these = one(&listed);
        if key.many && (key.of.is_empty() || key.of == these || ends_with(&these, &key.of)) {
            return format!("{} {}", the(&many(&listed)), with(key));
        }
    }
    // What belongs to the thing of the key.
    for key in &keys {
        for of in [key.of.clone(), many(&key.of)] {
            if !of.is_empty() && starts_with(&said, &of) && kept {
                let what = without_list(&said[of.len()..]);
                return format!("{} of {}", the(&what), of_key(key, &entity));
            }
        }
    }
    let path = keys
        .iter()
        .find(|key| call.is_rest && (key.of.is_empty() || key.of == entity));
    let only = (keys.len() == 1 && verb.kind == VerbKind::The).then(|| &keys[0]);
    if let Some(key) = path.or(only) {
        let between = match verb.name {
            "add" => "to",
            "remove" => "from",
            _ => "of",
        };
        let thing = if kept { the(&listed) } else { a(&said) };
        return format!("{thing} {between} {}", of_key(key, &entity));
    }
    match verb.kind {
        VerbKind::New | VerbKind::Given => a(&said),
        _ if verb.name == "delete" && is_many(&said) => plain(&said),
        _ => the(&said),
    }
}

/// `the contact with this id`
fn of_key(key: &Key, entity: &[String]) -> String {
    let of = if key.of.is_empty() { entity } else { &key.of };
    let of = if key.many { many(of) } else { of.to_vec() };
    format!("the {} {}", of.join(" "), with(key))
}

fn with(key: &Key) -> &'static str {
    match (key.many, key.unique) {
        (false, false) => "with this id",
        (true, false) => "with these ids",
        (false, true) => "with this unique id",
        (true, true) => "with these unique ids",
    }
}

/// A question that an operation asks: `Tells whether …`.
fn question(verb: &Verb, said: &[String], call: &Call<'_>, keys: &[Key]) -> String {
    let entity = call.entity();
    let subject = match keys.first() {
        Some(key) => of_key(key, &entity),
        None => the(&entity),
    };
    match verb.name {
        "is" => format!("{} {subject} is {}", verb.says, plain(said)),
        "can" => format!("{} {subject} can {}", verb.says, plain(said)),
        "has" => format!("{} {subject} has {}", verb.says, a(said)),
        _ => format!("{} {}", verb.says, a(said)),
    }
}

/// A part behind a preposition.
fn tail(part: &NamePart, verb: &Verb, call: &Call<'_>, keys: &[Key]) -> String {
    let preposition = part.preposition.as_str();
    let said = without_entity(part.words.clone());
    let of = one(&without_entity(without_id(&part.words)));
    let key = keys
        .iter()
        .find(|key| !key.of.is_empty() && (key.of == of || ends_with(&key.of, &of)));
    let reads = verb.kind == VerbKind::The;
    match (preposition, key) {
        ("by", _) => format!("by {}", plain(&said)),
        ("from" | "on", Some(key)) if verb.name == "get" => format!("of {}", of_key(key, &[])),
        ("on", Some(key)) => format!("of {}", of_key(key, &[])),
        (_, Some(key)) => format!("{preposition} {}", of_key(key, &[])),
        ("from", None) if reads && call.has_argument(&part.words) => format!("by {}", plain(&said)),
        ("as", None) if said.iter().all(|word| STATES.contains(&word.as_str())) => {
            format!("as {}", plain(&said))
        }
        ("with" | "without" | "using" | "when", None) => format!("{preposition} {}", plain(&said)),
        _ => format!("{preposition} {}", a(&said)),
    }
}

/// `appointment list` are appointments.
fn without_list(said: &[String]) -> Vec<String> {
    match said {
        [before @ .., list] if list == "list" && !before.is_empty() => {
            many(&without_entity(before.to_vec()))
        }
        _ => said.to_vec(),
    }
}

fn starts_with(said: &[String], start: &[String]) -> bool {
    said.len() > start.len() && said.starts_with(start)
}

fn ends_with(said: &[String], end: &[String]) -> bool {
    said.len() > end.len() && !end.is_empty() && said.ends_with(end)
}
