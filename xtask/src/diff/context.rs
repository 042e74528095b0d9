//! What is known before changes are looked for.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::collect::Subject;
use super::counterpart::{Counterparts, TypePair, same_places};
use super::pairs::{Both, Pairs};
use super::report::ChangeKind;
use super::side::{DescribedOperation, Side};
use crate::emit::RustType;
use crate::model::{Evidence, Property, Rule, Type};

/// Both sides, and what of them belongs together.
pub(super) struct Context<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) pairs: Pairs<'a>,
    pub(super) counterparts: Counterparts<'a>,
    /// The other names of carriers and enums in Rust.
    rust_names: BTreeMap<&'a str, &'a str>,
    /// The operations that name a type of the old side.
    naming: OnceCell<BTreeMap<&'a str, BTreeSet<Subject<'a>>>>,
    /// The operations that a change of a type concerns, each with the place that has it.
    concerned: BTreeMap<TypePair<'a>, BTreeMap<Subject<'a>, &'a str>>,
}

/// A type, and what decided it.
#[derive(Clone, Copy)]
pub(super) struct TypeClaim<'t> {
    ty: &'t Type,
    evidence: Option<&'t Evidence>,
}

/// What has become of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing.
    Same,
    /// It is another one because samples have other values.
    Agreed,
    /// This.
    Changed(ChangeKind),
}

impl<'t> TypeClaim<'t> {
    pub(super) fn new(ty: &'t Type, evidence: &'t Evidence) -> Self {
        let evidence = Some(evidence);
        Self { ty, evidence }
    }

    /// The type of a parameter, which its row says.
    pub(super) fn stated(ty: &'t Type) -> Self {
        Self { ty, evidence: None }
    }

    pub(super) fn ty(self) -> &'t Type {
        self.ty
    }

    fn is_by(self, rule: Rule) -> bool {
        self.evidence.is_some_and(|evidence| evidence.rule == rule)
    }

    /// Whether nothing but a sample tells what it is. Request tables that have `String` in
    /// capitals say no more of a text.
    fn is_shown(self) -> bool {
        let is_vague = || {
            let place = self.evidence?.places.first()?;
            Some(place.file.text.get(place.span.range())? == "String")
        };
        self.is_by(Rule::Sample) || (self.is_by(Rule::Table) && is_vague() == Some(true))
    }

    /// Whether nothing says it.
    fn is_unknown(self) -> bool {
        *self.ty.leaf() == Type::Json && self.is_by(Rule::Unknown)
    }
}

/// What samples can tell apart: which number or text it is depends on the value.
#[derive(PartialEq, Eq)]
enum SampleType<'t> {
    Number,
    Text,
    Other(&'t Type),
}

fn as_shown(leaf: &Type) -> SampleType<'_> {
    match leaf {
        Type::Int32 | Type::Int64 | Type::Double => SampleType::Number,
        Type::String | Type::Bytes => SampleType::Text,
        other => SampleType::Other(other),
    }
}

/// In the words of a Type column, as far as a sample shows the type.
fn in_words(ty: &Type) -> String {
    match ty {
        Type::List(inner) => format!("array of {}", in_words(inner)),
        Type::Dictionary(inner) => format!("object of {}", in_words(inner)),
        other => match as_shown(other) {
            SampleType::Number => "number".into(),
            SampleType::Text => Type::String.to_string(),
            SampleType::Other(ty) => ty.to_string(),
        },
    }
}

impl<'a> Context<'a> {
    pub(super) fn new(old: Side<'a>, new: Side<'a>) -> Self {
        let pairs = Pairs::new(&old, &new);
        let counterparts = Counterparts::new(&old, &new, &pairs.both);
        let carriers = counterparts.carriers.iter().filter_map(|(before, after)| {
            let structs = (old.structure(before)?, new.structure(after)?);
            Some((structs.0.name.as_str(), structs.1.name.as_str()))
        });
        let enums = counterparts.enums.iter().filter_map(|(before, after)| {
            let enums = (
                old.surface.enums.get(*before)?,
                new.surface.enums.get(*after)?,
            );
            Some((enums.0.name.as_str(), enums.1.name.as_str()))
        });
        let rust_names = carriers.chain(enums).collect();
        let mut context = Self {
            old,
            new,
            pairs,
            counterparts,
            rust_names,
            naming: OnceCell::new(),
            concerned: BTreeMap::new(),
        };
        context.concerned = context.concerned();
        context
    }

    /// What has become of a type.
    pub(super) fn verdict(&self, old: TypeClaim<'_>, new: TypeClaim<'_>) -> Verdict {
        if self.counterparts.translated(old.ty) == *new.ty {
            return Verdict::Same;
        }
        // Where the pages of both sides say what types there are, neither leaves one out.
        if self.says_all() {
            return Verdict::Changed(ChangeKind::Retyped);
        }
        let json = |ty: &Type| ty.with_leaf(Type::Json);
        let is_alike = json(old.ty) == json(new.ty);
        let is_shown = old.is_shown() || new.is_shown();
        if is_alike && is_shown && as_shown(old.ty.leaf()) == as_shown(new.ty.leaf()) {
            return Verdict::Agreed;
        }
        let is_made_up = |side: &Side<'_>, ty: &Type| match ty.leaf() {
            Type::Carrier(name) => !side.is_named(name),
            Type::Enum(name) => !side.has_page(name),
            _ => false,
        };
        Verdict::Changed(if old.is_unknown() {
            ChangeKind::Typed
        } else if new.is_unknown() {
            ChangeKind::Untyped
        } else if is_alike && is_made_up(&self.old, old.ty) {
            ChangeKind::Typed
        } else if is_alike && is_made_up(&self.new, new.ty) {
            ChangeKind::Untyped
        } else {
            ChangeKind::Retyped
        })
    }

    /// A type in the words of a Type column, without what another sample would change.
    pub(super) fn text(&self, known: TypeClaim<'_>) -> String {
        if known.is_shown() && !self.says_all() {
            in_words(known.ty)
        } else {
            known.ty.to_string()
        }
    }

    /// Whether the pages of both sides say what types there are.
    pub(super) fn says_all(&self) -> bool {
        self.old.names_places && self.new.names_places
    }

    /// A type of the old side with the names that its parts have on the new one.
    pub(super) fn translated(&self, ty: &RustType) -> RustType {
        ty.renamed(&|name| self.rust_names.get(name).map(|name| (*name).to_owned()))
    }

    pub(super) fn subject(&self, pair: &Both<'a>) -> Subject<'a> {
        Subject {
            is_renamed: pair.is_renamed(),
            ..subject(&pair.new)
        }
    }

    /// The operations that a change of a type concerns, and where the first of them has it.
    pub(super) fn concerned_by(
        &self,
        pair: TypePair<'_>,
    ) -> (BTreeSet<Subject<'a>>, Option<(&'a str, &'a str)>) {
        let Some(found) = self.concerned.get(&pair) else {
            return (BTreeSet::new(), None);
        };
        let first = found.first_key_value();
        let first = first.map(|(subject, place)| (subject.uid, *place));
        (found.keys().cloned().collect(), first)
    }

    /// The operations whose functions or arguments name a type of the old side.
    pub(super) fn naming(&self, old: &str) -> BTreeSet<Subject<'a>> {
        let naming = self.naming.get_or_init(|| {
            let mut naming: BTreeMap<&str, BTreeSet<_>> = BTreeMap::new();
            for pair in &self.pairs.both {
                for name in pair.old.operation.types().filter_map(Type::reference) {
                    naming.entry(name).or_default().insert(self.subject(pair));
                }
            }
            naming
        });
        naming.get(old).cloned().unwrap_or_default()
    }

    fn concerned(&self) -> BTreeMap<TypePair<'a>, BTreeMap<Subject<'a>, &'a str>> {
        let mut concerned = BTreeMap::new();
        for both in &self.pairs.both {
            let mut held = OperationTypes {
                context: self,
                found: BTreeMap::new(),
            };
            held.operation(both);
            if held.found.is_empty() {
                continue;
            }
            let subject = self.subject(both);
            for (pair, place) in held.found {
                let known: &mut BTreeMap<_, _> = concerned.entry(pair).or_default();
                known.insert(subject.clone(), place);
            }
        }
        concerned
    }
}

/// What the changes of an operation belong to.
pub(super) fn subject<'a>(operation: &DescribedOperation<'a>) -> Subject<'a> {
    Subject {
        uid: &operation.operation.uid,
        area: operation.area.path(),
        is_renamed: false,
    }
}

/// The types of one operation: its bodies, its parameters, and what has no name within them.
struct OperationTypes<'c, 'a> {
    context: &'c Context<'a>,
    found: BTreeMap<TypePair<'a>, &'a str>,
}

impl<'a> OperationTypes<'_, 'a> {
    fn operation(&mut self, both: &Both<'a>) {
        for (before, after, place) in same_places(both.old.operation, both.new.operation) {
            self.add(before, after, place);
        }
        if let (Some(before), Some(after)) = (both.old.own_arguments(), both.new.own_arguments()) {
            self.nameless(before, after);
        }
    }

    fn add(&mut self, old: &'a Type, new: &'a Type, place: &'a str) {
        match (old.leaf(), new.leaf()) {
            (Type::Carrier(old), Type::Carrier(new)) => self.carrier((old, new), place),
            (Type::Enum(old), Type::Enum(new))
                if self.context.counterparts.has_enums((old, new)) =>
            {
                self.found.entry((old, new)).or_insert(place);
            }
            _ => {}
        }
    }

    fn carrier(&mut self, pair: TypePair<'a>, place: &'a str) {
        let context = self.context;
        if !context.counterparts.has_carriers(pair) || self.found.contains_key(&pair) {
            return;
        }
        self.found.insert(pair, place);
        let carriers = (
            context.old.api.carriers.get(pair.0),
            context.new.api.carriers.get(pair.1),
        );
        if let (Some(old), Some(new)) = carriers {
            self.nameless(&old.properties, &new.properties);
        }
    }

    /// What has no name is a part of what holds it.
    fn nameless(&mut self, old: &'a [Property], new: &'a [Property]) {
        let context = self.context;
        let others: OnceCell<HashMap<_, _>> = OnceCell::new();
        for before in old {
            let Type::Carrier(name) = before.ty.leaf() else {
                continue;
            };
            if context.old.is_named(name) {
                continue;
            }
            let others =
                others.get_or_init(|| new.iter().map(|after| (&after.name, after)).collect());
            let Some(after) = others.get(&before.name) else {
                continue;
            };
            let Type::Carrier(other) = after.ty.leaf() else {
                continue;
            };
            if !context.new.is_named(other) {
                self.carrier((name, other), &after.name);
            }
        }
    }
}
