//! Opens the files that repositories publish, whatever they are compressed with, within bounds.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256, Sha512};

use super::imported::unreadable;
use crate::error::{Error, Result};
/// The most that one file may hold when it is unpacked.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// The memory that an xz stream may ask for, in KiB.
const XZ_MEMORY: u32 = 128 * 1024;

/// A text that is read piece by piece. It counts its lines, and stops when one piece of it is too
/// large.
pub(super) struct Text {
    reader: BufReader<Box<dyn Read>>,
    line: usize,
    piece: u64,
    largest_piece: u64,
}

impl Text {
    /// Opens a file; `largest_piece` is how much may be read between two calls of
    /// [`Text::next_piece`].
    pub(super) fn open(path: &Path, largest_piece: u64) -> Result<Self> {
        let mut file = BufReader::new(File::open(path).map_err(unreadable(path))?);
        let start = file.fill_buf().map_err(unreadable(path))?;
        let reader = unpacked(start.to_vec(), file).map_err(unreadable(path))?;

        // A small file may hold anything when it is unpacked.
        let reader: Box<dyn Read> = Box::new(Bounded {
            reader,
            left: LARGEST,
        });

        Ok(Self {
            reader: BufReader::with_capacity(64 * 1024, reader),
            line: 1,
            piece: 0,
            largest_piece,
        })
    }

    /// The line that is read now, from 1.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// Begins another piece.
    pub(super) fn next_piece(&mut self) {
        self.piece = 0;
    }
}

impl Read for Text {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Text {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.piece > self.largest_piece {
            return Err(io::Error::other(format!(
                "one piece of it is larger than {} MiB",
                self.largest_piece / (1024 * 1024)
            )));
        }
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let mut consumed = &self.reader.buffer()[..amount];
        while let Some(end) = consumed.iter().position(|byte| *byte == b'\n') {
            self.line += 1;
            consumed = &consumed[end + 1..];
        }
        self.piece += amount as u64;
        self.reader.consume(amount);
    }
}

/// Chooses the decompressor by the first bytes.
fn unpacked(start: Vec<u8>, file: BufReader<File>) -> io::Result<Box<dyn Read>> {
    // Told by what is inside, because names lie: mirrors serve files under the endings of others.
    Ok(match start.as_slice() {
        [0x1f, 0x8b, ..] => Box::new(flate2::bufread::MultiGzDecoder::new(file)),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Box::new(Zstd {
            file: Some(file),
            frame: None,
        }),
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => {
            Box::new(lzma_rust2::XzReader::new_mem_limit(file, true, XZ_MEMORY))
        }
        [0x04, 0x22, 0x4d, 0x18, ..] => Box::new(lz4_flex::frame::FrameDecoder::new(file)),
        [b'B', b'Z', b'h', ..] => {
            return Err(io::Error::other(
                "bzip2 is not supported; gzip, xz, zstd, lz4 and plain files are",
            ));
        }
        [0, b'Z', b'C', b'K', ..] => {
            return Err(io::Error::other(
                "zchunk is not supported; gzip, xz, zstd, lz4 and plain files are",
            ));
        }
        _ => Box::new(file),
    })
}

/// Ends with an error where a compressed file turns out to hold too much.
struct Bounded {
    reader: Box<dyn Read>,
    left: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.left = self
            .left
            .checked_sub(length as u64)
            .ok_or_else(holds_too_much)?;
        Ok(length)
    }
}

fn holds_too_much() -> io::Error {
    let most = LARGEST / (1024 * 1024);
    io::Error::other(format!("it holds more than {most} MiB"))
}

type Frame = ruzstd::decoding::StreamingDecoder<BufReader<File>, ruzstd::decoding::FrameDecoder>;

/// All frames of a zstd file, each with its checksum checked; the decoder itself reads one and
/// checks nothing.
struct Zstd {
    file: Option<BufReader<File>>,
    frame: Option<Box<Frame>>,
}

impl Read for Zstd {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let length = frame.read(buffer)?;
                if length > 0 || buffer.is_empty() {
                    return Ok(length);
                }
            }

            // A frame is over: only now its checksum can be compared.
            if let Some(frame) = self.frame.take() {
                let written = frame.decoder.get_checksum_from_data();
                if written.is_some() && written != frame.decoder.get_calculated_checksum() {
                    return Err(io::Error::other("its zstd checksum is wrong"));
                }
                self.file = Some(frame.into_inner());
            }

            let Some(mut file) = self.file.take() else {
                return Ok(0);
            };

            // Files may have several frames, one behind the other.
            if file.fill_buf()?.is_empty() {
                return Ok(0);
            }

            self.frame = Some(Box::new(Frame::new(file).map_err(io::Error::other)?));
        }
    }
}

/// Checks a file against the checksum that its index gives. `None` when the kind of checksum is not
/// known here.
pub(super) fn check(path: &Path, kind: &str, expected: &str) -> Result<Option<()>> {
    let found = match kind {
        "sha256" => sum::<Sha256>(path)?,
        "sha512" => sum::<Sha512>(path)?,
        // SHA-1 and MD5, which old repositories have, prove nothing; they are not checked.
        _ => return Ok(None),
    };

    if found.eq_ignore_ascii_case(expected) {
        return Ok(Some(()));
    }
    Err(Error::usage(format!(
        "{} is damaged: its {kind} is {found}, and its index says {expected}",
        path.display()
    ))
    .hint("download the repository metadata again"))
}

fn sum<D: Digest>(path: &Path) -> Result<String> {
    let mut file = File::open(path).map_err(unreadable(path))?;
    let mut hasher = D::new();
    let mut buffer = vec![0; 64 * 1024];
    // Piece by piece: a primary may have hundreds of megabytes. What does not end, as a device does
    // not, is no metadata.
    let mut left = LARGEST;
    loop {
        let length = file.read(&mut buffer).map_err(unreadable(path))?;
        if length == 0 {
            return Ok(hex::encode(hasher.finalize()));
        }
        left = left
            .checked_sub(length as u64)
            .ok_or_else(|| unreadable(path)(holds_too_much()))?;
        hasher.update(&buffer[..length]);
    }
}
