//! What several test programs need.
#![allow(dead_code, unreachable_pub)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The releases of the upstream documentation that lie beside the repository,
/// when they do: `../shared/corpus/<release>.tar.xz`.
pub const RELEASES: [&str; 3] = ["2022", "10.2.1", "10.2.2"];

/// The top of the repository.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace")
}

/// A folder with one release unpacked, or `None` with a message.
pub fn corpus(release: &str) -> Option<PathBuf> {
    let archive = workspace()
        .join("../shared/corpus")
        .join(format!("{release}.tar.xz"));
    if !archive.exists() {
        eprintln!("skipped: {} is absent", archive.display());
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("corpus")
        .join(release);
    let marker = folder.join(".complete");
    let lock = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::File::create(folder.with_extension("lock")))
        .expect("the temporary folder can be written");
    lock.lock().expect("the lock file can be locked");
    if !marker.exists() {
        let status = Command::new("tar")
            .arg("-xJf")
            .arg(&archive)
            .arg("-C")
            .arg(&folder)
            .status();
        assert!(
            status.expect("`tar` is installed").success(),
            "cannot unpack {}",
            archive.display()
        );
        std::fs::write(&marker, "").expect("the temporary folder can be written");
    }
    Some(folder)
}
