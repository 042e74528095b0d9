//! Downloads that become files.

use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempPath;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use tokio::task::spawn_blocking;

use super::Download;
use crate::error::{Error, FileAction, FileError};

impl Download {
    /// Saves all that is left as the file at `path`, and returns how many bytes it has.
    ///
    /// The bytes go into a new file beside it, which takes the place of `path` when it is complete.
    /// So there is never half a file, and if anything fails, or the future is dropped, what was
    /// there before is still there.
    ///
    /// # Errors
    ///
    /// [`Error::File`] if the file cannot be written, for example because its folder does not
    /// exist; [`Error::Transport`] if the connection breaks or a call times out.
    pub async fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let operation = self.received.operation;
        let failed = |error| {
            let error = FileError::new(operation, path.to_path_buf(), FileAction::Save, error);
            Error::File(Box::new(error))
        };
        let (mut file, sibling) = create_sibling(path.to_path_buf()).await.map_err(failed)?;
        let mut length = 0;
        while let Some(piece) = self.next().await.transpose()? {
            file.write_all(&piece).await.map_err(failed)?;
            length += piece.len() as u64;
        }
        // `sync_all` also waits for what is still being written.
        file.sync_all().await.map_err(failed)?;
        drop(file);
        rename(sibling, path.to_path_buf()).await.map_err(failed)?;
        Ok(length)
    }
}

/// Makes a new file in the folder of `path`. It is removed when its path is dropped.
async fn create_sibling(path: PathBuf) -> io::Result<(File, TempPath)> {
    let sibling = blocking(move || {
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".download-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // What the system gives to any new file, less what the user's mask takes away.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        builder.tempfile_in(folder)
    })
    .await?;
    let (file, path) = sibling.into_parts();
    Ok((File::from_std(file), path))
}

async fn rename(from: TempPath, to: PathBuf) -> io::Result<()> {
    blocking(move || from.persist(to).map_err(|error| error.error)).await
}

/// Runs what would block the runtime.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)))
}
