//! Names that are nearly right.

/// The name that is most like `name`, if one is so like it that it must be meant.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let given = name.to_lowercase();
    // A word of three letters is no longer itself when one is another.
    let most = given.chars().count() / 4;
    let distance = |known: &'n str| {
        let distance = strsim::damerau_levenshtein(&given, &known.to_lowercase());
        (known != name && distance <= most.clamp(1, 3)).then_some((distance, known))
    };
    let near = known
        .into_iter()
        .filter(|known| known.len().abs_diff(name.len()) <= 4)
        .filter_map(distance);
    near.min().map(|(_, known)| known)
}
