//! Everything that was found out before the model is built.

use crate::resolve::decisions::Decisions;
use crate::resolve::evidence::discover::Discovery;
use crate::resolve::evidence::labels::Labels;
use crate::resolve::evidence::usages::Usages;

/// What operations are made of.
#[derive(Clone, Copy)]
pub(crate) struct BuildContext<'a, 'p> {
    pub(crate) discovery: &'a Discovery<'p>,
    pub(crate) decisions: &'a Decisions,
    pub(crate) labels: Labels<'a, 'p>,
    pub(crate) usages: &'a Usages,
}
