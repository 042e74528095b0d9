//! Operations that make one value of another.

use super::Patch;
use super::operations::{JsonPatch, Operation};
use crate::carrier::{Change, Entry, JsonText, Value, ValueWithSpelling, changes};

/// Differences.
impl Patch<JsonPatch> {
    /// The operations that make `after` of `before`, two states of one entity.
    ///
    /// ```
    /// use client::body::JsonBody;
    /// use client::carrier::AdditionalProperties;
    /// use client::Patch;
    ///
    /// # #[allow(unused)]
    /// struct Contact {
    ///     name: Option<String>,
    ///     department: Option<String>,
    ///     additional_properties: AdditionalProperties,
    /// }
    /// # client::carrier!(Contact { name: "Name", department: "Department" });
    /// let before: Contact = client::decode(br#"{"Name": "Old name", "Department": "Sales"}"#)?;
    /// let mut after = before.clone();
    /// after.name = Some("New name".to_owned());
    ///
    /// let patch = Patch::between(&before, &after);
    /// assert_eq!(patch.to_json(), br#"[{"op":"replace","path":"/Name","value":"New name"}]"#);
    /// # Ok::<(), client::error::DecodeError>(())
    /// ```
    ///
    /// - A property that is different is replaced as a whole, also an object or a list: the service
    ///   wants objects complete, and positions in lists can change under way.
    /// - A property that only `after` has is added, and one that only `before` has is removed.
    /// - Of a dictionary, like `CustomFields`, only the entries that are different are sent, as one
    ///   `replace` with these entries. One that `after` does not have becomes `null`.
    /// - Values that are equal in Rust are no difference, like two spellings of the same flags.
    ///
    /// The operations are in the order of the properties, and there are none if nothing is
    /// different: see [`is_empty`](Self::is_empty). A value without properties is replaced at the
    /// path `""`.
    pub fn between<T: Value>(before: &T, after: &T) -> Self {
        Self(JsonPatch(Difference::new(before, after).changes))
    }

    /// Like [`between`](Self::between), and the operations come after tests that the service still
    /// has the values of `before`. If somebody else has changed one of them, nothing is changed and
    /// the call ends with [`Error::Conflict`](crate::Error::Conflict).
    ///
    /// Only what would be changed is tested. A property that `before` does not have is tested for
    /// `null`, so `before` must not have been read without it, with `select`. An entry of a
    /// dictionary that `before` does not have is not tested.
    pub fn between_guarded<T: Value>(before: &T, after: &T) -> Self {
        let Difference { mut tests, changes } = Difference::new(before, after);
        tests.extend(changes);
        Self(JsonPatch(tests))
    }
}

#[derive(Default)]
struct Difference {
    tests: Vec<Operation>,
    changes: Vec<Operation>,
}

impl Difference {
    fn new<T: Value>(before: &T, after: &T) -> Self {
        let mut difference = Self::default();
        match changes(before, after) {
            Some(changes) => {
                for change in changes {
                    difference.add(&change);
                }
            }
            None => difference.add_value(
                "",
                Some(ValueWithSpelling::new(before)),
                Some(ValueWithSpelling::new(after)),
            ),
        }
        difference
    }

    fn add(&mut self, change: &Change<'_>) {
        match change {
            Change::Value(entry) => {
                self.add_value(&path(&[entry.name]), entry.before, entry.after);
            }
            Change::Dictionary(name, entries) => self.add_entries(name, entries),
        }
    }

    fn add_value(
        &mut self,
        path: &str,
        before: Option<ValueWithSpelling<'_>>,
        after: Option<ValueWithSpelling<'_>>,
    ) {
        let operation = match (before, after) {
            (_, None) => "remove",
            (None, Some(_)) => "add",
            (Some(_), Some(_)) => "replace",
        };
        let value = after.map(ValueWithSpelling::json);
        self.tests.push(test(path.to_owned(), before));
        self.changes.push(Operation {
            name: operation,
            path: path.to_owned(),
            value,
        });
    }

    fn add_entries(&mut self, name: &str, entries: &[Entry<'_>]) {
        for entry in entries.iter().filter(|entry| entry.before.is_some()) {
            self.tests
                .push(test(path(&[name, entry.name]), entry.before));
        }
        let values: Vec<(&str, JsonText)> = entries
            .iter()
            .map(|entry| (entry.name, encoded(entry.after)))
            .collect();
        let values = values.iter().map(|(name, value)| (*name, value));
        self.changes.push(Operation {
            name: "replace",
            path: path(&[name]),
            value: Some(JsonText::object(values)),
        });
    }
}

fn test(path: String, value: Option<ValueWithSpelling<'_>>) -> Operation {
    Operation {
        name: "test",
        path,
        value: Some(encoded(value)),
    }
}

fn encoded(value: Option<ValueWithSpelling<'_>>) -> JsonText {
    value.map_or_else(JsonText::null, ValueWithSpelling::json)
}

/// A JSON Pointer.
fn path(names: &[&str]) -> String {
    let names = names.iter();
    names
        .map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1")))
        .collect()
}
