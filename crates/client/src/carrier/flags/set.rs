//! Sets of names, which are bits of a number.

use std::{
    borrow::Cow,
    hash::{Hash, Hasher},
};

use crate::carrier::enumeration::Members;
use crate::carrier::number;

/// What a type with [`flags!`](crate::flags!) is made of.
///
/// It keeps the text that it was made from, so that a set that is read and
/// written back looks like before.
pub struct FlagSet {
    text: Cow<'static, str>,
    /// The bits of all names in the text that have a value.
    bits: i64,
    /// Whether there are names in the text that have no value.
    by_name: bool,
}

/// For the macro.
#[doc(hidden)]
impl FlagSet {
    /// The set of one member.
    #[must_use]
    pub const fn member(name: &'static str, value: &'static [i64]) -> Self {
        Self {
            text: Cow::Borrowed(name),
            bits: if let [value] = value { *value } else { 0 },
            by_name: value.is_empty(),
        }
    }

    /// The set that a string stands for.
    #[must_use]
    pub fn parse(text: &str, members: &'static Members) -> Self {
        let mut set = Self::member("", &[0]);
        for token in tokens(text) {
            match value(token, members) {
                Some(value) => set.bits |= value,
                None => set.by_name = true,
            }
        }
        // Most are one member, whose name need not be copied.
        set.text = match members.iter().find(|(name, _)| *name == text) {
            Some((name, _)) => Cow::Borrowed(name),
            None => Cow::Owned(text.to_owned()),
        };
        set
    }

    /// The set of all `bits`.
    #[must_use]
    pub fn from_bits(bits: i64, members: &'static Members) -> Self {
        Self::new(bits, &[], members)
    }

    /// The text that it was made from, or the canonical one.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// All of it as a number, if every name has a value.
    #[must_use]
    pub fn bits(&self) -> Option<i64> {
        (!self.by_name).then_some(self.bits)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bits == 0 && !self.by_name
    }

    /// Whether all of `other` is in it.
    #[must_use]
    pub fn contains(&self, other: &Self, members: &'static Members) -> bool {
        let names = self.names(members);
        self.bits & other.bits == other.bits
            && other.names(members).iter().all(|name| names.contains(name))
    }

    /// What is in either.
    #[must_use]
    pub fn union(&self, other: &Self, members: &'static Members) -> Self {
        let mut names = self.names(members);
        for name in other.names(members) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Self::new(self.bits | other.bits, &names, members)
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(&self, other: &Self, members: &'static Members) -> Self {
        let others = other.names(members);
        let mut names = self.names(members);
        names.retain(|name| others.contains(name));
        Self::new(self.bits & other.bits, &names, members)
    }

    /// What is in this one only.
    #[must_use]
    pub fn difference(&self, other: &Self, members: &'static Members) -> Self {
        let others = other.names(members);
        let mut names = self.names(members);
        names.retain(|name| !others.contains(name));
        Self::new(self.bits & !other.bits, &names, members)
    }

    /// The sets of one member each that this one is made of.
    #[must_use]
    pub fn parts(&self, members: &'static Members) -> Vec<Self> {
        if self.is_empty() {
            return Vec::new();
        }
        let canonical = Self::new(self.bits, &self.names(members), members);
        tokens(&canonical.text)
            .map(|token| Self::parse(token, members))
            .collect()
    }

    /// Whether the same is in both.
    #[must_use]
    pub fn same(&self, other: &Self, members: &'static Members) -> bool {
        self.bits == other.bits
            && self.by_name == other.by_name
            && self.contains(other, members)
            && other.contains(self, members)
    }

    /// [`Self::same`], for the sets that two strings stand for.
    #[must_use]
    pub fn same_text(left: &str, right: &str, members: &'static Members) -> bool {
        left == right || Self::parse(left, members).same(&Self::parse(right, members), members)
    }

    /// The hash that goes with [`Self::same`].
    pub fn hash_into<H: Hasher>(&self, hasher: &mut H) {
        // The names are left out because their order would have to be.
        (self.bits, self.by_name).hash(hasher);
    }
}

impl FlagSet {
    /// The set of these bits and names without a value, with its canonical text.
    fn new(bits: i64, names: &[&str], members: &'static Members) -> Self {
        let mut parts: Vec<Cow<'_, str>> = Vec::new();
        let mut left = bits;
        // Aliases of several bits only count where nothing else says what their bits are.
        for alias in [false, true] {
            for (name, value) in members {
                if let [value] = **value
                    && alias == (value.count_ones() > 1)
                    && value & bits == value
                    && value & left != 0
                {
                    left &= !value;
                    parts.push(Cow::Borrowed(name));
                }
            }
        }
        if left != 0 && names.is_empty() {
            // Like .NET, which reads no list that has both names and numbers.
            parts = vec![Cow::Owned(bits.to_string())];
        } else if left != 0 {
            parts.push(Cow::Owned(left.to_string()));
        }
        parts.extend(names.iter().copied().map(Cow::Borrowed));
        if parts.is_empty() {
            let zero = members.iter().find(|(_, value)| **value == [0]);
            parts.push(Cow::Borrowed(zero.map_or("0", |(name, _)| name)));
        }
        Self {
            text: Cow::Owned(parts.join(", ")),
            bits,
            by_name: !names.is_empty(),
        }
    }

    /// The names that have no value, each once.
    fn names(&self, members: &'static Members) -> Vec<&str> {
        if !self.by_name {
            return Vec::new();
        }
        let mut names = Vec::new();
        for token in tokens(&self.text) {
            if value(token, members).is_none() && !names.contains(&token) {
                names.push(token);
            }
        }
        names
    }
}

/// The names and numbers in a string.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let tokens = text.split(',').map(str::trim);
    tokens.filter(|token| !token.is_empty())
}

/// The value of a name or number.
fn value(token: &str, members: &'static Members) -> Option<i64> {
    match members.iter().find(|(name, _)| *name == token) {
        Some((_, value)) => value.first().copied(),
        None => number(token),
    }
}
