//! Files and folders of our own state: nobody else may read or change them, whatever the umask, and
//! nobody else may hold their locks.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Makes a folder for its owner alone, with the folders above it. One that is there and ours is
/// closed to others as well; one that somebody else owns stays as it is.
///
/// # Errors
/// When it cannot be made.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    match restrict(path) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
        restricted => restricted,
    }
}

/// Opens a file for its owner alone; the options say whether it is made.
///
/// # Errors
/// As of [`OpenOptions::open`].
pub fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    let file = options.open(path)?;
    match restrict(path) {
        Err(error) if error.kind() != ErrorKind::PermissionDenied => Err(error),
        _ => Ok(file),
    }
}

/// Writes a file for its owner alone.
///
/// # Errors
/// As of [`fs::write`].
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    io::Write::write_all(&mut open(&mut options, path)?, bytes)
}

/// Takes away what others may do with a file or a folder.
///
/// # Errors
/// When somebody else owns it.
pub fn restrict(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mut permissions = fs::metadata(path)?.permissions();
        let mode = permissions.mode();
        if mode & 0o077 != 0 {
            permissions.set_mode(mode & !0o077);
            fs::set_permissions(path, permissions)?;
        }
    }
    #[cfg(not(unix))]
    let _ = fs::metadata(path)?;
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_ours_is_closed_also_when_it_was_open() {
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("a/b");
        create_folder(&inner).unwrap();
        assert_eq!(
            (mode(&inner), mode(inner.parent().unwrap())),
            (0o700, 0o700)
        );
        let file = inner.join("c");
        fs::write(&file, "x").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).unwrap();
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o755)).unwrap();
        create_folder(&inner).unwrap();
        write(&file, b"yz").unwrap();
        assert_eq!((mode(&inner), mode(&file)), (0o700, 0o600));
        assert_eq!(fs::read(&file).unwrap(), b"yz");
    }
}
