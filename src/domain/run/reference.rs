//! Documents and objects that a run refers to: hook documents, override lists, places for output.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A document by name or ARN, with a version when one is wanted: `DOC[:VERSION]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct DocumentRef {
    /// The name, or the ARN of another account's document.
    pub name: String,
    /// A number, `$DEFAULT` or `$LATEST`; absent for the default version.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub version: Option<String>,
}

impl std::str::FromStr for DocumentRef {
    type Err = String;

    /// The pattern is that of the hook parameters (document AWS-RunPatchBaselineWithHooks): 3 to
    /// 200 of `a-zA-Z0-9_-.:/`.
    fn from_str(text: &str) -> Result<Self, String> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.:/$".contains(c);

        if !(3..=200).contains(&text.len()) || !text.chars().all(allowed) {
            return Err(format!(
                "`{text}` is not a document (3 to 200 letters, digits and _-.:/, then :VERSION when one is wanted)"
            ));
        }

        // The colons of an ARN are not followed by a version; the one after its document name is.
        let start = text
            .rfind('/')
            .filter(|_| text.starts_with("arn:"))
            .unwrap_or(0);
        let (name, version) = match text[start..].split_once(':') {
            Some((name, version)) => (format!("{}{name}", &text[..start]), Some(version)),
            None => (text.to_owned(), None),
        };

        if version.is_some_and(|version| !is_number(version)) {
            return Err(format!("`{text}`: a version is a number, such as {name}:3"));
        }
        if name.len() < 3 || name.contains('$') {
            return Err(format!("`{text}` names no document"));
        }

        Ok(Self {
            name,
            version: version.map(str::to_owned),
        })
    }
}

/// Whether a version is a number, from 1 and without leading zeros.
fn is_number(version: &str) -> bool {
    version.starts_with(|c: char| ('1'..='9').contains(&c))
        && version.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for DocumentRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            Some(version) => write!(f, "{}:{version}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_have_versions_and_arns_have_colons() {
        let read = |text: &str| {
            text.parse::<DocumentRef>()
                .map(|found| (found.name, found.version))
        };
        assert_eq!(read("drain-web"), Ok(("drain-web".to_owned(), None)));
        assert_eq!(
            read("drain-web:3"),
            Ok(("drain-web".to_owned(), Some("3".to_owned())))
        );
        let arn = "arn:aws:ssm:us-east-1:111122223333:document/drain";
        assert_eq!(read(arn), Ok((arn.to_owned(), None)));
        assert_eq!(
            read(&format!("{arn}:12")),
            Ok((arn.to_owned(), Some("12".to_owned())))
        );
        for bad in [
            "",
            "ab",
            "a b c",
            "drain:",
            "drain:x",
            "drain:0",
            "drain:1:2",
            ":1",
            "drain\n",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert_eq!(
            "drain-web:3".parse::<DocumentRef>().unwrap().to_string(),
            "drain-web:3"
        );
    }
}
