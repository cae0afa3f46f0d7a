//! The S3 buckets of AWS that a node reads while it is patched.
//!
//! Source: AWS User Guide, "SSM Agent communications with AWS managed S3 buckets" and "Amazon S3
//! buckets for patching operations", 2026. AWS adds Regions: one that is not listed here is not known
//! here, which says nothing about whether it is there.

use serde::Serialize;

use crate::domain::id::Region;

/// One bucket, by how its name is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// Modules of documents of Systems Manager.
    Modules,
    /// The patch module for Linux and Windows.
    PatchManager,
    /// The same for macOS.
    PatchManagerMacOs,
    /// The snapshots of patch baselines.
    Snapshots,
    /// The copies of the baselines of a patch policy.
    Policy,
}

/// The part of a name that AWS chose for each Region.
const SUFFIXES: [(&str, &str); 29] = [
    ("af-south-1", "bdd5f65a9"),
    ("ap-east-1", "632356271"),
    ("ap-northeast-1", "4849fa78f"),
    ("ap-northeast-2", "10467995c"),
    ("ap-northeast-3", "67373598a"),
    ("ap-south-1", "cb7c62ff9"),
    ("ap-south-2", "32f4b4128"),
    ("ap-southeast-1", "7fdfd9ef7"),
    ("ap-southeast-2", "17283a275"),
    ("ap-southeast-3", "aa48fc462"),
    ("ap-southeast-4", "01e2c40d3"),
    ("ca-central-1", "3148e69e3"),
    ("ca-west-1", "9e3a4b2f9"),
    ("eu-central-1", "9163fdaaf"),
    ("eu-central-2", "184ce43c8"),
    ("eu-north-1", "795879e9b"),
    ("eu-south-1", "c52f3f594"),
    ("eu-south-2", "a4cf248b1"),
    ("eu-west-1", "5522fb710"),
    ("eu-west-2", "902a2bc74"),
    ("eu-west-3", "29bf85721"),
    ("il-central-1", "e221cb57b"),
    ("me-central-1", "2932f2f80"),
    ("me-south-1", "a53fc9dce"),
    ("sa-east-1", "ddf4b6a09"),
    ("us-east-1", "1970c647d"),
    ("us-east-2", "552881074"),
    ("us-west-1", "8badb4304"),
    ("us-west-2", "34d7f99f8"),
];

/// The Regions whose bucket of snapshots has a name with a suffix.
const SNAPSHOT_SUFFIXES: [(&str, &str); 6] = [
    ("af-south-1", "tbxdb5b9"),
    ("ap-south-2", "50209442"),
    ("ap-southeast-3", "be0a3174"),
    ("ap-southeast-4", "dc6f76ce"),
    ("eu-south-2", "df2c9d70"),
    ("me-south-1", "uduvl7q8"),
];

/// A bucket as it is named in a Region, or in any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The name, with what is not known of it in angle brackets.
    pub name: String,
    /// What it is for.
    pub holds: &'static str,
    /// Whether nothing of the name is left open.
    pub is_exact: bool,
}

impl Bucket {
    /// What is in it.
    pub const fn holds(self) -> &'static str {
        match self {
            Self::Modules => "modules of the documents of Systems Manager",
            Self::PatchManager => "the patch module for Linux and Windows",
            Self::PatchManagerMacOs => "the patch module for macOS",
            Self::Snapshots => "the snapshot of the patch baseline",
            Self::Policy => "the baselines of a patch policy, for nodes of one",
        }
    }

    /// Its name in a Region; without one the pattern.
    pub fn named(self, region: Option<&Region>) -> Named {
        let place = region.map_or("<region>", Region::as_str);
        let name = match self {
            Self::Modules => format!("aws-ssm-{place}"),
            Self::PatchManager => format!("aws-patch-manager-{place}-{}", suffix(region)),
            Self::PatchManagerMacOs => format!("aws-patchmanager-macos-{place}-{}", suffix(region)),
            Self::Snapshots => snapshots(region, place),
            // The account that made the policy and the id that Quick Setup gave it.
            Self::Policy => "aws-quicksetup-patchpolicy-<account>-<id>".to_owned(),
        };

        Named {
            is_exact: !name.contains('<'),
            name,
            holds: self.holds(),
        }
    }
}

impl Named {
    /// The name with `*` for what is not known of it, as an ARN takes it.
    pub fn pattern(&self) -> String {
        let mut pattern = String::new();
        for piece in self.name.split('<') {
            match piece.split_once('>') {
                Some((_, rest)) => {
                    pattern.push('*');
                    pattern.push_str(rest);
                }
                None => pattern.push_str(piece),
            }
        }
        pattern
    }
}

fn found(table: &'static [(&str, &str)], region: &Region) -> Option<&'static str> {
    let mut rows = table.iter();
    rows.find(|(known, _)| *known == region.as_str())
        .map(|(_, suffix)| *suffix)
}

fn suffix(region: Option<&Region>) -> &'static str {
    region
        .and_then(|region| found(&SUFFIXES, region))
        .unwrap_or("<suffix>")
}

fn snapshots(region: Option<&Region>, place: &str) -> String {
    let name = format!("patch-baseline-snapshot-{place}");
    match region.and_then(|region| found(&SNAPSHOT_SUFFIXES, region)) {
        Some(suffix) => format!("{name}-{suffix}"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names that AWS prints in the guide, and one in a document of its own.
    #[test]
    fn names_are_those_that_aws_prints() {
        let named = |bucket: Bucket, region: &str| {
            let region = region.parse().expect("a Region");
            bucket.named(Some(&region)).name
        };
        let patching = named(Bucket::PatchManager, "us-east-2");
        assert_eq!(patching, "aws-patch-manager-us-east-2-552881074");
        let mac = named(Bucket::PatchManagerMacOs, "us-east-1");
        assert_eq!(mac, "aws-patchmanager-macos-us-east-1-1970c647d");
        assert_eq!(
            named(Bucket::Snapshots, "me-south-1"),
            "patch-baseline-snapshot-me-south-1-uduvl7q8"
        );
        assert_eq!(
            named(Bucket::Snapshots, "eu-west-1"),
            "patch-baseline-snapshot-eu-west-1"
        );
    }

    #[test]
    fn what_is_not_known_of_a_name_stays_open() {
        let unlisted = "mx-central-1".parse().expect("a Region");
        let bucket = Bucket::PatchManager.named(Some(&unlisted));
        assert_eq!(bucket.name, "aws-patch-manager-mx-central-1-<suffix>");
        assert!(!bucket.is_exact);
        assert_eq!(bucket.pattern(), "aws-patch-manager-mx-central-1-*");
        let anywhere = Bucket::PatchManager.named(None);
        assert_eq!(anywhere.pattern(), "aws-patch-manager-*-*");
        assert!(!anywhere.is_exact);
        assert!(Bucket::Modules.named(Some(&unlisted)).is_exact);
    }

    #[test]
    fn each_region_has_one_suffix_and_no_two_share_it() {
        let regions = |table: &[(&'static str, &'static str)]| {
            let sorted = table.windows(2).all(|pair| pair[0].0 < pair[1].0);
            let mut suffixes: Vec<&str> = table.iter().map(|(_, suffix)| *suffix).collect();
            suffixes.sort_unstable();
            sorted && suffixes.windows(2).all(|pair| pair[0] != pair[1])
        };
        assert!(regions(&SUFFIXES) && regions(&SNAPSHOT_SUFFIXES));
    }
}
