//! The places that have a type, and what a rule can be asked of them.

use serde_json::Value;

use super::known::KnownNames;
use crate::facts::BodyFact;
use crate::model::{Naming, Type};
use crate::page::{RequestBody, Sample, SourcePage, TypeLabel};
use crate::resolve::decisions::Decision;
use crate::resolve::evidence::discover::Discovery;
use crate::resolve::evidence::draft::CarrierDraft;
use crate::resolve::evidence::draft_id::DraftId;
use crate::resolve::evidence::labels::Labels;
use crate::resolve::evidence::property::{DraftProperty, TypeCell};
use crate::source::{Place, Spanned};

/// A rule: what it finds of each kind of place, which is nothing unless it says so.
pub(super) trait TypeRule: Sync {
    /// The type of a property or an argument.
    fn property(&self, _site: &PropertySite<'_, '_>) -> Option<Decision> {
        None
    }

    /// The type of a request body.
    fn request(&self, _site: &BodySite<'_, '_>) -> Option<Decision> {
        None
    }

    /// The type of a response body.
    fn response(&self, _site: &BodySite<'_, '_>) -> Option<Decision> {
        None
    }
}

/// A property of a carrier, or an argument of an operation.
pub(super) struct PropertySite<'a, 'p> {
    pub(super) property: &'a DraftProperty<'p>,
    /// The carrier; an argument has none.
    pub(super) owner: Option<&'a CarrierDraft<'p>>,
    /// What the best table says of the type.
    pub(super) label: Option<&'a TypeCell<'p>>,
    pub(super) labels: Labels<'a, 'p>,
    /// What names mean, once that is known.
    pub(super) known: Option<&'a KnownNames>,
}

/// What a label says of a type without naming it: that it is one of many.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    None,
    List,
    Dictionary,
}

impl<'a, 'p> PropertySite<'a, 'p> {
    pub(super) fn new(
        property: &'a DraftProperty<'p>,
        owner: Option<&'a CarrierDraft<'p>>,
        labels: Labels<'a, 'p>,
    ) -> Self {
        Self {
            property,
            owner,
            label: best_label(property),
            labels,
            known: None,
        }
    }

    pub(super) fn with_known_names(self, known: &'a KnownNames) -> Self {
        Self {
            known: Some(known),
            ..self
        }
    }

    /// Around the type that is looked for.
    pub(super) fn frame(&self) -> Frame {
        match self.label.map(|label| label.label) {
            Some(TypeLabel::Array) => Frame::List,
            Some(TypeLabel::Object) => Frame::Dictionary,
            _ if self.property.dictionary => Frame::Dictionary,
            _ => Frame::None,
        }
    }

    /// The values that samples show within the frame.
    pub(super) fn values(&self) -> Vec<&'p Value> {
        let samples = self.property.samples.iter().map(|sample| sample.value);
        match self.frame() {
            Frame::None => samples.collect(),
            Frame::List => samples.filter_map(Value::as_array).flatten().collect(),
            Frame::Dictionary => samples
                .filter_map(Value::as_object)
                .flat_map(|entries| entries.values())
                .collect(),
        }
    }

    /// The first carrier with a name that samples show.
    pub(super) fn named_child(&self) -> Option<DraftId> {
        let is_named = |id: &DraftId| {
            matches!(
                self.labels.drafts[*id].name,
                Some((Naming::Heading | Naming::Page | Naming::Description, _))
            )
        };
        self.property.children.iter().copied().find(is_named)
    }

    /// The type of a carrier.
    pub(super) fn carrier(&self, id: DraftId) -> Type {
        Type::Carrier(self.labels.drafts[id].type_name())
    }
}

impl Frame {
    /// The type with the frame around it.
    pub(super) fn around(self, ty: Type) -> Type {
        match self {
            Frame::None => ty,
            Frame::List => Type::List(Box::new(ty)),
            Frame::Dictionary => Type::Dictionary(Box::new(ty)),
        }
    }
}

/// Response tables know more types than request tables.
fn best_label<'l, 'p>(property: &'l DraftProperty<'p>) -> Option<&'l TypeCell<'p>> {
    // What a later set says of the first one's types may be out of date.
    let is_current = |label: &TypeCell<'_>| {
        let mut others = property.labels.iter().filter(|other| other.kind.is_some());
        label.kind.is_some()
            || label.place.file.set == 0
            || others.all(|other| label.label.refines(other.label))
    };
    let known = |label: &&TypeCell<'_>| *label.label != TypeLabel::Blank && is_current(label);
    let labels = || property.labels.iter().filter(known);
    let by_page = labels().find(|label| label.kind.is_none());
    by_page
        .or_else(|| labels().find(|label| !label.request))
        .or_else(|| labels().next())
        .or_else(|| property.labels.first())
}

/// The body of a request or of a response.
pub(crate) struct BodySite<'a, 'p> {
    pub(super) page: &'a SourcePage,
    pub(super) label: Option<&'a TypeLabel>,
    pub(super) sample: Option<&'a Value>,
    /// The carrier that its table describes: the body, its elements or its values.
    pub(crate) draft: Option<DraftId>,
    /// Where it is named.
    pub(super) place: Place,
    pub(super) discovery: &'a Discovery<'p>,
    pub(super) labels: Labels<'a, 'p>,
}

impl<'a, 'p> BodySite<'a, 'p> {
    /// The body of a page's request.
    pub(crate) fn of_request(
        page: &'a SourcePage,
        request: &'a RequestBody,
        discovery: &'a Discovery<'p>,
        labels: Labels<'a, 'p>,
    ) -> Self {
        Self {
            page,
            label: request.label.as_deref(),
            sample: page.page.sample_request.as_ref().and_then(Sample::json),
            draft: discovery.requests.get(page.uid()).copied(),
            place: page.place(request.name.span),
            discovery,
            labels,
        }
    }

    /// The body of a page's response, which has this label.
    pub(crate) fn of_response(
        page: &'a SourcePage,
        label: &'a Spanned<TypeLabel>,
        discovery: &'a Discovery<'p>,
        labels: Labels<'a, 'p>,
    ) -> Self {
        Self {
            page,
            label: Some(label),
            sample: page.page.sample_response.as_ref().and_then(Sample::json),
            draft: discovery.responses.get(page.uid()).copied(),
            place: page.place(label.span),
            discovery,
            labels,
        }
    }

    /// The type of the carrier that its table describes.
    pub(super) fn carrier(&self) -> Option<Type> {
        let id = self.draft?;
        Some(Type::Carrier(self.discovery.drafts[id].type_name()))
    }

    /// What the text of a request body states.
    pub(crate) fn fact(&self) -> Option<BodyFact> {
        let request = self.page.page.request.as_ref()?;
        let text = request.text.as_ref().map(|text| text.as_str());
        BodyFact::read(&request.name, text.unwrap_or_default())
    }

    /// Whether the sample has that carrier's properties; without a sample the table stands.
    pub(super) fn is_carrier(&self) -> bool {
        let Some(draft) = self.draft.map(|id| &self.discovery.drafts[id]) else {
            return false;
        };
        let entries = self.sample.and_then(Value::as_object);
        let mut entries = entries.into_iter().flatten().enumerate();
        entries.all(|(position, (key, _))| draft.position(key, position).is_some())
    }
}
