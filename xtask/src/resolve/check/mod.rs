//! What pages contradict: each other, themselves, their samples, or what is usual.

pub(crate) mod agreement;
pub(crate) mod contradictions;
pub(crate) mod duplicates;
pub(crate) mod names;
mod peers;
mod shown;
pub(crate) mod spelling;
pub(crate) mod usual;
mod within;
