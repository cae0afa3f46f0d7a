mod apt;
mod host;
mod join;
mod rpm;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{ImportOptions, Imported};
use crate::domain::fleet::platform::OperatingSystem;
use crate::error::Error;
use crate::sandbox::fleet::file::UpdateFile;

/// A folder with files in it.
struct Files(TempDir);

impl Files {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let new = Self(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            new.put(name, bytes);
        }
        new
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

fn options(os: OperatingSystem, path: &Path) -> ImportOptions {
    ImportOptions {
        os,
        product: None,
        paths: vec![path.to_owned()],
        replace: false,
    }
}

fn import(os: OperatingSystem, files: &Files) -> Imported {
    super::read(&options(os, files.path())).unwrap()
}

/// The error of an import: what is said, which must be a usage error.
#[track_caller]
fn refused(os: OperatingSystem, files: &Files) -> String {
    text(&super::read(&options(os, files.path())).unwrap_err())
}

#[track_caller]
fn text(error: &Error) -> String {
    assert_eq!(error.exit_code().number(), 2, "{error:?}");
    let source = std::error::Error::source(error)
        .map(ToString::to_string)
        .unwrap_or_default();
    format!("{error}: {source}")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn lz4(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = lz4_flex::frame::FrameEncoder::new(Vec::new());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn update(packages: &[&str]) -> UpdateFile {
    UpdateFile {
        packages: packages.iter().map(|text| (*text).to_owned()).collect(),
        ..UpdateFile::default()
    }
}
