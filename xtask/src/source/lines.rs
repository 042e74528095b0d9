//! Where the lines of a text begin, so that a place in it is found without reading all before it.

use std::ops::Range;

/// How many bytes are counted at once when a column is asked for.
const BLOCK: usize = 1024;

/// Starts of lines, and how many characters stand before each block.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    /// The offset of each line but the first.
    starts: Vec<usize>,
    /// Characters before each block of bytes.
    characters: Vec<usize>,
}

impl Lines {
    /// Reads the text once.
    pub(crate) fn new(text: &str) -> Self {
        let mut lines = Self::default();
        let mut characters = 0;
        for (index, block) in text.as_bytes().chunks(BLOCK).enumerate() {
            lines.characters.push(characters);
            characters += count(block);
            let ends = block.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
            lines
                .starts
                .extend(ends.map(|(at, _)| index * BLOCK + at + 1));
        }
        lines
    }

    /// The line of an offset, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) + 1
    }

    /// The column of an offset in characters, from 1.
    pub(super) fn column(&self, text: &str, offset: usize) -> usize {
        let start = self.start(offset);
        self.before(text, offset) - self.before(text, start) + 1
    }

    /// The bytes of the lines that a span touches, the last line break left out.
    pub(super) fn around(&self, text: &str, span: &Range<usize>) -> Range<usize> {
        let after = self.starts.partition_point(|start| *start <= span.end);
        let end = self.starts.get(after).map_or(text.len(), |next| next - 1);
        self.start(span.start)..end
    }

    fn start(&self, offset: usize) -> usize {
        match self.starts.partition_point(|start| *start <= offset) {
            0 => 0,
            after => self.starts[after - 1],
        }
    }

    /// How many characters stand before an offset.
    fn before(&self, text: &str, offset: usize) -> usize {
        let block = (offset / BLOCK).min(self.characters.len().saturating_sub(1));
        let known = self.characters.get(block).copied().unwrap_or_default();
        known + count(&text.as_bytes()[block * BLOCK..offset])
    }
}

/// The characters that begin in these bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}
