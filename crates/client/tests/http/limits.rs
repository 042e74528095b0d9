//! How much of a response is read into memory.

use client::bytes::Bytes;
use client::error::TransportErrorKind;
use client::http::StatusCode;
use client::{Error, Request};

use crate::server::{Server, ServerResponse};
use crate::{builder, client};

#[tokio::test]
async fn responses_in_memory_have_a_limit() {
    let is_too_large = |error: &Error| matches!(error, Error::Transport(error) if error.kind() == TransportErrorKind::TooLarge);
    let text = |length: usize| ServerResponse::json(&format!("\"{}\"", "a".repeat(length - 2)));
    let server = Server::start(text(2_000));
    let small = builder(&server)
        .max_response_size(1_999)
        .build()
        .expect("a client");
    let request = || -> Request<String> { Request::get("v1Test", "v1/Test") };
    let error = request().send(&small).await.unwrap_err();
    assert!(is_too_large(&error), "{error:?}");
    assert_eq!(
        error.to_string(),
        "the response to v1Test is too large, it has more than 1999 bytes: raise \
         `max_response_size` if it is to be read into memory, or read it piece by piece with \
         `download`"
    );
    // Of one call, too, in both directions.
    request()
        .max_response_size(2_000)
        .send(&small)
        .await
        .expect("a response");
    let error = request()
        .max_response_size(10)
        .send(&client(&server))
        .await
        .unwrap_err();
    assert!(is_too_large(&error), "{error:?}");

    // Bytes in memory have it, and pieces have none.
    let bytes = || -> Request<Bytes> { Request::get("v1Test", "v1/Test") };
    assert!(is_too_large(&bytes().send(&small).await.unwrap_err()));
    let download = bytes().download(&small).await.expect("a download");
    assert!(is_too_large(&download.bytes().await.unwrap_err()));
    let mut download = bytes().download(&small).await.expect("a download");
    let mut length = 0;
    while let Some(piece) = download.next().await {
        length += piece.expect("a piece").len();
    }
    assert_eq!(length, 2_000);

    // An error is one without a body then.
    let server = Server::start(
        ServerResponse::new("500 Internal Server Error").with_body("text/plain", vec![b'a'; 2_000]),
    );
    let error = request()
        .max_response_size(1_000)
        .send(&client(&server))
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
    assert!(error.server().expect("an error").body().is_empty());
}

#[cfg(feature = "compression")]
#[tokio::test]
async fn what_is_compressed_is_measured_as_it_becomes() {
    let zeros = zip::zeros(5_000_000);
    assert!(zeros.len() < 50_000, "{}", zeros.len());
    let response = ServerResponse::new("200 OK")
        .with_body("application/octet-stream", zeros)
        .with_header("Content-Encoding: gzip");
    let server = Server::start(response);
    let request = || -> Request<Bytes> { Request::get("v1Test", "v1/Test") };
    let sent = request().send(&client(&server)).await.expect("a response");
    assert_eq!(sent.len(), 5_000_000);
    let error = request()
        .max_response_size(4_999_999)
        .send(&client(&server))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::TooLarge),
        "{error:?}"
    );
}

#[cfg(feature = "compression")]
mod zip {
    //! A file of zeros, compressed as far as gzip goes.

    /// Gzip of so many zeros, which is a thousandth of them.
    pub(super) fn zeros(zeros: usize) -> Vec<u8> {
        // Stored blocks would be as long as the zeros; a deflate block of one literal and many copies
        // of it is written by hand: the header of gzip, then fixed Huffman codes.
        let mut bits = Bits::default();
        bits.push(0b011, 3);
        bits.code(0x30, 8);
        let mut left = zeros - 1;
        while left >= 258 {
            // The length 258 has the code 285, the distance 1 the code 0.
            bits.code(0b1100_0101, 8);
            bits.code(0, 5);
            left -= 258;
        }
        for _ in 0..left {
            bits.code(0x30, 8);
        }
        bits.code(0, 7);
        let mut all = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
        all.extend(bits.finish());
        let mut crc = !0_u32;
        for _ in 0..zeros {
            crc ^= 0;
            for _ in 0..8 {
                crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
            }
        }
        all.extend((!crc).to_le_bytes());
        all.extend(u32::try_from(zeros).expect("a length").to_le_bytes());
        all
    }

    #[derive(Default)]
    struct Bits {
        bytes: Vec<u8>,
        free: u32,
    }

    impl Bits {
        fn push(&mut self, bits: u32, count: u32) {
            for index in 0..count {
                if self.free == 0 {
                    self.bytes.push(0);
                    self.free = 8;
                }
                let bit = u8::try_from((bits >> index) & 1).expect("a bit");
                *self.bytes.last_mut().expect("a byte") |= bit << (8 - self.free);
                self.free -= 1;
            }
        }

        /// Huffman codes begin with their highest bit.
        fn code(&mut self, code: u32, count: u32) {
            self.push(code.reverse_bits() >> (32 - count), count);
        }

        fn finish(self) -> Vec<u8> {
            self.bytes
        }
    }
}
