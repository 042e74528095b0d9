//! Names that can be combined, and names that cannot.
#![no_main]

use bindings::types::{AppointmentType, ImportEntityType};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(value) = client::decode::<ImportEntityType>(data) {
        let again: ImportEntityType =
            client::decode(&client::encode(&value)).expect("its own JSON");
        assert_eq!(again, value);
    }
    if let Ok(value) = client::decode::<AppointmentType>(data) {
        let again: AppointmentType = client::decode(&client::encode(&value)).expect("its own JSON");
        assert_eq!(again, value);
    }
});
