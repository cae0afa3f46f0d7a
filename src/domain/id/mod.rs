//! Names of AWS things, each with its own type so that one cannot be taken for another.

pub mod arn;
pub mod baseline;
pub mod s3_uri;
pub mod uuid;

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

/// A value that does not have the form that AWS gives to such a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadName {
    /// What the value should have been, in AWS's words.
    pub expected: &'static str,
    /// The value as it was given.
    pub found: String,
}

impl fmt::Display for BadName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not {}",
            self.found.escape_debug(),
            self.expected
        )
    }
}

impl std::error::Error for BadName {}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(std::sync::Arc<str>);

        impl $name {
            /// The name as AWS writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Takes a name that a service gave us as it is, without judging its form.
            pub fn trusted(name: &str) -> Self {
                Self(name.into())
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadName;

            fn from_str(text: &str) -> Result<Self, BadName> {
                let check: fn(&str) -> bool = $check;
                if check(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(BadName { expected: $expected, found: text.to_owned() })
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

    };
}

macro_rules! text {
    ($($name:ident)+) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    )+};
}

text! { NodeId Region PatchGroup }

name!(
    /// A managed node: `i-` and 8 or 17 characters for EC2, `mi-` and 17 for a hybrid activation
    /// (SSM API, shape InstanceId).
    NodeId,
    "a node id (i- and 8 or 17 hexadecimal digits, or mi- and 17)",
    |text| {
        let hexadecimal = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase());
        match (text.strip_prefix("i-"), text.strip_prefix("mi-")) {
            (Some(rest), _) => (rest.len() == 8 || rest.len() == 17) && hexadecimal(rest),
            (_, Some(rest)) => rest.len() == 17 && hexadecimal(rest),
            _ => false,
        }
    }
);

name!(
    /// An AWS account: twelve digits.
    AccountId,
    "an AWS account id (12 digits)",
    |text| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
);

name!(
    /// An AWS Region such as `eu-central-1`; whether it exists or is enabled is for AWS to say.
    Region,
    "an AWS Region (such as eu-central-1)",
    |text| {
        let parts: Vec<&str> = text.split('-').collect();
        let word = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
        let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        parts.len() >= 3
            && parts.len() <= 5
            && parts.split_last().is_some_and(|(last, rest)| digits(last) && rest.iter().all(word))
    }
);

name!(
    /// A patch group: the value of the tag `Patch Group` or `PatchGroup`, 1 to 256 characters (SSM
    /// API, shape PatchGroup).
    PatchGroup,
    "a patch group (1 to 256 letters, digits, spaces and _.:/=+-@)",
    |text| (1..=256).contains(&text.chars().count()) && is_tag_text(text)
);

/// Whether a text has only what AWS allows in tags and patch groups: letters, separators, digits
/// and `_.:/=+-@`.
pub fn is_tag_text(text: &str) -> bool {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$").expect("the pattern is valid")
    });
    PATTERN.is_match(text)
}

/// How the name of an account begins that is not known.
const UNKNOWN: &str = "unknown";

impl AccountId {
    /// The account of somebody of whom it is not known. It differs from that of everybody else of
    /// whom it is not known either.
    pub fn unknown(whose: &str) -> Self {
        Self(format!("{UNKNOWN} ({whose})").into())
    }

    /// Whether it is known.
    pub fn is_known(&self) -> bool {
        !self.0.starts_with(UNKNOWN)
    }
}

/// An account that is not known is no text: nobody shall take a word for its id.
impl serde::Serialize for AccountId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_known() {
            serializer.serialize_str(&self.0)
        } else {
            serializer.serialize_none()
        }
    }
}

/// The other way round; only where a scope was written down.
fn maybe_known<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<AccountId, D::Error> {
    let id: Option<AccountId> = serde::Deserialize::deserialize(deserializer)?;
    Ok(id.unwrap_or_else(|| AccountId::trusted(UNKNOWN)))
}

impl NodeId {
    /// Whether this is a hybrid or edge node (`mi-`), which has no EC2 instance and takes its tags
    /// from SSM.
    pub fn is_hybrid(&self) -> bool {
        self.0.starts_with("mi-")
    }
}

/// Where a thing lives: one account in one Region. Every node, row and fault carries it.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize,
)]
pub struct Scope {
    /// The account.
    #[serde(deserialize_with = "maybe_known")]
    pub account: AccountId,
    /// The Region.
    pub region: Region,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.account, self.region)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_ids_follow_the_pattern_of_the_api() {
        for good in ["i-0123abcd", "i-0123456789abcdef0", "mi-0123456789abcdef0"] {
            assert!(good.parse::<NodeId>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "i-",
            "i-0123abc",
            "i-0123456789abcdef",
            "mi-0123abcd",
            "x-0123abcd",
            "i-0123ABCD",
            "i-0123abcd ",
        ] {
            assert!(bad.parse::<NodeId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_patch_group_has_letters_separators_and_digits_only() {
        for good in ["web", "東京 2", "a_.:/=+-@", " ", &"é".repeat(256)] {
            assert!(good.parse::<PatchGroup>().is_ok(), "{good}");
        }

        // A tab is no separator, and a combining mark is no letter.
        for bad in ["", "a\tb", "a\n", "a!b", "e\u{301}", &"é".repeat(257)] {
            assert!(bad.parse::<PatchGroup>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn regions_of_every_partition_are_accepted_and_words_are_not() {
        for good in [
            "us-east-1",
            "us-gov-west-1",
            "cn-north-1",
            "us-iso-east-1",
            "ap-southeast-7",
        ] {
            assert!(good.parse::<Region>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "frankfurt",
            "eu-central",
            "EU-CENTRAL-1",
            "eu central 1",
            "eu-central-1a",
            "-1",
            "a--1",
        ] {
            assert!(bad.parse::<Region>().is_err(), "{bad}");
        }
    }
}
