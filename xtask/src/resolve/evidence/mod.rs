//! What the pages show of each carrier and enum.

pub(crate) mod amendment;
pub(crate) mod discover;
pub(crate) mod dissent;
pub(crate) mod draft;
pub(crate) mod draft_id;
pub(crate) mod drafts;
pub(crate) mod enums;
pub(crate) mod labels;
pub(crate) mod members;
mod name_set;
pub(crate) mod naming;
pub(crate) mod property;
mod samples;
pub(crate) mod sets;
mod settle;
mod shape;
pub(crate) mod table;
pub(crate) mod terms;
pub(crate) mod usages;
pub(crate) mod verdict;
