//! patchctl.

pub mod context;
pub mod document;
pub mod domain;
pub mod error;
pub mod exit;
pub mod sandbox;
