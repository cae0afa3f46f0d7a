//! How a patch baseline is identified: an own one by `pb-…` or ARN, one of AWS by its ARN.

use std::fmt;
use std::str::FromStr;

use super::{AccountId, BadName, Region};

/// The id of a baseline as the API gives it: `pb-` and 17 hexadecimal digits for an own one, the
/// whole ARN for one of AWS.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BaselineId(String);

/// The parts of `arn:PARTITION:ssm:REGION:ACCOUNT:patchbaseline/pb-…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arn {
    /// The Region.
    pub region: Region,
    /// The account that owns it.
    pub account: AccountId,
    /// The id without the rest.
    pub id: String,
}

impl BaselineId {
    /// Takes an id that a service gave us as it is.
    pub fn trusted(id: &str) -> Self {
        Self(id.to_owned())
    }

    /// The id as AWS writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `pb-…` without the parts of an ARN.
    pub fn short(&self) -> &str {
        self.0
            .rsplit_once('/')
            .map_or(self.0.as_str(), |(_, id)| id)
    }

    /// The parts, when it is an ARN.
    pub fn arn(&self) -> Option<Arn> {
        // The first two parts are `arn` and the partition; AWS has several of those.
        let parts: Vec<&str> = self.0.splitn(6, ':').collect();
        let [_, _, "ssm", region, account, resource] = parts[..] else {
            return None;
        };

        let id = resource.strip_prefix("patchbaseline/")?;
        Some(Arn {
            region: Region::trusted(region),
            account: AccountId::trusted(account),
            id: id.to_owned(),
        })
    }

    /// Whether both name the same baseline; one may be an ARN and the other not.
    pub fn is_same(&self, other: &Self) -> bool {
        self.0 == other.0
            || (self.short() == other.short() && (self.arn().is_none() || other.arn().is_none()))
    }
}

impl FromStr for BaselineId {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        // The API takes 20 to 128 characters of many kinds; this is what AWS gives out (as the
        // Terraform provider has it).
        let id = Self(text.to_owned());
        let digits = id.short().strip_prefix("pb-").unwrap_or_default();
        let form = digits.len() == 17
            && digits
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase());
        let whole = match id.arn() {
            Some(arn) => {
                text.starts_with("arn:aws")
                    && arn.region.as_str().parse::<Region>().is_ok()
                    && arn.account.as_str().parse::<AccountId>().is_ok()
            }
            None => !text.contains(['/', ':']),
        };

        if form && whole {
            Ok(id)
        } else {
            Err(BadName {
                expected: "the id of a patch baseline (pb- and 17 hexadecimal digits, or its ARN)",
                found: text.to_owned(),
            })
        }
    }
}

impl fmt::Display for BaselineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for BaselineId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_arns_are_read_and_anything_else_is_not() {
        let arn = "arn:aws:ssm:us-east-2:733109147000:patchbaseline/pb-020d361a05defe4ed";
        for good in [
            "pb-0123456789abcdef0",
            arn,
            "arn:aws-us-gov:ssm:us-gov-west-1:733109147000:patchbaseline/pb-020d361a05defe4ed",
        ] {
            assert!(good.parse::<BaselineId>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "pb-",
            "pb-0123456789abcdef",
            "pb-0123456789abcdef01",
            "pb-0123456789ABCDEF0",
            "patchbaseline/pb-0123456789abcdef0",
            "arn:aws:ssm:us-east-2:7331:patchbaseline/pb-020d361a05defe4ed",
            "arn:aws:s3:us-east-2:733109147000:patchbaseline/pb-020d361a05defe4ed",
            "prod-al2023",
        ] {
            assert!(bad.parse::<BaselineId>().is_err(), "{bad}");
        }
        let (long, short) = (
            BaselineId::trusted(arn),
            BaselineId::trusted("pb-020d361a05defe4ed"),
        );
        assert!(long.is_same(&short) && long.short() == short.as_str());
        assert_eq!(long.arn().unwrap().region.as_str(), "us-east-2");
        let elsewhere = BaselineId::trusted(
            "arn:aws:ssm:us-east-1:733109147000:patchbaseline/pb-020d361a05defe4ed",
        );
        assert!(
            !long.is_same(&elsewhere),
            "two ARNs are the same only when they are equal"
        );
    }
}
