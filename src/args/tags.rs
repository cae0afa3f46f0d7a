//! Tags of what is made, as they are typed.

use std::collections::BTreeMap;

use crate::error::{Error, Result};

/// Reads `KEY=VALUE` tags.
///
/// # Errors
/// A usage error for one without `=`, and for a key that is given twice.
pub fn tags(option: &str, texts: &[String]) -> Result<BTreeMap<String, String>> {
    let mut tags = BTreeMap::new();
    for text in texts {
        let (key, value) = text
            .split_once('=')
            .ok_or_else(|| Error::usage(format!("{option}: `{text}` is not KEY=VALUE")))?;
        // Which of two values is meant nobody can tell.
        if tags.insert(key.to_owned(), value.to_owned()).is_some() {
            return Err(Error::usage(format!("{option}: `{key}` is given twice")));
        }
    }
    Ok(tags)
}
