//! Upstream prose as plain text.

/// Takes documentation markup off a description: `<para>`, `<see cref="…">x</see>`,
/// `{Namespace.Type.Member}`, entities, escaped pipes, blank runs.
pub fn plain(text: &str) -> String {
    if !text.contains(['<', '{', '&', '\n', '\\']) && !text.contains("  ") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let last_tag = text.rfind('>').unwrap_or_default();
    while let Some(at) = rest.find(['<', '{', '&', '\\']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // Tags that nothing closes would be looked through to the end, each.
        let can_close = text.len() - rest.len() < last_tag;
        let (shown, taken) = markup(rest, can_close);
        out.push_str(shown);
        rest = &rest[taken..];
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paragraphs of free Markdown as plain text, without fences and the marks of headings.
pub fn paragraphs(prose: &str) -> Vec<String> {
    let plain = |paragraph: &str| {
        let lines = paragraph.lines();
        let lines = lines.filter(|line| !line.trim_start().starts_with("```"));
        let text = plain(&lines.collect::<Vec<_>>().join(" "));
        text.trim_matches('#').trim().to_owned()
    };
    let paragraphs = prose.split("\n\n").map(plain);
    paragraphs.filter(|text| !text.is_empty()).collect()
}

/// What stands at the start of `text`, as shown, and its length.
fn markup(text: &str, can_close: bool) -> (&str, usize) {
    for (sign, shown) in [
        ("&amp;apos;", "'"),
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("\\|", "|"),
    ] {
        if text.starts_with(sign) {
            return (shown, sign.len());
        }
    }
    if let Some(path) = text.strip_prefix('{')
        && let Some(end) = path.find(['}', '{', ' '])
        && path[end..].starts_with('}')
        && let Some((_, name)) = path[..end].rsplit_once('.')
    {
        return (name, end + 2);
    }
    if let Some(tag) = text.strip_prefix('<')
        && can_close
        && is_tag(tag)
        && let Some(end) = text.find('>')
    {
        return (" ", end + 1);
    }
    // A sign that begins no markup stands for itself.
    (&text[..1], 1)
}

/// Whether a text begins with the name of a tag, as a whole word.
fn is_tag(text: &str) -> bool {
    let text = text.trim_start_matches('/');
    let end = text.find(|c: char| !c.is_ascii_alphanumeric());
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    rest.starts_with([' ', '/', '>'])
        && [
            "para", "see", "a", "ul", "li", "b", "i", "br", "c", "code", "p",
        ]
        .contains(&name)
}
