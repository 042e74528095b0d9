//! What pages contradict: each other, themselves, their samples, or what is usual.

pub(crate) mod agreement;
pub(crate) mod contradictions;
pub(crate) mod duplicates;
mod kin;
pub(crate) mod members;
pub(crate) mod names;
mod odd_types;
pub(crate) mod parameters;
pub(crate) mod peers;
pub(crate) mod shown;
pub(crate) mod spelling;
pub(crate) mod usual;
mod within;
