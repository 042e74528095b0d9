//! Texts of custom fields: what is read of one and written again is read as the same.
#![no_main]

use client::carrier::Dictionary;
use client::custom_fields::{CustomFieldValue, CustomFields};
use client::time::{Date, DateTime, TimeOfDay};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    one::<String>(text);
    one::<bool>(text);
    one::<i32>(text);
    one::<i64>(text);
    one::<f64>(text);
    one::<Date>(text);
    one::<DateTime>(text);
    one::<TimeOfDay>(text);
});

fn one<T: CustomFieldValue + Clone>(text: &str) {
    let mut fields = Dictionary::from([("x".to_owned(), Some(text.to_owned()))]);
    if let Ok(Some(value)) = fields.read::<T>("x") {
        fields
            .write("x", value)
            .expect("the kind of value that it has");
        assert_eq!(fields["x"].as_deref(), Some(text));
    }
}
