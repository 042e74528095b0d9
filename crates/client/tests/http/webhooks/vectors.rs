//! Bodies with the signatures that `openssl dgst -sha256 -hmac SECRET -binary | base64` gives.

pub(super) const SECRET: &str = "hunter22";

/// A notification with all that is documented, signed with [`SECRET`].
pub(super) const NOTIFICATION: &str = r#"{
  "EventId": "0d5f0c3e-52d1-4d0e-9a57-7f0c9d1f6a10",
  "Timestamp": "2026-03-14T15:09:26.5358979Z",
  "Changes": ["name", "department", "contactUdef/SuperOffice:1"],
  "Event": "contact.changed",
  "PrimaryKey": 17,
  "Entity": "contact",
  "ContextIdentifier": "Cust12345",
  "ChangedByAssociateId": 3,
  "WebhookName": "Ærlig talt",
  "FieldValues": {
    "category_idx": 4,
    "deleted": 0,
    "registered": "2020-02-16T17:50:17",
    "name": "Blåbær & Co",
    "x_score": "[I:42]",
    "x_since": "[DT:03/01/2025 14:22:14.0000000]",
    "ratio": 2.5
  },
  "Region": {"name": "hunter22"}
}"#;

pub(super) const SIGNATURE: &str = "fpGH3ROx86HHNCH2i+iJM6vo6su8LFbPqv3/0eztKH0=";

pub(super) struct Vector {
    pub(super) secret: &'static str,
    pub(super) body: &'static [u8],
    pub(super) signature: &'static str,
}

const fn vector(secret: &'static str, body: &'static [u8], signature: &'static str) -> Vector {
    Vector {
        secret,
        body,
        signature,
    }
}

const SHORT: &[u8] = br#"{"Event":"contact.changed"}"#;

/// Bodies that are notifications.
pub(super) const NOTIFICATIONS: &[Vector] = &[
    vector(SECRET, NOTIFICATION.as_bytes(), SIGNATURE),
    vector(
        "hello",
        SHORT,
        "8wl/R4mm7XUIdRRxILKLOK611Y+Il/TGyYvy/Mc6NEI=",
    ),
    // With white space around and within it.
    vector(
        "hello",
        b" \t\r\n{ \"Event\" :\n\t\"contact.changed\" ,  \"PrimaryKey\" : 5 }\r\n ",
        "S0/dnSQlpAk+E/G9Rag0ke+W6JC9Uw1SBEHMUW6DPD0=",
    ),
    vector(
        "hello",
        r#"{"Event":"contact.changed","WebhookName":"Blåbærsyltetøy 日本語 🫐"}"#.as_bytes(),
        "gw9Adp8N7wrOh2ioFjcZu9O21KHOQsRdA1Hvjlo+7MY=",
    ),
    // With the mark of the order of bytes before it, which is signed as well.
    vector(
        "hello",
        b"\xef\xbb\xbf{\"Event\":\"contact.changed\"}",
        "JtdhmkN6v7RITITuLhXiDgi5no64QRYJN2ltyE8rU/Q=",
    ),
    vector(
        "Blåbærsyltetøy 日本語 🫐",
        SHORT,
        "TWw77w3S5zDH8iF1PnjDldmAUJGdunTgUdJojocoHdY=",
    ),
    vector(
        "a secret that is longer than the sixty-four bytes of a block of SHA-256, so that it is hashed first",
        SHORT,
        "Mrp3cb6g0AVflZ6L9ce/vcuhKC7n+ihjvm7jJ4uJ1sg=",
    ),
    // Spaces belong to a secret.
    vector(
        " hello ",
        SHORT,
        "toPDEHCO+aTjth1WxleNGYdZG3DtSQfGWBaF926Rpp0=",
    ),
];

/// Bodies that are none, with what is wrong.
pub(super) const OTHERS: &[(Vector, &str)] = &[
    (
        vector("hello", b"", "TT/6gRULsCOxkNuWZCbn/6KevAU1PkjCpb8cNcB0pb8="),
        "the body of the webhook cannot be read at `.`: it is not the expected JSON",
    ),
    (
        vector(
            "hello",
            b"\xff\x00\xfe",
            "LAte5uVDOABmVUW2A6ZDl71uTsTjkh2BG9TE1vWyKrY=",
        ),
        "the body of the webhook cannot be read at `.`: it is not the expected JSON",
    ),
];

/// A notification of more than a MiB, signed with the secret `hello`: `{"Event":"contact.changed",
/// "WebhookName":"…"}` without the space, the name being 524,288 times the letter `å`.
pub(super) fn large() -> Vec<u8> {
    let name = "å".repeat(524_288);
    format!(r#"{{"Event":"contact.changed","WebhookName":"{name}"}}"#).into_bytes()
}

pub(super) const LARGE_SIGNATURE: &str = "6eO1GX/sQK6GbnahgpgfieBoIj/n2A8c0lCUKd3TorE=";
