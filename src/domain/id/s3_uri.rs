//! `s3://bucket/key`.

use std::fmt;

/// An object in S3 by bucket and key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Uri {
    /// The bucket.
    pub bucket: String,
    /// The key, up to 1,024 bytes.
    pub key: String,
}

impl std::str::FromStr for S3Uri {
    type Err = String;

    /// Reads `s3://bucket/key`; the names follow the S3 User Guide, "General purpose bucket naming
    /// rules".
    fn from_str(text: &str) -> Result<Self, String> {
        let rest = text
            .strip_prefix("s3://")
            .ok_or_else(|| format!("`{text}` does not begin with s3://"))?;
        let (bucket, key) = rest
            .split_once('/')
            .ok_or_else(|| format!("`{text}` names no key; write s3://BUCKET/KEY"))?;
        check_bucket(bucket)?;
        if key.is_empty() || key.ends_with('/') {
            return Err(format!(
                "`{text}` names no object; write for example s3://{bucket}/{key}FILE"
            ));
        }
        if key.len() > 1024 {
            return Err("the key is longer than 1024 bytes".to_owned());
        }
        // S3 takes the following in a key, and tools that read the URL do not.
        if key.chars().any(char::is_control) {
            return Err("the key holds control characters".to_owned());
        }
        if key.split('/').any(|part| part == "." || part == "..") {
            return Err(format!(
                "the key `{key}` holds `.` or `..`, which clients resolve differently"
            ));
        }

        Ok(Self {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
        })
    }
}

fn check_bucket(bucket: &str) -> Result<(), String> {
    // Of the rules of the S3 User Guide those that every bucket keeps; the others (no IP address,
    // no reserved prefixes) AWS checks itself.
    let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let fits = (3..=63).contains(&bucket.len())
        && bucket.chars().all(|c| edge(c) || c == '.' || c == '-')
        && bucket.starts_with(edge)
        && bucket.ends_with(edge)
        && !bucket.contains("..");

    if fits {
        Ok(())
    } else {
        Err(format!(
            "`{bucket}` is not the name of a bucket (3 to 63 lower-case letters, digits, dots and hyphens)"
        ))
    }
}

impl fmt::Display for S3Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_and_malformed_uris() {
        for good in [
            "s3://abc/k",
            "s3://my-bucket.example/a/b c/日本.csv",
            "s3://0ab/=x",
        ] {
            assert_eq!(good.parse::<S3Uri>().expect("a URI").to_string(), good);
        }
        for bad in [
            "s3:/abc/k",
            "S3://abc/k",
            "s3://",
            "s3://abc",
            "s3://abc/",
            "s3://abc/dir/",
            "s3:///key",
            "s3://ab/k",
            "s3://Abc/k",
            "s3://a_b/k",
            "s3://-abc/k",
            "s3://a..b/k",
            "https://abc/k",
            "s3://abc/a/../b",
            "s3://abc/a\u{1b}b",
        ] {
            assert!(bad.parse::<S3Uri>().is_err(), "{bad}");
        }
        assert!(
            format!("s3://abc/{}", "k".repeat(1024))
                .parse::<S3Uri>()
                .is_ok()
        );
        assert!(
            format!("s3://abc/{}", "k".repeat(1025))
                .parse::<S3Uri>()
                .is_err()
        );
    }
}
