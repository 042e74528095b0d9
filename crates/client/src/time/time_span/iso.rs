//! Durations of ISO 8601.

use super::TICKS_PER_SECOND;
use crate::time::scan::{digits, fraction};

/// The units of a duration in their order, with their seconds. Years and months have no length.
const DAYS: [(char, u64); 2] = [('W', 7 * 86_400), ('D', 86_400)];
const HOURS: [(char, u64); 3] = [('H', 3600), ('M', 60), ('S', 1)];

/// The ticks of a duration like `P1DT2H30M`, `-PT0.5S` or `P0D`.
pub(super) fn ticks(text: &str) -> Option<i64> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let rest = rest.strip_prefix('P')?;
    let (days, hours) = match rest.split_once('T') {
        // Something must follow a T.
        Some((_, "")) => return None,
        Some((days, hours)) => (days, hours),
        None if rest.is_empty() => return None,
        None => (rest, ""),
    };
    let ticks = sum(days, &DAYS)? + sum(hours, &HOURS)?;
    i64::try_from(sign * ticks).ok()
}

/// The ticks of numbers with units, each unit at most once and in order.
fn sum(mut text: &str, units: &[(char, u64)]) -> Option<i128> {
    let mut sum = 0;
    let mut units = units.iter();
    while !text.is_empty() {
        let end = text.find(|character: char| character.is_ascii_alphabetic())?;
        let (number, rest) = text.split_at(end);
        let unit = rest.chars().next()?;
        let (_, seconds) = units.find(|(name, _)| *name == unit)?;
        let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, "0"));
        // Only seconds are ever written with a fraction.
        if whole.len() != number.len() && unit != 'S' {
            return None;
        }
        // More digits are more than there is time.
        let whole = i128::from(digits::<u64>(whole, 1..=15)?) * i128::from(*seconds);
        sum += whole * i128::from(TICKS_PER_SECOND) + i128::from(fraction(part, 7)?);
        text = &rest[1..];
    }
    Some(sum)
}
