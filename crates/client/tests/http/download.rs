//! Responses that are read piece by piece.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use client::bytes::Bytes;
use client::error::TransportErrorKind;
use client::response::Download;
use client::{Error, Request};

use crate::server::{Server, ServerResponse};
use crate::{builder, client};

fn request() -> Request<Bytes> {
    Request::get("v1Test_GetFile", "v1/Test/File")
}

async fn open(response: ServerResponse) -> Download {
    let server = Server::start(response);
    let download = request().download(&client(&server)).await;
    download.expect("a response")
}

/// Longer than a piece.
fn file() -> Vec<u8> {
    (0..1_000_000_u32).flat_map(u32::to_le_bytes).collect()
}

#[tokio::test]
async fn the_head_is_there_before_the_body() {
    let response = ServerResponse::new("200 OK")
        .with_header("Content-Disposition: attachment; filename=\"report.pdf\"")
        .with_body("application/pdf", "content")
        .stuck(0);
    let server = Server::start(response);
    let download = request().download(&client(&server)).await;
    let download = download.expect("a response");
    assert_eq!(download.status(), 200);
    assert_eq!(download.content_type(), Some("application/pdf"));
    assert_eq!(download.content_length(), Some(7));
    assert_eq!(download.file_name().as_deref(), Some("report.pdf"));
    assert!(download.headers().contains_key("content-disposition"));
    assert_eq!(
        server.received().header("Accept"),
        Some("application/octet-stream")
    );
}

#[tokio::test]
async fn all_pieces_are_the_body() {
    let response = ServerResponse::new("200 OK").with_body("application/pdf", file());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = seen.clone();
    let mut download = open(response.clone()).await.on_progress(move |done, all| {
        noted.lock().expect("no panic").push((done, all));
    });
    let mut all = Vec::new();
    let mut expected = Vec::new();
    while let Some(piece) = download.next().await {
        all.extend_from_slice(&piece.expect("a piece"));
        expected.push((all.len() as u64, Some(4_000_000)));
    }
    assert!(all == file());
    assert!(download.next().await.is_none());
    assert_eq!(*seen.lock().expect("no panic"), expected);

    let bytes = open(response).await.bytes().await.expect("the bytes");
    assert!(bytes == file());
    let nothing = open(ServerResponse::nothing()).await.bytes().await;
    assert_eq!(nothing.expect("the bytes"), "");
}

#[tokio::test]
async fn errors_of_the_server_are_no_downloads() {
    let response = ServerResponse::new("404 Not Found").with_body("application/json", "{}");
    let server = Server::start(response);
    let error = request().download(&client(&server)).await.unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
}

#[tokio::test]
async fn a_body_that_breaks_off_is_an_error() {
    let response = ServerResponse::new("200 OK").with_body("image/png", "content");
    let mut download = open(response.broken_off(3)).await;
    assert_eq!(download.next().await.expect("a piece").unwrap(), "con");
    let error = download.next().await.expect("an error").unwrap_err();
    let kind = TransportErrorKind::Other;
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == kind),
        "{error:?}"
    );
    assert!(download.next().await.is_none());
}

#[tokio::test]
async fn both_timeouts_hold_until_the_last_piece() {
    let response = ServerResponse::new("200 OK").with_body("image/png", "content");
    let server = Server::start(response.stuck(3));
    let brief = Duration::from_millis(500);
    let impatient = builder(&server).read_timeout(brief).build();
    let hasty = builder(&server).timeout(brief).build();
    for client in [impatient, hasty] {
        let client = client.expect("valid settings");
        let mut download = request().download(&client).await.expect("a response");
        assert_eq!(download.next().await.expect("a piece").unwrap(), "con");
        let error = download.next().await.expect("an error").unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert!(download.next().await.is_none());
    }
}

#[tokio::test]
async fn file_names_are_read_from_the_header() {
    let cases = [
        ("attachment", None),
        ("attachment; filename=a.txt", Some("a.txt")),
        ("attachment; filename=\"D:evil.exe\"", Some("evil.exe")),
        // What deceives: turned around, hidden, far away, left out by Windows.
        (
            "attachment; filename*=UTF-8''cod%E2%80%AEfdp.exe",
            Some("codfdp.exe"),
        ),
        (
            "attachment; filename*=UTF-8''a%E2%80%8B.p%C2%ADdf%EF%BB%BF",
            Some("a.pdf"),
        ),
        (
            "attachment; filename=\"offer.pdf          \u{a0}    .exe\"",
            Some("offer.pdf .exe"),
        ),
        ("attachment; filename=\"a.exe. . \"", Some("a.exe")),
        ("attachment; filename=\"...\"", None),
        ("inline;filename = \"a b.txt\"; size=5", Some("a b.txt")),
        (
            r#"attachment; filename="a \"b\"; c.txt""#,
            Some("a \"b\"; c.txt"),
        ),
        ("attachment; FILENAME=a.txt; filename=b.txt", Some("a.txt")),
        (
            "attachment; filename=\"bla.pdf\"; filename*=UTF-8''bl%C3%A5b%C3%A6r.pdf",
            Some("blåbær.pdf"),
        ),
        (
            "attachment; filename*=iso-8859-1'en'%A3%20rates.txt; filename=x",
            Some("£ rates.txt"),
        ),
        (
            "attachment; filename*=utf-8''%FF; filename=x.txt",
            Some("x.txt"),
        ),
        (
            "attachment; filename*=koi8-r''a; filename=x.txt",
            Some("x.txt"),
        ),
        ("attachment; filename*=a; filename=x.txt", Some("x.txt")),
        ("attachment; filename=\"blåbær.pdf\"", Some("blåbær.pdf")),
        ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
        (r#"attachment; filename="C:\temp\a.txt""#, Some("a.txt")),
        ("attachment; filename*=UTF-8''a%2F..", None),
        ("attachment; filename*=UTF-8''a%0Ab", Some("ab")),
        ("attachment; filename=\"\"", None),
        ("attachment; filename=\"open", Some("open")),
        ("attachment; filename=", None),
        ("attachment; filename; ; =", None),
        ("", None),
    ];
    for (header, expected) in cases {
        let response =
            ServerResponse::new("200 OK").with_header(&format!("Content-Disposition: {header}"));
        let download = open(response).await;
        assert_eq!(download.file_name().as_deref(), expected, "{header}");
    }
    assert_eq!(open(ServerResponse::nothing()).await.file_name(), None);
}

#[cfg(feature = "fs")]
mod files {
    use std::fs;
    use std::io::ErrorKind;
    use std::path::Path;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[tokio::test]
    async fn a_download_takes_the_place_of_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.bin");
        for body in [file(), b"short".to_vec(), Vec::new()] {
            let response = ServerResponse::new("200 OK").with_body("image/png", body.clone());
            let length = open(response).await.save_to(&path).await.expect("a file");
            assert_eq!(length, body.len() as u64);
            assert!(fs::read(&path).expect("the file") == body);
            assert_eq!(names(folder.path()), ["a.bin"]);
        }
    }

    #[tokio::test]
    async fn what_fails_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.bin");
        fs::write(&path, "old").expect("a file");
        let response = ServerResponse::new("200 OK").with_body("image/png", file());

        let broken = open(response.clone().broken_off(1_000_000)).await;
        let error = broken.save_to(&path).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");

        // Dropped on its way.
        let stuck = open(response.clone().stuck(1_000_000)).await;
        let saving = stuck.save_to(&path);
        let _ = tokio::time::timeout(Duration::from_millis(50), saving).await;

        let absent = folder.path().join("absent").join("a.bin");
        for (path, kind) in [
            (absent.as_path(), ErrorKind::NotFound),
            (folder.path(), ErrorKind::IsADirectory),
        ] {
            let error = open(response.clone())
                .await
                .save_to(path)
                .await
                .unwrap_err();
            assert!(
                matches!(&error, Error::File(error) if error.kind() == kind),
                "{error:?}"
            );
            let message = error.to_string();
            assert!(message.contains(path.to_str().unwrap()), "{message}");
            assert!(message.contains("v1Test_GetFile"), "{message}");
        }
        assert_eq!(fs::read(&path).expect("the file"), b"old");
        assert_eq!(names(folder.path()), ["a.bin"]);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_new_file_has_the_rights_of_any_new_file() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().expect("a folder");
        let [plain, path] = ["plain", "a.bin"].map(|name| folder.path().join(name));
        fs::write(&plain, "").expect("a file");
        let response = ServerResponse::new("200 OK").with_body("image/png", "content");
        open(response).await.save_to(&path).await.expect("a file");
        let mode = |path| fs::metadata(path).expect("a file").permissions().mode();
        assert_eq!(mode(path), mode(plain));
    }
}
