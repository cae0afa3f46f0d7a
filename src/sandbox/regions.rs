//! The Regions of the `aws` partition, and which of them an account has to enable first.

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

/// Whether it is a Region at all.
pub(super) fn exists(region: &str) -> bool {
    is_default(region) || is_opt_in(region)
}

/// Whether it is enabled in every account.
pub(super) fn is_default(region: &str) -> bool {
    DEFAULT.contains(&region)
}

/// Whether an account has to enable it first.
pub(super) fn is_opt_in(region: &str) -> bool {
    OPT_IN.contains(&region)
}
