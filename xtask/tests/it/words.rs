//! What things are called in words, over the whole reference.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::support::{documentation, report, workspace};
use xtask::area::AreaKind;
use xtask::emit::surface;
use xtask::model::{Api, Operation, Property};
use xtask::resolve::resolve;
use xtask::words;

/// What somebody types into the search of the documentation, and what has to be found.
const SEARCHES: &str = include_str!("../fixtures/searches.txt");

/// The model of the reference; nothing is wrong with it, its glossary included.
static API: LazyLock<Api> = LazyLock::new(|| {
    let (documentation, diagnostics) = documentation(&[workspace().join("docs/reference")]);
    assert!(diagnostics.is_empty(), "{}", report(&diagnostics));
    let (api, diagnostics) = resolve(&documentation);
    assert!(diagnostics.is_empty(), "{}", report(&diagnostics));
    api
});

fn sentences() -> impl Iterator<Item = (&'static str, String)> {
    let areas = API.areas.iter();
    areas.flat_map(|area| {
        let operations = area.operations.iter();
        operations.map(move |own| (own.uid.as_str(), words::operation(area, own)))
    })
}

/// The properties of carriers with their types, and those of arguments.
fn properties() -> Vec<(Option<&'static str>, &'static Property)> {
    let carriers = API.carriers.values().flat_map(|carrier| {
        let own = carrier.properties.iter();
        own.map(|property| (Some(&*carrier.name), property))
    });
    let operations = API.areas.iter().flat_map(|area| &area.operations);
    let arguments = operations.flat_map(Operation::arguments);
    let arguments = arguments.map(|property| (None, property));
    carriers.chain(arguments).collect()
}

#[test]
fn every_operation_has_a_sentence_of_good_form() {
    /// Words that begin with a vowel that sounds like a consonant.
    const CONSONANT: [&str; 8] = [
        "UID",
        "URL",
        "UI",
        "UTM",
        "unique",
        "user",
        "user-defined",
        "one",
    ];
    /// Acronyms and others that begin with a consonant that sounds like a vowel.
    const VOWEL: [&str; 8] = ["SMTP", "MDO", "MX", "SPF", "SMS", "HTML", "RM", "XML"];
    let mut wrong = Vec::new();
    for (uid, said) in sentences() {
        let words: Vec<&str> = said.trim_end_matches('.').split([' ', ',']).collect();
        let articles_fit = words.windows(2).all(|pair| {
            let starts_with_vowel =
                pair[1].starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
            let sounds_like_vowel =
                (starts_with_vowel || VOWEL.contains(&pair[1])) && !CONSONANT.contains(&pair[1]);
            match pair[0] {
                "a" => !sounds_like_vowel,
                "an" => sounds_like_vowel,
                _ => true,
            }
        });
        let repeats = words.windows(2).any(|pair| pair[0] == pair[1]);
        let is_sentence = said.starts_with(char::is_uppercase) && said.ends_with('.');
        let verb = words.first().is_some_and(|word| word.ends_with('s'));
        if !articles_fit || repeats || !is_sentence || !verb || said.contains(['{', '}', '_']) {
            wrong.push(format!("{uid}: {said}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn few_sentences_are_said_of_more_than_the_agent_and_the_resource() {
    let mut all: Vec<_> = sentences().map(|(_, said)| said).collect();
    all.sort_unstable();
    let most = all
        .chunk_by(|one, other| one == other)
        .map(<[_]>::len)
        .max();
    assert!(
        most <= Some(4),
        "one sentence is said of {most:?} operations"
    );
}

#[test]
fn the_glossary_says_what_every_area_and_entity_is() {
    for area in &API.areas {
        let said = words::area(&API.glossary, area.kind, &area.name);
        assert!(said.is_some(), "{:?} {}", area.kind, area.name);
    }
    let entities = API.carriers.keys().filter(|name| name.ends_with("Entity"));
    let unsaid: Vec<_> = entities
        .filter(|name| API.glossary.ty(name).is_none())
        .collect();
    assert!(unsaid.is_empty(), "{unsaid:#?}");
}

#[test]
fn the_glossary_covers_most_fields() {
    let properties = properties();
    let said = properties
        .iter()
        .filter(|(ty, property)| API.glossary.property(*ty, &property.name).is_some());
    let share = said.count() * 100 / properties.len();
    assert!(share >= 60, "{share}% of {} fields", properties.len());
    for (ty, property) in properties {
        let said = words::property(&API.glossary, ty, property);
        assert!(
            said.len() > 3 && said.ends_with(['.', '?']),
            "{ty:?} {}: {said}",
            property.name
        );
    }
}

#[test]
fn every_line_of_the_tables_is_used() {
    let mut names = BTreeSet::new();
    for area in &API.areas {
        let is_list =
            area.name.ends_with("List") && !["List", "MDOList", "PriceList"].contains(&&*area.name);
        let kinds: &[&str] = match area.kind {
            AreaKind::Agent => &["Agent"],
            AreaKind::Rest if is_list => &["List", "Rest"],
            AreaKind::Rest => &["Rest"],
        };
        for kind in kinds {
            for operation in &area.operations {
                names.insert(format!("{kind}.{}.{}", area.name, operation.name));
                names.insert(format!("{kind}.*.{}", operation.name));
            }
        }
    }
    names.extend(API.carriers.keys().map(|name| format!("Type.{name}")));
    let tables = [
        include_str!("../../src/words/exceptions.txt"),
        include_str!("../../src/words/aliases.txt"),
    ];
    for line in tables.iter().flat_map(|table| table.lines()) {
        let (name, _) = line
            .split_once(" = ")
            .expect("a line has a name and what it says");
        let used = match name.rsplit_once('*') {
            Some((start, end)) if !end.starts_with('.') => names
                .iter()
                .any(|name| name.starts_with(start) && name.ends_with(end)),
            _ => names.contains(name),
        };
        assert!(
            used,
            "no operation or type is called {name}: remove the line"
        );
    }
}

#[test]
fn every_line_about_a_word_says_what_it_is() {
    let tables = [
        include_str!("../../src/words/spellings.txt"),
        include_str!("../../src/words/whole_names.txt"),
    ];
    for table in tables {
        let line = |line: &'static str| line.split_once(" = ").expect("it says something");
        let names: Vec<_> = table.lines().map(|text| line(text).0).collect();
        let is_sorted = names.is_sorted_by(|one, next| one < next);
        assert!(is_sorted, "each once, by name: {names:?}");
    }
}

/// A name in the documentation's search, with the phrases that lead to it.
struct Item {
    path: String,
    phrases: Vec<String>,
}

fn items() -> Vec<Item> {
    let surface = surface(&API);
    let functions = surface.modules.iter().flat_map(|module| {
        let own = module.functions.iter();
        own.map(|function| Item {
            path: format!("{}::{}", module.path, function.name),
            phrases: words::operation_aliases(module.area, function.operation),
        })
    });
    let types = surface.structs.iter().map(|(name, found)| Item {
        path: format!("types::{}", found.name),
        phrases: words::type_aliases(name),
    });
    functions.chain(types).collect()
}

/// The items that rustdoc's search finds, the best first: names and aliases that are the query, those
/// that begin with it, those that have it in them, the shorter before the longer.
fn search<'a>(items: &'a [Item], query: &str) -> Vec<&'a str> {
    let query = query.to_lowercase().replace('_', "");
    let rank = |text: &str| {
        let text = text.to_lowercase().replace('_', "");
        let place = text.find(&query)?;
        let kind = match place {
            0 if text == query => 0,
            0 => 1,
            _ => 2,
        };
        Some((kind, text.len()))
    };
    let mut found: Vec<_> = items
        .iter()
        .filter_map(|item| {
            let name = item.path.rsplit("::").next().unwrap_or_default();
            let phrases = item.phrases.iter().map(String::as_str);
            let best = phrases.chain([name]).filter_map(rank).min()?;
            Some((best, item.path.as_str()))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, path)| path).collect()
}

#[test]
fn searches_find_what_is_meant_among_the_first_three() {
    let items = items();
    let mut missed = Vec::new();
    for line in SEARCHES.lines() {
        let (query, expected) = line
            .split_once(" = ")
            .expect("a line has a query and a path");
        let found = search(&items, query);
        let mut first = found.iter().take(3);
        if !first.any(|path| expected.split(" or ").any(|expected| *path == expected)) {
            missed.push(format!(
                "{query}: {expected}, but {:?}",
                &found[..found.len().min(5)]
            ));
        }
    }
    assert!(SEARCHES.lines().count() >= 50);
    assert!(missed.is_empty(), "{missed:#?}");
}
