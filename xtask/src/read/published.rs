//! Finds the Swagger files that upstream publishes, and what lies beside them.
//!
//! A checkout holds the API several times. The pair of zips is complete; the files of single areas
//! lack PATCH; `Swagger-v1.zip` is years old.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::ReadError;
use super::files::{DocumentationFolder, LARGEST_DOCUMENT, MOST_DOCUMENTS, read_at_most};
use crate::source::SourceFile;

/// Where SuperOffice publishes the documentation.
pub const PUBLISHED_AT: &str = "https://github.com/SuperOfficeDocs/docs";

/// One API description, in one file or several, and the texts that name what it leaves nameless.
#[derive(Clone, Debug, Default)]
pub struct PublishedApi {
    /// The Swagger or OpenAPI documents.
    pub documents: Vec<Arc<SourceFile>>,
    /// The signatures of the .NET client's agents, a file each.
    pub dotnet: Vec<String>,
    /// The enums and carriers of CRMScript, a file each.
    pub crmscript: Vec<String>,
    /// The release that it describes, such as `12.2`, where the checkout tells.
    pub release: Option<String>,
    /// Whether only the files of single areas are there, which lack PATCH.
    pub lacks_patch: bool,
}

/// The folder of a checkout with a page for each enum.
pub(super) const ENUM_PAGES: &str = "en/database/tables/enums";

const PAIR: [&str; 2] = ["Swagger-v1-Agents.zip", "Swagger-v1-REST.zip"];
const STALE: &str = "Swagger-v1.zip";

/// An honest zip holds one document or two.
const MOST_ENTRIES: usize = 1000;

/// What a folder or a file holds of Swagger, if it holds any.
///
/// # Errors
/// A file cannot be read, or is no Swagger although its name says so.
pub(super) fn find(root: &Path) -> Result<Option<PublishedApi>, ReadError> {
    let files = match DocumentationFolder::new(root, MOST_DOCUMENTS) {
        Ok(files) => files,
        Err(error) => return Err(ReadError::new(root, error)),
    };
    let documents = match extension(root) {
        Some("json") if root.is_file() => vec![json(&files, root)?],
        Some("zip") if root.is_file() => archive(&files, root)?,
        _ if root.is_dir() => return in_folder(&files, root),
        _ => return Ok(None),
    };
    Ok(Some(PublishedApi {
        documents,
        ..PublishedApi::default()
    }))
}

/// Whether a folder has the layout of a checkout: such a one has thousands of other pages.
pub(super) fn is_checkout(root: &Path) -> bool {
    root.join("downloads/api").is_dir() || root.join("api-sources/openapi").is_dir()
}

fn in_folder(files: &DocumentationFolder, root: &Path) -> Result<Option<PublishedApi>, ReadError> {
    let zips = [root.join("downloads/api"), root.to_owned()];
    let pair = zips
        .iter()
        .map(|folder| PAIR.map(|name| folder.join(name)))
        .find(|pair| pair.iter().all(|path| path.is_file()));
    let mut published = PublishedApi::default();
    if let Some(pair) = pair {
        for path in &pair {
            published.documents.extend(archive(files, path)?);
        }
    } else {
        let areas = root.join("api-sources/openapi");
        let folder = if areas.is_dir() { &areas } else { root };
        published.documents = loose(files, folder)?;
        published.lacks_patch = is_by_area(&published.documents, areas.is_dir());
        if published.documents.is_empty() {
            let stale = zips.iter().map(|folder| folder.join(STALE));
            if let Some(stale) = stale.into_iter().find(|path| path.is_file()) {
                let reason = format!(
                    "of the API it holds nothing but {}, which upstream no longer brings up to \
                     date; name that file itself to read it all the same",
                    stale.display()
                );
                return Err(ReadError::new(root, reason));
            }
            return Ok(None);
        }
    }
    published.dotnet = texts(files, &root.join("api-sources/webapi"), |name| {
        name.contains(".Agents.") && name.ends_with("Agent.yml")
    })?;
    published.crmscript = texts(files, &root.join("api-sources/crmscript"), |name| {
        name.starts_with("CRMScript.NetServer.")
    })?;
    published.release = release(&root.join("release-notes/api/changes"));
    Ok(Some(published))
}

/// The JSON files below a folder that say of themselves that they describe an API.
fn loose(files: &DocumentationFolder, folder: &Path) -> Result<Vec<Arc<SourceFile>>, ReadError> {
    let mut documents = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let Ok(entry) = entry else { continue };
        let path = entry.path();
        if extension(path) == Some("json") && entry.file_type().is_file() {
            let file = json(files, path)?;
            if describes_an_api(&file.text) {
                documents.push(file);
            }
        }
    }
    Ok(documents)
}

/// Several documents without a PATCH among them are the files of single areas, and so are those of
/// a checkout.
fn is_by_area(documents: &[Arc<SourceFile>], is_checkout: bool) -> bool {
    (is_checkout || documents.len() > 2)
        && !documents
            .iter()
            .any(|document| document.text.contains("\"patch\":"))
}

/// Looks at the start of a document alone: the rest can be megabytes.
fn describes_an_api(text: &str) -> bool {
    let start: String = text.chars().take(4096).collect();
    start.contains("\"swagger\"") || start.contains("\"openapi\"")
}

fn json(files: &DocumentationFolder, path: &Path) -> Result<Arc<SourceFile>, ReadError> {
    document(path.to_owned(), bytes(files, path)?)
}

fn bytes(files: &DocumentationFolder, path: &Path) -> Result<Vec<u8>, ReadError> {
    let bytes = files.read(path, LARGEST_DOCUMENT);
    bytes.map_err(|refusal| ReadError::new(path, refusal))
}

/// The JSON documents in a zip. Where it would put them is of no interest.
fn archive(files: &DocumentationFolder, path: &Path) -> Result<Vec<Arc<SourceFile>>, ReadError> {
    let fail = |reason: String| ReadError::new(path, reason);
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes(files, path)?))
        .map_err(|error| fail(format!("it is no zip: {error}")))?;
    if zip.len() > MOST_ENTRIES {
        return Err(fail(format!("it holds more than {MOST_ENTRIES} files")));
    }
    let mut documents = Vec::new();
    for index in 0..zip.len() {
        let entry = zip
            .by_index(index)
            .map_err(|error| fail(format!("entry {index} cannot be read: {error}")))?;
        let name = match entry.name() {
            Ok(name) => name.into_owned(),
            Err(error) => return Err(fail(format!("entry {index} has no readable name: {error}"))),
        };
        if !name.ends_with(".json") {
            continue;
        }
        // A zip of a few kilobytes can hold gigabytes of zeros.
        let bytes = read_at_most(entry, LARGEST_DOCUMENT)
            .and_then(|bytes| files.spend(bytes.len()).map(|()| bytes))
            .map_err(|refusal| fail(format!("{name} cannot be used: {refusal}")))?;
        let name = Path::new(&name).file_name().unwrap_or_default();
        documents.push(document(path.join(name), bytes)?);
    }
    if documents.is_empty() {
        return Err(fail("the zip holds no JSON document".into()));
    }
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(documents)
}

fn document(path: PathBuf, bytes: Vec<u8>) -> Result<Arc<SourceFile>, ReadError> {
    let text = String::from_utf8(bytes).map_err(|_| ReadError::new(&path, "it is not UTF-8"))?;
    // A byte order mark is no JSON.
    let text = text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let relative = name.into_owned();
    Ok(Arc::new(SourceFile::new(path, relative, text)))
}

/// The files of a folder whose names pass, in the order of their names.
fn texts(
    files: &DocumentationFolder,
    folder: &Path,
    test: impl Fn(&str) -> bool,
) -> Result<Vec<String>, ReadError> {
    let mut paths: Vec<_> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(_) => return Ok(Vec::new()),
    };
    paths.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(&test)
    });
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let bytes = bytes(files, path)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

/// `12.2` of the newest `changes-webapi-12.2.2072.0.md`.
fn release(folder: &Path) -> Option<String> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let version = |name: &str| -> Option<Vec<u32>> {
        let numbers = name.strip_prefix("changes-webapi-")?.strip_suffix(".md")?;
        let numbers: Vec<u32> = numbers
            .split('.')
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        (numbers.len() >= 2).then_some(numbers)
    };
    let versions = entries.filter_map(|entry| version(entry.file_name().to_str()?));
    let newest = versions.max()?;
    Some(format!("{}.{}", newest[0], newest[1]))
}

fn extension(path: &Path) -> Option<&str> {
    path.extension()?.to_str()
}
