//! The partitions of AWS, their Regions, and which of them an account must enable first. One table,
//! as AWS's SDKs have it (botocore, `partitions.json`), with the Regions in which Systems Manager
//! answers (botocore, `endpoints.json`); a test of the peers compares both.

use crate::domain::id::Region;
use crate::domain::text::words::near_miss;
use crate::error::{Error, Result};

/// A part of AWS with accounts, Regions and endpoints of its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Partition {
    /// The second part of its ARNs.
    pub name: &'static str,
    /// How the names of its Regions begin, new ones among them.
    prefixes: &'static [&'static str],
    /// Where its global services answer.
    global: &'static str,
    /// Regions that every account may use at once.
    always: &'static [&'static str],
    /// Regions that an account must enable first (AWS Account Management, opt-in Regions).
    opt_in: &'static [&'static str],
}

/// The usual one, in which an ARN is when nobody says otherwise.
const AWS: Partition = Partition {
    name: "aws",
    prefixes: &[
        "us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "mx-",
    ],
    global: "us-east-1",
    always: &[
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "ca-central-1",
        "eu-central-1",
        "eu-north-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "sa-east-1",
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
    ],
    opt_in: &[
        "af-south-1",
        "ap-east-1",
        "ap-east-2",
        "ap-south-2",
        "ap-southeast-3",
        "ap-southeast-4",
        "ap-southeast-5",
        "ap-southeast-6",
        "ap-southeast-7",
        "ca-west-1",
        "eu-central-2",
        "eu-south-1",
        "eu-south-2",
        "il-central-1",
        "me-central-1",
        "me-south-1",
        "mx-central-1",
    ],
};

/// Every partition; those with the longer beginnings first, so that `us-gov-` is not `us-`.
static PARTITIONS: [Partition; 8] = [
    small("aws-cn", &["cn-"], &["cn-northwest-1", "cn-north-1"]),
    small(
        "aws-us-gov",
        &["us-gov-"],
        &["us-gov-west-1", "us-gov-east-1"],
    ),
    small("aws-iso", &["us-iso-"], &["us-iso-east-1", "us-iso-west-1"]),
    small(
        "aws-iso-b",
        &["us-isob-"],
        &["us-isob-east-1", "us-isob-west-1"],
    ),
    small("aws-iso-e", &["eu-isoe-"], &["eu-isoe-west-1"]),
    small(
        "aws-iso-f",
        &["us-isof-"],
        &["us-isof-south-1", "us-isof-east-1"],
    ),
    small("aws-eusc", &["eusc-"], &["eusc-de-east-1"]),
    AWS,
];

/// A partition without Regions to enable; its global services answer in the first of its Regions.
const fn small(
    name: &'static str,
    prefixes: &'static [&'static str],
    regions: &'static [&'static str],
) -> Partition {
    Partition {
        name,
        prefixes,
        global: regions[0],
        always: regions,
        opt_in: &[],
    }
}

impl Partition {
    /// The partition of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PARTITIONS.iter().find(|partition| partition.name == name)
    }

    /// The partition of a Region, new ones among them.
    pub fn of(region: &Region) -> Option<&'static Self> {
        let has = |prefix: &&str| region.as_str().starts_with(*prefix);
        PARTITIONS
            .iter()
            .find(|partition| partition.prefixes.iter().any(has))
    }

    /// Every Region of it that is known, sorted.
    pub fn regions(&self) -> Vec<Region> {
        let names = self.always.iter().chain(self.opt_in);
        let mut regions: Vec<Region> = names.map(|name| Region::trusted(name)).collect();
        regions.sort();
        regions
    }

    /// The Region in which its global services answer.
    pub fn global(&self) -> Region {
        Region::trusted(self.global)
    }
}

/// Every Region of the partition of this name.
///
/// # Errors
/// A usage error for a partition that is not known: nobody can tell what all its Regions are.
pub fn all_of(partition: &str) -> Result<Vec<Region>> {
    let known = Partition::named(partition).ok_or_else(|| {
        Error::usage(format!(
            "--all-regions: which Regions the partition {partition} has is not known"
        ))
        .hint("name them with --region")
    })?;
    Ok(known.regions())
}

/// Every Region of the partition that `near` belongs to, sorted.
pub fn all_of_partition(near: &Region) -> Vec<Region> {
    Partition::of(near).unwrap_or(&AWS).regions()
}

/// The Regions without those that are left out.
///
/// # Errors
/// A usage error for one that is not there anyway: a slip of the pen would leave out nothing, and
/// for leaving out all of them.
pub fn without(regions: Vec<Region>, excluded: &[Region]) -> Result<Vec<Region>> {
    if let Some(stranger) = excluded.iter().find(|region| !regions.contains(region)) {
        let names = || regions.iter().map(|region| region.as_str());
        let near = near_miss(stranger.as_str(), names())
            .map(|near| format!("did you mean --exclude-region {near}?"));
        let list: Vec<&str> = names().collect();
        let list = list.join(", ");
        return Err(Error::usage(format!(
            "--exclude-region: {stranger} is none of the Regions that are looked at"
        ))
        .maybe_hint(near)
        .hint(format!("they are {list}")));
    }
    let left: Vec<Region> = regions
        .into_iter()
        .filter(|region| !excluded.contains(region))
        .collect();
    if left.is_empty() {
        return Err(Error::usage(
            "--exclude-region leaves no Region out of all that are looked at",
        )
        .hint("leave fewer out, or choose others with --region"));
    }
    Ok(left)
}

/// The partition of a Region, for ARNs.
pub fn partition(region: &Region) -> &'static str {
    Partition::of(region).unwrap_or(&AWS).name
}

/// How the host names of a Region end, and how those end that answer over IPv6 too (botocore,
/// `partitions.json`).
const fn suffixes(partition: &str) -> (&'static str, &'static str) {
    match partition.as_bytes() {
        b"aws-cn" => ("amazonaws.com.cn", "api.amazonwebservices.com.cn"),
        b"aws-iso" => ("c2s.ic.gov", "api.aws.ic.gov"),
        b"aws-iso-b" => ("sc2s.sgov.gov", "api.aws.scloud"),
        b"aws-iso-e" => ("cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
        b"aws-iso-f" => ("csp.hci.ic.gov", "api.aws.hci.ic.gov"),
        b"aws-eusc" => ("amazonaws.eu", "api.amazonwebservices.eu"),
        _ => ("amazonaws.com", "api.aws"),
    }
}

/// How the host names of a Region end.
pub fn dns_suffix(region: &Region) -> &'static str {
    suffixes(partition(region)).0
}

/// How the host names of a Region end that answer over IPv6 too.
pub fn dual_stack_suffix(region: &Region) -> &'static str {
    suffixes(partition(region)).1
}

/// Whether an account must enable the Region before it can be used; an unknown Region counts as
/// one.
pub fn is_opt_in(region: &Region) -> bool {
    let known = Partition::of(region);
    !known.is_some_and(|partition| partition.always.contains(&region.as_str()))
}

/// Whether the Region is one that AWS lets accounts enable; unlike [`is_opt_in`] never an unknown
/// one.
pub fn is_known_opt_in(region: &Region) -> bool {
    let known = Partition::of(region);
    known.is_some_and(|partition| partition.opt_in.contains(&region.as_str()))
}

/// The Region in which the global services of the Region's partition answer.
pub fn global(region: &Region) -> Region {
    Partition::of(region).unwrap_or(&AWS).global()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(name: &str) -> Region {
        name.parse().expect("a Region")
    }

    #[test]
    fn every_region_stands_once_and_belongs_to_the_partition_that_lists_it() {
        let mut seen = Vec::new();
        for partition in &PARTITIONS {
            for region in partition.regions() {
                assert_eq!(Partition::of(&region), Some(partition), "{region}");
                assert!(!seen.contains(&region), "{region}");
                seen.push(region);
            }
            assert!(partition.regions().contains(&partition.global()));
        }
        assert_eq!(all_of_partition(&region("eu-west-1")).len(), 34);
        assert_eq!(all_of_partition(&region("cn-north-1")).len(), 2);
    }

    #[test]
    fn a_new_region_has_a_partition_and_a_word_that_is_none_has_not() {
        assert_eq!(partition(&region("eu-south-9")), "aws");
        assert!(is_opt_in(&region("eu-south-9")) && !is_known_opt_in(&region("eu-south-9")));
        assert_eq!(partition(&region("eusc-de-east-1")), "aws-eusc");
        assert_eq!(partition(&region("us-isob-east-1")), "aws-iso-b");
        assert!(!is_opt_in(&region("us-iso-west-1")));
        assert_eq!(Partition::of(&region("mars-north-1")), None);
        assert!(all_of("aws-mars").is_err());
        assert_eq!(global(&region("us-gov-east-1")), region("us-gov-west-1"));
    }

    #[test]
    fn what_is_left_out_must_be_there() {
        let two = || vec![region("us-east-1"), region("us-west-2")];
        assert_eq!(
            without(two(), &[region("us-east-1")]).expect("one"),
            [region("us-west-2")]
        );
        let near = without(two(), &[region("us-east-2")]).expect_err("a stranger");
        assert_eq!(near.hints()[0], "did you mean --exclude-region us-east-1?");
        assert!(without(two(), &two()).is_err());
    }
}
