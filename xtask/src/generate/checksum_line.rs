//! The checksum in the second line of a generated file, which tells whether somebody has changed it.

use crate::output::checksum;

const LABEL: &str = "Checksum: ";

/// The text with its checksum; the first line is a comment.
pub(super) fn signed(text: &str) -> String {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let comment = first.split(' ').next().unwrap_or_default();
    format!(
        "{first}\n{comment} {LABEL}{:08x}\n{rest}",
        checksum(text.as_bytes())
    )
}

/// Whether a text is one that was signed.
pub(super) fn is_signed(text: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(text) else {
        return false;
    };
    let mut lines = text.splitn(3, '\n');
    let (Some(first), Some(_), Some(rest)) = (lines.next(), lines.next(), lines.next()) else {
        return false;
    };
    signed(&format!("{first}\n{rest}")) == text
}

/// Where a text first differs from another one: the bytes of that line. Checksums are no difference.
pub(super) fn first_difference(old: &str, new: &str) -> Option<std::ops::Range<usize>> {
    let is_text = |line: &&str| !line.contains(LABEL);
    let mut other = new.split_inclusive('\n').filter(is_text);
    let mut start = 0;
    for line in old.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if is_text(&line) && other.next() != Some(line) {
            return Some(start..end);
        }
        start += line.len();
    }
    other.next().map(|_| old.len()..old.len())
}
