//! Whether samples of operations, enums and carriers show what the tables say: the two are one
//! statement made twice.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::model::{
    Api, Body, Evidence, Operation, Property, ResponseBody, Rule, Type, is_patch_step,
};
use crate::page::{Documentation, EnumPage, PageFile, Sample, SourcePage};
use crate::resolve::evidence::table::OMITTED_IN_REQUESTS;
use crate::resolve::rules::sample::is_date_time;
use crate::source::{Place, SourceFile, Span, Spanned};

/// Finds samples of an operation that do not have the types of the model.
pub(crate) fn check(
    page: &SourcePage,
    operation: &Operation,
    api: &Api,
    found: &mut Vec<Diagnostic>,
) {
    let source = &page.page;
    let look = |sample: &Option<Sample>,
                request: bool,
                ty: &dyn Fn(&SampleCheck<'_>, &Value) -> Finding| {
        let sample = sample.as_ref()?;
        let walk = SampleCheck {
            api,
            request,
            omission: RefCell::new(None),
            guess: RefCell::new(None),
        };
        let (value, span) = sample.json_body()?;
        let wrong = ty(&walk, value).err();
        let diagnostic = |code, wrong: Box<Wrong>| wrong.diagnostic(code, &page.file, span);
        let contradiction = |wrong| diagnostic("sample-contradicts-table", wrong);
        Some([
            wrong.map(contradiction),
            walk.omission.into_inner().map(contradiction),
            walk.guess
                .into_inner()
                .map(|wrong| diagnostic("undescribed-type", wrong)),
        ])
    };
    let request = look(
        &source.sample_request,
        true,
        &|walk, value| match &operation.request {
            None => Err(Wrong::new("a request body", "the page describes none")),
            Some(Body::Arguments(rows)) => walk.properties("the request", rows, None, value),
            Some(Body::Json(ty, evidence)) => {
                walk.guessed("the request", evidence, None, value);
                walk.value("the request", ty, value)
            }
            Some(Body::Content | Body::File(_)) => Ok(()),
        },
    );
    let response = look(
        &source.sample_response,
        false,
        &|walk, value| match &operation.response {
            ResponseBody::Nothing => Err(Wrong::new("a response body", "the page describes none")),
            ResponseBody::Json(ty, evidence) => {
                walk.guessed("the response", evidence, None, value);
                walk.value("the response", ty, value)
            }
            ResponseBody::Bytes => walk.value("the response", &Type::Bytes, value),
        },
    );
    let all = [request, response].into_iter().flatten().flatten();
    found.extend(all.flatten());
}

/// Finds samples of pages about types that do not show the members or properties of the model.
pub(crate) fn check_types(documentation: &Documentation, api: &Api, found: &mut Vec<Diagnostic>) {
    let own = |file: &&Arc<SourceFile>| file.set == 0;
    for PageFile { file, page } in &documentation.enums {
        let sample = page.sample.as_ref().filter(|_| own(&file));
        found.extend(sample.and_then(|sample| members(file, page, sample)));
    }
    for PageFile { file, page } in &documentation.types {
        let sample = page.sample.as_ref().filter(|_| own(&file));
        let (Some(sample), Some(carrier)) = (sample, api.carriers.get(page.name.as_str())) else {
            continue;
        };
        let walk = SampleCheck {
            api,
            request: false,
            omission: RefCell::new(None),
            guess: RefCell::new(None),
        };
        let ty = Type::Carrier(page.name.as_str().into());
        let wrong = walk.value("the page", &ty, sample).err();
        let vague = || {
            let mut properties = carrier.properties.iter();
            properties.find_map(|property| {
                let value = sample.get(&property.name)?;
                let wrong = Wrong::of_type(&format!("`{}`", property.name), &property.ty, value);
                let place = property.evidence.places.first();
                (!tells(&property.ty, value)).then(|| wrong.at(place))
            })
        };
        let wrong = wrong.or_else(|| walk.omission.into_inner().or_else(vague));
        let help = "correct the one that is wrong; each value has to tell its type from all others, \
                    as those of other pages do";
        found.extend(wrong.map(|wrong| {
            let found = wrong.diagnostic("sample-contradicts-table", file, sample.span);
            found.help(help)
        }));
    }
}

/// Whether a value that fits a type fits no other one.
fn tells(ty: &Type, value: &Value) -> bool {
    match (ty, value) {
        (Type::Json, value) => value.as_object().is_some_and(Map::is_empty),
        (Type::Int64, value) => value.as_i64() > Some(i32::MAX.into()),
        (Type::String, value) => value == "text",
        (Type::Date, Value::String(text)) => text.ends_with("T00:00:00"),
        (Type::DateTime, Value::String(text)) => !text.ends_with("T00:00:00"),
        (Type::Carrier(_), value) => value.is_object(),
        (Type::List(element), Value::Array(elements)) => {
            elements.first().is_some_and(|value| tells(element, value))
        }
        (Type::Dictionary(element), Value::Object(entries)) => entries
            .values()
            .next()
            .is_some_and(|value| tells(element, value)),
        _ => true,
    }
}

/// The first member that an enum's sample shows otherwise than its page.
fn members(file: &SourceFile, page: &EnumPage, sample: &Spanned<Value>) -> Option<Diagnostic> {
    let rows = page.shown();
    let shown = sample.as_object()?;
    let mut names = rows.keys().chain(shown.keys());
    let name = names.find(|name| rows.get(*name) != shown.get(*name))?;
    let says = |entry: Option<&Value>| match entry {
        Some(Value::Null) => format!("`{name}` without a number"),
        Some(value) => format!("{value} for `{name}`"),
        None => format!("no `{name}`"),
    };
    let says = [says(shown.get(name)), says(rows.get(name))];
    let wrong = Wrong::new(&says[0], format!("the page has {}", says[1]));
    let row = page.members.rows.iter().find(|row| *row.name == *name);
    let span = row.map_or(page.front.block.span(), |row| row.span);
    let found = wrong.diagnostic("sample-contradicts-table", file, sample.span);
    Some(found.label(file, span, "described here"))
}

type Finding = Result<(), Box<Wrong>>;

/// A contradiction: what a sample shows, and what is said instead.
struct Wrong {
    shows: String,
    says: String,
    place: Option<Place>,
}

impl Wrong {
    fn new(shows: impl Into<String>, says: impl Into<String>) -> Box<Self> {
        Box::new(Self {
            shows: shows.into(),
            says: says.into(),
            place: None,
        })
    }

    fn of_type(what: &str, ty: &Type, value: &Value) -> Box<Self> {
        Self::new(ValuePhrase(value).to_string(), format!("{what} is `{ty}`"))
    }

    fn at(mut self: Box<Self>, place: Option<&Place>) -> Box<Self> {
        self.place = self.place.or_else(|| place.cloned());
        self
    }

    fn diagnostic(self, code: &'static str, file: &SourceFile, body: Span) -> Diagnostic {
        let first_line = file.text[body.range()].lines().next();
        let length = first_line.unwrap_or_default().len();
        let span = Span::new(body.start(), body.start() + length);
        let message = format!("the sample shows {}, and {}", self.shows, self.says);
        Diagnostic::error(code, message)
            .at(file, span)
            .beside(self.place.as_ref(), "described here")
            .help("correct the one that is wrong")
    }
}

struct SampleCheck<'a> {
    api: &'a Api,
    request: bool,
    /// The first property that a sample does not show.
    omission: RefCell<Option<Box<Wrong>>>,
    /// The first value whose type only the sample shows.
    guess: RefCell<Option<Box<Wrong>>>,
}

impl SampleCheck<'_> {
    fn value(&self, what: &str, ty: &Type, value: &Value) -> Finding {
        let fits = match (ty, value) {
            (Type::Json, _) | (Type::Carrier(_), Value::Null) => true,
            (Type::Bool, value) => value.is_boolean(),
            (Type::Int32, Value::Number(number)) => number
                .as_i64()
                .is_some_and(|number| i32::try_from(number).is_ok()),
            (Type::Int64, value) => value.is_i64() || value.is_u64(),
            (Type::Double, value) => value.is_f64(),
            (Type::String, Value::String(text)) => !is_date_time(text) && !is_time_span(text),
            (Type::DateTime | Type::Date, Value::String(text)) => is_date_time(text),
            (Type::TimeSpan, Value::String(text)) => is_time_span(text),
            (Type::Bytes, Value::String(text)) => is_base64(text),
            (Type::Enum(name), Value::String(text)) => self.is_member(name, text),
            (Type::List(element), Value::Array(elements)) => {
                return elements
                    .iter()
                    .try_for_each(|value| self.value(what, element, value));
            }
            (Type::Dictionary(inner), Value::Object(entries)) => {
                return entries
                    .values()
                    .try_for_each(|value| self.value(what, inner, value));
            }
            (Type::Carrier(name), value @ Value::Object(_)) => {
                let Some(carrier) = self.api.carriers.get(name) else {
                    return Ok(());
                };
                let place = carrier.origins.first();
                return self.properties(&format!("`{name}`"), &carrier.properties, place, value);
            }
            _ => false,
        };
        if fits {
            Ok(())
        } else {
            Err(Wrong::of_type(what, ty, value))
        }
    }

    fn properties(
        &self,
        owner: &str,
        properties: &[Property],
        place: Option<&Place>,
        value: &Value,
    ) -> Finding {
        let Value::Object(entries) = value else {
            return Err(Wrong::new(
                ValuePhrase(value).to_string(),
                format!("{owner} is an object"),
            )
            .at(place));
        };
        let names = properties.iter().map(|property| property.name.as_str());
        if is_patch_step(names) {
            return Ok(());
        }
        for property in properties {
            let Some(value) = entries.get(&property.name) else {
                if self.request && OMITTED_IN_REQUESTS.contains(&property.name.as_str()) {
                    continue;
                }
                let lacks = format!("no `{}`", property.name);
                let wrong = Wrong::new(lacks, format!("{owner} has it"));
                let place = property.evidence.places.first().or(place);
                self.omission
                    .borrow_mut()
                    .get_or_insert_with(|| wrong.at(place));
                continue;
            };
            let what = format!("`{}`", property.name);
            self.guessed(&what, &property.evidence, place, value);
            self.value(&what, &property.ty, value)
                .map_err(|wrong| wrong.at(property.evidence.places.first()))?;
        }
        unknown(owner, properties, entries).map_err(|wrong| wrong.at(place))
    }

    /// Notes a value whose type no table, heading or description says; null shows none.
    fn guessed(&self, what: &str, evidence: &Evidence, place: Option<&Place>, value: &Value) {
        if matches!(evidence.rule, Rule::Sample | Rule::Unknown) && !value.is_null() {
            let says = format!("the page does not say the type of {what}");
            let wrong = Wrong::new(ValuePhrase(value).to_string(), says);
            let place = evidence.places.first().or(place);
            self.guess
                .borrow_mut()
                .get_or_insert_with(|| wrong.at(place));
        }
    }

    fn is_member(&self, name: &Arc<str>, text: &str) -> bool {
        let Some(found) = self.api.enums.get(name) else {
            return false;
        };
        let is = |text: &str| found.members.iter().any(|member| member.name == text);
        found.members.is_empty() || is(text) || found.flags && text.split(", ").all(is)
    }
}

/// A property that is not described.
fn unknown(owner: &str, properties: &[Property], entries: &Map<String, Value>) -> Finding {
    let is_known = |key: &&String| properties.iter().any(|property| property.name == **key);
    match entries.keys().find(|key| !is_known(key)) {
        Some(key) => Err(Wrong::new(
            format!("`{key}`"),
            format!("{owner} has no such property"),
        )),
        None => Ok(()),
    }
}

/// `00:15:00`, `1.02:30:00`
fn is_time_span(text: &str) -> bool {
    let parts: Vec<_> = text.split(':').collect();
    let is_number = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    parts.len() == 3 && parts.into_iter().all(is_number)
}

/// Base64 that is no word.
fn is_base64(text: &str) -> bool {
    const SHORTEST: usize = 8;
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    text.len() >= SHORTEST && text.len().is_multiple_of(4) && text.bytes().all(is_digit)
}

/// A value in a few words.
struct ValuePhrase<'a>(&'a Value);

impl fmt::Display for ValuePhrase<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Null => f.write_str("null"),
            Value::Bool(_) => f.write_str("a boolean"),
            Value::Number(number) => write!(f, "the number {number}"),
            Value::String(text) => {
                let start: String = text.chars().take(30).collect();
                write!(f, "the text `{start}`")
            }
            Value::Array(_) => f.write_str("an array"),
            Value::Object(_) => f.write_str("an object"),
        }
    }
}
