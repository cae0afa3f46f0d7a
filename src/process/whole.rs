//! A file that appears as a whole: until it is finished it has no name where the system allows that,
//! so that nothing of it is left when the program is killed. Where it needs a name meanwhile, the
//! next file of that name clears what a killed program left.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::private;

/// How many names are tried.
const TRIES: usize = 100;

/// The longest part of a name that is repeated in a temporary one, in bytes; a name has at most 255.
const LONGEST_NAME: usize = 180;

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Its owner.
    Owner,
    /// Whoever the umask allows, or the file that it replaces.
    Usual,
}

/// A file that is being written.
#[derive(Debug)]
pub struct Whole {
    /// Locked as long as it is open: that tells others that it is not left over.
    file: File,
    /// Its name until it is finished, when it needs one.
    named: Option<PathBuf>,
    path: PathBuf,
    /// What it may have when it is finished.
    permissions: Option<Permissions>,
}

impl Whole {
    /// Begins a file beside its place, because only within one file system it gets there at once.
    ///
    /// # Errors
    /// When no file can be made in the folder.
    pub fn begin(path: &Path, access: Access) -> io::Result<Self> {
        clear(path);
        let (file, named) = match unnamed(folder(path)) {
            Some(file) => (file, None),
            None => named(path)?,
        };
        let mut whole = Self {
            file,
            named,
            path: path.to_owned(),
            permissions: None,
        };
        // Until it is finished it is nobody else's, whatever it may become.
        whole.permissions = whole.narrow(access)?;
        Ok(whole)
    }

    /// The file.
    pub fn as_file(&self) -> &File {
        &self.file
    }

    /// Puts it in its place, also over what is there.
    ///
    /// # Errors
    /// When that fails; then nothing is left of it.
    pub fn replace(mut self) -> io::Result<()> {
        self.widen()?;
        if self.named.is_none() {
            // Only a name can be renamed; it has one for a moment.
            let name = free_name(&self.path, |name| link(&self.file, name))?;
            self.named = Some(name);
        }
        let named = self.named.take().unwrap_or_default();
        fs::rename(&named, &self.path).inspect_err(|_| {
            let _gone = fs::remove_file(&named);
        })
    }

    /// Puts it in its place, unless something is there.
    ///
    /// # Errors
    /// `AlreadyExists`, or why that fails; then nothing is left of it.
    pub fn create(mut self) -> io::Result<()> {
        self.widen()?;
        match &self.named {
            None => link(&self.file, &self.path),
            // The name goes with `self`.
            Some(named) => fs::hard_link(named, &self.path),
        }
    }

    #[cfg(unix)]
    fn narrow(&self, access: Access) -> io::Result<Option<Permissions>> {
        use std::os::unix::fs::PermissionsExt;
        // What a new file has tells the umask, which cannot be asked for without changing it.
        let fresh = self.file.metadata()?.permissions();
        self.file.set_permissions(Permissions::from_mode(0o600))?;
        Ok(match access {
            Access::Owner => None,
            Access::Usual => {
                Some(fs::metadata(&self.path).map_or(fresh, |replaced| replaced.permissions()))
            }
        })
    }

    #[cfg(not(unix))]
    #[expect(
        clippy::unused_self,
        reason = "permissions are those of the folder there"
    )]
    fn narrow(&self, _access: Access) -> io::Result<Option<Permissions>> {
        Ok(None)
    }

    fn widen(&mut self) -> io::Result<()> {
        match self.permissions.take() {
            Some(permissions) => self.file.set_permissions(permissions),
            None => Ok(()),
        }
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if let Some(named) = &self.named {
            let _gone = fs::remove_file(named);
        }
    }
}

fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// A file without a name (open(2), `O_TMPFILE`), where the file system has such, and `/proc`, by
/// which it gets one, is there.
#[cfg(target_os = "linux")]
fn unnamed(folder: &Path) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};
    if !Path::new("/proc/self/fd").is_dir() {
        return None;
    }
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let file = open(folder, flags, Mode::from_raw_mode(0o666)).ok()?;
    Some(file.into())
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_folder: &Path) -> Option<File> {
    None
}

/// Gives a file without a name one that nothing has.
#[cfg(target_os = "linux")]
fn link(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    use std::os::fd::AsRawFd;
    let open = format!("/proc/self/fd/{}", file.as_raw_fd());
    linkat(CWD, open, CWD, path, AtFlags::SYMLINK_FOLLOW).map_err(io::Error::from)
}

#[cfg(not(target_os = "linux"))]
fn link(_file: &File, _path: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

fn named(path: &Path) -> io::Result<(File, Option<PathBuf>)> {
    let mut made = None;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    let name = free_name(path, |name| {
        let file = options.open(name)?;
        // A file system without locks has no left-over files that could be told either.
        let _unlocked = file.try_lock();
        made = Some(file);
        Ok(())
    })?;
    let file = made.ok_or(ErrorKind::NotFound)?;
    Ok((file, Some(name)))
}

/// A name beside `path` for which `make` succeeds.
fn free_name(path: &Path, mut make: impl FnMut(&Path) -> io::Result<()>) -> io::Result<PathBuf> {
    let prefix = prefix(path);
    for _ in 0..TRIES {
        let mut name = OsString::from(&prefix);
        name.push(format!("{:08x}", fastrand::u32(..)));
        let name = folder(path).join(name);
        match make(&name) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            tried => return tried.map(|()| name),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// How the temporary names of a path begin; what begins with a dot is no result to anybody.
fn prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let end = name.floor_char_boundary(LONGEST_NAME);
    format!(".patchctl-{}-", &name[..end])
}

/// Removes what a killed program left beside a path: nobody has it locked.
fn clear(path: &Path) {
    let prefix = prefix(path);
    let Ok(entries) = fs::read_dir(folder(path)) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name
            .to_str()
            .and_then(|name| name.strip_prefix(&prefix))
            .is_some_and(|rest| rest.len() == 8 && rest.bytes().all(|c| c.is_ascii_hexdigit()));
        if ours && is_left_over(&entry.path()) {
            let _gone = fs::remove_file(entry.path());
        }
    }
}

fn is_left_over(path: &Path) -> bool {
    // Not through a link, which somebody else may have put there.
    let plain = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    let Some(file) = plain.then(|| File::open(path).ok()).flatten() else {
        return false;
    };
    !matches!(
        file.try_lock(),
        Err(TryLockError::WouldBlock | TryLockError::Error(_))
    )
}

/// Writes a whole file for its owner alone, over what is there.
#[cfg_attr(
    not(feature = "sandbox"),
    expect(dead_code, reason = "only the sandbox writes such files at once")
)]
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut whole = Whole::begin(path, Access::Owner)?;
    whole.write_all(bytes)?;
    whole.replace()?;
    private::restrict(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The same file with a name, as on a system that knows no other.
    fn with_name(path: &Path) -> Whole {
        clear(path);
        let (file, named) = named(path).unwrap();
        let path = path.to_owned();
        let mut whole = Whole {
            file,
            named,
            path,
            permissions: None,
        };
        whole.permissions = whole.narrow(Access::Usual).unwrap();
        whole
    }

    #[test]
    fn nothing_is_seen_before_the_end_and_nothing_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out.csv");
        for begin in [
            |path: &Path| Whole::begin(path, Access::Usual).unwrap(),
            with_name,
        ] {
            let mut whole = begin(&path);
            whole.write_all(b"one").unwrap();
            assert!(!path.exists());
            whole.create().unwrap();
            assert_eq!(names(dir.path()), ["out.csv"]);

            let mut second = begin(&path);
            second.write_all(b"two").unwrap();
            let error = second.create().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::AlreadyExists);
            assert_eq!(fs::read(&path).unwrap(), b"one");

            let mut third = begin(&path);
            third.write_all(b"three").unwrap();
            third.replace().unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"three");
            drop(begin(&path));
            assert_eq!(names(dir.path()), ["out.csv"]);
            fs::remove_file(&path).unwrap();
        }
    }

    #[test]
    fn the_next_file_clears_what_a_killed_program_left_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out.csv");
        let busy = with_name(&path);
        for name in [
            ".patchctl-out.csv-0123abcd",
            ".patchctl-other-0123abcd",
            ".patchctl-out.csv-mine",
        ] {
            fs::write(dir.path().join(name), "x").unwrap();
        }
        drop(Whole::begin(&path, Access::Usual).unwrap());
        let left = names(dir.path());
        assert!(
            left.contains(&".patchctl-other-0123abcd".to_owned()),
            "{left:?}"
        );
        assert!(
            left.contains(&".patchctl-out.csv-mine".to_owned()),
            "{left:?}"
        );
        assert!(busy.named.as_ref().unwrap().exists());
        assert_eq!(left.len(), 3, "{left:?}");
    }

    #[test]
    #[cfg(unix)]
    fn a_file_is_its_owners_until_it_is_finished_and_keeps_the_mode_of_the_old_one() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out.csv");
        fs::write(&path, "x").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        let mode = |metadata: fs::Metadata| metadata.permissions().mode() & 0o777;
        for begin in [
            |path: &Path| Whole::begin(path, Access::Usual).unwrap(),
            with_name,
        ] {
            let whole = begin(&path);
            assert_eq!(mode(whole.file.metadata().unwrap()), 0o600);
            whole.replace().unwrap();
            assert_eq!(mode(fs::metadata(&path).unwrap()), 0o640);
        }
        write_private(&path, b"y").unwrap();
        assert_eq!(mode(fs::metadata(&path).unwrap()), 0o600);
    }
}
