//! Upstream prose as plain text.

/// Takes documentation markup off a description: `<para>`, `<see cref="…">x</see>`,
/// `{Namespace.Type.Member}`, entities, escaped pipes, blank runs.
pub fn plain(text: &str) -> String {
    if !text.contains(['<', '{', '&', '\n', '\\']) && !text.contains("  ") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{', '&', '\\']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (shown, taken) = markup(rest);
        out.push_str(shown);
        rest = &rest[taken..];
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands at the start of `text`, as shown, and its length.
fn markup(text: &str) -> (&str, usize) {
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
        && let Some(end) = path.find('}')
        && path[..end].contains('.')
        && !path[..end].contains(' ')
    {
        return (path[..end].rsplit('.').next().unwrap_or_default(), end + 2);
    }
    if text.starts_with('<')
        && let Some(end) = text.find('>')
        && is_tag(&text[1..end])
    {
        return (" ", end + 1);
    }
    // A sign that begins no markup stands for itself.
    (&text[..1], 1)
}

fn is_tag(inside: &str) -> bool {
    let name = inside.trim_start_matches('/');
    let name = name.split([' ', '/']).next().unwrap_or_default();
    [
        "para", "see", "a", "ul", "li", "b", "i", "br", "c", "code", "p",
    ]
    .contains(&name)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn markup_is_taken_off() {
        let check = |text, expected| assert_eq!(plain(text), expected, "{text}");
        check("One  two", "One two");
        check("One <para>two</para>", "One two");
        check("See <see cref=\"P:A.B\">B</see>.", "See B .");
        check("Use {A.B.C} here", "Use C here");
        check("a &amp; b &lt; c", "a & b < c");
        check("a \\| b \\ c", "a | b \\ c");
        check("if 1 < 2 or {x}", "if 1 < 2 or {x}");
    }
}
