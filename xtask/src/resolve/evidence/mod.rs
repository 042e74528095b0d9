//! What the pages show of each carrier and enum.

pub(crate) mod amendment;
pub(crate) mod discover;
mod dissent;
pub(crate) mod draft;
pub(crate) mod enums;
pub(crate) mod labels;
pub(crate) mod naming;
mod samples;
pub(crate) mod sets;
pub(crate) mod settle;
mod shape;
pub(crate) mod table;
pub(crate) mod terms;
pub(crate) mod usages;
