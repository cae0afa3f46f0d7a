//! Documents in, results out: how files are named, and the one writer for every `--to`.

pub mod destination;
pub mod documents;
