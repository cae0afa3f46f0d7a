//! patchctl.

pub mod context;
pub mod domain;
pub mod error;
pub mod exit;
