//! `patchctl patch-now`.

pub mod flags;
pub mod receipts;
