//! Dates, points in time and lengths of time: what is read is written as it was.
#![no_main]

use client::time::{Date, DateTime, TimeSpan};
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
        // A duration of ISO 8601 is written as the service expects it.
        let is_iso = text.trim_start_matches('-').starts_with('P');
        assert!(span.as_str() == text || is_iso);
        let again = span.as_str().parse::<TimeSpan>();
        assert!(again.is_ok_and(|again| again == span));
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
