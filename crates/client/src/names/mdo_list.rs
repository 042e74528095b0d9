//! Lists that people choose items from.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use serde_json::Value as Json;

use super::cache::Cache;
use super::named::{NamedItem, named};
use crate::carrier::Value;
use crate::client::Client;
use crate::collection::find;
use crate::custom_fields::ListItem;
use crate::error::{NameError, NameErrorKind};
use crate::lock::lock;
use crate::request::Request;

/// The items of a list, by their names.
///
/// Those below headings are items like the others.
#[derive(Clone, Debug)]
pub struct MdoList(Vec<ListedItem>);

/// An item, and what tells it from others of its name.
#[derive(Clone, Debug)]
struct ListedItem {
    item: ListItem,
    /// The name with those of the headings above.
    full_name: String,
    id: String,
    /// The full name with the identifier.
    shown: String,
    is_deleted: bool,
}

/// Lists by their names, each of which is asked for once.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// use client::names::MdoLists;
/// use client::testing::{FakeResponse, FakeTransport};
/// use client::{Error, Json, Request};
///
/// let service = FakeTransport::new();
/// let items = r#"[{"Id": 3, "Name": "Customer"}, {"Id": 4, "Name": "Partner"}]"#;
/// service.respond("v1Example_GetList", FakeResponse::json(items));
///
/// let lists = MdoLists::new(&service.client(), |name| {
///     let request: Request<Vec<Json>> = Request::get("v1Example_GetList", "v1/Example/{name}");
///     request.path("name", &name)
/// });
/// let categories = lists.list("category").get().await?;
/// assert_eq!(categories.by_name("Customer")?.id, 3);
/// assert_eq!(categories.by_id(4).unwrap().text, "Partner");
/// println!("{:?} old", categories.age());
/// # Ok::<(), Error>(())
/// # }).unwrap();
/// ```
#[derive(Clone)]
pub struct MdoLists(Arc<Lists>);

struct Lists {
    open: Box<Open>,
    by_name: Mutex<BTreeMap<String, Cache<MdoList>>>,
}

/// Makes a list of its name.
type Open = dyn Fn(&str) -> Cache<MdoList> + Send + Sync;

impl MdoLists {
    /// The lists that `request` gives the items of, by their names.
    pub fn new<T: Value + 'static, Options: 'static, Query: 'static>(
        client: &Client,
        request: impl Fn(&str) -> Request<Vec<T>, Options, Query> + Send + Sync + 'static,
    ) -> Self {
        let client = client.clone();
        Self(Arc::new(Lists {
            open: Box::new(move |name| MdoList::cached(&client, request(name))),
            by_name: Mutex::default(),
        }))
    }

    /// The list `name`, such as `category`. Nothing is sent before it is
    /// [asked for](Cache::get).
    #[must_use]
    pub fn list(&self, name: &str) -> Cache<MdoList> {
        let mut lists = lock(&self.0.by_name);
        if let Some(list) = lists.get(name) {
            return list.clone();
        }
        let list = (self.0.open)(name);
        lists.insert(name.to_owned(), list.clone());
        list
    }
}

impl MdoList {
    /// The items that `request` gives, which is sent once: those of a list, with an `Id` and a
    /// `Name` each.
    pub fn cached<T: Value + 'static, Options: 'static, Query: 'static>(
        client: &Client,
        request: Request<Vec<T>, Options, Query>,
    ) -> Cache<Self> {
        Cache::elements(client, request, |items| {
            let mut entries = Vec::new();
            add(items, &mut entries);
            Self(entries)
        })
    }

    /// The items that can be chosen, in the order of the service, those below headings included.
    pub fn iter(&self) -> impl Iterator<Item = &ListItem> {
        self.current().map(|entry| &entry.item)
    }

    /// The item `name`, or the one whose full name this is, with the headings above: in any case of
    /// its letters, if none has exactly this name. Items that are deleted are not found.
    ///
    /// # Errors
    ///
    /// If there is no such item, or several. The error has the names that are near, or the full
    /// names of the items.
    pub fn by_name(&self, name: &str) -> Result<&ListItem, NameError> {
        let entries = |name: fn(&ListedItem) -> &str| {
            self.current().map(move |entry| NamedItem {
                name: name(entry),
                id: &entry.id,
                shown: &entry.shown,
                value: &entry.item,
            })
        };
        let names = entries(|entry| &entry.item.text);
        let full_names = entries(|entry| &entry.full_name);
        named(NameErrorKind::ListItem, name, names.chain(full_names))
    }

    /// The item with the identifier `id`, also if it is deleted.
    #[must_use]
    pub fn by_id(&self, id: i32) -> Option<&ListItem> {
        let mut items = self.0.iter().map(|entry| &entry.item);
        items.find(|item| item.id == id)
    }

    fn current(&self) -> impl Iterator<Item = &ListedItem> + Clone {
        self.0.iter().filter(|entry| !entry.is_deleted)
    }
}

/// Adds items and those below them.
fn add(items: &[Json], entries: &mut Vec<ListedItem>) {
    for item in items.iter().filter_map(Json::as_object) {
        let value = |name| find(item, name);
        let text = |name| value(name).and_then(Json::as_str).unwrap_or_default();
        let id = value("Id").and_then(Json::as_i64);
        if let Some(id) = id.and_then(|id| i32::try_from(id).ok()) {
            let full_name = match text("FullName") {
                "" => text("Name"),
                full_name => full_name,
            };
            entries.push(ListedItem {
                item: ListItem {
                    id,
                    text: text("Name").to_owned(),
                    tooltip: text("ToolTip").to_owned(),
                },
                full_name: full_name.to_owned(),
                id: id.to_string(),
                shown: format!("{full_name} ({id})"),
                is_deleted: value("Deleted").and_then(Json::as_bool) == Some(true),
            });
        }
        if let Some(children) = value("ChildItems").and_then(Json::as_array) {
            add(children, entries);
        }
    }
}

/// The names of the lists.
impl fmt::Debug for MdoLists {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lists = lock(&self.0.by_name);
        formatter
            .debug_tuple("MdoLists")
            .field(&lists.keys())
            .finish()
    }
}
