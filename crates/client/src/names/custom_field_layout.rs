//! Which fields the users of an installation have added to an entity.

use serde_json::Value as Json;

use super::cache::Cache;
use super::named::{NamedItem, named};
use crate::carrier::Value;
use crate::client::Client;
use crate::collection::find;
use crate::error::{NameError, NameErrorKind};
use crate::request::Request;

/// The fields that the users of an installation have added to an entity, by the names that people
/// know them by.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// use client::carrier::Dictionary;
/// use client::custom_fields::CustomFields;
/// use client::names::CustomFieldLayout;
/// use client::testing::{FakeResponse, FakeTransport};
/// use client::Error;
/// use client::{Json, Request};
///
/// let service = FakeTransport::new();
/// let described = r#"[{"FieldName": "SuperOffice:1", "DisplayName": "Score"}]"#;
/// service.respond("v1Example_GetFields", FakeResponse::json(described));
///
/// let request: Request<Vec<Json>> = Request::get("v1Example_GetFields", "v1/Example");
/// let layout = CustomFieldLayout::cached(&service.client(), request).get().await?;
///
/// let mut custom_fields: Dictionary<String> = client::decode(br#"{"SuperOffice:1": "[I:42]"}"#)?;
/// let score = &layout.by_label("Score")?.key;
/// assert_eq!(custom_fields.read::<i64>(score)?, Some(42));
/// custom_fields.write(score, 43)?;
///
/// let error = layout.by_label("Scoer").unwrap_err();
/// assert_eq!(error.to_string(), "no custom field is called `Scoer`: did you mean `Score`?");
/// # Ok::<(), Error>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct CustomFieldLayout(Vec<CustomFieldInfo>);

/// A field that the users of an installation have added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CustomFieldInfo {
    /// What it is called in `CustomFields`: the ProgId such as `SuperOffice:1`, or the name in the
    /// database such as `x_score`.
    pub key: String,
    /// What people know it by, in the language of the request.
    pub label: String,
    /// A short label, for headings; empty if the label is used for them.
    pub short_label: String,
    /// What explains it to people.
    pub tooltip: String,
    /// The kind of its values, as the service names it, such as `Checkbox`.
    pub field_type: Option<String>,
    /// The list whose items are its values, if the service says it.
    pub list_name: Option<String>,
    /// Whether it has to have a value.
    pub is_mandatory: Option<bool>,
    /// Whether people can only read it.
    pub is_read_only: Option<bool>,
}

impl CustomFieldLayout {
    /// The fields that `request` lists, which is sent once: an operation that gives the
    /// `FieldInfoBase` of each field of a table, or the `UserDefinedFieldInfo`.
    pub fn cached<T: Value + 'static, Options: 'static, Query: 'static>(
        client: &Client,
        request: Request<Vec<T>, Options, Query>,
    ) -> Cache<Self> {
        Cache::elements(client, request, |fields| {
            Self(
                fields
                    .iter()
                    .filter_map(CustomFieldInfo::from_json)
                    .collect(),
            )
        })
    }

    /// The fields, in the order of the service.
    pub fn iter(&self) -> std::slice::Iter<'_, CustomFieldInfo> {
        self.0.iter()
    }

    /// The field that people know by `label`: in any case of its letters, if none has exactly this
    /// label.
    ///
    /// # Errors
    ///
    /// If there is no such field, or more than one. The error has the labels that are near, or the
    /// keys of the fields.
    pub fn by_label(&self, label: &str) -> Result<&CustomFieldInfo, NameError> {
        self.named(label, |field| &field.label)
    }

    /// The field that is called `key` in `CustomFields`, such as `SuperOffice:1`: its ProgId, or
    /// its name in the database. The case of its letters matters only if several differ by nothing
    /// else.
    ///
    /// # Errors
    ///
    /// If there is no such field. The error has the keys that are near.
    pub fn by_key(&self, key: &str) -> Result<&CustomFieldInfo, NameError> {
        self.named(key, |field| &field.key)
    }

    fn named(
        &self,
        wanted: &str,
        name: fn(&CustomFieldInfo) -> &str,
    ) -> Result<&CustomFieldInfo, NameError> {
        let fields = self.iter().map(|field| NamedItem {
            name: name(field),
            id: &field.key,
            shown: &field.key,
            value: field,
        });
        named(NameErrorKind::CustomField, wanted, fields)
    }
}

impl CustomFieldInfo {
    /// The field of a `FieldInfoBase` or a `UserDefinedFieldInfo`; `None` if it has no key, as a
    /// label alone has not.
    fn from_json(described: &Json) -> Option<Self> {
        let described = described.as_object()?;
        let value = |name| find(described, name);
        let text = |name| {
            let text = value(name).and_then(Json::as_str).map(str::to_owned);
            text.filter(|text| !text.is_empty())
        };
        let is = |name| value(name).and_then(Json::as_bool);
        Some(Self {
            key: text("FieldName").or_else(|| text("ProgId"))?,
            label: text("DisplayName")
                .or_else(|| text("FieldLabel"))
                .unwrap_or_default(),
            short_label: text("ShortLabel").unwrap_or_default(),
            tooltip: text("Description")
                .or_else(|| text("Tooltip"))
                .unwrap_or_default(),
            field_type: text("FieldType"),
            list_name: text("MdoListName"),
            is_mandatory: is("IsMandatory"),
            is_read_only: is("IsReadOnly"),
        })
    }
}
