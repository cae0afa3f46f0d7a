//! Reads what a user names: a file, or standard input for `-`. Never more than a bound is read,
//! whatever the file says of its own size: a device has none, and a pipe does not end.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// What was read.
#[derive(Debug)]
pub struct Input {
    /// The name, as it is shown.
    pub name: String,
    /// The bytes; of a file that is larger than the bound, as many as the bound and one.
    pub bytes: Vec<u8>,
    bound: u64,
}

impl Input {
    /// Whether there was more than the bound allows.
    pub fn is_too_large(&self) -> bool {
        self.bytes.len() as u64 > self.bound
    }
}

/// How a path is shown.
pub fn name_of(path: &Path) -> String {
    if is_stdin(path) {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

/// Reads at most `bound` bytes, and one more that tells whether that was all.
///
/// # Errors
/// When the file cannot be opened or read.
pub fn read(path: &Path, bound: u64) -> io::Result<Input> {
    let mut bytes = Vec::new();
    if is_stdin(path) {
        io::stdin().take(bound + 1).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(bound + 1).read_to_end(&mut bytes)?;
    }
    let name = name_of(path);
    Ok(Input { name, bytes, bound })
}

/// The same, where too much is an error as well.
///
/// # Errors
/// As [`read`]; `FileTooLarge` for more than the bound.
pub fn read_whole(path: &Path, bound: u64) -> io::Result<Vec<u8>> {
    let input = read(path, bound)?;
    if input.is_too_large() {
        let why = format!("it is larger than {}", size(bound));
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
    }
    Ok(input.bytes)
}

/// The same for text.
///
/// # Errors
/// As [`read_whole`]; `InvalidData` for what is no UTF-8.
pub fn read_text(path: &Path, bound: u64) -> io::Result<String> {
    // The bound comes first: what was cut may end within a character.
    String::from_utf8(read_whole(path, bound)?)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"))
}

fn size(bytes: u64) -> String {
    match (bytes >> 20, bytes >> 10) {
        (0, 0) => format!("{bytes} bytes"),
        (0, kib) => format!("{kib} KiB"),
        (mib, _) => format!("{mib} MiB"),
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_end_is_cut_at_the_bound() {
        let endless = read(Path::new("/dev/zero"), 10).unwrap();
        assert_eq!((endless.bytes.len(), endless.is_too_large()), (11, true));
        let error = read_text(Path::new("/dev/zero"), 10).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(error.to_string(), "it is larger than 10 bytes");
        assert_eq!(
            (size(4096), size(3 << 20)),
            ("4 KiB".to_owned(), "3 MiB".to_owned())
        );
        let nothing = read(Path::new("/dev/null"), 0).unwrap();
        assert!(nothing.bytes.is_empty() && !nothing.is_too_large());
    }

    #[test]
    fn text_is_utf8() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), [0xff, 0xfe]).unwrap();
        let error = read_text(file.path(), 10).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }
}
