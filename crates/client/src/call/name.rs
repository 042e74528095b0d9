//! Names that are made at run time.

use std::collections::BTreeSet;
use std::sync::Mutex;

use crate::lock::lock;

static OPERATIONS: Names = Names::new(10_000);
static TEMPLATES: Names = Names::new(10_000);

/// What traces call those that come when there are too many.
const MORE: &str = "…";

/// The operation `text` for the life of the program.
pub(super) fn operation(text: &str) -> &'static str {
    OPERATIONS.keep(text)
}

/// The path template `text` for the life of the program.
pub(super) fn template(text: &str) -> &'static str {
    TEMPLATES.keep(text)
}

/// Strings that live as long as the program, which holds each of them once.
///
/// Operations go by names that live as long as the program, so that errors and traces can hold them
/// without a copy. There are as many as the service has operations, so keeping those that come at
/// run time costs little. A program that makes up new ones all the time, as with paths that hold
/// identifiers, is stopped from filling the memory.
struct Names {
    known: Mutex<BTreeSet<&'static str>>,
    most: usize,
}

impl Names {
    const fn new(most: usize) -> Self {
        Self {
            known: Mutex::new(BTreeSet::new()),
            most,
        }
    }

    fn keep(&self, text: &str) -> &'static str {
        let mut known = lock(&self.known);
        if let Some(name) = known.get(text) {
            return name;
        }
        if known.len() >= self.most {
            return MORE;
        }
        let name: &'static str = Box::leak(text.into());
        known.insert(name);
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_kept_once_and_not_too_many() {
        let names = Names::new(2);
        let first = names.keep(&String::from("a"));
        assert!(std::ptr::eq(first, names.keep(&String::from("a"))));
        assert_eq!(names.keep("b"), "b");
        for number in 0..100 {
            assert_eq!(names.keep(&number.to_string()), MORE);
        }
        assert_eq!(names.keep("a"), "a");
    }
}
