//! Names that are nearly right.

/// How many names are worth showing.
const SHOWN: usize = 3;

/// Those of the names that are most like `name`, the nearest first.
pub(super) fn near<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let given = name.trim().to_lowercase();
    let length = given.chars().count();
    // A word of three letters is no longer itself when one is another.
    let most = (length / 4).clamp(1, 3);
    let distance = |known: &'n str| {
        let lower = known.trim().to_lowercase();
        // The distance is found in time that grows by the product of the lengths.
        if lower.chars().count().abs_diff(length) <= most {
            let distance = strsim::damerau_levenshtein(&given, &lower);
            if distance <= most {
                return Some((distance, known));
            }
        }
        // Whoever leaves out a part of a name, or adds one, means it too.
        let is_part = length >= 2 && lower.contains(&given)
            || lower.chars().count() >= 3 && given.contains(&lower);
        is_part.then_some((most + lower.len().abs_diff(given.len()), known))
    };
    let known = known.into_iter().filter(|known| !known.trim().is_empty());
    let mut near: Vec<_> = known.filter_map(distance).collect();
    near.sort_unstable();
    near.dedup();
    let near = near.into_iter().take(SHOWN);
    near.map(|(_, known)| known.to_owned()).collect()
}
