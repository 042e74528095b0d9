//! Where the stand-in is, as who asks calls it.

use client::testing::FakeRequest;

/// Such as `http://127.0.0.1:8080`.
pub(crate) fn origin(request: &FakeRequest) -> String {
    let host = request.header("Host").unwrap_or("localhost");
    format!("http://{host}")
}
