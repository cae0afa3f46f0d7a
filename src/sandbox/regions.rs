//! The partitions, their Regions, and which of them an account has to enable first.

/// Regions that are enabled in every account.
const DEFAULT: [&str; 17] = [
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

/// Regions that an account has to enable before they answer.
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

/// The other partitions, in which every Region is enabled.
const OTHERS: [(&str, &[&str]); 7] = [
    ("aws-cn", &["cn-north-1", "cn-northwest-1"]),
    ("aws-us-gov", &["us-gov-east-1", "us-gov-west-1"]),
    ("aws-eusc", &["eusc-de-east-1"]),
    ("aws-iso", &["us-iso-east-1", "us-iso-west-1"]),
    ("aws-iso-b", &["us-isob-east-1", "us-isob-west-1"]),
    ("aws-iso-e", &["eu-isoe-west-1"]),
    ("aws-iso-f", &["us-isof-east-1", "us-isof-south-1"]),
];

/// Whether it is a Region at all.
pub(super) fn exists(region: &str) -> bool {
    is_default(region) || is_opt_in(region)
}

/// Whether it is enabled in every account of its partition.
pub(super) fn is_default(region: &str) -> bool {
    DEFAULT.contains(&region) || partition(region) != "aws"
}

/// Whether an account has to enable it first.
pub(super) fn is_opt_in(region: &str) -> bool {
    OPT_IN.contains(&region)
}

/// The partition of a Region; the one of AWS itself for what is no Region.
pub(super) fn partition(region: &str) -> &'static str {
    OTHERS
        .iter()
        .find(|(_, regions)| regions.contains(&region))
        .map_or("aws", |(partition, _)| partition)
}
