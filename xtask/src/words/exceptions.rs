//! Operations of which no rule makes a good sentence.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::call::Call;
use super::phrase::{a, many, plain};
use super::table::lines;

/// Lines of an operation, or of a pattern, and what it says: `Agent.EMail.Send = Sends emails.`
///
/// The kind is `Agent`, `Rest` or, for the resource of a list, `List`. A star stands for any area,
/// or for any part of a name.
const TABLE: &str = include_str!("exceptions.txt");

/// The table, ready to look up.
struct Exceptions {
    exact: HashMap<&'static str, &'static str>,
    /// The patterns of names by what is before and behind the star, in the order of the table.
    patterns: Vec<(&'static str, &'static str, &'static str)>,
}

static EXCEPTIONS: LazyLock<Exceptions> = LazyLock::new(|| {
    let pattern = |(name, said): (&'static str, &'static str)| {
        let (start, end) = name.rsplit_once('*')?;
        (!end.starts_with('.')).then_some((start, end, said))
    };
    Exceptions {
        exact: lines(TABLE).collect(),
        patterns: lines(TABLE).filter_map(pattern).collect(),
    }
});

/// What the table says of an operation.
pub(super) fn find(call: &Call<'_>) -> Option<String> {
    let kind = if call.is_list() {
        "List"
    } else if call.is_rest {
        "Rest"
    } else {
        "Agent"
    };
    let table = &*EXCEPTIONS;
    let own = format!("{kind}.{}.{}", call.area, call.name);
    let any = format!("{kind}.*.{}", call.name);
    let exact = table.exact.get(&*own).or_else(|| table.exact.get(&*any));
    let by_pattern = || {
        let mut patterns = table.patterns.iter();
        let (.., said) = patterns.find(|(start, end, _)| has_form(&any, start, end))?;
        Some(said)
    };
    let said = exact.or_else(by_pattern)?;
    let entity = call.entity();
    Some(
        said.replace("{many}", &plain(&many(&entity)))
            .replace("{a}", &a(&entity))
            .replace("{one}", &plain(&entity)),
    )
}

fn has_form(name: &str, start: &str, end: &str) -> bool {
    name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
}
