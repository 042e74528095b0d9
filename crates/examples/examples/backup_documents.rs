//! A backup of all documents: each is written to a folder as it arrives, whatever its size, with a
//! progress bar in a terminal. A document without content is named at the end,
//! and does not stop the others.
//!
//! `cargo run -p examples --example backup_documents [FOLDER]`

use std::path::{Path, PathBuf};

use bindings::client::body::Content;
use bindings::client::{Client, Error};
use bindings::rest::document;
use bindings::types::DocumentEntity;
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use mock::MockServer;
use serde::Deserialize;

type Failure = Box<dyn std::error::Error>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    document_id: i32,
    name: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| std::env::temp_dir().join("superoffice-backup"));
    std::fs::create_dir_all(&folder)?;
    let server = MockServer::start().await?;
    let client = server.client();
    write_some(&client).await?;

    let request = document::get_all().order_by(["documentId"]);
    let documents: Vec<Document> = request.rows_of(&client).all().await?;
    let bar = ProgressBar::new(documents.len() as u64);
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}")?);
    let mut bytes = 0;
    let mut without = Vec::new();
    for found in &documents {
        let path = folder.join(found.file_name());
        bar.set_message(found.file_name());
        match save(&client, found.document_id, &path).await {
            Ok(length) => bytes += length,
            Err(Error::NotFound(_)) => without.push(found.document_id),
            Err(error) => return Err(error.into()),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let saved = documents.len() - without.len();
    println!(
        "{saved} documents, {} in {}",
        HumanBytes(bytes),
        folder.display()
    );
    for id in &without {
        println!("document {id} has no content");
    }

    let plan = std::fs::read(folder.join("3-plan.txt"))?;
    if (saved, without.as_slice(), plan.len()) != (3, &[4], 300_000) {
        return Err("not all documents of the stand-in were saved".into());
    }
    Ok(())
}

/// Writes the content piece by piece, under another name until it is whole.
async fn save(client: &Client, id: i32, path: &Path) -> Result<u64, Error> {
    let download = document::get_document_stream(id).download(client).await?;
    download.save_to(path).await
}

impl Document {
    /// The number keeps documents of one name apart, and the name is free to be anything.
    fn file_name(&self) -> String {
        let is_harmless = |c: char| c.is_alphanumeric() || ".-_ ".contains(c);
        let name = self.name.as_deref().unwrap_or("document");
        let name = name.replace(|c| !is_harmless(c), "_");
        format!("{}-{name}", self.document_id)
    }
}

/// The stand-in has one document; here are more, the last one without content.
async fn write_some(client: &Client) -> Result<(), Error> {
    for (name, length) in [("minutes.txt", 12), ("plan.txt", 300_000), ("empty.txt", 0)] {
        let entity = DocumentEntity {
            header: Some(format!("About {name}")),
            name: Some(name.to_owned()),
            ..Default::default()
        };
        let made = document::post_document_entity(&entity).send(client).await?;
        if let (Some(id), 1..) = (made.document_id, length) {
            let content = Content::new("application/octet-stream", "o".repeat(length));
            document::set_document_stream_from_id(id, content)
                .send(client)
                .await?;
        }
    }
    Ok(())
}
