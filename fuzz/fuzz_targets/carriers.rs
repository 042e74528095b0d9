//! Every carrier of the bindings, by the first byte or two: what is decoded is encoded, and the same
//! when it is decoded again; copies are equal.
#![no_main]

use libfuzzer_sys::fuzz_target;

macro_rules! carriers {
    ($($name:ident,)*) => {
        const DECODE: &[fn(&[u8])] = &[$(round_trip::<bindings::types::$name>),*];
    };
}

include!(concat!(env!("OUT_DIR"), "/carriers.rs"));

fn round_trip<T: client::carrier::Value + Clone + PartialEq + std::fmt::Debug>(json: &[u8]) {
    let Ok(value) = client::decode::<T>(json) else {
        return;
    };
    let text = client::encode(&value);
    let again: T = client::decode(&text).expect("its own JSON");
    assert_eq!(client::encode(&again), text);
    assert!(client::encode(&value.clone()) == text);
    assert!(!format!("{value:?}").is_empty());
}

fuzz_target!(|input: (u16, &[u8])| {
    let (which, json) = input;
    DECODE[usize::from(which) % DECODE.len()](json);
});
