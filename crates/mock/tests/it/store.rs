//! A stand-in that keeps what it is told in a file.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use bindings::client::body::Content;
use bindings::client::{Client, Error};
use bindings::rest::{contact, document};
use bindings::types::{ContactEntity, DocumentEntity};
use mock::{MockServer, StoreError};

use super::served::{self, Served};

/// A folder that is removed with the test.
struct Folder(PathBuf);

impl Folder {
    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A folder for a test, and a file in it that is not there yet.
fn file(test: &str) -> (Folder, PathBuf) {
    let name = format!("store {test} {}", std::process::id());
    let folder = Folder(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
    fs::create_dir_all(&folder.0).expect("a folder");
    let path = folder.0.join("kept");
    (folder, path)
}

async fn start(path: &Path) -> MockServer {
    let started = MockServer::start_with_store(0, path).await;
    started.expect("the file can be used")
}

async fn refused(path: &Path) -> String {
    let started = MockServer::start_with_store(0, path).await;
    let error = started.expect_err("the file cannot be used");
    let inner = error.get_ref().expect("it has a cause");
    assert!(inner.is::<StoreError>(), "{error}");
    let text = error.to_string();
    assert!(text.contains(&*path.to_string_lossy()), "{text}");
    text
}

async fn add(client: &Client, name: &str) -> i32 {
    let entity = ContactEntity {
        name: Some(name.into()),
        ..Default::default()
    };
    let made = contact::post_contact_entity(&entity).send(client).await;
    made.expect("made").contact_id.expect("a number")
}

async fn name(client: &Client, id: i32) -> Option<String> {
    let read = contact::get_contact_entity(id);
    read.send(client).await.expect("it is there").name
}

#[tokio::test]
async fn what_is_kept_is_there_again() {
    let (_folder, path) = file("again");
    let (ida, gone, offer);
    {
        let server = start(&path).await;
        let client = server.client();
        ida = add(&client, "Ida Ltd").await;
        gone = add(&client, "Gone Ltd").await;
        contact::delete_contact_entity(gone)
            .send(&client)
            .await
            .expect("removed");
        let made = document::post_document_entity(&DocumentEntity::default());
        let made = made.send(&client).await.expect("made");
        offer = made.document_id.expect("a number");
        let content = Content::new("application/octet-stream", "two boats");
        document::set_document_stream_from_id(offer, content)
            .send(&client)
            .await
            .expect("uploaded");
    }
    let server = again(&path).await;
    let client = server.client();
    assert_eq!(name(&client, ida).await.as_deref(), Some("Ida Ltd"));
    assert_eq!(name(&client, 1).await.as_deref(), Some("Nordlys Brygge"));
    let missing = contact::get_contact_entity(gone);
    assert!(matches!(
        missing.send(&client).await,
        Err(Error::NotFound(_))
    ));
    let content = document::get_document_stream(offer).send(&client).await;
    assert_eq!(content.expect("it is there"), "two boats");
    // The number of what was removed is not used again.
    assert_eq!(add(&client, "Ada Ltd").await, gone + 1);
}

/// Starts once more as soon as the one before has let the file go, which it does in a task.
async fn again(path: &Path) -> MockServer {
    loop {
        match MockServer::start_with_store(0, path).await {
            Ok(server) => return server,
            Err(error) if error.to_string().contains("has it open") => {
                tokio::task::yield_now().await;
            }
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn a_file_belongs_to_one_stand_in() {
    let (_folder, path) = file("one");
    let _first = start(&path).await;
    let text = refused(&path).await;
    assert!(text.contains("another process has it open"), "{text}");
    // So it is for another process.
    let output = served::command(&with_store(&path)).output();
    let output = output.expect("it starts");
    assert!(!output.status.success());
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("another process has it open"), "{text}");
}

#[tokio::test]
async fn other_files_stay_as_they_are() {
    let (folder, path) = file("others");
    drop(start(&path).await);
    drop(again(&path).await);
    let whole = loop {
        // The file is closed by a task.
        tokio::task::yield_now().await;
        if let Ok(server) = MockServer::start_with_store(0, &path).await {
            drop(server);
            tokio::task::yield_now().await;
            break fs::read(&path).expect("it is there");
        }
    };
    // One that was closed, and one whose process was killed.
    let killed = folder.path().join("killed");
    add_by_process(&killed).await;
    let killed = fs::read(&killed).expect("it is there");
    let cut = [&whole, &killed].into_iter().flat_map(|whole| {
        let lengths = [10, 100, 1000, whole.len() / 2, whole.len() - 1];
        lengths.map(|length| whole[..length].to_vec())
    });
    let cut: Vec<_> = cut.collect();
    let mut damaged = whole.clone();
    damaged[4096..].fill(0x5a);
    let other: [&[u8]; 4] = [b"", b"SQLite format 3\0", &[0; 5000], &damaged];
    let files = other.into_iter().chain(cut.iter().map(Vec::as_slice));
    for (index, content) in files.enumerate() {
        let path = folder.path().join(format!("file {index}"));
        fs::write(&path, content).expect("written");
        let text = refused(&path).await;
        let is_told = ["is empty", "another program", "damaged or cut off"];
        assert!(
            is_told.iter().any(|part| text.contains(part)),
            "{index}: {text}"
        );
        assert!(
            fs::read(&path).expect("it is there") == content,
            "{index}: {text}"
        );
    }

    let mut permissions = fs::metadata(&path).expect("it is there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("it can be said");
    let text = refused(&path).await;
    assert!(text.contains("cannot be written"), "{text}");
    let text = refused(folder.path()).await;
    assert!(text.contains("is a folder"), "{text}");
    let text = refused(&folder.path().join("none/kept")).await;
    assert!(text.contains("no such folder"), "{text}");
}

fn with_store(path: &Path) -> [&OsStr; 2] {
    ["--store".as_ref(), path.as_os_str()]
}

async fn add_by_process(path: &Path) {
    let served = Served::start(&with_store(path));
    add(&served.client(), "Ida Ltd").await;
}

#[tokio::test]
async fn a_killed_process_loses_nothing_that_it_has_responded() {
    let (_folder, path) = file("killed");
    let mut made = Vec::new();
    for round in 0..3 {
        let served = Served::start(&with_store(&path));
        let client = served.client();
        for (id, known) in &made {
            assert_eq!(name(&client, *id).await.as_ref(), Some(known));
        }
        for index in 0..5 {
            let name = format!("Ltd {round}.{index}");
            made.push((add(&client, &name).await, name));
        }
    }
    assert_eq!(made.len(), 15);
}
