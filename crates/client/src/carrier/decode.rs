//! From JSON to values.

use std::{error::Error, fmt};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};

use super::table::{
    CarrierMut, DictionaryMut, ListMut, SlotMut, TextMut, Value, ValueMut, ViewMut,
};

/// Reads a value from JSON text.
///
/// - A property of a carrier that is missing or `null` is `None`.
/// - A property that the carrier does not declare is kept among its additional
///   properties.
/// - A number for a whole number may be written with a fraction of zero.
/// - `null` instead of an element of a list, or of the value itself, is the
///   default value.
/// - If an object has a property twice, the last one counts.
///
/// # Errors
///
/// If the text is not JSON, or a value has another type than the one declared.
pub fn decode<T: Value>(json: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::default();
    decode_into(ValueMut::new(&mut value), json)?;
    Ok(value)
}

/// JSON that is not what it was expected to be.
#[derive(Debug)]
pub struct DecodeError {
    path: String,
    source: serde_json::Error,
}

impl DecodeError {
    /// Where in the JSON the error is, for example `Person.Phones[0].Value`.
    ///
    /// This is `.` if it is the whole text, and `?` where the JSON ends too early.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot decode the JSON at `{}`", self.path)
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}

/// Reads a value with any deserializer.
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::default();
    OrDefault(ValueMut::new(&mut value)).deserialize(deserializer)?;
    Ok(value)
}

/// Not generic, so that it is compiled in this crate, once.
fn decode_into(mut value: ValueMut<'_>, json: &[u8]) -> Result<(), DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    OrDefault(value.reborrow())
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end())
        .map_err(|error| locate(value, json, error))
}

/// Decodes again what failed to decode, to find out where.
///
/// Keeping track of the path all along would cost every successful decoding.
#[cold]
fn locate(value: ValueMut<'_>, json: &[u8], source: serde_json::Error) -> DecodeError {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut deserializer, &mut track);
    // The result is the error that is already known, or trailing text.
    let _ = OrDefault(value).deserialize(tracked);
    DecodeError {
        path: track.path().to_string(),
        source,
    }
}

/// Reads into a slot; `null` empties it.
struct Slot<'a>(SlotMut<'a>);

/// Reads into a fresh value; `null` leaves it as it is.
struct OrDefault<'a>(ValueMut<'a>);

/// Reads a value that is not `null`.
struct NotNull<'a>(ValueMut<'a>);

impl<'de> DeserializeSeed<'de> for Slot<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Slot<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.0.clear();
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.clear();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        NotNull(self.0.insert()).deserialize(deserializer)
    }
}

impl<'de> DeserializeSeed<'de> for OrDefault<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for OrDefault<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        NotNull(self.0).deserialize(deserializer)
    }
}

impl<'de> DeserializeSeed<'de> for NotNull<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0.view() {
            ViewMut::Bool(value) => *value = bool::deserialize(deserializer)?,
            ViewMut::I32(value) => {
                let number = deserializer.deserialize_i32(Integer("i32"))?;
                *value = i32::try_from(number).map_err(|_| out_of_range(number, "i32"))?;
            }
            ViewMut::I64(value) => *value = deserializer.deserialize_i64(Integer("i64"))?,
            ViewMut::F64(value) => *value = f64::deserialize(deserializer)?,
            ViewMut::String(value) => *value = String::deserialize(deserializer)?,
            ViewMut::Json(value) => *value = serde_json::Value::deserialize(deserializer)?,
            ViewMut::Base64(value) => *value = Deserialize::deserialize(deserializer)?,
            ViewMut::Text(value) => deserializer.deserialize_str(Text(value))?,
            ViewMut::Carrier(value) => deserializer.deserialize_map(Carrier(value))?,
            ViewMut::List(value) => deserializer.deserialize_seq(List(value))?,
            ViewMut::Dictionary(value) => deserializer.deserialize_map(Dictionary(value))?,
        }
        Ok(())
    }
}

struct Carrier<'a>(CarrierMut<'a>);

impl<'de> Visitor<'de> for Carrier<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object ({})", self.0.name())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        // Properties normally come in the declared order.
        let mut expected = 0;
        while let Some(property) = map.next_key_seed(PropertyName {
            carrier: &self.0,
            expected,
        })? {
            match property {
                Property::Declared(index) => {
                    expected = index + 1;
                    map.next_value_seed(Slot(self.0.slot(index)))?;
                }
                Property::Additional(name) => {
                    let value: serde_json::Value = map.next_value()?;
                    self.0.additional().insert(name, value);
                }
            }
        }
        Ok(())
    }
}

enum Property {
    Declared(usize),
    Additional(String),
}

struct PropertyName<'a> {
    carrier: &'a CarrierMut<'a>,
    expected: usize,
}

impl PropertyName<'_> {
    fn find(&self, name: &str) -> Option<usize> {
        let fields = self.carrier.fields();
        let start = self.expected.min(fields.len());
        (start..fields.len())
            .chain(0..start)
            .find(|&index| fields[index].property() == name)
    }
}

impl<'de> DeserializeSeed<'de> for PropertyName<'_> {
    type Value = Property;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Property, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for PropertyName<'_> {
    type Value = Property;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a property name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Property, E> {
        Ok(self
            .find(name)
            .map_or_else(|| Property::Additional(name.to_owned()), Property::Declared))
    }
}

struct List<'a>(ListMut<'a>);

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        while elements.next_element_seed(Element(&mut self.0))?.is_some() {}
        Ok(())
    }
}

/// Reads one more element, if there is one.
struct Element<'a, 'list>(&'a mut ListMut<'list>);

impl<'de> DeserializeSeed<'de> for Element<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        OrDefault(self.0.push()).deserialize(deserializer)
    }
}

struct Dictionary<'a>(DictionaryMut<'a>);

impl<'de> Visitor<'de> for Dictionary<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key()? {
            map.next_value_seed(Slot(self.0.entry(name)))?;
        }
        Ok(())
    }
}

struct Text<'a>(TextMut<'a>);

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.set(text);
        Ok(())
    }
}

/// A whole number, of the named type.
struct Integer(&'static str);

impl Visitor<'_> for Integer {
    type Value = i64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }

    fn visit_i64<E>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<i64, E> {
        i64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<i64, E> {
        // 2^63 is the first float that is too large.
        const LIMIT: f64 = 9_223_372_036_854_775_808.0;
        if number.fract() == 0.0 && (-LIMIT..LIMIT).contains(&number) {
            Ok(number as i64)
        } else {
            Err(E::invalid_value(Unexpected::Float(number), &self))
        }
    }
}

fn out_of_range<E: serde::de::Error>(number: i64, expected: &'static str) -> E {
    E::invalid_value(Unexpected::Signed(number), &Integer(expected))
}
