//! Every page of three releases of the upstream documentation.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::support::{RELEASES, cargo, copy, corpus, report, tree, workspace};
use serde_json::Value;
use xtask::console::Console;
use xtask::generate::{self, generate};
use xtask::import::{self, Prose, import};
use xtask::load;
use xtask::page::{EnumPage, Page, Sample, TypeLabel, parse, parse_enum, write};
use xtask::source::SourceFile;

fn each_page(release: &str, mut check: impl FnMut(&SourceFile, Page)) -> usize {
    let sources = xtask::read::read(&corpus(release)).expect("the corpus can be read");
    assert!(sources.diagnostics.is_empty(), "{:?}", sources.diagnostics);
    for file in &sources.operations {
        let (page, diagnostics) = parse(file);
        assert!(diagnostics.is_empty(), "{}", report(&diagnostics));
        check(file, page.expect("a page without diagnostics is whole"));
    }
    sources.operations.len()
}

fn expected_pages(release: &str) -> usize {
    match release {
        "2022" => 2945,
        "10.2.1" => 3111,
        _ => 3116,
    }
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn every_line_of_every_page_is_accounted_for() {
    for release in RELEASES {
        let count = each_page(release, |file, page| {
            let mut left: Vec<u8> = file.text.clone().into_bytes();
            for span in page.spans() {
                left[span.range()].fill(b' ');
            }
            let left = String::from_utf8(left).expect("spans lie on character boundaries");
            assert_eq!(
                left.trim(),
                "",
                "{} has text that no item holds",
                file.relative
            );
        });
        assert!(
            count == 0 || count == expected_pages(release),
            "{release}: {count} pages"
        );
    }
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn a_page_written_and_read_again_is_the_same() {
    for release in RELEASES {
        each_page(release, |file, page| {
            let text = write(&page);
            let again = SourceFile::new(file.path.clone(), file.relative.clone(), text);
            let (reread, diagnostics) = parse(&again);
            assert!(diagnostics.is_empty(), "{}: {diagnostics:?}", file.relative);
            assert_eq!(reread.as_ref(), Some(&page), "{}", file.relative);
        });
    }
}

/// A folder that stays from run to run, so that Cargo does nothing twice.
fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("corpus-output")
        .join(name)
}

fn crate_of(docs: PathBuf, name: &str) -> (PathBuf, generate::Summary) {
    let out = kept(name);
    let options = generate::Options {
        docs: vec![docs],
        out: out.clone(),
        check: false,
        remove: false,
    };
    let summary = generate(&options, &Console::default()).expect("the pages are good");
    (out, summary)
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn every_release_gives_a_crate_that_compiles() {
    for release in RELEASES {
        let (out, summary) = crate_of(corpus(release), release);
        assert_eq!(summary.pages, expected_pages(release), "{release}");
        assert_eq!(summary.counts.operations, summary.pages, "{release}");
        cargo(&out, &["check"], &[]);
    }
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn one_page_of_2022_alone_has_typed_carriers() {
    let folder = corpus("2022");
    let name = "v1AppointmentAgent_AcceptRejected.md";
    let page = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .find(|entry| entry.file_name() == name)
        .expect("the corpus has the page");
    let (out, summary) = crate_of(page.into_path(), "one-page");
    assert_eq!(summary.pages, 1);
    cargo(&out, &["check"], &[]);
    let entity = out.join("src/types/appointment_entity.rs");
    let entity = std::fs::read_to_string(entity).expect("the carrier has a file");
    for (field, ty) in [
        ("associate", "Associate"),
        ("contact", "Contact"),
        ("recurrence", "Recurrence"),
        ("person", "Person"),
        ("project", "Project"),
        ("sale", "Sale"),
        ("task", "Task"),
    ] {
        let line = format!("pub {field}: Option<super::{ty}>,");
        assert!(entity.contains(&line), "{line} in:\n{entity}");
    }
}

/// The pages about types that the reference has, which an import reads and keeps.
const TYPES: [&str; 2] = ["enums", "types"];

fn imported(from: &Path, name: &str) -> BTreeMap<String, Vec<u8>> {
    let to = kept(name);
    for folder in TYPES {
        if to.join(folder).exists() {
            std::fs::remove_dir_all(to.join(folder)).expect("the folder is ours");
        }
        let own = workspace().join("docs/reference").join(folder);
        copy(&own, &to.join(folder));
    }
    let options = import::Options {
        from: from.to_owned(),
        to: to.clone(),
        prose: Prose::Facts,
        remove: false,
        release: None,
    };
    import(&options, &Console::default()).expect("the pages are good");
    tree(&to)
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn two_releases_differ_by_their_api_alone() {
    let old = imported(&corpus("10.2.1"), "import-10.2.1");
    let new = imported(&corpus("10.2.2"), "import-10.2.2");
    let removed = old.keys().filter(|path| !new.contains_key(*path));
    let added = new.keys().filter(|path| !old.contains_key(*path));
    let changed = new
        .iter()
        .filter(|(path, text)| old.get(*path).is_some_and(|old| old != *text));
    let changed: Vec<_> = changed.map(|(path, _)| path).collect();
    assert_eq!(removed.count(), 0);
    assert_eq!(added.count(), 5);
    let (about_types, of_operations): (Vec<_>, Vec<_>) = changed
        .into_iter()
        .partition(|path| path.starts_with("enums/") || path.starts_with("types/"));
    assert_eq!(of_operations.len(), 3, "{of_operations:?}");
    // Two of the operations that were added use the enums; the samples of the carriers show a ticket,
    // as which the three that changed respond.
    assert_eq!(
        about_types,
        [
            "enums/FormSubmissionStatus.md",
            "enums/RecurrenceUpdateMode.md",
            "types/ChatSessionEntity.md",
            "types/ChatSessionEntityWithLinks.md"
        ]
    );
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn the_reference_is_what_an_import_of_its_release_gives() {
    let from = corpus("12.2");
    let to = kept("import-12.2");
    if to.exists() {
        std::fs::remove_dir_all(&to).expect("the folder is ours");
    }
    let reference = workspace().join("docs/reference");
    copy(&reference, &to);
    let options = import::Options {
        from,
        to: to.clone(),
        prose: Prose::Facts,
        remove: false,
        release: None,
    };
    let summary = import(&options, &Console::default()).expect("the documents are good");
    assert_eq!(
        (summary.pages, summary.written, summary.removed),
        (3356, 0, 0)
    );
    assert_eq!(tree(&to), tree(&reference));
}

/// What this project says in the very words of upstream.
const SAME_WORDING: &str = "The property is read-only.";

/// Whether a sentence is of this project: documents are read into its words too.
fn is_ours(sentence: &str) -> bool {
    sentence == SAME_WORDING
        || sentence.starts_with("Media type")
        || sentence.starts_with("The session's XSRF value")
        || sentence.starts_with("Credentials: Basic")
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn no_sentence_of_upstream_is_in_the_reference() {
    const FEW: usize = 3;
    let reference = workspace().join("docs/reference");
    let mut found = BTreeSet::new();
    let mut compared = 0;
    let mut look = |file: &SourceFile, page: &Page| {
        let Some(text) = reference_page(&reference, file) else {
            return;
        };
        compared += 1;
        for sentence in sentences(page) {
            let words = sentence.split_whitespace().count();
            if words > FEW && text.contains(sentence) && !is_ours(sentence) {
                found.insert(format!("{}: {sentence}", page.front.uid.value));
            }
        }
    };
    each_page("10.2.2", |file, page| look(file, &page));
    let documentation = load::documentation(&[corpus("12.2")], &Console::default());
    for source in documentation.expect("the documents are good").operations {
        look(&source.file, &source.page);
    }
    assert!(compared > 6000, "{compared} pages");
    assert!(found.is_empty(), "{} found: {found:#?}", found.len());
}

/// The pages about enums below a folder.
fn enums(folder: &Path) -> Vec<EnumPage> {
    let sources = xtask::read::read_types(folder).expect("the folder can be read");
    let page = |file: &Arc<SourceFile>| parse_enum(file).0.expect("the page is whole");
    sources.enums.iter().map(page).collect()
}

/// Upstream describes enums and their members too.
#[test]
#[ignore = "needs ../shared/corpus"]
fn no_description_of_an_enum_of_upstream_is_in_the_reference() {
    let folder = corpus("10.2.2");
    let reference = tree(&workspace().join("docs/reference/enums"));
    let reference: String = reference
        .values()
        .map(|text| String::from_utf8_lossy(text).into_owned())
        .collect();
    let sources = xtask::read::read(&folder).expect("the corpus can be read");
    for file in &sources.enums {
        let (page, _) = parse_enum(file);
        let page = page.expect("the page is whole");
        let rows = page.members.rows.iter();
        let descriptions = rows.map(|row| &row.description.value);
        for text in descriptions.chain(page.prose.as_deref()) {
            let words = text.split_whitespace().count();
            assert!(
                words < 2 || !reference.contains(text),
                "{}: {text}",
                file.relative
            );
        }
    }
}

/// The text of a page in the reference, if its operation is still there.
fn reference_page(reference: &Path, file: &SourceFile) -> Option<String> {
    let folders: Vec<_> = file.relative.rsplit('/').take(3).collect();
    let path = reference.join(folders.into_iter().rev().collect::<PathBuf>());
    std::fs::read_to_string(&path).ok()
}

/// The sentences and lines of a page's descriptions.
fn sentences(page: &Page) -> Vec<&str> {
    let parameters = page
        .path_parameters
        .rows
        .iter()
        .chain(
            page.query
                .iter()
                .flat_map(|query| &query.section.table.rows),
        )
        .map(|row| &row.description.value);
    let properties = page
        .request
        .iter()
        .filter_map(|request| request.properties.as_ref())
        .chain(&page.response.properties)
        .flat_map(|table| &table.rows)
        .map(|row| &row.description.value);
    let headers = page.headers.table.rows.iter();
    let headers = headers.map(|row| &row.description.value);
    let statuses = page.response.statuses.rows.iter();
    let statuses = statuses.map(|row| &row.description.value);
    let arguments = |text: &&&String| !is_list_of_names(text);
    let texts = [
        page.prose.as_ref(),
        page.response.text.as_ref(),
        page.request
            .as_ref()
            .and_then(|request| request.text.as_ref()),
    ];
    let texts = texts.into_iter().flatten().map(|text| &text.value);
    let texts: Vec<_> = texts.collect();
    parameters
        .chain(properties)
        .chain(headers)
        .chain(statuses)
        .chain(texts.iter().filter(arguments).copied())
        .flat_map(|text| text.lines().flat_map(|line| line.split_inclusive(". ")))
        .map(str::trim)
        .collect()
}

/// `AppointmentId, UpdateMode`: names, which the table has as well.
fn is_list_of_names(text: &str) -> bool {
    text.split(", ").all(|name| !name.contains(' '))
}

#[test]
#[ignore = "needs ../shared/corpus"]
fn no_sample_value_of_upstream_is_in_the_reference() {
    const SHORT: usize = 3;
    const NEUTRAL: [&str; 7] = [
        "text",
        "2024-01-31T12:00:00Z",
        "1990-05-17T00:00:00",
        "00:15:00",
        "R0lGODlh",
        "replace",
        "/Name",
    ];
    let reference = workspace().join("docs/reference");
    let mut listed: HashSet<_> = enums(&reference)
        .iter()
        .flat_map(|page| &page.members.rows)
        .map(|row| row.name.value.clone())
        .collect();
    let mut shown: HashMap<String, HashSet<String>> = HashMap::new();
    let mut kept: BTreeMap<String, usize> = BTreeMap::new();
    each_page("10.2.2", |file, page| {
        listed.extend(members(&page));
        each_text(&page, &mut |text| {
            let pages = shown.entry(text.to_owned()).or_default();
            pages.insert(page.front.uid.value.clone());
        });
        let Some(text) = reference_page(&reference, file) else {
            return;
        };
        let (page, _) = parse(&SourceFile::new("", "", text));
        let page = page.expect("the reference is whole");
        each_text(&page, &mut |text| {
            if text.len() > SHORT && !NEUTRAL.contains(&text) {
                *kept.entry(text.to_owned()).or_default() += 1;
            }
        });
    });
    // What is left are members of enums: names that are always the same.
    assert!(kept.len() < 200, "{} values: {:?}", kept.len(), kept.keys());
    for value in kept.keys().filter(|value| !listed.contains(*value)) {
        let is_name = value.starts_with(|c: char| c.is_ascii_uppercase())
            && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        assert!(is_name, "{value:?} is no name");
        let pages = shown.get(value).map_or(0, HashSet::len);
        assert!(pages > 1, "{value:?} is on one page of upstream alone");
    }
}

fn members(page: &Page) -> Vec<String> {
    let queries = page
        .query
        .iter()
        .flat_map(|query| &query.section.table.rows);
    let rows = page.path_parameters.rows.iter().chain(queries);
    let members = rows.filter_map(|row| match &row.label.value {
        TypeLabel::Enum(members) => Some(members.clone()),
        _ => None,
    });
    members.flatten().collect()
}

/// Every text in the samples of a page.
fn each_text(page: &Page, see: &mut impl FnMut(&str)) {
    fn visit(value: &Value, see: &mut impl FnMut(&str)) {
        match value {
            Value::String(text) => see(text),
            Value::Array(elements) => elements.iter().for_each(|element| visit(element, see)),
            Value::Object(entries) => entries.values().for_each(|entry| visit(entry, see)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let samples = page.sample_request.iter().chain(&page.sample_response);
    samples
        .filter_map(Sample::json)
        .for_each(|value| visit(value, see));
}
