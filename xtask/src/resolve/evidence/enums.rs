//! Enums: from pages of their own, and from the lists in parameter tables.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::name_set::NameSet;
use super::terms::type_name;
use crate::facts::introduced;
use crate::model::{Enumeration, Member, Type, TypeName};
use crate::page::{Documentation, EnumPage, PageFile, ParameterRow, SourcePage, TypeLabel, UsedBy};
use crate::source::{Place, Spanned};

/// All enums, found by name, by members, or by where they are used.
#[derive(Debug, Default)]
pub(crate) struct Enums {
    all: Vec<EnumDraft>,
    by_name: HashMap<String, usize>,
    by_members: HashMap<Vec<String>, usize>,
    /// Parameters whose table lists the members.
    by_parameter: HashMap<UsedBy, usize>,
}

#[derive(Debug, Default)]
struct EnumDraft {
    name: Option<TypeName>,
    flags: bool,
    since: Option<String>,
    text: Option<String>,
    members: Vec<Member>,
    /// The names of the members.
    member_names: HashSet<String>,
    /// How often each parameter name was met, with the words before it.
    names: BTreeMap<String, usize>,
    prefixes: Vec<String>,
    origins: Vec<Place>,
    /// A page that nothing refers to is nobody's enum.
    used: bool,
}

/// Collects the enums of all pages.
pub(crate) fn collect(documentation: &Documentation, pages: &[&SourcePage]) -> Enums {
    let mut enums = Enums::default();
    for source in &documentation.enums {
        enums.add_page(source);
    }
    for source in &documentation.types {
        let rows = source.page.properties.rows.iter();
        rows.for_each(|row| enums.mark_used(&row.label));
    }
    for page in pages {
        for row in page.page.parameters() {
            match &row.label.value {
                TypeLabel::Enum(members) => enums.add_parameter(page, row, members),
                label => enums.mark_used(label),
            }
        }
        page.page.labels().for_each(|label| enums.mark_used(label));
    }
    enums
}

impl Enums {
    /// The name of the enum that has a page of this name.
    pub(crate) fn named(&self, name: &str) -> Option<TypeName> {
        self.name_at(self.by_name.get(name))
    }

    fn name_at(&self, index: Option<&usize>) -> Option<TypeName> {
        self.all[*index?].name.clone()
    }

    /// The names that pages give to enums.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The type of an enum with these members.
    pub(crate) fn with_members(&self, members: &[String]) -> Type {
        let name = self.name_at(self.by_members.get(members));
        name.map_or(Type::String, Type::Enum)
    }

    /// The type of a parameter whose table lists members.
    pub(crate) fn of_parameter(&self, uid: &str, parameter: &str, members: &[String]) -> Type {
        let key = UsedBy::parameter(uid, parameter);
        let name = self.name_at(self.by_parameter.get(&key));
        name.map_or_else(|| self.with_members(members), Type::Enum)
    }

    /// Whether a text is a member; a text of several only where they can be combined.
    pub(crate) fn has_member(&self, name: &str, text: &str) -> bool {
        let Some(&index) = self.by_name.get(name) else {
            return false;
        };
        let draft = &self.all[index];
        let is_member = |text: &str| draft.member_names.contains(text);
        is_member(text) || (draft.flags && text.split(',').all(|part| is_member(part.trim())))
    }

    /// The names that pages give to enums in use.
    pub(crate) fn page_names(&self) -> impl Iterator<Item = &TypeName> {
        self.all
            .iter()
            .filter(|draft| draft.used)
            .filter_map(|draft| draft.name.as_ref())
    }

    /// Names the enums that have no page, the most used first.
    pub(crate) fn name(&mut self, taken: &mut NameSet) {
        let mut order: Vec<_> = self
            .all
            .iter_mut()
            .filter(|draft| draft.name.is_none())
            .collect();
        order.sort_by_key(|draft| std::cmp::Reverse(draft.origins.len()));
        for draft in order {
            let most_used = draft
                .names
                .iter()
                .max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name)));
            let name = most_used.map(|(name, _)| name.clone()).unwrap_or_default();
            draft.name = Some(taken.take(&name, draft.prefixes.iter().cloned()));
        }
    }

    /// The models of the enums in use.
    pub(crate) fn finish(self) -> BTreeMap<TypeName, Enumeration> {
        let enumeration = |draft: EnumDraft| {
            let name = draft.name?;
            let model = Enumeration {
                name: name.clone(),
                flags: draft.flags,
                since: draft.since,
                text: draft.text,
                members: draft.members,
                origins: draft.origins,
            };
            Some((name, model))
        };
        self.all.into_iter().filter_map(enumeration).collect()
    }

    fn add_page(&mut self, source: &PageFile<EnumPage>) {
        let page = &source.page;
        let index = self.all.len();
        if self.by_name.contains_key(&page.name.value) {
            return;
        }
        let member = |row: &Spanned<crate::page::MemberRow>| {
            let (since, text) = introduced(&row.description);
            Member {
                name: row.name.value.clone(),
                value: row.value.value.value,
                since,
                text,
            }
        };
        let prose = page.prose.as_ref().map(|prose| prose.value.as_str());
        let (since, text) = introduced(prose.unwrap_or_default());
        let members: Vec<_> = page.members.rows.iter().map(member).collect();
        let is_column = |used_by: &UsedBy| matches!(used_by, UsedBy::Column(_));
        let is_parameter = |line: &&Spanned<UsedBy>| matches!(***line, UsedBy::Parameter { .. });
        for used_by in page.usage.lines.iter().filter(is_parameter) {
            self.by_parameter.insert(used_by.value.clone(), index);
        }
        self.by_name.insert(page.name.value.clone(), index);
        self.by_members.entry(names(&members)).or_insert(index);
        self.all.push(EnumDraft {
            name: Some(page.name.value.as_str().into()),
            flags: page.flags,
            since,
            text,
            member_names: members.iter().map(|member| member.name.clone()).collect(),
            members,
            origins: vec![Place::new(&source.file, page.name.span)],
            used: page.usage.lines.iter().any(|line| !is_column(line)),
            ..EnumDraft::default()
        });
    }

    fn add_parameter(&mut self, page: &SourcePage, row: &ParameterRow, members: &[String]) {
        let key = UsedBy::parameter(page.uid(), &row.name);
        let known = self
            .by_parameter
            .get(&key)
            .or_else(|| self.by_members.get(members))
            .copied();
        let index = known.unwrap_or_else(|| {
            let member = |name: &String| Member {
                name: name.clone(),
                value: None,
                since: None,
                text: None,
            };
            self.all.push(EnumDraft {
                members: members.iter().map(member).collect(),
                member_names: members.iter().cloned().collect(),
                ..EnumDraft::default()
            });
            self.by_members.insert(members.to_vec(), self.all.len() - 1);
            self.all.len() - 1
        });
        let draft = &mut self.all[index];
        let mut words = row.name.trim_start_matches('$').rsplit('.');
        let last = words.next().unwrap_or_default();
        *draft.names.entry(type_name(last)).or_default() += 1;
        draft.prefixes.extend(words.next().map(type_name));
        draft.prefixes.push(type_name(page.area()));
        draft.origins.push(page.place(row.label.span));
        draft.used = true;
    }

    fn mark_used(&mut self, label: &TypeLabel) {
        match label {
            TypeLabel::ArrayOf(inner) | TypeLabel::ObjectOf(inner) => self.mark_used(inner),
            TypeLabel::Named(name) => {
                if let Some(&index) = self.by_name.get(name) {
                    self.all[index].used = true;
                }
            }
            _ => {}
        }
    }
}

fn names(members: &[Member]) -> Vec<String> {
    members.iter().map(|member| member.name.clone()).collect()
}
