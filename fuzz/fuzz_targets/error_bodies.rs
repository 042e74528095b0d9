//! Bodies of responses with any status.
#![no_main]

use bindings::agents::appointment;
use client::http::StatusCode;
use client::settings::Retry;
use client::testing::{FakeResponse, FakeTransport};
use client::Client;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, &[u8])| {
    let (code, body) = input;
    let Ok(code) = StatusCode::from_u16(200 + code % 400) else {
        return;
    };
    let service = FakeTransport::new();
    let answer = FakeResponse::json(body.to_vec()).with_status(code);
    service.respond("v1AppointmentAgent_CreateDefaultAppointmentEntity", answer);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let request = appointment::create_default_appointment_entity();
    let client = Client::builder("https://fake.invalid/Cust12345")
        .retry(Retry::never())
        .transport(service)
        .build()
        .expect("a client");
    let result = runtime
        .expect("a runtime")
        .block_on(async { request.send(&client).await });
    if let Err(error) = result {
        assert!(!error.to_string().is_empty());
    }
});
