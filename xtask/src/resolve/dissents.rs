//! Where pages of operations do not agree, for who brings them together.

use super::check::duplicates::duplicates;
use super::check::{contradictions, peers, usual};
use super::evidence::amendment::Dissent;
use super::evidence::discover;
use super::evidence::sets::by_set;
use crate::page::{Documentation, Placeholders};

/// Where pages of operations do not agree on carriers, arguments and parameters, or lack what
/// others like them have.
pub fn dissents(documentation: &Documentation) -> Vec<Dissent> {
    if !duplicates(&documentation.operations).is_empty() {
        return Vec::new();
    }
    let (pages, _) = by_set(&documentation.operations);
    let placeholders = Placeholders::detect(&documentation.operations);
    let (_, mut dissents) =
        discover::described(&pages, documentation, &placeholders, &mut Vec::new());
    dissents.extend(usual::parameters(&pages));
    dissents.extend(usual::arguments(&pages));
    if contradictions::has_types(&pages, &placeholders) {
        dissents.extend(peers::dissents(&pages));
    }
    dissents
}
