//! Which Regions there are, and which of them an account must enable first.

use crate::domain::id::Region;

/// Regions that every account of the partition `aws` may use at once.
const ALWAYS_ENABLED: [&str; 17] = [
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
];

/// Regions that an account must enable first (AWS Account Management, opt-in Regions).
const OPT_IN: [&str; 17] = [
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
];

/// Every Region of the partition that `near` belongs to, sorted.
pub fn all_of_partition(near: &Region) -> Vec<Region> {
    let names: Vec<&str> = match partition(near) {
        "aws-cn" => vec!["cn-north-1", "cn-northwest-1"],
        "aws-us-gov" => vec!["us-gov-east-1", "us-gov-west-1"],
        _ => ALWAYS_ENABLED.iter().chain(&OPT_IN).copied().collect(),
    };
    let mut regions: Vec<Region> = names.into_iter().map(Region::trusted).collect();
    regions.sort();
    regions
}

/// The partition of a Region.
pub fn partition(region: &Region) -> &'static str {
    match region.as_str() {
        name if name.starts_with("cn-") => "aws-cn",
        name if name.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

/// How the host names of a Region end.
pub fn dns_suffix(region: &Region) -> &'static str {
    match partition(region) {
        "aws-cn" => "amazonaws.com.cn",
        _ => "amazonaws.com",
    }
}

/// How the host names of a Region end that answer over IPv6 too.
pub fn dual_stack_suffix(region: &Region) -> &'static str {
    match partition(region) {
        "aws-cn" => "api.amazonwebservices.com.cn",
        _ => "api.aws",
    }
}

/// Whether an account must enable the Region before it can be used; an unknown Region counts as
/// one.
pub fn is_opt_in(region: &Region) -> bool {
    partition(region) == "aws" && !ALWAYS_ENABLED.contains(&region.as_str())
}

/// Whether the Region is one that AWS lets accounts enable; unlike [`is_opt_in`] never an unknown
/// one.
pub fn is_known_opt_in(region: &Region) -> bool {
    OPT_IN.contains(&region.as_str())
}

/// The Region in which the partition's global services answer.
pub fn global(region: &Region) -> Region {
    Region::trusted(match partition(region) {
        "aws-cn" => "cn-northwest-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => "us-east-1",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_is_listed_once_and_stays_in_its_partition() {
        let all = all_of_partition(&Region::trusted("eu-west-1"));
        let mut unique = all.clone();
        unique.dedup();
        assert_eq!((all.len(), unique.len()), (34, 34));
        assert_eq!(all_of_partition(&Region::trusted("cn-north-1")).len(), 2);
        assert!(is_opt_in(&Region::trusted("ap-east-1")));
        assert!(!is_opt_in(&Region::trusted("eu-central-1")));
        assert_eq!(
            global(&Region::trusted("us-gov-east-1")).as_str(),
            "us-gov-west-1"
        );
    }
}
