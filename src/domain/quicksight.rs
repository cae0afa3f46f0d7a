//! Manifests with which Amazon QuickSight reads CSV files from S3 (QuickSight User Guide, "Supported
//! formats for Amazon S3 manifest files" and "Data source quotas").

use std::fmt;
use std::str::FromStr;

use serde_json::{Value, json};

use super::id::s3_uri::S3Uri;

/// The most files of one manifest.
pub const MOST_FILES: usize = 1000;
/// The most characters of the name of a column.
const MOST_NAME: usize = 127;

/// Files that a manifest names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// One file.
    File(S3Uri),
    /// Everything below a prefix, which ends with a slash; a whole bucket when that is empty.
    Below {
        /// The bucket.
        bucket: String,
        /// The prefix, without a slash at its beginning.
        prefix: String,
    },
}

impl Source {
    /// The bucket.
    pub fn bucket(&self) -> &str {
        match self {
            Self::File(uri) => &uri.bucket,
            Self::Below { bucket, .. } => bucket,
        }
    }

    /// Whether an object is among its files.
    pub fn holds(&self, object: &S3Uri) -> bool {
        match self {
            Self::File(uri) => uri == object,
            Self::Below { bucket, prefix } => {
                *bucket == object.bucket && object.key.starts_with(prefix.as_str())
            }
        }
    }
}

impl FromStr for Source {
    type Err = String;

    /// `s3://BUCKET/KEY` is a file, `s3://BUCKET/PREFIX/` all files below.
    fn from_str(text: &str) -> Result<Self, String> {
        let Some(above) = text.strip_suffix('/') else {
            return text.parse().map(Self::File);
        };
        // Read as if it were a file, so that bucket and key are checked in one place.
        let uri: S3Uri = format!("{above}/x").parse()?;
        Ok(Self::Below {
            prefix: uri.key[..uri.key.len() - 1].to_owned(),
            bucket: uri.bucket,
        })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(uri) => uri.fmt(f),
            Self::Below { bucket, prefix } => write!(f, "s3://{bucket}/{prefix}"),
        }
    }
}

/// The manifest of some sources of CSV files as `report csv` writes them.
pub fn manifest(sources: &[Source]) -> Value {
    let (mut files, mut prefixes) = (Vec::new(), Vec::new());
    for source in sources {
        match source {
            Source::File(_) => files.push(source.to_string()),
            Source::Below { .. } => prefixes.push(source.to_string()),
        }
    }

    // A list without entries is refused.
    let locations = [("URIs", files), ("URIPrefixes", prefixes)];
    let locations = locations.into_iter().filter(|(_, list)| !list.is_empty());
    let locations: Vec<Value> = locations
        .map(|(name, list)| json!({ name: list }))
        .collect();
    json!({
        "fileLocations": locations,
        "globalUploadSettings": {
            "format": "CSV",
            "delimiter": ",",
            "textqualifier": "\"",
            "containsHeader": "true",
        },
    })
}

/// Why QuickSight cannot take a name of a column.
pub fn column_mistake(name: &str) -> Option<String> {
    let length = name.chars().count();
    match length {
        0 => Some("a column has no name".to_owned()),
        _ if length > MOST_NAME => Some(format!(
            "the name of a column has {length} characters, and QuickSight takes {MOST_NAME}"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_at_the_end_means_everything_below() {
        let read = |text: &str| text.parse::<Source>();
        let below = read("s3://reports/patches/2026/").expect("a prefix");
        assert_eq!(below.to_string(), "s3://reports/patches/2026/");
        let whole = read("s3://reports/").expect("a bucket");
        assert_eq!(whole.to_string(), "s3://reports/");
        let file = read("s3://reports/patches/a.csv").expect("a file");
        assert!(matches!(file, Source::File(_)));
        for odd in [
            "reports/a.csv",
            "s3://reports",
            "s3://Re/",
            "s3://reports/../",
            "",
        ] {
            assert!(read(odd).is_err(), "{odd}");
        }

        let object = |text: &str| text.parse::<S3Uri>().expect("an object");
        assert!(below.holds(&object("s3://reports/patches/2026/11/a.csv")));
        assert!(whole.holds(&object("s3://reports/x")));
        for other in [
            "s3://reports/patches/2026.csv",
            "s3://other/patches/2026/a.csv",
        ] {
            assert!(!below.holds(&object(other)), "{other}");
        }
    }

    #[test]
    fn files_and_prefixes_stand_apart() {
        let sources: Vec<Source> = ["s3://abc/a.csv", "s3://abc/b/", "s3://abc/c.csv"]
            .iter()
            .map(|text| text.parse().expect("a source"))
            .collect();
        let manifest = manifest(&sources);
        assert_eq!(
            manifest["fileLocations"],
            json!([{"URIs": ["s3://abc/a.csv", "s3://abc/c.csv"]}, {"URIPrefixes": ["s3://abc/b/"]}])
        );
        let only = super::manifest(&sources[..1]);
        assert_eq!(only["fileLocations"], json!([{"URIs": ["s3://abc/a.csv"]}]));
    }

    #[test]
    fn names_of_columns_have_bounds() {
        assert_eq!(column_mistake("Instance ID"), None);
        assert!(column_mistake("").is_some());
        assert_eq!(column_mistake(&"é".repeat(MOST_NAME)), None);
        assert!(column_mistake(&"a".repeat(MOST_NAME + 1)).is_some());
    }
}
