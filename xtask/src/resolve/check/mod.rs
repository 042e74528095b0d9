//! What pages contradict: each other, themselves, their samples, or what is usual.

pub(crate) mod agreement;
pub(crate) mod contradictions;
pub(crate) mod duplicates;
pub(crate) mod members;
pub(crate) mod names;
pub(crate) mod parameters;
mod peers;
mod shown;
pub(crate) mod spelling;
pub(crate) mod usual;
mod within;
