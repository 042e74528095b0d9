//! All drafts, found by their names or by those of their properties.

use std::collections::HashMap;

use super::draft::CarrierDraft;
use super::draft_id::DraftId;
use super::property::DraftProperty;
use super::shape::SameShape;
use super::table::OMITTED_IN_REQUESTS;
use crate::model::{Naming, TypeName};

/// All drafts, found by name or by the names of their properties.
#[derive(Debug, Default)]
pub(crate) struct Drafts<'p> {
    all: Vec<CarrierDraft<'p>>,
    by_name: HashMap<String, DraftId>,
    by_shape: HashMap<String, SameShape>,
    by_reduced_shape: HashMap<String, SameShape>,
}

impl<'p> Drafts<'p> {
    /// The draft with this name.
    pub(crate) fn named(&self, name: &str) -> Option<DraftId> {
        self.by_name.get(name).copied()
    }

    /// The names of those that have one.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The drafts with just these properties in this order; in requests those
    /// that differ in the omitted ones only, if there are no others.
    pub(crate) fn with_shape<'n>(
        &self,
        names: impl Iterator<Item = &'n str> + Clone,
        request: bool,
    ) -> Option<&SameShape> {
        let exact = self.by_shape.get(&shape(names.clone()));
        exact.or_else(|| {
            request
                .then(|| self.by_reduced_shape.get(&reduced_shape(names)))
                .flatten()
        })
    }

    /// Adds a draft; its properties are known from now on.
    pub(crate) fn add(
        &mut self,
        name: Option<(Naming, &str)>,
        names: impl Iterator<Item = &'p str>,
    ) -> DraftId {
        let id = DraftId(self.all.len());
        let properties: Vec<_> = names.map(DraftProperty::new).collect();
        let keys = || properties.iter().map(|property| property.name);
        let (exact, reduced) = (shape(keys()), reduced_shape(keys()));
        for (shapes, shape) in [
            (&mut self.by_shape, exact),
            (&mut self.by_reduced_shape, reduced),
        ] {
            let name = name.map(|(_, name)| name);
            shapes.entry(shape).or_default().add(id, name);
        }
        if let Some((_, name)) = name {
            self.by_name.insert(name.to_owned(), id);
        }
        let name = name.map(|(naming, name)| (naming, TypeName::from(name)));
        self.all.push(CarrierDraft::new(name, properties));
        id
    }

    /// All of them.
    pub(crate) fn ids(&self) -> impl Iterator<Item = DraftId> + use<> {
        (0..self.all.len()).map(DraftId)
    }
}

impl<'p> std::ops::Index<DraftId> for Drafts<'p> {
    type Output = CarrierDraft<'p>;
    fn index(&self, id: DraftId) -> &CarrierDraft<'p> {
        &self.all[id.0]
    }
}

impl<'p> std::ops::IndexMut<DraftId> for Drafts<'p> {
    fn index_mut(&mut self, id: DraftId) -> &mut CarrierDraft<'p> {
        &mut self.all[id.0]
    }
}

fn shape<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.fold(String::new(), |mut shape, name| {
        shape.push_str(name);
        shape.push('\n');
        shape
    })
}

fn reduced_shape<'n>(names: impl Iterator<Item = &'n str>) -> String {
    shape(names.filter(|name| !OMITTED_IN_REQUESTS.contains(name)))
}

#[cfg(test)]
mod tests {
    use super::Drafts;
    use crate::model::Naming;

    #[test]
    fn one_of_several_is_chosen_by_its_name() {
        let mut drafts = Drafts::default();
        let names = [
            Some("Associate"),
            None,
            Some("Mother"),
            Some("Addresse"),
            Some("Address"),
        ];
        let ids = names.map(|name| {
            let name = name.map(|name| (Naming::Heading, name));
            drafts.add(name, ["Id", "Name"].into_iter())
        });
        let choose = |hint: &str| {
            let found = drafts.with_shape(["Id", "Name"].into_iter(), false)?;
            let id = found.choose(hint)?;
            ids.iter().position(|known| *known == id)
        };
        assert_eq!(choose("Associate"), Some(0));
        assert_eq!(choose("Associates"), Some(0));
        assert_eq!(choose("MotherAssociate"), Some(0));
        assert_eq!(choose("Addresses"), Some(3), "the first that fits");
        assert_eq!(choose("Addres"), Some(4));
        assert_eq!(choose("Tree"), Some(1), "the one without a name");
        drafts.add(Some((Naming::Heading, "Tree")), ["Key"].into_iter());
        let only = drafts.with_shape(["Key"].into_iter(), false);
        assert!(only.and_then(|found| found.choose("Anything")).is_some());
        assert!(drafts.with_shape(["No"].into_iter(), false).is_none());
    }
}
