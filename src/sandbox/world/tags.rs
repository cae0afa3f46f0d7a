//! Tags, of whatever has them.

use std::collections::BTreeMap;

/// The values by their keys.
pub(in crate::sandbox) type Tags = BTreeMap<String, String>;
