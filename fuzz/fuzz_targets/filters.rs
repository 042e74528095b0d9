//! Filters of any names and values are one term each.
#![no_main]

use client::collection::column;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str, f64, i64)| {
    let (name, value, number, integer) = texts;
    let filter = column(name)
        .eq(value)
        .and(column(name).between(integer, integer))
        .or(column(value).is_null().and(column(name).eq(number)));
    assert!(!filter.as_str().is_empty());
});
