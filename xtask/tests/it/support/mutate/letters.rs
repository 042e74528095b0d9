//! Letters anywhere.

use super::{Draw, Kind};

pub(super) const KINDS: &[Kind] = &[
    ("letter-removed", 3, |draw| {
        let at = draw.letter()?;
        let mut text = draw.text.to_owned();
        text.remove(at);
        Some(text)
    }),
    ("letter-twice", 2, |draw| {
        let at = draw.letter()?;
        let mut text = draw.text.to_owned();
        let letter = text[at..].chars().next()?;
        text.insert(at, letter);
        Some(text)
    }),
    ("letter-other", 3, |draw| {
        let at = draw.letter()?;
        let mut text = draw.text.to_owned();
        text.remove(at);
        let letters: Vec<char> = draw.text.chars().collect();
        let letter = draw.one(&letters)?;
        text.insert(at, letter);
        Some(text)
    }),
    ("letter-odd", 2, |draw| {
        let at = draw.letter()?;
        let mut text = draw.text.to_owned();
        let odd = draw.one(&[
            '\0', '\u{1b}', '\u{7f}', '\u{85}', '\u{a0}', '\u{200b}', '\u{202e}', '\u{2028}',
            '\u{feff}', '\r', '\t', '|', '`', '#', '<', '"', '\\', '{', '}', '日', 'é', '²', '😀',
            '\u{301}',
        ])?;
        text.insert(at, odd);
        Some(text)
    }),
    ("letters-swapped", 2, |draw| {
        let at = draw.letter()?;
        let mut text = draw.text.to_owned();
        let letter = text.remove(at);
        let next = text[at..].chars().next()?;
        text.insert(at + next.len_utf8(), letter);
        Some(text)
    }),
    ("digit-other", 2, |draw| {
        let digits: Vec<usize> = draw
            .text
            .match_indices(|c: char| c.is_ascii_digit())
            .map(|(at, _)| at)
            .collect();
        let at = draw.one(&digits)?;
        let mut text = draw.text.to_owned();
        text.replace_range(at..=at, &draw.rng.digit(10).to_string());
        Some(text)
    }),
    ("cut", 1, |draw| {
        let at = draw.letter()?;
        Some(draw.text[..at].to_owned())
    }),
    ("piece-removed", 2, |draw| {
        let (a, b) = (draw.letter()?, draw.letter()?);
        let mut text = draw.text.to_owned();
        text.replace_range(a.min(b)..a.max(b), "");
        Some(text)
    }),
    ("piece-moved", 1, |draw| {
        let (a, b, to) = (draw.letter()?, draw.letter()?, draw.letter()?);
        let piece = &draw.text[a.min(b)..a.max(b)];
        let mut text = draw.text.to_owned();
        text.insert_str(to, piece);
        Some(text)
    }),
];

impl Draw<'_> {
    /// Where some letter begins.
    fn letter(&mut self) -> Option<usize> {
        let mut at = self.rng.usize(..self.text.len().max(1));
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        (at < self.text.len()).then_some(at)
    }
}
