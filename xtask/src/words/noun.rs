//! Nouns: one, many, and the article.

/// Nouns of which there are not several.
const UNCOUNTABLE: &str = "\
    CSS HTML JSON XML SPF access analytics content data encryption feedback html information \
    metadata music news ownership presence progress spam statistics";

/// Plurals that no rule makes.
const IRREGULAR: [(&str, &str); 4] = [
    ("child", "children"),
    ("criterion", "criteria"),
    ("company's", "companies'"),
    ("by", "by"),
];

/// Words that end like a plural and are none.
const SINGULAR: &str = "address's alias analytics basis canvas news status this statistics";

/// Words that begin with a vowel that sounds like a consonant.
const CONSONANT: [&str; 5] = ["one", "unique", "universal", "user", "user-defined"];

/// Whether a word means several.
pub(super) fn is_plural(word: &str) -> bool {
    if IRREGULAR.iter().any(|(_, many)| *many == word) {
        return true;
    }
    !SINGULAR.split(' ').any(|known| known == word)
        && word.ends_with('s')
        && !word.ends_with("ss")
        && word.len() > 2
}

/// Whether a noun has an article when it is one of several.
pub(super) fn is_countable(word: &str) -> bool {
    !UNCOUNTABLE.split(' ').any(|known| known == word)
}

/// Several of it.
pub(super) fn plural(word: &str) -> String {
    if is_plural(word) || !is_countable(word) {
        return word.to_owned();
    }
    if let Some((_, many)) = IRREGULAR.iter().find(|(one, _)| *one == word) {
        return (*many).to_owned();
    }
    let stem = word.strip_suffix('y');
    if let Some(stem) = stem.filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return format!("{stem}ies");
    }
    if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        return format!("{word}es");
    }
    format!("{word}s")
}

/// One of them.
pub(super) fn singular(word: &str) -> String {
    if !is_plural(word) {
        return word.to_owned();
    }
    if let Some((one, _)) = IRREGULAR.iter().find(|(_, many)| *many == word) {
        return (*one).to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for end in ["sses", "xes", "ches", "shes", "uses"] {
        if word.ends_with(end) {
            return word[..word.len() - 2].to_owned();
        }
    }
    word[..word.len() - 1].to_owned()
}

/// `a` or `an`, as the word sounds.
pub(super) fn article(word: &str) -> &'static str {
    let is_spelled = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    let first = word.chars().next().unwrap_or('x');
    let is_vowel = if CONSONANT.contains(&word) {
        false
    } else if is_spelled && !matches!(word, "RAG" | "SAINT" | "MIME") {
        // Letter by letter: an SMTP server, an MDO list.
        "AEFHILMNORSX".contains(first)
    } else {
        "aeiouAEIOU".contains(first) || word.starts_with("hour")
    };
    if is_vowel { "an" } else { "a" }
}
