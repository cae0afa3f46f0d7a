//! Where Run Command puts what the nodes print.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::id::s3_uri::S3Uri;

/// Where Run Command puts the whole output.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct OutputPlace {
    /// The bucket.
    pub bucket: String,
    /// The prefix of the keys; may be empty.
    #[serde(default)]
    pub prefix: String,
}

impl OutputPlace {
    /// A folder in this one.
    #[must_use]
    pub fn folder(&self, name: &str) -> Self {
        Self {
            bucket: self.bucket.clone(),
            prefix: self.key(name),
        }
    }

    /// The object of a name in this folder.
    pub fn object(&self, name: &str) -> S3Uri {
        S3Uri {
            bucket: self.bucket.clone(),
            key: self.key(name),
        }
    }

    fn key(&self, name: &str) -> String {
        match self.prefix.as_str() {
            "" => name.to_owned(),
            prefix => format!("{prefix}/{name}"),
        }
    }
}

impl std::str::FromStr for OutputPlace {
    type Err = String;

    /// Reads `s3://bucket` or `s3://bucket/prefix`.
    fn from_str(text: &str) -> Result<Self, String> {
        let rest = text
            .strip_prefix("s3://")
            .ok_or_else(|| format!("`{text}` does not begin with s3://"))?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));

        // The same rules as for objects, of which there will be some below the prefix.
        let object: S3Uri = format!(
            "s3://{bucket}/{}x",
            if prefix.is_empty() { "" } else { prefix }
        )
        .parse()?;
        if prefix.len() > 500 {
            return Err("the prefix is longer than 500 characters".to_owned());
        }

        Ok(Self {
            bucket: object.bucket,
            prefix: prefix.trim_end_matches('/').to_owned(),
        })
    }
}

/// The text of a place as it is kept, without the slash at its end, which is not sent: else a file
/// with one would differ from what is there for ever.
pub fn kept(text: &str) -> String {
    let cut = text.trim_end_matches('/');
    // `s3://` alone is refused as it was written.
    if cut.len() < "s3://".len() { text } else { cut }.to_owned()
}

/// [`kept`] for a file.
///
/// # Errors
/// What is no text.
pub fn read_kept<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let read = Option::<String>::deserialize(from)?;
    Ok(read.as_deref().map(kept))
}

impl fmt::Display for OutputPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.prefix)
    }
}
