//! Dates, points in time and lengths of time: what is read is written as it was.
#![no_main]

use client::{Date, DateTime, TimeSpan};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(date) = text.parse::<Date>() {
        assert_eq!(date.as_str(), text);
        let _ = (date.year(), date.month(), date.day(), date.is_unset());
    }
    if let Ok(time) = text.parse::<DateTime>() {
        assert_eq!(time.as_str(), text);
        let _ = (time.is_unset(), time.is_forever(), time.is_time_only());
    }
    if let Ok(span) = text.parse::<TimeSpan>() {
        assert_eq!(span.as_str(), text);
        if let Some(ticks) = span.ticks() {
            assert_eq!(TimeSpan::from_ticks(ticks).ticks(), Some(ticks));
        }
    }
    let json = serde_json::to_vec(text).expect("a text is JSON");
    let _ = (
        client::decode::<Date>(&json),
        client::decode::<DateTime>(&json),
        client::decode::<TimeSpan>(&json),
    );
});
