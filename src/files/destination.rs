//! Where a result goes: standard output, a file, or an object in S3. What is not finished leaves
//! nothing behind.

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::aws::objects::{Media, Target, Upload, WriteOptions};
use crate::aws::reach::Reach;
use crate::domain::id::s3_uri::S3Uri;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;
use crate::output::terminal;
use crate::process::whole::{Access, Whole};

/// A destination as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// `-`.
    Stdout,
    /// A path.
    File(PathBuf),
    /// `s3://bucket/key`.
    S3(S3Uri),
}

impl std::str::FromStr for Destination {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        if matches!(text, "-" | "/dev/stdout" | "/dev/fd/1" | "/proc/self/fd/1") {
            return Ok(Self::Stdout);
        }

        let scheme = text
            .split_once(':')
            .map(|(scheme, _)| scheme.to_ascii_lowercase());

        match scheme.as_deref() {
            Some("s3") => text.parse().map(Self::S3),
            // Whoever types the scheme of a URL means one: it must not become a file of that name.
            Some("http" | "https" | "file" | "ftp") => {
                Err(format!("`{text}` is neither a path nor s3://BUCKET/KEY"))
            }
            _ if text.is_empty() => {
                Err("name a file, s3://BUCKET/KEY, or - for standard output".to_owned())
            }
            _ if text.ends_with('/') => Err(format!("`{text}` is a folder; name a file in it")),
            _ => Ok(Self::File(PathBuf::from(text))),
        }
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdout => f.write_str("standard output"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::S3(uri) => write!(f, "{uri}"),
        }
    }
}

/// A destination that was looked at and can be written.
#[derive(Debug)]
pub enum Ready {
    /// Standard output.
    Stdout,
    /// A device or a named pipe, which takes the bytes as they come and is never replaced by a
    /// file.
    Device(PathBuf),
    /// A file that will replace, or must not replace, what is there.
    File {
        /// Where it will be; links are followed.
        path: PathBuf,
        /// Whether it may replace what is there.
        replace: bool,
    },
    /// An object.
    S3(Target),
}

impl Ready {
    /// Looks at a destination before anything is read, so that a wrong one costs nothing.
    ///
    /// # Errors
    /// When the bucket or the folder does not exist, or when something is there that must not be
    /// replaced.
    pub async fn open(
        destination: &Destination,
        reach: &Reach,
        options: WriteOptions,
    ) -> Result<Self> {
        match destination {
            Destination::Stdout => Ok(Self::Stdout),
            Destination::S3(uri) => Target::open(reach, uri.clone(), options)
                // A bucket that is not there is found out now, and not when everything was read.
                .await
                .map(Self::S3),
            Destination::File(path) => look_at(path, options.overwrite),
        }
    }

    /// The same destination for what is no CSV.
    #[must_use]
    pub fn for_media(self, media: Media) -> Self {
        match self {
            Self::S3(target) => Self::S3(target.for_media(media)),
            other => other,
        }
    }

    /// Begins to write; nothing is visible at a file or object before [`Sink::finish`].
    ///
    /// # Errors
    /// When the temporary file cannot be made.
    pub fn begin(self, consented: &Consented) -> Result<Sink> {
        match self {
            Self::Stdout => Ok(Sink::Stdout),
            Self::S3(target) => Ok(Sink::S3(target.upload(consented))),
            // Opened and not created: what is there takes the bytes, and none can be taken back.
            Self::Device(path) => {
                // A descriptor may be a file that somebody else has begun to write.
                let device = std::fs::OpenOptions::new()
                    .append(true)
                    .open(&path)
                    .map_err(|error| cannot_write(&path, error))?;
                Ok(Sink::Device { device, path })
            }
            Self::File { path, replace } => {
                // Beside its place, because only within one file system a file is renamed at once.
                let file = Whole::begin(&path, Access::Usual)
                    .map_err(|error| cannot_write(&path, error))?;
                Ok(Sink::File {
                    file: Some(file),
                    path,
                    replace,
                })
            }
        }
    }
}

fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Whether a path stands for an open file of this process (Linux, proc(5); macOS, fd(4)).
fn is_descriptor(path: &Path) -> bool {
    let folders = ["/dev/fd", "/proc/self/fd"];
    path == Path::new("/dev/stderr") || folders.iter().any(|folder| path.starts_with(folder))
}

/// Looks at a path; `overwrite` says whether a file that is there may be replaced.
fn look_at(path: &Path, overwrite: bool) -> Result<Ready> {
    if path.is_dir() {
        return Err(Error::usage(format!(
            "{} is a folder; name a file in it",
            path.display()
        )));
    }
    if !folder(path).is_dir() {
        return Err(Error::failed(format!(
            "the folder {} does not exist",
            folder(path).display()
        ))
        .hint("create it first"));
    }

    match std::fs::metadata(path) {
        // What only takes bytes holds nothing that could be lost, and what a descriptor leads to is
        // somebody's redirection, whatever it is.
        Ok(found) if !found.is_file() || is_descriptor(path) => Ok(Ready::Device(path.to_owned())),
        Ok(_) if !overwrite => Err(exists(path)),
        // A link stays a link: its target is replaced.
        Ok(_) => Ok(Ready::File {
            path: path
                .canonicalize()
                .map_err(|error| cannot_write(path, error))?,
            replace: true,
        }),
        Err(_) if path.is_symlink() => Err(dangling(path)),
        Err(_) => Ok(Ready::File {
            path: path.to_owned(),
            replace: overwrite,
        }),
    }
}

fn dangling(path: &Path) -> Error {
    Error::failed(format!("{} is a link to nothing", path.display()))
        .hint("remove it, or name its target")
}

fn exists(path: &Path) -> Error {
    Error::new(Kind::Refused, format!("{} exists already", path.display()))
        .hint("choose another name, or add --overwrite to replace it")
}

fn cannot_write(path: &Path, error: std::io::Error) -> Error {
    Error::io(format!("cannot write {}", path.display()), error)
}

/// A result that is being written.
#[derive(Debug)]
pub enum Sink {
    /// Standard output.
    Stdout,
    /// A device or a named pipe.
    Device {
        /// Where the bytes go.
        device: std::fs::File,
        /// Its path, for messages.
        path: PathBuf,
    },
    /// A file that gets its name when it is finished; dropping it removes it.
    File {
        /// The file, until it is finished.
        file: Option<Whole>,
        /// The wanted path.
        path: PathBuf,
        /// Whether it may replace what is there.
        replace: bool,
    },
    /// An object.
    S3(Upload),
}

impl Sink {
    /// Takes bytes.
    ///
    /// # Errors
    /// When they cannot be carried away; of the kind `BrokenPipe` when the reader of standard
    /// output went away.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        match self {
            Self::Stdout => terminal::stream_out(bytes),
            Self::Device { device, path } => device
                .write_all(bytes)
                .map_err(|error| cannot_write(path, error)),
            Self::File {
                file: Some(file),
                path,
                ..
            } => file
                .write_all(bytes)
                .map_err(|error| cannot_write(path, error)),
            Self::File { file: None, .. } => unreachable!("a finished file takes no bytes"),
            Self::S3(upload) => upload.write(bytes).await,
        }
    }

    /// Makes the result visible.
    ///
    /// # Errors
    /// When that fails; the caller must then call [`Sink::discard`].
    pub async fn finish(&mut self) -> Result<()> {
        match self {
            Self::Stdout | Self::Device { .. } => Ok(()),
            Self::S3(upload) => upload.finish().await,
            Self::File {
                file,
                path,
                replace,
            } => {
                let whole = file.take().expect("a file is finished once");
                // On the disk before it has the name: after a crash there is the old file or the
                // whole new one.
                whole
                    .as_file()
                    .sync_all()
                    .map_err(|error| cannot_write(path, error))?;

                // Somebody may have made it since it was looked at: without --overwrite that is not
                // lost either.
                let kept = if *replace {
                    whole.replace()
                } else {
                    whole.create()
                };

                kept.map_err(|error| match error.kind() {
                    std::io::ErrorKind::AlreadyExists => exists(path),
                    _ => cannot_write(path, error),
                })
            }
        }
    }

    /// Writes a whole text and makes it visible; nothing is left when that fails.
    pub async fn write_all(mut self, text: &str) -> Result<()> {
        let written = match self.write(text.as_bytes()).await {
            Ok(()) => self.finish().await,
            Err(error) => Err(error),
        };

        match written {
            // Nobody reads any more: that is for the reader to know.
            Err(error) if error.kind() == Kind::BrokenPipe => Ok(()),
            Err(error) => {
                self.discard().await?;
                Err(error)
            }
            Ok(()) => Ok(()),
        }
    }

    /// What earlier results for the same place left, and nobody but the user can clear.
    pub fn left_over(&self) -> Option<String> {
        match self {
            Self::S3(upload) => upload.left_over(),
            Self::Stdout | Self::Device { .. } | Self::File { .. } => None,
        }
    }

    /// Takes everything back.
    ///
    /// # Errors
    /// When an upload cannot be aborted.
    pub async fn discard(&mut self) -> Result<()> {
        match self {
            Self::Stdout | Self::Device { .. } | Self::File { .. } => Ok(()),
            Self::S3(upload) => upload.discard().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_told_apart() {
        assert_eq!("-".parse(), Ok(Destination::Stdout));
        assert_eq!("out.csv".parse(), Ok(Destination::File("out.csv".into())));
        assert!(matches!(
            "s3://bucket/key.csv".parse(),
            Ok(Destination::S3(_))
        ));
        for bad in [
            "",
            "s3://bucket",
            "S3://bucket/key",
            "s3:bucket/key",
            "https://bucket/key",
            "folder/",
        ] {
            assert!(bad.parse::<Destination>().is_err(), "{bad}");
        }
    }
}
