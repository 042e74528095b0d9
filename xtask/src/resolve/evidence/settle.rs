//! What a carrier's tables say together: most of them are right.

use super::amendment::Dissent;
use super::dissent;
use super::draft::CarrierDraft;
use super::drafts::Drafts;
use super::property::TypeCell;
use super::table::{PropertyTable, majority, of_first_set};
use super::verdict::{Majority, Witness, Words, witnesses};
use crate::facts::Facts;
use crate::model::{Naming, TypeName};

/// Gives each carrier the properties, types and facts that most of its tables state, and reports
/// those that state something else.
pub(crate) fn settle(drafts: &mut Drafts<'_>, words: &Words<'_>, dissents: &mut Vec<Dissent>) {
    for id in drafts.ids() {
        settle_one(&mut drafts[id], words, dissents);
    }
}

fn settle_one<'p>(draft: &mut CarrierDraft<'p>, words: &Words<'_>, dissents: &mut Vec<Dissent>) {
    let tables = std::mem::take(&mut draft.tables);
    let own = of_first_set(&tables);
    let all: Vec<&PropertyTable<'_>> = tables.iter().collect();
    // A page about the type that no operation's page describes knows all its properties.
    if !matches!(draft.name, Some((Naming::Page, _))) {
        draft.arrange(&majority(&tables));
    }
    let owner = owner(draft, &own);
    dissent::properties(&owner, draft, &own, dissents);
    let has_response = tables.iter().any(|table| !table.request);
    // Request tables know fewer types than response tables do.
    let is_described = draft.name.is_some() && has_response;
    for (position, property) in draft.properties.iter_mut().enumerate() {
        let first = witnesses(&own, property.name, position);
        let verdict = Majority::new(&first, words);
        report(&verdict, &owner, property.name, &first, words, dissents);
        let all = witnesses(&all, property.name, position);
        let agreeing = all
            .iter()
            .filter(|witness| !(is_described && witness.table.request))
            .filter(|witness| verdict.admits(witness, words));
        for Witness { table, row } in agreeing {
            property.add_label(TypeCell::new(table.page, row, table.request));
        }
        property.description = description(&owner, property.name, &first, &all, dissents);
    }
    draft.tables = tables;
}

/// What people know a carrier by: its name, or the first operation that describes it without one.
fn owner(draft: &CarrierDraft<'_>, own: &[&PropertyTable<'_>]) -> TypeName {
    match own.first() {
        Some(table) if draft.name.is_none() => TypeName::from(table.page.uid()),
        _ => draft.type_name(),
    }
}

/// Tells of the witnesses that say something else than most.
fn report(
    verdict: &Majority<'_, '_>,
    owner: &str,
    property: &str,
    witnesses: &[Witness<'_, '_>],
    words: &Words<'_>,
    dissents: &mut Vec<Dissent>,
) {
    match verdict {
        Majority::Nothing => {}
        Majority::Split(one, other) => {
            dissents.push(dissent::split(owner, property, *one, *other));
        }
        Majority::Most(best) => {
            let speaking = witnesses
                .iter()
                .filter(|witness| witness.says(words).is_some());
            let (agreeing, dissenting): (Vec<&Witness<'_, '_>>, Vec<_>) =
                speaking.partition(|witness| witness.agrees(*best));
            dissents.extend(dissenting.into_iter().map(|witness| {
                dissent::minority(owner, property, *witness, *best, agreeing.len())
            }));
        }
    }
}

/// The description whose facts most tables state, and the first of those if several do.
fn description<'p>(
    owner: &str,
    property: &str,
    first: &[Witness<'_, 'p>],
    all: &[Witness<'_, 'p>],
    dissents: &mut Vec<Dissent>,
) -> Option<&'p str> {
    let text = |witness: &Witness<'_, 'p>| witness.row.description.as_str();
    let any = || {
        let mut texts = all.iter().map(text);
        texts.find(|text| !text.is_empty())
    };
    let one = first.first()?;
    if first.iter().all(|witness| text(witness) == text(one)) {
        return any();
    }
    let mut groups: Vec<(Facts, Vec<&Witness<'_, 'p>>)> = Vec::new();
    for witness in first {
        let facts = Facts::read(text(witness));
        match groups.iter_mut().find(|(known, _)| *known == facts) {
            Some((_, members)) => members.push(witness),
            None => groups.push((facts, vec![witness])),
        }
    }
    groups.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    let (_, most) = &groups[0];
    let second = groups.get(1).map_or(0, |(_, members)| members.len());
    let is_settled = most.len() > second;
    for witness in groups[1..].iter().flat_map(|(_, members)| members) {
        dissents.push(dissent::description(
            owner,
            property,
            **witness,
            *most[0],
            most.len(),
            is_settled,
        ));
    }
    let mut texts = most.iter().map(|witness| text(witness));
    texts.find(|text| !text.is_empty())
}
