//! The fields of two structs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::class;
use super::collect::{Changes, Difference, Sides, Subject};
use super::context::{Context, TypeClaim, Verdict};
use super::describe;
use super::report::{ChangeKind, Item};
use super::rows::Spot;
use crate::emit::{Field, Struct};
use crate::model::{Property, Rule};
use crate::resolve::OMITTED_IN_REQUESTS;

type FieldPair<'f, 'a> = (&'f Field<'a, Property>, &'f Field<'a, Property>);

/// Two structs of the same properties, and what their changes belong to.
pub(super) struct Structs<'f, 'a, Old, New> {
    pub(super) old: &'f Struct<'a, Property>,
    pub(super) new: &'f Struct<'a, Property>,
    /// What names of properties begin with.
    pub(super) owner: String,
    pub(super) subjects: BTreeSet<Subject<'a>>,
    /// Whether more than samples describes them.
    pub(super) is_described: bool,
    /// Whether the only property is an argument of a function, in place of a struct; on each side.
    pub(super) are_arguments: (bool, bool),
    /// Where the older pages have a property of this name, or would have it.
    pub(super) old_spot: Old,
    /// As `old_spot`.
    pub(super) new_spot: New,
}

impl<'a, Old, New> Structs<'_, 'a, Old, New>
where
    Old: Fn(&str) -> Option<Spot<'a>>,
    New: Fn(&str) -> Option<Spot<'a>>,
{
    /// Adds what they differ in, the order of the fields left out.
    pub(super) fn compare(&self, context: &Context<'a>, changes: &mut Changes<'a>) {
        if let ((true, true), [before], [after]) =
            (self.are_arguments, &*self.old.fields, &*self.new.fields)
        {
            if before.of.name != after.of.name {
                self.renamed(changes, (before, after), true);
            }
            self.field(context, changes, (before, after));
            return;
        }
        let (old, new) = (self.old.fields.iter(), self.new.fields.iter());
        let by_wire = new.clone().map(|field| (field.of.name.as_str(), field));
        let by_wire: BTreeMap<_, _> = by_wire.collect();
        let old: BTreeSet<&str> = old.map(|field| &*field.of.name).collect();
        let added = new.filter(|field| !old.contains(&*field.of.name));
        let added: Vec<_> = added.collect();
        let mut by_field: HashMap<_, Vec<usize>> = HashMap::new();
        for (index, field) in added.iter().enumerate().rev() {
            by_field.entry(in_any_case(field)).or_default().push(index);
        }
        let mut added: Vec<_> = added.into_iter().map(Some).collect();
        for before in &self.old.fields {
            if let Some(after) = by_wire.get(&*before.of.name) {
                self.field(context, changes, (before, after));
                continue;
            }
            // A name that differs in case alone is the same field.
            let same = by_field.get_mut(&in_any_case(before)).and_then(Vec::pop);
            match same.and_then(|index| added[index].take()) {
                Some(after) => {
                    self.renamed(changes, (before, after), true);
                    self.field(context, changes, (before, after));
                }
                None => {
                    let kind = self.one_sided(context, before, ChangeKind::Removed);
                    let text = Some(context.text(known(before)));
                    let found = self.found(&before.of.name, kind, (text, None));
                    changes.add(self.subjects.iter().cloned(), found);
                }
            }
        }
        for after in added.into_iter().flatten() {
            let kind = self.one_sided(context, after, ChangeKind::Added);
            let text = Some(context.text(known(after)));
            let found = self.found(&after.of.name, kind, (None, text));
            changes.add(self.subjects.iter().cloned(), found);
        }
    }

    fn field(&self, context: &Context<'a>, changes: &mut Changes<'a>, pair: FieldPair<'_, 'a>) {
        let (before, after) = pair;
        let name = &after.of.name;
        let texts = match context.verdict(known(before), known(after)) {
            Verdict::Changed(kind) => Some((
                kind,
                context.text(known(before)),
                context.text(known(after)),
            )),
            // The same type, held in another way: in a box.
            Verdict::Same if context.translated(&before.ty) != after.ty => Some((
                ChangeKind::Retyped,
                before.ty.to_string(),
                after.ty.to_string(),
            )),
            Verdict::Same | Verdict::Agreed => None,
        };
        if let Some((kind, was, is)) = texts {
            let by_page = [before, after]
                .iter()
                .any(|field| matches!(field.of.evidence.rule, Rule::TypePage | Rule::EnumPage));
            let found = self.found(name, kind, (Some(was), Some(is)));
            changes.add(
                self.subjects.iter().cloned(),
                Difference { by_page, ..found },
            );
        }
        if before.name != after.name && self.are_arguments != (true, true) {
            self.renamed(changes, pair, false);
        }
        let spots = ((self.old_spot)(&before.of.name), (self.new_spot)(name));
        let facts = (&before.of.facts, &after.of.facts);
        let is_field = !self.are_arguments.1;
        let name = format!("{}.{name}", self.owner);
        for found in describe::compare((Item::Property, is_field), &name, facts, spots) {
            changes.add(self.subjects.iter().cloned(), found);
        }
    }

    /// What has become of a field that one side alone has. Samples leave two properties out, so
    /// what nothing but samples shows may have them all the same.
    fn one_sided(
        &self,
        context: &Context<'a>,
        field: &Field<'a, Property>,
        kind: ChangeKind,
    ) -> ChangeKind {
        let is_left_out = !self.is_described
            && !context.says_all()
            && OMITTED_IN_REQUESTS.contains(&&*field.of.name);
        match kind {
            ChangeKind::Removed if is_left_out => ChangeKind::Untyped,
            ChangeKind::Added if is_left_out => ChangeKind::Typed,
            kind => kind,
        }
    }

    fn renamed(
        &self,
        changes: &mut Changes<'a>,
        (before, after): FieldPair<'_, 'a>,
        is_same_field: bool,
    ) {
        let text = |field: &Field<'a, Property>| match is_same_field {
            true => Some(field.of.name.clone()),
            false => Some(field.name.clone()),
        };
        let name = &after.of.name;
        let found = Difference {
            class: match self.are_arguments {
                (true, true) => class::renamed_parameter(false),
                _ => class::field_renamed(is_same_field),
            },
            spots: ((self.old_spot)(&before.of.name), (self.new_spot)(name)),
            ..self.found(name, ChangeKind::Renamed, (text(before), text(after)))
        };
        changes.add(self.subjects.iter().cloned(), found);
    }

    fn found(&self, name: &str, kind: ChangeKind, texts: Sides<String>) -> Difference<'a> {
        let whole = format!("{}.{name}", self.owner);
        Difference {
            class: class::property(kind, self.are_arguments),
            texts,
            spots: ((self.old_spot)(name), (self.new_spot)(name)),
            ..Difference::new(Item::Property, whole, kind)
        }
    }
}

/// What two fields that are one have in common.
fn in_any_case<'f>(field: &'f Field<'_, Property>) -> (&'f str, String) {
    (&field.name, field.of.name.to_ascii_lowercase())
}

fn known<'f>(field: &'f Field<'_, Property>) -> TypeClaim<'f> {
    TypeClaim::new(&field.of.ty, &field.of.evidence)
}
